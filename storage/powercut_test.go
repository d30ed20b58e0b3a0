//go:build torture

package storage

import (
	"flag"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"
	"unsafe"
)

var powerCuts = flag.Int("powercuts", 25, "how often to cut the power of a loop-mounted ext4 (needs root)")

// TestWhatWasAcknowledgedSurvivesAPowerCut cuts the power of an ext4 on a loop
// device: the file system is shut down without flushing its log, so that only
// what was synced is there after mounting again. It cuts as often as -powercuts
// says, and needs root and loop devices for it: hence the build tag.
func TestWhatWasAcknowledgedSurvivesAPowerCut(t *testing.T) {
	image, mount := filepath.Join(t.TempDir(), "disk"), t.TempDir()
	run(t, "truncate", "-s", "512M", image)
	run(t, "mkfs.ext4", "-q", image)
	run(t, "mount", "-o", "loop", image, mount)
	t.Cleanup(func() { run(t, "umount", mount) })
	dir := filepath.Join(mount, "data")
	var saved []string
	for range *powerCuts {
		c := startChild(t, dir, time.Duration(100+rand.IntN(700))*time.Millisecond)
		// Only what was said before the cut counts: an fsync that is under way when
		// ext4 is shut down so may return success without having written.
		saved = append(saved, c.saved(t)...)
		shutDown(t, mount)
		c.kill(t)
		run(t, "umount", mount)
		run(t, "mount", "-o", "loop", image, mount)
		holdsExactlyOnce(t, dir, saved)
	}
	if len(saved) == 0 {
		t.Fatal("nothing was saved before any cut")
	}
	t.Log(strconv.Itoa(len(saved)) + " letters acknowledged before the cuts")
}

// shutDown is EXT4_IOC_SHUTDOWN without flushing the log.
func shutDown(t *testing.T, mount string) {
	t.Helper()
	const ioctl, noLogFlush = 0x8004587d, 2
	f, err := os.Open(mount)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	how := uint32(noLogFlush)
	if _, _, e := syscall.Syscall(syscall.SYS_IOCTL, f.Fd(), ioctl, uintptr(unsafe.Pointer(&how))); e != 0 {
		t.Fatal(e)
	}
}

func run(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
}
