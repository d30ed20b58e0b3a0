package storage

import (
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

// gists are those of the records used last. Letters that come together are
// compared with each other again and again: while an archive was filled, reading
// their records anew took a third of the time.
type gists struct {
	mu         sync.Mutex
	young, old map[bodyName]gist // when young is full it grows old, and the old are forgotten
}

const mostGists = 2048 // of either age; 1 to 4 KB each

func (m *gists) get(name bodyName) (gist, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if g, ok := m.young[name]; ok {
		return g, true
	}
	g, ok := m.old[name]
	if ok {
		m.keep(name, g)
	}
	return g, ok
}

// put adds what is known of a record to what was known.
func (m *gists) put(name bodyName, g gist) {
	m.mu.Lock()
	defer m.mu.Unlock()
	before, ok := m.young[name]
	if !ok {
		before = m.old[name]
	}
	if !g.keyed {
		g.keys, g.keyed = before.keys, before.keyed
	}
	if g.sketch == nil {
		g.sketch = before.sketch
	}
	m.keep(name, g)
}

func (m *gists) keep(name bodyName, g gist) {
	if m.young == nil || len(m.young) >= mostGists {
		m.young, m.old = make(map[bodyName]gist), m.young
	}
	m.young[name] = g
}
