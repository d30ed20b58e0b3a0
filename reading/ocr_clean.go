package reading

import (
	"image"
	"math"
	"slices"
)

// stroke is a straight line in a picture, in its pixels.
type stroke struct {
	x0, y0, x1, y1 float64
}

// strokesOf are rules in another frame.
func strokesOf(r ruling, to affine) []stroke {
	var out []stroke
	add := func(x0, y0, x1, y1 float64) {
		x0, y0 = to.point(x0, y0)
		x1, y1 = to.point(x1, y1)
		out = append(out, stroke{x0, y0, x1, y1})
	}
	for _, l := range r.across {
		add(l.from, l.at, l.to, l.at)
	}
	for _, l := range r.down {
		add(l.at, l.from, l.at, l.to)
	}
	return out
}

const (
	inkBelowPaper = 48   // of 255: darker than the paper by this is ink
	thickestLine  = 1.8  // points: a thicker stroke is no line of a table
	thinShare     = 0.75 // of a line, where nothing but the line is
)

// eraseLines takes the lines of tables and under words out of a picture, fold times as
// large as the one they were seen in: Tesseract reads them as letters. Where a letter
// stands on a line both stay. It tells whether anything changed.
func eraseLines(g *image.Gray, lines []stroke, fold int, dots float64) bool {
	thickest := max(int(thickestLine*dots/72+0.5), 2)
	changed := false
	for _, l := range lines {
		e := lineEraser{pix: g.Pix, along: 1, across: g.Stride, length: g.Rect.Dx(), depth: g.Rect.Dy(), thickest: thickest}
		x0, y0, x1, y1 := l.x0*float64(fold), l.y0*float64(fold), l.x1*float64(fold), l.y1*float64(fold)
		if math.Abs(y1-y0) > math.Abs(x1-x0) {
			e.along, e.across, e.length, e.depth = e.across, e.along, e.depth, e.length
			x0, y0, x1, y1 = y0, x0, y1, x1
		}
		if x1 < x0 {
			x0, y0, x1, y1 = x1, y1, x0, y0
		}
		changed = e.erase(int(x0), int(x1), y0, (y1-y0)/max(x1-x0, 1), fold) || changed
	}
	return changed
}

// lineEraser walks along one line.
type lineEraser struct {
	pix           []byte
	along, across int // from a pixel to the next
	length, depth int
	thickest      int
}

// erase takes out the line that begins at y and climbs by tan from one place to another,
// if it is thin for most of its length.
func (e lineEraser) erase(from, to int, y, tan float64, fold int) bool {
	from, to = max(from, 0), min(to, e.length-1)
	runs := make([][2]int, 0, max(to-from+1, 0))
	thin := 0
	for x := from; x <= to; x++ {
		first, last := e.inkAt(x, int(y+float64(x-from)*tan), fold+1)
		if last-first+1 > e.thickest {
			first, last = 0, -1
		}
		if last >= first {
			thin++
		}
		runs = append(runs, [2]int{first, last})
	}
	if float64(thin) < thinShare*float64(len(runs)) {
		return false
	}
	for i, r := range runs {
		if r[1] < r[0] {
			continue
		}
		for d := max(r[0]-1, 0); d <= min(r[1]+1, e.depth-1); d++ {
			e.pix[(from+i)*e.along+d*e.across] = 255
		}
	}
	return thin > 0
}

// inkAt is the run of ink at a place along the line, looked for so far to both sides;
// last is before first if there is none.
func (e lineEraser) inkAt(x, middle, reach int) (first, last int) {
	at := -1
	for d := 0; d <= reach && at < 0; d++ {
		for _, y := range [2]int{middle - d, middle + d} {
			if y >= 0 && y < e.depth && e.ink(x, y) {
				at = y
				break
			}
		}
	}
	if at < 0 {
		return 0, -1
	}
	first, last = at, at
	for first > 0 && last-first <= e.thickest && e.ink(x, first-1) {
		first--
	}
	for last+1 < e.depth && last-first <= e.thickest && e.ink(x, last+1) {
		last++
	}
	return first, last
}

