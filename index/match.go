package index

import (
	"math"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"lintas/archive"
)

// match is what a query found in one part.
type match struct {
	part  *part
	docs  *roaring.Bitmap
	whole *roaring.Bitmap // those that have every clause
}

func total(matches []*match) (n uint64) {
	for _, m := range matches {
		n += m.docs.GetCardinality()
	}
	return n
}

// weigh says how much each clause tells: the rarer the more. On later pages it
// takes the numbers of the first.
func (s *search) weigh() {
	df := s.df
	if s.from != nil && len(s.from.DF) == len(df) {
		df, s.docs = s.from.DF, s.from.Docs
	} else if s.from != nil {
		s.from.DF, s.from.Docs = df, s.docs
	}
	s.df = df
	s.weights = make([]float32, len(df))
	for i, n := range df {
		rest := max(s.docs-float64(n), 0)
		s.weights[i] = float32(math.Log1p((rest + 0.5) / (float64(n) + 0.5)))
	}
}

// strict finds the documents of a part that have everything the query asks for
// and pass the filters.
func (s *search) strict(p *part) (*match, error) {
	filter, err := s.filter(p)
	if err != nil {
		return nil, err
	}
	for _, i := range s.plan.root.negated(nil, false) {
		if err := s.settle(p, s.plan.clauses[i], p.clauses[i], nil); err != nil {
			return nil, err
		}
		p.clauses[i].most = p.clauses[i].docs
	}
	likely := roaring.And(filter, s.plan.root.docs(p, func(f *found) *roaring.Bitmap { return f.most }))
	for i, c := range s.plan.clauses {
		if err := s.ctx.Err(); err != nil {
			return nil, err
		}
		if err := s.settle(p, c, p.clauses[i], likely); err != nil {
			return nil, err
		}
	}
	docs := roaring.And(likely, s.plan.root.docs(p, func(f *found) *roaring.Bitmap { return f.docs }))
	return &match{part: p, docs: docs, whole: docs}, nil
}

// settle matches the phrases of a clause within the documents that still count,
// all if nil: what costs most is done last and on the least.
func (s *search) settle(p *part, c clause, f *found, within *roaring.Bitmap) error {
	var sets []*roaring.Bitmap
	phrases := false
	for _, late := range [...]bool{false, true} {
		known := unionOf(sets)
		for i, l := range c.leaves {
			at := &f.leaves[i]
			if l.late != late {
				continue
			}
			if l.kind == inOrder && at.most != nil {
				phrases = true
				if err := s.settlePhrase(p, l, at, within, known); err != nil {
					return err
				}
			}
			if at.docs != nil {
				sets = append(sets, at.docs)
			}
		}
	}
	if !phrases {
		return nil
	}
	if f.docs = unionOf(sets); f.docs == nil {
		f.docs = roaring.New()
	}
	return nil
}

func (s *search) settlePhrase(p *part, l leaf, at *place, within, known *roaring.Bitmap) (err error) {
	docs := at.most
	if within != nil {
		docs = roaring.And(docs, within)
	}
	if l.late {
		if known != nil {
			docs = roaring.AndNot(docs, known)
		}
		kept, err := s.ix.columns.standingOf(p, s.parts, l, docs, at.most)
		if err != nil {
			return err
		}
		if kept != nil {
			at.docs, at.counts = kept.within(docs)
			return nil
		}
	}
	at.docs, at.counts, err = p.matchPhrase(l, docs)
	return err
}

// negated returns the clauses under an odd number of minus signs.
func (b *branch) negated(list []int, under bool) []int {
	switch {
	case b == nil:
	case b.op == leafOp:
		if under {
			list = append(list, b.clause)
		}
	default:
		for _, k := range b.kids {
			list = k.negated(list, under || b.op == notOp)
		}
	}
	return list
}

// docs returns the documents that the branch lets through.
func (b *branch) docs(p *part, of func(*found) *roaring.Bitmap) *roaring.Bitmap {
	if b == nil {
		return p.live()
	}
	switch b.op {
	case leafOp:
		return of(p.clauses[b.clause])
	case notOp:
		return roaring.AndNot(p.live(), b.kids[0].docs(p, of))
	case orOp:
		sets := make([]*roaring.Bitmap, len(b.kids))
		for i, k := range b.kids {
			sets[i] = k.docs(p, of)
		}
		return roaring.FastOr(sets...)
	}
	sets := make([]*roaring.Bitmap, len(b.kids))
	for i, k := range b.kids {
		sets[i] = k.docs(p, of)
	}
	slices.SortFunc(sets, fewer)
	return roaring.FastAnd(sets...)
}

