package reading

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A tok is a run of letters, a run of digits, or one other sign.
type tok struct {
	start, end int    // in prose.text
	low        string // lower case
	kind       tokKind
	space      bool // a blank stands before it
}

type tokKind byte

const (
	wordTok tokKind = iota
	digitTok
	signTok
)

// prose is running text cut into tokens.
type prose struct {
	text, low string
	toks      []tok
}

// scan cuts text into tokens.
func scan(text string) prose {
	p := prose{text: text, low: lower(text), toks: make([]tok, 0, len(text)/5+4)}
	space := false
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		if unicode.IsSpace(r) {
			space = true
			i += size
			continue
		}
		kind, end := signTok, i+size
		switch {
		case r >= '0' && r <= '9':
			kind = digitTok
			for end < len(text) && text[end] >= '0' && text[end] <= '9' {
				end++
			}
		case unicode.IsLetter(r):
			kind = wordTok
			for end < len(text) {
				r, size := utf8.DecodeRuneInString(text[end:])
				if !unicode.IsLetter(r) && !(r == '\'' || r == '’' || r == '`') {
					break
				}
				if !unicode.IsLetter(r) { // an apostrophe only inside a word
					next, _ := utf8.DecodeRuneInString(text[end+size:])
					if !unicode.IsLetter(next) {
						break
					}
				}
				end += size
			}
		}
		p.toks = append(p.toks, tok{start: i, end: end, low: p.low[i:end], kind: kind, space: space})
		space = false
		i = end
	}
	return p
}

// lower is strings.ToLower that keeps the length in bytes.
func lower(s string) string {
	first := 0
	for first < len(s) && (s[first] < 'A' || s[first] > 'Z') {
		first++
	}
	if first == len(s) {
		return s
	}
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// slice returns the text of the tokens lo to hi (not included).
func (p *prose) slice(lo, hi int) string {
	if lo < 0 || hi > len(p.toks) || lo >= hi {
		return ""
	}
	return p.text[p.toks[lo].start:p.toks[hi-1].end]
}

// is reports whether token i is the given word or sign.
func (p *prose) is(i int, word string) bool {
	return i >= 0 && i < len(p.toks) && p.toks[i].low == word
}

// isAny reports whether token i is one of the words.
func (p *prose) isAny(i int, words ...string) bool {
	if i < 0 || i >= len(p.toks) {
		return false
	}
	for _, w := range words {
		if p.toks[i].low == w {
			return true
		}
	}
	return false
}

// word returns token i in lower case, "" outside.
func (p *prose) word(i int) string {
	if i < 0 || i >= len(p.toks) {
		return ""
	}
	return p.toks[i].low
}

func (p *prose) kind(i int) tokKind {
	if i < 0 || i >= len(p.toks) {
		return signTok
	}
	return p.toks[i].kind
}

// space reports whether token i stands apart from the one before.
func (p *prose) space(i int) bool { return i >= len(p.toks) || i >= 0 && p.toks[i].space }

// seq reports whether the words follow each other from token i, and where they end.
func (p *prose) seq(i int, words ...string) (int, bool) {
	for _, w := range words {
		if !p.is(i, w) {
			return i, false
		}
		i++
	}
	return i, true
}

// upper reports whether token i begins with a capital.
func (p *prose) upper(i int) bool {
	if i < 0 || i >= len(p.toks) || p.toks[i].kind != wordTok {
		return false
	}
	r, _ := utf8.DecodeRuneInString(p.text[p.toks[i].start:])
	return unicode.IsUpper(r)
}

// caps reports whether token i is written in capitals only.
func (p *prose) caps(i int) bool {
	if i < 0 || i >= len(p.toks) || p.toks[i].kind != wordTok {
		return false
	}
	return allCaps(p.text[p.toks[i].start:p.toks[i].end])
}

// allCaps reports whether s has letters and no small ones.
func allCaps(s string) bool {
	letters := false
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		letters = letters || unicode.IsUpper(r)
	}
	return letters
}

// mostlyCaps reports whether nine of ten letters of s are capitals.
func mostlyCaps(s string) bool {
	small, big := 0, 0
	for _, r := range s {
		if unicode.IsLower(r) {
			small++
		} else if unicode.IsUpper(r) {
			big++
		}
	}
	return big > 2 && small*9 <= big
}

// abbreviations end in a dot that ends no sentence.
var abbreviations = set("no", "nomor", "sdr", "sdri", "yth", "tgl", "dit", "jl", "kab", "kec", "kel", "ds", "prov", "pt", "cv", "drs", "dra", "dr", "ir", "h", "hj", "kh", "st", "tn", "ny", "nn",
	"bpk", "ibu", "alm", "almh", "dkk", "dll", "dsb", "dst", "cq", "up", "an", "ub", "plt", "plh", "pjs", "pj", "nip", "nrp", "telp", "tel", "ttd", "tsb", "lamp", "hal", "prof", "muh", "moh", "mhd", "abd", "tk", "ted",
	"rs", "ri", "sk", "mr", "mrs", "ms", "ext", "ed", "art", "vs", "jkt", "kav", "blk", "lt", "gd", "kpd", "als", "sdn", "bhd", "co", "ltd", "inc", "tbk", "perum", "ref", "ditjen", "kasubdit", "subdit", "ps", "juncto", "jo")

// sentences cuts tokens into sentences as token ranges.
func (p *prose) sentences() [][2]int {
	var out [][2]int
	lo := 0
	for i := range p.toks {
		if p.ends(i) || i-lo > longestSentence {
			out = append(out, [2]int{lo, i + 1})
			lo = i + 1
		}
	}
	if lo < len(p.toks) {
		out = append(out, [2]int{lo, len(p.toks)})
	}
	return out
}

// longestSentence bounds what is looked at together, in tokens.
const longestSentence = 400

// ends reports whether token i ends a sentence.
func (p *prose) ends(i int) bool {
	switch p.toks[i].low {
	case "?", "!":
		return p.space(i + 1)
	case "\"", "”": // the end of a quotation that is a sentence
		return p.is(i-1, ".") && !p.space(i) && p.space(i+1) && (i+1 >= len(p.toks) || p.upper(i+1))
	case ".":
	default:
		return false
	}
	if i+1 < len(p.toks) && !p.toks[i+1].space {
		return false
	}
	if i > 0 && p.toks[i-1].kind == wordTok && !p.toks[i].space {
		w := p.toks[i-1].low
		if abbreviations[w] && !(w == "dkk" || w == "dll" || w == "ri") || len(w) == 1 {
			return false
		}
		// a.n. S.H. M.Si.: a dot before the last part as well
		if len(w) <= 3 && i >= 2 && p.toks[i-2].low == "." && !p.toks[i-1].space && i+1 < len(p.toks) && !(p.upper(i+1) && openers[p.word(i+1)]) {
			return false
		}
	}
	if i+1 >= len(p.toks) {
		return true
	}
	if p.toks[i+1].kind == wordTok && !p.upper(i+1) {
		return false
	}
	// "1. Rujukan": a list number
	if i > 0 && p.toks[i-1].kind == digitTok && (i == 1 || p.toks[i-2].low == "\n") {
		return false
	}
	return true
}

// clean trims blanks and the signs that stick to the ends of a value.
func clean(s string) string {
	return strings.Trim(squeeze(s), " \t:;,·•|_“”\"")
}

// near reports whether a and b differ in at most one letter.
func near(a, b string) bool {
	if a == b {
		return true
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) == len(b) {
		return a[i+1:] == b[i+1:]
	}
	return a[i:] == b[i+1:]
}
