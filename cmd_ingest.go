package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"lintas/archive"
	"lintas/server"
)

// ingestion is one bulk load.
type ingestion struct {
	app    *app
	fields json.RawMessage
	wait   bool
	bar    *progressbar.ProgressBar
	status server.Status // of the desk when it was last looked at

	mu      sync.Mutex
	results []ingested
	refused int
}

// ingested is what became of a file; with --json one line of it is printed as soon as the
// file is safe.
type ingested struct {
	File     string       `json:"file"`
	Document string       `json:"document,omitempty"` // its id; of one already there, if it was told
	Status   string       `json:"status"`             // "received", "already" or "refused"
	Code     archive.Code `json:"code,omitempty"`
	Text     string       `json:"text,omitempty"`
}

func (a *app) ingestCommand() *cobra.Command {
	in := &ingestion{app: a}
	var secrecy, received, direction string
	workers := 0
	noWait := false
	command := &cobra.Command{
		Use:   "ingest FILE|FOLDER…",
		Short: "Take in many PDFs at once",
		Long: "Take in PDFs: those named, and every *.pdf in the folders named. What is in the archive\n" +
			"already is passed over, so an interrupted ingest is simply started again. It goes through\n" +
			"the running server if there is one, else straight into the data folder. It ends when all\n" +
			"has been read, scans too if Tesseract is installed, and can be searched. With --json a line is printed for each file as soon as\n" +
			"it is safe on the disk.",
		Args: cobra.MinimumNArgs(1),
		RunE: func(command *cobra.Command, paths []string) error {
			var err error
			if in.fields, err = ingestFields(secrecy, received, direction); err != nil {
				return err
			}
			in.wait = !noWait
			return in.run(command.Context(), paths, workers)
		},
	}
	flags := command.Flags()
	flags.StringVar(&secrecy, "secrecy", "", "level of all of them until confirmed: biasa, terbatas, rahasia, sangat_rahasia; reading may raise it")
	flags.StringVar(&received, "received", "", "the day they were received, YYYY-MM-DD")
	flags.StringVar(&direction, "direction", "", "incoming, outgoing or internal; default: by the sender")
	flags.IntVar(&workers, "workers", 0, "reader processes at once (0: one per processor)")
	flags.BoolVar(&noWait, "no-wait", false, "end as soon as all is received; reading goes on with the server, or at the next start")
	return command
}

// ingestFields makes what the flags say of all files into the fields of an upload; a wrong
// value is told before the first file is sent.
func ingestFields(secrecy, received, direction string) (json.RawMessage, error) {
	fields := map[string]string{}
	for field, value := range map[string]string{"secrecy": secrecy, "received": received, "direction": direction} {
		if value != "" {
			fields[field] = value
		}
	}
	if len(fields) == 0 {
		return nil, nil
	}
	if _, err := archive.ParseSecrecy(secrecy); secrecy != "" && err != nil {
		return nil, err
	}
	if !archive.Date(received).Valid() && received != "" {
		return nil, usageError{archive.Text{ID: "--received ditulis TTTT-BB-HH, misalnya 2024-03-31.", EN: "--received is written YYYY-MM-DD, for example 2024-03-31."}}
	}
	switch archive.Direction(direction) {
	case "", archive.Incoming, archive.Outgoing, archive.Internal:
	default:
		return nil, usageError{archive.Text{ID: "--direction: pilih incoming, outgoing, atau internal.", EN: "--direction: choose incoming, outgoing or internal."}}
	}
	raw, err := json.Marshal(fields)
	if err != nil {
		return nil, fmt.Errorf("write the fields: %w", err)
	}
	return raw, nil
}

func (in *ingestion) run(ctx context.Context, paths []string, workers int) error {
	a := in.app
	files, err := pdfsIn(paths)
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return archive.Fail(archive.NotFound, "Tidak ada berkas *.pdf di sana.", "There is no *.pdf file there.")
	}
	if a.server == "" {
		err = a.withDesk(ctx, server.Config{Workers: workers}, true, func(ctx context.Context, desk *server.Desk) error {
			return in.local(ctx, desk, files)
		})
	}
	if a.server != "" || archive.CodeOf(err) == archive.Locked {
		remote, refused := a.remote(err)
		if refused != nil {
			return refused
		}
		err = in.remote(ctx, remote, files)
	}
	in.finish()
	if err != nil {
		return err
	}
	if in.refused > 0 {
		return refusedError{in.refused, len(files)}
	}
	return nil
}

