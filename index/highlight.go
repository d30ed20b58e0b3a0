package index

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"lintas/archive"
)

// Highlight marks in a text what a query looked for. It works on the transcript
// alone and may be used after the index is closed.
type Highlight struct {
	words    map[string]float32 // exact words and what they tell
	stems    map[string]float32
	keys     map[string]float32 // spelling keys of names
	prefixes []string
	phrases  []phraseMark
	numbers  []string // skeletons
	cache    *stems
}

type phraseMark struct {
	words  []string
	weight float32
}

// Snippet is a piece of a page with the hits marked.
type Snippet struct {
	Page  int // from 1
	Parts []Part
	Boxes [][4]float32 // of the hits on the whole page, see archive.Word
}

// Part is a run of text, a hit or not.
type Part struct {
	Text string
	Hit  bool
}

const (
	snippetWords = 36 // words of a snippet
	leadWords    = 8  // words before its first hit
)

// highlight collects from the plan what to mark.
func (s *search) highlight() *Highlight {
	h := &Highlight{words: map[string]float32{}, stems: map[string]float32{}, keys: map[string]float32{}, cache: s.ix.stems}
	negated := s.plan.root.negated(nil, false)
	for i, c := range s.plan.clauses {
		if slices.Contains(negated, i) {
			continue
		}
		if c.number != "" && len(c.number) > gramSize {
			h.numbers = append(h.numbers, c.number)
		}
		for _, l := range c.leaves {
			h.note(l, s.weights[i])
		}
	}
	return h
}

func (h *Highlight) note(l leaf, weight float32) {
	switch {
	case l.kind == byPrefix && l.field != fieldTag && l.field != fieldGram:
		h.prefixes = append(h.prefixes, l.terms[0])
	case l.kind == inOrder:
		if l.field == fieldText || l.field == fieldSubject || l.field == fieldNumber {
			h.phrases = append(h.phrases, phraseMark{l.terms, weight})
		}
	case l.kind != oneTerm:
	case l.field == fieldStem || l.field == fieldSubStem:
		h.stems[l.terms[0]] = max(h.stems[l.terms[0]], weight/2)
	case l.field == fieldName:
		h.keys[l.terms[0]] = max(h.keys[l.terms[0]], weight)
	case l.field == fieldTag:
		if key, ok := strings.CutPrefix(l.terms[0], "key:"); ok {
			h.words[strings.ToLower(key)] = max(h.words[strings.ToLower(key)], weight)
		}
	case l.field != fieldDay && l.field != fieldGram:
		h.words[l.terms[0]] = max(h.words[l.terms[0]], weight)
	}
}

// spot is a word of a page.
type spot struct {
	text       string
	start, end int
	weight     float32 // 0: no hit
}

// Snippets returns up to most pieces of the text, best first, each from another
// page. Without a hit it returns the beginning of the text.
func (h *Highlight) Snippets(t *archive.Transcript, most int) []Snippet {
	if h == nil || t == nil {
		return nil
	}
	type choice struct {
		page, from int
		value      float32
		spots      []spot
	}
	var choices []choice
	seen := map[string]mark{}
	for i, page := range t.Pages {
		spots := h.spots(page.Text, seen)
		from, value := bestWindow(spots)
		if len(spots) > 0 && (value > 0 || i == 0) {
			choices = append(choices, choice{i, from, value, spots})
		}
	}
	slices.SortStableFunc(choices, func(a, b choice) int { return cmp.Compare(b.value, a.value) })
	var list []Snippet
	for _, c := range choices {
		if len(list) == most || len(list) > 0 && c.value == 0 {
			break
		}
		page := t.Pages[c.page]
		list = append(list, Snippet{Page: c.page + 1, Parts: cut(page.Text, c.spots, c.from), Boxes: boxes(page, c.spots)})
	}
	return list
}

// mark is what is known of a word, so that it is analysed once for a text.
type mark struct {
	text   string
	weight float32
}

func (h *Highlight) spots(text string, seen map[string]mark) []spot {
	spots := make([]spot, 0, len(text)/6)
	scan(text, func(token []byte, start, end int) {
		m, known := seen[string(token)]
		if !known {
			m = h.weigh(string(token), capital(text[start:end]))
			seen[m.text] = m
		}
		spots = append(spots, spot{m.text, start, end, m.weight})
	})
	h.markPhrases(spots)
	h.markNumbers(text, spots)
	return spots
}

