package server

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strconv"
	"sync"
	"time"

	"lintas/archive"
	"lintas/reading"
)

const (
	readingBucket  = "reading" // of the private store: documents in work, with the number of starts
	maxAttempts    = 2         // crashes and time-outs of the reader before a document is set aside
	suspectStarts  = 2         // starts without an end that make a document a suspect
	hopelessStarts = 5         // starts without an end after which it is set aside unread
	noteLife       = 90 * 24 * time.Hour
)

// resumeReading fills the queue with what waited when the server last stopped. A document
// that was in work then has a note in the private store.
func (d *Desk) resumeReading(ctx context.Context) error {
	starts := map[string]int{}
	err := d.archive.Private().Each(readingBucket, func(id string, value []byte) error {
		n, err := strconv.Atoi(string(value))
		if err != nil {
			n = 1
		}
		starts[id] = n
		return nil
	})
	if err != nil {
		return fmt.Errorf("list what was being read: %w", err)
	}
	for id, n := range starts {
		d.starts.Store(id, n)
	}
	for doc, err := range d.archive.Read(archive.System()).DocumentsByStatus(ctx, archive.Reading) {
		if err != nil {
			return fmt.Errorf("list what waits to be read: %w", err)
		}
		switch n := starts[doc.ID]; {
		case n >= hopelessStarts:
			if err := d.setAside(ctx, doc.ID, archive.Text{
				ID: "Server berhenti berkali-kali saat membaca berkas ini. Berkas disimpan; buka dengan program lain, lalu isi datanya dengan tangan.",
				EN: "The server stopped several times while it was reading this file. The file is kept; open it with another program and fill the fields in by hand.",
			}); err != nil {
				return err
			}
		case n >= suspectStarts:
			d.queue.suspect(doc.ID)
		default:
			d.queue.add(doc.ID)
		}
	}
	for id := range starts {
		d.queue.add(id) // registered documents that somebody wants read again
	}
	return nil
}

// readAll reads what comes into the queue until ctx ends.
func (d *Desk) readAll(ctx context.Context) {
	var readers sync.WaitGroup
	// More than children: while one document is being committed another is read.
	for range 2*d.cfg.Workers + 2 {
		readers.Go(func() {
			for {
				id, err := d.queue.take(ctx)
				if err != nil {
					return
				}
				again, err := d.readOne(ctx, id)
				if err != nil && ctx.Err() == nil {
					d.log.Error("a document could not be read; it will be tried again", "document", id, "error", err)
					pause(ctx, retryAfter)
					again = true
				}
				d.queue.done(id, again)
			}
		})
	}
	readers.Wait()
}

// readOne reads a document and writes down what was found. again says that it is to be
// tried once more. An error means that nothing could be written down: the document stays
// as it was. When that happens too often, and neither the disk nor the readers are to
// blame, it is set aside.
func (d *Desk) readOne(ctx context.Context, id string) (again bool, err error) {
	doc, err := d.archive.Read(archive.System()).Document(id)
	if err != nil {
		return false, err
	}
	if doc.Read.State != archive.ReadQueued || len(doc.Files) == 0 {
		return false, d.noteEnd(id) // read already: the server stopped before it could say so
	}
	if n, ok := d.starts.Load(id); ok && n.(int) >= hopelessStarts {
		return false, d.setAside(ctx, id, archive.Text{
			ID: "Hasil pembacaan berkas ini berkali-kali tidak dapat disimpan. Berkas disimpan; isi datanya dengan tangan.",
			EN: "What was read from this file could not be written down, several times. The file is kept; fill the fields in by hand.",
		})
	}
	if err := d.noteStart(id); err != nil {
		return false, err
	}
	paper, err := d.pool.Read(ctx, d.archive.Blobs().Path(doc.Files[0].Blob))
	if ctx.Err() != nil {
		return false, errors.Join(ctx.Err(), d.noteEnd(id)) // an orderly stop is no crash
	}
	if err != nil {
		again, err := d.readFailed(ctx, id, err)
		return again, errors.Join(err, d.noteEnd(id))
	}
	proposal, err := d.propose(&paper.Transcript)
	if err != nil {
		again, err := d.readFailed(ctx, id, err)
		return again, errors.Join(err, d.noteEnd(id))
	}
	if err := d.writeDown(ctx, id, &paper, &proposal); err != nil {
		if ctx.Err() != nil || archive.CodeOf(err) == archive.DiskFull {
			err = errors.Join(err, d.noteEnd(id)) // not the document's fault
		}
		return false, err
	}
	return false, d.noteEnd(id)
}

// noteStart remembers that a document is being read, so that one on which the whole
// server dies is found out.
func (d *Desk) noteStart(id string) error {
	n := 1
	if before, ok := d.starts.Load(id); ok {
		n += before.(int)
	}
	d.starts.Store(id, n)
	if err := d.archive.Private().Set(readingBucket, id, []byte(strconv.Itoa(n)), noteLife); err != nil {
		return fmt.Errorf("note that %s is being read: %w", id, err)
	}
	return nil
}

