// Package storage keeps the archive: a journal of acts and a folder of blobs are
// the truth, a Badger view of every record's current state follows them.
//
//	lock                         held by the one process that has the folder open
//	origin.json                  installation and incarnation
//	journal/00000001.jsonl       acts, one line each, chained by hash; closed segments are read-only
//	journal/cut-*.bin            ends of writes that power or process cut short, kept aside
//	blobs/ab/ab12…               files as received and transcripts, by SHA-256. No extension:
//	                             what a blob is, stands in the record that names it
//	access/00000001.jsonl        who looked at what, in the journal's format, with its own chain
//	records/                     the Badger view; may be deleted
//
// The first line of each write to a journal begins with "{", further lines of
// the same write with a space. So a broken end of the last write, which nobody
// was told of, can be told from damage to what was acknowledged.
//
// # Key space of the records view
//
// Every value has a CRC-32C of key and value in front and is checked whenever it
// is read. L is the level, one digit; 0 is a NUL byte; "…" ends in 0 and the id.
// Secondary keys have no value. Lists for a clearance read the levels up to it
// and merge them; they never touch a key above.
//
//	key                          value, use
//	m                            JSON: layout, origin, last act applied, last act known to be on the disk
//	r/<kind>/<id>                revision, SHA-256 of the body, body
//	h/<kind>/<id>0<seq>          an act that changed the record
//	p/<bucket>/<key>             private value with an end: sessions; not in the journal
//	c<index>L<term>              count of the keys under the term (D, S, A, C, L, M, U)
//	xDL<o>0<day>…                documents by day; o is the order: d date, r received, e entered
//	xSL<o><status>0<day>…        documents by status
//	xAL<o><agency>0<day>…        documents from, to or copied to an agency
//	xCL<o><case>0<day>…          documents of a case
//	xNL<skeleton>0<date>…        documents by number
//	xQL<skeleton>0<date>…        documents that cite a number not found yet
//	xQL@<day>0<date>…            documents that cite something of a day not found yet
//	xTL<document>0<date>…        documents that cite a document
//	xBL<sum>0…                   documents that hold a blob
//	xRL<book>/<year>0<number>…   documents in a register book
//	xLL<s>0<due>…                deadlines by due date; s is o open or s settled; "~" has none
//	xKL<s><case>0<due>…          deadlines of a case
//	xFL<s><document>0<due>…      deadlines from a document
//	xOL<s><agency>0<due>…        deadlines owed by an agency
//	xPL<s><agency>0<due>…        deadlines owed to an agency
//	xML0<opened>…                cases
//	xUL<status>0<opened>…        cases by status
//	xWL<worker key>0<opened>…    cases by passport, NIK or spelling key of a name
//	xGL<document>0<date>…        meetings of a document
//	xIL<document>0<number>…      dispositions on a document
//	xJL<s><box><user>0<given>…   dispositions; box is t for, f from the user, neither for all
//	xYL<login>0…                 account by login
//	xZL<sum>0…                   token by the SHA-256 of its secret
//
// # When something is broken
//
// A view that is damaged, ahead of the journal or of another origin is rebuilt
// when the archive opens; so is one that holds the last write, which nobody was
// told of, when the power let the journal have a part of it only. A damaged journal is never mended: the archive opens
// for reading, with what can be read before and after the damage, and refuses
// every act with code Damaged until the damaged file has been put back from a
// backup and the archive opened again; see Archive.ReadOnly.
package storage

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// Options are what Open needs to know.
type Options struct {
	Dir string
	// Reserve is the free disk space to keep, in bytes: 0 is the larger of 512 MB
	// and 2 % of the disk, negative is none.
	Reserve  int64
	Log      *slog.Logger     // nil is silent
	Now      func() time.Time // nil is time.Now
	Progress func(task string, done, total int64)
}

// Archive is an open data folder. All methods may be used by many goroutines.
type Archive struct {
	dir      string
	log      *slog.Logger
	now      func() time.Time
	progress func(task string, done, total int64)
	lock     *os.File
	origin   origin
	space    space
	blobs    *Blobs
	view     *view
	journal  *journal // of whoever has the turn
	access   *accessLog

	turn      chan struct{} // full while somebody writes acts, his own and those of
	requests  chan *request // all who wait
	stop      chan struct{} // closed by Close
	stopping  sync.Once
	checking  sync.WaitGroup // the journal, once, after opening
	stopCheck context.CancelFunc

	mu      sync.Mutex
	head    Head
	changed chan struct{} // closed at the next commit
	fault   error         // why the archive is read-only
}

