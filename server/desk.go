// Package server is the records office: the Desk, where everything happens that
// happens to the archive, and the HTTP server in front of it.
//
// The Desk knows no HTTP. It receives documents, has them read, links them,
// keeps the index up with the journal and answers searches; the command line
// uses it the same way as the HTTP half does.
//
// The machine never writes the id of a record into one of a lower level: neither what
// stands in a record nor that it changed may tell of something above it. What people tie
// together across levels is hidden on the way out by the Show methods, which every record
// passes through.
package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/oklog/ulid/v2"

	"lintas/archive"
	"lintas/index"
	"lintas/reading"
	"lintas/storage"
)

// Desk is the one place where the archive is changed. Its methods may be called
// by several goroutines.
type Desk struct {
	cfg         Config
	log         *slog.Logger
	archive     *storage.Archive
	index       *index.Index
	pool        *reading.Pool
	transcripts *transcripts
	books       atomic.Pointer[books]
	queue       *queue
	scans       *scans
	starts      sync.Map // id of a document in work → times its reading was started, int
	follower    follower
	drawing     drawing
	local       localSecret
	states      states

	idLock  sync.Mutex
	entropy io.Reader
}

// Folders of the views and caches in the data folder.
const (
	indexFolder   = "index"
	previewFolder = "preview"
)