func (e lineEraser) ink(x, y int) bool {
	return e.pix[x*e.along+y*e.across] < evenPaper-inkBelowPaper
}

// Seals and signatures, in pixels of the small picture: 0.25 mm each.
const (
	strokesWide = 40   // they are wider than a letter,
	strokesHigh = 24   // higher than a line of print,
	strokesFill = 0.22 // and mostly paper
	mostStrokes = 40
)

// strokesOver finds where a seal or a signature lies: what hangs together, is larger
// than letters and leaves most of its box to the paper.
func strokesOver(small *image.Gray) []image.Rectangle {
	w, h := small.Rect.Dx(), small.Rect.Dy()
	limit := byte(paperOf(small) - inkBelowPaper)
	seen := make([]bool, w*h)
	var found []image.Rectangle
	var open []int
	for start := range seen {
		if seen[start] || small.Pix[start/w*small.Stride+start%w] >= limit {
			continue
		}
		seen[start] = true
		open = append(open[:0], start)
		area, box := 0, image.Rectangle{image.Pt(w, h), image.Pt(0, 0)}
		for len(open) > 0 {
			at := open[len(open)-1]
			open = open[:len(open)-1]
			x, y := at%w, at/w
			area++
			box = image.Rectangle{image.Pt(min(box.Min.X, x), min(box.Min.Y, y)), image.Pt(max(box.Max.X, x+1), max(box.Max.Y, y+1))}
			for v := max(y-1, 0); v <= min(y+1, h-1); v++ {
				for u := max(x-1, 0); u <= min(x+1, w-1); u++ {
					if to := v*w + u; !seen[to] && small.Pix[v*small.Stride+u] < limit {
						seen[to] = true
						open = append(open, to)
					}
				}
			}
		}
		if box.Dx() >= strokesWide && box.Dy() >= strokesHigh && box.Dx() < w/2 && box.Dy() < h/3 &&
			float64(area) < strokesFill*float64(box.Dx()*box.Dy()) && len(found) < mostStrokes {
			found = append(found, box)
		}
	}
	return found
}

// A seal's ink, against print.
const (
	paleShare = 0.35 // of the way from the print's black to the paper
	paleReach = 32   // of 255, within which it fades out
	colourful = 16   // of 255: more between the strongest and the weakest colour is no black
)

// liftInk takes the ink of seals and signatures off the print below them: what has a
// colour where the scan has any, else what is paler than the print.
func liftInk(g, tint *image.Gray, over []image.Rectangle, fold int) bool {
	black := blackOf(g)
	if len(over) == 0 || tint == nil && black > 80 {
		return false
	}
	cut := black + int(paleShare*float64(evenPaper-black))
	changed := false
	for _, r := range over {
		r = image.Rect((r.Min.X-2)*fold, (r.Min.Y-2)*fold, (r.Max.X+2)*fold, (r.Max.Y+2)*fold).Intersect(g.Rect)
		for y := r.Min.Y; y < r.Max.Y; y++ {
			row := g.Pix[y*g.Stride+r.Min.X : y*g.Stride+r.Max.X]
			for i, dot := range row {
				up := 0
				if tint != nil {
					up = 4 * (int(tint.Pix[y*tint.Stride+r.Min.X+i]) - colourful)
				} else {
					up = (int(dot) - cut) * 255 / paleReach
				}
				if up > 0 && dot < evenPaper {
					row[i] = byte(min(int(dot)+up, 255))
					changed = true
				}
			}
		}
	}
	return changed
}

// blackOf is how dark print is: a tenth of all ink is darker.
func blackOf(g *image.Gray) int {
	var count [256]int
	for i := 0; i < len(g.Pix); i += 7 {
		count[g.Pix[i]]++
	}
	ink := 0
	for _, n := range count[:evenPaper-2*inkBelowPaper] {
		ink += n
	}
	for v, below := 0, 0; v < 256; v++ {
		if below += count[v]; 10*below >= ink {
			return v
		}
	}
	return 255
}

// clone copies a picture that is to be changed.
func clone(g *image.Gray) *image.Gray {
	return &image.Gray{Pix: slices.Clone(g.Pix), Stride: g.Stride, Rect: g.Rect}
}
