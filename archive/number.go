package archive

import "strings"

// Skeleton returns what is left of a letter number when everything that scans,
// text extraction and typing change is taken away: upper case, separators and
// blanks dropped, look-alikes folded (O Q→0, I L | !→1, B→8, S→5, Z→2, G→6).
// Numbers with the same skeleton may be the same number; they need not be.
func Skeleton(number string) string {
	var b strings.Builder
	b.Grow(len(number))
	for _, r := range number {
		if r = plainRune(r); r == 0 {
			continue
		}
		b.WriteRune(foldLookalike(r))
	}
	return b.String()
}

// plainRune returns the upper-case letter, digit or bar that r stands for, 0 for
// any other character.
func plainRune(r rune) rune {
	switch {
	case r >= '０' && r <= '９':
		r -= '０' - '0'
	case r >= 'Ａ' && r <= 'Ｚ':
		r -= 'Ａ' - 'A'
	case r >= 'ａ' && r <= 'ｚ':
		r -= 'ａ' - 'A'
	case r >= 'a' && r <= 'z':
		r -= 'a' - 'A'
	}
	if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r == '|' || r == '!' {
		return r
	}
	return 0
}

func foldLookalike(r rune) rune {
	switch r {
	case 'O', 'Q':
		return '0'
	case 'L', 'I', '|', '!':
		return '1'
	case 'B':
		return '8'
	case 'S':
		return '5'
	case 'Z':
		return '2'
	case 'G':
		return '6'
	}
	return r
}

// Tokens returns the parts of a number between its separators, in upper case:
// "B.1605/D2/PP.02.03/IX/2024" → B 1605 D2 PP 02 03 IX 2024.
func Tokens(number string) []string {
	var tokens []string
	var b strings.Builder
	flush := func() {
		if b.Len() > 0 {
			tokens = append(tokens, b.String())
			b.Reset()
		}
	}
	for _, r := range number {
		p := plainRune(r)
		if p == 0 || p == '|' || p == '!' {
			flush()
			continue
		}
		b.WriteRune(p)
	}
	flush()
	return tokens
}
