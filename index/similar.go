package index

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"lintas/archive"
)

// SimilarRequest asks for documents like one.
type SimilarRequest struct {
	Entry     Entry // the document as the person may see it, with its text
	Clearance archive.Secrecy
	Limit     int // 0 is 6
}

const (
	usualSimilar  = 6
	mostTelling   = 18   // words that a document is compared by
	mostCompared  = 80   // words whose rarity is looked up
	leastAlike    = 0.14 // share of the document's own score that another one needs
	tooCommon     = 0.2  // share of the documents in which a word tells nothing any more
	weightPerson  = 3
	weightSameTie = 2
)

// Similar returns the documents most like one, the most alike first: the same people, the
// same case, the same telling words. Nothing above the clearance has a part in it.
func (ix *Index) Similar(ctx context.Context, q SimilarRequest) ([]Hit, error) {
	if q.Limit <= 0 {
		q.Limit = usualSimilar
	}
	like := likenessOf(q.Entry, ix.stems)
	if len(like.leaves) == 0 {
		return nil, nil
	}
	res, err := ix.Search(ctx, Request{Clearance: q.Clearance, Limit: q.Limit + 1, like: like})
	if err != nil {
		return nil, err
	}
	self := 0.0
	for _, h := range res.Hits {
		if h.ID == q.Entry.Document.ID {
			self = h.Score
		}
	}
	if self == 0 && len(res.Hits) > 0 { // not in the index yet
		self = res.Hits[0].Score
	}
	hits := slices.DeleteFunc(res.Hits, func(h Hit) bool { return h.ID == q.Entry.Document.ID || h.Score < leastAlike*self })
	return hits[:min(len(hits), q.Limit)], nil
}

// alikeness is what a document is compared by.
type alikeness struct {
	leaves []leaf
	counts []float64 // how often, of words; 0 for what is always used
}

// likenessOf collects what could be told of a document: those it is about, its cases,
// and the stems of its text, the frequent first.
func likenessOf(e Entry, cache *stems) *alikeness {
	like := &alikeness{}
	add := func(l leaf, count float64) {
		like.leaves = append(like.leaves, l)
		like.counts = append(like.counts, count)
	}
	seen := map[string]bool{}
	for _, key := range nameKeys(e) {
		if !seen[key] && len(key) > 2 {
			seen[key] = true
			add(one(fieldName, key, weightPerson), 0)
		}
	}
	for _, tag := range tags(e) {
		if strings.HasPrefix(tag, "key:") || strings.HasPrefix(tag, "case:") {
			add(one(fieldTag, tag, weightSameTie), 0)
		}
	}
	counts := map[string]float64{}
	note := func(text string, weight float64) {
		for _, w := range words(text) {
			if len(w) > 3 && !hasDigit(w) && !filler(w) {
				counts[cache.of(w)] += weight
			}
		}
	}
	note(e.Document.Subject, 4)
	if e.Transcript != nil {
		for _, page := range e.Transcript.Pages {
			note(page.Text, 1)
		}
	}
	list := make([]string, 0, len(counts))
	for w := range counts {
		list = append(list, w)
	}
	slices.SortFunc(list, func(a, b string) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	for _, w := range list[:min(len(list), mostCompared)] {
		add(one(fieldStem, w, 1), counts[w])
	}
	return like
}

// compare makes the plan of a search for documents like one: the words that tell most
// by how rare they are among the permitted documents.
func (s *search) compare(like *alikeness) error {
	docs := 0.0
	for _, p := range s.parts {
		docs += float64(p.Count())
	}
	type candidate struct {
		leaf leaf
		tell float64
	}
	var words []candidate
	s.plan = &plan{root: &branch{op: orOp}}
	take := func(l leaf) {
		s.plan.clauses = append(s.plan.clauses, clause{leaves: []leaf{l}})
		s.plan.root.kids = append(s.plan.root.kids, &branch{clause: len(s.plan.clauses) - 1})
	}
	for i, l := range like.leaves {
		if like.counts[i] == 0 {
			take(l)
			continue
		}
		df := 0.0
		for _, p := range s.parts {
			found, err := p.having(l.field, l.terms[0])
			if err != nil {
				return fmt.Errorf("look up a word: %w", err)
			}
			if found != nil {
				df += float64(found.GetCardinality())
			}
		}
		if df > 1 && df <= max(tooCommon*docs, 8) {
			words = append(words, candidate{l, (1 + math.Log(like.counts[i])) * math.Log(1+docs/df)})
		}
	}
	slices.SortStableFunc(words, func(a, b candidate) int { return cmp.Compare(b.tell, a.tell) })
	for _, w := range words[:min(len(words), mostTelling)] {
		take(w.leaf)
	}
	return nil
}
