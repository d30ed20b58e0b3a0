package server

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"lintas/archive"
	"lintas/index"
	"lintas/storage"
)

// Verify checks the archive in a folder, and the search index against its records. head is
// the last act as known from elsewhere, or nil. While a server has the folder open the views
// are not looked at.
func Verify(ctx context.Context, dir string, head *storage.Head, progress func(task string, done, total int64)) (storage.Report, error) {
	return storage.Verify(ctx, dir, storage.VerifyOptions{Head: head, Progress: progress,
		Extra: func(ctx context.Context, r *storage.Reader, head storage.Head, found func(storage.Fault)) error {
			return verifyIndex(ctx, filepath.Join(dir, indexFolder), r, head, found)
		}})
}

// verifyIndex compares the index in a folder with the records: what it has applied, and how
// many documents it holds at each level. An index that lags is no fault: the next start
// catches up.
func verifyIndex(ctx context.Context, folder string, r *storage.Reader, head storage.Head, found func(storage.Fault)) (err error) {
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		return nil // the next start builds it
	}
	fault := func(id, en string, args ...any) {
		found(storage.Fault{Code: "index", Where: indexFolder,
			What: archive.Text{ID: fmt.Sprintf(id, args...), EN: fmt.Sprintf(en, args...)},
			Do:   archive.Text{ID: "jalankan `lintas rebuild`, atau jalankan server; tidak ada yang hilang", EN: "run `lintas rebuild`, or start the server; nothing is lost"}})
	}
	ix, err := index.Open(ctx, index.Options{Dir: folder})
	if err != nil {
		fault("indeks pencarian tidak dapat dibuka: %v", "the search index cannot be opened: %v", err)
		return nil
	}
	defer func() { err = errors.Join(err, ix.Close()) }()
	seq, hash := ix.Applied()
	switch {
	case ix.Degraded():
		fault("indeks pencarian rusak", "the search index is damaged")
		return nil
	case seq > head.Seq:
		fault("indeks pencarian sudah melihat tindakan %d, jurnal berakhir pada tindakan %d", "the search index has seen act %d, the journal ends with act %d", seq, head.Seq)
		return nil
	case seq < head.Seq:
		return nil
	case hash != head.Hash:
		fault("indeks pencarian mengikuti tindakan %d yang lain dari milik jurnal", "the search index follows another act %d than the journal's", seq)
		return nil
	}
	want, unread := map[archive.Secrecy]uint64{}, map[archive.Secrecy]uint64{}
	for doc, err := range r.AllDocuments(ctx) {
		if err != nil {
			return fmt.Errorf("count the documents: %w", err)
		}
		switch doc.Status {
		case archive.Withdrawn:
		case archive.Reading:
			unread[doc.Secrecy]++ // indexed now, or once they are read
		default:
			want[doc.Secrecy]++
		}
	}
	for _, level := range archive.Levels {
		held, err := ix.Count(level)
		if err != nil {
			fault("indeks pencarian tidak dapat dibaca: %v", "the search index cannot be read: %v", err)
			return nil
		}
		if held < want[level] || held > want[level]+unread[level] {
			fault("indeks pencarian memuat %d naskah tingkat %s, arsip %d", "the search index holds %d documents of level %s, the archive %d", held, level, want[level])
		}
	}
	return nil
}
