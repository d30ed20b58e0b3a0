package index

import (
	"hash/maphash"
	"strings"
	"sync"
	"sync/atomic"
)

// stem returns what the forms of an Indonesian word have in common: pelindungan,
// perlindungan, melindungi and dilindungi are all "lindung". It is meant for
// comparing words, not for reading: a root that begins with p, t, s, k or a vowel
// is returned with the nasal it takes after me- and pe- (pakai → makai, ambil →
// ngambil), because memakai alone does not tell pakai from makai, and without a
// dictionary of roots nothing else can.
//
// Words with digits or of less than four letters are returned as they are.
func stem(w string) string {
	if len(w) < 4 && !shortRoot(w) || hasDigit(w) {
		return w
	}
	if s, ok := spelling(w); ok {
		w = s
	}
	w = stripClitics(w)
	root, found := protectedRoot(w)
	if !found {
		root = stripAffixes(w)
	}
	if s, ok := spelling(root); ok {
		root = s
	}
	return nasalized(root)
}

// stripClitics takes off -lah, -kah, -tah, -pun, then -nya, -ku, -mu, and ku- in
// front of a verb.
func stripClitics(w string) string {
	for _, particle := range [...]string{"lah", "kah", "tah", "pun"} {
		if s, ok := strings.CutSuffix(w, particle); ok && whole(s) && !fixedEnd(w) {
			w = s
			break
		}
	}
	if s, ok := strings.CutSuffix(w, "nya"); ok && whole(s) {
		return s
	}
	for _, owner := range [...]string{"ku", "mu"} {
		if s, ok := strings.CutSuffix(w, owner); ok && len(s) >= 5 && whole(s) && !fixedEnd(w) {
			return s
		}
	}
	if s, ok := strings.CutPrefix(w, "kau"); ok && len(s) >= 5 && whole(s) {
		return s
	}
	if s, ok := strings.CutPrefix(w, "ku"); ok && len(s) >= 5 && !vowel(s[0]) && vowel(s[1]) && whole(s) && !fixedStart(w) {
		return s
	}
	return w
}

// stripAffixes takes off one suffix and up to three prefixes, the outermost first.
func stripAffixes(w string) string {
	w = stripSuffix(w)
	for range 3 {
		if fixedStart(w) {
			break
		}
		if root, found := protectedRoot(w); found {
			return root
		}
		s, nasal, ok := stripPrefix(w)
		if !ok {
			break
		}
		w = s
		if nasal {
			// What is left shows its nasal; another prefix may stand behind it only
			// where p was lost: memperbaiki keeps its p, pemulangan has none.
			if strings.HasPrefix(w, "m") || strings.HasPrefix(w, "n") {
				break
			}
		}
	}
	return w
}

// stripSuffix takes off -kan, -an or -i. -kan makes verbs and -an nouns, so the
// prefix says which of the two -kan is.
func stripSuffix(w string) string {
	verb := strings.HasPrefix(w, "me") || strings.HasPrefix(w, "di") || strings.HasPrefix(w, "ter") || strings.HasPrefix(w, "memper")
	if fixedEnd(w) {
		return w
	}
	for _, person := range [...]string{"wan", "wati"} { // karyawan, relawati
		if s, ok := strings.CutSuffix(w, person); ok && !verb && len(s) > 3 && whole(s) && vowel(s[len(s)-1]) {
			return s
		}
	}
	if s, ok := strings.CutSuffix(w, "kan"); ok && whole(s) && leavesRoot(s) {
		last := s[len(s)-1]
		if verb || !vowel(last) && last != 'k' && last != 'a' {
			return s
		}
	}
	// me- and its like take -kan and -i, never -an: menahan is me-tahan.
	if s, ok := strings.CutSuffix(w, "an"); ok && whole(s) && leavesRoot(s) && !strings.HasPrefix(w, "me") && !strings.HasPrefix(w, "ter") {
		return s
	}
	if s, ok := strings.CutSuffix(w, "i"); ok && whole(s) && leavesRoot(s) && hasI(w, s, verb) {
		return s
	}
	return w
}

// hasI reports whether the i at the end of w is a suffix and s is what it stands on.
func hasI(w, s string, verb bool) bool {
	switch last := s[len(s)-1]; {
	case last == 'u':
		return true // temui, setujui: no root ends so
	case last == 'a':
		return verb && !rootInAI(w)
	case vowel(last):
		return false
	}
	return verb && (!strings.HasSuffix(w, "si") || strings.HasSuffix(w, "awasi") || strings.HasSuffix(w, "atasi"))
}

// leavesRoot reports whether a word that has lost its suffix can be a root behind its
// outermost prefix, and ends as a root can: in a vowel, one consonant, or ng.
func leavesRoot(s string) bool {
	if n := len(s); n > 1 && !vowel(s[n-1]) && !vowel(s[n-2]) && !strings.HasSuffix(s, "ng") && !strings.HasSuffix(s, "ks") && !strings.HasSuffix(s, "ns") {
		return false
	}
	for _, p := range [...]string{"me", "di", "ber", "ter"} {
		if rest, ok := strings.CutPrefix(s, p); ok {
			if p == "me" {
				rest = unnasal(rest)
			}
			return whole(rest)
		}
	}
	return true
}

