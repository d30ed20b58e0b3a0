package index

import (
	api "github.com/blevesearch/bleve_index_api"
)

// occurrence is one word of a text.
type occurrence struct {
	term  int32
	place int32
}

// tally counts the words of a text. It is used again: most of what it needs is
// the same for every letter.
type tally struct {
	ids    map[string]int32
	terms  []*stemmed
	counts []int32
	all    []occurrence
	places []int32 // of all, by term
}

func newTally() any { return &tally{ids: make(map[string]int32, 512)} }

func (t *tally) reset() {
	clear(t.ids)
	clear(t.terms)
	t.terms, t.counts, t.all = t.terms[:0], t.counts[:0], t.all[:0]
}

// read takes in the texts. Each starts gap places after the one before.
func (t *tally) read(texts []string, cache *stems) {
	place := int32(0)
	for _, text := range texts {
		scan(text, func(token []byte, _, _ int) {
			id, known := t.ids[string(token)]
			if !known {
				id = int32(len(t.terms))
				term := cache.term(token)
				t.ids[term.word] = id
				t.terms = append(t.terms, term)
				t.counts = append(t.counts, 0)
			}
			place++
			t.counts[id]++
			t.all = append(t.all, occurrence{id, place})
		})
		place += gap
	}
}

// analyze fills the exact field, and the stem field unless nil, from texts.
// Offsets are not kept: snippets come from the text.
func analyze(exact, stemmed *field, texts []string, cache *stems) {
	t := cache.tallies.Get().(*tally)
	defer cache.tallies.Put(t)
	t.reset()
	t.read(texts, cache)
	exact.length = packLength(len(t.all))
	exact.terms = t.exact()
	if stemmed != nil {
		stemmed.terms, stemmed.length = t.stems()
	}
}

// exact returns the words with their places.
func (t *tally) exact() api.TokenFrequencies {
	if cap(t.places) < len(t.all) {
		t.places = make([]int32, len(t.all)*3/2)
	}
	t.places = t.places[:len(t.all)]
	ends := make([]int32, len(t.counts))
	next := int32(0)
	for i, n := range t.counts {
		ends[i] = next
		next += n
	}
	for _, o := range t.all {
		t.places[ends[o.term]] = o.place
		ends[o.term]++
	}
	freqs := make([]api.TokenFreq, len(t.terms))
	out := make(api.TokenFrequencies, len(t.terms))
	for i, term := range t.terms {
		freq, many := packPlaces(t.places[ends[i]-t.counts[i] : ends[i]])
		freqs[i].SetFrequency(freq)
		if many != nil {
			freqs[i].Locations = []*api.TokenLocation{many}
		}
		out[term.word] = &freqs[i]
	}
	return out
}

// stems returns the stems of words without digits, and how many words those are.
func (t *tally) stems() (api.TokenFrequencies, int) {
	freqs := make([]api.TokenFreq, 0, len(t.terms))
	out := make(api.TokenFrequencies, len(t.terms))
	length := 0
	for i, term := range t.terms {
		if term.stem == "" {
			continue
		}
		n := int(t.counts[i])
		length += n
		if tf := out[term.stem]; tf != nil {
			tf.SetFrequency(tf.Frequency() + n)
			continue
		}
		freqs = append(freqs, api.TokenFreq{})
		tf := &freqs[len(freqs)-1]
		tf.SetFrequency(n)
		out[term.stem] = tf
	}
	return out, packLength(length)
}
