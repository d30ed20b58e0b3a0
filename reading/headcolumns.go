package reading

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxHead is how many lines a head can have.
const maxHead = 90

// stream is one column of the head: the lines, or the parts of lines, that
// stand above each other.
type stream struct {
	lines []line
	index []int // of the line in the sheet
}

func (st *stream) add(l line, i int) {
	st.lines = append(st.lines, l)
	st.index = append(st.index, i)
}

// columns parts the head of page one into what stands left and what stands in a
// column of its own at the right.
func (s *sheet) columns() (left, right stream) {
	if len(s.lines) == 0 {
		return left, right
	}
	h := headColumns{width: s.widths[0], edges: s.addressEdges()}
	for i := range s.lines {
		l := &s.lines[i]
		if l.page > 0 || i > maxHead {
			break
		}
		h.place(l, i)
	}
	if len(h.right.lines) > 1 && h.right.lines[0].bottom > 0 {
		markGaps(h.left.lines)
		markGaps(h.right.lines)
	}
	return h.left, h.right
}

type headColumns struct {
	width       float64
	edges       []float64 // where addresses begin at the right
	edge        float64   // the leftmost cell of the right column so far
	labels      int
	margin      float64 // where the first label begins
	done        bool    // running text over the whole width has begun
	left, right stream
}

// place puts a line, or its two parts, into the columns.
func (h *headColumns) place(l *line, i int) {
	if p, ok := pairIn(l, i); ok && p.value != "" {
		if h.labels++; h.labels == 1 {
			h.margin = l.left
		}
	}
	h.done = h.done || h.labels > 0 && len(l.cells) == 1 && l.left < h.margin+9*charWidth && l.right-l.left > h.width*0.6 && bodyStart(l.text)
	at := 0
	if whole := len(h.edges) > 0 && h.standsRight(l); !h.done && !whole {
		at = h.splitAt(l)
	}
	switch {
	case at == 0 && h.standsRight(l):
		h.right.add(*l, i)
	case at > 0:
		a, b, ok := l.splitAt(at)
		if !ok {
			h.left.add(*l, i)
			return
		}
		h.left.add(a, i)
		h.right.add(b, i)
		if h.edge == 0 || b.left < h.edge {
			h.edge = b.left
		}
	default:
		h.left.add(*l, i)
	}
}

// standsRight reports whether a whole line stands in the right-hand column.
func (h *headColumns) standsRight(l *line) bool {
	if h.labels == 0 && !addressStart(l.text) || proseLine(l.text) && l.right-l.left > h.width*0.45 {
		return false
	}
	from, slack := h.width*0.46, 2*charWidth
	if h.afterDi() {
		slack = 4 * charWidth
	}
	for _, e := range h.edges {
		from = min(from, e-slack)
	}
	return l.left > max(from, h.width*0.36) && (h.afterDi() || !centredTitle(l, h.width))
}

// splitAt returns the first word of a line that belongs to the right-hand column; 0
// if the line is of one column.
func (h *headColumns) splitAt(l *line) int {
	words := l.words
	if len(words) == 0 || addressWord(words, 0) {
		return 0
	}
	if at := dateWord(l, h.width, h.edges); at > 0 {
		return at
	}
	for k := 1; k < len(words); k++ {
		if words[k].left > h.width*0.36 && addressWord(words, k) && (words[k-1].right < words[k].left-3 || h.near(words[k].left)) {
			return k
		}
	}
	usual := usualBlank(words)
	for k := 1; k < len(words); k++ {
		gap := words[k].left - words[k-1].right
		if h.near(words[k].left) && (gap > 1.5*usual && gap > 0.45*l.height() || h.goesOn(l, words[k].left)) && !strings.HasSuffix(words[k-1].text, ":") {
			return k
		}
	}
	if at := h.townAfterDi(words, usual); at > 0 {
		return at
	}
	if at := h.wideGap(l); at > 0 {
		for k := range words {
			if words[k].left >= l.cells[at].left-0.5 {
				return k
			}
		}
	}
	return 0
}

