package index

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/blevesearch/vellum/levenshtein"

	"lintas/archive"
)

const (
	weightWidened = 0.6
	mostSimilar   = 6 // words that a missing word is widened to
	shortestFuzzy = 4 // letters of a word that may have a slip
	loosely       = "~"
)

// widen helps clauses that no document has: words with a slip or another
// spelling, words written in one or in two, numbers with a glyph misread. Later pages
// take what the first page found.
func (s *search) widen() error {
	for i := range s.plan.clauses {
		c := &s.plan.clauses[i]
		if s.df[i] > 0 || c.silent || c.word == "" && c.number == "" {
			continue
		}
		var forms []string
		switch {
		case s.from != nil:
			forms = s.from.Widened[i]
		case c.number != "":
			if len(fragmentGrams(c.number)) >= 3 {
				forms = []string{loosely}
			}
		default:
			var err error
			if forms, err = s.likely(i); err != nil {
				return err
			}
		}
		if len(forms) == 0 {
			continue
		}
		if err := s.add(i, forms); err != nil {
			return err
		}
	}
	return nil
}

// likely returns what a word that no document has may be: parts written as one or one
// word written in parts, else words with a slip, else words that share most pieces.
func (s *search) likely(i int) ([]string, error) {
	if forms := s.joined(i); len(forms) > 0 {
		return forms, nil
	}
	word := s.plan.clauses[i].word
	forms, err := s.similar(word)
	if err != nil || len(forms) > 0 {
		return forms, err
	}
	return s.alikeByPieces(word)
}

// add gives a clause further forms, looks them up and says so.
func (s *search) add(i int, forms []string) error {
	c := &s.plan.clauses[i]
	for _, form := range forms {
		if form == loosely {
			grams := fragmentGrams(c.number)
			c.leaves = append(c.leaves, leaf{kind: allOf, field: fieldGram, terms: grams, least: (len(grams)*3 + 4) / 5, weight: 1})
			continue
		}
		list := strings.Fields(form)
		c.leaves = append(c.leaves, exactLeaves(list, weightWidened)...)
		if len(list) == 1 {
			c.leaves = append(c.leaves, one(fieldName, form, weightName*weightWidened), one(fieldStem, stem(form), weightStem*weightWidened/2))
		}
	}
	s.df[i] = 0
	for _, p := range s.parts {
		f, err := p.findClause(*c)
		if err != nil {
			return err
		}
		p.clauses[i] = f
		s.df[i] += f.most.GetCardinality()
	}
	if s.df[i] == 0 {
		return nil
	}
	if s.widened == nil {
		s.widened = make(map[int][]string)
	}
	s.widened[i] = forms
	if forms[0] == loosely {
		s.problem("Nomor itu tidak ditemukan persis; ini yang paling mirip.", "That number was not found as written; these are most like it.")
		return nil
	}
	list := strings.Join(forms, ", ")
	s.problem(fmt.Sprintf("Tidak ada naskah yang memuat %q; dicari juga: %s.", c.word, list), fmt.Sprintf("No document has %q; also searched: %s.", c.word, list))
	return nil
}

// likeness is a word of permitted documents that is like one that is missing.
type likeness struct {
	word  string
	same  bool // by the spelling key of names
	slips uint8
	docs  uint64
}

// similar returns the words of permitted documents that are most like a word:
// other spellings of a name first, then words one slip away, the usual before the
// rare.
func (s *search) similar(word string) ([]string, error) {
	if len(word) < shortestFuzzy || hasDigit(word) {
		return nil, nil
	}
	slips := uint8(1)
	if len(word) > 5 {
		slips = 2
	}
	builder, err := s.ix.slips()
	if err != nil {
		return nil, fmt.Errorf("prepare to find misspelled words: %w", err)
	}
	dfa, err := builder.BuildDfa(word, slips)
	if err != nil {
		return nil, fmt.Errorf("prepare to find words like %q: %w", word, err)
	}
	found := map[string]*likeness{}
	for _, field := range [...]string{fieldText, fieldSubject, fieldName} {
		for _, p := range s.parts {
			if err := p.likeIn(field, dfa, archive.NameKey(word), found); err != nil {
				return nil, err
			}
		}
	}
	list := slices.SortedFunc(maps.Values(found), func(a, b *likeness) int {
		if a.same != b.same {
			if a.same {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a.slips, b.slips), cmp.Compare(b.docs, a.docs), cmp.Compare(a.word, b.word))
	})
	out := make([]string, 0, mostSimilar)
	for _, l := range list[:min(len(list), mostSimilar)] {
		out = append(out, l.word)
	}
	return out, nil
}

// likeIn adds the words of one field of a part. Two slips are a likeness only
// where the spelling key is the same.
func (p *part) likeIn(field string, dfa *levenshtein.DFA, key string, found map[string]*likeness) error {
	terms, err := p.fuzzy(field, dfa)
	if err != nil {
		return err
	}
	for _, t := range terms {
		same := archive.NameKey(t.word) == key
		if hasDigit(t.word) || t.slips > 1 && !same {
			continue
		}
		docs, err := p.having(field, t.word)
		if err != nil {
			return err
		}
		if docs == nil {
			continue
		}
		l := found[t.word]
		if l == nil {
			l = &likeness{word: t.word, same: same, slips: t.slips}
			found[t.word] = l
		}
		l.docs += docs.GetCardinality()
	}
	return nil
}

// joined returns a word written as two, or two words written as one, where
// permitted documents have them so.
func (s *search) joined(i int) []string {
	word := s.plan.clauses[i].word
	var forms []string
	for cut := 3; cut <= len(word)-3; cut++ {
		if s.known(word[:cut]) && s.known(word[cut:]) {
			forms = append(forms, word[:cut]+" "+word[cut:])
		}
	}
	for _, j := range [...]int{i - 1, i + 1} {
		if j < 0 || j >= len(s.plan.clauses) || s.plan.clauses[j].word == "" {
			continue
		}
		whole := s.plan.clauses[min(i, j)].word + s.plan.clauses[max(i, j)].word
		if s.known(whole) {
			forms = append(forms, whole)
		}
	}
	return forms[:min(len(forms), mostSimilar)]
}

// known reports whether a permitted document has the word in its text.
func (s *search) known(word string) bool {
	for _, p := range s.parts {
		if docs, err := p.having(fieldText, word); err == nil && docs != nil {
			return true
		}
	}
	return false
}
