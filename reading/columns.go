package reading

import (
	"math"
	"slices"
)

// columns finds blocks of lines that stand side by side, two signatures or two
// columns of prose, and puts the left block before the right one. Labels with
// their values and tables are left in rows.
func columns(rows []strip) []strip {
	out := make([]strip, 0, len(rows))
	for i := 0; i < len(rows); {
		to, gutter := addressBeside(rows, i)
		if to == i {
			to, gutter = sideBySide(rows, i)
		}
		if to == i {
			out = append(out, rows[i])
			i++
			continue
		}
		for _, left := range []bool{true, false} {
			for _, row := range rows[i:to] {
				if part := row.side(gutter, left); len(part.cells) > 0 {
					out = append(out, part)
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
	pairs, words, apart, lastRight := 0, 0, 0.0, i
	for end = i; end < len(rows); end++ {
		row := rows[end]
		if row.table || len(row.cells) > 2 || labelled(row) {
			break
		}
		if len(row.cells) == 1 && pairs > 0 {
			row = row.splitAt(left, right)
			rows[end] = row
		}
		l, r := left, right
		switch {
		case len(row.cells) == 2:
			l, r = max(l, endOf(row.cells[0])), min(r, row.cells[1][0].left)
		case pairs == 0 && !standsRight(rows, end):
			return i, 0
		case pairs == 0 || row.cells[0][0].left >= left && row.cells[0][0].left > right-3*row.size:
			r, lastRight = min(r, row.cells[0][0].left), end
		default:
			l = max(l, endOf(row.cells[0]))
		}
		if r-l < row.size || len(row.cells) == 2 && end > i && !aligned(rows[i:end], row) {
			break
		}
		if end > i {
			apart = max(apart, row.top-rows[end-1].bottom)
		}
		if len(row.cells) == 2 {
			pairs, lastRight = pairs+1, end
			words += len(row.cells[0]) + len(row.cells[1])
		}
		left, right = l, r
	}
	signatures := pairs >= 2 && apart > 1.8*rows[i].size
	prose := pairs >= 4 && words >= 8*pairs
	switch {
	case !signatures && !prose || math.IsInf(left, 0):
		return i, 0
	case !prose:
		end = lastRight + 1 // what follows the left signature follows both
	}
	return end, (left + right) / 2
}

// splitAt splits a row of one cell at a gap that stands where the gutter is: in
// narrow justified columns the gutter is no wider than the blanks.
func (s strip) splitAt(left, right float64) strip {
	words := s.cells[0]
	for i := 1; i < len(words); i++ {
		from, to := max(words[i-1].right, left), min(words[i].left, right)
		if to-from > s.size {
			s.cells = [][]printed{words[:i], words[i:]}
			return s
		}
	}
	return s
}

// standsRight tells whether a row of one cell, such as the place and date over
// the right signature, stands over the right cell of the next row.
func standsRight(rows []strip, i int) bool {
	if i+1 >= len(rows) || rows[i+1].table || len(rows[i+1].cells) != 2 {
		return false
	}
	next := rows[i+1].cells
	left := rows[i].cells[0][0].left
	return left > endOf(next[0]) && left > next[1][0].left-3*rows[i].size
}

// addressBeside returns the end of a letter's head in which labels stand at the
// left and an address of three lines or more, all starting at one place, at the
// right. A place and date alone beside the number stay on its line.
func addressBeside(rows []strip, i int) (end int, gutter float64) {
	last := rows[i].cells[len(rows[i].cells)-1]
	edge, size := last[0].left, rows[i].size
	if rows[i].table || len(rows[i].cells) < 2 || hasColon(last) || !hasColon(rows[i].cells[0], rows[i].cells[1]) {
		return i, 0
	}
	end = i
	labels, lines := 0, 0
	for k := i; k < len(rows) && !rows[k].table && rows[k].top-rows[max(k-1, i)].bottom < 3*size; k++ {
		left, right := rows[k].side(edge-size, true), rows[k].side(edge-size, false)
		if len(right.cells) > 1 || len(left.cells) > 0 && endOf(left.cells[len(left.cells)-1]) > edge-0.5*size {
			break
		}
		if len(left.cells)+len(right.cells) > len(rows[k].cells) && !cutHere(left.cells, right.cells[0], size) {
			break
		}
		if len(right.cells) == 1 {
			if hasColon(right.cells[0]) {
				break
			}
			if math.Abs(right.cells[0][0].left-edge) < 0.5*size {
				lines++
			}
			end = k + 1
		}
		if hasColon(left.cells...) {
			labels++
		}
	}
	if labels < 2 || lines < 3 {
		return i, 0
	}
	return end, edge - size
}

// cutHere tells whether a cell is two, a label's value that reaches up to an address:
// the gap is no blank of a line of prose, nor the one between a label and its value.
func cutHere(left [][]printed, right []printed, size float64) bool {
	last := left[len(left)-1]
	w := last[len(last)-1]
	return right[0].left-w.right >= 0.8*size && w.text[len(w.text)-1] != ':'
}

// side returns what stands on one side of x in a row; a cell is cut there.
func (s strip) side(x float64, left bool) strip {
	part := s
	part.cells = nil
	for _, c := range s.cells {
		at := slices.IndexFunc(c, func(w printed) bool { return w.left >= x })
		switch {
		case at < 0 && left:
			part.cells = append(part.cells, c)
		case at >= 0 && left && at > 0:
			part.cells = append(part.cells, c[:at])
		case at >= 0 && !left:
			part.cells = append(part.cells, c[at:])
		}
	}
	return part
}

// hasColon tells whether one of a few words is a label's colon.
func hasColon(cells ...[]printed) bool {
	for _, c := range cells {
		for i, w := range c {
			if i < 5 && (w.text[0] == ':' || w.text[len(w.text)-1] == ':') {
				return true
			}
		}
	}
	return false
}

// aligned tells whether the right cell of a row starts or is centred where the
// right cells above it are.
func aligned(above []strip, row strip) bool {
	for _, other := range above {
		if len(other.cells) == 2 {
			a, b := other.cells[1], row.cells[1]
			start := math.Abs(a[0].left - b[0].left)
			middle := math.Abs(a[0].left+endOf(a)-b[0].left-endOf(b)) / 2
			return min(start, middle) < 2*row.size
		}
	}
	return true
}

func endOf(words []printed) float64 { return words[len(words)-1].right }

// labelled tells whether a row is a label with its value: Nomor : 12.
func labelled(row strip) bool {
	return len(row.cells) > 1 && hasColon(row.cells[0], row.cells[1][:1])
}
