package index

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/blevesearch/vellum/levenshtein"

	"lintas/archive"
)

// part is one segment of one level: documents with numbers from 0, some of them
// deleted.
type part struct {
	*scorch.SegmentSnapshot
	segment segment.Segment
	dead    *roaring.Bitmap // nil if none
	dicts   map[string]segment.TermDictionary
	known   map[termOf]posted
	clauses []*found // by clause of the plan
}

type termOf struct{ field, term string }

// posted is what a part holds of a term.
type posted struct {
	list segment.PostingsList
	docs *roaring.Bitmap // nil: none
}

// upTo returns the parts of the levels that a clearance may know of. It is the one gate of
// the index: what lies above is not among them, so nothing can count it.
func (v *view) upTo(clearance archive.Secrecy) ([]*part, error) {
	if clearance < archive.Ordinary || int(clearance) >= len(v.snapshots) {
		return nil, fmt.Errorf("clearance %d: there is no such level", int(clearance))
	}
	var all []*part
	for _, snapshot := range v.snapshots[:clearance+1] {
		for _, s := range snapshot.Segments() {
			all = append(all, &part{SegmentSnapshot: s, segment: s.Segment(), dead: s.Deleted(), dicts: map[string]segment.TermDictionary{}, known: map[termOf]posted{}})
		}
	}
	return all, nil
}

// found is where a clause is, in one part.
type found struct {
	most   *roaring.Bitmap // at most these documents have it
	docs   *roaring.Bitmap // these have it, among those it was settled within
	leaves []place
}

// place is where a leaf is, in one part.
type place struct {
	most   *roaring.Bitmap      // nil: nowhere
	docs   *roaring.Bitmap      // of a phrase: where its words stand in order
	list   segment.PostingsList // of one term
	counts []uint32             // of a phrase, once matched: how often, by docs
}

func (p *part) dictionary(field string) (segment.TermDictionary, error) {
	if d := p.dicts[field]; d != nil {
		return d, nil
	}
	d, err := p.segment.Dictionary(field)
	if err != nil {
		return nil, err
	}
	p.dicts[field] = d
	return d, nil
}

// live returns all documents of the part that are not deleted.
func (p *part) live() *roaring.Bitmap { return p.DocNumbersLive() }

// lookUp returns what the part holds of a term.
func (p *part) lookUp(field, term string) (posted, error) {
	if found, known := p.known[termOf{field, term}]; known {
		return found, nil
	}
	d, err := p.dictionary(field)
	if err != nil {
		return posted{}, err
	}
	list, err := d.PostingsList([]byte(term), p.dead, nil)
	if err != nil {
		return posted{}, err
	}
	found := posted{list, bitmapOf(list.Iterator(false, false, false, nil))}
	p.known[termOf{field, term}] = found
	return found, nil
}

// having returns the documents that have a term, nil if there are none.
func (p *part) having(field, term string) (*roaring.Bitmap, error) {
	found, err := p.lookUp(field, term)
	return found.docs, err
}

// bitmapOf returns the documents of a fresh iterator, nil if there are none.
func bitmapOf(it segment.PostingsIterator) *roaring.Bitmap {
	quick, ok := it.(segment.OptimizablePostingsIterator)
	if !ok {
		return nil
	}
	if doc, single := quick.DocNum1Hit(); single {
		return roaring.BitmapOf(uint32(doc))
	}
	if docs := quick.ActualBitmap(); docs != nil && !docs.IsEmpty() {
		return docs
	}
	return nil
}

// union returns the documents that have any of the terms.
func (p *part) union(field string, terms []string) (*roaring.Bitmap, error) {
	var sets []*roaring.Bitmap
	for _, t := range terms {
		docs, err := p.having(field, t)
		if err != nil {
			return nil, err
		}
		if docs != nil {
			sets = append(sets, docs)
		}
	}
	return unionOf(sets), nil
}

func unionOf(sets []*roaring.Bitmap) *roaring.Bitmap {
	switch len(sets) {
	case 0:
		return nil
	case 1:
		return sets[0]
	}
	return roaring.FastOr(sets...)
}

// intersection returns the documents that have at least that many of the terms;
// all of them if least is 0.
func (p *part) intersection(field string, terms []string, least int) (*roaring.Bitmap, error) {
	var sets []*roaring.Bitmap
	for _, t := range terms {
		docs, err := p.having(field, t)
		if err != nil {
			return nil, err
		}
		if docs == nil && least == 0 {
			return nil, nil
		}
		if docs != nil {
			sets = append(sets, docs)
		}
	}
	if least == 0 {
		if len(sets) == 0 {
			return nil, nil
		}
		slices.SortFunc(sets, fewer)
		return roaring.FastAnd(sets...), nil
	}
	if len(sets) < least {
		return nil, nil
	}
	// A document with enough of them has one of the first few.
	few := unionOf(sets[:len(sets)-least+1])
	out := roaring.New()
	for it := few.Iterator(); it.HasNext(); {
		doc := it.Next()
		n := 0
		for _, s := range sets {
			if s.Contains(doc) {
				n++
			}
		}
		if n >= least {
			out.Add(doc)
		}
	}
	return out, nil
}