// pdfsIn returns the files named and the PDFs in the folders named, each once.
func pdfsIn(paths []string) ([]string, error) {
	seen, files := map[string]bool{}, []string(nil)
	add := func(path string) {
		if !seen[path] {
			seen[path] = true
			files = append(files, path)
		}
	}
	for _, root := range paths {
		info, err := os.Stat(root)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, archive.Fail(archive.NotFound, "Tidak ada berkas atau folder "+root+".", "There is no file or folder "+root+".")
		}
		if err != nil {
			return nil, fmt.Errorf("look at %s: %w", root, err)
		}
		if !info.IsDir() {
			add(root)
			continue
		}
		err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && entry.Type().IsRegular() && strings.EqualFold(filepath.Ext(path), ".pdf") {
				add(path)
			}
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("list %s: %w", root, err)
		}
	}
	sort.Strings(files)
	return files, nil
}

const (
	ingestBatch   = 16 // files received in one act
	ingestBatches = 2  // batches received at once
	ingestSenders = 4  // uploads to a server at once
)

// local takes the files straight into the data folder.
func (in *ingestion) local(ctx context.Context, desk *server.Desk, files []string) error {
	in.begin(len(files))
	err := inParallel(ctx, ingestBatches, batches(files, ingestBatch), func(batch []string) error {
		return in.receive(ctx, desk, batch)
	})
	if err != nil || !in.wait {
		return err
	}
	return in.settle(ctx, func() (int, bool, error) {
		in.status = desk.Status()
		left, behind := leftToRead(in.status)
		return left, behind, nil
	})
}

func batches(files []string, size int) [][]string {
	var all [][]string
	for len(files) > size {
		all, files = append(all, files[:size]), files[size:]
	}
	return append(all, files)
}

// inParallel hands items to fn, several at once, until one fails.
func inParallel[T any](ctx context.Context, n int, items []T, fn func(T) error) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	queue := make(chan T)
	var workers sync.WaitGroup
	for range n {
		workers.Go(func() {
			for item := range queue {
				if err := fn(item); err != nil {
					stop(err)
				}
			}
		})
	}
	for _, item := range items {
		if ctx.Err() != nil {
			break
		}
		queue <- item
	}
	close(queue)
	workers.Wait()
	return context.Cause(ctx)
}

// receive takes a batch of files in as one act.
func (in *ingestion) receive(ctx context.Context, desk *server.Desk, batch []string) error {
	uploads := make([]server.Upload, len(batch))
	opened := make([]*os.File, 0, len(batch))
	defer func() {
		for _, file := range opened {
			file.Close() // only read
		}
	}()
	for i, path := range batch {
		file, err := os.Open(path)
		if err != nil {
			return fmt.Errorf("open %s: %w", path, err)
		}
		opened = append(opened, file)
		uploads[i] = server.Upload{Name: filepath.Base(path), Body: file, Fields: in.fields}
	}
	got, errs := desk.ReceiveAll(ctx, server.LocalViewer(), uploads)
	for i, path := range batch {
		if err := in.report(path, got[i].Document, errs[i]); err != nil {
			return err
		}
	}
	return nil
}

// report notes what became of a file. It returns the errors that end the whole load.
func (in *ingestion) report(path string, doc *archive.Document, err error) error {
	result := ingested{File: path, Status: "received"}
	switch code := archive.CodeOf(err); {
	case err == nil:
		result.Document = doc.ID
	case code == archive.Duplicate:
		result.Status = "already"
		result.Document = idIn(err)
	case code == archive.EmptyPDF, code == archive.NotPDF, code == archive.TooLarge, code == archive.Invalid:
		result.Status, result.Code, result.Text = "refused", code, in.app.words(err)
	default:
		return err
	}
	return in.keep(result)
}

// idIn returns the id of the document that stands in an error, if it was told.
func idIn(err error) string {
	var own *archive.Error
	if !errors.As(err, &own) {
		return ""
	}
	switch current := own.Current.(type) {
	case *archive.Document:
		return current.ID
	case json.RawMessage:
		var doc struct{ ID string }
		if json.Unmarshal(current, &doc) == nil {
			return doc.ID
		}
	}
	return ""
}

