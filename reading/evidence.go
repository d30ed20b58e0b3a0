package reading

import (
	"strings"
	"unicode/utf8"

	"lintas/archive"
)

// boxOf returns the box around the words of a value on the lines first to end,
// of the first page among them; the zero box where the page has no positions.
func (r *reader) boxOf(value string, first, end int) [4]float64 {
	var box [4]float64
	page := r.lines[first].page
	words := r.transcript.Pages[page].Words
	if len(words) == 0 {
		return box
	}
	top, bottom := r.lines[first].top, r.lines[first].bottom
	for i := first; i < end && i < len(r.lines) && r.lines[i].page == page; i++ {
		top, bottom = min(top, r.lines[i].top), max(bottom, r.lines[i].bottom)
	}
	wanted := " " + lower(value) + " "
	text := r.transcript.Pages[page].Text
	all := box
	for _, w := range words {
		mid := float64(middle(w))
		if mid < top || mid > bottom || w.Start < 0 || w.End > len(text) || w.Start >= w.End {
			continue
		}
		all = join(all, w)
		part := strings.Trim(lower(text[w.Start:w.End]), ".,;:()")
		if part != "" && utf8.RuneCountInString(part) > 1 && strings.Contains(wanted, part) {
			box = join(box, w)
		}
	}
	if box == ([4]float64{}) {
		return all
	}
	return box
}

func join(box [4]float64, w archive.Word) [4]float64 {
	b := [4]float64{float64(w.Box[0]), float64(w.Box[1]), float64(w.Box[2]), float64(w.Box[3])}
	if box == ([4]float64{}) {
		return b
	}
	return [4]float64{min(box[0], b[0]), min(box[1], b[1]), max(box[2], b[2]), max(box[3], b[3])}
}

// problemsIn returns the problem types whose words stand in the subject, or else in the
// running text.
func problemsIn(subject string, s *sheet) []string {
	var found []string
	types := archive.ProblemTypes()
	match := func(text string) {
		for _, t := range types {
			for _, w := range t.Words {
				if wordIn(text, w) {
					found = append(found, t.Code)
					break
				}
			}
		}
	}
	match(lower(subject))
	if len(found) == 0 {
		match(s.bodyStartText())
	}
	if len(found) > 3 {
		found = found[:3]
	}
	return found
}

// wordIn reports whether phrase stands in text as whole words.
func wordIn(text, phrase string) bool {
	for from := 0; ; {
		at := strings.Index(text[from:], phrase)
		if at < 0 {
			return false
		}
		at += from
		end := at + len(phrase)
		if (at == 0 || !isLetter(text[at-1])) && (end >= len(text) || !isLetter(text[end])) {
			return true
		}
		from = at + 1
	}
}
