package reading

import (
	"image"
	"math"
)

// Lines of tables on a scan, in points.
const (
	shortestAcross = 40.0
	shortestDown   = 20.0
	thickestRule   = 4.0
	darkerThanWall = 50 // of 255: how much darker than the paper
)

// rulesIn finds the lines of tables in a small drawing of a page whose lines go
// down to the right by angle. unit is the size of a pixel in points.
func rulesIn(g *image.Gray, angle, unit float64) ruling {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	limit := paperOf(g) - darkerThanWall
	tan, cos := math.Tan(angle), math.Cos(angle)
	across := lineFinder{length: w, rows: h, tan: tan, least: shortestAcross / unit, thick: thickestRule / unit,
		dark: func(along, row int) bool {
			return row >= 0 && row < h && int(g.Pix[row*g.Stride+along]) < limit
		}}
	down := lineFinder{length: h, rows: w, tan: -tan, least: shortestDown / unit, thick: thickestRule / unit,
		dark: func(along, row int) bool {
			return row >= 0 && row < w && int(g.Pix[along*g.Stride+row]) < limit
		}}
	// A line that starts at row r of the image's edge lies at r·cos once level; how far
	// along it reaches is shifted by how far it lies from the other edge.
	var r ruling
	for _, l := range across.find() {
		shift := l.at * tan
		r.across = append(r.across, rule{l.at * cos * unit, (l.from/cos + shift*cos) * unit, (l.to/cos + shift*cos) * unit})
	}
	for _, l := range down.find() {
		shift := -l.at * tan
		r.down = append(r.down, rule{l.at * cos * unit, (l.from/cos + shift*cos) * unit, (l.to/cos + shift*cos) * unit})
	}
	return r
}

// paperOf is the grey that is most common, the paper's.
func paperOf(g *image.Gray) int {
	var count [256]int
	for y := 0; y < g.Rect.Dy(); y += 2 {
		for x := 0; x < g.Rect.Dx(); x += 2 {
			count[g.Pix[y*g.Stride+x]]++
		}
	}
	best := 255
	for v, n := range count {
		if n > count[best] {
			best = v
		}
	}
	return max(best, 150)
}

// lineFinder looks for long dark runs along rows that climb by tan.
type lineFinder struct {
	length, rows int
	tan          float64
	least, thick float64
	dark         func(along, row int) bool
}

// find returns the runs, those of neighbouring rows as one; blocks thicker than a
// line are left out.
func (f *lineFinder) find() []rule {
	var done []rule
	var open []openRule
	drop := make([]int, f.length)
	for i := range drop {
		drop[i] = int(math.Round(float64(i) * f.tan))
	}
	reach := int(math.Ceil(math.Abs(float64(f.length) * f.tan)))
	for row := -reach; row < f.rows+reach; row++ {
		runs := f.runs(row, drop)
		still := open[:0]
		for _, o := range open {
			if float64(row)-o.last > 1.5 {
				done = f.close(done, o)
			} else {
				still = append(still, o)
			}
		}
		open = still
	next:
		for _, run := range runs {
			for i := range open {
				if o := &open[i]; run.from < o.to && run.to > o.from {
					o.from, o.to, o.last = min(o.from, run.from), max(o.to, run.to), float64(row)
					continue next
				}
			}
			if len(open)+len(done) < mostRules {
				open = append(open, openRule{rule: run, last: float64(row)})
			}
		}
	}
	for _, o := range open {
		done = f.close(done, o)
	}
	return done
}

type openRule struct {
	rule
	last float64
}

func (f *lineFinder) close(done []rule, o openRule) []rule {
	if o.last-o.at+1 > f.thick {
		return done
	}
	return append(done, rule{(o.at + o.last + 1) / 2, o.from, o.to})
}

// runs returns the dark runs of one row, with gaps of a pixel or two.
func (f *lineFinder) runs(row int, drop []int) []rule {
	var runs []rule
	from, last := -1, -1
	end := func() {
		if from >= 0 && float64(last-from+1) >= f.least {
			runs = append(runs, rule{float64(row), float64(from), float64(last + 1)})
		}
		from = -1
	}
	for i := range f.length {
		if f.dark(i, row+drop[i]) {
			if from < 0 {
				from = i
			}
			last = i
		} else if from >= 0 && i-last > 2 {
			end()
		}
	}
	end()
	return runs
}
