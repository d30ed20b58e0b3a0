package storage

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"

	"lintas/archive"
)

const (
	minReserve = 512 << 20
	// machineShare of the reserve is kept even from the archive's own acts: the
	// records view does not survive a disk without any room.
	machineShare = 4
)

// space is the free room of the file system that holds the archive.
type space struct {
	dir     string
	reserve int64 // bytes; negative is none
}

func newSpace(dir string, reserve int64) (space, error) {
	if reserve != 0 {
		return space{dir, reserve}, nil
	}
	var st syscall.Statfs_t
	if err := syscall.Statfs(dir, &st); err != nil {
		return space{}, fmt.Errorf("ask for the size of the disk: %w", err)
	}
	return space{dir, max(minReserve, int64(st.Blocks)*int64(st.Bsize)/50)}, nil
}

// Room refuses with DiskFull when less than the reserve would be left after n more
// bytes on the disk that holds the archive.
func (a *Archive) Room(n int64) error { return a.space.check(n) }

// check refuses when less than the reserve would be left after n more bytes.
func (s space) check(n int64) error { return s.keep(s.reserve, n) }

// checkBy is check for an act: the archive's own work may use most of the
// reserve, so that what was accepted can still be read and finished.
func (s space) checkBy(by string) error {
	if by == archive.ByReader || by == archive.BySystem {
		return s.keep(s.reserve/machineShare, 0)
	}
	return s.keep(s.reserve, 0)
}

func (s space) keep(reserve, n int64) error {
	if s.reserve < 0 {
		return nil
	}
	var st syscall.Statfs_t
	if err := syscall.Statfs(s.dir, &st); err != nil {
		return fmt.Errorf("ask for free disk space: %w", err)
	}
	if free := int64(st.Bavail) * int64(st.Bsize); free-n < reserve {
		return diskFull(free, s.reserve)
	}
	return nil
}

// syncFolder makes the names in a folder survive a power cut.
func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("open folder to sync it: %w", err)
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("sync folder %s: %w", dir, err)
	}
	return nil
}

// makeFolder creates a folder whose existence survives a power cut.
func makeFolder(dir string) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	return syncFolder(filepath.Dir(dir))
}

// writeFile replaces a small file: the old or the new one is there after a cut.
func writeFile(path string, raw []byte) error {
	temp := path + ".new"
	f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	_, err = f.Write(raw)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	if err := os.Rename(temp, path); err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	return syncFolder(filepath.Dir(path))
}
