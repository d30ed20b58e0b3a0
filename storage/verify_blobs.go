package storage

import (
	"context"
	"path/filepath"
	"sync"
)

// blobs hashes every file and compares the folder with what records name.
func (v *verifier) blobs(ctx context.Context, j *journalCheck) error {
	b := &Blobs{dir: filepath.Join(v.dir, "blobs")}
	wanted := map[string]string{} // sum → a record that names it
	for name, t := range j.state {
		for _, sum := range t.blobs {
			wanted[sum] = name
		}
	}
	type file struct{ sum, path string }
	files := make(chan file)
	var wg sync.WaitGroup
	for range v.o.Workers {
		wg.Go(func() {
			for f := range files {
				if err := checkBlob(f.path, f.sum); err != nil {
					v.fault("blob-damaged", v.relative(f.path), told(err), doBlob)
				}
			}
		})
	}
	there := map[string]bool{}
	err := b.each(ctx, func(sum, path string, size int64) error {
		if sum == "" {
			v.note("foreign-file", v.relative(path), said("berkas ini bukan milik arsip", "the file is not the archive's"), said("pindahkan ke tempat lain", "move it elsewhere"))
			return nil
		}
		there[sum] = true
		v.report.Blobs++
		v.report.BlobBytes += size
		if wanted[sum] == "" {
			v.report.Orphans++
		}
		if len(there)%100 == 0 {
			v.o.Progress("blobs", int64(len(there)), int64(max(len(wanted), len(there))))
		}
		select {
		case files <- file{sum, path}:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	})
	close(files)
	wg.Wait()
	if err != nil {
		return err
	}
	v.o.Progress("blobs", int64(len(there)), int64(len(there)))
	for sum, name := range wanted {
		if !there[sum] {
			v.fault("blob-missing", v.relative(b.Path(sum)), said("%s menyebut berkas %s, tetapi tidak ada", "%s names the file %s, which is not there", name, sum), doBlob)
		}
	}
	if v.report.Orphans > 0 {
		v.note("orphans", "blobs", said("%d berkas tidak disebut catatan mana pun: diterima tetapi tidak didaftarkan, atau diganti bacaan yang lebih baru", "%d files are named by no record: received and not registered, or replaced by a newer reading", v.report.Orphans), said("tidak perlu apa-apa", "nothing"))
	}
	return nil
}

func (v *verifier) relative(path string) string {
	rel, err := filepath.Rel(v.dir, path)
	if err != nil {
		return path
	}
	return rel
}
