package reading

import (
	"strings"

	"lintas/archive"
)

// footers are phrases of lines that stand at the foot of a page and belong to no
// text: electronic signatures, page numbers.
var footers = []string{
	"ditandatangani secara elektronik", "sertifikat elektronik", "balai sertifikasi elektronik", "balai besar sertifikasi", "bsre", "dokumen ini sah",
	"informasi elektronik dan/atau", "uu ite", "pasal 5 ayat 1", "scan qr", "pindai kode", "kode qr", "token :", "memeriksa keaslian", "memverifikasi keaslian", "hasil cetak dokumen", "dokumen elektronik yang sah", "cetakannya merupakan alat bukti", "undang-undang ite", "this document is digitally signed", "tanpa tanda tangan basah", "keaslian dokumen", "keaslian surat", "pemindaian kode", "memindai kode", "verifikasi dokumen", "tidak memerlukan tanda tangan", "digitally signed by", "bukti hukum yang sah",
}

// dropFooters removes the lines that repeat at page ends and tops.
func (s *sheet) dropFooters() {
	kept := s.lines[:0]
	heads := map[string]bool{}
	for i := range s.lines {
		l := s.lines[i]
		if l.page == 0 && i < 8 {
			heads[lower(l.text)] = true
		}
		low := lower(l.text)
		p, labelled := pairIn(&l, i)
		labelled = labelled && p.field != otherField
		if pageNumber(low) || footerLine(low) && !(labelled && l.page == 0 && i < 30 && !strings.Contains(low, "kode qr")) || l.page > 0 && heads[low] && len(low) > 8 && !strings.HasPrefix(low, "nomor") {
			if len(kept) > 0 && l.gap && i+1 < len(s.lines) {
				s.lines[i+1].gap = s.lines[i+1].gap || s.lines[i+1].page == l.page
			}
			continue
		}
		if received, agenda, ok := stampLine(l.text, low); ok {
			if s.stamp.received == "" {
				s.stamp.received = received
			}
			if s.stamp.agenda == "" {
				s.stamp.agenda = agenda
			}
			continue
		}
		kept = append(kept, l)
	}
	s.lines = kept
}

// dropPageFeet removes what an office prints at the foot of its paper: the last lines of
// a page, far below the text, that are sentences or addresses.
func (s *sheet) dropPageFeet(t *archive.Transcript) {
	const lowest, apart = 0.88, 2.2 // of the height of the page, of the height of a line
	kept := s.lines[:0]
	for from := 0; from < len(s.lines); {
		to := from + 1
		for to < len(s.lines) && s.lines[to].page == s.lines[from].page {
			to++
		}
		page := s.lines[from:to]
		height := t.Pages[page[0].page].Height
		at := len(page)
		for i := len(page) - 1; i > 0 && page[i].top > lowest*height && height > 0; i-- {
			if l := &page[i]; l.top-page[i-1].bottom > apart*l.height() {
				at = i
			}
		}
		if at < len(page) && !footOfPaper(page[at:]) {
			at = len(page)
		}
		kept = append(kept, page[:at]...)
		from = to
	}
	s.lines = kept
}

// footOfPaper reports whether lines are no part of a letter: no copies, no signature.
func footOfPaper(lines []line) bool {
	for i := range lines {
		text := lines[i].text
		if _, ok := copyStart(text); ok || personLine(text) || nipAt(lower(text)) >= 0 {
			return false
		}
		if mark, _ := listMark(text); mark != "" {
			return false
		}
	}
	return proseLine(lines[0].text) || addressLine(lines[0].text)
}

func footerLine(low string) bool {
	if len(low) > 200 {
		return false
	}
	for _, f := range footers {
		if strings.Contains(low, f) {
			return true
		}
	}
	return false
}

// pageNumber reports whether a line is "- 2 -", "Halaman 1 dari 2", "2", "1/3".
func pageNumber(low string) bool {
	if len(low) > 40 {
		return false
	}
	t := strings.Trim(low, " -–—.|_")
	if t == "" {
		return true
	}
	digits := strings.Trim(t, "0123456789")
	if digits == "" {
		return len(t) <= 2
	}
	if strings.HasPrefix(t, "halaman") || strings.HasPrefix(t, "page ") || strings.HasPrefix(t, "hal. ") || strings.HasPrefix(t, "lembar ke") {
		rest := strings.Trim(strings.TrimPrefix(strings.TrimPrefix(t, "halaman"), "page"), " :")
		return len(rest) > 0 && (rest[0] >= '0' && rest[0] <= '9' || strings.HasPrefix(rest, "dari ") && len(rest) < 10)
	}
	return false
}
