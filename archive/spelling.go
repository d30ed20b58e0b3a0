package archive

import "strings"

// spelling mends words that scanning has damaged, by the words that names are
// made of. Words under six letters are mended only where letters look
// alike (Kernlu, 8P2M1), longer ones up to one wrong letter, from ten up to two.
type spelling struct {
	known  map[string]bool
	shapes map[string]string   // shape → word; "" where two words share it
	cuts   map[string][]string // a word with letters left out → the words
}

const (
	oneSlip  = 6
	twoSlips = 10
	maxCuts  = 24 // letters of a word that are looked at
)

func newSpelling() *spelling {
	return &spelling{known: make(map[string]bool), shapes: make(map[string]string), cuts: make(map[string][]string)}
}

func (s *spelling) learn(words []string) {
	for _, w := range words {
		s.known[w] = true
	}
}

// finish makes the tables, once all words are learnt.
func (s *spelling) finish() {
	for w := range s.known {
		key := shape(w)
		if _, taken := s.shapes[key]; taken {
			s.shapes[key] = ""
		} else {
			s.shapes[key] = w
		}
		for _, cut := range cutsOf(w) {
			s.cuts[cut] = append(s.cuts[cut], w)
		}
	}
}

// mend returns the words with the damaged ones mended, and how many were.
func (s *spelling) mend(words []string) ([]string, int) {
	n := 0
	out := words
	for i, w := range words {
		if i >= mostTerms {
			break
		}
		if s.known[w] || familyOf(w) != "" {
			continue
		}
		better := s.nearest(w)
		if better == "" {
			continue
		}
		if n == 0 {
			out = append([]string(nil), words...)
		}
		out[i] = better
		n++
	}
	return out, n
}

func (s *spelling) nearest(w string) string {
	if len(w) < 3 || len(w) > maxCuts {
		return ""
	}
	if found := s.shapes[shape(w)]; found != "" {
		return found
	}
	if len(w) < oneSlip-1 {
		return ""
	}
	best, least := "", 3
	for _, cut := range cutsOf(w) {
		for _, candidate := range s.cuts[cut] {
			allowed := 1
			if min(len(candidate), len(w)) >= twoSlips {
				allowed = 2
			}
			n := slips(w, candidate, allowed)
			if n < least || n == least && candidate < best {
				best, least = candidate, n
			}
		}
	}
	if least > 2 {
		return ""
	}
	return best
}

// cutsOf returns a word and what is left of it when one letter is left out, or
// two of a long word.
func cutsOf(w string) []string {
	if len(w) < oneSlip-1 || len(w) > maxCuts {
		return nil
	}
	cuts := []string{w}
	for i := range len(w) {
		one := w[:i] + w[i+1:]
		cuts = append(cuts, one)
		if len(w) < twoSlips-1 {
			continue
		}
		for j := i; j < len(one); j++ {
			cuts = append(cuts, one[:j]+one[j+1:])
		}
	}
	return cuts
}

// slips returns the number of letters to change, add or leave out to turn a into
// b; 3 if that is more than allowed, or b is too short to be sure.
func slips(a, b string, allowed int) int {
	const tooMany = 3
	if len(b) < oneSlip || len(a) > maxCuts || len(b) > maxCuts || len(a)-len(b) > allowed || len(b)-len(a) > allowed {
		return tooMany
	}
	var rows [2][maxCuts + 1]int
	for j := range len(b) + 1 {
		rows[0][j] = j
	}
	for i := range len(a) {
		prev, next := &rows[i%2], &rows[(i+1)%2]
		next[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			next[j+1] = min(prev[j+1]+1, next[j]+1, prev[j]+cost)
		}
	}
	if n := rows[len(a)%2][len(b)]; n <= allowed {
		return n
	}
	return tooMany
}

// shape folds letters that look alike to one.
func shape(w string) string {
	return shapeFolds.Replace(w)
}

var shapeFolds = strings.NewReplacer("rn", "m", "vv", "w", "cl", "d", "l", "i", "1", "i", "!", "i", "|", "i", "j", "i", "0", "o", "q", "o", "5", "s", "8", "b", "6", "g", "9", "g", "2", "z", "3", "e")

// shortestSqueezed keeps short names out of the search without blanks.
const shortestSqueezed = 8

// squeeze joins words and folds look-alikes: it forgives blanks put or lost
// inside a name.
func squeeze(words []string) string {
	if len(words) > mostTerms {
		words = words[:mostTerms]
	}
	return shape(strings.Join(words, ""))
}
