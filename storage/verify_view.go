package storage

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"hash/maphash"

	"lintas/archive"
)

// keySum is the sum of the hashes of a set of keys: two sets that are built in
// different orders have the same one.
type keySum struct {
	seed maphash.Seed
	sum  uint64
	n    int
}

func (k *keySum) add(key []byte) {
	if k.n == 0 && k.seed == (maphash.Seed{}) {
		k.seed = maphash.MakeSeed()
	}
	k.sum += maphash.Bytes(k.seed, key)
	k.n++
}

// like returns an empty sum that can be compared with k.
func (k *keySum) like() keySum {
	if k.seed == (maphash.Seed{}) {
		k.seed = maphash.MakeSeed()
	}
	return keySum{seed: k.seed}
}

// compareView compares the records view with the journal at the act that the
// view has reached, which may be before the journal's end.
func (j *journalCheck) compareView(ctx context.Context) error {
	if j.state == nil || j.view == nil || j.report.ViewChecked || j.head != j.meta.Head {
		return nil
	}
	if j.broken || len(j.report.Faults) > 0 {
		j.note("view-unchecked", "records", said("tidak dibandingkan, karena jurnal rusak: catatan mungkin memuat lebih banyak daripada yang terbaca di sana; jangan dibangun ulang sebelum jurnal utuh", "not compared, as the journal is damaged: the records may hold more than can be read there; do not rebuild them before the journal is whole"), doSegment)
		return nil
	}
	j.report.ViewChecked = true
	if err := j.view.verifyChecksum(); err != nil {
		j.fault("view", "records", said("Badger menemukan kerusakan: %v", "Badger found damage: %v", err), doRebuild)
	}
	s, err := j.view.begin(nil)
	if err != nil {
		return err
	}
	defer s.end()
	c := &viewCheck{journalCheck: j, snap: s, counts: map[string]int64{}}
	for _, check := range []func(context.Context) error{c.records, c.indexKeys, c.countKeys, c.historyKeys} {
		if err := check(ctx); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			j.fault("view", "records", told(err), doRebuild)
		}
	}
	return nil
}

// viewCheck is one comparison of the view with the state of the journal.
type viewCheck struct {
	*journalCheck
	snap   *snapshot
	index  keySum           // of the secondary keys there should be
	counts map[string]int64 // there should be
}

func (c *viewCheck) wrong(where string, what archive.Text) { c.fault("view", where, what, doRebuild) }

func (c *viewCheck) records(ctx context.Context) error {
	seen := map[string]bool{}
	err := c.snap.walk(ctx, walk{prefixes: [][]byte{[]byte(recordPrefix)}, values: true}, func(st step) error {
		name := string(st.rest)
		seen[name] = true
		kept, err := decodeStored(st.value)
		if err != nil {
			c.wrong(name, told(err))
			return nil
		}
		t := c.state[name]
		switch {
		case t == nil:
			c.wrong(name, said("ada di catatan, tidak ada di jurnal", "the records view holds it, the journal does not"))
		case t.rev != kept.rev || t.sum != kept.sum:
			c.wrong(name, said("catatan memuat revisi %d, jurnal revisi %d, atau sidiknya berbeda", "the records view holds revision %d, the journal revision %d, or their sums differ", kept.rev, t.rev))
		case len(kept.body) > 0 && archive.SumOf(kept.body) != fmt.Sprintf("%x", kept.sum):
			c.wrong(name, said("isinya tidak cocok dengan sidiknya", "its body does not fit its sum"))
		}
		return c.expect(name, kept)
	})
	if err != nil {
		return err
	}
	for name := range c.state {
		if !seen[name] {
			c.wrong(name, said("ada di jurnal, tidak ada di catatan", "the journal holds it, the records view does not"))
		}
	}
	return nil
}

// expect adds up the keys that a record should have.
func (c *viewCheck) expect(name string, kept stored) error {
	for _, k := range c.keys(name, kept) {
		c.index.add(k.key())
		if k.counted() {
			c.counts[string(countKey(k.index, k.level, k.term))]++
		}
	}
	return nil
}

func (c *viewCheck) keys(name string, kept stored) []secondary {
	kind, _, _ := bytes.Cut([]byte(name), []byte("/"))
	rec, err := decode(archive.RecordKind(kind), kept.body)
	if err != nil {
		c.wrong(name, told(err))
		return nil
	}
	return keysOf(rec)
}

func (c *viewCheck) indexKeys(ctx context.Context) error {
	found := c.index.like()
	w := walk{prefixes: [][]byte{[]byte(indexPrefix)}}
	err := c.snap.walk(ctx, w, func(st step) error {
		found.add(append([]byte(indexPrefix), st.rest...))
		return nil
	})
	if err != nil || found == c.index {
		return err
	}
	return c.nameKeys(ctx)
}

// nameKeys says which secondary keys are too many or missing.
func (c *viewCheck) nameKeys(ctx context.Context) error {
	owner := map[string]string{} // key → record
	err := c.snap.walk(ctx, walk{prefixes: [][]byte{[]byte(recordPrefix)}, values: true}, func(st step) error {
		name := string(st.rest)
		kept, err := decodeStored(st.value)
		if err != nil {
			return nil // told already
		}
		for _, k := range c.keys(name, kept) {
			owner[string(k.key())] = name
		}
		return nil
	})
	if err != nil {
		return err
	}
	err = c.snap.walk(ctx, walk{prefixes: [][]byte{[]byte(indexPrefix)}}, func(st step) error {
		key := indexPrefix + string(st.rest)
		if owner[key] == "" {
			c.wrong(fmt.Sprintf("key %q", key), said("sebuah daftar menampilkan catatan yang bukan tempatnya", "a list shows a record that does not belong there"))
		}
		delete(owner, key)
		return nil
	})
	for key, name := range owner {
		c.wrong(name, said("sebuah daftar melewatkannya: kunci %q tidak ada", "a list leaves it out: key %q is missing", key))
	}
	return err
}

func (c *viewCheck) countKeys(ctx context.Context) error {
	err := c.snap.walk(ctx, walk{prefixes: [][]byte{[]byte(countPrefix)}, values: true}, func(st step) error {
		key := countPrefix + string(st.rest)
		if n, _ := binary.Varint(st.value); n != c.counts[key] {
			c.wrong(fmt.Sprintf("key %q", key), said("catatan menghitung %d, sebenarnya %d", "the records view counts %d, there are %d", n, c.counts[key]))
		}
		delete(c.counts, key)
		return nil
	})
	for key, n := range c.counts {
		c.wrong(fmt.Sprintf("key %q", key), said("catatan tidak punya hitungan, sebenarnya %d", "the records view has no count, there are %d", n))
	}
	return err
}

func (c *viewCheck) historyKeys(ctx context.Context) error {
	found := c.history.like()
	err := c.snap.walk(ctx, walk{prefixes: [][]byte{[]byte(historyPrefix)}}, func(st step) error {
		found.add(append([]byte(historyPrefix), st.rest...))
		return nil
	})
	if err == nil && found != c.history {
		c.wrong("records", said("catatan mendaftar %d tindakan menurut rekaman, jurnal %d, atau lainnya", "the records view lists %d acts by record, the journal has %d, or others", found.n, c.history.n))
	}
	return err
}
