package index

import (
	"cmp"
	"context"
	"runtime/debug"
	"slices"
	"strings"

	"lintas/archive"
)

// Completion is a word of permitted documents that begins as typed.
type Completion struct {
	Word string
	Docs uint64 // documents with it
}

const (
	shortestCompleted = 2 // letters typed before words are offered
	shortestInText    = 3 // before words of the text are, not of the subject only
)

// Complete returns the words that begin with a prefix, those of most documents first:
// words of subjects, then of texts. Only documents at or below the clearance count,
// and a word that no such document has any more is not offered.
func (ix *Index) Complete(ctx context.Context, prefix string, clearance archive.Secrecy, limit int) (list []Completion, err error) {
	ix.used.Store(true)
	typed := words(prefix)
	if len(typed) != 1 || len(typed[0]) < shortestCompleted || hasDigit(typed[0]) {
		return nil, nil
	}
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer ix.noteDamage(&err)
	defer catch(&err)
	v, err := ix.look()
	if err != nil {
		return nil, err
	}
	defer v.release()
	parts, err := v.upTo(clearance)
	if err != nil {
		return nil, err
	}
	fields := []string{fieldSubject}
	if len(typed[0]) >= shortestInText {
		fields = append(fields, fieldText)
	}
	for _, field := range fields {
		found, err := mostFrequent(ctx, parts, field, typed[0], limit)
		if err != nil {
			return nil, blame(ctx, err, false)
		}
		for _, c := range found {
			known := slices.ContainsFunc(list, func(other Completion) bool { return other.Word == c.Word })
			if len(list) < limit && !known {
				list = append(list, c)
			}
		}
	}
	return list, nil
}

// bounded is a word and how many documents have it at most: deleted ones count.
type bounded struct {
	word string
	most uint64
}

// mostFrequent returns the words of a field that begin with a prefix, those of most
// documents first. The live documents of a word are counted only while it can still
// be among them.
func mostFrequent(ctx context.Context, parts []*part, field, prefix string, limit int) ([]Completion, error) {
	most := map[string]uint64{}
	for _, p := range parts {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		d, err := p.dictionary(field)
		if err != nil {
			return nil, err
		}
		it := d.AutomatonIterator(nil, []byte(prefix), prefixEnd(prefix))
		for {
			entry, err := it.Next()
			if err != nil {
				return nil, err
			}
			if entry == nil {
				break
			}
			if !hasDigit(entry.Term) {
				most[strings.Clone(entry.Term)] += entry.Count
			}
		}
	}
	candidates := make([]bounded, 0, len(most))
	for word, n := range most {
		candidates = append(candidates, bounded{word, n})
	}
	slices.SortFunc(candidates, func(a, b bounded) int { return cmp.Or(cmp.Compare(b.most, a.most), cmp.Compare(a.word, b.word)) })
	order := func(a, b Completion) int {
		return cmp.Or(cmp.Compare(b.Docs, a.Docs), cmp.Compare(a.Word, b.Word))
	}
	var list []Completion
	for _, c := range candidates {
		if len(list) >= limit && list[limit-1].Docs > c.most {
			break
		}
		docs := uint64(0)
		for _, p := range parts {
			found, err := p.having(field, c.word)
			if err != nil {
				return nil, err
			}
			if found != nil {
				docs += found.GetCardinality()
			}
		}
		if docs == 0 {
			continue
		}
		list = append(list, Completion{c.word, docs})
		slices.SortFunc(list, order)
		list = list[:min(len(list), limit)]
	}
	return list, nil
}

// CountAgencies returns how many documents at or below a clearance each of some
// agencies wrote or receives.
func (ix *Index) CountAgencies(ctx context.Context, ids []string, clearance archive.Secrecy) (counts []uint64, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer ix.noteDamage(&err)
	defer catch(&err)
	v, err := ix.look()
	if err != nil {
		return nil, err
	}
	defer v.release()
	parts, err := v.upTo(clearance)
	if err != nil {
		return nil, err
	}
	counts = make([]uint64, len(ids))
	for _, p := range parts {
		for i, id := range ids {
			docs, err := p.having(fieldTag, "agency:"+id)
			if err != nil {
				return nil, blame(ctx, err, false)
			}
			if docs != nil {
				counts[i] += docs.GetCardinality()
			}
		}
	}
	return counts, nil
}
