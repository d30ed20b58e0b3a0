package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"lintas/archive"
)

func TestALetterIsReadAndFoundByNumberAndByBody(t *testing.T) {
	w := openWorkplace(t)
	doc := w.receive("S001.pdf")["S001.pdf"]
	if doc.Status != archive.ToConfirm || doc.Number() != "B.1605/D2/PP.02.03/IX/2024" || doc.Date != "2024-09-24" || doc.From.Agency != "bp2mi" {
		t.Fatalf("read as %+v", doc)
	}
	for _, query := range []string{"1605", "nomor:B.1605/D2", "keluarga terus menanyakan"} {
		result, err := w.Search(t.Context(), officer(), SearchRequest{Query: query})
		if err != nil {
			t.Fatal(err)
		}
		if len(result.Hits) != 1 || result.Hits[0].Document.ID != doc.ID {
			t.Errorf("%q finds %+v", query, result.Hits)
		}
	}
}

func TestAScanWithoutTextWaitsForOCRAndIsFoundByWhatWasTyped(t *testing.T) {
	w := openWorkplace(t)
	got, err := w.Receive(t.Context(), officer(), Upload{Name: "pengaduan indramayu.pdf", Body: bytes.NewReader(letter(t, "S047.pdf")), Fields: json.RawMessage(`{"subject":"Fasilitasi penanganan Rohaeni","numbers":["560/1016/Disnaker"]}`)})
	if err != nil {
		t.Fatal(err)
	}
	w.settle()
	doc := w.document(got.Document.ID)
	if doc.Read.State != archive.ReadNeedsOCR || doc.Status != archive.ToConfirm || doc.Subject != "Fasilitasi penanganan Rohaeni" {
		t.Fatalf("%+v", doc)
	}
	for _, query := range []string{"fasilitasi rohaeni", "1016", "indramayu"} {
		result, err := w.Search(t.Context(), officer(), SearchRequest{Query: query, After: got.Seq})
		if err != nil || len(result.Hits) != 1 {
			t.Errorf("%q: %+v, %v", query, result.Hits, err)
		}
	}
}

func TestTheSameBytesAreShownBeforeTheyAreStoredTwice(t *testing.T) {
	w := openWorkplace(t)
	first := w.receive("S001.pdf")["S001.pdf"]
	again := Upload{Name: "lagi.pdf", Body: bytes.NewReader(letter(t, "S001.pdf"))}
	_, err := w.Receive(t.Context(), clerk(), again)
	wantCode(t, err, archive.Duplicate)
	var refusal *archive.Error
	if !errors.As(err, &refusal) || refusal.Current.(*archive.Document).ID != first.ID {
		t.Fatalf("the refusal does not carry the first document: %+v", refusal)
	}
	again.Force, again.Body = true, bytes.NewReader(letter(t, "S001.pdf"))
	got, err := w.Receive(t.Context(), clerk(), again)
	if err != nil {
		t.Fatal(err)
	}
	w.settle()
	if doc := w.document(got.Document.ID); len(doc.PossibleDuplicates) != 1 || doc.PossibleDuplicates[0] != first.ID {
		t.Fatalf("possible duplicates %v, want %s", doc.PossibleDuplicates, first.ID)
	}
}

func TestTheSameBytesAboveTheClearanceAreTakenInAsNew(t *testing.T) {
	w := openWorkplace(t)
	secret := w.receive("S001.pdf")["S001.pdf"]
	w.edit(secret.ID, `{"secrecy":"rahasia"}`)
	got, err := w.Receive(t.Context(), clerk(), Upload{Name: "a.pdf", Body: bytes.NewReader(letter(t, "S001.pdf"))})
	if err != nil {
		t.Fatal(err)
	}
	w.settle()
	doc := w.document(got.Document.ID)
	if got.Replayed || doc.ID == secret.ID || len(doc.PossibleDuplicates) != 0 {
		t.Fatalf("the answer tells of the secret document: %+v", doc)
	}
}

func TestTheSameLetterFromAnotherScannerIsMarked(t *testing.T) {
	w := openWorkplace(t)
	first := w.receive("S001.pdf")["S001.pdf"]
	got, err := w.Receive(t.Context(), officer(), Upload{Name: "b.pdf", Body: bytes.NewReader(append(letter(t, "S001.pdf"), "\n% other bytes\n"...))})
	if err != nil {
		t.Fatal(err)
	}
	w.settle()
	if doc := w.document(got.Document.ID); len(doc.PossibleDuplicates) != 1 || doc.PossibleDuplicates[0] != first.ID {
		t.Fatalf("possible duplicates %v", doc.PossibleDuplicates)
	}
}

