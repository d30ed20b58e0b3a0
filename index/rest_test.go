package index

import (
	"slices"
	"sync"
	"testing"

	"lintas/archive"
)

func TestARestedIndexAnswersAsBefore(t *testing.T) {
	agencies, err := archive.SeedAgencies()
	if err != nil {
		t.Fatal(err)
	}
	ix := openFilled(t, demoEntries(t, archive.NewDirectory(agencies)))
	q := Request{Query: "gaji", Clearance: archive.TopSecret}
	before := ids(find(t, ix, q))
	if len(before) == 0 {
		t.Fatal("nothing to compare")
	}
	var searching sync.WaitGroup
	for range 4 {
		searching.Go(func() {
			for range 50 {
				if res, err := ix.Search(t.Context(), Request{Query: "gaji", Clearance: archive.TopSecret, Limit: 100}); err != nil || len(res.Hits) != len(before) {
					t.Errorf("%d hits, %v", len(res.Hits), err)
				}
			}
		})
	}
	for range 100 {
		ix.Rest()
	}
	searching.Wait()
	ix.Rest() // takes note that there were searches
	ix.Rest()
	if after := ids(find(t, ix, q)); !slices.Equal(before, after) {
		t.Errorf("%v, before the rest %v", after, before)
	}
}
