package storage

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"lintas/archive"
)

// lockFolder makes this process the only one that writes to the folder. The
// lock ends with the process, however it ends; the file stays.
func lockFolder(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open the folder's lock: %w", err)
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, errors.Join(lockedBy(holder(f), dir), f.Close())
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("lock %s: %w", dir, err), f.Close())
	}
	if err := errors.Join(f.Truncate(0), writeAt(f, strconv.Itoa(os.Getpid())+"\n")); err != nil {
		return nil, errors.Join(fmt.Errorf("write the folder's lock: %w", err), f.Close())
	}
	return f, nil
}

func writeAt(f *os.File, text string) error {
	_, err := f.WriteAt([]byte(text), 0)
	return err
}

// holder returns the process that wrote the lock file, 0 if it cannot be told.
func holder(f *os.File) int {
	raw := make([]byte, 20)
	n, _ := f.ReadAt(raw, 0) // an unreadable pid is only left out of the message
	pid, err := strconv.Atoi(strings.TrimSpace(string(raw[:n])))
	if err != nil {
		return 0
	}
	return pid
}

func lockedBy(pid int, dir string) error {
	e := archive.Fail(archive.Locked,
		fmt.Sprintf("Folder arsip sedang dipakai proses %d. Hentikan proses itu dulu, atau bekerja lewat server yang berjalan.", pid),
		fmt.Sprintf("The archive folder is in use by process %d. Stop it first, or work through the running server.", pid))
	e.Err = fmt.Errorf("folder %s", dir)
	return e
}
