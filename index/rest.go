package index

import (
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// Rest gives memory back when nothing has happened since the last call: pages of
// segments that were read stay counted as the process's own until something else
// needs them, which on an office PC looks like a program that grows. The files
// stay in the system's cache, so the next search costs microseconds more. It is
// meant to be called every few seconds.
func (ix *Index) Rest() {
	if ix.used.Swap(false) {
		ix.rested = false
		return
	}
	if ix.rested {
		return
	}
	ix.rested = true
	ix.columns.mu.Lock()
	ix.columns.dropFrequent()
	ix.columns.mu.Unlock()
	v, err := ix.look()
	if err != nil {
		return // closed or being mended: nothing rests
	}
	defer v.release()
	for _, snapshot := range v.snapshots {
		for _, s := range snapshot.Segments() {
			if file, ok := s.Segment().(segment.PersistedSegment); ok {
				forget(file)
			}
		}
	}
}
