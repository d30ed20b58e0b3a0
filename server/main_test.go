package server

import (
	"fmt"
	"os"
	"testing"

	"lintas/reading"
)

// readerChild is the argument that makes the test binary a child of the reading
// pool instead of a test run.
const readerChild = "reader-child"

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == readerChild {
		if err := reading.ServeChild(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}