func TestARepeatedKeyGetsItsFirstAnswerForEver(t *testing.T) {
	w := openWorkplace(t)
	send := func(name, key string) (Received, error) {
		return w.Receive(t.Context(), officer(), Upload{Name: name, Body: bytes.NewReader(letter(t, name)), Key: key})
	}
	first, err := send("S001.pdf", "k1")
	if err != nil {
		t.Fatal(err)
	}
	w.shut()
	w.start()
	again, err := send("S001.pdf", "k1")
	if err != nil || !again.Replayed || again.Document.ID != first.Document.ID {
		t.Fatalf("%+v, %v", again, err)
	}
	_, err = send("S004.pdf", "k1")
	wantCode(t, err, archive.KeyReused)
	w.settle()
}

func TestOneKeySentManyTimesAtOnceMakesOneDocument(t *testing.T) {
	w := openWorkplace(t)
	var sending sync.WaitGroup
	ids := make([]string, 8)
	for i := range ids {
		sending.Go(func() {
			got, err := w.Receive(t.Context(), officer(), Upload{Name: "a.pdf", Body: bytes.NewReader(letter(t, "S001.pdf")), Key: "same"})
			if err != nil {
				t.Errorf("send %d: %v", i, err)
				return
			}
			ids[i] = got.Document.ID
		})
	}
	sending.Wait()
	for _, id := range ids {
		if id != ids[0] {
			t.Fatalf("several documents: %v", ids)
		}
	}
	w.settle()
}

func TestWhatIsNoPDFIsRefusedByItsKindAndNotKept(t *testing.T) {
	w := openWorkplace(t)
	for _, c := range []struct {
		bytes string
		code  archive.Code
		says  string
	}{
		{"", archive.EmptyPDF, "kosong"},
		{"PK\x03\x04....word/document.xml", archive.NotPDF, "Word"},
		{"\xff\xd8\xff\xe0....", archive.NotPDF, "JPEG"},
		{"\x89PNG\r\n", archive.NotPDF, "PNG"},
		{"<!DOCTYPE html><html>", archive.NotPDF, "HTML"},
		{"Yth. Bapak Direktur", archive.NotPDF, "teks"},
		{"\x00\x00\x00\x00", archive.NotPDF, "nol"},
		{"\x01\x02\x03", archive.NotPDF, "tidak dikenal"},
	} {
		_, err := w.Receive(t.Context(), officer(), Upload{Name: "x.pdf", Body: strings.NewReader(c.bytes)})
		wantCode(t, err, c.code)
		var own *archive.Error
		if errors.As(err, &own); !strings.Contains(own.Text.ID, c.says) {
			t.Errorf("%q: %s", c.bytes, own.Text.ID)
		}
	}
	if _, _, err := w.EditSettings(t.Context(), archive.System(), 0, json.RawMessage(`{"max_file":1000}`)); err != nil {
		t.Fatal(err)
	}
	_, err := w.Receive(t.Context(), officer(), Upload{Name: "x.pdf", Body: bytes.NewReader(letter(t, "S001.pdf"))})
	wantCode(t, err, archive.TooLarge)
	blobs, err := filepath.Glob(filepath.Join(w.cfg.Dir, "blobs", "??", "*"))
	if err != nil || len(blobs) != 0 {
		t.Fatalf("something was kept: %v, %v", blobs, err)
	}
}

func TestABrokenFileIsSetAsideKeptAndCanBeRegisteredByHand(t *testing.T) {
	w := openWorkplace(t)
	raw := []byte("%PDF-1.4\nnothing of a PDF follows\n")
	got, err := w.Receive(t.Context(), officer(), Upload{Name: "rusak.pdf", Body: bytes.NewReader(raw)})
	if err != nil {
		t.Fatal(err)
	}
	w.settle()
	doc := w.document(got.Document.ID)
	if doc.Status != archive.SetAside || doc.Read.State != archive.ReadFailed || doc.Read.Problem == nil {
		t.Fatalf("%+v", doc)
	}
	kept, err := os.ReadFile(w.Archive().Blobs().Path(doc.Files[0].Blob))
	if err != nil || !bytes.Equal(kept, raw) {
		t.Fatalf("what was sent is not there: %v", err)
	}
	doc = w.edit(doc.ID, `{"subject":"Surat rusak","status":"registered"}`)
	if doc.Status != archive.Registered || doc.Agenda == nil {
		t.Fatalf("%+v", doc)
	}
}

func TestReadingResumesAfterARestart(t *testing.T) {
	w := openWorkplace(t)
	w.shut()
	w.open()
	got, err := w.Receive(t.Context(), officer(), Upload{Name: "a.pdf", Body: bytes.NewReader(letter(t, "S001.pdf"))})
	if err != nil {
		t.Fatal(err)
	}
	w.shut()
	w.start()
	w.settle()
	if doc := w.document(got.Document.ID); doc.Status != archive.ToConfirm {
		t.Fatalf("status %s", doc.Status)
	}
}

