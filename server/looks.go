package server

import (
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"lintas/archive"
)

// A page that shows a PDF asks for many pieces of it. The access log has one line
// for what one person looks at within this time.
const (
	sameLook  = 5 * time.Minute
	looksKept = 10000
)

type look struct{ viewer, document, part string }

// looks remembers what is in the access log already.
type looks struct {
	mu sync.Mutex
	at map[look]time.Time
}

// first reports whether a look is to be recorded.
func (l *looks) first(one look, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if at, ok := l.at[one]; ok && now.Sub(at) < sameLook {
		return false
	}
	if len(l.at) >= looksKept {
		clear(l.at)
	}
	l.at[one] = now
	return true
}

// recordLook writes into the access log that somebody reads a document. A log that
// cannot be written is told to the operator; reading goes on, as it does when the
// disk is full.
func (s *Server) recordLook(c *fiber.Ctx, document, part string) {
	v := viewer(c)
	one := look{v.ID, document, part}
	if !s.looks.first(one, s.now()) {
		return
	}
	if err := s.desk.Archive().RecordAccess(c.UserContext(), v, archive.DidAccess, archive.DocumentRecord, document, part); err != nil {
		s.looks.forget(one)
		s.metrics.unrecorded.Inc()
		s.log.Error("a look at a document could not be recorded", "error", err)
	}
}

func (l *looks) forget(one look) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.at, one)
}
