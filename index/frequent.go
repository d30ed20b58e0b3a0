package index

import (
	"github.com/RoaringBitmap/roaring/v2"
)

// frequent is how often a frequent word stands in each document of a segment that
// has it, and how long those are. To read it from the segment takes most of a search
// for such a word; there are few of them, and they are asked for again and again.
type frequent struct {
	docs *roaring.Bitmap // deleted ones too; bits of the segment's file
	each []times
}

type times struct {
	n, length uint8 // length as packLength gives it
}

const (
	frequentFrom  = 1024     // documents with a word that make it frequent
	frequentSpace = 32 << 20 // bytes kept at most, in all segments
	mostTimes     = 255      // that count, here and where a word is not kept
)

func (c *frequent) size() int { return 2*len(c.each) + 200 }

// frequentOf returns a word as kept, or keeps it.
func (c *columns) frequentOf(p *part, all []*part, word termOf) (*frequent, error) {
	return remember(c, p, all, word, func(kept *column) map[termOf]*frequent { return kept.terms }, func() (*frequent, error) { return readFrequent(p, word) })
}

// remember returns what is kept of a segment under a key, or reads and keeps it.
func remember[T interface{ size() int }](c *columns, p *part, all []*part, key termOf, in func(*column) map[termOf]T, read func() (T, error)) (T, error) {
	c.mu.Lock()
	known, ok := in(c.of(p, all))[key]
	c.mu.Unlock()
	if ok {
		return known, nil
	}
	made, err := read()
	if err != nil {
		return made, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	list := in(c.of(p, all))
	if known, ok := list[key]; ok {
		return known, nil
	}
	if c.size+made.size() > frequentSpace {
		c.dropFrequent()
	}
	list[key] = made
	c.size += made.size()
	return made, nil
}

// dropFrequent forgets all words and names; they are read again when they are asked for.
func (c *columns) dropFrequent() {
	for _, kept := range c.kept {
		clear(kept.terms)
		clear(kept.names)
	}
	c.size = 0
}

func readFrequent(p *part, word termOf) (*frequent, error) {
	dict, err := p.dictionary(word.field)
	if err != nil {
		return nil, err
	}
	list, err := dict.PostingsList([]byte(word.term), nil, nil)
	if err != nil {
		return nil, err
	}
	it := list.Iterator(true, true, false, nil)
	c := &frequent{docs: bitmapOf(it), each: make([]times, 0, list.Count())}
	packed := hasPlaces(word.field)
	for {
		posting, err := it.Next()
		if err != nil || posting == nil {
			return c, err
		}
		c.each = append(c.each, timesOf(posting, packed))
	}
}

// add adds the weighted occurrences to the counts of documents, leaving out those
// whose bits are set in skip.
func (c *frequent) add(docs []uint32, skip []uint64, weights, counts []float32) {
	var some [256]uint32
	i, k := 0, 0
	for it := c.docs.ManyIterator(); ; {
		got := it.NextMany(some[:])
		if got == 0 {
			return
		}
		for _, doc := range some[:got] {
			for k < len(docs) && docs[k] < doc {
				k++
			}
			if k == len(docs) {
				return
			}
			word := int(doc >> 6)
			if docs[k] == doc && (word >= len(skip) || skip[word]>>(doc&63)&1 == 0) {
				counts[k] += weights[c.each[i].length] * float32(c.each[i].n)
			}
			i++
		}
	}
}