func (d *Desk) noteEnd(id string) error {
	d.starts.Delete(id)
	if err := d.archive.Private().Delete(readingBucket, id); err != nil {
		return fmt.Errorf("note that %s has been read: %w", id, err)
	}
	return nil
}

// propose runs the rules of reading, which see every kind of text there is: a panic in
// them counts as a document that cannot be read.
func (d *Desk) propose(text *archive.Transcript) (p reading.Proposal, err error) {
	defer func() {
		if r := recover(); r != nil {
			d.log.Error("the reader's rules failed", "panic", r, "stack", string(debug.Stack()))
			err = archive.Fail(archive.TooCostly, "Aturan pembacaan gagal pada naskah ini.", "The reading rules failed on this document.")
		}
	}()
	books := d.books.Load()
	return reading.Propose(text, reading.Knowledge{Directory: books.agencies, Calendar: books.calendar("")}), nil
}

// readFailed writes down that a document could not be read. What crashed the reader or took
// too long is tried a second time; what is broken or locked stays so.
func (d *Desk) readFailed(ctx context.Context, id string, cause error) (again bool, err error) {
	var refusal *archive.Error
	if !errors.As(cause, &refusal) {
		return false, fmt.Errorf("read %s: %w", id, cause)
	}
	problem := refusal.Text
	_, err = d.act(ctx, archive.ByReader, archive.DidRead, func(w *work) error {
		doc, err := w.document(id)
		if err != nil {
			return err
		}
		if refusal.Code == archive.TooCostly {
			doc.Read.Attempts++
			again = doc.Read.Attempts < maxAttempts
		}
		doc.Read.At, doc.Read.Problem = w.now(), &problem
		if !again {
			quarantine(doc)
		}
		w.change(doc)
		return nil
	})
	return again, err
}

func quarantine(doc *archive.Document) {
	doc.Read.State = archive.ReadFailed
	if doc.Status == archive.Reading {
		doc.Status = archive.SetAside
	}
}

func (d *Desk) setAside(ctx context.Context, id string, problem archive.Text) error {
	_, err := d.act(ctx, archive.ByReader, archive.DidRead, func(w *work) error {
		doc, err := w.document(id)
		if err != nil {
			return err
		}
		doc.Read.At, doc.Read.Problem = w.now(), &problem
		quarantine(doc)
		w.change(doc)
		return nil
	})
	if err != nil {
		return fmt.Errorf("set %s aside: %w", id, err)
	}
	return d.noteEnd(id)
}

// writeDown puts what was read into the archive: text, fields, deadlines, meeting and
// links, as one act.
func (d *Desk) writeDown(ctx context.Context, id string, paper *reading.Paper, p *reading.Proposal) error {
	transcript, err := d.transcripts.put(ctx, &paper.Transcript)
	if err != nil {
		return err
	}
	_, err = d.act(ctx, archive.ByReader, archive.DidRead, func(w *work) error {
		doc, err := w.document(id)
		if err != nil {
			return err
		}
		before := doc.References
		doc.Transcript = transcript
		doc.Files[0].Pages, doc.Files[0].Signature = paper.Pages, paper.Signature
		doc.Read = archive.ReadState{State: archive.ReadDone, Pages: paper.Pages, At: w.now(), Version: paper.Transcript.Version}
		if paper.NeedsOCR {
			doc.Read.State = archive.ReadNeedsOCR
		}
		if doc.Status == archive.Reading || doc.Status == archive.SetAside {
			doc.Status = archive.ToConfirm
		}
		return w.enter(doc, p, before)
	})
	if err != nil {
		return fmt.Errorf("write down what was read in %s: %w", id, err)
	}
	if paper.NeedsOCR {
		d.scans.add(id, paper.Pages)
	}
	return nil
}

// enter puts a proposal into a document and draws what follows from it.
func (w *work) enter(doc *archive.Document, p *reading.Proposal, before []archive.Reference) error {
	w.change(doc)
	fillDocument(doc, p)
	if err := w.proposeDeadlines(doc, p); err != nil {
		return err
	}
	if err := w.proposeMeeting(doc, p); err != nil {
		return err
	}
	if err := w.levelDeadlines(doc); err != nil {
		return err
	}
	if err := w.recall(doc); err != nil {
		return err
	}
	if err := w.renumber(doc); err != nil {
		return err
	}
	if err := w.settleParties(doc); err != nil {
		return err
	}
	if !doc.Confirmed("direction") {
		doc.Direction = directionOf(doc, w.books.settings.Agency)
	}
	if err := w.withdrawAnswers(doc, before); err != nil {
		return err
	}
	return w.link(doc)
}

// levelDeadlines gives the deadlines of a document its level, which reading may have raised.
func (w *work) levelDeadlines(doc *archive.Document) error {
	dues, err := w.deadlines(doc.ID)
	if err != nil {
		return err
	}
	for _, due := range dues {
		if due.Secrecy != doc.Secrecy {
			due.Secrecy = doc.Secrecy
			w.change(due)
		}
	}
	return nil
}
