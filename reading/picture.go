package reading

import (
	"encoding/binary"
	"fmt"
	"math"

	"lintas/archive"
)

const (
	jpegQuality   = 80
	jpegFromBGRA  = 2    // pdfium_jpeg_encode's name for the bitmap's format
	bitmapBGRx    = 3    // FPDFBitmap_BGRx
	drawAnnots    = 0x01 // FPDF_ANNOT: form fields and stamps too
	white         = 0xFFFFFFFF
	tallestFactor = 6 // a page this many times taller than wide is cut to it
)

// picture draws a page (from 1) and encodes it as a JPEG, both in the sandbox:
// its libjpeg-turbo takes half the time of Go's encoder and the pixels are not
// copied out.
func (p *paper) picture(page, width int) ([]byte, error) {
	if page < 1 || page > p.pages {
		return nil, archive.Fail(archive.NotFound,
			fmt.Sprintf("Halaman %d tidak ada; berkas ini berisi %d halaman.", page, p.pages),
			fmt.Sprintf("There is no page %d; the file has %d.", page, p.pages))
	}
	e := p.e
	sheet := e.call("FPDF_LoadPage", p.doc, uint64(page-1))
	if sheet == 0 {
		return nil, p.pageFailure(page)
	}
	defer func() { e.call("FPDF_ClosePage", sheet) }()
	box := e.sheetBox(sheet)
	height := int(math.Round(float64(width) * box.height / box.width))
	height = min(max(height, 1), tallestFactor*width)
	bitmap := e.call("FPDFBitmap_Create", uint64(width), uint64(height), 0)
	if bitmap == 0 {
		return nil, errMemory(e.err)
	}
	defer func() { e.call("FPDFBitmap_Destroy", bitmap) }()
	e.call("FPDFBitmap_FillRect", bitmap, 0, 0, uint64(width), uint64(height), white)
	e.call("FPDF_RenderPageBitmap", bitmap, sheet, 0, 0, uint64(width), uint64(height), 0, drawAnnots)
	return e.jpeg(bitmap, width, height)
}

func (e *engine) jpeg(bitmap uint64, width, height int) ([]byte, error) {
	pixels := e.call("FPDFBitmap_GetBuffer", bitmap)
	stride := e.call("FPDFBitmap_GetStride", bitmap)
	done := e.call("pdfium_jpeg_encode", pixels, uint64(width), uint64(height), stride,
		jpegFromBGRA, jpegQuality, 0, uint64(e.spot), uint64(e.spot+8))
	if e.err != nil {
		return nil, e.failure()
	}
	if done != 1 {
		return nil, errMemory(fmt.Errorf("encode a JPEG of %d × %d", width, height))
	}
	out, _ := e.mod.Memory().Read(e.spot, 12)
	at, size := binary.LittleEndian.Uint32(out), binary.LittleEndian.Uint32(out[8:])
	view, ok := e.mod.Memory().Read(at, size)
	if !ok {
		return nil, errBroken(fmt.Errorf("a JPEG of %d bytes at %d", size, at))
	}
	picture := append([]byte(nil), view...)
	e.call("pdfium_jpeg_free", uint64(at))
	return picture, nil
}

func (p *paper) pageFailure(page int) error {
	if err := p.e.failure(); err != nil {
		return err
	}
	return errBroken(fmt.Errorf("page %d cannot be loaded", page))
}
