package server

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"lintas/archive"
	"lintas/reading"
)

const (
	scanBucket     = "scans"     // of the private store: documents in OCR, with the number of starts
	tesseractEvery = time.Minute // between looks for Tesseract while it is missing
)

// readScans reads what waits for OCR until ctx ends: what was left over from the last
// run and what the reader brings.
func (d *Desk) readScans(ctx context.Context) {
	var running sync.WaitGroup
	running.Go(func() { d.watchTesseract(ctx) })
	running.Go(func() {
		if err := d.findScans(ctx); err != nil && ctx.Err() == nil {
			d.log.Error("the scans left over from the last run were not found", "error", err)
		}
		d.scans.list.Do(func() { close(d.scans.listed) })
	})
	for range d.cfg.Workers {
		running.Go(func() { d.scanWorker(ctx) })
	}
	running.Wait()
}

// watchTesseract looks for Tesseract until it is there, and again when it has gone.
func (d *Desk) watchTesseract(ctx context.Context) {
	said := false
	for {
		changed := d.scans.found.next()
		d.scans.mu.Lock()
		there := d.scans.tesseract != nil
		d.scans.mu.Unlock()
		if there {
			select {
			case <-changed:
				continue
			case <-ctx.Done():
				return
			}
		}
		t, err := reading.FindTesseract(ctx, reading.TesseractOptions{Command: d.cfg.Tesseract, Workers: d.cfg.Workers, Timeout: d.cfg.pageTimeout})
		if ctx.Err() != nil {
			return
		}
		if err == nil {
			if said {
				d.log.Info("Tesseract is there now; scanned pages are read")
			}
			d.scans.set(t, nil)
			continue
		}
		var refusal *archive.Error
		if !errors.As(err, &refusal) {
			refusal = &archive.Error{Text: archive.Text{ID: "Tesseract tidak dapat dijalankan.", EN: "Tesseract cannot be run."}}
		}
		if !said {
			d.log.Warn(refusal.Text.EN, "cause", err)
			said = true
		}
		d.scans.set(nil, &refusal.Text)
		pause(ctx, d.cfg.tesseractEvery)
	}
}

// findScans queues the documents that waited for OCR when the server last stopped.
func (d *Desk) findScans(ctx context.Context) error {
	for doc, err := range d.archive.Read(archive.System()).AllDocuments(ctx) {
		if err != nil {
			return fmt.Errorf("list what waits for OCR: %w", err)
		}
		if waitsForOCR(doc) {
			d.scans.add(doc.ID, doc.Read.Pages)
		}
	}
	return nil
}

func waitsForOCR(doc *archive.Document) bool {
	return doc.Read.State == archive.ReadNeedsOCR && len(doc.Files) > 0
}

func (d *Desk) scanWorker(ctx context.Context) {
	for {
		t, err := d.scans.program(ctx)
		if err != nil {
			return
		}
		id, err := d.scans.queue.take(ctx)
		if err != nil {
			return
		}
		again, err := d.readScan(ctx, t, id)
		if ctx.Err() != nil { // it waits on disk for the next start
			d.scans.done(id, false)
			return
		}
		if err != nil {
			d.log.Error("a scan could not be read; it will be tried again", "document", id, "error", err)
			pause(ctx, retryAfter)
			again = true
		}
		d.scans.done(id, again)
		// Read anew meanwhile, its turn in the queue was taken by the reading that just ended.
		doc, err := d.archive.Read(archive.System()).Document(id)
		if err == nil && waitsForOCR(doc) {
			d.scans.add(id, doc.Read.Pages)
		}
	}
}

// readScan reads the scanned pages of a document once no other letter waits for the
// reader, and enters what they say like any reading.
func (d *Desk) readScan(ctx context.Context, t *reading.Tesseract, id string) (again bool, err error) {
	if err := d.queue.drained(ctx); err != nil {
		return true, err
	}
	doc, err := d.archive.Read(archive.System()).Document(id)
	if err != nil {
		return false, err
	}
	if !waitsForOCR(doc) {
		return false, d.noteScan(id, false) // read already, or on its way again
	}
	starts, err := d.scanStarts(id)
	if err != nil {
		return false, err
	}
	if starts >= hopelessStarts {
		return false, d.giveUpScan(ctx, id)
	}
	if err := d.noteScan(id, true); err != nil {
		return false, err
	}
	text, err := d.textSoFar(ctx, doc)
	if err != nil {
		return false, err
	}
	faults, err := d.pool.ReadScans(ctx, t, d.archive.Blobs().Path(doc.Files[0].Blob), text)
	switch {
	case ctx.Err() != nil:
		return true, errors.Join(ctx.Err(), d.noteScan(id, false)) // an orderly stop is no crash
	case archive.CodeOf(err) == archive.NotFound:
		d.scans.set(nil, nil) // Tesseract has gone
		return true, d.noteScan(id, false)
	case err != nil:
		return false, err
	}
	proposal, err := d.propose(text)
	if err != nil {
		again, err := d.readFailed(ctx, id, err)
		return again, errors.Join(err, d.noteScan(id, false))
	}
	if err := d.writeScan(ctx, doc, scanned{text, faults, &proposal}); err != nil {
		if ctx.Err() != nil || archive.CodeOf(err) == archive.DiskFull {
			err = errors.Join(err, d.noteScan(id, false)) // not the document's fault
		}
		return false, err
	}
	d.scans.count(d.cfg.Now(), doc.Read.Pages, len(faults))
	return false, d.noteScan(id, false)
}