func (in *ingestion) keep(result ingested) error {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.results = append(in.results, result)
	if in.bar != nil {
		if err := in.bar.Add(1); err != nil {
			return fmt.Errorf("show progress: %w", err)
		}
	}
	if result.Status == "refused" {
		in.refused++
		if !in.app.json {
			in.app.note("%s: %s", "%s: %s", result.File, result.Text)
		}
	}
	if in.app.json {
		line, err := json.Marshal(result)
		if err != nil {
			return fmt.Errorf("write the result: %w", err)
		}
		if _, err := fmt.Fprintf(in.app.out, "%s\n", line); err != nil {
			return fmt.Errorf("print the result: %w", err)
		}
	}
	return nil
}

// remote takes the files in through a running server.
func (in *ingestion) remote(ctx context.Context, c *client, files []string) error {
	in.begin(len(files))
	err := inParallel(ctx, ingestSenders, files, func(path string) error {
		file, err := os.Open(path)
		if err != nil {
			return fmt.Errorf("open %s: %w", path, err)
		}
		var answer struct{ Document *archive.Document }
		err = c.upload(ctx, path, file, in.fields, &answer)
		return errors.Join(in.report(path, answer.Document, err), file.Close())
	})
	if err != nil || !in.wait {
		return err
	}
	return in.settle(ctx, func() (int, bool, error) {
		var session struct {
			Status server.Status `json:"status"`
		}
		err := c.get(ctx, "/session", nil, &session)
		in.status = session.Status
		left, behind := leftToRead(in.status)
		return left, behind, err
	})
}

// leftToRead counts the documents that will be read without anybody's help.
func leftToRead(status server.Status) (documents int, behind bool) {
	documents = status.Queued + status.Reading
	if !status.OCRMissing {
		documents += status.Scans
	}
	return documents, status.Behind
}

// begin shows a bar where somebody can see it.
func (in *ingestion) begin(total int) {
	if in.app.json || !onTerminal(in.app.err) {
		return
	}
	in.bar = in.newBar(total, "menerima", "receiving")
}

func (in *ingestion) newBar(total int, id, en string) *progressbar.ProgressBar {
	return progressbar.NewOptions(total,
		progressbar.OptionSetWriter(in.app.err), progressbar.OptionSetDescription(in.app.text(id, en)),
		progressbar.OptionShowCount(), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))
}

const lookAgain = 20 * time.Millisecond

// settle waits until all is read and can be searched, and shows how far it has come.
func (in *ingestion) settle(ctx context.Context, left func() (reading int, behind bool, err error)) error {
	most := 0
	if in.bar != nil {
		in.bar = in.newBar(0, "membaca", "reading")
	}
	ticker := time.NewTicker(lookAgain)
	defer ticker.Stop()
	for {
		reading, behind, err := left()
		if err != nil {
			return err
		}
		if reading == 0 && !behind {
			return nil
		}
		if in.bar != nil {
			most = max(most, reading)
			in.bar.ChangeMax(most)
			if err := in.bar.Set(most - reading); err != nil {
				return fmt.Errorf("show progress: %w", err)
			}
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// finish prints the sum.
func (in *ingestion) finish() {
	if in.bar != nil {
		if err := in.bar.Clear(); err != nil {
			in.app.log().Debug("the progress bar could not be cleared", "error", err)
		}
	}
	if in.app.json {
		return
	}
	counts := map[string]int{}
	for _, r := range in.results {
		counts[r.Status]++
	}
	switch {
	case in.status.Scans > 0 && in.status.OCRMissing:
		in.app.note("%d pindaian menunggu: Tesseract belum terpasang (Debian: apt-get install tesseract-ocr tesseract-ocr-ind). Dibaca sendiri setelah dipasang.",
			"%d scans wait: Tesseract is not installed (Debian: apt-get install tesseract-ocr tesseract-ocr-ind). They are read by themselves once it is.", in.status.Scans)
	case !in.wait:
		in.app.note("Pembacaan dilanjutkan di latar belakang oleh server, atau saat dijalankan berikutnya.", "Reading goes on in the background with the server, or at the next start.")
	}
	in.app.printf("%d diterima, %d sudah ada, %d ditolak.", "%d received, %d already there, %d refused.", counts["received"], counts["already"], counts["refused"])
}