// relaxable splits the query into what must be there and the plain words, most
// of which are enough.
func (pl *plan) relaxable() (must []*branch, plain []int) {
	if pl.root == nil || pl.root.op != andOp {
		return nil, nil
	}
	for _, k := range pl.root.kids {
		if k.op == leafOp && pl.clauses[k.clause].plain {
			plain = append(plain, k.clause)
		} else {
			must = append(must, k)
		}
	}
	return must, plain
}

// enough is the share of what the plain words tell together that a document
// needs in a relaxed query. Words that no document has do not count.
const enough = 0.3

// hardlyEnough is the same where enough of them still finds little.
const hardlyEnough = 0.15

// relax adds to a match the documents that have most of the plain words.
func (s *search) relax(m *match, must []*branch, plain []int, share float32) error {
	p := m.part
	allowed, err := s.filter(p)
	if err != nil {
		return err
	}
	need := float32(0)
	sets := make([]*roaring.Bitmap, len(plain))
	for i, c := range plain {
		sets[i] = p.clauses[c].most
		if s.df[c] > 0 {
			need += s.weights[c]
		}
	}
	need *= share
	for _, b := range must {
		allowed = roaring.And(allowed, b.docs(p, func(f *found) *roaring.Bitmap { return f.most }))
	}
	likely := s.covered(p, roaring.And(allowed, roaring.FastOr(sets...)), plain, need, func(f *found) *roaring.Bitmap { return f.most })
	for i, c := range s.plan.clauses {
		if err := s.settle(p, c, p.clauses[i], likely); err != nil {
			return err
		}
	}
	for _, b := range must {
		likely = roaring.And(likely, b.docs(p, func(f *found) *roaring.Bitmap { return f.docs }))
	}
	m.docs = s.covered(p, likely, plain, need, func(f *found) *roaring.Bitmap { return f.docs })
	m.whole = roaring.And(m.whole, m.docs)
	return nil
}

// covered returns the documents whose plain words tell at least as much as needed.
func (s *search) covered(p *part, among *roaring.Bitmap, plain []int, need float32, of func(*found) *roaring.Bitmap) *roaring.Bitmap {
	docs := among.ToArray()
	sums := make([]float32, len(docs))
	for _, c := range plain {
		at := 0
		for it := roaring.And(of(p.clauses[c]), among).Iterator(); it.HasNext(); {
			at = forward(docs, at, it.Next())
			sums[at] += s.weights[c]
		}
	}
	out := roaring.New()
	for i, doc := range docs {
		if sums[i] >= need*0.9999 {
			out.Add(doc)
		}
	}
	return out
}

// forward returns the place of doc in docs, from place at on. doc must be there.
func forward(docs []uint32, at int, doc uint32) int {
	if docs[at] == doc {
		return at
	}
	if docs[at+1] == doc { // as it mostly is where a frequent word is scored
		return at + 1
	}
	step := 1
	for at+step < len(docs) && docs[at+step] < doc {
		at += step
		step *= 2
	}
	end := min(at+step+1, len(docs))
	i, _ := slices.BinarySearch(docs[at:end], doc)
	return at + i
}

// filter returns the live documents of a part that pass the filters.
func (s *search) filter(p *part) (*roaring.Bitmap, error) {
	docs := p.live()
	for _, tag := range [...]string{"kind:" + string(s.q.Kind), "agency:" + s.q.Agency, "case:" + s.q.Case, "status:" + string(s.q.Status), "direction:" + string(s.q.Direction)} {
		if strings.HasSuffix(tag, ":") {
			continue
		}
		having, err := p.union(fieldTag, []string{tag})
		if err != nil {
			return nil, err
		}
		docs = andMaybe(docs, having)
	}
	if s.q.From != "" || s.q.To != "" {
		within, err := p.union(fieldDay, spanTerms(span{validDay(s.q.From), validDay(s.q.To)}))
		if err != nil {
			return nil, err
		}
		docs = andMaybe(docs, within)
	}
	return docs, nil
}

// validDay drops what is no day of the calendar.
func validDay(d archive.Date) archive.Date {
	if d.Valid() {
		return d
	}
	return ""
}

func andMaybe(docs, other *roaring.Bitmap) *roaring.Bitmap {
	if other == nil {
		return roaring.New()
	}
	return roaring.And(docs, other)
}
