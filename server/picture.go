package server

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"lintas/archive"
)

// drawing lets one of several askers draw a picture while the others wait for it.
type drawing struct {
	mu    sync.Mutex
	under map[string]chan struct{} // path → closed when drawn
}

// begin returns true to the one who is to draw; the others wait until it is done.
func (w *drawing) begin(ctx context.Context, path string) (mine bool, err error) {
	w.mu.Lock()
	done, busy := w.under[path]
	if !busy {
		if w.under == nil {
			w.under = map[string]chan struct{}{}
		}
		w.under[path] = make(chan struct{})
	}
	w.mu.Unlock()
	if !busy {
		return true, nil
	}
	select {
	case <-done:
		return false, nil
	case <-ctx.Done():
		return false, ctx.Err()
	}
}

func (w *drawing) end(path string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	close(w.under[path])
	delete(w.under, path)
}

// Picture draws a page (from 1) of a document as a JPEG; it is kept in the preview folder.
// It returns the path of the file. The width is one of three: 320, 900 or 1600 pixels.
func (d *Desk) Picture(ctx context.Context, v archive.Viewer, id string, page, width int) (string, error) {
	doc, err := d.archive.Read(v).Document(id)
	if err != nil {
		return "", err
	}
	if len(doc.Files) == 0 || page < 1 || doc.Files[0].Pages > 0 && page > doc.Files[0].Pages {
		return "", hidden()
	}
	blob := doc.Files[0].Blob
	if len(blob) < 2 {
		return "", hidden()
	}
	path := filepath.Join(d.cfg.Dir, previewFolder, blob[:2], fmt.Sprintf("%s-%d-%d.jpg", blob, page, pictureWidth(width)))
	for {
		if _, err := os.Stat(path); err == nil {
			return path, nil
		} else if !errors.Is(err, fs.ErrNotExist) {
			return "", fmt.Errorf("look for a page picture: %w", err)
		}
		mine, err := d.drawing.begin(ctx, path)
		if err != nil {
			return "", err
		}
		if mine {
			err := d.draw(ctx, blob, page, pictureWidth(width), path)
			d.drawing.end(path)
			return path, err
		}
	}
}

func pictureWidth(asked int) int {
	for _, width := range []int{320, 900} {
		if asked > 0 && asked <= width {
			return width
		}
	}
	if asked <= 0 {
		return 900
	}
	return 1600
}

// draw makes a picture. The folder is a cache: its files need not survive a power cut, but
// none is ever seen half written.
func (d *Desk) draw(ctx context.Context, blob string, page, width int, path string) error {
	file, err := d.archive.Blobs().Whole(blob)
	if err != nil {
		return err
	}
	jpeg, err := d.pool.Picture(ctx, file, page, width)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("make the preview folder: %w", err)
	}
	temp, err := os.CreateTemp(filepath.Dir(path), "drawing-*")
	if err != nil {
		return fmt.Errorf("keep a page picture: %w", err)
	}
	_, err = temp.Write(jpeg)
	err = errors.Join(err, temp.Close())
	if err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("keep a page picture: %w", errors.Join(err, os.Remove(temp.Name())))
	}
	return nil
}

// Transcript returns the text of a document as read, an error with code NotFound while it
// has not been. It is shared: nobody changes it.
func (d *Desk) Transcript(ctx context.Context, v archive.Viewer, id string) (*archive.Transcript, error) {
	doc, err := d.archive.Read(v).Document(id)
	if err != nil {
		return nil, err
	}
	if doc.Transcript == "" {
		return nil, archive.Fail(archive.NotFound, "Naskah ini belum punya teks.", "This document has no text yet.")
	}
	return d.transcripts.load(doc.Transcript)
}
