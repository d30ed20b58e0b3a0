package storage

import (
	"context"
	"iter"
	"slices"

	"lintas/archive"
)

// Order is which of its three dates a document is listed by.
type Order string

// The orders. Documents without the date come last when newest is first.
const (
	ByDate     Order = "date" // of the letter
	ByReceived Order = "received"
	ByEntered  Order = "entered"
)

// Roles of an agency in DocumentQuery.
const (
	RoleFrom   = "from"
	RoleTo     = "to"
	RoleCopies = "copies"
)

// DocumentQuery asks for documents; empty fields do not narrow the list.
type DocumentQuery struct {
	Order       Order        // default ByDate
	From, To    archive.Date // bounds of the date that Order names, inclusive; documents without it are left out
	Status      archive.Status
	Agency      string // id
	Role        string // of Agency; "" is any
	Case        string // id
	Number      string // skeleton, whole; the order is then by the letter's date
	Book        string // register book, see archive.Book; with Year, and in the order of its numbers
	Year        int    // of Book
	Direction   archive.Direction
	Kind        archive.Kind
	OldestFirst bool
	Cursor      string
	Limit       int // default 50, at most 1000
}

// Documents returns a page of documents. Total is known where nothing but one of
// status, agency and case narrows the list.
func (r *Reader) Documents(ctx context.Context, q DocumentQuery) (Page[*archive.Document], error) {
	w, err := q.walk(r)
	if err != nil {
		return Page[*archive.Document]{}, err
	}
	keep := func(d *archive.Document) bool {
		s := outline(d)
		return q.matches(&s)
	}
	l := list[*archive.Document]{kind: archive.DocumentRecord, walk: w, keep: keep, cursor: q.Cursor, limit: q.Limit}
	p, err := l.page(ctx, r)
	if err == nil && q.plain() {
		i, term := q.index()
		p.Total, err = r.total(i, orderDate+term)
	}
	return p, err
}

// walk is the journey over the keys that narrow the list most.
func (q DocumentQuery) walk(r *Reader) (walk, error) {
	letter, err := orderLetter(q.Order)
	if err != nil {
		return walk{}, err
	}
	i, term := q.index()
	w := r.under(i, letter+term)
	if i == documentsNumber || i == documentsBook {
		w = r.under(i, term)
	}
	w.reverse = !q.OldestFirst
	w.between(q.From, q.To)
	if q.From == "" && q.To != "" {
		w.from = []byte("0") // not those without a date
	}
	return w, nil
}

func orderLetter(o Order) (string, error) {
	switch o {
	case "", ByDate:
		return orderDate, nil
	case ByReceived:
		return orderReceived, nil
	case ByEntered:
		return orderEntered, nil
	}
	return "", invalid("sort", "Urutan tidak dikenal; pilih date, received atau entered.", "The order is not known; choose date, received or entered.")
}

// index chooses the keys that narrow the list most.
func (q DocumentQuery) index() (index, string) {
	switch {
	case q.Book != "":
		return documentsBook, bookTerm(q.Book, q.Year)
	case q.Number != "":
		return documentsNumber, q.Number
	case q.Case != "":
		return documentsCase, q.Case
	case q.Status != "" && q.Status != archive.Registered:
		return documentsStatus, string(q.Status)
	case q.Agency != "":
		return documentsAgency, q.Agency
	case q.Status != "":
		return documentsStatus, string(q.Status)
	}
	return documentsAll, ""
}

// plain reports whether one kept count answers the whole query.
func (q DocumentQuery) plain() bool {
	narrow := 0
	for _, set := range []bool{q.Status != "", q.Agency != "", q.Case != ""} {
		if set {
			narrow++
		}
	}
	return narrow <= 1 && q.Number == "" && q.Book == "" && q.From == "" && q.To == "" && q.Role == "" && q.Direction == "" && q.Kind == ""
}

func (q DocumentQuery) matches(d *Sketch) bool {
	day := d.Date
	switch q.Order {
	case ByReceived:
		day = d.Received
	case ByEntered:
		day = d.Entered
	}
	switch {
	case q.Status != "" && d.Status != q.Status,
		q.Direction != "" && d.Direction != q.Direction,
		q.Kind != "" && d.Kind != q.Kind,
		q.From != "" && day < q.From,
		q.To != "" && (day == "" || day > q.To),
		q.Agency != "" && !q.concerns(d),
		q.Case != "" && !slices.ContainsFunc(d.Cases, func(c archive.CaseLink) bool { return c.Case == q.Case }),
		q.Number != "" && !slices.ContainsFunc(d.Numbers, func(n string) bool { return archive.Skeleton(n) == q.Number }):
		return false
	}
	return true
}

func (q DocumentQuery) concerns(d *Sketch) bool {
	is := func(p archive.Party) bool { return p.Agency == q.Agency }
	any := q.Role == ""
	return (any || q.Role == RoleFrom) && is(d.From) ||
		(any || q.Role == RoleTo) && slices.ContainsFunc(d.To, is) ||
		(any || q.Role == RoleCopies) && slices.ContainsFunc(d.Copies, is)
}

// AllDocuments yields every document, by id. It keeps one state of the archive in
// view while it lasts.
func (r *Reader) AllDocuments(ctx context.Context) iter.Seq2[*archive.Document, error] {
	return ofKind[*archive.Document](ctx, r, archive.DocumentRecord)
}

// DocumentsByStatus yields the documents of a status, oldest entry first.
func (r *Reader) DocumentsByStatus(ctx context.Context, s archive.Status) iter.Seq2[*archive.Document, error] {
	return r.documents(ctx, documentsStatus, orderEntered+string(s))
}

// DocumentsByNumber returns the documents with a number of this skeleton, see
// archive.Skeleton. Numbers are not unique.
func (r *Reader) DocumentsByNumber(ctx context.Context, skeleton string) ([]*archive.Document, error) {
	return all(r.documents(ctx, documentsNumber, skeleton))
}

// DocumentsCiting returns the documents with a reference to a number of this
// skeleton whose target has not been found yet.
func (r *Reader) DocumentsCiting(ctx context.Context, skeleton string) ([]*archive.Document, error) {
	return all(r.documents(ctx, documentsCiting, skeleton))
}

// CitedBy returns the documents with a reference whose target is the document.
func (r *Reader) CitedBy(ctx context.Context, document string) ([]*archive.Document, error) {
	return all(r.documents(ctx, documentsTarget, document))
}

// DocumentsByBlob returns the documents that hold a file or transcript.
func (r *Reader) DocumentsByBlob(ctx context.Context, sum string) ([]*archive.Document, error) {
	return all(r.documents(ctx, documentsBlob, sum))
}

func (r *Reader) documents(ctx context.Context, i index, term string) iter.Seq2[*archive.Document, error] {
	return each[*archive.Document](ctx, r, archive.DocumentRecord, r.under(i, term))
}
