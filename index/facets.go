package index

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/RoaringBitmap/roaring/v2"
)

// Facets says how the documents found are spread. Every document found counts,
// not only those on the page, and none above the clearance.
type Facets struct {
	Forms    []Count // archive.Form
	Agencies []Count // ids of agencies that wrote or receive them
	Cases    []Count // archive.CaseStatus of their cases
	Problems []Count // codes of problem types
	Years    []Count // newest first
	Months   []Count // YYYY-MM, oldest first; months without a document are left out
}

// Count is a value of a facet.
type Count struct {
	Value string
	Count uint64
}

// mostValues bounds the values of a facet that is ordered by count.
const mostValues = 40

// facets counts the matches. The most frequent values come first, equals by name.
func (s *search) facets(matches []*match) (*Facets, error) {
	var list Facets
	for _, facet := range [...]struct {
		prefix string
		into   *[]Count
	}{{"form:", &list.Forms}, {"agency:", &list.Agencies}, {"case_status:", &list.Cases}, {"problem:", &list.Problems}} {
		counts := map[string]uint64{}
		for _, m := range matches {
			if m.docs.IsEmpty() {
				continue
			}
			values, err := s.ix.columns.valuesOf(m.part, s.parts, facet.prefix)
			if err != nil {
				return nil, err
			}
			count(m.docs, values, m.part.Count(), counts)
		}
		*facet.into = byCount(counts)
	}
	return &list, s.overTime(matches, &list)
}

// count adds up how many of the documents have each value. A value that none has is
// left out: it may be of documents that are no longer there.
func count(docs *roaring.Bitmap, values []value, size uint64, counts map[string]uint64) {
	if many := docs.GetCardinality() > size/16; !many {
		for _, v := range values {
			if n := v.docs.AndCardinality(docs); n > 0 {
				counts[v.name] += n
			}
		}
		return
	}
	among := docs.ToDense() // asking bit by bit is quicker than to intersect many sets
	var some [256]uint32
	for _, v := range values {
		n := uint64(0)
		for it := v.docs.ManyIterator(); ; {
			got := it.NextMany(some[:])
			if got == 0 {
				break
			}
			for _, doc := range some[:got] {
				if word := int(doc >> 6); word < len(among) {
					n += among[word] >> (doc & 63) & 1
				}
			}
		}
		if n > 0 {
			counts[v.name] += n
		}
	}
}

// overTime counts years and months by the days that the parts keep as columns.
func (s *search) overTime(matches []*match, list *Facets) error {
	const first, last = 1900, 2100
	var counts [(last - first) * 12]uint64
	for _, m := range matches {
		if m.docs.IsEmpty() {
			continue
		}
		days, err := s.ix.columns.days(m.part, s.parts)
		if err != nil {
			return err
		}
		for it := m.docs.Iterator(); it.HasNext(); {
			if month := int(days[it.Next()] / 100); month > first*100 && month < last*100 {
				counts[(month/100-first)*12+month%100-1]++
			}
		}
	}
	for year := first; year < last; year++ {
		sum := uint64(0)
		for month := range 12 {
			if n := counts[(year-first)*12+month]; n > 0 {
				list.Months = append(list.Months, Count{fmt.Sprintf("%d-%02d", year, month+1), n})
				sum += n
			}
		}
		if sum > 0 {
			list.Years = append(list.Years, Count{strconv.Itoa(year), sum})
		}
	}
	slices.Reverse(list.Years)
	return nil
}

func byCount(counts map[string]uint64) []Count {
	list := make([]Count, 0, len(counts))
	for value, n := range counts {
		list = append(list, Count{value, n})
	}
	slices.SortFunc(list, func(a, b Count) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value)) })
	return list[:min(len(list), mostValues)]
}
