package storage

import (
	"context"
	"fmt"
	"testing"

	"lintas/archive"
)

// open opens an archive in a folder. When the test is over, the archive is
// closed and its folder must verify clean.
func open(t testing.TB, dir string) *Archive {
	t.Helper()
	a := openOnly(t, dir, Options{Reserve: -1})
	t.Cleanup(func() { clean(t, a) })
	return a
}

func openOnly(t testing.TB, dir string, o Options) *Archive {
	t.Helper()
	o.Dir = dir
	a, err := Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// clean closes an archive and verifies its folder.
func clean(t testing.TB, a *Archive) {
	t.Helper()
	if err := a.Close(); err != nil {
		t.Error(err)
	}
	r, err := Verify(context.Background(), a.Dir(), VerifyOptions{})
	if err != nil {
		t.Error(err)
	}
	for _, f := range r.Faults {
		t.Errorf("verify: %+v", f)
	}
	if !r.ViewChecked {
		t.Error("verify did not check the view")
	}
}

func letter(id, number string, day archive.Date, level archive.Secrecy) *archive.Document {
	return &archive.Document{
		Head: archive.Head{ID: id}, Kind: archive.Letter, Status: archive.Registered, Secrecy: level,
		Numbers: []string{number}, Date: day, Entered: day, Subject: "Permohonan perlindungan " + id,
		From:  archive.Party{Agency: "kemlu", Name: "Kementerian Luar Negeri"},
		To:    []archive.Party{{Agency: "bp2mi", Name: "BP2MI"}},
		Files: []archive.File{{Name: id + ".pdf", Blob: archive.SumOf([]byte(id)), Size: int64(len(id)), Media: "application/pdf"}},
	}
}

// put makes one act of the records and stores the bytes their files name.
func put(t testing.TB, a *Archive, recs ...archive.Record) archive.Act {
	t.Helper()
	act, err := a.Update(context.Background(), "u1", archive.DidReceive, func(tx *Tx) error {
		for _, rec := range recs {
			if err := tx.Put(rec); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return act
}

func TestWhatIsPutIsReadBackAfterReopening(t *testing.T) {
	dir := t.TempDir()
	a := openOnly(t, dir, Options{Reserve: -1})
	for i := range 20 {
		put(t, a, letter(fmt.Sprint("d", i), fmt.Sprintf("B-%d/PWNI/2024", i), archive.Date(fmt.Sprintf("2024-01-%02d", i+1)), archive.Ordinary))
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	a = openOnly(t, dir, Options{Reserve: -1})
	defer a.Close()
	p, err := a.Read(archive.System()).Documents(context.Background(), DocumentQuery{Limit: 7})
	if err != nil || len(p.Items) != 7 || p.Total != 20 || p.Items[0].ID != "d19" {
		t.Fatalf("%+v %v", p, err)
	}
	h, err := a.Read(archive.System()).History(context.Background(), archive.DocumentRecord, "d3")
	if err != nil || len(h) != 1 {
		t.Fatal(h, err)
	}
}
