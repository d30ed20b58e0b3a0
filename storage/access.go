package storage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"sync"
	"time"

	"lintas/archive"
)

const (
	accessRhythm = time.Second // longest time until an entry is on the disk
	mostWaiting  = 100_000     // entries, when the disk stalls
)

// accessLog is a second journal, of who looked at what. Entries are written at
// once in the background and made durable within a second; nobody waits for it.
type accessLog struct {
	archive *Archive
	journal *journal // the goroutine's
	head    Head     // the goroutine's

	mu      sync.Mutex
	waiting []archive.Act
	written Head
	fault   error
	wake    chan struct{} // holds at most one signal
	stop    chan struct{}
	done    chan struct{}
}

func openAccess(ctx context.Context, a *Archive) (*accessLog, error) {
	l := &accessLog{archive: a, wake: make(chan struct{}, 1), stop: make(chan struct{}), done: make(chan struct{})}
	segs, err := segments(accessDir(a.dir))
	if err != nil && archive.CodeOf(err) != archive.Damaged {
		return nil, err
	}
	rp := &replay{segs: segs, each: func(archive.Act, int) error { return nil }}
	start, bad := lastGood(segs)
	if err = errors.Join(err, bad); err == nil {
		err = rp.run(ctx, start)
	}
	if err = errors.Join(err, rp.fault); err != nil { // reading documents goes on without it
		l.fault = err
		a.log.Error("the access log is damaged and takes no entries", "error", err)
		close(l.done)
		return l, nil
	}
	if rp.torn != nil {
		name, err := cut(segs, *rp.torn, a.now())
		if err != nil {
			return nil, err
		}
		a.log.Warn("the access log's last write was cut short; its rest is kept aside", "kept", name)
	}
	if l.journal, err = openJournal(accessDir(a.dir), segmentSize); err != nil {
		return nil, err
	}
	l.head, l.written = rp.head, rp.head
	go l.run()
	return l, nil
}

// lastGood returns an act near the end from which a journal can be replayed
// without reading all of it: the first of the last two segments' last megabyte.
func lastGood(segs []segment) (Head, error) {
	for i := len(segs) - 1; i >= 0; i-- {
		from := place{0, 0}
		if segs[i].size > 1<<20 {
			from.offset = segs[i].size - 1<<20
		}
		for l, err := range lines(segs[i:i+1], from) {
			if err != nil {
				return Head{}, err
			}
			if act, bad := l.parse(); bad == nil && act.Check(act.Seq, act.Prev) == nil {
				return Head{act.Seq, act.Hash}, nil
			}
		}
	}
	return Head{}, nil
}

// RecordAccess notes that a viewer looked at a record, searched or exported; did
// is archive.DidAccess or archive.DidExport, detail a few words or a query. It
// never waits for the disk; an entry is durable within a second. An access log
// that cannot be written is an error with code Damaged.
func (a *Archive) RecordAccess(_ context.Context, v archive.Viewer, did string, kind archive.RecordKind, id, detail string) error {
	c := archive.Change{Kind: kind, ID: id}
	if detail != "" {
		body, err := json.Marshal(map[string]string{"detail": detail})
		if err != nil {
			return fmt.Errorf("record access: %w", err)
		}
		c.Body = body
	}
	c.Sum = archive.SumOf(c.Body)
	act := archive.Act{
		At: a.now().UTC().Round(0).Truncate(time.Microsecond), Origin: a.origin.String(),
		By: v.ID, Did: did, Changes: []archive.Change{c},
	}
	l := a.access
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.fault != nil {
		return damaged("the access log cannot be written", l.fault)
	}
	if len(l.waiting) >= mostWaiting {
		return damaged("the access log cannot be written fast enough", nil)
	}
	l.waiting = append(l.waiting, act)
	select {
	case l.wake <- struct{}{}:
	default:
	}
	return nil
}

// AccessActs yields the entries of the access log after a number that have been
// written so far.
func (a *Archive) AccessActs(ctx context.Context, after uint64) iter.Seq2[archive.Act, error] {
	return func(yield func(archive.Act, error) bool) {
		a.access.mu.Lock()
		to := a.access.written.Seq
		a.access.mu.Unlock()
		if after < to {
			actsOf(ctx, accessDir(a.dir), after, to, yield)
		}
	}
}

func (l *accessLog) run() {
	defer close(l.done)
	var due <-chan time.Time
	for {
		select {
		case <-l.wake:
			if l.note(l.write()) && due == nil {
				due = time.After(accessRhythm)
			}
		case <-due:
			due = nil
			l.note(l.journal.sync())
		case <-l.stop:
			if l.note(l.write()) {
				l.note(l.journal.sync())
			}
			return
		}
	}
}

// note remembers the first error; after it nothing is written any more.
func (l *accessLog) note(err error) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err != nil && l.fault == nil {
		l.fault = err
		l.archive.log.Error("the access log takes no more entries", "error", err)
	}
	return l.fault == nil
}

func (l *accessLog) write() error {
	if l.archive.space.keep(l.archive.space.reserve/machineShare, 0) != nil {
		return nil // entries wait until there is room
	}
	l.mu.Lock()
	acts := l.waiting
	l.waiting = nil
	fault := l.fault
	l.mu.Unlock()
	if fault != nil || len(acts) == 0 {
		return fault
	}
	var raw []byte
	for i := range acts {
		var err error
		if raw, err = seal(&acts[i], l.head, raw); err != nil {
			return err
		}
		l.head = Head{acts[i].Seq, acts[i].Hash}
	}
	if err := l.journal.append(raw); err != nil {
		return err
	}
	l.mu.Lock()
	l.written = l.head
	l.mu.Unlock()
	return nil
}

func (l *accessLog) close() error {
	if l.journal == nil {
		return nil
	}
	close(l.stop)
	<-l.done
	return l.journal.close()
}
