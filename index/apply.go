package index

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"slices"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"
	api "github.com/blevesearch/bleve_index_api"

	"lintas/archive"
)

// Entry is a document as it now stands, with its text and cases. When acts are
// applied again, the entry is still that of now: the index looks at no history.
type Entry struct {
	Document   *archive.Document
	Transcript *archive.Transcript // nil while not read
	Cases      []*archive.Case     // that the document belongs to
}

// Batch is what follows from the acts up to Seq.
type Batch struct {
	Put    []Entry
	Delete []string // ids of documents; wins over Put
	Seq    uint64
	Hash   string // of act Seq
}

// pieceSize is how much text goes into one write of the index: large enough to
// be quick, small enough for a small machine.
const pieceSize = 2 << 20

// Apply makes the index hold a batch of any size. When it returns, searches see
// all of it and it is durable; until then they see none of it. A document is in
// the index of its own level only. Applying a batch again changes nothing.
//
// After an error Applied is what it was, and some of the batch may be there.
func (ix *Index) Apply(ctx context.Context, b Batch) error {
	ix.used.Store(true)
	for _, e := range b.Put {
		if e.Document == nil || e.Document.ID == "" || e.Document.Secrecy < archive.Ordinary || e.Document.Secrecy > archive.TopSecret {
			return fmt.Errorf("apply act %d to the index: an entry has no document, no id or no level", b.Seq)
		}
	}
	ix.writing.Lock()
	defer ix.writing.Unlock()
	ix.life.RLock()
	defer ix.life.RUnlock()
	if ix.closed {
		return errClosed
	}
	if err := ix.hold(); err != nil {
		return err
	}
	defer ix.unhold()
	err := apply(ctx, ix.levels, ix.stems, b)
	if errors.Is(err, errDamaged) {
		ix.degraded.Store(true)
	}
	return err
}

// piece is a part of a batch that is written at once.
type piece struct {
	put  []Entry
	drop []string
}

func pieces(b Batch) []piece {
	at := make(map[string]int, len(b.Put))
	for i, e := range b.Put {
		at[e.Document.ID] = i // the last entry of a document counts
	}
	for _, id := range b.Delete {
		delete(at, id)
	}
	all := []piece{{drop: b.Delete}}
	size := 0
	for i, e := range b.Put {
		if last, wanted := at[e.Document.ID]; !wanted || last != i {
			continue
		}
		if size > pieceSize {
			all = append(all, piece{})
			size = 0
		}
		last := &all[len(all)-1]
		last.put = append(last.put, e)
		size += e.size()
	}
	return all
}

func apply(ctx context.Context, levels []*level, cache *stems, b Batch) error {
	all := pieces(b)
	if len(all) == 1 {
		return all[0].write(ctx, levels, cache, &b)
	}
	// Two pieces at a time: one is analysed while the other is made durable.
	var next sync.Mutex
	i := 0
	worker := func() error {
		for {
			next.Lock()
			mine := i
			i++
			next.Unlock()
			if mine >= len(all) {
				return nil
			}
			if err := all[mine].write(ctx, levels, cache, nil); err != nil {
				return err
			}
		}
	}
	if err := together(worker, worker); err != nil {
		return err
	}
	return finish(levels, b)
}

// finish notes in every level that the batch is wholly there.
func finish(levels []*level, b Batch) error {
	return eachLevel(levels, func(_ archive.Secrecy, l *level) error {
		docs, err := l.count()
		if err != nil {
			return err
		}
		return l.pass(state{Schema: schema, Seq: b.Seq, Hash: b.Hash, Docs: docs})
	})
}

// write applies a piece. With whole, the piece is all there is of that batch,
// and the state moves on with it.
//
// Documents leave their old level before they enter the new one: a crash between
// the two must not leave a secret letter open.
func (p piece) write(ctx context.Context, levels []*level, cache *stems, whole *Batch) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	var left [len(archive.Levels)]int64
	err := eachLevel(levels, func(s archive.Secrecy, l *level) error {
		ids := p.elsewhere(s)
		n, err := l.holds(ids)
		if err != nil || n == 0 {
			return err
		}
		left[s] = n
		b := api.NewBatch()
		for _, id := range ids {
			b.Delete(id)
		}
		after := l.current()
		after.Docs = -1
		return l.write(b, after)
	})
	if err != nil {
		return err
	}
	return eachLevel(levels, func(s archive.Secrecy, l *level) error {
		b := api.NewBatch()
		var ids []string
		for _, e := range p.put {
			if e.Document.Secrecy == s {
				b.Update(newPaper(e, cache))
				ids = append(ids, e.Document.ID)
			}
		}
		after := l.current()
		after.Docs = -1
		if whole != nil {
			known, err := l.holds(ids)
			if err != nil {
				return err
			}
			docs, err := l.count()
			if err != nil {
				return err
			}
			after = state{Schema: schema, Seq: whole.Seq, Hash: whole.Hash, Docs: docs - known + int64(len(ids))}
			if len(ids) == 0 {
				return l.pass(after)
			}
		} else if len(ids) == 0 {
			return nil
		}
		return l.write(b, after)
	})
}

// elsewhere returns the documents of the piece that do not belong to a level.
func (p piece) elsewhere(s archive.Secrecy) []string {
	ids := slices.Clone(p.drop)
	for _, e := range p.put {
		if e.Document.Secrecy != s {
			ids = append(ids, e.Document.ID)
		}
	}
	return ids
}

func eachLevel(levels []*level, do func(archive.Secrecy, *level) error) error {
	tasks := make([]func() error, len(levels))
	for i, l := range levels {
		tasks[i] = func() error { return do(archive.Secrecy(i), l) }
	}
	return together(tasks...)
}