// afterDi reports whether the right-hand column has come to "di", under which its town
// stands.
func (h *headColumns) afterDi() bool {
	n := len(h.right.lines)
	return n > 0 && len(h.edges) > 0 && diLine(h.right.lines[n-1].text)
}

// goesOn reports whether a word stands exactly under the start of the address just above,
// up to which a value may reach with no more than a blank between.
func (h *headColumns) goesOn(l *line, x float64) bool {
	n := len(h.right.lines)
	if n == 0 {
		return false
	}
	above := &h.right.lines[n-1]
	return abs(x-above.left) < 0.2*charWidth && l.bottom > 0 && l.top-above.bottom < 0.8*l.height() && !diLine(above.text) && !addressEnds(above.text)
}

// addressEnds reports whether nothing of an address can follow a line.
func addressEnds(s string) bool {
	_, dated := dateLine(s)
	return dated || salutation(s)
}

// longestTown is how many words a town can be printed in, set apart as J A K A R T A.
const longestTown = 14

// townAfterDi returns the word of the town under "di", which is often set out to the left
// of the address.
func (h *headColumns) townAfterDi(words []cell, usual float64) int {
	if !h.afterDi() {
		return 0
	}
	for k := max(1, len(words)-longestTown); k < len(words); k++ {
		rest := wordsText(words[k:])
		if words[k].left > h.edges[0]-4*charWidth && words[k].left-words[k-1].right > max(1.5*usual, charWidth) && (mostlyCaps(rest) && len(words)-k <= 3 || spacedOut(rest)) {
			return k
		}
	}
	return 0
}

// near reports whether a place is where an address begins.
func (h *headColumns) near(x float64) bool {
	for _, e := range h.edges {
		if abs(x-e) < 0.8*charWidth {
			return true
		}
	}
	return false
}

// wideGap returns the first cell of a line that belongs to the right-hand column by
// the wide gap before it.
func (h *headColumns) wideGap(l *line) int {
	p, labelled := pairIn(l, 0)
	labelled = labelled && p.field == subjectField
	for i := 1; i < len(l.cells); i++ {
		c := l.cells[i]
		if (c.left > h.width*0.48 || h.edge > 0 && c.left > h.edge-6*charWidth && c.left > h.width*0.4) && c.left-l.cells[i-1].right > 10 && (!proseLine(l.text) || labelled) && (i > 1 || !bareLabel(l.cells[0].text) && !strings.HasSuffix(l.cells[0].text, ":")) {
			return i
		}
	}
	return 0
}

// addressEdges returns where addresses that stand right of the labels begin.
func (s *sheet) addressEdges() []float64 {
	var edges []float64
	width := s.widths[0]
	last := s.lastLabel()
	for i := range s.lines {
		l := &s.lines[i]
		if l.page > 0 || i > maxHead || i > 12 && len(edges) == 0 && salutation(l.text) {
			break
		}
		for k := range l.words {
			if k == 0 && i > last && l.left < width*0.46 {
				continue // below the labels, only moved in
			}
			if l.words[k].left > width*0.36 && addressWord(l.words, k) {
				edges = append(edges, l.words[k].left)
				break
			}
		}
	}
	return edges
}

// lastLabel returns the last line of page one that is a label of a letter's head.
func (s *sheet) lastLabel() int {
	last := -1
	for i := range s.lines {
		l := &s.lines[i]
		if l.page > 0 || i > maxHead || salutation(l.text) {
			break
		}
		if p, ok := pairIn(l, i); ok && p.whole {
			switch p.field {
			case numberField, natureField, classField, attachField, subjectField:
				last = i
			}
		}
	}
	return last
}

// addressWord reports whether an address begins at a word: Kepada, Yth.
func addressWord(words []cell, k int) bool {
	first, _ := utf8.DecodeRuneInString(words[k].text)
	switch first {
	case 'K', 'k', 'Y', 'y':
		return unicode.IsUpper(first) && addressStart(wordsText(words[k:min(len(words), k+4)]))
	}
	return false
}

