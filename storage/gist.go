package storage

import (
	"strings"
	"sync"

	"lintas/archive"
)

// gist is what was made of a record's body.
type gist struct {
	keys   []secondary
	keyed  bool    // keys are known
	sketch *Sketch // nil if not known, or no document
}

// bodyName names a body by what it says, so that a gist fits whatever is taken
// back, replayed or rebuilt.
type bodyName struct {
	kind archive.RecordKind
	sum  string
}

// standing is the sketch of a document as it stands from an act on; nil if it is not
// known.
type standing struct {
	sketch *Sketch
	since  uint64
}

// used keeps the values used last. When the young ones are many they grow old, and
// those that were old are forgotten.
type used[K comparable, V any] struct {
	mu         sync.Mutex
	young, old map[K]V
}

const mostYoung = 2048 // values of 1 to 4 KB

func (u *used[K, V]) get(key K) (V, bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	v, ok := u.young[key]
	if ok {
		return v, true
	}
	if v, ok = u.old[key]; ok {
		u.keep(key, v)
	}
	return v, ok
}

func (u *used[K, V]) put(key K, v V) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.keep(key, v)
}

func (u *used[K, V]) keep(key K, v V) {
	if u.young == nil || len(u.young) >= mostYoung {
		u.young, u.old = make(map[K]V), u.young
	}
	u.young[key] = v
}

// gists are those of the records used last. Letters that came together are compared
// with each other again and again: while an archive was filled, reading their records
// anew took a third of the time, and finding out that they are the same a tenth.
type gists struct {
	bodies used[bodyName, gist]
	now    used[string, standing] // by id of the document
}

// stand notes which documents a batch has given a new state. It is called with every
// write, so that what now says is never of an older one.
func (g *gists) stand(p *pending, since uint64) {
	prefix := string(recordKey(archive.DocumentRecord, ""))
	for _, key := range p.under(prefix) {
		now := standing{since: since}
		if kept, err := decodeStored(p.values[key].value); err == nil && len(kept.body) > 0 {
			known, _ := g.bodies.get(bodyName{archive.DocumentRecord, kept.sum})
			now.sketch = known.sketch
		}
		g.now.put(strings.TrimPrefix(key, prefix), now)
	}
}
