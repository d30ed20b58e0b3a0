package index

import (
	"strconv"
	"strings"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// columns keeps what searches want of every segment and is the same for all of
// them. It is read when a segment is first searched.
type columns struct {
	mu   sync.Mutex
	kept map[segment.Segment]*column
	size int // bytes of the terms and names kept
}

// column is what is kept of one segment, deleted documents included: what is
// deleted changes while the segment stays.
type column struct {
	days   []int32            // of every document, as a number, 20240305: smaller and quicker than values stored by document
	values map[string][]value // of facets, by the prefix of their tags
	terms  map[termOf]*frequent
	names  map[termOf]*standing // words joined by blanks
}

// value is a value of a facet. Its documents are bits of the segment's file.
type value struct {
	name string
	docs *roaring.Bitmap
}

// days returns the days of a part's documents.
func (c *columns) days(p *part, all []*part) ([]int32, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	kept := c.of(p, all)
	if kept.days == nil {
		days, err := readDays(p)
		if err != nil {
			return nil, err
		}
		kept.days = days
	}
	return kept.days, nil
}

// valuesOf returns the tags of a part that begin with a prefix.
func (c *columns) valuesOf(p *part, all []*part, prefix string) ([]value, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	kept := c.of(p, all)
	if list, known := kept.values[prefix]; known {
		return list, nil
	}
	list, err := readValues(p, prefix)
	if err != nil {
		return nil, err
	}
	kept.values[prefix] = list
	return list, nil
}

// of returns the column of a part. Columns of segments that are merged away go
// when a new one is made.
func (c *columns) of(p *part, all []*part) *column {
	if kept := c.kept[p.segment]; kept != nil {
		return kept
	}
	if c.kept == nil || len(c.kept) > 2*len(all)+16 {
		used := make(map[segment.Segment]*column, len(all))
		for _, other := range all {
			if kept := c.kept[other.segment]; kept != nil {
				used[other.segment] = kept
			}
		}
		c.kept, c.size = used, 0
		for _, kept := range used {
			for _, t := range kept.terms {
				c.size += t.size()
			}
			for _, n := range kept.names {
				c.size += n.size()
			}
		}
	}
	kept := &column{values: map[string][]value{}, terms: map[termOf]*frequent{}, names: map[termOf]*standing{}}
	c.kept[p.segment] = kept
	return kept
}

func (c *columns) forget() {
	c.mu.Lock()
	c.kept, c.size = nil, 0
	c.mu.Unlock()
}

func readValues(p *part, prefix string) ([]value, error) {
	dict, err := p.dictionary(fieldTag)
	if err != nil {
		return nil, err
	}
	it, err := p.terms(fieldTag, nil, []byte(prefix), prefixEnd(prefix))
	if err != nil {
		return nil, err
	}
	list := []value{}
	for {
		entry, err := it.Next()
		if err != nil {
			return nil, err
		}
		if entry == nil {
			return list, nil
		}
		found, err := dict.PostingsList([]byte(entry.Term), nil, nil)
		if err != nil {
			return nil, err
		}
		if docs := bitmapOf(found.Iterator(false, false, false, nil)); docs != nil {
			list = append(list, value{strings.TrimPrefix(entry.Term, prefix), docs})
		}
	}
}

func readDays(p *part) ([]int32, error) {
	days := make([]int32, p.segment.Count())
	dict, err := p.dictionary(fieldDay)
	if err != nil {
		return nil, err
	}
	it, err := p.terms(fieldDay, nil, nil, nil)
	if err != nil {
		return nil, err
	}
	for {
		entry, err := it.Next()
		if err != nil {
			return nil, err
		}
		if entry == nil {
			return days, nil
		}
		if len(entry.Term) != len("20060102") {
			continue
		}
		day, err := strconv.ParseInt(entry.Term, 10, 32)
		if err != nil {
			return nil, err
		}
		list, err := dict.PostingsList([]byte(entry.Term), nil, nil)
		if err != nil {
			return nil, err
		}
		docs := bitmapOf(list.Iterator(false, false, false, nil))
		if docs == nil {
			continue
		}
		for i := docs.Iterator(); i.HasNext(); {
			days[i.Next()] = int32(day)
		}
	}
}
