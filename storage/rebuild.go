package storage

import (
	"context"
	"fmt"
	"log/slog"
)

func silent() *slog.Logger { return slog.New(slog.DiscardHandler) }

// Rebuild makes the records view of a folder anew. What Private kept is lost. No
// server may be running. Damage in the journal is reported as the error; the
// view then holds what could be read.
func Rebuild(ctx context.Context, dir string, progress func(task string, done, total int64)) error {
	lock, err := lockFolder(dir)
	if err != nil {
		return err
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
