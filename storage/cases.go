package storage

import (
	"context"

	"lintas/archive"
)

// CaseQuery asks for cases, the last opened first; empty fields do not narrow
// the list.
type CaseQuery struct {
	Status      archive.CaseStatus
	WorkerKey   string // see WorkerKeys
	OldestFirst bool
	Cursor      string
	Limit       int // default 50, at most 1000
}

// Cases returns a page of cases. Total is not known where a worker narrows the list.
func (r *Reader) Cases(ctx context.Context, q CaseQuery) (Page[*archive.Case], error) {
	i, term := casesAll, ""
	switch {
	case q.WorkerKey != "":
		i, term = casesWorker, q.WorkerKey
	case q.Status != "":
		i, term = casesStatus, string(q.Status)
	}
	l := list[*archive.Case]{kind: archive.CaseRecord, walk: r.under(i, term), cursor: q.Cursor, limit: q.Limit}
	l.walk.reverse = !q.OldestFirst
	l.keep = func(c *archive.Case) bool { return q.Status == "" || c.Status == q.Status }
	p, err := l.page(ctx, r)
	if err == nil && i != casesWorker {
		p.Total, err = r.total(i, term)
	}
	return p, err
}

// CasesByWorkerKey returns the cases of a worker: "passport:C7120384",
// "nik:3201…" or "name:" with archive.NameKey of the name; see WorkerKeys.
func (r *Reader) CasesByWorkerKey(ctx context.Context, key string) ([]*archive.Case, error) {
	return all(each[*archive.Case](ctx, r, archive.CaseRecord, r.under(casesWorker, key)))
}
