package storage

import (
	"context"
	"errors"
	"fmt"

	"lintas/archive"
)

// replay reads a journal from an act on and judges each line.
type replay struct {
	segs []segment
	// durable is the last act known to have been acknowledged: a line that breaks
	// at or before it is damage and is not taken for a torn write.
	durable uint64
	each    func(act archive.Act, size int) error

	head  Head   // the last good act
	fault error  // the first damage, an *archive.Error
	by    string // origin of the last good act
	torn  *place // where a write ended half-way
	why   error  // what is wrong there
}

// run replays what follows an act. Damaged lines are passed over after the
// first has been noted in fault: what stands after them is still good for
// reading, and the archive takes no further act.
func (r *replay) run(ctx context.Context, after Head) error {
	r.head = after
	if len(r.segs) == 0 {
		return nil
	}
	from, err := findAfter(r.segs, after.Seq)
	if err != nil {
		return err
	}
	for l, err := range lines(r.segs, from) {
		if err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		act, bad := l.parse()
		if bad != nil && r.isTorn(l) {
			at := l.place
			r.torn, r.why = &at, bad
			return nil
		}
		if bad == nil {
			bad = act.Check(r.head.Seq+1, r.head.Hash)
		}
		if bad != nil {
			if r.fault == nil {
				r.fault = damaged("journal "+where(r.segs, l.place), bad)
			}
			if act.Seq <= r.head.Seq || act.Check(act.Seq, act.Prev) != nil {
				continue
			}
		}
		if err := r.each(act, len(l.raw)); err != nil {
			return err
		}
		r.head, r.by = Head{act.Seq, act.Hash}, act.Origin
	}
	return nil
}

// isTorn reports whether an unreadable line is the rest of a write that power
// or process cut short: it lies in the last segment, no later write follows,
// and nothing shows that it was once whole.
func (r *replay) isTorn(l line) bool {
	if l.index != len(r.segs)-1 || r.head.Seq < r.durable {
		return false
	}
	for next, err := range lines(r.segs, l.place) {
		if err != nil || next.offset > l.offset && next.begins() {
			return false
		}
	}
	return true
}

// errAhead says that the view has seen acts that the journal does not hold.
var errAhead = errors.New("the journal does not reach as far as the records view")

// errUntold says that the view holds a write that was never acknowledged and of
// which the journal has a part or nothing.
var errUntold = errors.New("the records view holds a write that was cut short before anybody was told of it")

// errOther says that the view belongs to another history.
var errOther = errors.New("the records view follows another journal")

// follows checks that a view with this meta follows the journal: errAhead and
// errOther, errUntold, or damage. Up to the acknowledged act a broken line is
// damage; what was applied after it may have been torn.
func (m meta) follows(ctx context.Context, segs []segment) error {
	if err := confirm(segs, m.Durable); err != nil || m.Head == m.Durable {
		return err
	}
	hash := ""
	rp := &replay{segs: segs, durable: m.Durable.Seq, each: func(act archive.Act, _ int) error {
		if act.Seq == m.Seq {
			hash = act.Hash
		}
		return nil
	}}
	if err := rp.run(ctx, m.Durable); err != nil {
		return err
	}
	switch hash {
	case m.Hash:
		return rp.fault
	case "":
		if rp.fault != nil {
			return rp.fault
		}
		return fmt.Errorf("%w: act %d", errUntold, m.Seq)
	}
	return fmt.Errorf("%w: act %d has another hash", errOther, m.Seq)
}

// confirm checks that a head noted elsewhere is an act of this journal.
func confirm(segs []segment, head Head) error {
	if head.Seq == 0 {
		return nil
	}
	at, err := findAfter(segs, head.Seq-1)
	if err != nil {
		return err
	}
	for l, err := range lines(segs, at) {
		if err != nil {
			return err
		}
		act, bad := l.parse()
		if bad == nil {
			bad = act.Check(act.Seq, act.Prev)
		}
		switch {
		case bad != nil:
			return damaged("journal "+where(segs, l.place), bad)
		case act.Seq != head.Seq:
			return fmt.Errorf("%w: act %d stands where act %d belongs", errOther, act.Seq, head.Seq)
		case act.Hash != head.Hash:
			return fmt.Errorf("%w: act %d has another hash", errOther, act.Seq)
		}
		return nil
	}
	return fmt.Errorf("%w: no act %d", errAhead, head.Seq)
}
