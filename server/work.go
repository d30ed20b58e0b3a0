package server

import (
	"context"
	"fmt"
	"runtime/debug"

	"lintas/archive"
	"lintas/storage"
)

// work is one act in the making. Records are loaded once, changed in place and put once,
// at the end, so that an act holds one new state of each record.
type work struct {
	ctx   context.Context
	desk  *Desk
	books *books
	tx    *storage.Tx
	by    string
	held  map[string]archive.Record
	turn  []archive.Record // to be put, in order
	dirty map[string]bool
}

// act carries out fn as one act. Nothing is written when fn fails, or changes nothing.
func (d *Desk) act(ctx context.Context, by, did string, fn func(*work) error) (archive.Act, error) {
	var refresh bool
	act, err := d.archive.Update(ctx, by, did, func(tx *storage.Tx) (err error) {
		// What goes wrong here must not take the one committer down with it.
		defer func() {
			if r := recover(); r != nil {
				d.log.Error("an act was given up", "did", did, "panic", r, "stack", string(debug.Stack()))
				err = fmt.Errorf("%s: panic: %v", did, r)
			}
		}()
		w := &work{ctx: ctx, desk: d, books: d.books.Load(), tx: tx, by: by, held: map[string]archive.Record{}, dirty: map[string]bool{}}
		if err := fn(w); err != nil {
			return err
		}
		for _, rec := range w.turn {
			if err := tx.Put(rec); err != nil {
				return err
			}
			switch rec.RecordKind() {
			case archive.AgencyRecord, archive.AliasRecord, archive.HolidaysRecord, archive.SettingsRecord:
				refresh = true
			}
		}
		return nil
	})
	if err != nil {
		return act, err
	}
	if refresh {
		if err := d.Refresh(); err != nil {
			d.log.Error("the books could not be read again", "error", err)
		}
	}
	return act, nil
}

func recordKey(rec archive.Record) string { return string(rec.RecordKind()) + "/" + rec.RecordID() }

// hold returns the copy of a record that this act works on: the one held already, or rec.
func hold[T archive.Record](w *work, rec T) T {
	key := recordKey(rec)
	if held, ok := w.held[key].(T); ok {
		return held
	}
	w.held[key] = rec
	return rec
}

// change says that a record is to be put when the work is done.
func (w *work) change(rec archive.Record) {
	key := recordKey(rec)
	w.held[key] = rec
	if !w.dirty[key] {
		w.dirty[key] = true
		w.turn = append(w.turn, rec)
	}
}

func (w *work) document(id string) (*archive.Document, error) {
	if held, ok := w.held[string(archive.DocumentRecord)+"/"+id].(*archive.Document); ok {
		return held, nil
	}
	doc, err := w.tx.Document(id)
	if err != nil {
		return nil, err
	}
	return hold(w, doc), nil
}

func (w *work) kase(id string) (*archive.Case, error) {
	if held, ok := w.held[string(archive.CaseRecord)+"/"+id].(*archive.Case); ok {
		return held, nil
	}
	c, err := w.tx.Case(id)
	if err != nil {
		return nil, err
	}
	return hold(w, c), nil
}

func (w *work) agency(id string) (*archive.Agency, error) {
	if held, ok := w.held[string(archive.AgencyRecord)+"/"+id].(*archive.Agency); ok {
		return held, nil
	}
	a, err := w.tx.Agency(id)
	if err != nil {
		return nil, err
	}
	return hold(w, a), nil
}

func (w *work) meeting(id string) (*archive.Meeting, error) {
	if held, ok := w.held[string(archive.MeetingRecord)+"/"+id].(*archive.Meeting); ok {
		return held, nil
	}
	m, err := w.tx.Meeting(id)
	if err != nil {
		return nil, fmt.Errorf("meeting %s: %w", id, err)
	}
	return hold(w, m), nil
}

// deadlines returns the deadlines whose source is a document.
func (w *work) deadlines(document string) ([]*archive.Deadline, error) {
	var all []*archive.Deadline
	q := storage.DeadlineQuery{Document: document, Limit: 200}
	for {
		page, err := w.tx.Deadlines(w.ctx, q)
		if err != nil {
			return nil, fmt.Errorf("deadlines of document %s: %w", document, err)
		}
		for _, due := range page.Items {
			all = append(all, hold(w, due))
		}
		if page.Next == "" {
			break
		}
		q.Cursor = page.Next
	}
	for _, rec := range w.turn { // those this act adds
		if due, ok := rec.(*archive.Deadline); ok && due.Document == document && due.Rev == 0 {
			all = append(all, due)
		}
	}
	return all, nil
}

// ids of records are ULIDs: they sort by the time they were made.
func (w *work) newID() string { return w.desk.newID() }

// seenAt reports whether a record may be known to somebody who may know another: the
// machine never writes the id of a record into one of a lower level.
func seenAt(rec archive.Record, level archive.Secrecy) bool { return rec.Level() <= level }
