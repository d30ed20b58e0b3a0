package storage

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"strings"

	"lintas/archive"
)

// Page is a part of a list.
type Page[T any] struct {
	Items []T
	// Next is the cursor of the page that follows, "" at the end. It marks a place
	// between two records, so that nothing is shown twice or passed over while
	// records arrive.
	Next string
	// Total is the number of records in the whole list, where it is known without
	// reading them; -1 where it is not.
	Total int
}

const (
	defaultLimit = 50
	mostLimit    = 1000
)

// list is a walk over secondary keys, a page at a time.
type list[T archive.Record] struct {
	kind   archive.RecordKind
	walk   walk
	keep   func(T) bool // nil keeps all
	cursor string
	limit  int
}

// page reads one page.
func (l list[T]) page(ctx context.Context, r *Reader) (Page[T], error) {
	p := Page[T]{Total: -1}
	if l.limit <= 0 {
		l.limit = defaultLimit
	}
	l.limit = min(l.limit, mostLimit)
	if err := l.resume(); err != nil {
		return p, err
	}
	var last []byte
	err := r.with(func(s *snapshot) error {
		return s.walk(ctx, l.walk, func(st step) error {
			rec, err := pointed[T](s, l.kind, st.rest)
			if err != nil {
				return err
			}
			if l.keep != nil && !l.keep(rec) {
				return nil
			}
			if len(p.Items) == l.limit {
				p.Next = cursorOf(last)
				return errStop
			}
			p.Items = append(p.Items, rec)
			last = bytes.Clone(st.rest)
			return nil
		})
	})
	return p, err
}

// resume moves the start of the walk behind the cursor.
func (l *list[T]) resume() error {
	if l.cursor == "" {
		return nil
	}
	rest, err := base64.RawURLEncoding.DecodeString(l.cursor)
	if err != nil || bytes.IndexByte(rest, 0) < 0 {
		return errors.Join(invalid("cursor", "Penanda halaman tidak dikenal; mulai lagi dari halaman pertama.", "The page cursor is not known; start again from the first page."), err)
	}
	if l.walk.reverse {
		if l.walk.to == nil || bytes.Compare(rest, l.walk.to) < 0 {
			l.walk.to = rest
		}
		return nil
	}
	rest = append(rest, 0) // the next possible key
	if bytes.Compare(rest, l.walk.from) > 0 {
		l.walk.from = rest
	}
	return nil
}

func cursorOf(rest []byte) string { return base64.RawURLEncoding.EncodeToString(rest) }

// cutKey takes what follows a prefix apart.
func cutKey(rest []byte) (sort, id string) {
	sort, id, _ = strings.Cut(string(rest), "\x00")
	return sort, id
}

// between bounds a walk by days, both inclusive; "" is no bound.
func (w *walk) between(from, to archive.Date) {
	if from != "" {
		w.from = []byte(from)
	}
	if to != "" {
		w.to = []byte(string(to) + "\x01") // after every id of the day
	}
}

// total adds up the counts of a term over the levels that the viewer may see.
func (r *Reader) total(i index, term string) (int, error) {
	sum := 0
	err := r.with(func(s *snapshot) error {
		for _, level := range r.levels() {
			n, err := s.count(i, level, term)
			if err != nil {
				return err
			}
			sum += n
		}
		return nil
	})
	return sum, err
}

// Counts are numbers for the home page, of what the viewer may see. They are
// kept, not counted: reading them costs the same in every archive.
type Counts struct {
	Documents        map[archive.Status]int
	Cases            map[archive.CaseStatus]int
	OpenDeadlines    int
	SettledDeadlines int
}

// Counts returns them.
func (r *Reader) Counts(context.Context) (Counts, error) {
	c := Counts{Documents: map[archive.Status]int{}, Cases: map[archive.CaseStatus]int{}}
	var errs []error
	number := func(i index, term string) int {
		n, err := r.total(i, term)
		errs = append(errs, err)
		return n
	}
	for _, s := range []archive.Status{archive.Reading, archive.ToConfirm, archive.Registered, archive.SetAside, archive.Withdrawn} {
		c.Documents[s] = number(documentsStatus, orderDate+string(s))
	}
	for _, s := range []archive.CaseStatus{archive.CaseOpen, archive.CasePaused, archive.CaseDone} {
		c.Cases[s] = number(casesStatus, string(s))
	}
	c.OpenDeadlines = number(deadlinesAll, stateOpen)
	c.SettledDeadlines = number(deadlinesAll, stateSettled)
	return c, errors.Join(errs...)
}
