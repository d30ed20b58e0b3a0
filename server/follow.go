package server

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"lintas/archive"
	"lintas/index"
	"lintas/storage"
)

const (
	batchDocuments = 1024             // documents of one index batch
	batchText      = 16 << 20         // bytes of text loaded at once
	linger         = time.Second      // while the reader is busy and nobody waits for the index
	bulkLinger     = 5 * time.Second  // while it is filled: few large batches need less merging
	rebuildFrom    = 2000             // documents from which filling an empty index is a rebuild
	retryAfter     = 15 * time.Second // after the index could not be written
)

// follower is how far the index has followed the journal.
type follower struct {
	mu      sync.Mutex
	seq     uint64
	mend    bool // the index does not fit the journal and is to be rebuilt
	now     Status
	moved   bell
	hurry   bell // somebody waits for the index
	damaged bell // a search could not be answered
	waiters atomic.Int32
}

func (f *follower) at() uint64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.seq
}

func (f *follower) status() Status {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.now
}

func (f *follower) set(change func(*follower)) {
	f.mu.Lock()
	change(f)
	f.mu.Unlock()
	f.moved.ring()
}

// checkIndex compares the index with the journal. One that is ahead, or has applied an act
// of another history, is to be rebuilt; so is an empty one beside a large archive.
func (d *Desk) checkIndex(ctx context.Context) error {
	seq, hash := d.index.Applied()
	head, _ := d.archive.Head()
	mend := d.index.Degraded() || seq > head
	switch {
	case mend:
	case seq == 0:
		counts, err := d.archive.Read(archive.System()).Counts(ctx)
		if err != nil {
			return fmt.Errorf("count the documents: %w", err)
		}
		total := 0
		for _, n := range counts.Documents {
			total += n
		}
		mend = total >= rebuildFrom
	default:
		fits, err := d.hasAct(ctx, seq, hash)
		if err != nil {
			return fmt.Errorf("compare the index with the journal: %w", err)
		}
		mend = !fits
	}
	if mend {
		d.log.Warn("the index does not fit the journal and will be rebuilt", "index", seq, "journal", head)
		seq = 0
	}
	d.follower.set(func(f *follower) { f.seq, f.mend = seq, mend })
	return nil
}

func (d *Desk) hasAct(ctx context.Context, seq uint64, hash string) (bool, error) {
	for act, err := range d.archive.Acts(ctx, seq-1) {
		if err != nil {
			return false, err
		}
		return act.Seq == seq && act.Hash == hash, nil
	}
	return false, nil
}

// followJournal keeps the index at the journal's head until ctx ends.
func (d *Desk) followJournal(ctx context.Context) {
	for ctx.Err() == nil {
		err := d.followOnce(ctx)
		if err == nil || ctx.Err() != nil {
			continue
		}
		d.log.Error("the index cannot follow the journal", "error", err)
		d.follower.set(func(f *follower) {
			f.now.Problem = &archive.Text{ID: "Indeks pencarian tidak dapat mengikuti; dicoba lagi sebentar lagi.", EN: "The search index cannot keep up; it will be tried again shortly."}
		})
		pause(ctx, retryAfter)
	}
}

// followOnce brings the index to the journal's head, or waits for the head to move.
func (d *Desk) followOnce(ctx context.Context) error {
	d.follower.mu.Lock()
	mend, seq := d.follower.mend, d.follower.seq
	d.follower.mu.Unlock()
	if mend || d.index.Degraded() {
		return d.rebuildIndex(ctx)
	}
	head, _ := d.archive.Head()
	if seq >= head {
		d.transcripts.forget()
		return d.awaitWork(ctx, seq)
	}
	d.gatherMore(ctx, seq)
	next, err := d.indexSome(ctx, seq)
	if err != nil {
		return err
	}
	d.follower.set(func(f *follower) { f.seq, f.now.Problem, f.now.IndexedAt = next, nil, d.cfg.Now() })
	return nil
}