// capital reports whether a word can be a name: spelling keys are costly.
func capital(word string) bool {
	return word[0] >= 'A' && word[0] <= 'Z' || word[0] >= utf8.RuneSelf
}

func (h *Highlight) weigh(w string, name bool) mark {
	weight := max(h.words[w], h.stems[h.cache.of(w)])
	if name && len(h.keys) > 0 && weight == 0 {
		weight = h.keys[archive.NameKey(w)]
	}
	for _, p := range h.prefixes {
		if strings.HasPrefix(w, p) {
			weight = max(weight, 1)
		}
	}
	return mark{w, weight}
}

func (h *Highlight) markPhrases(spots []spot) {
	for _, p := range h.phrases {
		phrase := p.words
		for i := 0; i+len(phrase) <= len(spots); i++ {
			if spots[i].text != phrase[0] || !follows(spots[i:], phrase) {
				continue
			}
			for j := range phrase {
				spots[i+j].weight = max(spots[i+j].weight, p.weight)
			}
		}
	}
}

func follows(spots []spot, phrase []string) bool {
	for j, w := range phrase {
		if spots[j].text != w {
			return false
		}
	}
	return true
}

// markNumbers marks fragments of letter numbers, whatever separates their parts.
func (h *Highlight) markNumbers(text string, spots []spot) {
	if len(h.numbers) == 0 {
		return
	}
	var folded strings.Builder
	ends := make([]int, len(spots)) // of each word, in folded
	for i, s := range spots {
		folded.WriteString(archive.Skeleton(text[s.start:s.end]))
		ends[i] = folded.Len()
	}
	for _, number := range h.numbers {
		for at := 0; ; {
			i := strings.Index(folded.String()[at:], number)
			if i < 0 {
				break
			}
			first, _ := slices.BinarySearch(ends, at+i+1)
			last, _ := slices.BinarySearch(ends, at+i+len(number))
			for k := first; k <= last && k < len(spots); k++ {
				spots[k].weight = max(spots[k].weight, 5)
			}
			at += i + len(number)
		}
	}
}

// bestWindow returns where the words begin that tell most: many different hits.
func bestWindow(spots []spot) (from int, value float32) {
	for i := range spots {
		if spots[i].weight == 0 {
			continue
		}
		sum := float32(0)
		for j := i; j < min(i+snippetWords-leadWords, len(spots)); j++ {
			if spots[j].weight == 0 {
				continue
			}
			again := slices.ContainsFunc(spots[i:j], func(s spot) bool { return s.text == spots[j].text })
			if again {
				sum += spots[j].weight / 8
			} else {
				sum += spots[j].weight
			}
		}
		if sum > value {
			from, value = i, sum
		}
	}
	return max(from-leadWords, 0), value
}

// cut makes the parts of a snippet; line ends become blanks.
func cut(text string, spots []spot, from int) []Part {
	to := min(from+snippetWords, len(spots))
	var parts []Part
	add := func(s string, hit bool) {
		s = strings.Map(func(r rune) rune {
			if r == '\n' || r == '\r' || r == '\t' || r == '\f' {
				return ' '
			}
			return r
		}, s)
		if s == "" {
			return
		}
		if n := len(parts); n > 0 && parts[n-1].Hit == hit {
			parts[n-1].Text += s
			return
		}
		parts = append(parts, Part{s, hit})
	}
	if from > 0 {
		add("… ", false)
	}
	for i := from; i < to; i++ {
		if i > from {
			both := spots[i-1].weight > 0 && spots[i].weight > 0
			add(text[spots[i-1].end:spots[i].start], both)
		}
		add(text[spots[i].start:spots[i].end], spots[i].weight > 0)
	}
	if to < len(spots) {
		add(" …", false)
	} else if to > from {
		add(text[spots[to-1].end:], false)
	}
	return parts
}

// boxes returns the places of the hits on the page.
func boxes(page archive.Page, spots []spot) [][4]float32 {
	var list [][4]float32
	i := 0
	for _, w := range page.Words {
		for i < len(spots) && spots[i].end <= w.Start {
			i++
		}
		for k := i; k < len(spots) && spots[k].start < w.End; k++ {
			if spots[k].weight > 0 {
				list = append(list, w.Box)
				break
			}
		}
	}
	return list
}
