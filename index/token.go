package index

import (
	"unicode"
	"unicode/utf8"
)

// longestToken bounds what is kept of one run of letters, in bytes: longer runs
// are noise of a scan or a drawing.
const longestToken = 48

// scan calls visit for every run of letters and digits in a text: in lower
// case, accents and ligatures resolved, apostrophes inside dropped (Jum'at →
// jumat). Start and end are byte offsets in the text. The bytes are good until
// visit returns.
//
// All else separates, so that B.1605/D2 is b, 1605, d2: any part of a letter
// number is a word like any other.
func scan(text string, visit func(token []byte, start, end int)) {
	var store [longestToken + utf8.UTFMax]byte
	token := store[:0]
	start, end := 0, 0
	flush := func() {
		if len(token) > 0 {
			visit(token, start, end)
			token = token[:0]
		}
	}
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		switch {
		case r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z', r >= '0' && r <= '9', r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			if len(token) == 0 {
				start = i
			}
			if len(token) < longestToken {
				token = appendFolded(token, r)
			}
			end = i + size
		case silent(r) && len(token) > 0:
		default:
			flush()
		}
		i += size
	}
	flush()
}

// silent reports whether a character inside a word belongs to it without being
// written: apostrophes, the soft hyphen and combining accents.
func silent(r rune) bool {
	switch r {
	case '\'', '’', '‘', 'ʼ', '`', '\u00ad', '\u200b', '\u200c', '\u200d':
		return true
	}
	return r >= utf8.RuneSelf && unicode.Is(unicode.Mn, r)
}

func appendFolded(b []byte, r rune) []byte {
	switch {
	case r >= 'A' && r <= 'Z':
		return append(b, byte(r)+'a'-'A')
	case r < utf8.RuneSelf:
		return append(b, byte(r))
	}
	r = unicode.ToLower(r)
	switch {
	case r >= 'à' && r <= 'å' || r == 'ā' || r == 'ă':
		return append(b, 'a')
	case r == 'ç' || r == 'ć' || r == 'č':
		return append(b, 'c')
	case r >= 'è' && r <= 'ë' || r == 'ē' || r == 'ė':
		return append(b, 'e')
	case r >= 'ì' && r <= 'ï' || r == 'ī':
		return append(b, 'i')
	case r == 'ñ':
		return append(b, 'n')
	case r >= 'ò' && r <= 'ö' || r == 'ø' || r == 'ō':
		return append(b, 'o')
	case r >= 'ù' && r <= 'ü' || r == 'ū':
		return append(b, 'u')
	case r == 'ý' || r == 'ÿ':
		return append(b, 'y')
	case r == 'ﬁ':
		return append(b, "fi"...)
	case r == 'ﬂ':
		return append(b, "fl"...)
	case r == 'ﬀ':
		return append(b, "ff"...)
	case r >= '０' && r <= '９':
		return append(b, byte(r-'０')+'0')
	case r >= 'ａ' && r <= 'ｚ':
		return append(b, byte(r-'ａ')+'a')
	}
	return utf8.AppendRune(b, r)
}

// words returns the tokens of a short text.
func words(text string) []string {
	var list []string
	scan(text, func(token []byte, _, _ int) { list = append(list, string(token)) })
	return list
}

func hasDigit(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= '0' && s[i] <= '9' {
			return true
		}
	}
	return false
}
