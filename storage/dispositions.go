package storage

import (
	"context"

	"lintas/archive"
)

// DispositionQuery asks for dispositions: those for a person, from a person, or all.
type DispositionQuery struct {
	For, From string // id of a User; with neither, everybody's
	Settled   bool   // those with nothing left to do; for a person, nothing left for them
	Cursor    string
	Limit     int // default 50, at most 1000
}

func (q DispositionQuery) term() string {
	switch {
	case q.For != "":
		return dispositionTerm(!q.Settled, boxInbox, q.For)
	case q.From != "":
		return dispositionTerm(!q.Settled, boxGiven, q.From)
	}
	return dispositionTerm(!q.Settled, "", "")
}

// Dispositions returns the dispositions on a document, oldest first.
func (r *Reader) Dispositions(ctx context.Context, document string) ([]*archive.Disposition, error) {
	return all(each[*archive.Disposition](ctx, r, archive.DispositionRecord, r.under(dispositionsOf, document)))
}

// DispositionList returns a page of dispositions, the newest first.
func (r *Reader) DispositionList(ctx context.Context, q DispositionQuery) (Page[*archive.Disposition], error) {
	walk := r.under(dispositionsAll, q.term())
	walk.reverse = true
	return list[*archive.Disposition]{kind: archive.DispositionRecord, walk: walk, cursor: q.Cursor, limit: q.Limit}.page(ctx, r)
}
