package archive

import (
	"strings"
	"unicode"
)

// NameKey returns the spelling key of a person's name: names that are spelt
// alike by any of the usual ways have the same key. Titles, what follows
// bin, binti or alias, and blanks are left out; Muh., Moch. and M. before another name
// are Muhammad; old spelling becomes new (oe→u, tj→c, dj→j→y); doubled letters
// are single. Different people often share a key: match on it only with
// a passport, a date of birth or a case beside it.
func NameKey(name string) string {
	const longest = 200 // bytes
	var b strings.Builder
	words := givenNames(clip(name, longest))
	for i, w := range words {
		folded := foldSpelling(fullName(w, i < len(words)-1))
		if i > 0 && folded == foldSpelling(words[i-1]) {
			continue // a passport repeats a single name
		}
		b.WriteString(folded)
	}
	return single(b.String())
}

// givenNames returns the words of a name in lower case, without titles and
// without the father's name.
func givenNames(name string) []string {
	name, _, _ = strings.Cut(name, "(")
	if before, after, ok := strings.Cut(name, ","); ok && (strings.Contains(after, ".") || len(strings.TrimSpace(after)) <= 4) {
		name = before // degrees
	}
	name = strings.NewReplacer("a.n.", " ", "A.n.", " ", "A.N.", " ").Replace(name)
	all, _ := printedWords(name)
	var words []string
	for _, w := range all {
		if nameEnds[w] && len(words) > 0 {
			break
		}
		w = strings.Map(plainLetter, w)
		if w != "" && !nameTitles[w] {
			words = append(words, w)
		}
	}
	if len(words) == 0 && len(all) > 0 { // a person called by a title
		words = all[len(all)-1:]
	}
	return words
}

var (
	nameEnds   = newWordSet("bin binti bt bte bti binte alias als aka dkk cs")
	nameTitles = newWordSet("h hj hjh kh dr drs dra ir prof bpk bapak ibu sdr sdri saudara saudari tn ny nn mr mrs ms mbak mas almarhum almarhumah alm almh pmi cpmi wni tki")
	muhammads  = newWordSet("muhammad muhamad mohammad mohamad mohammed mohamed muhammed mochammad mochamad muchammad muchamad mukhamad mukhammad mokhamad muhamat mohamat muh moh moch mohd muhd mhd mhmd md m")
)

// fullName writes out the usual short forms of given names.
func fullName(w string, more bool) string {
	switch {
	case muhammads[w] && (more || len(w) > 3):
		return "muhammad"
	case w == "abd":
		return "abdul"
	case w == "st" && more:
		return "siti"
	}
	return w
}

// spellings are applied in turn, to a word in lower case.
var spellings = [...][2]string{
	{"oe", "u"}, {"oo", "u"}, {"dj", "j"}, {"tj", "c"}, {"sj", "s"}, {"sy", "s"}, {"sh", "s"},
	{"ch", "h"}, {"kh", "h"}, {"dh", "d"}, {"th", "t"}, {"ph", "f"}, {"gh", "g"}, {"dz", "z"},
	{"ae", "ai"}, {"ee", "i"}, {"ie", "i"}, {"y", "i"}, {"j", "i"}, {"v", "f"}, {"q", "k"}, {"x", "ks"},
}

func foldSpelling(w string) string {
	for _, s := range spellings {
		w = strings.ReplaceAll(w, s[0], s[1])
	}
	w = single(w)
	if len(w) > 3 {
		w = strings.TrimSuffix(w, "h")
	}
	return w
}

// single leaves one of each run of the same letter.
func single(s string) string {
	var b strings.Builder
	var last rune
	for _, r := range s {
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

// plainLetter drops digits and marks from names.
func plainLetter(r rune) rune {
	switch {
	case strings.ContainsRune("áàâãäå", r):
		return 'a'
	case strings.ContainsRune("éèêë", r):
		return 'e'
	case strings.ContainsRune("íìîï", r):
		return 'i'
	case strings.ContainsRune("óòôõö", r):
		return 'o'
	case strings.ContainsRune("úùûü", r):
		return 'u'
	case unicode.IsLetter(r):
		return r
	}
	return -1
}
