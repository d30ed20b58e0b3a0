package reading

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/structs"

	"lintas/archive"
)

// Searchable returns a copy of the PDF at path in which the words of its scanned pages,
// as the transcript has them, lie unseen over the pictures: they can be searched and
// copied in any viewer. The pictures are the same bytes, and the file itself is not
// touched. A signature does not hold for the copy. Where no page was read from its
// picture the error has the code Invalid: such a file is searchable as it is.
func (p *Pool) Searchable(ctx context.Context, path string, text *archive.Transcript) ([]byte, error) {
	if !slices.ContainsFunc(text.Pages, func(page archive.Page) bool { return page.Source == archive.FromOCR && len(page.Words) > 0 }) {
		return nil, archive.Fail(archive.Invalid,
			"Naskah ini tidak mempunyai halaman pindaian yang sudah dibaca: berkas aslinya dapat dicari apa adanya.",
			"This document has no scanned page that was read: its original can be searched as it is.")
	}
	a, err := p.ask(ctx, request{Op: askSearchable, Path: path, Text: text}, p.o.Timeout)
	if err != nil {
		return nil, fmt.Errorf("make a searchable copy of %s: %w", filepath.Base(path), err)
	}
	return a.Copy, nil
}

// layered is the child's side of Searchable. PDFium calls back to write a file, and
// go-pdfium answers only for documents that were opened by its own methods.
func (e *engine) layered(f *os.File, size int64, text *archive.Transcript) answer {
	if size > largestPaper/2 { // it stands in the sandbox, and its copy beside it
		return answer{Err: errTooLarge(size)}
	}
	if err := e.ready(); err != nil {
		return answer{Err: err}
	}
	data := make([]byte, size)
	if _, err := f.ReadAt(data, 0); err != nil {
		return answer{Err: fmt.Errorf("read the file: %w", err)}
	}
	copied, err := layOver(e.inst, data, text)
	if err != nil {
		e.err = err // whatever state the instance is in, it is dropped
		return answer{Err: e.failure()}
	}
	return answer{Copy: copied}
}

// layOver writes the words of scanned pages over them, unseen.
func layOver(in pdfium.Pdfium, data []byte, text *archive.Transcript) (out []byte, err error) {
	opened, err := in.OpenDocument(&requests.OpenDocument{File: &data})
	if err != nil {
		return nil, fmt.Errorf("open it to write: %w", err)
	}
	doc := opened.Document
	defer func() {
		_, closing := in.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: doc})
		err = errors.Join(err, closing)
	}()
	// All letters of Courier are 0.6 em wide, in every viewer.
	font, err := in.FPDFText_LoadStandardFont(&requests.FPDFText_LoadStandardFont{Document: doc, Font: "Courier"})
	if err != nil {
		return nil, fmt.Errorf("load a font: %w", err)
	}
	w := layerWriter{in: in, doc: doc, font: font.Font}
	for i, page := range text.Pages {
		if page.Source != archive.FromOCR {
			continue
		}
		if err := w.page(i, page); err != nil {
			return nil, fmt.Errorf("lay the words over page %d: %w", i+1, err)
		}
	}
	saved, err := in.FPDF_SaveAsCopy(&requests.FPDF_SaveAsCopy{Document: doc, Flags: requests.SaveFlagNoIncremental})
	if err != nil {
		return nil, fmt.Errorf("write the copy: %w", err)
	}
	return *saved.FileBytes, nil
}

type layerWriter struct {
	in   pdfium.Pdfium
	doc  references.FPDF_DOCUMENT
	font references.FPDF_FONT
}

func (w layerWriter) page(index int, page archive.Page) (err error) {
	loaded, err := w.in.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: w.doc, Index: index})
	if err != nil {
		return err
	}
	defer func() {
		_, closing := w.in.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page})
		err = errors.Join(err, closing)
	}()
	sheet := requests.Page{ByReference: &loaded.Page}
	frame, err := w.frame(sheet)
	if err != nil {
		return err
	}
	for _, word := range unseenWords(page, frame) {
		if err := w.word(loaded.Page, word); err != nil {
			return err
		}
	}
	_, err = w.in.FPDFPage_GenerateContent(&requests.FPDFPage_GenerateContent{Page: sheet})
	return err
}

