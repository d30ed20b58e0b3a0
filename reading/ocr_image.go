package reading

import (
	"encoding/binary"
	"fmt"
	"image"
	"math"
	"slices"
)

// pageImage is a page as Tesseract gets it: upright, level to within leaveCrooked,
// and how a place in it is found again on the page.
type pageImage struct {
	Data  []byte  // JPEG as it lies in the file, or grey TIFF; empty when the page is blank
	DPI   float64 // pixels to the inch
	Place affine  // from pixels to points on the page as shown
	Level affine  // from points as shown to the frame in which lines run level
	Turn  int     // quarter turns clockwise that made it upright
	Rules ruling  // lines of tables, in the level frame
}

// Limits of the pictures that are taken as they are; others are drawn. Print in
// fewer dots is too small for Tesseract, in more it takes longer and reads no better.
const (
	fewestDots   = 130.0
	mostDots     = 420.0
	drawnDots    = 300.0
	lookDots     = 100.0 // for seeing how crooked a page lies, and its rules
	mostPixels   = 30 << 20
	leaveCrooked = 0.4 * math.Pi / 180 // a page less crooked than this is read as it is
)

// PDFium's numbers for pictures.
const (
	bitmapGray = 1
	bitmapBGR  = 2
	inGrey     = 0x08 // FPDF_GRAYSCALE
	textUnseen = 3    // text that is there only to be copied
	objectText = 1
	deviceGrey = 1
	deviceRGB  = 2
	calibrated = 4 // CalGray 4, CalRGB 5
	iccBased   = 7
)

// affine maps a point: x' = a·x + c·y + e, y' = b·x + d·y + f.
type affine [6]float64

