package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"

	"github.com/spf13/cobra"

	"lintas/archive"
	"lintas/reading"
)

func (a *app) readCommand() *cobra.Command {
	workers := 0
	command := &cobra.Command{
		Use:   "read FILE…",
		Short: "Show what the reader makes of PDFs, without an archive",
		Long: "Show what the reader makes of PDFs, without an archive. With --json one file gives an\n" +
			"object, several give an array, in the form that demo/README.md describes.",
		Args: cobra.MinimumNArgs(1),
		RunE: func(command *cobra.Command, files []string) error {
			return a.read(command.Context(), files, workers)
		},
	}
	command.Flags().IntVar(&workers, "workers", 0, "reader processes at once (0: one per processor)")
	return command
}

// readResult is the proposal for one file, or why there is none.
type readResult struct {
	reading.Proposal
	Scanned bool           `json:"scanned"`
	Pages   int            `json:"pages"`
	Unread  int            `json:"unread,omitempty"` // scanned pages that could not be read
	Problem *readerProblem `json:"error,omitempty"`
}

type readerProblem struct {
	Code archive.Code `json:"code,omitempty"`
	Text string       `json:"text"`
}

func (a *app) read(ctx context.Context, files []string, workers int) error {
	knowledge, err := builtinKnowledge()
	if err != nil {
		return err
	}
	if workers <= 0 {
		workers = runtime.NumCPU()
	}
	tesseract, err := reading.FindTesseract(ctx, reading.TesseractOptions{Workers: workers})
	if err != nil && archive.CodeOf(err) == "" {
		return err
	}
	reader := fileReader{app: a, pool: reading.NewPool(reading.PoolOptions{Workers: workers, Log: a.log()}), tesseract: tesseract, knowledge: knowledge}
	results, failed := make([]readResult, len(files)), make([]error, len(files))
	var reading sync.WaitGroup
	places := make(chan struct{}, workers)
	for i, file := range files {
		places <- struct{}{}
		reading.Go(func() {
			defer func() { <-places }()
			results[i], failed[i] = reader.read(ctx, file)
		})
	}
	reading.Wait()
	if err := errors.Join(reader.pool.Close(), ctx.Err()); err != nil {
		return err
	}
	refused := 0
	for i, err := range failed {
		if err != nil {
			refused++
			a.note("%s: %s", "%s: %s", files[i], a.words(err))
		}
	}
	if err := a.printReadings(results); err != nil {
		return err
	}
	if refused > 0 {
		return refusedError{refused, len(files)}
	}
	return nil
}

// builtinKnowledge is what the program knows without an archive.
func builtinKnowledge() (reading.Knowledge, error) {
	agencies, err := archive.SeedAgencies()
	if err != nil {
		return reading.Knowledge{}, fmt.Errorf("the agencies that come with the program: %w", err)
	}
	holidays, err := archive.BuiltinHolidays()
	if err != nil {
		return reading.Knowledge{}, fmt.Errorf("the holidays that come with the program: %w", err)
	}
	return reading.Knowledge{Directory: archive.NewDirectory(agencies), Calendar: archive.NewCalendar("", holidays)}, nil
}

// fileReader reads files outside of an archive.
type fileReader struct {
	app       *app
	pool      *reading.Pool
	tesseract *reading.Tesseract // nil where it is not installed
	knowledge reading.Knowledge
}

// paper reads a file, which the reader's child would only call unreadable if it is none.
func (r fileReader) paper(ctx context.Context, file string) (reading.Paper, error) {
	opened, err := os.Open(file)
	if err != nil {
		return reading.Paper{}, err
	}
	info, err := opened.Stat()
	if err = errors.Join(err, opened.Close()); err != nil {
		return reading.Paper{}, err
	}
	if info.IsDir() {
		return reading.Paper{}, &fs.PathError{Op: "read", Path: file, Err: syscall.EISDIR}
	}
	return r.pool.Read(ctx, file)
}

func (r fileReader) read(ctx context.Context, file string) (readResult, error) {
	paper, err := r.paper(ctx, file)
	if err != nil {
		return readResult{Proposal: reading.Proposal{File: filepath.Base(file)}, Problem: &readerProblem{archive.CodeOf(err), r.app.words(err)}}, err
	}
	unread := 0
	if paper.NeedsOCR && r.tesseract != nil {
		faults, err := r.pool.ReadScans(ctx, r.tesseract, file, &paper.Transcript)
		if err != nil {
			return readResult{}, err
		}
		unread = len(faults)
	} else if paper.NeedsOCR {
		unread = paper.Pages
	}
	result := readResult{Proposal: reading.Propose(&paper.Transcript, r.knowledge), Scanned: paper.NeedsOCR, Pages: paper.Pages, Unread: unread}
	result.File = filepath.Base(file)
	return result, nil
}

// words is an error as one sentence for people.
func (a *app) words(err error) string {
	var own *archive.Error
	if errors.As(err, &own) {
		return own.Text.In(a.lang)
	}
	if known := explain(err); known != nil {
		return known.Text.In(a.lang)
	}
	return err.Error()
}

func (a *app) printReadings(results []readResult) error {
	if a.json {
		if len(results) == 1 {
			return a.printJSON(results[0])
		}
		return a.printJSON(results)
	}
	for i, r := range results {
		if r.Problem != nil {
			continue
		}
		if i > 0 {
			a.printf("", "")
		}
		if err := a.printReading(r); err != nil {
			return err
		}
	}
	return nil
}

func (a *app) printReading(r readResult) error {
	t := &table{}
	row := func(id, en, value string) {
		if value != "" {
			t.add("  "+a.text(id, en), value)
		}
	}
	a.printf("%s", "%s", r.File)
	switch {
	case r.Unread > 0:
		row("catatan", "note", a.text(fmt.Sprintf("hasil pindai, %d halaman belum terbaca", r.Unread), fmt.Sprintf("scanned, %d pages not read", r.Unread)))
	case r.Scanned:
		row("catatan", "note", a.text("hasil pindai, dibaca dengan Tesseract", "scanned, read by Tesseract"))
	}
	row("bentuk", "form", string(r.Form))
	row("nomor", "number", strings.Join(r.Numbers, " & "))
	row("tanggal", "date", r.Date.Words().In(a.lang))
	row("dari", "from", partyText(r.From))
	for _, to := range r.To {
		row("kepada", "to", partyText(to))
	}
	row("hal", "subject", r.Subject)
	row("derajat", "urgency", string(r.Urgency))
	if r.Secrecy != nil {
		row("sifat", "secrecy", r.Secrecy.String())
	}
	for _, ref := range r.References {
		row("rujukan", "reference", strings.TrimSpace(string(ref.Relation)+"  "+ref.Number+" "+string(ref.Date)))
	}
	for _, due := range r.Deadlines {
		row("tenggat", "deadline", strings.TrimSpace(string(due.Due)+"  "+partyText(due.OwedBy)+": "+due.Phrase))
	}
	for _, w := range r.Workers {
		row("PMI", "worker", strings.TrimSpace(w.Name+" "+w.Passport+" "+w.NIK))
	}
	return t.print(a.out)
}

func partyText(p reading.Party) string {
	if p.Name != "" && p.Unit != "" {
		return p.Name + ", " + p.Unit
	}
	if p.Name != "" {
		return p.Name
	}
	return p.Printed
}
