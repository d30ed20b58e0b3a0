package reading

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"lintas/archive"
)

// strip is what comes out as one line of text: cells side by side.
type strip struct {
	cells       [][]printed
	table       bool // cells of a table row
	top, bottom float64
	size        float64
	box         box // as shown
}

// composeText turns the glyphs of a page into lines in the order in which a
// reader takes them, whatever the order of the content: turned text after the
// text of the page's main direction.
func composeText(glyphs []glyph, rules ruling) (string, []archive.Word) {
	byDirection := make(map[int][]printed)
	for _, p := range piecesOf(glyphs) {
		byDirection[p.direction] = append(byDirection[p.direction], p)
	}
	directions := make([]int, 0, len(byDirection))
	for d := range byDirection {
		directions = append(directions, d)
	}
	slices.SortFunc(directions, func(a, b int) int {
		return cmp.Or(cmp.Compare(len(byDirection[b]), len(byDirection[a])), cmp.Compare(a, b))
	})
	var out pageWriter
	for _, d := range directions {
		var rows []strip
		pieces := byDirection[d]
		if d == 0 {
			rows, pieces = rules.tableRows(pieces)
		}
		for _, words := range linesOfPrint(pieces) {
			rows = append(rows, stripOf(words))
		}
		slices.SortStableFunc(rows, func(a, b strip) int { return cmp.Compare(a.top+a.bottom, b.top+b.bottom) })
		for _, row := range columns(rows) {
			out.strip(row)
		}
	}
	return string(out.text), out.words
}

// Wide gaps, in ems. In a justified line blanks are wide too, so a gap must also
// stand out among the others of its line.
const (
	wideGap     = 1.6
	wideAgainst = 2.5
)

// stripOf splits a line at its wide gaps.
func stripOf(words []printed) strip {
	s := strip{top: math.Inf(1), bottom: math.Inf(-1), box: words[0].shown}
	for _, w := range words {
		s.top, s.bottom = min(s.top, w.base-0.8*w.size), max(s.bottom, w.base+0.2*w.size)
		s.size = max(s.size, w.size)
		s.box = s.box.join(w.shown)
	}
	usual := usualGap(words)
	from := 0
	for i := 1; i < len(words); i++ {
		gap := words[i].left - words[i-1].right
		if gap > wideGap*s.size && gap > wideAgainst*usual {
			s.cells = append(s.cells, words[from:i])
			from = i
		}
	}
	s.cells = append(s.cells, words[from:])
	return s
}

// usualGap is the median gap of a line of five words or more.
func usualGap(words []printed) float64 {
	if len(words) < 5 {
		return 0
	}
	gaps := make([]float64, len(words)-1)
	for i := range gaps {
		gaps[i] = words[i+1].left - words[i].right
	}
	slices.Sort(gaps)
	return gaps[len(gaps)/2]
}

// columns finds blocks of lines that stand side by side, two signatures or two
// columns of prose, and puts the left block before the right one. Labels with
// their values and tables are left in rows.
func columns(rows []strip) []strip {
	out := make([]strip, 0, len(rows))
	for i := 0; i < len(rows); {
		to, gutter := sideBySide(rows, i)
		if to == i {
			out = append(out, rows[i])
			i++
			continue
		}
		for _, left := range []bool{true, false} {
			for _, row := range rows[i:to] {
				for _, c := range row.cells {
					if (c[0].left < gutter) == left {
						out = append(out, stripOf(c))
					}
				}
			}
		}
		i = to
	}
	return out
}

// sideBySide returns the end of the block of two columns that begins at row i
// and where its gutter is; i if none begins there.
func sideBySide(rows []strip, i int) (end int, gutter float64) {
	left, right := math.Inf(-1), math.Inf(1) // the gutter's sides
	pairs, words, apart := 0, 0, 0.0
	for end = i; end < len(rows); end++ {
		row := rows[end]
		if row.table || len(row.cells) > 2 || labelled(row) {
			break
		}
		l, r := left, right
		switch {
		case len(row.cells) == 2:
			l, r = max(l, endOf(row.cells[0])), min(r, row.cells[1][0].left)
		case pairs == 0 && !mayStandRight(rows, end):
			return i, 0
		case row.cells[0][0].left >= left && row.cells[0][0].left > right-3*row.size:
			r = min(r, row.cells[0][0].left)
		default:
			l = max(l, endOf(row.cells[0]))
		}
		if r-l < row.size {
			break
		}
		if end > i {
			apart = max(apart, row.top-rows[end-1].bottom)
		}
		if len(row.cells) == 2 {
			pairs++
			words += len(row.cells[0]) + len(row.cells[1])
		}
		left, right = l, r
	}
	signatures := pairs >= 2 && apart > 1.8*rows[i].size
	prose := pairs >= 6 && words >= 7*pairs
	if !signatures && !prose || math.IsInf(left, 0) {
		return i, 0
	}
	return end, (left + right) / 2
}

