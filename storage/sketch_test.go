package storage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"lintas/archive"
)

// Sketches are kept in memory: what is changed, taken back, changed twice in an act and
// read meanwhile must never show an older or a later state.
func TestSketchesAlwaysShowTheDocumentsAsTheyStand(t *testing.T) {
	a, ctx := open(t, t.TempDir()), context.Background()
	const number, many = "B-7/2024", 12
	for i := range many {
		d := blobless(fmt.Sprint("d", i))
		d.Numbers, d.Date = []string{number}, "2024-01-01"
		put(t, a, d)
	}
	query := DocumentQuery{Number: archive.Skeleton(number)}
	over := make(chan struct{})
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			for {
				select {
				case <-over:
					return
				default:
				}
				if _, err := a.Read(archive.System()).Sketches(ctx, query); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	random, takenBack := rand.New(rand.NewPCG(1, 2)), errors.New("taken back")
	for round := range 100 {
		fails := random.IntN(3) == 0
		_, err := a.Update(ctx, "u", "changed", func(tx *Tx) error {
			for range 1 + random.IntN(3) {
				d, err := tx.Document(fmt.Sprint("d", random.IntN(many)))
				if err != nil {
					return err
				}
				d.Date = archive.Date("2024-01-01").AddDays(round)
				d.References = []archive.Reference{{Number: fmt.Sprint("R-", round), Relation: archive.Replies}}
				if err := tx.Put(d); err != nil {
					return err
				}
				if random.IntN(2) == 0 {
					compareSketches(t, tx.Reader, query)
				}
			}
			if fails {
				return takenBack
			}
			return nil
		})
		if err != nil && !errors.Is(err, takenBack) {
			t.Fatal(err)
		}
		compareSketches(t, a.Read(archive.System()), query)
	}
	close(over)
	readers.Wait()
}

func compareSketches(t *testing.T, r *Reader, q DocumentQuery) {
	t.Helper()
	sketches, err := r.Sketches(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	docs, err := r.Documents(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if len(sketches) != len(docs.Items) {
		t.Fatalf("%d sketches of %d documents", len(sketches), len(docs.Items))
	}
	for i, d := range docs.Items {
		got, want := asJSON(t, sketches[i]), asJSON(t, SketchOf(d))
		if got != want {
			t.Fatalf("sketch\n%s\nof the document\n%s", got, want)
		}
	}
}

func asJSON(t *testing.T, v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestNobodyIsShownASketchAboveTheirClearance(t *testing.T) {
	a, ctx := open(t, t.TempDir()), context.Background()
	for i, level := range archive.Levels {
		d := blobless(fmt.Sprint("d", i))
		d.Secrecy, d.Numbers = level, []string{"B-1/2024"}
		d.References = []archive.Reference{{Number: "X-9", Relation: archive.Replies}}
		put(t, a, d)
	}
	for i, level := range archive.Levels {
		r := a.Read(viewer(level))
		numbered, err := r.Sketches(ctx, DocumentQuery{Number: archive.Skeleton("B-1/2024")})
		if err != nil {
			t.Fatal(err)
		}
		citing, err := r.SketchesCiting(ctx, archive.Skeleton("X-9"))
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range [][]*Sketch{numbered, citing} {
			if len(found) != i+1 || slices.ContainsFunc(found, func(s *Sketch) bool { return s.Secrecy > level }) {
				t.Errorf("at %v: %d sketches", level, len(found))
			}
		}
	}
}