// dateWord returns the word of a line where a place and date begin that stand beside
// something else; 0 if there is none. A value may reach right up to them.
func dateWord(l *line, width float64, edges []float64) int {
	words := l.words
	n := len(words)
	if n < 3 || !strings.ContainsAny(words[n-1].text, "0123456789") || l.right < width*0.6 {
		return 0
	}
	p, labelled := pairIn(l, 0)
	if labelled && (p.field == dateField || p.field == weekdayField) && len(l.cells) < 3 {
		return 0
	}
	closeBy := labelled && (p.field == numberField || p.field == natureField || p.field == classField || p.field == attachField)
	best, widest := 0, 0.0
	for k := max(1, n-9); k < n; k++ {
		gap := words[k].left - words[k-1].right
		if words[k].left < width*0.34 || gap < 1.3*l.height() && !closeBy || strings.HasSuffix(words[k-1].text, ":") || words[k].text == ":" {
			continue
		}
		d, ok := dateLine(wordsText(words[k:]))
		if !ok || d.place == "" && gap < 1.3*l.height() || fieldOf(wordsText(words[:k])) == dateField {
			continue
		}
		for _, e := range edges {
			if abs(words[k].left-e) < 0.8*charWidth {
				return k
			}
		}
		if gap > widest+0.5 {
			best, widest = k, gap
		}
	}
	return best
}

func wordsText(words []cell) string {
	parts := make([]string, len(words))
	for i, w := range words {
		parts[i] = w.text
	}
	return strings.Join(parts, " ")
}

// usualBlank is the median gap between the words of a line.
func usualBlank(words []cell) float64 {
	if len(words) < 2 {
		return 0
	}
	gaps := make([]float64, 0, len(words)-1)
	for i := 1; i < len(words); i++ {
		gaps = append(gaps, words[i].left-words[i-1].right)
	}
	sort.Float64s(gaps)
	return gaps[len(gaps)/2]
}

func (l *line) height() float64 {
	if l.bottom <= l.top {
		return 2 * charWidth
	}
	return l.bottom - l.top
}

// splitAt parts a line before a word; ok is false where a side would be empty, as beside
// the lines of a table.
func (l *line) splitAt(k int) (a, b line, ok bool) {
	a, b = *l, *l
	a.words, b.words = l.words[:k], l.words[k:]
	x := l.words[k].left
	a.cells, b.cells = nil, nil
	for _, c := range l.cells {
		switch {
		case c.right <= x+0.5 && c.left < x-0.5:
			a.cells = append(a.cells, c)
		case c.left >= x-0.5:
			b.cells = append(b.cells, c)
		default:
			if before, some := cellBetween(l.words, c.left, x); some {
				a.cells = append(a.cells, before)
			}
			if after, some := cellBetween(l.words, x, c.right); some {
				b.cells = append(b.cells, after)
			}
		}
	}
	if len(a.cells) == 0 || len(b.cells) == 0 {
		return a, b, false
	}
	a.text, b.text = joinCells(a.cells[0].text, a.cells[1:]), joinCells(b.cells[0].text, b.cells[1:])
	a.right, b.left = a.words[k-1].right, x
	return a, b, true
}

// cellBetween makes a cell of the words that begin between two places.
func cellBetween(words []cell, from, to float64) (c cell, some bool) {
	var in []cell
	for _, w := range words {
		if w.left >= from-0.5 && w.left < to-0.5 {
			in = append(in, w)
		}
	}
	if len(in) == 0 {
		return cell{}, false
	}
	return cell{text: wordsText(in), left: in[0].left, right: in[len(in)-1].right}, true
}

// centredTitle reports whether a line of capitals stands in the middle of the page.
func centredTitle(l *line, width float64) bool {
	if _, ok := titleOf(l.text); ok {
		return true
	}
	return mostlyCaps(l.text) && abs((l.left+l.right)/2-width/2) < width*0.08 && !addressStart(l.text) && !diLine(l.text)
}
