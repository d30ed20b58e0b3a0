package index

import (
	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// saturation is BM25's k1: how soon more occurrences stop telling more.
const saturation = 1.2

// scratch is the room a search needs to score one part; it is used again.
type scratch struct {
	counts []float32
	scores []float32
}

func (sc *scratch) size(n int) {
	if cap(sc.scores) < n {
		sc.scores = make([]float32, n, n+n/4)
		sc.counts = make([]float32, n, n+n/4)
	}
	sc.scores, sc.counts = sc.scores[:n], sc.counts[:n]
	clear(sc.scores)
	clear(sc.counts)
}

// score fills sc.scores for the documents of a match, in their order: BM25F.
// The occurrences of a clause in all its fields are weighted and added up before
// they saturate, and the clause as a whole has one rarity. Scores of a document
// depend on itself and the rarities only.
func (s *search) score(m *match, docs []uint32, sc *scratch) error {
	sc.size(len(docs))
	if len(docs) == 0 {
		return nil
	}
	for i, c := range s.plan.clauses {
		if c.silent {
			continue
		}
		if err := s.ctx.Err(); err != nil {
			return err
		}
		f := m.part.clauses[i]
		any := false
		for j, l := range c.leaves {
			at := f.leaves[j]
			if at.docs == nil || l.weight == 0 {
				continue
			}
			any = true
			if err := s.count(m, f, j, l, docs, sc.counts); err != nil {
				return err
			}
		}
		if !any {
			continue
		}
		for k, n := range sc.counts {
			if n > 0 {
				sc.scores[k] += s.weights[i] * n * (saturation + 1) / (n + saturation)
				sc.counts[k] = 0
			}
		}
	}
	return nil
}

// count adds the weighted occurrences of a leaf to counts.
func (s *search) count(m *match, f *found, j int, l leaf, docs []uint32, counts []float32) error {
	at, k := &f.leaves[j], 0
	switch {
	case at.counts != nil:
		for i, it := 0, at.docs.Iterator(); it.HasNext(); i++ {
			doc := it.Next()
			if m.docs.Contains(doc) {
				k = forward(docs, k, doc)
				counts[k] += l.weight * float32(at.counts[i])
			}
		}
		return nil
	case at.list == nil || l.field == fieldTag || l.field == fieldName || l.field == fieldGram || l.field == fieldDay:
		for it := roaring.And(at.docs, m.docs).Iterator(); it.HasNext(); {
			k = forward(docs, k, it.Next())
			counts[k] += l.weight
		}
		return nil
	}
	var exact *roaring.Bitmap // left out where the leaf is spare
	if l.spare {
		exact = f.leaves[j-1].docs
	}
	if at.docs.GetCardinality() >= frequentFrom {
		kept, err := s.ix.columns.frequentOf(m.part, s.parts, termOf{l.field, l.terms[0]})
		if err != nil {
			return err
		}
		var skip []uint64
		if exact != nil {
			skip = exact.ToDense()
		}
		kept.add(docs, skip, weightsOf(l), counts)
		return nil
	}
	among := m.docs
	if exact != nil {
		among = roaring.AndNot(among, exact)
	}
	return at.read(l, among, docs, counts)
}

// read is count for one term, whose occurrences and lengths are in the segment.
func (at *place) read(l leaf, match *roaring.Bitmap, docs []uint32, counts []float32) error {
	n := at.docs.AndCardinality(match)
	if n == 0 {
		return nil
	}
	it := at.list.Iterator(true, true, false, nil)
	if quick, ok := it.(segment.OptimizablePostingsIterator); ok && n < at.docs.GetCardinality() {
		if _, single := quick.DocNum1Hit(); !single {
			quick.ReplaceActual(roaring.And(at.docs, match))
		}
	}
	weights := weightsOf(l)
	packed := hasPlaces(l.field)
	k := 0
	for {
		posting, err := it.Next()
		if err != nil || posting == nil {
			return err
		}
		k = forward(docs, k, uint32(posting.Number()))
		t := timesOf(posting, packed)
		counts[k] += weights[t.length] * float32(t.n)
	}
}

// timesOf returns how often a posting's word stands in its document. Packed is
// whether the frequency holds places.
func timesOf(posting segment.Posting, packed bool) times {
	norm := posting.Norm()
	n := posting.Frequency()
	if packed {
		n = occurrences(n)
	}
	return times{uint8(min(n, mostTimes)), uint8(min(1/(norm*norm)+0.5, mostLength-1))}
}

// hasPlaces reports whether the places of words are kept in a field.
func hasPlaces(field string) bool { return field != fieldStem && field != fieldSubStem }

// weightsOf returns what one occurrence counts, by the packed length of the field.
func weightsOf(l leaf) []float32 {
	form := shapeOf(l.field)
	weights := make([]float32, mostLength)
	for code := range weights {
		weights[code] = l.weight / (1 - form.slope + form.slope*unpackLength(code)/form.usual)
	}
	return weights
}
