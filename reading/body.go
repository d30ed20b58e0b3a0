package reading

import (
	"strings"

	"lintas/archive"
)

// para is a piece of running text: a paragraph or a list item.
type para struct {
	prose
	mark  string // list mark, "1." or "a."
	marks []mark // where each line begins in the text
	annex bool
	table bool // a row of a table; the cells are parted by tabs
}

type mark struct{ at, line int }

// lineAt returns the line that holds a byte of the paragraph.
func (p *para) lineAt(at int) int {
	line := -1
	for _, m := range p.marks {
		if m.at > at {
			break
		}
		line = m.line
	}
	return line
}

// stampBox is what a received stamp says.
type stampBox struct {
	received archive.Date
	agenda   string
}

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
		_, labelled := pairIn(&l, i)
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

// stampLine reads "Diterima tanggal 5 Mei 2024" and "No. Agenda : 123" of a
// received stamp.
func stampLine(text, low string) (archive.Date, string, bool) {
	if len(low) > 60 {
		return "", "", false
	}
	t := strings.TrimLeft(low, " .|")
	for _, label := range []string{"diterima tanggal", "diterima tgl", "tgl. terima", "tgl terima", "tanggal terima", "diterima :", "tanggal diterima", "terima tgl", "diterima pada"} {
		if strings.HasPrefix(t, label) {
			p := scan(text)
			for _, d := range p.days() {
				if !d.noYear {
					return d.date, "", true
				}
			}
		}
	}
	for _, label := range []string{"no. agenda", "nomor agenda", "no agenda", "agenda no", "agno", "agenda nomor"} {
		if strings.HasPrefix(t, label) {
			if value := clean(strings.TrimLeft(text[len(text)-len(t)+len(label):], " .:")); value != "" {
				return "", value, true
			}
		}
	}
	return "", "", false
}

// dateLine reads a line that holds nothing but a place and a date.
func dateLine(s string) (dateline, bool) {
	if len(s) < 8 || len(s) > 70 || !strings.ContainsAny(s, "0123456789") {
		return dateline{}, false
	}
	p := scan(s)
	n := len(p.toks)
	for n > 0 && p.isAny(n-1, ".", ",", ";", "|") {
		n--
	}
	n = p.westernEnd(n)
	for i := 0; i < n && i < 9; i++ {
		d, ok := p.dayAt(i)
		if !ok || d.to < n || d.noYear || d.range2 {
			continue
		}
		place, ok := p.placeBefore(i)
		if !ok || d.named && place == "" {
			return dateline{}, false
		}
		return dateline{place: place, day: d, text: p.slice(d.from, d.to)}, true
	}
	return dateline{}, false
}

// westernEnd returns where the date of the common calendar ends, beside which some print
// that of the Islamic one: "5 Mei 2025 M / 7 Dzulqa'dah 1446 H".
func (p *prose) westernEnd(n int) int {
	if n > 4 && p.is(n-1, "h") {
		for k := n - 2; k > 2 && k > n-9; k-- {
			if p.isAny(k, "/", "|", "(", "bertepatan") {
				n = k
				break
			}
		}
	}
	if n > 3 && p.is(n-1, "m") {
		n--
	}
	return n
}

// placeBefore reads the place that stands before the date at token i: a few
// capitalised words, "Ditetapkan di Jakarta pada tanggal".
func (p *prose) placeBefore(i int) (string, bool) {
	end := i
	comma, labelled := false, false
	for end > 0 && p.isAny(end-1, "tanggal", "pada", ",", ":", ".", "tgl", "date") {
		end--
		comma = comma || p.isAny(end, ",", ".")
		labelled = labelled || p.isAny(end, "tanggal", "tgl")
	}
	start := 0
	for start < end && p.isAny(start, "ditetapkan", "dikeluarkan", "dibuat", "di", "at", "done", "pada", ":") {
		start++
	}
	if end-start > 5 || end > start && start == 0 && !comma && (labelled || end > 2) {
		return "", false
	}
	for k := start; k < end; k++ {
		switch p.kind(k) {
		case digitTok:
			return "", false
		case wordTok:
			if !p.upper(k) && !p.isAny(k, "of") {
				return "", false
			}
			if f := fieldOf(p.word(k)); f != noField && f != otherField {
				return "", false
			}
		default:
			if !p.isAny(k, ".", "-", "'", "(", ")") {
				return "", false
			}
		}
	}
	return clean(p.slice(start, end)), true
}

