package server

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lintas/archive"
)

// aLetterInTSV is what a stand-in for Tesseract says of any page.
const aLetterInTSV = `cat >/dev/null
row() { printf '5\t1\t1\t1\t%s\t%s\t%s\t%s\t%s\t30\t95\t%s\n' "$@"; }
printf 'level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n'
row 1 1 100 100 100 Nomor; row 1 2 220 100 10 :; row 1 3 240 100 300 B.77/D2/PP.02/V/2024
row 2 1 100 160 100 Hal; row 2 2 220 160 10 :; row 2 3 240 160 300 Pemulangan; row 2 4 560 160 200 Jenazah
`

// standIn puts a program there that knows the languages and then does what the script
// says. It appears all at once.
func standIn(t *testing.T, path, script string) {
	t.Helper()
	text := "#!/bin/sh\nif [ \"$1\" = --list-langs ]; then echo List; echo eng; echo ind; exit; fi\n" + script
	if err := os.WriteFile(path+".new", []byte(text), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		t.Fatal(err)
	}
}

// openWorkplaceWith is a workplace whose Tesseract is at path.
func openWorkplaceWith(t *testing.T, tesseract string) *workplace {
	t.Helper()
	w := openWorkplace(t)
	w.shut()
	w.cfg.Tesseract, w.cfg.tesseractEvery = tesseract, 20*time.Millisecond
	w.start()
	return w
}

func (w *workplace) scansRead() {
	w.t.Helper()
	if err := w.ScansRead(w.t.Context()); err != nil {
		w.t.Fatalf("the scans were not read: %v, %+v", err, w.Status())
	}
	w.settle()
}

func TestAScanIsReadLikeALetterAndKeepsWhatWasTyped(t *testing.T) {
	w := openWorkplaceWith(t, "tesseract")
	got, err := w.Receive(t.Context(), officer(), Upload{Name: "pindaian.pdf", Body: bytes.NewReader(letter(t, "S002.pdf")), Fields: json.RawMessage(`{"subject":"Mawarti hilang kontak"}`)})
	if err != nil {
		t.Fatal(err)
	}
	w.settle()
	w.scansRead()
	doc := w.document(got.Document.ID)
	if doc.Read.State != archive.ReadDone || doc.Read.Problem != nil || doc.Status != archive.ToConfirm {
		t.Fatalf("%+v, %s", doc.Read, doc.Status)
	}
	if !slices.Equal(doc.Numbers, []string{"560/1086-Disnaker/2024"}) || doc.Date != "2024-08-05" || doc.Subject != "Mawarti hilang kontak" {
		t.Errorf("numbers %v, date %s, subject %q", doc.Numbers, doc.Date, doc.Subject)
	}
	if e := doc.Evidence["number"]; e.Page != 1 || e.By != "" {
		t.Errorf("evidence of the number: %+v", e)
	}
	result, err := w.Search(t.Context(), officer(), SearchRequest{Query: "Gebang Kulon"})
	if err != nil || len(result.Hits) != 1 {
		t.Errorf("a place in the body finds %+v, %v", result.Hits, err)
	}
	if s := w.Status(); s.Scans != 0 || s.PagesWaiting != 0 || s.PagesRead != 1 || s.OCRMissing || s.Problem != nil {
		t.Errorf("%+v", s)
	}
}

func TestScansWaitUntilTesseractIsInstalled(t *testing.T) {
	program := filepath.Join(t.TempDir(), "tesseract")
	w := openWorkplaceWith(t, program)
	doc := w.receive("S031.pdf")["S031.pdf"]
	if doc.Read.State != archive.ReadNeedsOCR {
		t.Fatalf("%+v", doc.Read)
	}
	waitFor(t, func() bool { return w.Status().Problem != nil })
	if s := w.Status(); s.Scans != 1 || s.PagesWaiting != 2 || !s.OCRMissing || !strings.Contains(s.Problem.ID, "tesseract-ocr-ind") {
		t.Errorf("%+v", s)
	}
	standIn(t, program, aLetterInTSV)
	w.scansRead()
	doc = w.document(doc.ID)
	if doc.Read.State != archive.ReadDone || !slices.Equal(doc.Numbers, []string{"B.77/D2/PP.02/V/2024"}) {
		t.Errorf("%+v, %v", doc.Read, doc.Numbers)
	}
	if s := w.Status(); s.Problem != nil || s.PagesRead != 2 {
		t.Errorf("%+v", s)
	}
}

// waitFor looks until something holds that no bell tells of.
func waitFor(t *testing.T, holds func() bool) {
	t.Helper()
	for !holds() {
		select {
		case <-t.Context().Done():
			t.Fatal("it never came about")
		case <-time.After(5 * time.Millisecond):
		}
	}
}

func TestScansLeftOverAreReadAfterARestart(t *testing.T) {
	w := openWorkplaceWith(t, noTesseract)
	doc := w.receive("S010.pdf")["S010.pdf"]
	w.edit(doc.ID, `{"numbers":["12/BIN/2024"],"date":"2024-09-17","status":"registered"}`)
	w.shut()
	w.cfg.Tesseract = filepath.Join(t.TempDir(), "tesseract")
	standIn(t, w.cfg.Tesseract, aLetterInTSV)
	w.start()
	w.scansRead()
	doc = w.document(doc.ID)
	if doc.Read.State != archive.ReadDone || doc.Status != archive.Registered || !slices.Equal(doc.Numbers, []string{"12/BIN/2024"}) || doc.Subject != "Pemulangan Jenazah" {
		t.Errorf("%+v, %s, %v, %q", doc.Read, doc.Status, doc.Numbers, doc.Subject)
	}
}

func TestAScanThatCrashesTesseractIsMarkedAndCanBeTriedAgain(t *testing.T) {
	program := filepath.Join(t.TempDir(), "tesseract")
	standIn(t, program, "kill -SEGV $$")
	w := openWorkplaceWith(t, program)
	doc := w.receive("S010.pdf")["S010.pdf"]
	w.scansRead()
	doc = w.document(doc.ID)
	if doc.Read.State != archive.ReadFailed || doc.Read.Problem == nil || doc.Status != archive.ToConfirm {
		t.Fatalf("%+v, %s", doc.Read, doc.Status)
	}
	standIn(t, program, aLetterInTSV)
	if _, _, err := w.Retry(t.Context(), officer(), doc.ID); err != nil {
		t.Fatal(err)
	}
	w.settle()
	w.scansRead()
	doc = w.document(doc.ID)
	if doc.Read.State != archive.ReadDone || doc.Read.Problem != nil || doc.Subject != "Pemulangan Jenazah" || doc.Status != archive.ToConfirm {
		t.Errorf("%+v, %q, %s", doc.Read, doc.Subject, doc.Status)
	}
}
