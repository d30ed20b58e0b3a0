package storage

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"lintas/archive"
)

func silent() *slog.Logger { return slog.New(slog.DiscardHandler) }

// Rebuild makes the records view of a folder anew. What Private kept is lost. No
// server may be running. Across damage in the journal nothing is rebuilt: the
// view may hold what can no longer be read there.
func Rebuild(ctx context.Context, dir string, progress func(task string, done, total int64)) error {
	lock, err := lockFolder(dir)
	if err != nil {
		return err
	}
	if err := intact(ctx, dir); err != nil {
		return errors.Join(err, lock.Close())
	}
	err = writeFile(doubtFile(recordsDir(dir)), []byte("a rebuild was asked for\n"))
	if closed := lock.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return fmt.Errorf("rebuild the records view: %w", err)
	}
	a, err := Open(ctx, Options{Dir: dir, Progress: progress})
	if err != nil {
		return err
	}
	fault := a.ReadOnly()
	if err := a.Close(); err != nil {
		return err
	}
	return fault
}

// intact returns the first fault of the journal.
func intact(ctx context.Context, dir string) error {
	v := &verifier{dir: dir, o: VerifyOptions{Progress: func(string, int64, int64) {}}, told: map[string]int{}}
	j := &journalCheck{verifier: v, code: "journal"}
	if err := j.run(ctx, journalDir(dir)); err != nil {
		return fmt.Errorf("rebuild %s: %w", dir, err)
	}
	if len(v.report.Faults) == 0 {
		return nil
	}
	f := v.report.Faults[0]
	return archive.Fail(archive.Damaged,
		"Jurnal rusak ("+f.Where+"). Susun ulang dibatalkan karena catatan yang ada mungkin masih memuat yang tidak terbaca lagi di jurnal: kembalikan berkas itu dari cadangan lebih dahulu.",
		"The journal is damaged ("+f.Where+"). Nothing was rebuilt, as the records may still hold what can no longer be read in the journal: put that file back from a backup first.")
}
