package reading

import (
	"slices"
	"strings"
)

// mendSeen puts right what Tesseract takes for something else and nobody would: the
// months of letter numbers, XI1 for XII, and a lone I, which it reads as a bar.
func mendSeen(words []seen) {
	for i := range words {
		w := &words[i]
		switch {
		case strings.Contains(w.text, "/"):
			w.text = romanParts(w.text)
		case w.text == "|" && i > 0 && standsBehind(words[i-1], *w):
			w.text = "I"
		}
	}
}

// standsBehind tells whether a sign follows a word like the next word does: on its
// line, a blank away and no higher.
func standsBehind(word, sign seen) bool {
	high := word.bottom - word.top
	gap := sign.left - word.right
	return word.line == sign.line && lettersOrDigits(word.text) > 2 && gap > 0 && gap < 1.2*high && sign.bottom-sign.top < 1.2*high && sign.bottom-sign.top > 0.6*high
}

// romanParts writes the parts of a letter number that are Roman, but for a one or a
// small l or a bar, with capital I.
func romanParts(number string) string {
	var out strings.Builder
	for len(number) > 0 {
		end := strings.IndexAny(number, "/-.")
		if end < 0 {
			end = len(number)
		}
		out.WriteString(romanPart(number[:end]))
		if end < len(number) {
			out.WriteByte(number[end])
			end++
		}
		number = number[end:]
	}
	return out.String()
}

func romanPart(part string) string {
	if !strings.ContainsAny(part, "IVX") || !strings.ContainsAny(part, "1l|") {
		return part
	}
	roman := strings.NewReplacer("1", "I", "l", "I", "|", "I").Replace(part)
	if slices.Contains([]string{"II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII"}, roman) {
		return roman
	}
	return part
}
