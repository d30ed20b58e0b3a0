package storage

import (
	"context"
	"encoding/binary"
	"errors"
	"iter"
	"slices"

	"lintas/archive"
)

// Acts yields the committed acts after a number, in order, and ends at the head.
// It reads one act at a time. A damaged line yields an error with code Damaged
// in its place; whoever goes on ranging gets the acts that follow.
func (a *Archive) Acts(ctx context.Context, after uint64) iter.Seq2[archive.Act, error] {
	return func(yield func(archive.Act, error) bool) {
		head, _ := a.Head()
		if after >= head {
			return
		}
		actsOf(ctx, journalDir(a.dir), after, head, yield)
	}
}

// actsOf reads the acts after one number up to another from a journal folder.
func actsOf(ctx context.Context, dir string, after, to uint64, yield func(archive.Act, error) bool) {
	segs, err := segments(dir)
	if err != nil && !yield(archive.Act{}, err) || len(segs) == 0 {
		return
	}
	from, err := findAfter(segs, after)
	if err != nil {
		yield(archive.Act{}, err)
		return
	}
	prev, known := "", false // the link to an act that was not read is verify's matter
	for l, err := range lines(segs, from) {
		if err = errors.Join(err, ctx.Err()); err != nil {
			yield(archive.Act{}, err)
			return
		}
		act, bad := l.parse()
		if bad == nil && act.Seq <= after {
			continue
		}
		switch {
		case bad != nil:
		case known:
			bad = act.Check(after+1, prev)
		default:
			bad = act.Check(act.Seq, act.Prev)
		}
		if bad == nil {
			if !yield(act, nil) || act.Seq >= to {
				return
			}
			after, prev, known = act.Seq, act.Hash, true
			continue
		}
		known = false
		if !yield(archive.Act{}, damaged("journal "+where(segs, l.place), bad)) {
			return
		}
	}
}

// History returns the acts that changed a record, the last first, each with that
// change only. A state that the record had above the viewer's clearance comes
// without its body.
func (r *Reader) History(ctx context.Context, kind archive.RecordKind, id string) ([]archive.Act, error) {
	rec, err := lookup[archive.Record](r, kind, id)
	if err != nil {
		return nil, err
	}
	if !r.viewer.Sees(rec.Level()) {
		return nil, notFound(kind, id)
	}
	var seqs []uint64
	err = r.with(func(s *snapshot) error {
		return s.walk(ctx, walk{prefixes: [][]byte{historyKeys(kind, id)}}, func(st step) error {
			seqs = append(seqs, binary.BigEndian.Uint64(st.rest))
			return nil
		})
	})
	if err != nil {
		return nil, err
	}
	var acts []archive.Act
	for _, seq := range slices.Backward(seqs) {
		for act, err := range r.archive.only(ctx, seq) {
			if err != nil {
				return nil, err
			}
			act.Changes = slices.DeleteFunc(act.Changes, func(c archive.Change) bool { return c.Kind != kind || c.ID != id })
			r.veil(act.Changes)
			acts = append(acts, act)
		}
	}
	return acts, nil
}

// only yields one act, nothing if it is still in the making.
func (a *Archive) only(ctx context.Context, seq uint64) iter.Seq2[archive.Act, error] {
	return func(yield func(archive.Act, error) bool) {
		if head, _ := a.Head(); seq <= head {
			actsOf(ctx, journalDir(a.dir), seq-1, seq, yield)
		}
	}
}

// veil takes the bodies away that the viewer may not see.
func (r *Reader) veil(changes []archive.Change) {
	for i, c := range changes {
		rec, err := decode(c.Kind, c.Body)
		if err != nil || rec == nil || !r.viewer.Sees(rec.Level()) {
			changes[i].Body = nil
		}
	}
}

// Changes yields the acts after a number as the viewer may see them: only
// changes of records that are, and were in that act, at or below the clearance.
// A record that was raised above it in an act appears there once more without a
// body: whoever has a copy must drop it. Acts with nothing to see are left out.
func (r *Reader) Changes(ctx context.Context, after uint64) iter.Seq2[archive.Act, error] {
	return func(yield func(archive.Act, error) bool) {
		for act, err := range r.archive.Acts(ctx, after) {
			if err == nil {
				act.Changes, err = r.permitted(ctx, act)
			}
			if err == nil && len(act.Changes) == 0 {
				continue
			}
			if !yield(act, err) {
				return
			}
		}
	}
}

func (r *Reader) permitted(ctx context.Context, act archive.Act) ([]archive.Change, error) {
	var seen []archive.Change
	for _, c := range act.Changes {
		rec, err := decode(c.Kind, c.Body)
		if err != nil {
			return nil, err
		}
		if rec == nil {
			continue
		}
		if !r.viewer.Sees(rec.Level()) {
			lost, err := r.lost(ctx, act.Seq, c)
			if err != nil {
				return nil, err
			}
			if lost {
				c.Body = nil
				seen = append(seen, c)
			}
			continue
		}
		now, err := lookup[archive.Record](r, c.Kind, c.ID)
		if err != nil && archive.CodeOf(err) != archive.NotFound {
			return nil, err
		}
		if err == nil && r.viewer.Sees(now.Level()) {
			seen = append(seen, c)
		}
	}
	return seen, nil
}

// lost reports whether a record now above the clearance was not above it before
// the act.
func (r *Reader) lost(ctx context.Context, seq uint64, c archive.Change) (bool, error) {
	if c.Base == 0 {
		return false, nil
	}
	prefix := historyKeys(c.Kind, c.ID)
	w := walk{prefixes: [][]byte{prefix}, to: historyKey(c.Kind, c.ID, seq)[len(prefix):], reverse: true}
	var earlier uint64
	err := r.with(func(s *snapshot) error {
		return s.walk(ctx, w, func(st step) error {
			earlier = binary.BigEndian.Uint64(st.rest)
			return errStop
		})
	})
	if err != nil || earlier == 0 {
		return false, err
	}
	for act, err := range r.archive.only(ctx, earlier) {
		if err != nil {
			return false, err
		}
		for _, was := range act.Changes {
			if was.Kind == c.Kind && was.ID == c.ID {
				rec, err := decode(was.Kind, was.Body)
				return rec != nil && r.viewer.Sees(rec.Level()), err
			}
		}
	}
	return false, nil
}
