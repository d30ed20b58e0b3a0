package index

import (
	"slices"
	"testing"

	api "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	"pgregory.net/rapid"
)

// storedPosting is a posting as a segment gives it back.
type storedPosting struct {
	segment.Posting
	freq uint64
	many *api.TokenLocation
}

func (p storedPosting) Frequency() uint64 { return p.freq }

func (p storedPosting) Locations() []segment.Location {
	if p.many == nil {
		return nil
	}
	return []segment.Location{storedLocation{many: p.many}}
}

type storedLocation struct {
	segment.Location
	many *api.TokenLocation
}

func (l storedLocation) Pos() uint64              { return uint64(l.many.Position) }
func (l storedLocation) ArrayPositions() []uint64 { return l.many.ArrayPositions }

func TestPlacesComeBackAsTheyWerePacked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		steps := rapid.SliceOfN(rapid.OneOf(rapid.Int32Range(1, 300), rapid.Int32Range(1, 1<<22)), 1, 20).Draw(t, "steps")
		var places []int32
		at := int32(0)
		for _, s := range steps {
			at += s
			places = append(places, at)
		}
		freq, many := packPlaces(places)
		if freq <= 1 || freq >= 1<<mostBits {
			t.Fatalf("frequency %d of %v", freq, places)
		}
		p := storedPosting{freq: uint64(freq), many: many}
		if back := appendPlaces(nil, p); !slices.Equal(back, places) {
			t.Fatalf("%v became %v", places, back)
		}
		if n := occurrences(uint64(freq)); n != uint64(len(places)) {
			t.Fatalf("%d occurrences of %d", n, len(places))
		}
	})
}

func TestALengthIsKeptWithinAFewPerCent(t *testing.T) {
	for words := range 200_000 {
		code := packLength(words)
		if back := unpackLength(code); back < float32(words)*0.965 || back > float32(words)*1.035 {
			t.Fatalf("%d words became %v", words, back)
		}
		if words < 1900 && code > 127 {
			t.Fatalf("%d words take code %d, more than a byte", words, code)
		}
		if words > 0 && code < packLength(words-1) {
			t.Fatalf("%d words have a lower code than %d", words, words-1)
		}
	}
}
