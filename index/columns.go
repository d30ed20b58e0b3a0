package index

import (
	"strconv"
	"sync"

	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// columns keeps the day of every document of a segment, as dayNumber, four bytes
// each. It is read from the terms of fieldDay when a segment is first searched: far
// smaller and quicker than values stored by document.
type columns struct {
	mu   sync.Mutex
	days map[segment.Segment][]int32
}

// of returns the column of a part. Columns of segments that are merged away go
// when a new one is made.
func (c *columns) of(p *part, all []*part) ([]int32, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if days, known := c.days[p.segment]; known {
		return days, nil
	}
	days, err := readDays(p)
	if err != nil {
		return nil, err
	}
	if len(c.days) > 2*len(all)+16 {
		used := make(map[segment.Segment][]int32, len(all))
		for _, other := range all {
			if d, known := c.days[other.segment]; known {
				used[other.segment] = d
			}
		}
		c.days = used
	}
	if c.days == nil {
		c.days = make(map[segment.Segment][]int32)
	}
	c.days[p.segment] = days
	return days, nil
}

func (c *columns) forget() {
	c.mu.Lock()
	c.days = nil
	c.mu.Unlock()
}

// readDays takes deleted documents along: what is deleted changes while the
// segment stays.
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
