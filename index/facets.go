package index

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	segment "github.com/blevesearch/scorch_segment_api/v2"
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
			if err := m.count(facet.prefix, counts); err != nil {
				return nil, err
			}
		}
		*facet.into = byCount(counts)
	}
	return &list, s.overTime(matches, &list)
}

// overTime counts years and months by the days that the parts keep as columns.
func (s *search) overTime(matches []*match, list *Facets) error {
	const first, last = 1900, 2100
	var counts [(last - first) * 12]uint64
	for _, m := range matches {
		if m.docs.IsEmpty() {
			continue
		}
		days, err := s.ix.columns.of(m.part, s.parts)
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

// count adds up how many of the matches have each tag that begins with a prefix.
// Tags nobody has are left out: they may be of documents that are no longer there.
func (m *match) count(prefix string, counts map[string]uint64) error {
	if m.docs.IsEmpty() {
		return nil
	}
	dict, err := m.part.dictionary(fieldTag)
	if err != nil {
		return err
	}
	it, err := m.part.terms(fieldTag, nil, []byte(prefix), prefixEnd(prefix))
	if err != nil {
		return err
	}
	var list segment.PostingsList
	var through segment.PostingsIterator
	for {
		entry, err := it.Next()
		if err != nil || entry == nil {
			return err
		}
		if list, err = dict.PostingsList([]byte(entry.Term), nil, list); err != nil {
			return err
		}
		through = list.Iterator(false, false, false, through)
		if docs := bitmapOf(through); docs != nil {
			if n := docs.AndCardinality(m.docs); n > 0 {
				counts[strings.TrimPrefix(entry.Term, prefix)] += n
			}
		}
	}
}

func byCount(counts map[string]uint64) []Count {
	list := make([]Count, 0, len(counts))
	for value, n := range counts {
		list = append(list, Count{value, n})
	}
	slices.SortFunc(list, func(a, b Count) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value)) })
	return list[:min(len(list), mostValues)]
}
