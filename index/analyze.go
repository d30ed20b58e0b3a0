package index

import (
	api "github.com/blevesearch/bleve_index_api"
)

// occurrence is one word of a text.
type occurrence struct {
	term int32
	pos  int32
}

// analyze fills the exact field, and the stem field unless nil, from texts. Each
// text starts gap positions after the one before. Places carry a position
// only: snippets come from the text, so offsets would be bytes for nothing.
func analyze(exact, stemmed *field, texts []string, cache *stems) {
	ids := make(map[string]int32, 64)
	var terms []string
	var counts []int32
	var all []occurrence
	pos := int32(0)
	for _, text := range texts {
		scan(text, func(token []byte, _, _ int) {
			id, known := ids[string(token)]
			if !known {
				id = int32(len(terms))
				term := string(token)
				ids[term] = id
				terms = append(terms, term)
				counts = append(counts, 0)
			}
			pos++
			counts[id]++
			all = append(all, occurrence{id, pos})
		})
		pos += gap
	}
	exact.length = len(all)
	exact.terms = exactTerms(terms, counts, all, exact.options.IncludeTermVectors())
	if stemmed != nil {
		stemmed.terms, stemmed.length = stemTerms(terms, counts, cache)
	}
}

func exactTerms(terms []string, counts []int32, all []occurrence, places bool) api.TokenFrequencies {
	freqs := make([]api.TokenFreq, len(terms))
	out := make(api.TokenFrequencies, len(terms))
	for i, term := range terms {
		freqs[i].Term = []byte(term)
		freqs[i].SetFrequency(int(counts[i]))
		out[term] = &freqs[i]
	}
	if !places {
		return out
	}
	locations := make([]api.TokenLocation, len(all))
	pointers := make([]*api.TokenLocation, len(all))
	next := 0
	for i := range freqs {
		n := int(counts[i])
		freqs[i].Locations = pointers[next : next : next+n]
		next += n
	}
	for i, o := range all {
		locations[i].Position = int(o.pos)
		freqs[o.term].Locations = append(freqs[o.term].Locations, &locations[i])
	}
	return out
}

func stemTerms(terms []string, counts []int32, cache *stems) (api.TokenFrequencies, int) {
	freqs := make([]api.TokenFreq, 0, len(terms))
	out := make(api.TokenFrequencies, len(terms))
	length := 0
	for i, term := range terms {
		if hasDigit(term) {
			continue
		}
		root := cache.of(term)
		n := int(counts[i])
		length += n
		if tf := out[root]; tf != nil {
			tf.SetFrequency(tf.Frequency() + n)
			continue
		}
		freqs = append(freqs, api.TokenFreq{Term: []byte(root)})
		tf := &freqs[len(freqs)-1]
		tf.SetFrequency(n)
		out[root] = tf
	}
	return out, length
}
