package server

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"log/slog"
	"os"
	"sync"
	"testing"
	"time"

	"lintas/archive"
	"lintas/demo"
	"lintas/storage"
)

// workplace is a desk with a real archive in a temporary folder. When the test ends it is
// closed and everything is verified, the index too.
type workplace struct {
	*Desk
	t    *testing.T
	cfg  Config
	stop func()
}

// noTesseract is a program that is not there: scans wait.
const noTesseract = "/nowhere/tesseract"

func openWorkplace(t *testing.T) *workplace {
	t.Helper()
	now := &clock{now: time.Date(2025, 3, 11, 2, 0, 0, 0, time.UTC)}
	w := &workplace{t: t, cfg: Config{Dir: t.TempDir(), Workers: 2, Reserve: -1, ReaderCommand: []string{os.Args[0], readerChild}, Tesseract: noTesseract, Now: now.Now, Log: testLog(t)}}
	w.start()
	t.Cleanup(func() {
		w.shut()
		report, err := Verify(context.Background(), w.cfg.Dir, nil, nil)
		if err != nil {
			t.Errorf("verify: %v", err)
		}
		for _, fault := range report.Faults {
			t.Errorf("verify: %+v", fault)
		}
	})
	return w
}

// testLog passes on what the desk calls an error.
func testLog(t *testing.T) *slog.Logger {
	return slog.New(slog.NewTextHandler(testWriter{t}, &slog.HandlerOptions{Level: slog.LevelError}))
}

type testWriter struct{ t *testing.T }

func (w testWriter) Write(p []byte) (int, error) {
	w.t.Logf("%s", bytes.TrimSpace(p))
	return len(p), nil
}

// start opens the desk and runs it.
func (w *workplace) start() {
	w.t.Helper()
	w.open()
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	desk := w.Desk
	running.Go(func() {
		if err := desk.Run(ctx); err != nil {
			w.t.Errorf("the desk stopped: %v", err)
		}
	})
	w.stop = func() { cancel(); running.Wait() }
}

// open opens the desk without running it.
func (w *workplace) open() {
	w.t.Helper()
	desk, err := OpenDesk(w.t.Context(), w.cfg)
	if err != nil {
		w.t.Fatal(err)
	}
	w.Desk, w.stop = desk, func() {}
}

func (w *workplace) shut() {
	w.t.Helper()
	if w.Desk == nil {
		return
	}
	w.stop()
	if err := w.Desk.Close(); err != nil {
		w.t.Errorf("close the desk: %v", err)
	}
	w.Desk = nil
}

func (w *workplace) settle() {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), 2*time.Minute)
	defer cancel()
	if err := w.Settled(ctx); err != nil {
		w.t.Fatalf("not settled: %v, %+v", err, w.Status())
	}
}

// officer registers and sees all; clerk registers and sees what is open.
func officer() archive.Viewer {
	return archive.Viewer{ID: "u-officer", Name: "Petugas", Role: archive.Officer, Clearance: archive.TopSecret}
}

func clerk() archive.Viewer {
	return archive.Viewer{ID: "u-clerk", Name: "Juru", Role: archive.Officer, Clearance: archive.Ordinary}
}

func letter(t *testing.T, name string) []byte {
	t.Helper()
	raw, err := fs.ReadFile(demo.Letters(), name)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// receive takes demo letters in, in the given order, and waits until they are read.
func (w *workplace) receive(names ...string) map[string]*archive.Document {
	w.t.Helper()
	ids := map[string]string{}
	for _, name := range names {
		got, err := w.Receive(w.t.Context(), officer(), Upload{Name: name, Body: bytes.NewReader(letter(w.t, name))})
		if err != nil {
			w.t.Fatalf("receive %s: %v", name, err)
		}
		ids[name] = got.Document.ID
	}
	w.settle()
	docs := map[string]*archive.Document{}
	for name, id := range ids {
		docs[name] = w.document(id)
	}
	return docs
}

func (w *workplace) document(id string) *archive.Document {
	w.t.Helper()
	doc, err := w.Archive().Read(archive.System()).Document(id)
	if err != nil {
		w.t.Fatal(err)
	}
	return doc
}

func (w *workplace) deadlines(document string) []*archive.Deadline {
	w.t.Helper()
	page, err := w.Archive().Read(archive.System()).Deadlines(w.t.Context(), storage.DeadlineQuery{Document: document})
	if err != nil {
		w.t.Fatal(err)
	}
	return page.Items
}

// edit applies a patch as an officer.
func (w *workplace) edit(id, patch string) *archive.Document {
	w.t.Helper()
	doc, _, err := w.EditDocument(w.t.Context(), officer(), id, 0, json.RawMessage(patch))
	if err != nil {
		w.t.Fatalf("edit %s: %v", patch, err)
	}
	return doc
}

func wantCode(t *testing.T, err error, want archive.Code) {
	t.Helper()
	if got := archive.CodeOf(err); got != want {
		t.Fatalf("got %q (%v), want %q", got, err, want)
	}
}
