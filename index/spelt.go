package index

import (
	"cmp"
	"slices"
	"strings"
)

const (
	leastShared = 0.5 // of the pieces of two words that are taken for the same (Dice)
	shortestCut = 5   // letters of a word that is looked for by its pieces
)

// alikeByPieces returns the words of subjects and names that share most runs of three
// letters with a word: for slips too many for similar. The dictionary of all texts
// is too large to go through.
func (s *search) alikeByPieces(word string) ([]string, error) {
	if len(word) < shortestCut || hasDigit(word) {
		return nil, nil
	}
	pieces := piecesOf(word)
	type scored struct {
		word  string
		share float64
	}
	found := map[string]float64{}
	for _, field := range [...]string{fieldSubject, fieldCase, fieldFrom, fieldTo} {
		for _, p := range s.parts {
			it, err := p.terms(field, nil, nil, nil)
			if err != nil {
				return nil, err
			}
			for {
				entry, err := it.Next()
				if err != nil {
					return nil, err
				}
				if entry == nil {
					break
				}
				if len(entry.Term) < len(word)-3 || len(entry.Term) > len(word)+3 || hasDigit(entry.Term) {
					continue
				}
				share := shared(pieces, piecesOf(entry.Term))
				if share < leastShared {
					continue
				}
				docs, err := p.having(field, entry.Term)
				if err != nil {
					return nil, err
				}
				if docs != nil {
					found[strings.Clone(entry.Term)] = share
				}
			}
		}
	}
	list := make([]scored, 0, len(found))
	for w, share := range found {
		list = append(list, scored{w, share})
	}
	slices.SortFunc(list, func(a, b scored) int { return cmp.Or(cmp.Compare(b.share, a.share), cmp.Compare(a.word, b.word)) })
	var out []string
	for _, l := range list[:min(len(list), mostSimilar/2)] {
		out = append(out, l.word)
	}
	return out, nil
}

// piecesOf returns the runs of three letters of a word, its ends marked.
func piecesOf(word string) []string {
	word = "^" + word + "$"
	pieces := make([]string, 0, len(word))
	for i := 0; i+3 <= len(word); i++ {
		pieces = append(pieces, word[i:i+3])
	}
	return pieces
}

// shared is Dice's measure of two lists of pieces.
func shared(a, b []string) float64 {
	n := 0
	for _, piece := range a {
		if slices.Contains(b, piece) {
			n++
		}
	}
	return 2 * float64(n) / float64(len(a)+len(b))
}