// stripPrefix takes off one prefix. nasal is true when me- or pe- was taken and
// what is left begins with the nasal it put there.
func stripPrefix(w string) (rest string, nasal, ok bool) {
	for _, p := range [...]string{"keber", "keter", "penye", "di", "ke", "se", "ter", "ber", "per"} {
		s, has := strings.CutPrefix(w, p)
		if !has || !whole(s) {
			continue
		}
		switch p {
		case "penye": // penyelesaian, penyediaan: pe- and a root in s
			return "nye" + s, true, true
		case "se":
			if len(s) < 5 {
				continue
			}
		case "ter", "ber", "per", "keber", "keter":
			if vowel(s[0]) && rootInR("r"+s) {
				s = "r" + s
			}
		}
		return s, false, true
	}
	// bekerja, beternak, teterbang: before er and a consonant the r is lost.
	if len(w) > 6 && (w[:2] == "be" || w[:2] == "te") && !vowel(w[2]) && w[2] != 'r' && w[2] != 'l' && w[3:5] == "er" && !vowel(w[5]) && whole(w[2:]) {
		return w[2:], false, true
	}
	if s, has := strings.CutPrefix(w, "bel"); has && strings.HasPrefix(s, "ajar") {
		return s, false, true
	}
	if s, has := strings.CutPrefix(w, "pel"); has && strings.HasPrefix(s, "ajar") {
		return s, false, true
	}
	if strings.HasPrefix(w, "me") || strings.HasPrefix(w, "pe") {
		if s := unnasal(w[2:]); whole(s) {
			return s, true, true
		}
	}
	return w, false, false
}

// unnasal takes from what follows me- or pe- the nasal that stands before a
// consonant: mbayar → bayar, ndaftar → daftar, nggaji → gaji, ngecek → cek. Before
// a vowel the nasal has swallowed the consonant and stays.
func unnasal(s string) string {
	if len(s) < 3 {
		return ""
	}
	switch {
	case strings.HasPrefix(s, "ng") && !vowel(s[2]):
		return s[2:]
	case strings.HasPrefix(s, "nge") && len(s) <= 6 && !vowel(s[3]):
		return s[3:]
	case strings.HasPrefix(s, "ny"), strings.HasPrefix(s, "ng"):
		return s
	case (s[0] == 'm' || s[0] == 'n') && !vowel(s[1]):
		return s[1:]
	case s[0] == 'm', s[0] == 'n', s[0] == 'l', s[0] == 'r', s[0] == 'w', s[0] == 'y':
		return s
	case s[0] == 'k' || s[0] == 's' || s[0] == 't' || s[0] == 'd': // pekerja, peserta, petugas, pedagang
		return s
	}
	return ""
}

// nasalized writes a root as it stands after me-: see stem.
func nasalized(s string) string {
	if len(s) < 3 {
		return s
	}
	if vowel(s[0]) {
		return "ng" + s
	}
	if !vowel(s[1]) {
		return s
	}
	switch s[0] {
	case 'p':
		return "m" + s[1:]
	case 't':
		return "n" + s[1:]
	case 's':
		return "ny" + s[1:]
	case 'k':
		return "ng" + s[1:]
	}
	return s
}

// whole reports whether s can be a root: four letters, two syllables.
func whole(s string) bool {
	if len(s) < 4 {
		return len(s) == 3 && shortRoot(s)
	}
	n := 0
	for i := 0; i < len(s); i++ {
		if vowel(s[i]) {
			n++
		}
	}
	return n >= 2
}

func vowel(c byte) bool {
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'
}

// stems remembers the stems of words, for indexing: most words of a letter are in
// the letters before it. It is safe for use by several goroutines.
type stems struct {
	seed    maphash.Seed
	slots   [1 << 15]atomic.Pointer[stemmed]
	tallies sync.Pool // of *tally
}

// stemmed is a word and its stem, which is empty for words with digits.
type stemmed struct{ word, stem string }

func newStems() *stems {
	return &stems{seed: maphash.MakeSeed(), tallies: sync.Pool{New: newTally}}
}

// term returns a token with its stem. Words with digits are not remembered: most
// of them are not seen again.
func (c *stems) term(token []byte) *stemmed {
	slot := &c.slots[maphash.Bytes(c.seed, token)%uint64(len(c.slots))]
	if known := slot.Load(); known != nil && known.word == string(token) {
		return known
	}
	w := string(token)
	if hasDigit(w) {
		return &stemmed{word: w}
	}
	made := &stemmed{w, stem(w)}
	slot.Store(made)
	return made
}

func (c *stems) of(w string) string {
	slot := &c.slots[maphash.String(c.seed, w)%uint64(len(c.slots))]
	if known := slot.Load(); known != nil && known.word == w {
		return known.stem
	}
	if hasDigit(w) {
		return w
	}
	s := stem(w)
	slot.Store(&stemmed{w, s})
	return s
}
