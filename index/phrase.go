package index

import (
	"cmp"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// matchPhrase returns in which of the documents the terms of a leaf stand one
// after another, and how often in each. All the documents must have all the terms.
// The rarest terms are read first, and each other only in the documents where those
// before it still fit.
func (p *part) matchPhrase(l leaf, docs *roaring.Bitmap) (*roaring.Bitmap, []uint32, error) {
	readers := make([]*reader, len(l.terms))
	for i, t := range l.terms {
		found, err := p.lookUp(l.field, t)
		if err != nil {
			return nil, nil, err
		}
		if found.docs == nil || docs.IsEmpty() {
			return roaring.New(), nil, nil
		}
		readers[i] = &reader{offset: int32(i), docs: found.docs.GetCardinality()}
	}
	slices.SortStableFunc(readers, func(a, b *reader) int { return cmp.Compare(a.docs, b.docs) })
	fit := starts{docs: docs.ToArray()}
	for i, r := range readers {
		var err error
		if r.seeker, err = p.seekerOf(l.field, l.terms[r.offset]); err != nil {
			return nil, nil, err
		}
		if err := fit.narrow(r, i == 0); err != nil || len(fit.docs) == 0 {
			return roaring.New(), nil, err
		}
	}
	counts := make([]uint32, len(fit.docs))
	from := int32(0)
	for i, end := range fit.ends {
		counts[i] = uint32(end - from)
		from = end
	}
	return roaring.BitmapOf(fit.docs...), counts, nil
}

// starts are the places where a phrase may begin, document by document.
type starts struct {
	docs []uint32
	ends []int32 // in at, by document
	at   []int32
}

// narrow keeps the starts that a term fits, all of the first term.
func (s *starts) narrow(r *reader, first bool) error {
	kept, size, from := 0, 0, int32(0)
	if first {
		s.ends = make([]int32, len(s.docs))
		s.at = make([]int32, 0, len(s.docs)*2)
	}
	for i, doc := range s.docs {
		if err := r.read(doc); err != nil {
			return err
		}
		before := size
		if first {
			for _, place := range r.at {
				s.at = append(s.at, place-r.offset)
			}
			size = len(s.at)
		} else {
			end := s.ends[i]
			size += fitting(s.at[from:end], r.at, r.offset, s.at[size:])
			from = end
		}
		if size > before {
			s.docs[kept], s.ends[kept] = doc, int32(size)
			kept++
		}
	}
	s.docs, s.ends, s.at = s.docs[:kept], s.ends[:kept], s.at[:size]
	return nil
}

// fitting writes to out the starts that have a place at the offset, and returns how
// many there are. Out may overlap with starts, not ahead of it.
func fitting(starts, places []int32, offset int32, out []int32) int {
	n, k := 0, 0
	for _, start := range starts {
		for k < len(places) && places[k] < start+offset {
			k++
		}
		if k < len(places) && places[k] == start+offset {
			out[n] = start
			n++
		}
	}
	return n
}

// reader goes through the places of one term of a phrase, document by document.
type reader struct {
	*seeker
	offset int32  // of the term in the phrase
	docs   uint64 // that have the term
	at     []int32
}

func (r *reader) read(doc uint32) error {
	r.at = r.at[:0]
	posting, err := r.seek(doc)
	if err == nil && posting != nil {
		r.at = appendPlaces(r.at, posting)
	}
	return err
}
