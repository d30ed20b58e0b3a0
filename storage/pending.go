package storage

import (
	"slices"
	"strings"
)

// pending is what a batch of acts will write to the view, in key order. Reads
// of the batch look here first.
type pending struct {
	values map[string]change
	order  []string // the keys, sorted
	bytes  int
	undo   []undo // since the last mark
}

type change struct {
	value []byte
	gone  bool
}

type undo struct {
	key    string
	before change
	had    bool
}

func newPending() *pending {
	const usual = 32 // keys of one act
	return &pending{values: make(map[string]change, usual), order: make([]string, 0, usual), undo: make([]undo, 0, usual)}
}

func (p *pending) set(key, value []byte) { p.put(string(key), change{value: value}) }
func (p *pending) drop(key []byte)       { p.put(string(key), change{gone: true}) }

func (p *pending) put(key string, c change) {
	before, had := p.values[key]
	p.undo = append(p.undo, undo{key, before, had})
	p.values[key] = c
	p.bytes += len(key) + len(c.value)
	if !had {
		if n := len(p.order); n == 0 || p.order[n-1] < key {
			p.order = append(p.order, key)
			return
		}
		at, _ := slices.BinarySearch(p.order, key)
		p.order = slices.Insert(p.order, at, key)
	}
}

// mark makes what was put so far stay when later changes are taken back.
func (p *pending) mark() { p.undo = p.undo[:0] }

// rollback takes back everything since the mark.
func (p *pending) rollback() {
	for _, u := range slices.Backward(p.undo) {
		if u.had {
			p.values[u.key] = u.before
			continue
		}
		delete(p.values, u.key)
		at, _ := slices.BinarySearch(p.order, u.key)
		p.order = slices.Delete(p.order, at, at+1)
	}
	p.undo = p.undo[:0]
}

// under returns the keys that begin with a prefix, sorted.
func (p *pending) under(prefix string) []string {
	from, _ := slices.BinarySearch(p.order, prefix)
	to := from
	for to < len(p.order) && strings.HasPrefix(p.order[to], prefix) {
		to++
	}
	return p.order[from:to]
}
