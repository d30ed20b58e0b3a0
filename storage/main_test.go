package storage

import (
	"flag"
	"fmt"
	"os"
	"testing"
)

// The torture tests take these; `make torture` raises them.
type tortureFlags struct {
	child   *string
	measure *string
	kills   *int
}

var torture = tortureFlags{
	child:   flag.String("child", "", "be the process that is killed, writing to this folder"),
	measure: flag.String("measure", "", "be the process whose memory is measured, opening this folder"),
	kills:   flag.Int("kills", 25, "how often to kill the writing process"),
}

func TestMain(m *testing.M) {
	if err := flag.Set("rapid.checks", "40"); err != nil { // unless the command line says more
		panic(err)
	}
	flag.Parse()
	if *torture.child != "" {
		if err := writeForEver(*torture.child); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	if *torture.measure != "" {
		if err := measure(*torture.measure); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}
