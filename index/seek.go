package index

import (
	segment "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"
)

// seeker reads the postings of a term in some of its documents. Those of a frequent
// term are kept in chunks, each found at once; zap's own iterator goes through all
// documents before the one wanted, the seeker through those of its chunk.
type seeker struct {
	it    segment.PostingsIterator
	quick *zap.PostingsIterator // nil where chunks are not known
	width uint32                // documents of the segment that a chunk is for
	chunk uint32                // one more than that the iterator stands in
}

// seekerOf returns a seeker through all documents of a term, deleted ones too: the
// iterator has then one list to go through, not two.
func (p *part) seekerOf(field, term string) (*seeker, error) {
	d, err := p.dictionary(field)
	if err != nil {
		return nil, err
	}
	list, err := d.PostingsList([]byte(term), nil, nil)
	if err != nil {
		return nil, err
	}
	s := &seeker{it: list.Iterator(true, true, true, nil), width: p.chunkWidth(list.Count())}
	if quick, ok := s.it.(*zap.PostingsIterator); ok && quick.Actual != nil && s.width > 0 {
		s.quick = quick
	}
	return s, nil
}

// seek returns the posting of a document that has the term; documents must ascend.
func (s *seeker) seek(doc uint32) (segment.Posting, error) {
	if s.quick != nil {
		if chunk := doc / s.width; chunk >= s.chunk {
			s.quick.Actual.AdvanceIfNeeded(chunk * s.width)
			s.chunk = chunk + 1
		}
	}
	return s.it.Advance(uint64(doc))
}

// chunkMode is how zap now makes segments: a chunk for about each 1024 postings.
const chunkMode = 1026

// chunkWidth returns for how many documents a chunk of a term's postings is, 0 if that is
// not known. It is zap's getChunkSize.
func (p *part) chunkWidth(postings uint64) uint32 {
	made, ok := p.segment.(interface{ ChunkMode() uint32 })
	if !ok || made.ChunkMode() != chunkMode {
		return 0
	}
	return uint32(p.segment.Count() / (postings/1024 + 1))
}
