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
			among := m.docs
			if l.spare && f.leaves[j-1].docs != nil {
				among = roaring.AndNot(among, f.leaves[j-1].docs)
			}
			if err := at.count(l, among, docs, sc.counts); err != nil {
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
func (at *place) count(l leaf, match *roaring.Bitmap, docs []uint32, counts []float32) error {
	here := roaring.And(at.docs, match)
	if here.IsEmpty() {
		return nil
	}
	k := 0
	if at.it == nil || l.field == fieldTag || l.field == fieldName || l.field == fieldGram || l.field == fieldDay {
		for it := here.Iterator(); it.HasNext(); {
			doc := it.Next()
			k = forward(docs, k, doc)
			n := float32(1)
			if at.counts != nil {
				n = float32(at.counts[doc])
			}
			counts[k] += l.weight * n
		}
		return nil
	}
	if quick, ok := at.it.(segment.OptimizablePostingsIterator); ok {
		if _, single := quick.DocNum1Hit(); !single {
			quick.ReplaceActual(here)
		}
	}
	form := shapeOf(l.field)
	packed := l.field != fieldStem && l.field != fieldSubStem
	for {
		posting, err := at.it.Next()
		if err != nil {
			return err
		}
		if posting == nil {
			return nil
		}
		k = forward(docs, k, uint32(posting.Number()))
		norm := posting.Norm()
		length := unpackLength(int(1/(norm*norm) + 0.5))
		n := posting.Frequency()
		if packed {
			n = occurrences(n)
		}
		counts[k] += l.weight * float32(n) / (1 - form.slope + form.slope*length/form.usual)
	}
}