// frame is engine.sheetBox by go-pdfium's own methods.
func (w layerWriter) frame(sheet requests.Page) (sheetBox, error) {
	bounds, err := w.in.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: sheet})
	if err != nil {
		return sheetBox{}, err
	}
	turns, err := w.in.FPDFPage_GetRotation(&requests.FPDFPage_GetRotation{Page: sheet})
	if err != nil {
		return sheetBox{}, err
	}
	r := bounds.Rect
	return framed(float64(r.Left), float64(r.Bottom), float64(r.Right), float64(r.Top), int(turns.PageRotation)), nil
}

func (w layerWriter) word(page references.FPDF_PAGE, word unseenWord) error {
	made, err := w.in.FPDFPageObj_CreateTextObj(&requests.FPDFPageObj_CreateTextObj{Document: w.doc, Font: w.font, FontSize: float32(word.size)})
	if err != nil {
		return err
	}
	object := made.PageObject
	if _, err := w.in.FPDFText_SetText(&requests.FPDFText_SetText{PageObject: object, Text: word.text}); err != nil {
		return err
	}
	if _, err := w.in.FPDFTextObj_SetTextRenderMode(&requests.FPDFTextObj_SetTextRenderMode{PageObject: object, TextRenderMode: enums.FPDF_TEXTRENDERMODE_INVISIBLE}); err != nil {
		return err
	}
	m := word.place
	at := structs.FPDF_FS_MATRIX{A: float32(m[0]), B: float32(m[1]), C: float32(m[2]), D: float32(m[3]), E: float32(m[4]), F: float32(m[5])}
	if _, err := w.in.FPDFPageObj_SetMatrix(&requests.FPDFPageObj_SetMatrix{PageObject: object, Transform: at}); err != nil {
		return err
	}
	_, err = w.in.FPDFPage_InsertObject(&requests.FPDFPage_InsertObject{Page: requests.Page{ByReference: &page}, PageObject: object})
	return err
}

// unseenWord is a word of a layer: in Courier of that size, from where the letters
// stand in text space to the page's own space.
type unseenWord struct {
	text  string
	size  float64
	place affine
}

const courierWidth = 0.6 // ems

// unseenWords places the words of a page so that each covers what it was read from.
func unseenWords(page archive.Page, frame sheetBox) []unseenWord {
	words := slices.Clone(page.Words)
	turns := turnsOf(page.Text, words)
	turnUpright(&page, words)
	w, h := page.Width, page.Height
	if turns&1 == 1 {
		w, h = h, w
	}
	toPage := frame.back().after(turnedTo(turns, w, h))
	var out []unseenWord
	for from := 0; from < len(words); {
		to := from + 1
		for to < len(words) && words[to-1].End <= words[to].Start && !strings.Contains(page.Text[words[to-1].End:words[to].Start], "\n") {
			to++
		}
		out = appendLine(out, page.Text, words[from:to], toPage)
		from = to
	}
	return out
}

// appendLine sets the words of a line, whose boxes are those of the ink, on base lines
// and in one size.
func appendLine(out []unseenWord, text string, line []archive.Word, toPage affine) []unseenWord {
	var ems []float64
	for _, w := range line {
		if share, _, ok := reachOf(text[w.Start:w.End]); ok {
			ems = append(ems, float64(w.Box[3]-w.Box[1])/share)
		}
	}
	em := float64(line[0].Box[3]-line[0].Box[1]) / emOfHigh
	if len(ems) > 0 {
		em = median(ems)
	}
	em = min(max(em, 2), 144)
	for _, w := range line {
		shown := winLetters(text[w.Start:w.End])
		wide := float64(w.Box[2] - w.Box[0])
		if shown == "" || !(wide > 0) {
			continue
		}
		base := float64(w.Box[3])
		if _, deep, ok := reachOf(text[w.Start:w.End]); ok && deep {
			base -= (emOfBoth - emOfHigh) * em
		}
		stretch := wide / (courierWidth * em * float64(len([]rune(shown))))
		place := toPage.after(affine{stretch, 0, 0, -1, float64(w.Box[0]), base})
		out = append(out, unseenWord{shown, em, place})
	}
	return out
}

// winLetters leaves what stands in the encoding of the standard fonts.
func winLetters(s string) string {
	s = strings.NewReplacer("ﬁ", "fi", "ﬂ", "fl", "ﬀ", "ff", "‐", "-", "−", "-").Replace(s)
	return strings.Map(func(r rune) rune {
		if r > ' ' && r < 0x7f || r > 0xa0 && r <= 0xff && r != 0xad || strings.ContainsRune("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ", r) {
			return r
		}
		return -1
	}, s)
}
