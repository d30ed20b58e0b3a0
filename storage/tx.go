package storage

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"lintas/archive"
)

// Tx is one act in the making. It reads with full sight, and every lookup and
// list already shows what the act itself has put.
type Tx struct {
	*Reader
	changes []archive.Change
	at      map[string]int // where in changes a record stands
}

// Put makes a record part of the act, new or changed. The record must have the
// revision it was read at, 0 if it is new; another one is an error with code
// Conflict that carries the record as it is now. The revision is raised by one;
// putting the same record again in the same act replaces the first and raises
// nothing.
func (tx *Tx) Put(rec archive.Record) error {
	kind, id := rec.RecordKind(), rec.RecordID()
	if err := errors.Join(checkID(id), checkLevel(rec)); err != nil {
		return err
	}
	if err := rec.Validate(); err != nil {
		return err
	}
	old, err := tx.snap.record(kind, id)
	if err != nil && !errors.Is(err, errMissing) {
		return err
	}
	if rec.Revision() != old.rev {
		current, err := decode(kind, old.body)
		if err != nil {
			return err
		}
		return conflict(current)
	}
	name := string(kind) + "/" + id
	i, again := tx.at[name]
	if !again {
		rec.SetRevision(old.rev + 1)
	}
	body, err := json.Marshal(rec)
	if err != nil {
		return fmt.Errorf("write %s %s: %w", kind, id, err)
	}
	if len(body) > maxBody {
		return invalid("", "Data ini terlalu besar untuk disimpan (lebih dari 1 MB).", "This record is too big to be kept (more than 1 MB).")
	}
	c := archive.Change{Kind: kind, ID: id, Rev: rec.Revision(), Base: old.rev, Sum: archive.SumOf(body), Body: body}
	if again {
		c.Base = tx.changes[i].Base
		tx.changes[i] = c
	} else {
		tx.at[name] = len(tx.changes)
		tx.changes = append(tx.changes, c)
	}
	sum, err := hex.DecodeString(c.Sum)
	if err != nil {
		return fmt.Errorf("write %s %s: %w", kind, id, err)
	}
	return tx.snap.put(kind, id, old, stored{c.Rev, string(sum), body}, rec)
}

func checkLevel(rec archive.Record) error {
	if l := rec.Level(); l < archive.Ordinary || l > archive.TopSecret {
		return invalid("secrecy", "Tingkat kerahasiaan tidak dikenal.", "The secrecy level is not known.")
	}
	return nil
}

// NextAgenda gives out the next number of a register book for a year, from 1.
// The number is part of the act: if the act is not made, it is given out again.
func (tx *Tx) NextAgenda(register string, year int) (int, error) {
	c := &archive.Counter{Head: archive.Head{ID: counterID(register, year)}}
	found, err := lookup[*archive.Counter](tx.Reader, archive.CounterRecord, c.ID)
	switch {
	case err == nil:
		c = found
	case archive.CodeOf(err) != archive.NotFound:
		return 0, err
	}
	c.Last++
	if err := tx.Put(c); err != nil {
		return 0, err
	}
	return c.Last, nil
}

func counterID(register string, year int) string { return fmt.Sprintf("%s/%d", register, year) }