// gatherMore waits a little while the reader is busy and nobody waits for the index: one
// batch of many documents costs a fraction of many batches.
func (d *Desk) gatherMore(ctx context.Context, seq uint64) {
	wait := linger
	if d.bulk() {
		wait = bulkLinger
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	for {
		wanted, changed := d.follower.hurry.next(), d.queue.changed.next()
		waiting, working := d.queue.counts()
		head, _ := d.archive.Head()
		if waiting+working == 0 || d.follower.waiters.Load() > 0 || head-seq >= batchDocuments {
			return
		}
		select {
		case <-changed:
		case <-wanted:
		case <-timer.C:
			return
		case <-ctx.Done():
			return
		}
	}
}

// indexSome applies what changed in the acts after seq, up to a bound, and returns the last
// act applied. What is indexed is the present state: acts applied again do no harm.
func (d *Desk) indexSome(ctx context.Context, seq uint64) (uint64, error) {
	before := index.Batch{Seq: seq}
	_, before.Hash = d.index.Applied()
	b := newBatcher(d, before)
	last := before
	for act, err := range d.archive.Acts(ctx, seq) {
		if archive.CodeOf(err) == archive.Damaged {
			d.log.Error("a damaged act is passed over by the index; run lintas verify", "error", err)
			continue
		}
		if err != nil {
			return seq, err
		}
		if err := b.note(ctx, act); err != nil {
			return seq, err
		}
		last.Seq, last.Hash = act.Seq, act.Hash
		if len(b.ids) >= batchDocuments {
			break
		}
	}
	if last.Seq == seq {
		return seq, nil
	}
	if err := b.apply(ctx, last); err != nil {
		return seq, err
	}
	return last.Seq, nil
}

// batcher collects the documents that acts touched.
type batcher struct {
	desk  *Desk
	read  *storage.Reader
	from  index.Batch // number and hash of what the index holds
	ids   []string
	noted map[string]bool
	cases map[string]*archive.Case
}

func newBatcher(d *Desk, from index.Batch) *batcher {
	return &batcher{desk: d, read: d.archive.Read(archive.System()), from: from, noted: map[string]bool{}, cases: map[string]*archive.Case{}}
}

// note adds the documents that an act changed, and those of the cases it changed.
func (b *batcher) note(ctx context.Context, act archive.Act) error {
	for _, c := range act.Changes {
		switch c.Kind {
		case archive.DocumentRecord:
			b.add(c.ID)
		case archive.CaseRecord:
			q := storage.DocumentQuery{Case: c.ID, Limit: 500}
			for {
				page, err := b.read.Documents(ctx, q)
				if err != nil {
					return fmt.Errorf("documents of case %s: %w", c.ID, err)
				}
				for _, doc := range page.Items {
					b.add(doc.ID)
				}
				if page.Next == "" {
					break
				}
				q.Cursor = page.Next
			}
		}
	}
	return nil
}

func (b *batcher) add(id string) {
	if !b.noted[id] {
		b.noted[id] = true
		b.ids = append(b.ids, id)
	}
}

// apply indexes what was noted; only the last write moves the index to the act to.
func (b *batcher) apply(ctx context.Context, to index.Batch) error {
	part, size := b.from, 0
	for _, id := range b.ids {
		doc, err := b.read.Document(id)
		if archive.CodeOf(err) == archive.NotFound { // erased
			part.Delete = append(part.Delete, id)
			continue
		}
		if err != nil {
			return err
		}
		if doc.Status == archive.Withdrawn {
			part.Delete = append(part.Delete, id)
			continue
		}
		if doc.Status == archive.Reading && b.desk.bulk() {
			continue // it will be indexed once it is read
		}
		entry, err := b.entry(doc)
		if err != nil {
			return err
		}
		part.Put = append(part.Put, entry)
		if size += textSize(entry.Transcript); size > batchText {
			if err := b.desk.index.Apply(ctx, part); err != nil {
				return err
			}
			part, size = b.from, 0
		}
	}
	part.Seq, part.Hash = to.Seq, to.Hash
	return b.desk.index.Apply(ctx, part)
}

// entry is a document as the index takes it in. One whose text is lost is still found by
// its fields.
func (b *batcher) entry(doc *archive.Document) (index.Entry, error) {
	e := index.Entry{Document: withFileNames(doc)}
	if doc.Transcript != "" {
		text, err := b.desk.transcripts.loadText(doc.Transcript)
		if err != nil {
			b.desk.log.Error("the text of a document cannot be read; run lintas verify", "document", doc.ID, "error", err)
		}
		e.Transcript = text
	}
	for _, link := range doc.Cases {
		c := b.cases[link.Case]
		if c == nil {
			found, err := b.read.Case(link.Case)
			if archive.CodeOf(err) == archive.NotFound {
				continue
			}
			if err != nil {
				return e, err
			}
			c = found
			b.cases[link.Case] = c
		}
		// A case above the document is no way to find the document by.
		if seenAt(c, doc.Secrecy) {
			e.Cases = append(e.Cases, c)
		}
	}
	return e, nil
}

// withFileNames returns a copy of a document whose remark ends with the names of its files: a
// scan is found by what somebody called it, and names often hold the letter's number.
func withFileNames(doc *archive.Document) *archive.Document {
	copied := *doc
	for _, file := range doc.Files {
		name := strings.TrimSuffix(file.Name, filepath.Ext(file.Name))
		copied.Remark += "\n" + strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == '_' || r == '+' }), " ")
	}
	return &copied
}

// bulk reports whether so much waits to be read that a document is not worth indexing before.
func (d *Desk) bulk() bool {
	waiting, _ := d.queue.counts()
	return waiting > fewReadings
}

func textSize(t *archive.Transcript) int {
	if t == nil {
		return 0
	}
	size := 0
	for _, page := range t.Pages {
		size += len(page.Text)
	}
	return size
}

// indexed waits until the index holds an act.
func (d *Desk) indexed(ctx context.Context, seq uint64) error {
	d.follower.waiters.Add(1)
	defer d.follower.waiters.Add(-1)
	d.follower.hurry.ring()
	for {
		moved := d.follower.moved.next()
		if d.follower.at() >= seq {
			return nil
		}
		select {
		case <-moved:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// pause waits for a while, or until ctx ends.
func pause(ctx context.Context, wait time.Duration) {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// CatchUp brings the index to the journal's head and returns. Run must not be running.
func (d *Desk) CatchUp(ctx context.Context) error {
	for {
		head, _ := d.archive.Head()
		d.follower.mu.Lock()
		there := !d.follower.mend && d.follower.seq >= head
		d.follower.mu.Unlock()
		if there {
			return nil
		}
		if err := d.followOnce(ctx); err != nil {
			return err
		}
	}
}