// stamps are secrecy and urgency words that may stand alone.
var stampWords = set("rahasia", "sangat rahasia", "terbatas", "biasa", "segera", "sangat segera", "amat segera", "kilat", "penting", "konfidensial", "secret", "confidential", "restricted", "urgent", "sangat penting", "sr", "top secret", "immediate")

func stampWord(s string) bool {
	return len(s) < 30 && mostlyCaps(s) && stampWords[strings.Trim(lower(squeeze(s)), " .:-*[]()")]
}

// annexStart reports whether a line heads an annex.
func annexStart(s string) bool {
	low := lower(strings.Trim(s, " :.-"))
	if !strings.HasPrefix(low, "lampiran") && !strings.HasPrefix(low, "annex") && !(strings.HasPrefix(low, "daftar ") && mostlyCaps(s)) {
		return false
	}
	return len(strings.Fields(low)) <= 9 && !proseLine(s)
}

// findTail finds where the running text ends: signature, copies, annexes.
func (s *sheet) findTail() {
	n := len(s.lines)
	s.end = n
	for i := s.body; i < n; i++ {
		first := i > 0 && s.lines[i-1].page != s.lines[i].page
		if annexStart(s.lines[i].text) && (first || i > s.body+4 && s.lines[i].gap && mostlyCaps(s.lines[i].text) && len(s.lines[i].cells) == 1) {
			s.end = i
			break
		}
	}
	copiesAt := s.findCopies()
	last := s.body - 1
	stop := s.end
	if copiesAt >= 0 {
		stop = copiesAt
	}
	for i := s.body; i < stop; i++ {
		if s.bodyLine(i) {
			last = i
		}
	}
	s.sign = last + 1
	for i := s.sign; i < s.end; i++ {
		if !s.isCopyLine(i) {
			s.signature = append(s.signature, i)
		}
	}
	for _, i := range s.signature {
		for _, c := range s.lines[i].cells {
			if d, ok := dateLine(c.text); ok {
				d.line = i
				s.dates = append(s.dates, d)
			}
		}
		if len(s.lines[i].cells) > 1 {
			if d, ok := dateLine(s.lines[i].text); ok {
				d.line = i
				s.dates = append(s.dates, d)
			}
		}
	}
}

// bodyLine reports whether a line is surely running text and not signature.
func (s *sheet) bodyLine(i int) bool {
	l := &s.lines[i]
	if proseLine(l.text) {
		return true
	}
	low := lower(strings.TrimLeft(l.text, " "))
	if strings.HasPrefix(low, "demikian") || strings.HasPrefix(low, "atas perhatian") || strings.HasPrefix(low, "terima kasih") || strings.HasPrefix(low, "rapat ditutup") || strings.HasPrefix(low, "atas kerja") {
		return true
	}
	if p, ok := pairIn(l, i); ok && p.whole && p.value != "" && p.field != toField && p.field != copyField {
		return true
	}
	if mark, rest := listMark(l.text); mark != "" && len(rest) > 2 && mark != "H." {
		return true
	}
	// the last short line of a paragraph: "tanggal 12 November 2024.", "terima kasih."
	if i > s.body && strings.HasSuffix(l.text, ".") && !l.gap && len(l.cells) <= 2 && l.left < s.widths[l.page]*0.4 {
		first := strings.Fields(l.text)[0]
		return first[0] >= 'a' && first[0] <= 'z' || s.lines[i-1].page == l.page && proseLine(s.lines[i-1].text) && !strings.HasSuffix(s.lines[i-1].text, ".")
	}
	return tableRow(l)
}

