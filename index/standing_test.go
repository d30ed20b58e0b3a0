package index

import (
	"reflect"
	"testing"

	"lintas/archive"
)

func TestANameThatIsKeptIsFoundAsOneThatIsMatched(t *testing.T) {
	ix := openFilled(t, nil)
	ix.SetDirectory(archive.NewDirectory([]*archive.Agency{{Head: archive.Head{ID: "kemlu"}, Name: "Kementerian Luar Negeri", Short: "Kemlu", Former: []archive.FormerName{{Name: "Deplu"}}}}))
	entries := newLetterMaker(5).letters(3000)
	all := func(yield func(Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
	}
	if err := ix.Rebuild(t.Context(), all, 1, "one"); err != nil {
		t.Fatal(err)
	}
	kept := func() (n int) {
		for _, c := range ix.columns.kept {
			n += len(c.names)
		}
		return n
	}
	narrow := Request{Query: "Deplu " + entries[7].Document.Workers[0].Passport}
	queries := []Request{narrow, {Query: "kerjasama"}, {Query: "Deplu"}, {Query: "Deplu gaji"}, narrow, {Query: "Deplu -kerjasama", From: "2019-01-01"}}
	compare := func() {
		t.Helper()
		for _, q := range queries {
			ix.columns.forget()
			want := alike(find(t, ix, q))
			find(t, ix, Request{Query: "Deplu"})
			find(t, ix, Request{Query: "kerjasama"})
			if got := alike(find(t, ix, q)); !reflect.DeepEqual(got, want) {
				t.Errorf("%q finds %d, with names kept %d, or ranks them otherwise", q.Query, want.Total, got.Total)
			}
		}
		if kept() == 0 {
			t.Error("no name is kept")
		}
	}
	compare()
	var gone []string
	for _, e := range entries[:500] {
		gone = append(gone, e.Document.ID)
	}
	if err := ix.Apply(t.Context(), Batch{Delete: gone, Seq: 2, Hash: "two"}); err != nil {
		t.Fatal(err)
	}
	compare()
}
