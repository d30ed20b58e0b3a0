//go:build !linux

package reading

import (
	"os/exec"
	"time"

	"github.com/tetratelabs/wazero/experimental"
)

// Elsewhere than on Linux the sandbox's own limit and the pool's time limit
// hold; the kernel is not asked to help.

func limitSelf() error { return nil }

func limitOther(int, uint64, time.Duration) error { return nil }

func apart(*exec.Cmd) {}

func killGroup(cmd *exec.Cmd) { _ = cmd.Process.Kill() }

func sandboxMemory() experimental.MemoryAllocator { return nil }

func lockThread() (unlock func()) { return func() {} }
