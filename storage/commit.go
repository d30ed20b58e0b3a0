package storage

import (
	"context"
	"fmt"
	"runtime"
	"time"

	"lintas/archive"
)

const (
	mostRequests = 256     // in one write
	mostBytes    = 8 << 20 // of one write, unless one act is longer
)

// request is one Update that waits for its turn.
type request struct {
	ctx      context.Context
	by, did  string
	fn       func(*Tx) error
	act      archive.Act
	err      error
	panicked any
	done     chan struct{}
}

// Update makes one act. fn puts the changed records into the Tx; it runs alone,
// sees everything, and must not wait for anything slow, call Update itself or end
// its goroutine (t.FailNow does).
// When Update returns without an error the act is on the disk. When fn fails,
// or puts nothing, nothing is written and the act is the zero Act.
//
// Acts that come at the same time share one write and one fsync. After an error
// the records handed to Put are to be thrown away: their revision may be raised.
func (a *Archive) Update(ctx context.Context, by, did string, fn func(*Tx) error) (archive.Act, error) {
	r := &request{ctx: ctx, by: by, did: did, fn: fn, done: make(chan struct{})}
	select {
	case <-a.stop:
		return archive.Act{}, errClosed
	default:
	}
	select {
	case a.turn <- struct{}{}:
		a.lead(r)
	case a.requests <- r: // whoever has the turn takes it along
		<-r.done
	case <-ctx.Done():
		return archive.Act{}, ctx.Err()
	case <-a.stop:
		return archive.Act{}, errClosed
	}
	if r.panicked != nil {
		panic(r.panicked) // in the goroutine whose fn it was
	}
	return r.act, r.err
}

// lead writes the act of the caller, who has the turn, and those of all who wait.
// There is no goroutine of its own for it: a lone writer is spared two switches
// between goroutines, a fifth of the time of an act on a fast disk.
func (a *Archive) lead(r *request) {
	defer func() { <-a.turn }()
	a.commitAll(a.gather(r))
}

// gather takes along who is waiting already. Whoever was answered a moment ago
// gets the chance to come back, which makes the batches of busy times full.
func (a *Archive) gather(first *request) []*request {
	batch := []*request{first}
	for tries := 0; tries < 2 && len(batch) < mostRequests; {
		select {
		case r := <-a.requests:
			batch = append(batch, r)
		default:
			runtime.Gosched()
			tries++
		}
	}
	return batch
}

func (a *Archive) commitAll(queue []*request) {
	for len(queue) > 0 {
		n := a.commit(queue)
		for _, r := range queue[:n] {
			close(r.done)
		}
		queue = queue[n:]
		a.wake()
	}
}

func (a *Archive) wake() {
	a.mu.Lock()
	defer a.mu.Unlock()
	close(a.changed)
	a.changed = make(chan struct{})
}

// commit runs requests in turn, each on the state the ones before leave, writes
// their acts at once, and returns how many it has dealt with.
func (a *Archive) commit(queue []*request) int {
	b := &batch{archive: a, head: a.head} // only who has the turn changes it
	err := a.ReadOnly()
	if err == nil {
		b.snap, err = a.view.begin(newPending())
	}
	if err != nil {
		return refuse(queue, err)
	}
	n := 0
	for n < len(queue) && len(b.raw) < mostBytes {
		b.run(queue[n])
		n++
	}
	b.snap.end()
	if len(b.raw) == 0 {
		return n
	}
	if err := a.store(b); err != nil {
		refuse(queue[:n], err)
	}
	return n
}

func refuse(queue []*request, err error) int {
	for _, r := range queue {
		r.act, r.err = archive.Act{}, err
	}
	return len(queue)
}

// store makes a batch durable and then visible. The view is written meanwhile
// and shows nothing of it until the lines are on the disk.
func (a *Archive) store(b *batch) error {
	if err := a.journal.append(b.raw); err != nil {
		a.fail(stopped(err))
		return a.ReadOnly()
	}
	followed := make(chan error, 1)
	go func() {
		followed <- a.view.write(b.snap.pending, meta{Layout: layout, Origin: a.origin.String(), Head: b.head, Durable: a.head})
	}()
	err := a.journal.sync() // never tried again: the pages may be gone
	if late := <-followed; err == nil && late != nil {
		err = fmt.Errorf("the act is in the journal, the view could not follow: %w", late)
	}
	if err != nil {
		a.fail(stopped(err))
		return a.ReadOnly()
	}
	a.view.publish(b.head.Seq)
	a.mu.Lock()
	a.head = b.head
	a.mu.Unlock()
	return nil
}

// Syncs returns how many writes of acts have been made durable since opening, and
// how long the disk has taken for them in all.
func (a *Archive) Syncs() (n uint64, total time.Duration) {
	if a.journal == nil { // read-only since opening
		return 0, 0
	}
	return a.journal.syncs.Load(), time.Duration(a.journal.syncNs.Load())
}

// batch is what one write will hold.
type batch struct {
	archive *Archive
	snap    *snapshot
	head    Head
	raw     []byte
}

// run lets one request make its act. What a failing one has put is taken back.
func (b *batch) run(r *request) {
	defer func() {
		if p := recover(); p != nil {
			b.snap.pending.rollback()
			r.panicked, r.act = p, archive.Act{}
		}
	}()
	r.act, r.err = b.make(r)
	if r.err != nil || r.act.Seq == 0 {
		b.snap.pending.rollback()
		r.act = archive.Act{}
		return
	}
	b.snap.pending.mark()
	b.head = Head{r.act.Seq, r.act.Hash}
}

func (b *batch) make(r *request) (archive.Act, error) {
	if err := r.ctx.Err(); err != nil {
		return archive.Act{}, err
	}
	if err := b.archive.space.checkBy(r.by); err != nil {
		return archive.Act{}, err
	}
	tx := &Tx{Reader: &Reader{archive: b.archive, viewer: archive.System(), snap: b.snap}, at: map[string]int{}}
	if err := r.fn(tx); err != nil {
		return archive.Act{}, err
	}
	if len(tx.changes) == 0 {
		return archive.Act{}, nil
	}
	act := archive.Act{
		At: b.archive.now().UTC().Round(0).Truncate(time.Microsecond), Origin: b.archive.origin.String(),
		By: r.by, Did: r.did, Changes: tx.changes,
	}
	raw, err := seal(&act, b.head, b.raw)
	if err != nil {
		return archive.Act{}, err
	}
	for _, c := range act.Changes {
		b.snap.pending.set(historyKey(c.Kind, c.ID, act.Seq), nil)
	}
	b.raw = raw
	return act, nil
}
