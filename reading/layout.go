package reading

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"

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

// composeText turns the glyphs of a page into its text.
func composeText(glyphs []glyph, rules ruling) (string, []archive.Word) {
	return composePieces(piecesOf(glyphs), rules)
}

// composePieces puts pieces of text into lines in the order in which a reader
// takes them, whatever the order of the content: first the direction in which most
// of the text runs, then the others, slanted stamps last.
func composePieces(pieces []printed, rules ruling) (string, []archive.Word) {
	byDirection := make(map[int][]printed)
	weight := make(map[int]int)
	for _, p := range pieces {
		byDirection[p.direction] = append(byDirection[p.direction], p)
		weight[p.direction] += len(p.text)
	}
	directions := slices.SortedFunc(maps.Keys(weight), func(a, b int) int {
		return cmp.Or(cmp.Compare(a%90, b%90), cmp.Compare(weight[b], weight[a]), cmp.Compare(a, b))
	})
	out := pageWriter{}
	var all []strip
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
		all = append(all, columns(rows)...)
	}
	out.dividing = dividesWords(all)
	for _, row := range all {
		out.strip(row)
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

// pageWriter writes the text of a page and notes where each word is.
type pageWriter struct {
	text  []byte
	words []archive.Word
	last  *printed // the word before

	dividing bool // the page divides words at the ends of its lines
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
	o.words = append(o.words, archive.Word{Start: start, End: len(o.text), Box: box, Conf: w.conf})
	o.last = w
}
