package storage

import (
	"context"
	"errors"
	"fmt"
	"os"

	"lintas/archive"
)

// openTruth reads as much of the journal as the view has not seen, and leaves
// the archive with a view, a head and perhaps a fault.
func (a *Archive) openTruth(ctx context.Context) error {
	segs, err := segments(journalDir(a.dir))
	if archive.CodeOf(err) == archive.Damaged {
		a.fault = err
	} else if err != nil {
		return err
	}
	last, err := lastOrigin(segs)
	if err != nil {
		return err
	}
	o, mended, err := ensureOrigin(a.dir, last)
	if err != nil {
		return err
	}
	if a.origin = o; mended {
		a.log.Warn("origin.json was lost or damaged; a new incarnation begins", "origin", o)
	}
	m, why := a.openRecords(ctx, segs)
	rp := &replay{segs: segs, durable: m.Durable.Seq}
	switch {
	case why != nil:
		err = a.rebuild(ctx, rp, m, why)
	case a.fault != nil: // a segment is missing: the view knows more than can be replayed
		a.head = m.Head
		return nil
	default:
		err = a.catchUp(ctx, rp, m)
	}
	if err != nil {
		return err
	}
	if a.head = rp.head; a.fault == nil && rp.fault != nil {
		a.fault = rp.fault
	}
	if a.fault != nil {
		a.log.Error("the journal is damaged; the archive is read-only", "error", a.fault)
		return nil
	}
	return a.mend(rp)
}

// openRecords opens the view and says why it must be rebuilt, if it must.
func (a *Archive) openRecords(ctx context.Context, segs []segment) (m meta, why error) {
	path, openFrom := recordsDir(a.dir), openView
	if _, err := os.Stat(doubtFile(path)); err == nil {
		why, openFrom = errors.New("it has shown damage, or a rebuild was asked for"), openStill
	} else if err := checkTables(path); err != nil {
		why, openFrom = fmt.Errorf("it is damaged: %w", err), openStill
	}
	v, err := openFrom(path, a.log)
	if err != nil {
		return m, err
	}
	a.view = v
	m, err = v.meta()
	empty := len(segs) == 0 || segs[0].size == 0
	switch {
	case why != nil || err != nil:
		return m, errors.Join(why, err)
	case m.Layout == 0 && empty:
		return m, nil
	case m.Layout == 0:
		return m, errors.New("there is none yet")
	case m.Origin != a.origin.String():
		return meta{}, errOther
	case m.Layout != layout:
		return m, errors.New("it is of another version")
	case m.Dirty:
		return m, errors.New("a big act was cut off in the middle")
	case m.Fault != "":
		return m, errors.New("it was built across damage in the journal")
	case a.fault != nil:
		return m, nil
	}
	err = m.follows(ctx, segs)
	if archive.CodeOf(err) == archive.Damaged {
		a.fault, err = err, nil
	}
	return m, err
}

func (a *Archive) catchUp(ctx context.Context, rp *replay, m meta) error {
	f := a.follower(a.view, rp)
	f.durable = m.Durable
	if err := rp.run(ctx, m.Head); err != nil {
		return errors.Join(fmt.Errorf("catch up with the journal: %w", err), f.end())
	}
	if rp.head == m.Head && rp.fault == nil && m.Layout == layout {
		return f.end()
	}
	a.log.Info("records view has caught up", "from", m.Seq, "to", rp.head.Seq)
	return f.flush(false)
}

func (a *Archive) rebuild(ctx context.Context, rp *replay, m meta, why error) error {
	path := recordsDir(a.dir)
	a.log.Warn("rebuilding the records view", "why", why)
	if a.view != nil {
		if err := a.view.close(); err != nil {
			a.log.Warn("closing the old records view", "error", err)
		}
		a.view = nil
	}
	if errors.Is(why, errAhead) {
		aside := fmt.Sprintf("%s.ahead-%d", path, m.Seq)
		a.log.Error("the records view has seen acknowledged acts that the journal does not hold: its end is lost; the old view is kept aside", "view", m.Seq, "folder", aside)
		if err := errors.Join(os.RemoveAll(aside), os.Rename(path, aside)); err != nil {
			return fmt.Errorf("keep the old records view: %w", err)
		}
	}
	v, err := buildView(ctx, path, a.log, func(ctx context.Context, v *view) error {
		f := a.follower(v, rp)
		if f.fresh = true; !errors.Is(why, errAhead) && !errors.Is(why, errOther) {
			f.durable = m.Durable
		}
		if err := rp.run(ctx, Head{}); err != nil {
			return errors.Join(err, f.end())
		}
		return f.flush(false)
	})
	a.view = v
	return err
}

// mend cuts off a torn end and says so.
func (a *Archive) mend(rp *replay) error {
	if rp.torn == nil {
		return nil
	}
	name, err := cut(rp.segs, *rp.torn, a.now())
	if err != nil {
		return err
	}
	a.log.Warn("the journal's last write was cut short and never acknowledged; its rest is kept aside",
		"segment", rp.segs[rp.torn.index].name(), "after", rp.head.Seq, "kept", name, "why", rp.why)
	return nil
}

// follower writes replayed acts to a view in batches.
type follower struct {
	archive *Archive
	view    *view
	replay  *replay
	durable Head // known to be on the disk before
	fresh   bool // nobody reads the view yet: no need for whole batches
	snap    *snapshot
	done    int64
	total   int64
}

func (a *Archive) follower(v *view, rp *replay) *follower {
	f := &follower{archive: a, view: v, replay: rp}
	for _, s := range rp.segs {
		f.total += s.size
	}
	rp.each = f.take
	return f
}

func (f *follower) take(act archive.Act, size int) error {
	if f.snap == nil {
		snap, err := f.view.begin(newPending())
		if err != nil {
			return err
		}
		f.snap = snap
	}
	if err := f.snap.take(act); err != nil {
		return err
	}
	f.snap.pending.mark()
	f.done += int64(size) + 1
	if f.snap.pending.bytes < maxBody/2 {
		return nil
	}
	f.replay.head = Head{act.Seq, act.Hash}
	f.archive.progress("records", f.done, f.total)
	return f.flush(true)
}

// flush writes the batch; the last one of a fresh view says how far it is.
func (f *follower) flush(more bool) error {
	p := newPending()
	if f.snap != nil {
		p = f.snap.pending
	}
	if err := f.end(); err != nil {
		return err
	}
	m := meta{Layout: layout, Origin: f.archive.origin.String(), Head: f.replay.head, Durable: f.durable}
	if f.replay.fault != nil {
		m.Fault = f.replay.fault.Error()
	}
	defer f.view.publish(m.Seq)
	if !f.fresh {
		return f.view.write(p, m)
	}
	if err := f.view.writeParts(p, m.Seq); err != nil || more {
		return err
	}
	f.archive.progress("records", f.total, f.total)
	return f.view.writeWhole(newPending(), m)
}

func (f *follower) end() error {
	if f.snap != nil {
		f.snap.end()
		f.snap = nil
	}
	return nil
}

// lastOrigin returns the origin of the last act that can be read from the last
// segment, "" if there is none.
func lastOrigin(segs []segment) (string, error) {
	for i := len(segs) - 1; i >= 0; i-- {
		near := max(0, segs[i].size-1<<20)
		name := ""
		for l, err := range lines(segs[i:i+1], place{0, near}) {
			if err != nil {
				return "", err
			}
			if act, bad := l.parse(); bad == nil && act.Origin != "" {
				name = act.Origin
			}
		}
		if name != "" {
			return name, nil
		}
	}
	return "", nil
}