// together runs tasks at the same time and returns all their errors.
func together(tasks ...func() error) error {
	var wg sync.WaitGroup
	all := make([]error, len(tasks))
	for i, task := range tasks {
		wg.Go(func() { all[i] = task() })
	}
	wg.Wait()
	return errors.Join(all...)
}

// Rebuild fills new levels beside the old ones from entries, which are to be the
// documents as they stand after act seq, and swaps them in. Searches go on
// meanwhile; Apply waits. If entries or ctx fail, the old levels stay.
func (ix *Index) Rebuild(ctx context.Context, entries iter.Seq2[Entry, error], seq uint64, hash string) error {
	ix.writing.Lock()
	defer ix.writing.Unlock()
	fresh := make([]*level, 0, len(archive.Levels))
	for _, s := range archive.Levels {
		dir := filepath.Join(ix.dir, s.String()+".new")
		err := makeLevel(dir, ix.queue)
		var l *level
		if err == nil {
			l, err = openStore(dir, ix.queue, filling())
		}
		if err != nil {
			return errors.Join(fmt.Errorf("rebuild the index: %w", err), closeLevels(fresh))
		}
		fresh = append(fresh, l)
	}
	err := fill(ctx, fresh, ix.stems, entries, Batch{Seq: seq, Hash: hash})
	if err == nil {
		err = eachLevel(fresh, func(_ archive.Secrecy, l *level) error { return l.unite(ctx) })
	}
	if err := errors.Join(err, closeLevels(fresh)); err != nil {
		return fmt.Errorf("rebuild the index: %w", err)
	}
	return ix.swap()
}

// filling returns the settings of a store that is filled and then made one segment:
// what would be merged on the way is merged twice.
func filling() map[string]any {
	return map[string]any{"scorchMergePlanOptions": map[string]any{"MaxSegmentsPerTier": 100, "SegmentsPerMergeTask": 100, "FloorSegmentSize": 1}}
}

// fillSize is how much text is gathered for one batch of a rebuild: a few pieces.
const fillSize = 4 * pieceSize

// fill applies entries in batches of a few pieces.
func fill(ctx context.Context, levels []*level, cache *stems, entries iter.Seq2[Entry, error], last Batch) error {
	b, size := Batch{}, 0
	for e, err := range entries {
		if err != nil {
			return err
		}
		b.Put = append(b.Put, e)
		if size += e.size(); size >= fillSize {
			if err := apply(ctx, levels, cache, b); err != nil {
				return err
			}
			clear(b.Put) // lets go of the texts
			b.Put, size = b.Put[:0], 0
		}
	}
	last.Put = b.Put
	return apply(ctx, levels, cache, last)
}

// size is how much text an entry has, about.
func (e Entry) size() int {
	size := 500
	if e.Transcript != nil {
		for _, p := range e.Transcript.Pages {
			size += len(p.Text)
		}
	}
	return size
}

// swap closes the levels, puts the new folders in their place and opens those.
func (ix *Index) swap() error {
	ix.life.Lock()
	defer ix.life.Unlock()
	if ix.closed {
		return errClosed
	}
	if err := closeLevels(ix.levels); err != nil {
		ix.log.Warn("the old index did not close", "err", err)
	}
	ix.columns.forget()
	for i, s := range archive.Levels {
		dir := filepath.Join(ix.dir, s.String())
		if err := swapIn(dir); err != nil {
			return fmt.Errorf("put the new index of level %s in place: %w", s, err)
		}
		l, _, err := openLevel(dir, ix.queue, ix.log)
		if err != nil {
			return fmt.Errorf("open the new index of level %s: %w", s, err)
		}
		ix.levels[i] = l
	}
	ix.degraded.Store(false)
	return nil
}

// view is all levels at one moment.
type view struct {
	snapshots []*scorch.IndexSnapshot
	done      func() // gives back what look took
}

func (v *view) close() {
	for _, s := range v.snapshots {
		if s != nil {
			_ = s.Close() // drops a reference; the files stay while others read them
		}
	}
}

func (v *view) release() { v.done() }

func (ix *Index) freshView() (*view, error) {
	v := &view{}
	for _, l := range ix.levels {
		s, err := l.snapshot()
		if err != nil {
			v.close()
			return nil, err
		}
		v.snapshots = append(v.snapshots, s)
	}
	return v, nil
}

// look returns the levels as searches may see them: as they are now, or as they
// were before the Apply that is under way. release it.
func (ix *Index) look() (*view, error) {
	ix.life.RLock()
	if ix.closed {
		ix.life.RUnlock()
		return nil, errClosed
	}
	ix.shown.Lock()
	defer ix.shown.Unlock()
	var v *view
	if ix.held != nil {
		v = &view{snapshots: slices.Clone(ix.held.snapshots)}
		for _, s := range v.snapshots {
			s.AddRef()
		}
	} else {
		fresh, err := ix.freshView()
		if err != nil {
			ix.life.RUnlock()
			return nil, err
		}
		v = fresh
	}
	v.done = func() {
		v.close()
		ix.life.RUnlock()
	}
	return v, nil
}

// hold makes searches see the levels as they are until unhold.
func (ix *Index) hold() error {
	v, err := ix.freshView()
	if err != nil {
		return err
	}
	ix.shown.Lock()
	ix.held = v
	ix.shown.Unlock()
	return nil
}

func (ix *Index) unhold() {
	ix.shown.Lock()
	v := ix.held
	ix.held = nil
	ix.shown.Unlock()
	v.close()
}