// OpenDesk opens the archive in cfg.Dir, creating it when it is not there, and its
// index. Nothing is read or indexed before Run.
func OpenDesk(ctx context.Context, cfg Config) (*Desk, error) {
	cfg = cfg.withDefaults()
	store, err := storage.Open(ctx, storage.Options{Dir: cfg.Dir, Reserve: cfg.Reserve, Log: cfg.Log, Now: cfg.Now, Progress: cfg.Progress})
	if err != nil {
		return nil, err
	}
	d := &Desk{cfg: cfg, log: cfg.Log, archive: store, queue: newQueue(), scans: newScans(), entropy: newEntropy()}
	if err := d.open(ctx); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

func (d *Desk) open(ctx context.Context) (err error) {
	if d.transcripts, err = newTranscripts(d.archive.Blobs()); err != nil {
		return err
	}
	if err := d.seed(ctx); err != nil {
		return err
	}
	if err := d.Refresh(); err != nil {
		return err
	}
	d.index, err = index.Open(ctx, index.Options{Dir: filepath.Join(d.cfg.Dir, indexFolder), Log: d.log, Now: d.cfg.Now})
	if err != nil {
		return fmt.Errorf("open the index: %w", err)
	}
	d.index.SetDirectory(d.Directory(), d.Settings().Synonyms...)
	d.pool = reading.NewPool(reading.PoolOptions{Workers: d.cfg.Workers, Command: d.cfg.ReaderCommand, Cache: d.cfg.ReaderCache, Log: d.log})
	if err := d.resumeReading(ctx); err != nil {
		return err
	}
	return d.checkIndex(ctx)
}

// seed puts the agencies that come with the program into a new archive.
func (d *Desk) seed(ctx context.Context) error {
	agencies, err := d.archive.Read(archive.System()).Agencies(ctx)
	if err != nil {
		return fmt.Errorf("look for agencies: %w", err)
	}
	if len(agencies) > 0 {
		return nil
	}
	if agencies, err = archive.SeedAgencies(); err != nil {
		return fmt.Errorf("the agencies that come with the program: %w", err)
	}
	_, err = d.archive.Update(ctx, archive.BySystem, archive.DidStart, func(tx *storage.Tx) error {
		for _, a := range agencies {
			if err := tx.Put(a); err != nil {
				return fmt.Errorf("agency %s: %w", a.ID, err)
			}
		}
		return nil
	})
	return err
}

// Close ends the reader's children and closes index and archive. Run must have
// returned before.
func (d *Desk) Close() error {
	var errs []error
	if d.pool != nil {
		errs = append(errs, d.pool.Close())
	}
	if d.index != nil {
		errs = append(errs, d.index.Close())
	}
	if d.transcripts != nil {
		errs = append(errs, d.transcripts.close())
	}
	errs = append(errs, d.local.remove(), d.archive.Close())
	return errors.Join(errs...)
}

// Run reads what waits to be read, scans last, and keeps the index at the journal's head until
// ctx ends. No goroutine outlives it.
func (d *Desk) Run(ctx context.Context) error {
	var running sync.WaitGroup
	running.Go(func() { d.readAll(ctx) })
	running.Go(func() { d.followJournal(ctx) })
	running.Go(func() { d.readScans(ctx) })
	running.Go(func() { d.restIndex(ctx) })
	running.Wait()
	return nil
}

// Settled waits until nothing is queued for reading and the index stands at the
// journal's head. Run must be running. Scans may still wait for OCR, see ScansRead.
func (d *Desk) Settled(ctx context.Context) error {
	for {
		read, indexed := d.queue.changed.next(), d.follower.moved.next()
		waiting, working := d.queue.counts()
		head, _ := d.archive.Head()
		if waiting+working == 0 && d.follower.at() >= head {
			return nil
		}
		select {
		case <-read:
		case <-indexed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Archive is the storage behind the desk.
func (d *Desk) Archive() *storage.Archive { return d.archive }

// Index is the full-text view behind the desk.
func (d *Desk) Index() *index.Index { return d.index }

// Today is the calendar day in the installation's time zone.
func (d *Desk) Today() archive.Date { return archive.DateOf(d.cfg.Now().In(d.books.Load().zone)) }

// Calendar is the national calendar of working days.
func (d *Desk) Calendar() *archive.Calendar { return d.books.Load().calendar("") }

// Holidays are the lists the calendars are made of: those that come with the program, less
// those an import has replaced, and the imported ones.
func (d *Desk) Holidays() []*archive.HolidayList { return d.books.Load().lists }

// Directory finds agencies by name. It knows all agencies, whatever their level: it
// is for reading and resolving, not for showing.
func (d *Desk) Directory() *archive.Directory { return d.books.Load().agencies }

// Settings are the installation's own.
func (d *Desk) Settings() *archive.Settings { return d.books.Load().settings }

// Refresh reads agencies, holidays and settings again; to be called after a change
// of them that was not made through the Desk.
func (d *Desk) Refresh() error {
	b, err := openBooks(context.Background(), d.archive.Read(archive.System()))
	if err != nil {
		return err
	}
	d.books.Store(b)
	if d.index != nil {
		d.index.SetDirectory(b.agencies, b.settings.Synonyms...)
	}
	return nil
}

// Status is what the desk is busy with.
type Status struct {
	Queued    int           `json:"queued"`     // documents waiting for the reader
	Reading   int           `json:"reading"`    // being read now
	Behind    bool          `json:"behind"`     // the index has not caught up with the journal
	Rebuild   string        `json:"rebuild"`    // the view being rebuilt, "" if none
	Done      int64         `json:"done"`       // of the rebuild
	Total     int64         `json:"total"`      // of the rebuild
	Problem   *archive.Text `json:"problem"`    // what is wrong, nil if nothing
	IndexedAt time.Time     `json:"indexed_at"` // when the index last caught up

	Scans        int  `json:"scans"`         // documents that wait for OCR or are in it
	PagesWaiting int  `json:"pages_waiting"` // of those documents
	PagesRead    int  `json:"pages_read"`    // by OCR since the start
	PagesFailed  int  `json:"pages_failed"`  // of those read, the ones that could not be
	OCRMissing   bool `json:"ocr_missing"`   // Tesseract is not installed

	PagesPerMinute float64 `json:"pages_per_minute"` // by OCR, over the last minutes; 0 while none is read
}

// Status says what the desk is busy with, for the status line and the metrics. The
// numbers of documents are for those who may see all of them.
func (d *Desk) Status() Status {
	s := d.follower.status()
	s.Queued, s.Reading = d.queue.counts()
	head, _ := d.archive.Head()
	s.Behind = d.follower.at() < head
	d.scans.report(&s, d.cfg.Now())
	return s
}

// newEntropy makes ids of one millisecond rise in the order they were asked for.
func newEntropy() io.Reader { return ulid.Monotonic(ulid.DefaultEntropy(), 0) }

// newID makes the id of a record: a ULID. Ids sort by the time they were made.
func (d *Desk) newID() string {
	d.idLock.Lock()
	defer d.idLock.Unlock()
	id, err := ulid.New(ulid.Timestamp(d.cfg.Now()), d.entropy)
	if err != nil { // more than 2^80 in one millisecond, or a clock that stands still
		d.entropy = newEntropy()
		id = ulid.MustNew(ulid.Timestamp(d.cfg.Now()), d.entropy)
	}
	return id.String()
}

func (w *work) now() time.Time { return w.desk.cfg.Now().UTC() }

func (w *work) today() archive.Date { return w.desk.Today() }
