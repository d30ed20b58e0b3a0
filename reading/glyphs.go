package reading

import (
	"encoding/binary"
	"math"

	"github.com/tetratelabs/wazero/api"
)

// sheetBox is a page's frame: how a point of the page's own space is turned into
// one on the page as shown, in points from the top left.
type sheetBox struct {
	width, height            float64 // as shown
	left, bottom, right, top float64 // in the page's own space
	turns                    int     // quarter turns clockwise
}

func (e *engine) sheetBox(sheet uint64) sheetBox {
	e.call("FPDF_GetPageBoundingBox", sheet, uint64(e.spot))
	left, top, right, bottom := e.float32At(0), e.float32At(4), e.float32At(8), e.float32At(12)
	return framed(left, bottom, right, top, int(e.call("FPDFPage_GetRotation", sheet)))
}

// framed is the frame of a page of so many quarter turns; one without a size is A4.
func framed(left, bottom, right, top float64, turns int) sheetBox {
	b := sheetBox{left: left, bottom: bottom, right: right, top: top, turns: turns & 3}
	b.width, b.height = b.right-b.left, b.top-b.bottom
	if !(b.width >= 1 && b.height >= 1) { // also NaN
		b.left, b.bottom, b.right, b.top = 0, 0, 595, 842
		b.width, b.height = 595, 842
	}
	if b.turns%2 == 1 {
		b.width, b.height = b.height, b.width
	}
	return b
}

func (b sheetBox) point(x, y float64) (float64, float64) {
	switch b.turns {
	case 1:
		return y - b.bottom, x - b.left
	case 2:
		return b.right - x, y - b.bottom
	case 3:
		return b.top - y, b.right - x
	}
	return x - b.left, b.top - y
}

// back leads from a point on the page as shown to the page's own space.
func (b sheetBox) back() affine {
	switch b.turns {
	case 1:
		return affine{0, 1, 1, 0, b.left, b.bottom}
	case 2:
		return affine{-1, 0, 0, 1, b.right, b.bottom}
	case 3:
		return affine{0, -1, -1, 0, b.right, b.top}
	}
	return affine{1, 0, 0, -1, b.left, b.top}
}

// box is a rectangle on the page as shown: left, top, right, bottom.
type box [4]float64

func (b sheetBox) box(left, bottom, right, top float64) box {
	x0, y0 := b.point(left, bottom)
	x1, y1 := b.point(right, top)
	return box{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}
}

func (a box) join(b box) box {
	return box{min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])}
}

// glyph is one character as printed.
type glyph struct {
	r         rune
	generated bool    // a blank that PDFium saw in a gap
	hyphen    bool    // a hyphen at the end of a line
	ink       bool    // box is its ink only
	direction int     // clockwise degrees in which its line runs, as shown
	box       box     // the font's height, the glyph's advance
	x, y      float64 // where it stands on its base line
}

// mostGlyphs bounds what is taken from a page; a full page of print has 5,000.
const mostGlyphs = 200_000

// glyphs returns the characters of a page in the order of its content, and how
// many there are that say nothing: unmapped, private or replacement characters.
func (e *engine) glyphs(text uint64, sheet sheetBox) ([]glyph, int) {
	n := min(int(int32(e.call("FPDFText_CountChars", text))), mostGlyphs)
	if n <= 0 || e.err != nil {
		return nil, 0
	}
	r := glyphReader{
		e: e, text: text, sheet: sheet,
		unicode: e.function("FPDFText_GetUnicode"), generated: e.function("FPDFText_IsGenerated"),
		angle: e.function("FPDFText_GetCharAngle"), origin: e.function("FPDFText_GetCharOrigin"),
		loose: e.function("FPDFText_GetLooseCharBox"), tight: e.function("FPDFText_GetCharBox"),
	}
	list := make([]glyph, 0, n)
	blind := 0
	for i := 0; i < n && e.err == nil; i++ {
		g, seen := r.read(uint64(i))
		if seen {
			list = append(list, g)
			rightLigature(list)
		} else if g.r != 0 {
			blind++
		}
	}
	return list, blind
}

