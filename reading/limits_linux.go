package reading

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"

	"github.com/tetratelabs/wazero/experimental"
	"golang.org/x/sys/unix"
)

// childRoom is how much private memory a warm child of 60 MB may take more: 256 MB
// of sandbox and what an answer takes. RLIMIT_AS is no use here: Go and the sandbox
// reserve address space that they never touch.
const childRoom = 384 << 20

// limitSelf makes the kernel hold this process to the memory it has and childRoom
// more, and dump no core.
func limitSelf() error {
	statm, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return fmt.Errorf("see the memory of the reader: %w", err)
	}
	var size, resident, shared, text, library, data uint64
	if _, err := fmt.Sscan(string(statm), &size, &resident, &shared, &text, &library, &data); err != nil {
		return fmt.Errorf("see the memory of the reader: %w", err)
	}
	most := data*uint64(os.Getpagesize()) + childRoom
	if err := unix.Setrlimit(unix.RLIMIT_DATA, &unix.Rlimit{Cur: most, Max: most}); err != nil {
		return fmt.Errorf("limit the memory of the reader: %w", err)
	}
	if err := unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}); err != nil {
		return fmt.Errorf("limit the core dump of the reader: %w", err)
	}
	return nil
}

// limitOther holds another process to so much memory and processor time, and puts
// it behind those that somebody waits for.
func limitOther(pid int, memory uint64, processor time.Duration) error {
	seconds := uint64(processor/time.Second) + 1
	for what, most := range map[int]uint64{unix.RLIMIT_DATA: memory, unix.RLIMIT_CPU: seconds, unix.RLIMIT_CORE: 0} {
		err := unix.Prlimit(pid, what, &unix.Rlimit{Cur: most, Max: most}, nil)
		if err != nil && !errors.Is(err, unix.ESRCH) { // it has ended already
			return fmt.Errorf("limit process %d: %w", pid, err)
		}
	}
	if err := unix.Setpriority(unix.PRIO_PROCESS, pid, 10); err != nil && !errors.Is(err, unix.ESRCH) {
		return fmt.Errorf("put process %d behind others: %w", pid, err)
	}
	return nil
}

// apart gives the child a process group of its own, so that all of it can be
// killed, and has the kernel kill it when its parent dies. The kernel means the
// thread that started the child: start must be called on a locked thread that
// outlives it.
func apart(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}

func killGroup(cmd *exec.Cmd) {
	// ESRCH means that it is gone already, which is what is wanted.
	_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
}

// hand gives a command bytes as a file that lies in memory only, and says by what name
// the command opens it: Tesseract takes its standard input byte by byte. done gives the
// memory back.
func hand(cmd *exec.Cmd, data []byte) (name string, done func(), err error) {
	fd, err := unix.MemfdCreate("page", unix.MFD_CLOEXEC)
	if err != nil {
		return "", nil, fmt.Errorf("make a file in memory: %w", err)
	}
	f := os.NewFile(uintptr(fd), "page")
	done = func() { _ = f.Close() } // nothing is kept of it
	if _, err := f.Write(data); err != nil {
		done()
		return "", nil, fmt.Errorf("fill a file in memory: %w", err)
	}
	cmd.ExtraFiles = append(cmd.ExtraFiles, f)
	return fmt.Sprintf("/proc/self/fd/%d", 2+len(cmd.ExtraFiles)), done, nil
}

// sandboxMemory reserves address space once and makes it usable as it grows.
// wazero's own way copies the memory to a larger slice each time, and the
// garbage made a 256 MB sandbox cost 700 MB.
func sandboxMemory() experimental.MemoryAllocator {
	return experimental.MemoryAllocatorFunc(func(_, most uint64) experimental.LinearMemory {
		room, err := unix.Mmap(-1, 0, int(most), unix.PROT_NONE, unix.MAP_PRIVATE|unix.MAP_ANON)
		if err != nil {
			return &reserve{}
		}
		return &reserve{room: room}
	})
}

type reserve struct {
	room []byte
	used int // bytes at the start of room that can be touched
}

func (r *reserve) Reallocate(size uint64) []byte {
	if size > uint64(len(r.room)) {
		return nil
	}
	if grown := (int(size) + wasmPage - 1) / wasmPage * wasmPage; grown > r.used {
		if err := unix.Mprotect(r.room[r.used:grown], unix.PROT_READ|unix.PROT_WRITE); err != nil {
			return nil
		}
		r.used = grown
	}
	return r.room[:size:r.used]
}

func (r *reserve) Free() {
	if r.room != nil {
		_ = unix.Munmap(r.room) // the address is the one Mmap gave
		r.room = nil
	}
}

// lockThread ties the caller to its thread until the returned function is called.
func lockThread() (unlock func()) {
	runtime.LockOSThread()
	return runtime.UnlockOSThread
}
