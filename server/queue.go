package server

import (
	"context"
	"sync"
)

// bell wakes everybody who waits for something to change.
type bell struct {
	mu sync.Mutex
	ch chan struct{}
}

// next returns a channel that is closed at the next ring. To wait for a condition, take it
// before looking.
func (b *bell) next() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ch == nil {
		b.ch = make(chan struct{})
	}
	return b.ch
}

func (b *bell) ring() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ch != nil {
		close(b.ch)
		b.ch = nil
	}
}

// queue holds the documents that wait for the reader, first come first served. A suspect,
// which was being read more than once when the server died, is read after all others and
// with no other beside it.
type queue struct {
	mu       sync.Mutex
	waiting  []string
	suspects []string
	known    map[string]bool // waiting, suspect or in work
	working  int
	alone    bool // a suspect is in work
	changed  bell
}

func newQueue() *queue { return &queue{known: map[string]bool{}} }

func (q *queue) add(ids ...string) {
	q.mu.Lock()
	for _, id := range ids {
		if !q.known[id] {
			q.known[id] = true
			q.waiting = append(q.waiting, id)
		}
	}
	q.mu.Unlock()
	q.changed.ring()
}

func (q *queue) suspect(id string) {
	q.mu.Lock()
	if !q.known[id] {
		q.known[id] = true
		q.suspects = append(q.suspects, id)
	}
	q.mu.Unlock()
	q.changed.ring()
}

// take waits for the next document to read. Each id taken is to be given back with done.
func (q *queue) take(ctx context.Context) (string, error) {
	for {
		again := q.changed.next()
		if id, ok := q.tryTake(); ok {
			return id, nil
		}
		select {
		case <-again:
		case <-ctx.Done():
			return "", ctx.Err()
		}
	}
}

func (q *queue) tryTake() (string, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	switch {
	case q.alone:
		return "", false
	case len(q.waiting) > 0:
		id := q.waiting[0]
		q.waiting = q.waiting[1:]
		q.working++
		return id, true
	case len(q.suspects) > 0 && q.working == 0:
		id := q.suspects[0]
		q.suspects = q.suspects[1:]
		q.working++
		q.alone = true
		return id, true
	}
	return "", false
}

// done gives a document back; again puts it at the end of the queue.
func (q *queue) done(id string, again bool) {
	q.mu.Lock()
	q.working--
	q.alone = false
	delete(q.known, id)
	q.mu.Unlock()
	if again {
		q.add(id)
	}
	q.changed.ring()
}

// counts returns how many documents wait and how many are in work.
func (q *queue) counts() (waiting, working int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.waiting) + len(q.suspects), q.working
}

// drained waits until nothing waits and nothing is in work.
func (q *queue) drained(ctx context.Context) error {
	for {
		changed := q.changed.next()
		if waiting, working := q.counts(); waiting+working == 0 {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