// textSoFar returns a transcript of the document that may be changed: the one kept, or
// a new one if that cannot be read.
func (d *Desk) textSoFar(ctx context.Context, doc *archive.Document) (*archive.Transcript, error) {
	if kept, err := d.transcripts.load(doc.Transcript); doc.Transcript != "" && err == nil {
		text := *kept
		return &text, nil
	}
	paper, err := d.pool.Read(ctx, d.archive.Blobs().Path(doc.Files[0].Blob))
	return &paper.Transcript, err
}

// scanned is what came of a document's scanned pages.
type scanned struct {
	text     *archive.Transcript
	faults   []reading.PageFault
	proposal *reading.Proposal
}

// writeScan puts what the scanned pages say into the archive, as one act. Somebody may
// have asked for the document to be read anew meanwhile: then that reading counts.
func (d *Desk) writeScan(ctx context.Context, seen *archive.Document, s scanned) error {
	transcript, err := d.transcripts.put(ctx, s.text)
	if err != nil {
		return err
	}
	_, err = d.act(ctx, archive.ByReader, archive.DidRead, func(w *work) error {
		doc, err := w.document(seen.ID)
		if err != nil {
			return err
		}
		if doc.Read.State != archive.ReadNeedsOCR || doc.Transcript != seen.Transcript {
			return nil
		}
		before := doc.References
		doc.Transcript = transcript
		doc.Read = archive.ReadState{State: archive.ReadDone, Pages: doc.Read.Pages, At: w.now(), Version: s.text.Version, Problem: unreadPages(s.faults), Unread: pagesOf(s.faults)}
		if len(s.faults) > 0 && strings.TrimSpace(s.text.Text()) == "" {
			doc.Read.State = archive.ReadFailed
		}
		return w.enter(doc, s.proposal, before)
	})
	if err != nil {
		return fmt.Errorf("write down what the scans of %s say: %w", seen.ID, err)
	}
	return nil
}

// pagesOf are the numbers of the pages that could not be read.
func pagesOf(faults []reading.PageFault) []int {
	var pages []int
	for _, f := range faults {
		pages = append(pages, f.Page)
	}
	return pages
}

// unreadPages says which pages could not be read, nil if all were.
func unreadPages(faults []reading.PageFault) *archive.Text {
	if len(faults) == 0 {
		return nil
	}
	const mostNamed = 10
	var names []string
	for _, f := range faults[:min(len(faults), mostNamed)] {
		names = append(names, strconv.Itoa(f.Page))
	}
	if len(faults) > mostNamed {
		names = append(names, "…")
	}
	list := strings.Join(names, ", ")
	return &archive.Text{
		ID: "Halaman hasil pindai ini tidak dapat dibaca: " + list + ". Isi datanya dengan melihat halamannya, atau pindai ulang.",
		EN: "These scanned pages could not be read: " + list + ". Fill the fields in from the page, or scan it again.",
	}
}

// giveUpScan marks a document on which the server stopped several times.
func (d *Desk) giveUpScan(ctx context.Context, id string) error {
	_, err := d.act(ctx, archive.ByReader, archive.DidRead, func(w *work) error {
		doc, err := w.document(id)
		if err != nil || doc.Read.State != archive.ReadNeedsOCR {
			return err
		}
		doc.Read.State, doc.Read.At = archive.ReadFailed, w.now()
		doc.Read.Problem = &archive.Text{
			ID: "Server berhenti berkali-kali saat membaca halaman pindaian berkas ini. Isi datanya dengan melihat halamannya.",
			EN: "The server stopped several times while it was reading the scanned pages of this file. Fill the fields in from the page.",
		}
		w.change(doc)
		return nil
	})
	if err != nil {
		return fmt.Errorf("give up the scans of %s: %w", id, err)
	}
	return d.noteScan(id, false)
}

// scanStarts is how often the reading of a scan was started and never ended.
func (d *Desk) scanStarts(id string) (int, error) {
	value, err := d.archive.Private().Get(scanBucket, id)
	if archive.CodeOf(err) == archive.NotFound || err == nil && value == nil {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("see whether %s was being read: %w", id, err)
	}
	n, err := strconv.Atoi(string(value))
	if err != nil {
		return 1, nil
	}
	return n, nil
}

// noteScan remembers that the scan of a document is being read, or no longer.
func (d *Desk) noteScan(id string, begins bool) error {
	if !begins {
		if err := d.archive.Private().Delete(scanBucket, id); err != nil {
			return fmt.Errorf("note that the scan %s has been read: %w", id, err)
		}
		return nil
	}
	n, err := d.scanStarts(id)
	if err == nil {
		err = d.archive.Private().Set(scanBucket, id, []byte(strconv.Itoa(n+1)), noteLife)
	}
	if err != nil {
		return fmt.Errorf("note that the scan %s is being read: %w", id, err)
	}
	return nil
}

// ScansRead waits until no document waits for OCR. Run must be running; without
// Tesseract it waits for that.
func (d *Desk) ScansRead(ctx context.Context) error {
	select {
	case <-d.scans.listed:
		return d.scans.queue.drained(ctx)
	case <-ctx.Done():
		return ctx.Err()
	}
}
