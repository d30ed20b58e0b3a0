package reading

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// divided tells whether the last word and w, the first of the next line, are one
// word, and whether the hyphen between them belongs to it: in masing-masing and
// 0812-0000 it does, in perlin-dungan not. Letters are hardly ever divided, so a
// hyphen is taken for a division only on pages that have many.
func (o *pageWriter) divided(w *printed, between string) (joined, keep bool) {
	p := o.last
	if p == nil || w.base <= p.base || between != "\n" && between != " " {
		return false, false
	}
	first, _ := utf8.DecodeRuneInString(w.text)
	if !unicode.IsLetter(first) && !unicode.IsDigit(first) {
		return false, false
	}
	head, hyphen := strings.CutSuffix(p.text, "-")
	switch {
	case !hyphen:
		return len(p.text) > 2 && strings.HasSuffix(p.text, "/") && !twoNames(p.text, w.text), true
	case head == "":
		return false, false
	case strings.ContainsAny(head, "0123456789/"):
		return true, true
	case !halfWord(p, w):
		head = head[strings.LastIndexAny(head, "-(\"'")+1:]
		return len(head) > 2 && strings.HasPrefix(w.text, head), true
	}
	return true, !o.dividing || prefixed(head)
}

// twoNames tells whether a line ends in one name in capitals and a slash, and the
// next begins with another: two offices of one head, not parts of a number.
func twoNames(head, next string) bool {
	name := strings.TrimSuffix(head, "/")
	return len(name) > 4 && allCaps(name) && allCaps(next) && !strings.ContainsAny(name+next, "0123456789/.")
}

// halfWord tells whether p ends a line with a hyphen between small letters that
// is not that of a doubled word (masing-masing).
func halfWord(p, next *printed) bool {
	head, ok := strings.CutSuffix(p.text, "-")
	if !ok || !p.hyphen || utf8.RuneCountInString(head) < 2 || strings.HasPrefix(next.text, head) {
		return false
	}
	small := func(s string) bool {
		return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLower(r) }) < 0
	}
	first, _ := utf8.DecodeRuneInString(next.text)
	return small(strings.TrimLeft(head, "(\"'")) && unicode.IsLower(first)
}

// dividesWords tells whether the page is set with words divided: three lines or
// more, and one in twelve, end in half a word.
func dividesWords(rows []strip) bool {
	halves := 0
	for i := 1; i < len(rows); i++ {
		before := rows[i-1].cells[len(rows[i-1].cells)-1]
		if halfWord(&before[len(before)-1], &rows[i].cells[0][0]) {
			halves++
		}
	}
	return halves >= 3 && 12*halves >= len(rows)
}

// prefixed tells whether a hyphen after the word is part of the spelling.
func prefixed(head string) bool {
	switch head {
	case "non", "anti", "antar", "pra", "pasca", "sub", "semi", "multi", "inter", "intra", "eks", "sosio":
		return true
	}
	return false
}
