package reading

import (
	"fmt"
	"os"
	"testing"
)

// childVariable makes the test binary a child of the pool instead of a test run.
const childVariable = "LINTAS_TEST_READER"

func TestMain(m *testing.M) {
	if os.Getenv(childVariable) != "" {
		if err := ServeChild(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}