func (o Options) withDefaults() Options {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Progress == nil {
		o.Progress = func(string, int64, int64) {}
	}
	return o
}

// Open opens a data folder, or makes a new one. It cuts off the end of a write
// that was never acknowledged, catches the records view up, or rebuilds it. A
// folder that another process holds is an error with code Locked. A damaged
// journal is no error here: see ReadOnly.
func Open(ctx context.Context, o Options) (*Archive, error) {
	o = o.withDefaults()
	if err := makeFolder(o.Dir); err != nil {
		return nil, err
	}
	lock, err := lockFolder(o.Dir)
	if err != nil {
		return nil, err
	}
	a := &Archive{
		dir: o.Dir, log: o.Log, now: o.Now, progress: o.Progress, lock: lock,
		turn: make(chan struct{}, 1), requests: make(chan *request), stop: make(chan struct{}),
		changed: make(chan struct{}),
	}
	if err := a.open(ctx, o); err != nil {
		return nil, errors.Join(fmt.Errorf("open archive %s: %w", o.Dir, err), a.release())
	}
	checking, stop := context.WithCancel(context.WithoutCancel(ctx))
	a.stopCheck = stop
	a.checking.Go(func() { a.checkJournal(checking) })
	return a, nil
}

// checkJournal reads the whole journal once, behind the open archive: opening
// looks at its end only. Damage further up makes the archive read-only, so that
// nothing is acknowledged in a file that has to be put back from a backup.
func (a *Archive) checkJournal(ctx context.Context) {
	if a.ReadOnly() != nil {
		return
	}
	for _, err := range a.Acts(ctx, 0) {
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			a.fail(err)
			return
		}
	}
}

func (a *Archive) open(ctx context.Context, o Options) (err error) {
	if a.space, err = newSpace(o.Dir, o.Reserve); err != nil {
		return err
	}
	if a.blobs, err = openBlobs(filepath.Join(o.Dir, "blobs"), a.space, o.Log); err != nil {
		return err
	}
	if err := a.openTruth(ctx); err != nil {
		return err
	}
	if a.fault == nil {
		a.journal, err = openJournal(journalDir(o.Dir), segmentSize)
		if err != nil {
			return err
		}
		if err := a.view.acknowledge(); err != nil { // opening has synced the journal
			return err
		}
	}
	a.access, err = openAccess(ctx, a)
	return err
}

// release gives back what Open took.
func (a *Archive) release() error {
	var errs []error
	if a.access != nil {
		errs = append(errs, a.access.close())
	}
	if a.view != nil {
		if a.journal != nil && a.ReadOnly() == nil {
			errs = append(errs, a.view.acknowledge())
		}
		errs = append(errs, a.view.close())
	}
	if a.journal != nil {
		errs = append(errs, a.journal.close())
	}
	return errors.Join(append(errs, a.lock.Close())...)
}

// Close finishes the acts under way, waits for readers and lets the folder go.
// Closing twice is no error.
func (a *Archive) Close() (err error) {
	a.stopping.Do(func() {
		close(a.stop)
		a.stopCheck()
		a.checking.Wait()
		a.turn <- struct{}{} // for good
		if err = a.release(); err != nil {
			err = fmt.Errorf("close archive: %w", err)
		}
	})
	return err
}

// Dir returns the data folder.
func (a *Archive) Dir() string { return a.dir }

// Origin returns installation and incarnation as acts carry them.
func (a *Archive) Origin() string { return a.origin.String() }

// Blobs returns the files by content.
func (a *Archive) Blobs() *Blobs { return a.blobs }

// Head returns number and hash of the last act; 0 and "" before the first.
func (a *Archive) Head() (seq uint64, hash string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.head.Seq, a.head.Hash
}

// ReadOnly returns nil, or why no act is accepted: damage found in the journal
// when opening, or a write that failed. Reading goes on.
func (a *Archive) ReadOnly() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.fault
}

func (a *Archive) fail(err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.fault == nil {
		a.fault = err
		a.log.Error("the archive is read-only", "error", err)
	}
}

// Wait returns when an act after the given one has been committed, and with an
// error when ctx ends or the archive is closed.
func (a *Archive) Wait(ctx context.Context, after uint64) error {
	for {
		a.mu.Lock()
		head, changed := a.head.Seq, a.changed
		a.mu.Unlock()
		if head > after {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		case <-a.stop:
			return errClosed
		}
	}
}

func journalDir(dir string) string { return filepath.Join(dir, "journal") }
func recordsDir(dir string) string { return filepath.Join(dir, "records") }
func accessDir(dir string) string  { return filepath.Join(dir, "access") }
