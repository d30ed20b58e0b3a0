package reading

import (
	"image"
	"math"
)

// edge is a dark dot with a light one below: the foot of a letter.
type edge struct{ x, y float64 }

const (
	fewEdges   = 40     // a page with fewer is blank
	mostEdges  = 60_000 // enough to see how crooked it is
	edgeStep   = 40     // of 255: how much lighter the dot below is
	mostTilt   = 8.0    // degrees looked at to either side
	clearlyOff = 1.02   // how much better than level an angle must fit
)

func edgesOf(g *image.Gray) []edge {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	edges := make([]edge, 0, 20_000)
	for y := 0; y+1 < h; y++ {
		row, below := g.Pix[y*g.Stride:y*g.Stride+w], g.Pix[(y+1)*g.Stride:(y+1)*g.Stride+w]
		for x, dark := range row {
			if int(below[x])-int(dark) > edgeStep {
				edges = append(edges, edge{float64(x), float64(y)})
			}
		}
	}
	if over := len(edges)/mostEdges + 1; over > 1 {
		kept := edges[:0]
		for i := 0; i < len(edges); i += over {
			kept = append(kept, edges[i])
		}
		edges = kept
	}
	return edges
}

// slopeOf is the angle in radians by which the lines of a page go down to the
// right: the one along which the feet of the letters gather in the fewest rows.
func slopeOf(edges []edge, w, h int) float64 {
	const degree = math.Pi / 180
	rows := make([]float64, h+2*int(math.Ceil(float64(w)*math.Tan(mostTilt*degree)))+4)
	shift := float64(len(rows)-h) / 2
	fit := func(angle float64) float64 {
		clear(rows)
		tan := math.Tan(angle)
		for _, p := range edges {
			rows[int(p.y-p.x*tan+shift+float64(w)*tan/2)]++
		}
		sum := 0.0
		for i := 1; i < len(rows); i++ {
			d := rows[i] - rows[i-1]
			sum += d * d
		}
		return sum
	}
	level := fit(0)
	best, most := 0.0, level
	for _, step := range []float64{0.4, 0.1, 0.025} {
		around := best
		reach := 4 * step
		if step == 0.4 {
			reach = mostTilt
		}
		for a := -reach; a <= reach; a += step {
			angle := around + a*degree
			if f := fit(angle); f > most && math.Abs(angle) < mostTilt*degree {
				best, most = angle, f
			}
		}
	}
	if most < clearlyOff*level || math.Abs(best) > (mostTilt-0.5)*degree {
		return 0
	}
	return best
}

// rotate turns an image whose lines go down to the right by angle level. The map
// leads from its pixels to those of g.
func rotate(g *image.Gray, angle float64) (*image.Gray, affine) {
	sin, cos := math.Sincos(angle)
	w, h := float64(g.Rect.Dx()), float64(g.Rect.Dy())
	wide, high := math.Ceil(w*cos+h*math.Abs(sin)), math.Ceil(w*math.Abs(sin)+h*cos)
	back := affine{cos, sin, -sin, cos, 0, 0}
	x, y := back.point(wide/2, high/2)
	back[4], back[5] = w/2-x, h/2-y
	out := image.NewGray(image.Rect(0, 0, int(wide), int(high)))
	const unit = 1 << 16
	dx, dy := int(math.Round(cos*unit)), int(math.Round(sin*unit))
	for row := range out.Rect.Dy() {
		fx, fy := back.point(0.5, float64(row)+0.5)
		sx, sy := int((fx-0.5)*unit), int((fy-0.5)*unit)
		line := out.Pix[row*out.Stride : row*out.Stride+out.Rect.Dx()]
		for i := range line {
			line[i] = between(g, sx, sy)
			sx, sy = sx+dx, sy+dy
		}
	}
	return out, back
}

// between is the grey between four pixels; beyond the image it is white. The place
// is in 65536ths of a pixel.
func between(g *image.Gray, sx, sy int) byte {
	x, y := sx>>16, sy>>16
	if x < 0 || y < 0 || x+1 >= g.Rect.Dx() || y+1 >= g.Rect.Dy() {
		return 255
	}
	fx, fy := (sx>>8)&255, (sy>>8)&255
	at := y*g.Stride + x
	top := int(g.Pix[at])*(256-fx) + int(g.Pix[at+1])*fx
	bottom := int(g.Pix[at+g.Stride])*(256-fx) + int(g.Pix[at+g.Stride+1])*fx
	return byte((top*(256-fy) + bottom*fy) >> 16)
}

// turnPixels turns an image, if there is one, clockwise by quarters.
func turnPixels(g *image.Gray, turns int) *image.Gray {
	if turns &= 3; turns == 0 || g == nil {
		return g
	}
	w, h := g.Rect.Dx(), g.Rect.Dy()
	out := image.NewGray(image.Rect(0, 0, w, h))
	if turns&1 == 1 {
		out = image.NewGray(image.Rect(0, 0, h, w))
	}
	for y := range h {
		row := g.Pix[y*g.Stride : y*g.Stride+w]
		at, step := 0, 0
		switch turns {
		case 1:
			at, step = h-1-y, out.Stride
		case 2:
			at, step = (h-1-y)*out.Stride+w-1, -1
		case 3:
			at, step = (w-1)*out.Stride+y, -out.Stride
		}
		for _, dot := range row {
			out.Pix[at] = dot
			at += step
		}
	}
	return out
}

// shrink makes one pixel of fold × fold.
func shrink(g *image.Gray, fold int) *image.Gray {
	if fold < 2 {
		return g
	}
	w, h := g.Rect.Dx()/fold, g.Rect.Dy()/fold
	out := image.NewGray(image.Rect(0, 0, w, h))
	sums := make([]int, w)
	for y := range h {
		clear(sums)
		for k := range fold {
			row := g.Pix[(y*fold+k)*g.Stride:][:w*fold]
			for x := range sums {
				for _, dot := range row[x*fold : x*fold+fold] {
					sums[x] += int(dot)
				}
			}
		}
		for x, sum := range sums {
			out.Pix[y*out.Stride+x] = byte(sum / (fold * fold))
		}
	}
	return out
}

func mostlyDark(g *image.Gray) bool {
	dark := 0
	for y := 0; y < g.Rect.Dy(); y += 4 {
		for x := 0; x < g.Rect.Dx(); x += 4 {
			if g.Pix[y*g.Stride+x] < 128 {
				dark++
			}
		}
	}
	return 32*dark > g.Rect.Dx()*g.Rect.Dy()
}