// mayStandRight tells whether a row of one cell, such as the place and date over
// the right signature, stands over the right cell of the next row.
func mayStandRight(rows []strip, i int) bool {
	if len(rows[i].cells) == 2 {
		return true
	}
	if i+1 >= len(rows) || len(rows[i+1].cells) != 2 {
		return false
	}
	next := rows[i+1].cells
	return rows[i].cells[0][0].left > endOf(next[0])
}

func endOf(words []printed) float64 { return words[len(words)-1].right }

// labelled tells whether a row is a label with its value: Nomor : 12.
func labelled(row strip) bool {
	if len(row.cells) < 2 {
		return false
	}
	first, next := row.cells[0], row.cells[1]
	return strings.HasSuffix(first[len(first)-1].text, ":") || strings.HasPrefix(next[0].text, ":") ||
		len(first) <= 5 && slices.ContainsFunc(first, func(w printed) bool { return w.text == ":" })
}

// pageWriter writes the text of a page and notes where each word is.
type pageWriter struct {
	text  []byte
	words []archive.Word
	last  *printed // the word before, if it may be divided
}

func (o *pageWriter) strip(s strip) {
	for i, cell := range s.cells {
		between := ""
		switch {
		case i == 0:
		case s.table:
			between = "\t"
		case cell[0].text[0] == ':' || strings.HasSuffix(s.cells[i-1][len(s.cells[i-1])-1].text, ":"):
			between = " " // a label, its colon and its value
		default:
			between = "  "
		}
		for k := range cell {
			if k > 0 {
				between = " "
			} else if i == 0 {
				between = "\n"
			}
			o.word(&cell[k], between)
		}
	}
}

// word appends a word after what stands between it and the one before; a word
// divided at the end of a line is made whole, on the line where it began.
func (o *pageWriter) word(w *printed, between string) {
	if len(o.text) > 0 {
		switch joined, keep := o.divided(w, between); {
		case !joined:
			o.text = append(o.text, between...)
		case !keep:
			o.text = o.text[:len(o.text)-1]
			o.words[len(o.words)-1].End--
		}
	}
	start := len(o.text)
	o.text = append(o.text, w.text...)
	box := [4]float32{float32(w.shown[0]), float32(w.shown[1]), float32(w.shown[2]), float32(w.shown[3])}
	o.words = append(o.words, archive.Word{Start: start, End: len(o.text), Box: box})
	o.last = w
}

// divided tells whether the last word and w are halves of one, and whether its
// hyphen belongs to it: in masing-masing it does, in perlin-dungan not.
func (o *pageWriter) divided(w *printed, between string) (joined, keep bool) {
	p := o.last
	if p == nil || w.base <= p.base || between == "\t" || between == "  " || !strings.HasSuffix(p.text, "-") {
		return false, false
	}
	head := strings.TrimSuffix(p.text, "-")
	if i := strings.LastIndexAny(head, "-/(\"'"); i >= 0 {
		head = head[i+1:]
	}
	if head == "" {
		return false, false
	}
	if len(head) > 2 && strings.HasPrefix(w.text, head) {
		return true, true
	}
	if !p.hyphen || !lowerCase(head) || utf8.RuneCountInString(head) < 2 {
		return false, false
	}
	first, _ := utf8.DecodeRuneInString(w.text)
	return unicode.IsLower(first), prefixed(head)
}

func lowerCase(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLower(r) }) < 0
}

// prefixed tells whether a hyphen after the word is part of the spelling.
func prefixed(head string) bool {
	switch head {
	case "non", "anti", "antar", "pra", "pasca", "sub", "semi", "multi", "inter", "intra", "eks", "sosio":
		return true
	}
	return false
}
