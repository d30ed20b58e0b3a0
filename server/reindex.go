package server

import (
	"context"
	"fmt"
	"iter"
	"time"

	"lintas/archive"
	"lintas/index"
)

// rebuildIndex fills a new index beside the old one, which goes on answering as well as it
// can, and swaps it in.
func (d *Desk) rebuildIndex(ctx context.Context) error {
	head, hash := d.archive.Head()
	counts, err := d.archive.Read(archive.System()).Counts(ctx)
	if err != nil {
		return err
	}
	var total int64
	for _, n := range counts.Documents {
		total += int64(n)
	}
	d.follower.set(func(f *follower) { f.now.Rebuild, f.now.Done, f.now.Total = "index", 0, total })
	defer d.follower.set(func(f *follower) { f.now.Rebuild = "" })
	if err := d.index.Rebuild(ctx, d.entries(ctx, total), head, hash); err != nil {
		return fmt.Errorf("rebuild the index: %w", err)
	}
	d.follower.set(func(f *follower) { f.seq, f.mend, f.now.Problem, f.now.IndexedAt = head, false, nil, d.cfg.Now() })
	d.log.Info("the index has been rebuilt", "documents", total)
	return nil
}

// entries yields all documents for the index.
func (d *Desk) entries(ctx context.Context, total int64) iter.Seq2[index.Entry, error] {
	return func(yield func(index.Entry, error) bool) {
		var done int64
		b := newBatcher(d, index.Batch{})
		for doc, err := range b.read.AllDocuments(ctx) {
			if err != nil {
				yield(index.Entry{}, err)
				return
			}
			done++
			if done%500 == 0 {
				d.follower.set(func(f *follower) { f.now.Done = done })
				clear(b.cases) // bounded, and as fresh as need be
			}
			d.cfg.Progress("index", done, total)
			if doc.Status == archive.Withdrawn {
				continue
			}
			entry, err := b.entry(doc)
			if !yield(entry, err) || err != nil {
				return
			}
		}
	}
}

// RebuildIndex fills the index anew now. Run must not be running.
func (d *Desk) RebuildIndex(ctx context.Context) error {
	return d.rebuildIndex(ctx)
}

// awaitWork waits until the head moves or the index is found to be damaged.
func (d *Desk) awaitWork(ctx context.Context, seq uint64) error {
	waiting, stop := context.WithCancel(ctx)
	defer stop()
	damaged := d.follower.damaged.next()
	if d.index.Degraded() {
		return nil
	}
	moved := make(chan error, 1)
	go func() { moved <- d.archive.Wait(waiting, seq) }()
	select {
	case err := <-moved:
		return err
	case <-damaged:
		stop()
		<-moved
		return nil
	}
}

// restIndex lets the index give memory back while nobody searches, and has damage mended
// that was met outside a search.
func (d *Desk) restIndex(ctx context.Context) {
	tick := time.NewTicker(5 * time.Second)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			d.index.Rest()
			if d.index.Degraded() {
				d.follower.damaged.ring()
			}
		case <-ctx.Done():
			return
		}
	}
}
