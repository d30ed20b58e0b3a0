package index

import (
	"cmp"
	"maps"
	"slices"
	"strings"

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
			if err := m.count(fieldTag, facet.prefix, counts, nil); err != nil {
				return nil, err
			}
		}
		*facet.into = byCount(counts)
	}
	years, months := map[string]uint64{}, map[string]uint64{}
	for _, m := range matches {
		if err := m.count(fieldDay, "", years, func(term string) bool { return len(term) == len("2006") }); err != nil {
			return nil, err
		}
		if err := m.count(fieldDay, "", months, func(term string) bool { return len(term) == len("200601") }); err != nil {
			return nil, err
		}
	}
	for _, year := range slices.Backward(slices.Sorted(maps.Keys(years))) {
		list.Years = append(list.Years, Count{year, years[year]})
	}
	for _, month := range slices.Sorted(maps.Keys(months)) {
		list.Months = append(list.Months, Count{month[:4] + "-" + month[4:], months[month]})
	}
	return &list, nil
}

// count adds up how many of the matches have each term of a field that begins with a
// prefix and that is wanted, all if nil. Terms nobody has are left out: they
// may be of documents that are no longer there.
func (m *match) count(field, prefix string, counts map[string]uint64, wanted func(term string) bool) error {
	if m.docs.IsEmpty() {
		return nil
	}
	var start, end []byte
	if prefix != "" {
		start, end = []byte(prefix), prefixEnd(prefix)
	}
	it, err := m.part.terms(field, nil, start, end)
	if err != nil {
		return err
	}
	for {
		entry, err := it.Next()
		if err != nil || entry == nil {
			return err
		}
		if wanted != nil && !wanted(entry.Term) {
			continue
		}
		docs, err := m.part.docsOf(field, entry.Term)
		if err != nil {
			return err
		}
		if docs == nil {
			continue
		}
		if n := docs.AndCardinality(m.docs); n > 0 {
			counts[strings.TrimPrefix(entry.Term, prefix)] += n
		}
	}
}

// docsOf returns the documents that have a term, deleted ones too.
func (p *part) docsOf(field, term string) (*roaring.Bitmap, error) {
	d, err := p.dictionary(field)
	if err != nil {
		return nil, err
	}
	list, err := d.PostingsList([]byte(term), nil, nil)
	if err != nil {
		return nil, err
	}
	return bitmapOf(list.Iterator(false, false, false, nil)), nil
}

func byCount(counts map[string]uint64) []Count {
	list := make([]Count, 0, len(counts))
	for value, n := range counts {
		list = append(list, Count{value, n})
	}
	slices.SortFunc(list, func(a, b Count) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value)) })
	return list[:min(len(list), mostValues)]
}
