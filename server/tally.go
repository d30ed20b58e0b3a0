package server

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"lintas/archive"
	"lintas/storage"
)

// tally keeps what the home page counts of documents and storage has no key for:
// how many came and went in each month, and how many wait for OCR, for each level.
// It reads all documents once and follows the journal from there, so that asking
// costs next to nothing in an archive of any size.
type tally struct {
	archive *storage.Archive

	mu      sync.Mutex
	begun   bool
	reached uint64 // the last act counted
	known   map[string]tallied
	months  [len(archive.Levels)]map[monthKey]int
	ocr     [len(archive.Levels)]int
	failed  map[string]bool // ids of documents not read, or not wholly
}

// monthKey is a month as year times 12 plus month, and a direction.
type monthKey struct {
	month    int
	outgoing bool
}

// tallied is what a document counts for.
type tallied struct {
	key    monthKey // key.month 0: for no month
	level  uint8
	waits  bool // for OCR
	failed bool // could not be read, or not all of its pages
	exists bool
}

func newTally(a *storage.Archive) *tally {
	t := &tally{archive: a, known: map[string]tallied{}, failed: map[string]bool{}}
	for i := range t.months {
		t.months[i] = map[monthKey]int{}
	}
	return t
}

func monthOf(d archive.Date) int {
	if !d.Valid() {
		return 0
	}
	return d.Year()*12 + int(d.Time().Month()) - 1
}

// weigh says what a document counts for. A letter that came counts in the month of
// its receipt, one that went in that of its date.
func weigh(doc *archive.Document) tallied {
	failed := doc.Status != archive.Withdrawn && (doc.Read.State == archive.ReadFailed || len(doc.Read.Unread) > 0)
	w := tallied{failed: failed, level: uint8(doc.Secrecy), waits: doc.Status == archive.ToConfirm && doc.Read.State == archive.ReadNeedsOCR, exists: true}
	switch {
	case doc.Status == archive.Withdrawn:
	case doc.Direction == archive.Incoming:
		w.key = monthKey{month: monthOf(cmp.Or(doc.Received, doc.Date, doc.Entered))}
	case doc.Direction == archive.Outgoing:
		w.key = monthKey{month: monthOf(cmp.Or(doc.Date, doc.Entered)), outgoing: true}
	}
	return w
}

func (t *tally) put(id string, now tallied) {
	was := t.known[id]
	if was.exists {
		t.add(was, -1)
	}
	t.known[id] = now
	t.add(now, 1)
	if now.failed {
		t.failed[id] = true
	} else {
		delete(t.failed, id)
	}
}

func (t *tally) add(w tallied, n int) {
	if w.key.month != 0 {
		t.months[w.level][w.key] += n
	}
	if w.waits {
		t.ocr[w.level] += n
	}
}

// catchUp counts what has happened since it last did. A document that is read in
// the first pass and changed meanwhile comes again with the journal.
func (t *tally) catchUp(ctx context.Context) error {
	if !t.begun {
		head, _ := t.archive.Head()
		for doc, err := range t.archive.Read(archive.System()).AllDocuments(ctx) {
			if err != nil {
				return fmt.Errorf("count the documents: %w", err)
			}
			t.put(doc.ID, weigh(doc))
		}
		t.begun, t.reached = true, head
	}
	for act, err := range t.archive.Acts(ctx, t.reached) {
		if err != nil {
			return fmt.Errorf("count the changes: %w", err)
		}
		for _, change := range act.Changes {
			if change.Kind != archive.DocumentRecord || change.Body == nil {
				continue
			}
			doc := new(archive.Document)
			if err := json.Unmarshal(change.Body, doc); err != nil {
				return fmt.Errorf("count the changes: %w", err)
			}
			t.put(change.ID, weigh(doc))
		}
		t.reached = act.Seq
	}
	return nil
}

// warm does the first count before somebody asks for it.
func (t *tally) warm(ctx context.Context) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.catchUp(ctx)
}

// unread returns the ids of the documents that could not be read, or not wholly, the latest
// first, as far as a clearance reaches.
func (t *tally) unread(ctx context.Context, clearance archive.Secrecy) ([]string, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.catchUp(ctx); err != nil {
		return nil, err
	}
	var ids []string
	for id := range t.failed {
		if archive.Secrecy(t.known[id].level) <= clearance {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	slices.Reverse(ids)
	return ids, nil
}

// of returns the last twelve months, oldest first, and the number of documents
// that wait for OCR, as far as a clearance reaches.
func (t *tally) of(ctx context.Context, clearance archive.Secrecy, today archive.Date) ([]monthCount, int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.catchUp(ctx); err != nil {
		return nil, 0, err
	}
	months, waiting, last := []monthCount{}, 0, monthOf(today)
	for month := last - 11; month <= last; month++ {
		count := monthCount{Month: fmt.Sprintf("%04d-%02d", month/12, month%12+1)}
		for level := archive.Ordinary; level <= clearance; level++ {
			count.Incoming += t.months[level][monthKey{month: month}]
			count.Outgoing += t.months[level][monthKey{month: month, outgoing: true}]
		}
		months = append(months, count)
	}
	for level := archive.Ordinary; level <= clearance; level++ {
		waiting += t.ocr[level]
	}
	return months, waiting, nil
}
