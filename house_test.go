package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"
)

type goPackage struct {
	ImportPath string
	Imports    []string
	Standard   bool
}

// arrows says which packages of the module each package may import.
var arrows = map[string][]string{
	"lintas":         {"lintas/server", "lintas/storage", "lintas/index", "lintas/reading", "lintas/static", "lintas/archive", "lintas/demo"},
	"lintas/server":  {"lintas/storage", "lintas/index", "lintas/reading", "lintas/static", "lintas/archive"},
	"lintas/storage": {"lintas/archive"},
	"lintas/index":   {"lintas/archive"},
	"lintas/reading": {"lintas/archive"},
	"lintas/static":  {},
	"lintas/archive": {},
	"lintas/demo":    {},
	"lintas/bench":   {"lintas/server", "lintas/storage", "lintas/index", "lintas/reading", "lintas/archive", "lintas/demo"},
}

// homes says which package a library may be imported from; the bare loop of bench
// may import any.
var homes = map[string]string{
	"github.com/dgraph-io/badger/":    "lintas/storage",
	"github.com/blevesearch/":         "lintas/index",
	"github.com/gofiber/":             "lintas/server",
	"github.com/valyala/":             "lintas/server",
	"github.com/pdfcpu/":              "lintas/reading",
	"github.com/klippa-app/":          "lintas/reading",
	"github.com/tetratelabs/":         "lintas/reading",
	"github.com/spf13/":               "lintas",
	"github.com/schollz/progressbar/": "lintas",
}

func listPackages(t *testing.T) []goPackage {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,Standard", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []goPackage
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatalf("go list: %v", err)
		}
		all = append(all, p)
	}
}

func TestArrowsGoOneWay(t *testing.T) {
	for _, p := range listPackages(t) {
		allowed, known := arrows[p.ImportPath]
		if !known {
			t.Errorf("package %s is not in the house: say in DECISIONS.md why it is there and add it to arrows", p.ImportPath)
			continue
		}
		ok := map[string]bool{}
		for _, a := range allowed {
			ok[a] = true
		}
		for _, imp := range p.Imports {
			if (imp == "lintas" || strings.HasPrefix(imp, "lintas/")) && !ok[imp] {
				t.Errorf("%s imports %s: arrows go main → server → {storage, index, reading, static} → archive", p.ImportPath, imp)
			}
		}
	}
}

func TestEachLibraryHasOneHome(t *testing.T) {
	for _, p := range listPackages(t) {
		for _, imp := range p.Imports {
			for lib, home := range homes {
				if strings.HasPrefix(imp, lib) && p.ImportPath != home && p.ImportPath != "lintas/bench" {
					t.Errorf("%s imports %s, which belongs in %s", p.ImportPath, imp, home)
				}
			}
		}
	}
}

func TestArchiveLeansOnTheStandardLibraryAlone(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", "./archive").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for dep := range strings.FieldsSeq(string(out)) {
		if dep != "lintas/archive" {
			t.Errorf("archive leans on %s", dep)
		}
	}
	for _, p := range listPackages(t) {
		if p.ImportPath != "lintas/archive" {
			continue
		}
		for _, imp := range p.Imports {
			if imp == "os" || imp == "net" || strings.HasPrefix(imp, "net/") || imp == "database/sql" {
				t.Errorf("archive imports %s: it touches no disk and no network", imp)
			}
		}
	}
}
