package index

import (
	"slices"
	"testing"

	"lintas/archive"
)

func TestARebuiltIndexIsOneSegmentALevelAndGoesOn(t *testing.T) {
	ix := openFilled(t, nil)
	entries := newLetterMaker(3).letters(2500)
	all := func(yield func(Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
	}
	if err := ix.Rebuild(t.Context(), all, 7, "seven"); err != nil {
		t.Fatal(err)
	}
	v, err := ix.look()
	if err != nil {
		t.Fatal(err)
	}
	n := len(v.snapshots[archive.Ordinary].Segments())
	v.release()
	if n != 1 {
		t.Errorf("2500 letters stand in %d segments", n)
	}
	added := letterWith("added", "77/X/2024", "Tambahan", "kelinci percobaan")
	if err := ix.Apply(t.Context(), Batch{Put: []Entry{added, entries[0]}, Delete: []string{entries[1].Document.ID}, Seq: 8, Hash: "eight"}); err != nil {
		t.Fatal(err)
	}
	if got := ids(find(t, ix, Request{Query: "kelinci"})); !slices.Contains(got, "added") {
		t.Errorf("after the rebuild a new letter is not found: %v", got)
	}
	if count, err := ix.Count(archive.Ordinary); err != nil || count != 2500 {
		t.Errorf("%d letters, %v", count, err)
	}
}