func TestADocumentOnWhichTheServerDiesAgainAndAgainIsSetAside(t *testing.T) {
	w := openWorkplace(t)
	w.shut()
	w.open()
	ids := map[string]string{}
	for _, name := range []string{"S001.pdf", "S004.pdf"} {
		got, err := w.Receive(t.Context(), officer(), Upload{Name: name, Body: bytes.NewReader(letter(t, name))})
		if err != nil {
			t.Fatal(err)
		}
		ids[name] = got.Document.ID
	}
	for range hopelessStarts { // what a killed server leaves behind
		if err := w.noteStart(ids["S001.pdf"]); err != nil {
			t.Fatal(err)
		}
	}
	w.shut()
	w.start()
	w.settle()
	if doc := w.document(ids["S001.pdf"]); doc.Status != archive.SetAside {
		t.Fatalf("status %s", doc.Status)
	}
	if doc := w.document(ids["S004.pdf"]); doc.Status != archive.ToConfirm {
		t.Fatalf("the other was not read: %s", doc.Status)
	}
}

func TestWhatTakesTheReaderTooLongIsSetAsideAfterTheSecondTime(t *testing.T) {
	w := openWorkplace(t)
	w.shut()
	w.open()
	got, err := w.Receive(t.Context(), officer(), Upload{Name: "a.pdf", Body: bytes.NewReader(letter(t, "S001.pdf"))})
	if err != nil {
		t.Fatal(err)
	}
	costly := archive.Fail(archive.TooCostly, "Terlalu lama.", "Too long.")
	for i, want := range []bool{true, false} {
		again, err := w.readFailed(t.Context(), got.Document.ID, costly)
		if err != nil || again != want {
			t.Fatalf("after failure %d: again %v, %v", i+1, again, err)
		}
	}
	if doc := w.document(got.Document.ID); doc.Status != archive.SetAside || doc.Read.Attempts != 2 {
		t.Fatalf("%+v", doc.Read)
	}
	if _, _, err := w.Retry(t.Context(), officer(), got.Document.ID); err != nil {
		t.Fatal(err)
	}
	w.shut()
	w.start()
	w.settle()
	if doc := w.document(got.Document.ID); doc.Status != archive.ToConfirm {
		t.Fatalf("asked to read again: %s", doc.Status)
	}
}

func TestManyUploadsAreOneAct(t *testing.T) {
	w := openWorkplace(t)
	before, _ := w.Archive().Head()
	uploads := []Upload{
		{Name: "a.pdf", Body: bytes.NewReader(letter(t, "S001.pdf"))},
		{Name: "b.txt", Body: strings.NewReader("bukan")},
		{Name: "c.pdf", Body: bytes.NewReader(letter(t, "S004.pdf"))},
		{Name: "d.pdf", Body: bytes.NewReader(letter(t, "S004.pdf"))},
	}
	got, errs := w.ReceiveAll(t.Context(), officer(), uploads)
	if errs[0] != nil || errs[2] != nil || archive.CodeOf(errs[1]) != archive.NotPDF || archive.CodeOf(errs[3]) != archive.Duplicate {
		t.Fatalf("%v", errs)
	}
	if got[0].Seq != before+1 || got[2].Seq != before+1 {
		t.Fatalf("several acts: %d, %d after %d", got[0].Seq, got[2].Seq, before)
	}
	w.settle()
	counts, err := w.Archive().Read(officer()).Counts(t.Context())
	if err != nil || counts.Documents[archive.ToConfirm] != 2 {
		t.Fatalf("%+v, %v", counts, err)
	}
}

func TestALostOrForeignIndexIsRebuilt(t *testing.T) {
	w := openWorkplace(t)
	w.receive("S001.pdf", "S004.pdf")
	w.shut()
	index := filepath.Join(w.cfg.Dir, indexFolder)
	other := filepath.Join(t.TempDir(), "other")
	if err := os.Rename(index, other); err != nil {
		t.Fatal(err)
	}
	w.start()
	w.settle()
	found := func() uint64 {
		result, err := w.Search(t.Context(), officer(), SearchRequest{Query: "1605"})
		if err != nil {
			t.Fatal(err)
		}
		return result.Total
	}
	if found() != 1 {
		t.Fatal("not found in the index built anew")
	}
	// An index of another history: the journal is shorter than what it has applied.
	w.shut()
	w.cfg.Dir = t.TempDir()
	if err := os.CopyFS(filepath.Join(w.cfg.Dir, indexFolder), os.DirFS(other)); err != nil {
		t.Fatal(err)
	}
	w.start()
	w.settle()
	if result, err := w.Search(t.Context(), officer(), SearchRequest{Query: "1605"}); err != nil || result.Total != 0 {
		t.Fatalf("%+v, %v", result, err)
	}
	w.receive("S001.pdf")
	if found() != 1 {
		t.Fatal("not found after the foreign index was replaced")
	}
}