// fewer puts the set first that has fewer documents.
func fewer(a, b *roaring.Bitmap) int { return cmp.Compare(a.GetCardinality(), b.GetCardinality()) }

// mostPrefixed bounds the words a prefix stands for in one part.
const mostPrefixed = 20_000

func (p *part) prefixed(field, prefix string) (*roaring.Bitmap, error) {
	it, err := p.terms(field, nil, []byte(prefix), prefixEnd(prefix))
	if err != nil {
		return nil, err
	}
	d, err := p.dictionary(field)
	if err != nil {
		return nil, err
	}
	all := roaring.New()
	var list segment.PostingsList
	for range mostPrefixed {
		entry, err := it.Next()
		if err != nil {
			return nil, err
		}
		if entry == nil {
			break
		}
		if list, err = d.PostingsList([]byte(entry.Term), nil, list); err != nil {
			return nil, err
		}
		if whole, ok := list.(interface{ OrInto(*roaring.Bitmap) }); ok {
			whole.OrInto(all)
		}
	}
	if p.dead != nil {
		all.AndNot(p.dead)
	}
	return all, nil
}

// prefixEnd is the first string after all that begin with prefix.
func prefixEnd(prefix string) []byte {
	end := bytes.Clone([]byte(prefix))
	for i := len(end) - 1; i >= 0; i-- {
		if end[i]++; end[i] != 0 {
			return end[:i+1]
		}
	}
	return nil
}

// find looks a leaf up. Of a phrase it finds the documents that have all its
// words; settle says which have them in order.
func (p *part) find(l leaf) (place, error) {
	var at place
	var err error
	switch l.kind {
	case oneTerm:
		var found posted
		found, err = p.lookUp(l.field, l.terms[0])
		at.most, at.list = found.docs, found.list
	case byPrefix:
		at.most, err = p.prefixed(l.field, l.terms[0])
	case anyOf:
		at.most, err = p.union(l.field, l.terms)
	case allOf:
		at.most, err = p.intersection(l.field, l.terms, l.least)
	case inOrder:
		at.most, err = p.intersection(l.field, l.terms, 0)
	case byID:
		at.most, err = p.named(l.terms)
	}
	if at.most != nil && at.most.IsEmpty() {
		at.most = nil
	}
	if l.kind != inOrder {
		at.docs = at.most
	}
	return at, err
}

// findClause looks a clause up.
func (p *part) findClause(c clause) (*found, error) {
	f := &found{leaves: make([]place, len(c.leaves))}
	var sets []*roaring.Bitmap
	for i, l := range c.leaves {
		at, err := p.find(l)
		if err != nil {
			return nil, err
		}
		f.leaves[i] = at
		if at.most != nil {
			sets = append(sets, at.most)
		}
	}
	if f.most = unionOf(sets); f.most == nil {
		f.most = roaring.New()
	}
	f.docs = f.most
	return f, nil
}

// slip is a word of a part's dictionary and how many letters it is off.
type slip struct {
	word  string
	slips uint8
}

// fuzzy returns the words of a field that the automaton accepts.
func (p *part) fuzzy(field string, dfa *levenshtein.DFA) ([]slip, error) {
	it, err := p.terms(field, dfa, nil, nil)
	if err != nil {
		return nil, err
	}
	var list []slip
	for {
		entry, err := it.Next()
		if err != nil || entry == nil {
			return list, err
		}
		_, distance := dfa.MatchAndDistance(entry.Term)
		list = append(list, slip{entry.Term, distance})
	}
}

// terms walks through the words of a field that an automaton accepts, all if
// nil, without reading where they are.
func (p *part) terms(field string, accept segment.Automaton, start, end []byte) (segment.DictionaryIterator, error) {
	d, err := p.dictionary(field)
	if err != nil {
		return nil, err
	}
	if quick, ok := d.(interface {
		AutomatonIteratorOmitCount(a segment.Automaton, start, end []byte) segment.DictionaryIterator
	}); ok {
		return quick.AutomatonIteratorOmitCount(accept, start, end), nil
	}
	return d.AutomatonIterator(accept, start, end), nil
}
