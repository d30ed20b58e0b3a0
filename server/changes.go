package server

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/gofiber/fiber/v2"

	"lintas/archive"
)

// changeItem is an act as far as a viewer may know of it.
type changeItem struct {
	At      time.Time   `json:"at"`
	By      string      `json:"by"`
	Did     string      `json:"did"`
	Records []recordRef `json:"records"`
}

type recordRef struct {
	Kind archive.RecordKind `json:"kind"`
	ID   string             `json:"id"`
	Rev  uint64             `json:"rev"`
}

// told reports whether changes of a kind are announced: accounts, tokens, counters
// and receipts are nobody's business.
func told(kind archive.RecordKind) bool {
	switch kind {
	case archive.UserRecord, archive.TokenRecord, archive.CounterRecord, archive.ReceiptRecord, archive.SavedSearchRecord:
		return false
	}
	return true
}

// mostRecords ends a page of changes early: one act of a bulk registration may name
// a thousand records.
const mostRecords = 2000

// news are changes from some act on.
type news struct {
	items   []changeItem
	reached uint64 // the act to go on from
	more    bool   // there is another the viewer may know of
}

// changesAfter reads on from an act until limit items are found. Once they are, it
// looks on for one more: how far the head of the journal is tells of hidden acts.
func (s *Server) changesAfter(ctx context.Context, v archive.Viewer, after uint64, limit int) (news, error) {
	found := news{items: []changeItem{}}
	head, records := s.head(), 0
	for act, err := range s.desk.Archive().Read(v).Changes(ctx, after) {
		if err != nil {
			return news{}, err
		}
		item := changeItem{At: act.At, By: act.By, Did: act.Did, Records: []recordRef{}}
		for _, change := range act.Changes {
			if told(change.Kind) {
				item.Records = append(item.Records, recordRef{change.Kind, change.ID, change.Rev})
			}
		}
		if len(item.Records) == 0 {
			continue
		}
		if len(found.items) == limit || records >= mostRecords {
			found.more = true
			return found, nil
		}
		found.items, records = append(found.items, item), records+len(item.Records)
		found.reached = act.Seq
	}
	found.reached = max(head, after, found.reached)
	return found, nil
}

func (s *Server) changes(c *fiber.Ctx) error {
	limit, err := number(c, "limit", 200, 1, 1000)
	if err != nil {
		return err
	}
	since, err := s.cursors.open(c.Query("since"))
	if err != nil {
		return err
	}
	found, err := s.changesAfter(c.UserContext(), viewer(c), since, limit)
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"items": found.items, "cursor": s.cursors.seal(found.reached), "more": found.more})
}

const (
	eventPing = 20 * time.Second // keeps proxies from cutting the line, and notices who left
	eventRest = 300 * time.Millisecond
)

// eventStream is the body of an answer that goes on: a line whenever something the
// viewer may see has changed. It is read by the connection's own goroutine, so it
// needs none itself.
type eventStream struct {
	server  *Server
	ctx     context.Context // ends with the stream's time or the server's
	cancel  context.CancelFunc
	again   func() (caller, bool, error) // who the caller is by now
	after   uint64
	pending []byte
	last    time.Time // of the latest event
}

// events streams server-sent events: "change" with a cursor, and comments as a
// sign of life. It ends after some minutes; browsers come back by themselves.
func (s *Server) events(c *fiber.Ctx) error {
	after := s.head()
	if last := c.Get("Last-Event-ID"); last != "" {
		if seq, err := s.cursors.open(last); err == nil {
			after = min(after, seq)
		}
	}
	select {
	case s.streams <- struct{}{}:
	default:
		return archive.Fail(archive.TooMany, "Terlalu banyak layar yang mengikuti perubahan.", "Too many screens are following changes.")
	}
	stream := &eventStream{server: s, after: after, pending: []byte("retry: 3000\n: welcome\n\n")}
	stream.ctx, stream.cancel = context.WithTimeout(s.running, eventTime)
	header, cookie := c.Get(fiber.HeaderAuthorization), c.Cookies(s.cookieName())
	stream.again = func() (caller, bool, error) { return s.callerWith(header, cookie) }
	c.Set(fiber.HeaderContentType, "text/event-stream")
	c.Set("X-Accel-Buffering", "no")
	c.Response().SetBodyStream(stream, -1)
	return nil
}

// Read waits for the next event, or a ping.
func (e *eventStream) Read(p []byte) (int, error) {
	if len(e.pending) == 0 {
		if err := e.next(); err != nil {
			return 0, err
		}
	}
	n := copy(p, e.pending)
	e.pending = e.pending[n:]
	return n, nil
}

// Close gives the stream's place free.
func (e *eventStream) Close() error {
	e.cancel()
	<-e.server.streams
	return nil
}

func (e *eventStream) next() error {
	e.pending = []byte(": ping\n\n")
	wait, cancel := context.WithTimeout(e.ctx, eventPing)
	defer cancel()
	for {
		err := e.server.desk.Archive().Wait(wait, e.after)
		if e.ctx.Err() != nil {
			return io.EOF
		}
		if errors.Is(err, context.DeadlineExceeded) {
			return nil
		}
		if err != nil {
			return io.EOF
		}
		who, known, err := e.again()
		if err != nil || !known {
			return io.EOF
		}
		found, err := e.server.changesAfter(e.ctx, who.viewer, e.after, 1)
		if err != nil {
			return io.EOF
		}
		e.after = found.reached
		if len(found.items) > 0 {
			e.skipRest(wait)
			cursor := e.server.cursors.seal(e.after)
			e.pending = []byte("event: change\nid: " + cursor + "\ndata: {\"cursor\":\"" + cursor + "\"}\n\n")
			return nil
		}
	}
}

// skipRest lets a burst of changes be one event: whoever hears of it asks for all
// of them anyway. It waits only if the last event was a moment ago.
func (e *eventStream) skipRest(ctx context.Context) {
	if pause := eventRest - time.Since(e.last); pause > 0 {
		timer := time.NewTimer(pause)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
		}
	}
	e.last = time.Now()
	e.after = max(e.after, e.server.head())
}
