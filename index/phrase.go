package index

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// matchPhrase returns in which of the documents the terms of a leaf stand one
// after another, and how often. All the documents must have all the terms.
func (p *part) matchPhrase(l leaf, docs *roaring.Bitmap) (map[uint32]uint32, error) {
	counts := make(map[uint32]uint32)
	if docs.IsEmpty() {
		return counts, nil
	}
	readers := make([]*reader, 0, len(l.terms))
	byTerm := map[string]*reader{}
	for _, t := range l.terms {
		r := byTerm[t]
		if r == nil {
			_, it, err := p.postings(l.field, t, true)
			if err != nil {
				return nil, err
			}
			if quick, ok := it.(segment.OptimizablePostingsIterator); ok {
				if _, single := quick.DocNum1Hit(); !single {
					quick.ReplaceActual(docs)
				}
			}
			r = &reader{it: it}
			byTerm[t] = r
		}
		readers = append(readers, r)
	}
	for it := docs.Iterator(); it.HasNext(); {
		doc := it.Next()
		for _, r := range byTerm {
			if err := r.read(doc); err != nil {
				return nil, err
			}
		}
		if n := inRow(readers); n > 0 {
			counts[doc] = n
		}
	}
	return counts, nil
}

// reader goes through the positions of one term, document by document.
type reader struct {
	it  segment.PostingsIterator
	at  []int32 // positions in the current document, ascending
	doc uint32
}

func (r *reader) read(doc uint32) error {
	r.at = r.at[:0]
	posting, err := r.it.Next()
	if err != nil || posting == nil {
		return err
	}
	r.doc = uint32(posting.Number())
	if r.doc != doc {
		return nil
	}
	r.at = appendPlaces(r.at, posting)
	return nil
}

// inRow counts the places where the terms follow each other.
func inRow(readers []*reader) uint32 {
	n := uint32(0)
	for _, start := range readers[0].at {
		next := start
		whole := true
		for _, r := range readers[1:] {
			next++
			if _, there := slices.BinarySearch(r.at, next); !there {
				whole = false
				break
			}
		}
		if whole {
			n++
		}
	}
	return n
}
