package reading

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"testing"
	"time"
)

// readerChild is the argument that makes the test binary a child of the pool.
const readerChild = "reader-child"

// hangingChild is the argument that makes it one that says it is ready and then
// never answers, nor heeds the end of its input.
const hangingChild = "hang"

func hang() {
	if _, err := os.Stdout.Write(make([]byte, 4)); err != nil {
		os.Exit(1)
	}
	for {
		time.Sleep(time.Hour)
	}
}

// hangingParent is the argument that makes it one that waits for such a child.
const hangingParent = "hang-parent"

func readForEver(path string) {
	pool := NewPool(PoolOptions{Command: []string{os.Args[0], hangingChild}, Timeout: time.Hour})
	if _, err := pool.Read(context.Background(), path); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(1)
}

func TestMain(m *testing.M) {
	switch {
	case len(os.Args) > 1 && os.Args[1] == readerChild:
		if err := ServeChild(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	case len(os.Args) > 1 && os.Args[1] == hangingChild:
		hang()
	case len(os.Args) > 2 && os.Args[1] == hangingParent:
		readForEver(os.Args[2])
	}
	os.Exit(m.Run())
}

// serveOnce runs a child with the given input and waits for its end.
func serveOnce(t testing.TB, in []byte, out io.Writer) error {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], readerChild)
	cmd.Stdin, cmd.Stdout = bytes.NewReader(in), out
	return cmd.Run()
}

// testPool is a pool whose children are this test binary. The compiled engine is
// kept in the user's cache folder, like the real one, so that only the first run
// ever waits for it.
func testPool(t testing.TB) *Pool {
	t.Helper()
	return testPoolWith(t, PoolOptions{})
}

func testPoolWith(t testing.TB, o PoolOptions) *Pool {
	t.Helper()
	if o.Command == nil {
		o.Command = []string{os.Args[0], readerChild}
	}
	p := NewPool(o)
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}
