package reading

import (
	"cmp"
	"math"
	"slices"
)

// rule is a straight line drawn on the page.
type rule struct{ at, from, to float64 }

// ruling is the lines of tables: across (at y, from x to x) and down.
type ruling struct{ across, down []rule }

const (
	mostObjects = 20_000
	mostRules   = 2_000
	thin        = 3.0 // points: a filled rectangle that is a line
	touch       = 3.0 // points: lines this near meet
)

// Page object types of PDFium.
const (
	objectPath  = 2
	objectImage = 3
	objectForm  = 5
)

// rulesOf collects the lines of tables from a page's drawn paths.
func (e *engine) rulesOf(sheet uint64, frame sheetBox) ruling {
	var r ruling
	count, get := e.function("FPDFPage_CountObjects"), e.function("FPDFPage_GetObject")
	kind, bounds := e.function("FPDFPageObj_GetType"), e.function("FPDFPageObj_GetBounds")
	n := min(int(int32(e.invoke(count, sheet))), mostObjects)
	at := uint64(e.spot)
	for i := 0; i < n && e.err == nil && len(r.across)+len(r.down) < mostRules; i++ {
		object := e.invoke(get, sheet, uint64(i))
		if object == 0 || e.invoke(kind, object) != objectPath {
			continue
		}
		if e.invoke(bounds, object, at, at+4, at+8, at+12) != 1 {
			continue
		}
		r.add(frame.box(e.float32At(0), e.float32At(4), e.float32At(8), e.float32At(12)))
	}
	return r.tables()
}

func (r *ruling) add(b box) {
	wide, high := b[2]-b[0], b[3]-b[1]
	switch {
	case wide < thin && high < thin || math.IsNaN(wide+high):
	case high < thin:
		r.across = append(r.across, rule{(b[1] + b[3]) / 2, b[0], b[2]})
	case wide < thin:
		r.down = append(r.down, rule{(b[0] + b[2]) / 2, b[1], b[3]})
	default:
		r.across = append(r.across, rule{b[1], b[0], b[2]}, rule{b[3], b[0], b[2]})
		r.down = append(r.down, rule{b[0], b[1], b[3]}, rule{b[2], b[1], b[3]})
	}
}

// tables leaves out lines that meet no line of the other kind: underlines and
// the rule below a letterhead.
func (r ruling) tables() ruling {
	meets := func(a rule, others []rule) bool {
		return slices.ContainsFunc(others, func(b rule) bool {
			return b.at > a.from-touch && b.at < a.to+touch && a.at > b.from-touch && a.at < b.to+touch
		})
	}
	var kept ruling
	for _, a := range r.across {
		if meets(a, r.down) {
			kept.across = append(kept.across, a)
		}
	}
	for _, d := range r.down {
		if meets(d, r.across) {
			kept.down = append(kept.down, d)
		}
	}
	return kept
}

// rulesAround returns the nearest rules on both sides of at that pass by beside.
func rulesAround(rules []rule, at, beside float64) (before, after float64, both bool) {
	before, after = math.Inf(-1), math.Inf(1)
	for _, r := range rules {
		if beside < r.from-1 || beside > r.to+1 {
			continue
		}
		if r.at <= at {
			before = max(before, r.at)
		} else {
			after = min(after, r.at)
		}
	}
	return before, after, !math.IsInf(before, 0) && !math.IsInf(after, 0)
}

type tableCell struct {
	top, left float64
	bottom    float64
	pieces    []printed
}

// tableRows takes the pieces that stand in ruled cells and returns a strip for
// each row of two or more cells, the lines of a cell joined, and what is left.
func (r ruling) tableRows(pieces []printed) (rows []strip, rest []printed) {
	if len(r.across) < 2 || len(r.down) < 2 {
		return nil, pieces
	}
	var cells []*tableCell
	for _, p := range pieces {
		x, y := (p.left+p.right)/2, p.base-0.3*p.size
		top, bottom, ruled := rulesAround(r.across, y, x)
		left, _, sided := rulesAround(r.down, x, y)
		if !ruled || !sided {
			rest = append(rest, p)
			continue
		}
		i := slices.IndexFunc(cells, func(c *tableCell) bool {
			return math.Abs(c.top-top) < touch && math.Abs(c.left-left) < touch
		})
		if i < 0 {
			i = len(cells)
			cells = append(cells, &tableCell{top: top, left: left, bottom: bottom})
		}
		cells[i].pieces = append(cells[i].pieces, p)
	}
	slices.SortStableFunc(cells, func(a, b *tableCell) int { return cmp.Compare(a.top, b.top) })
	for from := 0; from < len(cells); {
		to := from + 1
		for to < len(cells) && cells[to].top-cells[from].top < touch {
			to++
		}
		if to-from > 1 {
			rows = append(rows, rowOfCells(cells[from:to]))
		} else {
			rest = append(rest, cells[from].pieces...)
		}
		from = to
	}
	return rows, rest
}

func rowOfCells(cells []*tableCell) strip {
	slices.SortStableFunc(cells, func(a, b *tableCell) int { return cmp.Compare(a.left, b.left) })
	s := strip{table: true, top: cells[0].top, bottom: math.Inf(1), box: cells[0].pieces[0].shown}
	for _, c := range cells {
		var words []printed
		for _, line := range linesOfPrint(c.pieces) {
			words = append(words, line...)
		}
		s.bottom = min(s.bottom, c.bottom)
		s.size = max(s.size, words[0].size)
		s.cells = append(s.cells, words)
	}
	return s
}