func (m affine) point(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

// after is m applied to what n gives.
func (m affine) after(n affine) affine {
	e, f := m.point(n[4], n[5])
	return affine{m[0]*n[0] + m[2]*n[1], m[1]*n[0] + m[3]*n[1], m[0]*n[2] + m[2]*n[3], m[1]*n[2] + m[3]*n[3], e, f}
}

// back is the way back.
func (m affine) back() affine {
	d := m[0]*m[3] - m[1]*m[2]
	out := affine{m[3] / d, -m[1] / d, -m[2] / d, m[0] / d, 0, 0}
	x, y := out.point(m[4], m[5])
	out[4], out[5] = -x, -y
	return out
}

func scaling(by float64) affine { return affine{by, 0, 0, by, 0, 0} }

// turnedTo maps a w × h rectangle to the one it becomes when turned clockwise.
func turnedTo(turns int, w, h float64) affine {
	switch turns & 3 {
	case 1:
		return affine{0, 1, -1, 0, h, 0}
	case 2:
		return affine{-1, 0, 0, -1, w, h}
	case 3:
		return affine{0, -1, 1, 0, 0, w}
	}
	return affine{1, 0, 0, 1, 0, 0}
}

// turnedFrom is the way back; w and h are those before the turn.
func turnedFrom(turns int, w, h float64) affine {
	if turns&1 == 1 {
		w, h = h, w
	}
	return turnedTo(-turns, w, h)
}

// scan makes the image of a page (from 1) that Tesseract is to read. turn is how
// often the page as shown is to be turned clockwise before.
func (p *paper) scan(page, turn int) (pageImage, error) {
	e := p.e
	if page < 1 || page > p.pages {
		return pageImage{}, fmt.Errorf("page %d of %d", page, p.pages)
	}
	sheet := e.call("FPDF_LoadPage", p.doc, uint64(page-1))
	if sheet == 0 {
		return pageImage{}, p.pageFailure(page)
	}
	if e.flatten(sheet) {
		e.call("FPDF_ClosePage", sheet)
		if sheet = e.call("FPDF_LoadPage", p.doc, uint64(page-1)); sheet == 0 {
			return pageImage{}, p.pageFailure(page)
		}
	}
	defer func() { e.call("FPDF_ClosePage", sheet) }()
	s := scanner{e: e, sheet: sheet, frame: e.sheetBox(sheet), turn: turn & 3}
	found, err := s.picture()
	if err != nil {
		return pageImage{}, err
	}
	out := s.level(found)
	return out, e.failure()
}

// scanner makes the image of one page.
type scanner struct {
	e     *engine
	sheet uint64
	frame sheetBox
	turn  int
}

// upright is a page's picture, turned the right way up by quarters.
type upright struct {
	pixels *image.Gray
	dots   float64     // to the inch
	place  affine      // from pixels to points on the page as shown
	tint   *image.Gray // how far each pixel is from grey; nil where there is no colour
	object uint64      // of which these are the pixels, unturned; 0 if they are not
}

// clean takes out what Tesseract would stumble over: lines, seals and signatures.
func (u *upright) clean(small *image.Gray, lines []stroke, fold int) {
	eraseLines(small, lines, 1, u.dots/float64(fold))
	over := strokesOver(small)
	if len(lines) == 0 && len(over) == 0 {
		return
	}
	pixels := clone(u.pixels)
	changed := eraseLines(pixels, lines, fold, u.dots)
	if liftInk(pixels, u.tint, over, fold) || changed {
		u.pixels, u.object = pixels, 0
	}
}

// picture is the page's own picture where that is all there is on it, else a drawing.
func (s *scanner) picture() (upright, error) {
	own, ok := s.own()
	if err := s.e.failure(); ok || err != nil {
		return own, err
	}
	dots := min(drawnDots, 72*math.Sqrt(mostPixels/(s.frame.width*s.frame.height)))
	pixels, err := s.draw(dots)
	if err != nil {
		return upright{}, err
	}
	back := turnedFrom(s.turn, s.frame.width, s.frame.height)
	return upright{pixels: pixels, dots: dots, place: back.after(scaling(72 / dots))}, nil
}

// level makes the image of a picture, turned level if it lies crooked.
func (s *scanner) level(u upright) pageImage {
	fold := max(int(u.dots/lookDots), 1)
	small := shrink(u.pixels, fold)
	if light := lightOn(small); light.poor() {
		small, u.pixels, u.object = light.even(small, 1), light.even(u.pixels, fold), 0
	}
	edges := edgesOf(small)
	if len(edges) < fewEdges {
		return pageImage{Turn: s.turn}
	}
	angle := slopeOf(edges, small.Rect.Dx(), small.Rect.Dy())
	sin, cos := math.Sincos(-angle)
	out := pageImage{DPI: u.dots, Place: u.place, Turn: s.turn}
	out.Level = affine{cos, sin, -sin, cos, 0, 0}.after(turnedTo(s.turn, s.frame.width, s.frame.height))
	toLevel := out.Level.after(u.place).after(scaling(float64(fold)))
	rules := rulesIn(small, angle, toLevel)
	under := slices.Clone(rules.across)
	out.Rules = rules.grid()
	under = slices.DeleteFunc(under, func(r rule) bool { return slices.Contains(out.Rules.across, r) })
	u.clean(small, strokesOf(ruling{across: under, down: out.Rules.down}, toLevel.back()), fold)
	if math.Abs(angle) > leaveCrooked {
		turned, back := rotate(u.pixels, angle)
		out.Data, out.Place = tiff(turned), u.place.after(back)
		return out
	}
	if u.object != 0 {
		out.Data = s.jpegBytes(u.object)
	}
	if out.Data == nil {
		out.Data = tiff(u.pixels)
	}
	return out
}

// own takes the picture of a page that is one picture and nothing else. The pixels
// themselves are read better than a drawing of them (0.35 against 0.70 % of letters
// wrong), and a JPEG that needs no turning goes as it lies in the file.
func (s *scanner) own() (out upright, ok bool) {
	object := s.sole()
	at := uint64(s.e.spot)
	if object == 0 || s.e.call("FPDFPageObj_GetMatrix", object, at) != 1 {
		return out, false
	}
	var m affine
	for i := range m {
		m[i] = s.e.float32At(uint32(4 * i))
	}
	if s.e.call("FPDFImageObj_GetImagePixelSize", object, at, at+4) != 1 {
		return out, false
	}
	w, h := s.e.uint32At(0), s.e.uint32At(4)
	if w == 0 || h == 0 || w*h > mostPixels {
		return out, false
	}
	place, turns, dots, ok := s.placed(m, float64(w), float64(h))
	if !ok {
		return out, false
	}
	pixels, tint := s.pixels(object)
	if pixels == nil || pixels.Rect.Dx() != w || pixels.Rect.Dy() != h || mostlyDark(pixels) { // a stencil, or one painted inverted
		return out, false
	}
	turns = (turns + s.turn) & 3
	if turns != 0 {
		object = 0
	}
	place = place.after(turnedFrom(turns, float64(w), float64(h)))
	return upright{pixels: turnPixels(pixels, turns), tint: turnPixels(tint, turns), dots: dots, place: place, object: object}, true
}

// sole returns the only thing that is seen on the page if that is an opaque picture.
func (s *scanner) sole() uint64 {
	e := s.e
	n := int(int32(e.call("FPDFPage_CountObjects", s.sheet)))
	if n > mostObjects {
		return 0
	}
	var found uint64
	for i := 0; i < n && e.err == nil; i++ {
		object := e.call("FPDFPage_GetObject", s.sheet, uint64(i))
		switch e.call("FPDFPageObj_GetType", object) {
		case objectText:
			if e.call("FPDFTextObj_GetTextRenderMode", object) != textUnseen {
				return 0
			}
		case objectImage:
			if found != 0 || e.call("FPDFPageObj_HasTransparency", object) != 0 {
				return 0
			}
			found = object
		default:
			return 0
		}
	}
	return found
}

// placed tells how the pixels of a picture with the matrix m lie on the page as
// shown: turned by quarters, nothing mirrored or stretched, and nearly all over it.
func (s *scanner) placed(m affine, w, h float64) (place affine, turns int, dots float64, ok bool) {
	x0, y0 := s.frame.point(m.point(0, 1))
	x1, y1 := s.frame.point(m.point(1, 1))
	x2, y2 := s.frame.point(m.point(0, 0))
	place = affine{(x1 - x0) / w, (y1 - y0) / w, (x2 - x0) / h, (y2 - y0) / h, x0, y0}
	across, down := math.Hypot(place[0], place[1]), math.Hypot(place[2], place[3])
	if !(across > 0 && down > 0) {
		return place, 0, 0, false
	}
	turns = int(math.Round(math.Atan2(place[1], place[0])/(math.Pi/2))) & 3
	upright := affine{}
	copy(upright[:4], place[:4])
	upright = upright.after(turnedFrom(turns, 0, 0)) // of the vectors alone
	dots = 72 / across
	straight := math.Abs(upright[1]) < 0.005*across && math.Abs(upright[2]) < 0.005*down && upright[0] > 0 && upright[3] > 0
	covers := math.Abs((x1-x0)*(y2-y0)-(y1-y0)*(x2-x0)) > 0.85*s.frame.width*s.frame.height
	inside := x0 > -20 && y0 > -20 && x0 < s.frame.width+20 && y0 < s.frame.height+20
	return place, turns, dots, straight && covers && inside && across/down < 1.05 && down/across < 1.05 && dots >= fewestDots && dots <= mostDots
}

// jpegBytes returns the picture's bytes if they are a plain JPEG in grey or RGB.
func (s *scanner) jpegBytes(object uint64) []byte {
	e := s.e
	at := uint64(e.spot)
	if e.call("FPDFImageObj_GetImageFilterCount", object) != 1 ||
		e.call("FPDFImageObj_GetImageFilter", object, 0, at, spotSize) != uint64(len("DCTDecode")+1) {
		return nil
	}
	// width, height, dots across and down, bits, colours, mark
	if name, _ := e.mod.Memory().Read(e.spot, 9); string(name) != "DCTDecode" || e.call("FPDFImageObj_GetImageMetadata", object, s.sheet, at) != 1 {
		return nil
	}
	switch e.uint32At(20) {
	case deviceGrey, deviceRGB, calibrated, calibrated + 1, iccBased:
	default:
		return nil // four inks and tables of colours do not stand in the JPEG as they are seen
	}
	size := uint32(e.call("FPDFImageObj_GetImageDataRaw", object, 0, 0))
	if size == 0 || size > largestPaper || e.err != nil {
		return nil
	}
	buffer := e.allocate(int(size))
	if e.err != nil {
		return nil
	}
	defer func() { e.call("free", uint64(buffer)) }()
	if uint32(e.call("FPDFImageObj_GetImageDataRaw", object, uint64(buffer), uint64(size))) != size {
		return nil
	}
	view, _ := e.mod.Memory().Read(buffer, size)
	if len(view) < 4 || view[0] != 0xff || view[1] != 0xd8 || channels(view) == 4 {
		return nil
	}
	return append([]byte(nil), view...)
}

// channels is how many colours a JPEG has, 0 if it does not say.
func channels(jpeg []byte) int {
	for i := 2; i+9 < len(jpeg) && jpeg[i] == 0xff; {
		mark := jpeg[i+1]
		if mark >= 0xc0 && mark <= 0xcf && mark != 0xc4 && mark != 0xc8 && mark != 0xcc {
			return int(jpeg[i+9])
		}
		i += 2 + int(binary.BigEndian.Uint16(jpeg[i+2:]))
	}
	return 0
}

// pixels returns the picture's own pixels in grey, and how colourful each is.
func (s *scanner) pixels(object uint64) (grey, tint *image.Gray) {
	bitmap := s.e.call("FPDFImageObj_GetBitmap", object)
	if bitmap == 0 {
		return nil, nil
	}
	defer func() { s.e.call("FPDFBitmap_Destroy", bitmap) }()
	return s.e.grey(bitmap)
}

// draw draws the page, turned, at dots to the inch.
func (s *scanner) draw(dots float64) (*image.Gray, error) {
	e := s.e
	w, h := s.frame.width, s.frame.height
	if s.turn&1 == 1 {
		w, h = h, w
	}
	wide, high := uint64(max(math.Round(w*dots/72), 1)), uint64(max(math.Round(h*dots/72), 1))
	if wide*high > 2*mostPixels {
		return nil, errMemory(fmt.Errorf("a page of %d × %d pixels", wide, high))
	}
	bitmap := e.call("FPDFBitmap_CreateEx", wide, high, bitmapGray, 0, 0)
	if bitmap == 0 {
		return nil, errMemory(e.err)
	}
	defer func() { e.call("FPDFBitmap_Destroy", bitmap) }()
	e.call("FPDFBitmap_FillRect", bitmap, 0, 0, wide, high, white)
	e.call("FPDF_RenderPageBitmap", bitmap, s.sheet, 0, 0, wide, high, uint64(s.turn), drawAnnots|inGrey)
	g, _ := e.grey(bitmap)
	if err := e.failure(); err != nil {
		return nil, err
	}
	if g == nil {
		return nil, errMemory(fmt.Errorf("draw %d × %d", wide, high))
	}
	return g, nil
}

// grey copies a bitmap out of the sandbox, and how far each pixel is from grey if it
// is one in colour.
func (e *engine) grey(bitmap uint64) (g, tint *image.Gray) {
	w, h := int(int32(e.call("FPDFBitmap_GetWidth", bitmap))), int(int32(e.call("FPDFBitmap_GetHeight", bitmap)))
	stride, form := int(int32(e.call("FPDFBitmap_GetStride", bitmap))), e.call("FPDFBitmap_GetFormat", bitmap)
	at := uint32(e.call("FPDFBitmap_GetBuffer", bitmap))
	if e.err != nil || w <= 0 || h <= 0 || w*h > 2*mostPixels || stride < w {
		return nil, nil
	}
	view, ok := e.mod.Memory().Read(at, uint32(stride*h))
	each := 4
	switch form {
	case bitmapGray:
		each = 1
	case bitmapBGR:
		each = 3
	}
	if !ok || stride < each*w {
		return nil, nil
	}
	g = image.NewGray(image.Rect(0, 0, w, h))
	if each > 1 {
		tint = image.NewGray(g.Rect)
	}
	for y := range h {
		row, out := view[y*stride:y*stride+each*w], g.Pix[y*g.Stride:y*g.Stride+w]
		if each == 1 {
			copy(out, row)
			continue
		}
		for x := range out {
			b, gr, r := int(row[each*x]), int(row[each*x+1]), int(row[each*x+2])
			out[x] = byte((114*b + 587*gr + 299*r + 500) / 1000)
			tint.Pix[y*tint.Stride+x] = byte(max(b, gr, r) - min(b, gr, r))
		}
	}
	return g, tint
}

func (e *engine) uint32At(offset uint32) int {
	v, _ := e.mod.Memory().ReadUint32Le(e.spot + offset)
	return int(v)
}

// tiff writes the pixels as they are. Tesseract reads a PGM, which is plainer, dot by
// dot, and that takes as long as all that is done to a page before.
func tiff(g *image.Gray) []byte {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	entries := [...][2]uint32{ // what is said of the picture, in the order of the numbers
		{256, uint32(w)}, {257, uint32(h)}, // pixels across and down
		{258, 8},             // bits of each
		{259, 1},             // not packed
		{262, 1},             // 0 is black
		{273, tiffHead},      // where the pixels begin
		{277, 1},             // one value each
		{278, uint32(h)},     // rows in one piece,
		{279, uint32(w * h)}, // and its bytes
	}
	out := append(make([]byte, 0, tiffHead+w*h), "II*\x00\x08\x00\x00\x00"...)
	out = binary.LittleEndian.AppendUint16(out, uint16(len(entries)))
	for _, entry := range entries {
		out = binary.LittleEndian.AppendUint16(out, uint16(entry[0]))
		out = binary.LittleEndian.AppendUint16(out, 4) // a number of 32 bits,
		out = binary.LittleEndian.AppendUint32(out, 1) // one of them
		out = binary.LittleEndian.AppendUint32(out, entry[1])
	}
	out = out[:tiffHead]
	for y := range h {
		out = append(out, g.Pix[y*g.Stride:y*g.Stride+w]...)
	}
	return out
}

const tiffHead = 128
