// Package demo holds an invented correspondence: 60 letters and minutes, digital
// and scanned, in coherent threads, with the truth beside them. A newcomer sees
// a living archive with it, and the tests read it.
//
// Every person, company, case, letter number, passport number and NIK in it is
// invented. README.md has the licence (CC0 1.0) and the form of the truth.
package demo

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
)

//go:embed letters/*.pdf
var letters embed.FS

// Letters returns the PDFs, S001.pdf to S060.pdf, in the root of a file system.
func Letters() fs.FS {
	sub, err := fs.Sub(letters, "letters")
	if err != nil {
		panic(err) // the folder is part of the binary
	}
	return sub
}

//go:embed truth.json
var truth []byte

// Scanned says which of the letters are scans without text.
func Scanned() (map[string]bool, error) {
	var all []struct {
		File    string `json:"file"`
		Scanned bool   `json:"scanned"`
	}
	if err := json.Unmarshal(truth, &all); err != nil {
		return nil, fmt.Errorf("read the truth of the demo letters: %w", err)
	}
	scans := map[string]bool{}
	for _, t := range all {
		if t.Scanned {
			scans[t.File] = true
		}
	}
	return scans, nil
}
