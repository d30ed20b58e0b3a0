package archive

import (
	"regexp"
	"strings"
)

var (
	romanMonth     = regexp.MustCompile(`^(?:I|II|III|IV|V|VI|VII|VIII|IX|X|XI|XII)$`)
	classification = regexp.MustCompile(`^[A-Z]{2,3}\.[0-9]{2}(?:\.[0-9]+)*$`) // PP.01, HM.00, PK.02.01
)

// FamilyOf returns the number family of a letter number, "" for one that says too little of
// its sender: what counts letters, days and matters is left open, the office's own letters
// stay. B.1150/KA/PP.01/IX/2023 is of B.#/KA/*/%/#.
func FamilyOf(number string) string {
	const longestNumber = 120
	number = strings.ToUpper(strings.TrimSpace(clip(number, longestNumber)))
	parts := strings.Split(number, "/")
	for i, part := range parts {
		part = strings.TrimSpace(part)
		switch {
		case i > 0 && romanMonth.MatchString(part):
			parts[i] = "%"
		case i > 0 && classification.MatchString(part):
			parts[i] = "*"
		default:
			parts[i] = openDigits(part)
		}
	}
	family := strings.Join(parts, "/")
	if form, weight := compileFamily(family); len(parts) < 3 || form == nil || weight < 2 || !form.MatchString(number) {
		return ""
	}
	return family
}

// openDigits puts # in place of each run of digits. Digits that stand within the office's own
// letters, as in D2 or BP2MI, are part of its name.
func openDigits(part string) string {
	var b strings.Builder
	for i := 0; i < len(part); {
		j := i
		for j < len(part) && part[j] >= '0' && part[j] <= '9' {
			j++
		}
		switch {
		case j == i:
			b.WriteByte(part[i])
			i++
		case i > 0 && part[i-1] >= 'A' && part[i-1] <= 'Z':
			b.WriteString(part[i:j])
			i = j
		default:
			b.WriteByte('#')
			i = j
		}
	}
	return b.String()
}
