package reading

import (
	"image"
	"slices"
)

// Light on a page, seen in the small picture.
const (
	lightBlock  = 20  // pixels of the small picture: 5 mm, wider than a stroke, narrower than a shadow
	unevenLight = 20  // of 255: how much darker the paper is somewhere before it is evened
	evenPaper   = 245 // where it is
	darkestLit  = 70  // paper is never taken to be darker than this
)

// lighting is how bright the paper is, block by block: a photograph has a shadow, and
// so has a sheet that did not lie flat.
type lighting struct {
	paper        []float64
	across, down int
	block        float64 // pixels
}

// lightOn sees the paper of a small picture: the brighter part of each block, and where
// print leaves none of it, as on a seal or a black bar, that of the blocks around.
func lightOn(g *image.Gray) lighting {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	l := lighting{across: max((w+lightBlock-1)/lightBlock, 1), down: max((h+lightBlock-1)/lightBlock, 1), block: lightBlock}
	seen := make([]float64, l.across*l.down)
	for i := range seen {
		seen[i] = brightPart(g, i%l.across*lightBlock, i/l.across*lightBlock)
	}
	l.paper = make([]float64, len(seen))
	around := make([]float64, 0, 25)
	for y := range l.down {
		for x := range l.across {
			around = around[:0]
			for v := max(y-2, 0); v <= min(y+2, l.down-1); v++ {
				around = append(around, seen[v*l.across+max(x-2, 0):v*l.across+min(x+2, l.across-1)+1]...)
			}
			slices.Sort(around)
			l.paper[y*l.across+x] = max(around[len(around)*2/3], darkestLit)
		}
	}
	return l
}

// brightPart is what three quarters of a block are darker than.
func brightPart(g *image.Gray, left, top int) float64 {
	var count [256]int
	n := 0
	for y := top; y < min(top+lightBlock, g.Rect.Dy()); y++ {
		for _, dot := range g.Pix[y*g.Stride+left : y*g.Stride+min(left+lightBlock, g.Rect.Dx())] {
			count[dot]++
			n++
		}
	}
	for v, below := 0, 0; v < 256; v++ {
		if below += count[v]; 4*below >= 3*n {
			return float64(v)
		}
	}
	return 255
}

// poor tells whether the paper is dark, or darker in one place than in another.
func (l lighting) poor() bool {
	sorted := slices.Clone(l.paper)
	slices.Sort(sorted)
	bright, dark := sorted[len(sorted)*19/20], sorted[len(sorted)/20]
	return bright-dark > unevenLight || dark < evenPaper-unevenLight
}

// even returns the picture, fold times as large as the one that was looked at, with the
// paper equally bright all over.
func (l lighting) even(g *image.Gray, fold int) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	out := image.NewGray(image.Rect(0, 0, w, h))
	block := l.block * float64(fold)
	row := make([]float64, l.across)
	gain := make([]int, w) // 65536ths
	for y := range h {
		if y%fold == 0 {
			l.rowAt((float64(y)+float64(fold)/2)/block-0.5, row)
			for x := range gain {
				at := min(max((float64(x)+0.5)/block-0.5, 0), float64(l.across-1))
				i := min(int(at), max(l.across-2, 0))
				part := at - float64(i)
				gain[x] = int(evenPaper * 65536 / (row[i]*(1-part) + row[min(i+1, l.across-1)]*part))
			}
		}
		from, to := g.Pix[y*g.Stride:y*g.Stride+w], out.Pix[y*out.Stride:y*out.Stride+w]
		for x, dot := range from {
			to[x] = byte(min(int(dot)*gain[x]>>16, 255))
		}
	}
	return out
}

// rowAt is the paper between two rows of blocks.
func (l lighting) rowAt(at float64, row []float64) {
	at = min(max(at, 0), float64(l.down-1))
	i := min(int(at), max(l.down-2, 0))
	part := at - float64(i)
	next := min(i+1, l.down-1)
	for x := range row {
		row[x] = l.paper[i*l.across+x]*(1-part) + l.paper[next*l.across+x]*part
	}
}
