//go:build unix

package server

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// freeBytes is the space left for ordinary users on the disk that holds dir.
func freeBytes(dir string) (uint64, error) {
	var disk unix.Statfs_t
	if err := unix.Statfs(dir, &disk); err != nil {
		return 0, fmt.Errorf("ask for free space in %s: %w", dir, err)
	}
	return uint64(disk.Bavail) * uint64(disk.Bsize), nil
}
