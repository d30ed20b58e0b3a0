package storage

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"

	"github.com/dgraph-io/badger/v4"

	"lintas/archive"
)

// snapshot is the view as it is at one moment, with the changes of the batch
// that is being made, if there is one.
type snapshot struct {
	view    *view
	txn     *badger.Txn
	seen    uint64
	pending *pending // nil outside a batch
}

func castagnoli(key, payload []byte) uint32 {
	table := crc32.MakeTable(crc32.Castagnoli) // the package's own, not built anew
	return crc32.Update(crc32.Checksum(key, table), table, payload)
}

// guard puts a checksum of key and value in front of a value. Keys without a
// value have none: a damaged one points to a record that is not there.
func guard(key, value []byte) []byte {
	if len(value) == 0 {
		return nil
	}
	out := make([]byte, 4, 4+len(value))
	binary.LittleEndian.PutUint32(out, castagnoli(key, value))
	return append(out, value...)
}

func unguard(key, raw []byte) ([]byte, error) {
	if len(raw) == 0 {
		return nil, nil
	}
	if len(raw) < 4 || binary.LittleEndian.Uint32(raw) != castagnoli(key, raw[4:]) {
		return nil, damaged(fmt.Sprintf("the records view at key %q", key), errors.New("the checksum does not fit"))
	}
	return raw[4:], nil
}

// get returns the value of a key, errMissing if there is none.
func (s *snapshot) get(key []byte) ([]byte, error) {
	if s.pending != nil {
		if c, ok := s.pending.values[string(key)]; ok {
			if c.gone {
				return nil, errMissing
			}
			return c.value, nil
		}
	}
	raw, err := s.fetch(key)
	if errors.Is(err, badger.ErrKeyNotFound) {
		return nil, errMissing
	}
	if err != nil {
		return nil, s.view.doubt(fmt.Errorf("read the records view: %w", err))
	}
	value, err := unguard(key, raw)
	return value, s.view.doubt(err)
}

func (s *snapshot) fetch(key []byte) (raw []byte, err error) {
	defer caught(&err)
	item, err := s.txn.Get(key)
	if err != nil {
		return nil, err
	}
	return item.ValueCopy(nil)
}

// walk is a journey over the keys under some prefixes, merged by what follows
// the prefix.
type walk struct {
	prefixes [][]byte
	from     []byte // of what follows the prefix; inclusive
	to       []byte // exclusive; nil is no bound
	reverse  bool
	values   bool // also hand over the values
}

// step is one key of a walk.
type step struct {
	prefix int    // which of the prefixes
	rest   []byte // what follows it; valid until the next step
	value  []byte
}

var errStop = errors.New("stop walking")

// walk calls fn for each key in order. fn returns errStop to end early.
func (s *snapshot) walk(ctx context.Context, w walk, fn func(step) error) error {
	legs := make([]*leg, len(w.prefixes))
	for i, prefix := range w.prefixes {
		l, err := s.newLeg(w, prefix)
		if l != nil {
			defer l.it.Close()
		}
		if err != nil {
			return s.view.doubt(err)
		}
		legs[i] = l
	}
	for n := 0; ; n++ {
		if n%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		best := -1
		for i, l := range legs {
			if l.rest == nil {
				continue
			}
			if best < 0 || before(l.rest, legs[best].rest, w.reverse) {
				best = i
			}
		}
		if best < 0 {
			return nil
		}
		st := step{prefix: best, rest: legs[best].rest}
		if w.values {
			value, err := legs[best].value()
			if err != nil {
				return s.view.doubt(err)
			}
			st.value = value
		}
		if err := fn(st); err != nil {
			if errors.Is(err, errStop) {
				return nil
			}
			return err
		}
		if err := legs[best].next(); err != nil {
			return s.view.doubt(err)
		}
	}
}

func before(a, b []byte, reverse bool) bool {
	if reverse {
		return bytes.Compare(a, b) > 0
	}
	return bytes.Compare(a, b) < 0
}

// leg walks the keys under one prefix, in the view and in the batch.
type leg struct {
	w      walk
	prefix []byte
	it     *badger.Iterator
	over   *pending
	queue  []string // keys of the batch, in the direction of the walk
	rest   []byte   // of the current key; nil at the end
	own    bool     // the current key is the batch's
}

