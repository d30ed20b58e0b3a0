package reading

import (
	"sort"
	"strings"
	"unicode/utf8"

	"lintas/archive"
)

// line is one printed row of a page: everything that stands at the same height.
type line struct {
	page        int    // from 0
	text        string // all cells, one blank between words
	cells       []cell // parts with a wide gap between them
	words       []cell // single words, on the first page only
	left, right float64
	top, bottom float64 // 0 when the page has no positions
	gap         bool    // a blank space as high as a line stands above
	units       []cell  // the words with their places; the cells where the page has none
}

// cell is a part of a line.
type cell struct {
	text        string
	left, right float64
}

// charWidth stands in for the width of a character on pages without positions.
const charWidth = 5.0

// maxLines bounds the work on absurd documents.
const maxLines = 20000

// linesOf returns the rows of all pages, top to bottom, and the width that
// counts as full for each page.
func linesOf(t *archive.Transcript) ([]line, []float64) {
	var all []line
	widths := make([]float64, len(t.Pages))
	for i := range t.Pages {
		p := &t.Pages[i]
		var rows []line
		if len(p.Words) > 0 {
			rows = rowsOfWords(p, i == 0)
			widths[i] = p.Width
			if turnsOf(p.Text, p.Words)&1 == 1 {
				widths[i] = p.Height
			}
		} else {
			rows = rowsOfText(p.Text)
			if i == 0 {
				for j := range rows {
					rows[j].words = wordsInCells(rows[j].cells)
				}
			}
		}
		for j := range rows {
			rows[j].page = i
			if widths[i] < rows[j].right && len(p.Words) > 0 {
				widths[i] = rows[j].right
			}
		}
		if len(p.Words) == 0 {
			widths[i] = textWidth(rows)
		}
		all = append(all, rows...)
		if len(all) > maxLines {
			return all[:maxLines], widths
		}
	}
	return all, widths
}

// textWidth is how wide a page without positions is taken to be: its longest
// row, within what a printed page can hold.
func textWidth(rows []line) float64 {
	width := 80 * charWidth
	for _, r := range rows {
		width = max(width, r.right)
	}
	return min(width, 120*charWidth)
}

// rowsOfWords groups the words of a page into rows by their height on the page, and
// keeps them as single words too where they are wanted.
func rowsOfWords(p *archive.Page, single bool) []line {
	words := make([]archive.Word, 0, len(p.Words))
	for _, w := range p.Words {
		if w.Start >= 0 && w.Start < w.End && w.End <= len(p.Text) {
			words = append(words, w)
		}
	}
	turnUpright(p, words)
	straighten(p.Text, words)
	sort.SliceStable(words, func(i, j int) bool { return middle(words[i]) < middle(words[j]) })
	var rows []line
	for lo := 0; lo < len(words); {
		top, bottom := words[lo].Box[1], words[lo].Box[3]
		hi := lo + 1
		for hi < len(words) {
			m := middle(words[hi])
			if m > bottom-(bottom-top)*0.2 {
				break
			}
			if h := words[hi].Box[3] - words[hi].Box[1]; h <= 2*(bottom-top) {
				bottom = max(bottom, min(words[hi].Box[3], bottom+(bottom-top)*0.1))
			}
			hi++
		}
		rows = append(rows, rowOf(p.Text, words[lo:hi]))
		if single {
			rows[len(rows)-1].words = singleWords(p.Text, words[lo:hi])
		}
		lo = hi
	}
	markGaps(rows)
	return rows
}

// straighten turns the words of a crooked scan level: the lines of the text show
// how much they climb. It changes words, not the transcript.
func straighten(text string, words []archive.Word) {
	var slopes []float64
	for lo := 0; lo < len(words); {
		hi := lo + 1
		for hi < len(words) && words[hi].Start >= words[hi-1].End && !strings.Contains(text[words[hi-1].End:words[hi].Start], "\n") {
			hi++
		}
		if first, last := words[lo], words[hi-1]; hi-lo >= 4 && last.Box[0]-first.Box[0] > 120 {
			slopes = append(slopes, float64(middle(last)-middle(first))/float64(last.Box[0]-first.Box[0]))
		}
		lo = hi
	}
	if len(slopes) < 4 {
		return
	}
	sort.Float64s(slopes)
	slope := float32(slopes[len(slopes)/2])
	if slope > 0.1 || slope < -0.1 || slope < 0.0008 && slope > -0.0008 {
		return
	}
	for i := range words {
		shift := slope * words[i].Box[0]
		words[i].Box[1] -= shift
		words[i].Box[3] -= shift
	}
}

func middle(w archive.Word) float32 { return (w.Box[1] + w.Box[3]) / 2 }

