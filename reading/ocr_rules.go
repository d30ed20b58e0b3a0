package reading

import (
	"cmp"
	"image"
	"math"
	"slices"
)

// Lines of tables on a scan, in pixels of the small picture: 0.7 points each.
const (
	shortestAcross = 55
	shortestDown   = 26
	thickestRule   = 5
	faintGap       = 2  // within a run
	tornGap        = 40 // between runs of one line, where a letter or dirt lies over it
	darkerThanBack = 32 // of 255: how much darker than the paper
)

// rulesIn finds the lines of tables in a small picture of a page whose lines go
// down to the right by angle. level leads from its pixels to the level frame.
func rulesIn(g *image.Gray, angle float64, level affine) ruling {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	limit := byte(paperOf(g) - darkerThanBack)
	tan := math.Tan(angle)
	across := lineFinder{pix: g.Pix, limit: limit, length: w, rows: h, along: 1, down: g.Stride, tan: tan, least: shortestAcross}
	upDown := lineFinder{pix: g.Pix, limit: limit, length: h, rows: w, along: g.Stride, down: 1, tan: -tan, least: shortestDown}
	var r ruling
	for _, l := range across.find() {
		x0, y0 := level.point(l.from, l.at+l.from*tan)
		x1, y1 := level.point(l.to, l.at+l.to*tan)
		r.across = append(r.across, rule{(y0 + y1) / 2, x0, x1})
	}
	for _, l := range upDown.find() {
		x0, y0 := level.point(l.at-l.from*tan, l.from)
		x1, y1 := level.point(l.at-l.to*tan, l.to)
		r.down = append(r.down, rule{(x0 + x1) / 2, y0, y1})
	}
	return r
}

// grid leaves out what is no line of a table: each meets two of the other kind.
func (r ruling) grid() ruling {
	meeting := func(lines, others []rule) []rule {
		return slices.DeleteFunc(lines, func(a rule) bool {
			n := 0
			for _, b := range others {
				if b.at > a.from-touch && b.at < a.to+touch && a.at > b.from-touch && a.at < b.to+touch {
					n++
				}
			}
			return n < 2
		})
	}
	for range 3 {
		r.across = meeting(r.across, r.down)
		r.down = meeting(r.down, r.across)
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
	pix          []byte
	limit        byte // darker than this is ink
	length, rows int
	along, down  int // from a pixel to the next of the row, and of the column
	tan          float64
	least        int
}

// find returns the lines: runs of neighbouring rows as one, those that continue
// each other as one, blocks thicker than a line left out.
func (f *lineFinder) find() []rule {
	drop := make([]int, f.length)
	for i := range drop {
		drop[i] = int(math.Round(float64(i) * f.tan))
	}
	reach := int(math.Ceil(math.Abs(float64(f.length) * f.tan)))
	var open, done []band
	for row := -reach; row < f.rows+reach; row++ {
		still := open[:0]
		for _, b := range open {
			if row-b.last > 1 {
				done = append(done, b)
			} else {
				still = append(still, b)
			}
		}
		open = f.runs(still, row, drop)
		if len(open)+len(done) > mostRules {
			break
		}
	}
	return joined(append(done, open...))
}

// band is the dark runs of neighbouring rows.
type band struct{ first, last, from, to int }

// runs adds the dark runs of a row to the bands that they touch.
func (f *lineFinder) runs(open []band, row int, drop []int) []band {
	from, last := -1, -1
	end := func() {
		if from < 0 || last-from+1 < f.least {
			return
		}
		for i := range open {
			if b := &open[i]; from < b.to && last+1 > b.from {
				b.last, b.from, b.to = row, min(b.from, from), max(b.to, last+1)
				return
			}
		}
		open = append(open, band{row, row, from, last + 1})
	}
	for i, d := range drop {
		y := row + d
		if y >= 0 && y < f.rows && f.pix[i*f.along+y*f.down] < f.limit {
			if from < 0 {
				from = i
			}
			last = i
		} else if from >= 0 && i-last > faintGap {
			end()
			from = -1
		}
	}
	end()
	return open
}

// joined makes rules of bands, one of those that continue each other.
func joined(bands []band) []rule {
	var rules []rule
	slices.SortFunc(bands, func(a, b band) int {
		return cmp.Or(cmp.Compare(a.first+a.last, b.first+b.last), cmp.Compare(a.from, b.from))
	})
next:
	for _, b := range bands {
		if b.last-b.first+1 > thickestRule {
			continue
		}
		at, from, to := float64(b.first+b.last+1)/2, float64(b.from), float64(b.to)
		for i := range slices.Backward(rules) {
			r := &rules[i]
			if at-r.at > 3 {
				break
			}
			if from-r.to < tornGap && r.from-to < tornGap {
				r.from, r.to = min(r.from, from), max(r.to, to)
				continue next
			}
		}
		rules = append(rules, rule{at, from, to})
	}
	return rules
}