func (s *snapshot) newLeg(w walk, prefix []byte) (l *leg, err error) {
	defer caught(&err)
	o := badger.DefaultIteratorOptions
	o.PrefetchValues = false
	o.Reverse = w.reverse
	o.Prefix = prefix
	l = &leg{w: w, prefix: prefix, it: s.txn.NewIterator(o), over: s.pending}
	seek := bytes.Clone(prefix)
	switch {
	case !w.reverse:
		seek = append(seek, w.from...)
	case w.to != nil:
		seek = append(seek, w.to...)
	default:
		seek = append(seek, 0xff)
	}
	l.it.Seek(seek)
	if l.over != nil {
		l.queue = l.over.under(string(prefix))
	}
	l.settle()
	return l, nil
}

func (l *leg) next() (err error) {
	defer caught(&err)
	if !l.own {
		l.it.Next()
	}
	l.settle()
	return nil
}

// settle finds the next key that counts: of view and batch the nearer one, the
// batch's where both have it, none that the batch has deleted.
func (l *leg) settle() {
	for {
		var key []byte
		l.own = false
		if l.it.Valid() {
			key = l.it.Item().Key()
		}
		if own, ok := l.peek(); ok && (key == nil || bytes.Equal([]byte(own), key) || before([]byte(own), key, l.w.reverse)) {
			if bytes.Equal([]byte(own), key) {
				l.it.Next()
			}
			l.pop()
			if l.over.values[own].gone {
				continue
			}
			key, l.own = []byte(own), true
		}
		if key == nil {
			l.rest = nil
			return
		}
		rest := key[len(l.prefix):]
		tooLow := bytes.Compare(rest, l.w.from) < 0
		tooHigh := l.w.to != nil && bytes.Compare(rest, l.w.to) >= 0
		switch {
		case !tooLow && !tooHigh:
			l.rest = append(make([]byte, 0, len(rest)), rest...)
			return
		case tooHigh != l.w.reverse: // past the end in the walk's direction
			l.rest = nil
			return
		}
		if !l.own {
			l.it.Next()
		}
	}
}

func (l *leg) peek() (string, bool) {
	if len(l.queue) == 0 {
		return "", false
	}
	if l.w.reverse {
		return l.queue[len(l.queue)-1], true
	}
	return l.queue[0], true
}

func (l *leg) pop() {
	if l.w.reverse {
		l.queue = l.queue[:len(l.queue)-1]
	} else {
		l.queue = l.queue[1:]
	}
}

func (l *leg) value() (value []byte, err error) {
	defer caught(&err)
	key := append(bytes.Clone(l.prefix), l.rest...)
	if l.own {
		return l.over.values[string(key)].value, nil
	}
	raw, err := l.it.Item().ValueCopy(nil)
	if err != nil {
		return nil, fmt.Errorf("read the records view: %w", err)
	}
	return unguard(key, raw)
}

// stored is a record as the view keeps it.
type stored struct {
	rev  uint64
	sum  string // raw SHA-256 of the body, as in the journal
	body []byte // empty if it was erased on legal order
}

const sumSize = 32

func (r stored) encode() []byte {
	out := binary.AppendUvarint(make([]byte, 0, 10+sumSize+len(r.body)), r.rev)
	return append(append(out, r.sum...), r.body...)
}

func decodeStored(raw []byte) (stored, error) {
	rev, n := binary.Uvarint(raw)
	if n <= 0 || len(raw) < n+sumSize {
		return stored{}, damaged("a record of the view is cut short", nil)
	}
	return stored{rev, string(raw[n : n+sumSize]), raw[n+sumSize:]}, nil
}

// record returns a record as kept, errMissing if there is none.
func (s *snapshot) record(kind archive.RecordKind, id string) (stored, error) {
	raw, err := s.get(recordKey(kind, id))
	if err != nil {
		return stored{}, err
	}
	return decodeStored(raw)
}

// count returns an exact number that is kept up to date with the keys.
func (s *snapshot) count(i index, level archive.Secrecy, term string) (int, error) {
	raw, err := s.get(countKey(i, level, term))
	if errors.Is(err, errMissing) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	n, _ := binary.Varint(raw)
	return int(n), nil
}
