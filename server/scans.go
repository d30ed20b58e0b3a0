package server

import (
	"context"
	"slices"
	"sync"
	"time"

	"lintas/archive"
	"lintas/reading"
)

// scans is the reading of pages that are pictures: the documents that wait for it, and
// the program that does it.
type scans struct {
	queue  *queue
	found  bell          // Tesseract has been found, or lost
	listed chan struct{} // closed when what was left over from the last run is in the queue
	list   sync.Once

	mu        sync.Mutex
	tesseract *reading.Tesseract // nil until found
	missing   *archive.Text      // what to install, nil while it is there or not yet looked for
	pages     map[string]int     // of the documents that wait
	read      int                // pages since the start
	failed    int                // of them, those that could not be read
	lately    []pagesDone        // of the last minutes, for the rate
}

// pagesDone are pages read at a time.
type pagesDone struct {
	at    time.Time
	pages int
}

const rateOver = 5 * time.Minute // the time over which the rate of pages is taken

func newScans() *scans {
	return &scans{queue: newQueue(), listed: make(chan struct{}), pages: map[string]int{}}
}

// add queues a document whose pages wait for OCR.
func (s *scans) add(id string, pages int) {
	s.mu.Lock()
	s.pages[id] = pages
	s.mu.Unlock()
	s.queue.add(id)
}

func (s *scans) done(id string, again bool) {
	if !again {
		s.mu.Lock()
		delete(s.pages, id)
		s.mu.Unlock()
	}
	s.queue.done(id, again)
}

// count notes that the pages of a document have been read, some of them in vain.
func (s *scans) count(now time.Time, pages, failed int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.read += pages
	s.failed += failed
	s.lately = append(s.lately, pagesDone{now, pages})
	s.forget(now)
}

func (s *scans) forget(now time.Time) {
	s.lately = slices.DeleteFunc(s.lately, func(d pagesDone) bool { return now.Sub(d.at) > rateOver })
}

// rate is how many pages were read in a minute, of late.
func (s *scans) rate(now time.Time) float64 {
	s.forget(now)
	if len(s.lately) == 0 {
		return 0
	}
	pages := 0
	for _, d := range s.lately {
		pages += d.pages
	}
	return float64(pages) / max(now.Sub(s.lately[0].at), time.Minute).Minutes()
}

func (s *scans) set(t *reading.Tesseract, missing *archive.Text) {
	s.mu.Lock()
	s.tesseract, s.missing = t, missing
	s.mu.Unlock()
	s.found.ring()
}

// program waits until Tesseract is there.
func (s *scans) program(ctx context.Context) (*reading.Tesseract, error) {
	for {
		found := s.found.next()
		s.mu.Lock()
		t := s.tesseract
		s.mu.Unlock()
		if t != nil {
			return t, nil
		}
		select {
		case <-found:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// report puts into a status how far the scans are. That Tesseract is missing is a
// problem only when something waits for it.
func (s *scans) report(status *Status, now time.Time) {
	waiting, working := s.queue.counts()
	s.mu.Lock()
	defer s.mu.Unlock()
	status.Scans, status.PagesRead, status.OCRMissing = waiting+working, s.read, s.missing != nil
	status.PagesFailed, status.PagesPerMinute = s.failed, round2(s.rate(now))
	for _, n := range s.pages {
		status.PagesWaiting += n
	}
	if status.Problem == nil && status.Scans > 0 {
		status.Problem = s.missing
	}
}
