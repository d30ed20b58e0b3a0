package storage

import (
	"context"

	"lintas/archive"
)

// DeadlineQuery asks for deadlines; empty fields do not narrow the list. Due
// dates count after extensions. Deadlines without a due date come last, and are
// left out where DueTo is given.
type DeadlineQuery struct {
	DueFrom, DueTo archive.Date // inclusive
	OwedBy, OwedTo string       // ids of agencies
	Case, Document string       // ids
	Open           bool         // neither answered nor waived
	Settled        bool         // answered or waived; with Open too, both
	LatestFirst    bool
	Cursor         string
	Limit          int // default 50, at most 1000
}

// Deadlines returns a page of deadlines, the earliest due date first. Total is
// known where nothing but Open or Settled narrows the list.
func (r *Reader) Deadlines(ctx context.Context, q DeadlineQuery) (Page[*archive.Deadline], error) {
	l := list[*archive.Deadline]{kind: archive.DeadlineRecord, walk: q.walk(r), cursor: q.Cursor, limit: q.Limit}
	if q.narrowings() > 1 {
		l.keep = q.matches
	}
	p, err := l.page(ctx, r)
	if err != nil || q.narrowings() > 0 || q.DueFrom != "" || q.DueTo != "" {
		return p, err
	}
	p.Total = 0
	for _, state := range q.states() {
		n, err := r.total(deadlinesAll, state)
		if err != nil {
			return p, err
		}
		p.Total += n
	}
	return p, nil
}

// CountDeadlines returns the length of the list. It reads keys only, unless more
// than one of agency, case and document is given.
func (r *Reader) CountDeadlines(ctx context.Context, q DeadlineQuery) (int, error) {
	n := 0
	err := r.with(func(s *snapshot) error {
		return s.walk(ctx, q.walk(r), func(st step) error {
			if q.narrowings() > 1 {
				d, err := pointed[*archive.Deadline](s, archive.DeadlineRecord, st.rest)
				if err != nil {
					return err
				}
				if !q.matches(d) {
					return nil
				}
			}
			n++
			return nil
		})
	})
	return n, err
}

func (q DeadlineQuery) states() []string {
	switch {
	case q.Open && !q.Settled:
		return []string{stateOpen}
	case q.Settled && !q.Open:
		return []string{stateSettled}
	}
	return []string{stateOpen, stateSettled}
}

func (q DeadlineQuery) narrowings() int {
	n := 0
	for _, id := range []string{q.OwedBy, q.OwedTo, q.Case, q.Document} {
		if id != "" {
			n++
		}
	}
	return n
}

func (q DeadlineQuery) walk(r *Reader) walk {
	i, id := deadlinesAll, ""
	switch {
	case q.Document != "":
		i, id = deadlinesDocument, q.Document
	case q.Case != "":
		i, id = deadlinesCase, q.Case
	case q.OwedBy != "":
		i, id = deadlinesOwedBy, q.OwedBy
	case q.OwedTo != "":
		i, id = deadlinesOwedTo, q.OwedTo
	}
	terms := q.states()
	for n := range terms {
		terms[n] += id
	}
	w := r.under(i, terms...)
	w.reverse = q.LatestFirst
	w.between(q.DueFrom, q.DueTo)
	return w
}

func (q DeadlineQuery) matches(d *archive.Deadline) bool {
	return (q.OwedBy == "" || d.OwedBy.Agency == q.OwedBy) &&
		(q.OwedTo == "" || d.OwedTo.Agency == q.OwedTo) &&
		(q.Case == "" || d.Case == q.Case) &&
		(q.Document == "" || d.Document == q.Document)
}
