package server

import (
	"sync"

	"lintas/archive"
)

// shelves are the directories of those agencies that are known at each level. A name in an
// open letter is looked up among the open agencies only: whether it is also that of a hidden
// one must not show in what is found, nor hide an open agency of the same name.
type shelves struct {
	agencies []*archive.Agency
	known    [len(archive.Levels)]func() *archive.Directory
}

func newShelves(agencies []*archive.Agency) *shelves {
	s := &shelves{agencies: agencies}
	for level := range s.known {
		s.known[level] = sync.OnceValue(func() *archive.Directory { return s.fill(archive.Secrecy(level)) })
	}
	return s
}

// fill makes the directory of a level; nil if no agency stands above it.
func (s *shelves) fill(level archive.Secrecy) *archive.Directory {
	var known []*archive.Agency
	for _, a := range s.agencies {
		if a.Level() <= level {
			known = append(known, a)
		}
	}
	if len(known) == len(s.agencies) {
		return nil
	}
	return archive.NewDirectory(known)
}

// find returns the agency a printed name means among those that may be known at a level,
// and how sure that is; nil if none is likely enough.
func (b *books) find(name string, level archive.Secrecy) (*archive.Agency, float64) {
	found, score := b.agencies.Find(name)
	if found == nil || seenAt(found, level) {
		return found, score
	}
	if d := b.shelves.known[level](); d != nil {
		return d.Find(name)
	}
	return found, score
}
