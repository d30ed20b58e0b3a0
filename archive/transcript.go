package archive

import "strings"

// Transcript is the text of a document as read, page by page, with the place of
// each word. It is kept as a blob, so that what was read can be shown again.
type Transcript struct {
	Version int    `json:"version"` // of the reader
	Pages   []Page `json:"pages"`
}

// Page is the text of one page.
type Page struct {
	Width  float64 `json:"w"` // points
	Height float64 `json:"h"`
	Source string  `json:"source"` // "text", "ocr" or "none"
	Text   string  `json:"text"`   // lines in reading order
	Words  []Word  `json:"words,omitempty"`
}

// Sources of a page's text.
const (
	FromText = "text"
	FromOCR  = "ocr"
	FromNone = "none"
)

// Word is where a word of Text stands on the page.
type Word struct {
	Start int        `json:"s"` // byte offset in Page.Text
	End   int        `json:"e"`
	Box   [4]float32 `json:"b"`           // left, top, right, bottom in points from the top left
	Conf  float32    `json:"c,omitempty"` // 0 to 1, OCR only
}

// Text returns the text of all pages, a form feed between pages.
func (t *Transcript) Text() string {
	pages := make([]string, len(t.Pages))
	for i, p := range t.Pages {
		pages[i] = p.Text
	}
	return strings.Join(pages, "\f")
}
