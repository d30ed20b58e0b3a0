package index

import (
	"math/rand/v2"
	"testing"

	"lintas/archive"
)

func TestTheSeekerFindsThePostingsThatGoingThroughAllFinds(t *testing.T) {
	ix := openFilled(t, nil)
	entries := newLetterMaker(4).letters(5000)
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
	v, err := ix.look()
	if err != nil {
		t.Fatal(err)
	}
	defer v.release()
	parts, err := v.upTo(archive.Ordinary)
	if err != nil {
		t.Fatal(err)
	}
	p := parts[0]
	r := rand.New(rand.NewPCG(1, 2))
	chunks := uint32(0)
	for _, term := range []string{"nomor", "2023", "jakarta", "gaji", "b"} {
		found, err := p.lookUp(fieldText, term)
		if err != nil || found.docs == nil {
			t.Fatalf("%s is nowhere: %v", term, err)
		}
		for _, share := range []float64{0.001, 0.05, 0.5, 1} {
			s, err := p.seekerOf(fieldText, term)
			if err != nil {
				t.Fatal(err)
			}
			if s.quick == nil {
				t.Fatalf("the chunks of %s are not known", term)
			}
			for it := found.list.Iterator(true, true, true, nil); ; {
				want, err := it.Next()
				if err != nil {
					t.Fatal(err)
				}
				if want == nil {
					break
				}
				if r.Float64() > share {
					continue
				}
				got, err := s.seek(uint32(want.Number()))
				if err != nil || got == nil || got.Number() != want.Number() || got.Frequency() != want.Frequency() || len(got.Locations()) != len(want.Locations()) {
					t.Fatalf("%s in document %d: %v, %v", term, want.Number(), got, err)
				}
			}
			chunks = max(chunks, s.chunk)
		}
	}
	if chunks < 3 {
		t.Errorf("all stands in %d chunks, too few to tell", chunks)
	}
}
