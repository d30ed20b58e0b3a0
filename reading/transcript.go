package reading

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"lintas/archive"
)

// transcriptVersion goes up when the text of the same file would come out
// different, so that the archive can tell old readings from new.
const transcriptVersion = 2

// A file of thousands of pages is read as far as these reach; Paper.Pages says
// how many there are.
const (
	readTime  = 8 * time.Second
	mostPages = 5_000
	mostText  = 32 << 20 // bytes of text
)

// read reads the text of the pages.
func (p *paper) read() (Paper, error) {
	began := time.Now()
	out := Paper{Pages: p.pages}
	out.Transcript.Version = transcriptVersion
	text, loaded := 0, 0
	for i := 0; i < min(p.pages, mostPages) && text < mostText; i++ {
		page, scan := p.page(i)
		if err := p.e.failure(); err != nil {
			return Paper{}, err
		}
		if page.Width > 0 {
			loaded++
		}
		out.Transcript.Pages = append(out.Transcript.Pages, page)
		out.NeedsOCR = out.NeedsOCR || scan
		text += len(page.Text) + 30*len(page.Words)
		if time.Since(began) > readTime {
			break
		}
	}
	if loaded == 0 {
		return Paper{}, errBroken(fmt.Errorf("none of %d pages can be loaded", p.pages))
	}
	return out, nil
}

// page reads one page (from 0); scan is whether it has to be read from its
// picture. A page that cannot be loaded comes out empty: the others still count.
func (p *paper) page(i int) (page archive.Page, scan bool) {
	e := p.e
	page.Source = archive.FromNone
	sheet := e.call("FPDF_LoadPage", p.doc, uint64(i))
	if sheet == 0 {
		return page, false
	}
	if e.flatten(sheet) {
		e.call("FPDF_ClosePage", sheet)
		if sheet = e.call("FPDF_LoadPage", p.doc, uint64(i)); sheet == 0 {
			return page, false
		}
	}
	defer func() { e.call("FPDF_ClosePage", sheet) }()
	frame := e.sheetBox(sheet)
	page.Width, page.Height = frame.width, frame.height
	text := e.call("FPDFText_LoadPage", sheet)
	if text == 0 {
		return page, false
	}
	glyphs, blind := e.glyphs(text, frame)
	e.call("FPDFText_ClosePage", text)
	if len(glyphs) > 0 {
		page.Text, page.Words = composeText(glyphs, e.rulesOf(sheet, frame))
	}
	letters := lettersIn(page.Text)
	switch {
	case blind > 20 && 2*blind > letters || gibberish(page.Text):
		page.Text, page.Words = "", nil
		return page, true
	case letters < littleText:
		covered := e.pictured(sheet, frame)
		if scan = letters < fewLetters && covered > 0.1 || covered > 0.6; scan {
			return page, true
		}
	}
	if letters > 0 {
		page.Source = archive.FromText
	}
	return page, false
}

// A page with little text under a picture that fills it is a scan, stamped by a
// scanner or by the signing service; its few words are kept beside the source
// "none". A page with fewer letters than that has no text worth the name.
const (
	littleText = 400
	fewLetters = 25
)

func lettersIn(text string) int {
	n := 0
	for _, r := range text {
		if r > ' ' {
			n++
		}
	}
	return n
}

// gibberish recognises text whose font maps its glyphs to the wrong letters:
// words of three letters or more hardly ever lack a vowel, and a page is not made
// of signs.
func gibberish(text string) bool {
	if mostlySigns(text) {
		return true
	}
	words, mute := 0, 0
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len(w) < 3 || len(w) > 40 {
			continue
		}
		words++
		if !strings.ContainsAny(w, "aeiouyAEIOUY") && ascii(w) {
			mute++
		}
	}
	return words >= 20 && 2*mute > words
}

// mostlySigns tells whether most characters are neither letters nor digits;
// dotted lines, which lead the eye or are to be written on, do not count.
func mostlySigns(text string) bool {
	letters, signs := 0, 0
	for _, r := range text {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			letters++
		case unicode.IsSpace(r) || strings.ContainsRune("._-–—…·|", r):
		default:
			signs++
		}
	}
	return signs >= 60 && signs > letters
}

// flatten draws form fields, stamps and typed notes into the page, where their
// text is read like any other (0.974 instead of 0.937 of the words of 353 forms).
// Links and remarks are not drawn. It tells whether the page changed.
func (e *engine) flatten(sheet uint64) bool {
	n := min(int(int32(e.call("FPDFPage_GetAnnotCount", sheet))), 2_000)
	for i := 0; i < n && e.err == nil; i++ {
		annot := e.call("FPDFPage_GetAnnot", sheet, uint64(i))
		if annot == 0 {
			continue
		}
		kind := e.call("FPDFAnnot_GetSubtype", annot)
		e.call("FPDFPage_CloseAnnot", annot)
		switch kind {
		case annotFreeText, annotStamp, annotWidget:
			return e.call("FPDFPage_Flatten", sheet, flattenForDisplay) == flattened
		}
	}
	return false
}

// PDFium's numbers.
const (
	annotFreeText = 3
	annotStamp    = 13
	annotWidget   = 20

	flattenForDisplay = 0
	flattened         = 1
)

// pictured is the share of the page that its largest picture covers.
func (e *engine) pictured(sheet uint64, frame sheetBox) float64 {
	n := min(int(int32(e.call("FPDFPage_CountObjects", sheet))), mostObjects)
	most := 0.0
	at := uint64(e.spot)
	for i := 0; i < n && e.err == nil; i++ {
		object := e.call("FPDFPage_GetObject", sheet, uint64(i))
		kind := e.call("FPDFPageObj_GetType", object)
		if kind == objectForm {
			kind = e.formKind(object)
		}
		if kind != objectImage || e.call("FPDFPageObj_GetBounds", object, at, at+4, at+8, at+12) != 1 {
			continue
		}
		b := frame.box(e.float32At(0), e.float32At(4), e.float32At(8), e.float32At(12))
		wide := min(b[2], frame.width) - max(b[0], 0)
		high := min(b[3], frame.height) - max(b[1], 0)
		if wide > 0 && high > 0 {
			most = max(most, wide*high/(frame.width*frame.height))
		}
	}
	return most
}

// formKind is the kind of the first object within a form, an image if any of
// the first few is one.
func (e *engine) formKind(form uint64) uint64 {
	n := min(int(int32(e.call("FPDFFormObj_CountObjects", form))), 50)
	for i := 0; i < n && e.err == nil; i++ {
		if kind := e.call("FPDFPageObj_GetType", e.call("FPDFFormObj_GetObject", form, uint64(i))); kind == objectImage {
			return kind
		}
	}
	return objectForm
}
