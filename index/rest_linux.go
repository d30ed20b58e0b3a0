package index

import (
	segment "github.com/blevesearch/scorch_segment_api/v2"
	"golang.org/x/sys/unix"
)

// forget unmaps the pages of a segment's file until they are read again.
func forget(file segment.PersistedSegment) {
	if mapped, ok := file.(interface{ Data() []byte }); ok && len(mapped.Data()) > 0 {
		_ = unix.Madvise(mapped.Data(), unix.MADV_DONTNEED) // only advice
	}
}
