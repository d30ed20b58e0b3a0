// Command bench takes the heavy measurements: whole programs on whole folders,
// Lintas beside its rivals in one run. It prints Markdown tables.
//
//	go run ./bench ingest    PDFs end to end into search, beside recollindex and a bare PDFium loop
//	go run ./bench archive   100,000 letters: start, idle memory, search
//	go run ./bench search N… the index beside SQLite FTS5, Xapian, PostgreSQL and Whoosh (at 100,000), and how it grows
//	go run ./bench fill DIR  writes that archive of 100,000 letters and leaves it there
//	go run ./bench links DIR… how letters are tied into cases and to each other; each DIR has a truth.json
//	go run ./bench scans     OCR and searchable copies beside tesseract and ocrmypdf, digital letters beside pdftotext
//	go run ./bench screens   pictures of the demo into docs/screens; needs chromium
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) == 2 && args[0] == "bare" { // what ingestTable starts as a process of its own
		return bareLoop(args[1])
	}
	for name, part := range map[string]func(context.Context, string, string) error{"searchable": searchableCopies, "fields": fieldsOf} {
		if len(args) == 3 && args[0] == name { // what scanTable starts
			return part(ctx, args[1], args[2])
		}
	}
	if len(args) == 2 && args[0] == "fill" {
		_, err := fill(ctx, args[1])
		return err
	}
	if len(args) > 1 && args[0] == "links" {
		return inFolder(func(dir string) error { return linkTable(ctx, dir, args[1:]) })
	}
	if len(args) > 1 && args[0] == "search" {
		return inFolder(func(dir string) error { return searchTables(ctx, dir, args[1:]) })
	}
	if len(args) == 4 && args[0] == "search-lintas" { // what searchTables starts
		return searchLintas(ctx, args[1], args[2], args[3])
	}
	tables := map[string]func(context.Context, string) error{"ingest": ingestTable, "scans": scanTable, "archive": archiveTable, "screens": takeScreens}
	if len(args) != 1 || tables[args[0]] == nil {
		return errors.New("say which table: ingest, archive, scans, screens or links with folders")
	}
	return inFolder(func(dir string) error { return tables[args[0]](ctx, dir) })
}

// inFolder gives fn a folder that is there while it runs.
func inFolder(fn func(dir string) error) error {
	dir, err := os.MkdirTemp("", "lintas-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	return fn(dir)
}

// usage is what a whole process, its children included, took.
type usage struct {
	wall, cpu time.Duration
	peak      int64 // bytes, the largest single process
}

// timed runs a command to its end and returns what it took.
func timed(cmd *exec.Cmd) (usage, error) {
	cmd.Stderr = os.Stderr
	start := time.Now()
	if err := cmd.Run(); err != nil {
		return usage{}, fmt.Errorf("run %s: %w", filepath.Base(cmd.Path), err)
	}
	u := usage{wall: time.Since(start), cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}
	if r, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		u.peak = r.Maxrss * 1024
	}
	return u, nil
}

// build compiles the product into dir.
func build(ctx context.Context, dir string) (string, error) {
	bin := filepath.Join(dir, "lintas")
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags=-s -w", "-o", bin, ".")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	cmd.Stderr = os.Stderr
	return bin, cmd.Run()
}

func median[T interface{ ~int64 | ~float64 }](values []T) T {
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	return sorted[len(sorted)/2]
}
