package archive

import (
	"regexp"
	"strings"
)

// A number family is the form of the letter numbers of one agency, written as an
// example with signs for what changes:
//
//	#  one or more digits        %  a month in Roman numerals
//	@  one letter                ?  the level: SR, R, T, B
//	*  anything
//
// Separators (/ . - _ blank) stand for one another, and for none at the end:
// "B.#/KA/*/%/#" is the family of B.1150/KA/PP.01/IX/2023.
type numberFamily struct {
	agency *Agency
	form   *regexp.Regexp
	weight int    // letters that are fixed
	word   string // the longest run of them: what a number lacks cannot fit
}

// familiesOf compiles the patterns of all agencies.
func familiesOf(agencies []*Agency) []numberFamily {
	var families []numberFamily
	for _, a := range agencies {
		for _, p := range a.Patterns {
			form, weight := compileFamily(p)
			if form != nil && weight > 0 {
				families = append(families, numberFamily{a, form, weight, longestWord(p)})
			}
		}
	}
	return families
}

// longestWord is the longest run of letters that stand as they are in a pattern.
func longestWord(pattern string) string {
	word := ""
	for _, w := range strings.FieldsFunc(strings.ToUpper(pattern), func(r rune) bool { return r < 'A' || r > 'Z' }) {
		if len(w) > len(word) {
			word = w
		}
	}
	return word
}

const longestPattern = 80

func compileFamily(pattern string) (*regexp.Regexp, int) {
	if len(pattern) > longestPattern {
		return nil, 0
	}
	weight := 0
	var b strings.Builder
	b.WriteString(`^`)
	for _, r := range strings.ToUpper(pattern) {
		switch {
		case r == '#':
			b.WriteString(`[0-9OIL]+`)
		case r == '%':
			b.WriteString(`[IVX1L]+`)
		case r == '@':
			b.WriteString(`[A-Z]`)
		case r == '?':
			b.WriteString(`(?:SR|R|T|B|8)`)
		case r == '*':
			b.WriteString(`.*`)
		case strings.ContainsRune("/.-_ ", r):
			b.WriteString(`[/._\- ]*`)
		default:
			b.WriteString(regexp.QuoteMeta(string(r)))
			if r >= 'A' && r <= 'Z' {
				weight++
			}
		}
	}
	b.WriteString(`$`)
	form, err := regexp.Compile(b.String())
	if err != nil { // of a letter that is no text; such a pattern fits nothing
		return nil, 0
	}
	return form, weight
}

// ByNumber returns the agency whose number family a letter number belongs to, and
// how sure that is: families are told by few letters, so it is never above 0.9.
func (d *Directory) ByNumber(number string) (*Agency, float64) {
	const longestNumber = 120
	number = strings.ToUpper(strings.TrimSpace(clip(number, longestNumber)))
	var best *numberFamily
	rival := false
	for i := range d.families {
		f := &d.families[i]
		if best != nil && f.weight < best.weight || !strings.Contains(number, f.word) || !f.form.MatchString(number) {
			continue
		}
		rival = best != nil && f.weight == best.weight && f.agency != best.agency
		if best == nil || f.weight > best.weight {
			best = f
		}
	}
	if best == nil {
		return nil, 0
	}
	score := min(0.5+0.1*float64(best.weight), 0.9)
	if rival {
		score /= 2
	}
	return best.agency, score
}