// rowOf makes a line of the words that stand at one height.
func rowOf(text string, words []archive.Word) line {
	sort.SliceStable(words, func(i, j int) bool { return words[i].Box[0] < words[j].Box[0] })
	var height float32
	for _, w := range words {
		height += w.Box[3] - w.Box[1]
	}
	height /= float32(len(words))
	l := line{left: float64(words[0].Box[0]), top: float64(words[0].Box[1]), bottom: float64(words[0].Box[3])}
	var b strings.Builder
	start := 0
	for i, w := range words {
		if i > 0 {
			gap := w.Box[0] - words[i-1].Box[2]
			if gap > height*1.3 || ruled(text, w) && i > start {
				if !(i == start+1 && ruled(text, words[start])) {
					l.cells = append(l.cells, cellOf(text, words[start:i]))
				}
				start = i
			} else if i == start+1 && ruled(text, words[start]) {
				start = i
			}
			if gap > height*0.12 || w.Start > words[i-1].End {
				b.WriteByte(' ')
			}
		}
		b.WriteString(text[w.Start:w.End])
		l.units = append(l.units, cell{text: text[w.Start:w.End], left: float64(w.Box[0]), right: float64(w.Box[2])})
		l.right = max(l.right, float64(w.Box[2]))
		l.top = min(l.top, float64(w.Box[1]))
		l.bottom = max(l.bottom, float64(w.Box[3]))
	}
	l.cells = append(l.cells, cellOf(text, words[start:]))
	l.text = b.String()
	return l
}

// singleWords returns the words of a row, left to right, without the lines of tables.
func singleWords(text string, words []archive.Word) []cell {
	out := make([]cell, 0, len(words))
	for _, w := range words {
		if !ruled(text, w) {
			out = append(out, cell{text: text[w.Start:w.End], left: float64(w.Box[0]), right: float64(w.Box[2])})
		}
	}
	return out
}

// wordsInCells returns the words of a row that has no positions but those of its cells.
func wordsInCells(cells []cell) []cell {
	var out []cell
	for _, c := range cells {
		at := c.left
		for _, w := range strings.Split(c.text, " ") {
			width := float64(utf8.RuneCountInString(w)) * charWidth
			out = append(out, cell{text: w, left: at, right: at + width})
			at += width + charWidth
		}
	}
	return out
}

// ruled reports whether a word is the line of a table that a scan took for a sign.
func ruled(text string, w archive.Word) bool {
	return w.End-w.Start <= 2 && strings.Trim(text[w.Start:w.End], "|") == ""
}

func cellOf(text string, words []archive.Word) cell {
	c := cell{left: float64(words[0].Box[0]), right: float64(words[len(words)-1].Box[2])}
	var b strings.Builder
	for i, w := range words {
		if i > 0 && (w.Start > words[i-1].End || w.Box[0]-words[i-1].Box[2] > 1) {
			b.WriteByte(' ')
		}
		b.WriteString(text[w.Start:w.End])
	}
	c.text = b.String()
	return c
}

// markGaps notes where a row stands clearly lower than the rows of its page
// usually do.
func markGaps(rows []line) {
	if len(rows) < 2 {
		return
	}
	steps := make([]float64, 0, len(rows))
	for i := 1; i < len(rows); i++ {
		steps = append(steps, rows[i].top-rows[i-1].bottom)
	}
	sort.Float64s(steps)
	usual := steps[len(steps)/3]
	for i := 1; i < len(rows); i++ {
		height := max(rows[i].bottom-rows[i].top, 4)
		rows[i].gap = rows[i].top-rows[i-1].bottom > usual+height*0.55
	}
}

// rowsOfText splits text without positions; two blanks or a tab part cells.
func rowsOfText(text string) []line {
	var rows []line
	var blanks []int // empty rows above each
	empty := 0
	for _, raw := range strings.Split(text, "\n") {
		raw = strings.TrimRight(raw, " \t\r\f")
		if strings.TrimSpace(raw) == "" {
			empty++
			continue
		}
		rows, blanks = append(rows, splitRow(raw)), append(blanks, empty)
		empty = 0
		if len(rows) > maxLines {
			break
		}
	}
	// where every other row is empty, one empty row says nothing
	usual := append([]int(nil), blanks...)
	sort.Ints(usual)
	for i := 1; i < len(rows); i++ {
		rows[i].gap = blanks[i] > usual[len(usual)/2]
	}
	return rows
}

func splitRow(raw string) line {
	var l line
	column, start, startColumn, blanks := 0, -1, 0, 0
	end := func(stop, stopColumn int) {
		if start >= 0 {
			l.cells = append(l.cells, cell{text: squeeze(raw[start:stop]), left: float64(startColumn) * charWidth, right: float64(stopColumn) * charWidth})
			start = -1
		}
	}
	last, lastColumn := 0, 0
	for i, r := range raw {
		switch r {
		case ' ', '\u00a0', '\f', '\r':
			blanks++
		case '\t':
			blanks += 8
		default:
			if start >= 0 && blanks >= 2 {
				end(last, lastColumn)
			}
			if start < 0 {
				start, startColumn = i, column
			}
			blanks = 0
			last, lastColumn = i+utf8.RuneLen(r), column+1
			if r == utf8.RuneError {
				last = i + 1
			}
		}
		column++
		if r == '\t' {
			column = (column/8 + 1) * 8
		}
	}
	end(min(last, len(raw)), lastColumn)
	parts := make([]string, len(l.cells))
	for i, c := range l.cells {
		parts[i] = c.text
	}
	l.text = strings.Join(parts, " ")
	l.units = l.cells
	if n := len(l.cells); n > 0 {
		l.left, l.right = l.cells[0].left, l.cells[n-1].right
	}
	return l
}

// squeeze makes every run of white space one blank.
func squeeze(s string) string {
	if !strings.Contains(s, "  ") && !strings.ContainsAny(s, "\t\n\r\u00a0") {
		return strings.TrimSpace(s)
	}
	return strings.Join(strings.Fields(s), " ")
}
