package index

import (
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
)

// standing is where the words of a name stand one after another in a segment, and how
// often in each document. The names of agencies are made of frequent words, so that
// matching them takes most of a search for an agency by another name; there are few of
// them, and they are asked for again and again.
type standing struct {
	docs   *roaring.Bitmap // deleted ones too
	counts []uint32        // by docs
}

func (n *standing) size() int { return 4*len(n.counts) + int(n.docs.GetSizeInBytes()) + 200 }

// within returns in which of the documents the name stands, and how often.
func (n *standing) within(docs *roaring.Bitmap) (*roaring.Bitmap, []uint32) {
	both := roaring.And(n.docs, docs)
	if both.GetCardinality() == n.docs.GetCardinality() {
		return both, n.counts
	}
	counts := make([]uint32, 0, both.GetCardinality())
	for i, it := 0, n.docs.Iterator(); it.HasNext(); i++ {
		if both.Contains(it.Next()) {
			counts = append(counts, n.counts[i])
		}
	}
	return both, counts
}

// standingOf returns a name as kept. One that is not is kept if it is to be matched in
// most of the documents that have its words; else it returns nil.
func (c *columns) standingOf(p *part, all []*part, l leaf, docs, most *roaring.Bitmap) (*standing, error) {
	name := termOf{l.field, strings.Join(l.terms, " ")}
	n := docs.GetCardinality()
	if n < frequentFrom || n < most.GetCardinality()/2 {
		c.mu.Lock()
		defer c.mu.Unlock()
		return c.of(p, all).names[name], nil
	}
	return remember(c, p, all, name, func(kept *column) map[termOf]*standing { return kept.names }, func() (*standing, error) { return readStanding(p, l) })
}

func readStanding(p *part, l leaf) (*standing, error) {
	whole := &part{segment: p.segment, dicts: p.dicts, known: map[termOf]posted{}} // nothing deleted
	docs, err := whole.intersection(l.field, l.terms, 0)
	if err != nil {
		return nil, err
	}
	n := &standing{}
	n.docs, n.counts, err = whole.matchPhrase(l, docs)
	return n, err
}
