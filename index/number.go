package index

import (
	"strings"

	"lintas/archive"
)

// gramSize is the length of the pieces of a number's skeleton that are indexed.
// A fragment of that length or more is found by its pieces, a shorter one by the
// pieces that begin with it.
const gramSize = 4

// numberForms returns the skeletons under which a number is found: with its
// month as printed, and with a Roman month written as two digits.
func numberForms(number string) []string {
	plain := archive.Skeleton(number)
	if plain == "" {
		return nil
	}
	forms := []string{plain}
	parts := archive.Tokens(number)
	roman := false
	for i, p := range parts {
		if month := romanMonth(p); month != "" && i > 0 {
			parts[i], roman = month, true
		}
	}
	if roman {
		if s := archive.Skeleton(strings.Join(parts, "/")); s != plain {
			forms = append(forms, s)
		}
	}
	return forms
}

func romanMonth(p string) string {
	for i, r := range [...]string{"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"} {
		if p == r {
			return string([]byte{byte('0' + (i+1)/10), byte('0' + (i+1)%10)})
		}
	}
	return ""
}

// gramsOf returns the pieces of a skeleton: every run of gramSize characters,
// and the shorter runs at its end.
func gramsOf(skeleton string, visit func(string)) {
	for i := range len(skeleton) {
		if rest := skeleton[i:]; len(rest) >= gramSize {
			visit(rest[:gramSize])
		} else if len(rest) >= 2 {
			visit(rest)
		}
	}
}

// fragmentGrams returns the pieces all of which stand in a number that contains
// the fragment.
func fragmentGrams(fragment string) []string {
	var grams []string
	for i := 0; i+gramSize <= len(fragment); i++ {
		grams = append(grams, fragment[i:i+gramSize])
	}
	return grams
}

// identity returns a passport number or NIK without blanks, in upper case.
func identity(s string) string {
	return strings.ToUpper(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '-' || r == '.' }), ""))
}