// rightLigature puts the letters right that a ligature at the end of the list stands
// for: Ghostscript 10.0 writes those of ti and ft with their bytes swapped.
func rightLigature(list []glyph) {
	n := len(list)
	if n < 2 || list[n-1].box != list[n-2].box || !swappedLetter(list[n-1].r) {
		return
	}
	for i := n - 2; i < n; i++ {
		if swappedLetter(list[i].r) {
			list[i].r >>= 8
		}
	}
}

func swappedLetter(r rune) bool {
	return r&0xff == 0 && (r>>8 >= 'a' && r>>8 <= 'z' || r>>8 >= 'A' && r>>8 <= 'Z')
}

type glyphReader struct {
	e     *engine
	text  uint64
	sheet sheetBox

	unicode, generated, angle, origin, loose, tight api.Function
}

// read returns a character; seen is false if it is not one to be printed, and
// its rune is 0 then unless it should have been one.
func (r *glyphReader) read(i uint64) (g glyph, seen bool) {
	e := r.e
	g.r = rune(uint32(e.invoke(r.unicode, r.text, i)))
	switch {
	case g.r == ' ' || g.r == '\u00a0':
		g.r = ' '
		g.generated = e.invoke(r.generated, r.text, i) == 1
		if g.generated {
			return g, true // it has no place of its own
		}
	case g.r == 2 || g.r == '\u00ad':
		g.r, g.hyphen = '-', true
	case g.r == '\r' || g.r == '\n' || g.r == '\t' || g.r == 0 || isZeroWidth(g.r):
		g.r = 0
		return g, false
	case isBlind(g.r):
		return g, false
	}
	at := uint64(e.spot)
	e.invoke(r.origin, r.text, i, at, at+8)
	e.invoke(r.loose, r.text, i, at+16)
	view, ok := e.mod.Memory().Read(e.spot, 32)
	if !ok {
		return glyph{}, false
	}
	x, y := float64bits(view), float64bits(view[8:])
	left, top := float32bits(view[16:]), float32bits(view[20:])
	right, bottom := float32bits(view[24:]), float32bits(view[28:])
	angle := float64(math.Float32frombits(uint32(e.invoke(r.angle, r.text, i))))
	g.direction = (straight(angle*180/math.Pi) + 90*r.sheet.turns) % 360
	if g.direction != 90*r.sheet.turns || right-left < 0.01 || top-bottom < 0.01 {
		left, bottom, right, top = r.tightBox(i, x, y)
		g.ink = true
	}
	g.x, g.y = r.sheet.point(x, y)
	g.box = r.sheet.box(left, bottom, right, top)
	return g, !math.IsNaN(g.x + g.y + g.box[0] + g.box[1] + g.box[2] + g.box[3])
}

// straight rounds an angle to degrees, and to a quarter turn when it is near one:
// the text layer of a crooked scan runs with the page.
func straight(degrees float64) int {
	if quarter := math.Round(degrees/90) * 90; math.Abs(degrees-quarter) < 5 {
		return int(quarter) % 360
	}
	return int(math.Round(degrees))
}

// tightBox is the ink of a glyph: PDFium's loose boxes are empty for turned ones.
func (r *glyphReader) tightBox(i uint64, x, y float64) (left, bottom, right, top float64) {
	at := uint64(r.e.spot)
	r.e.invoke(r.tight, r.text, i, at, at+8, at+16, at+24)
	view, ok := r.e.mod.Memory().Read(r.e.spot, 32)
	if !ok {
		return x, y, x, y
	}
	return float64bits(view), float64bits(view[16:]), float64bits(view[8:]), float64bits(view[24:])
}

func float64bits(b []byte) float64 { return math.Float64frombits(binary.LittleEndian.Uint64(b)) }

func float32bits(b []byte) float64 {
	return float64(math.Float32frombits(binary.LittleEndian.Uint32(b)))
}

func isZeroWidth(r rune) bool {
	return r >= '\u200b' && r <= '\u200f' || r == '\ufeff' || r >= '\u202a' && r <= '\u202e' || r == '\u2060'
}

// isBlind tells characters that stand for a glyph whose meaning the file does
// not give.
func isBlind(r rune) bool {
	return r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r >= 0xe000 && r <= 0xf8ff || r == 0xfffd || r == 0xfffe || r > 0xeffff
}
