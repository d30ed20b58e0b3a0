package index

import (
	"github.com/RoaringBitmap/roaring/v2"
)

// named returns the documents of a part with one of the ids, nil if there are none.
func (p *part) named(ids []string) (*roaring.Bitmap, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	docs, err := p.segment.DocNumbers(ids)
	if err != nil || docs.IsEmpty() {
		return nil, err
	}
	if p.dead != nil {
		docs = roaring.AndNot(docs, p.dead)
	}
	return docs, nil
}

// require adds a clause that every document found must have.
func (pl *plan) require(cl clause) {
	pl.clauses = append(pl.clauses, cl)
	one := &branch{clause: len(pl.clauses) - 1}
	switch {
	case pl.root == nil:
		pl.root = one
	case pl.root.op == andOp:
		pl.root.kids = append(pl.root.kids, one)
	default:
		pl.root = &branch{op: andOp, kids: []*branch{pl.root, one}}
	}
}
