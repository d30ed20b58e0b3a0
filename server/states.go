package server

import (
	"context"
	"slices"
	"sync"

	"lintas/archive"
	"lintas/index"
	"lintas/storage"
)

// states remembers the documents of each state of answering, by clearance, until
// something changes or the day ends.
type states struct {
	mu    sync.Mutex
	head  uint64
	today archive.Date
	ids   map[stateKey][]string
}

type stateKey struct {
	clearance archive.Secrecy
	state     index.State
}

// of returns the documents with a deadline in a state, of the deadlines that a
// clearance may know of.
func (s *states) of(ctx context.Context, d *Desk, clearance archive.Secrecy, state index.State) ([]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	head, _ := d.archive.Head()
	if today := d.Today(); s.head != head || s.today != today || s.ids == nil {
		s.head, s.today, s.ids = head, today, map[stateKey][]string{}
	}
	key := stateKey{clearance, state}
	if ids, known := s.ids[key]; known {
		return ids, nil
	}
	ids, err := documentsInState(ctx, d.archive.Read(archive.Viewer{Clearance: clearance}), state, s.today)
	if err == nil {
		s.ids[key] = ids
	}
	return ids, err
}

func documentsInState(ctx context.Context, r *storage.Reader, state index.State, today archive.Date) ([]string, error) {
	filter := deadlineFilter{}.ask(string(state), today)
	if state == index.Answered { // late or not
		filter = deadlineFilter{}.ask("settled", today)
		filter.states = []archive.DeadlineState{archive.DeadlineAnswered, archive.DeadlineAnsweredLate}
	}
	filter.query.Limit = 1000
	ids := []string{}
	for {
		page, err := r.Deadlines(ctx, filter.query)
		if err != nil {
			return nil, err
		}
		for _, due := range page.Items {
			if due.Document != "" && filter.fits(due, today) {
				ids = append(ids, due.Document)
			}
		}
		if filter.query.Cursor = page.Next; page.Next == "" {
			slices.Sort(ids)
			return slices.Compact(ids), nil
		}
	}
}