// tableRow reports whether a line is a numbered row of three or more cells.
func tableRow(l *line) bool {
	if len(l.cells) < 3 {
		return false
	}
	return strings.Trim(l.cells[0].text, "0123456789.") == ""
}

// copyWords open the list of copies.
func copyStart(s string) (string, bool) {
	low := lower(strings.TrimLeft(s, " "))
	for _, w := range []string{"tembusan", "tindasan", "tebusan", "salinan disampaikan", "c.c.", "c.c", "cc", "copy to", "copies to", "temb"} {
		if strings.HasPrefix(low, w) && (len(low) == len(w) || !isLetter(low[len(w)])) {
			rest := strings.TrimLeft(s[len(s)-len(low)+len(w):], " ,")
			lowRest := lower(rest)
			for _, more := range []string{"disampaikan kepada", "kepada", "yth", "dengan hormat", "disampaikan", "yang terhormat"} {
				if strings.HasPrefix(lowRest, more) {
					rest = strings.TrimLeft(rest[len(more):], " .:")
					lowRest = lower(rest)
				}
			}
			if w == "cc" && !strings.HasPrefix(strings.TrimLeft(low[2:], " ."), ":") && rest != "" {
				return "", false
			}
			return strings.TrimLeft(rest, " .:,-"), true
		}
	}
	return "", false
}

// findCopies reads the list of copies below the text and returns its first line,
// -1 if there is none.
func (s *sheet) findCopies() int {
	for i := max(s.body, 1); i < s.end; i++ {
		rest, ok := copyStart(s.lines[i].cells[0].text)
		if !ok || proseLine(s.lines[i].text) {
			continue
		}
		if _, isPair := pairIn(&s.lines[i], i); !isPair && rest != "" && !strings.Contains(s.lines[i].text, ":") && !strings.Contains(lower(s.lines[i].text), "yth") {
			continue
		}
		s.copies = s.readCopies(i, rest)
		return i
	}
	return -1
}

func (s *sheet) readCopies(at int, first string) []entry {
	var entries []entry
	add := func(text string, line int, fresh bool) {
		text = clean(stripYth(text))
		if text == "" || text == "-" {
			return
		}
		if fresh || len(entries) == 0 {
			entries = append(entries, entry{first: line})
		}
		e := &entries[len(entries)-1]
		e.parts = append(e.parts, text)
		e.end = line + 1
	}
	numbered := false
	if mark, rest := listMark(first); mark != "" {
		numbered = true
		first = rest
	}
	add(first, at, true)
	for i := at + 1; i < s.end && len(entries) < 40; i++ {
		l := &s.lines[i]
		text := l.cells[0].text
		mark, rest := listMark(text)
		if mark != "" && rest == "" && len(l.cells) > 1 {
			rest = l.cells[1].text
		}
		switch {
		case mark != "":
			numbered = true
			add(rest, i, true)
		case numbered && (l.gap || l.page != s.lines[i-1].page):
			return entries
		case numbered && len(l.cells) == 1 && l.left > s.widths[l.page]*0.5:
			return entries // a signature beside the list
		case numbered:
			add(text, i, false)
		case l.gap && len(entries) > 0 || proseLine(l.text):
			return entries
		default:
			// without numbers each line is one, unless it goes on in small letters
			add(text, i, len(text) > 0 && (text[0] < 'a' || text[0] > 'z') && !s.wraps(i))
		}
	}
	return entries
}

// wraps reports whether a line reaches so far right that the next goes on with it.
func (s *sheet) wraps(i int) bool {
	before := &s.lines[i-1]
	return before.right > s.widths[before.page]*0.85 && !strings.HasSuffix(before.text, ";") && !strings.HasSuffix(before.text, ".")
}

// isCopyLine reports whether a line belongs to the list of copies.
func (s *sheet) isCopyLine(i int) bool {
	if _, ok := copyStart(s.lines[i].cells[0].text); ok {
		return len(s.lines[i].cells) == 1
	}
	for _, e := range s.copies {
		if i >= e.first && i < e.end {
			return len(s.lines[i].cells) == 1
		}
	}
	return false
}
