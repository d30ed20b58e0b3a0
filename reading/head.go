package reading

import (
	"strings"

	"lintas/archive"
)

// sheet is a document taken apart: what stands where.
type sheet struct {
	scanned    bool // the first page was read from a picture
	lines      []line
	widths     []float64
	letterhead []int      // lines above everything else
	pairs      []pair     // labels and values of the head
	events     []pair     // labels and values inside the body: a meeting's day, hour, place
	dates      []dateline // lines that hold nothing but a place and a date
	stamps     []string   // RAHASIA, SEGERA standing alone
	title      string     // NOTA DINAS, SURAT EDARAN, with what follows it
	titleForm  archive.Form
	titleLine  int    // -1 if there is none
	about      string // the lines after TENTANG
	aboutLine  int
	loose      []int   // lines of the head that say nothing known
	to         []entry // addressees as printed, one per addressee
	copies     []entry
	body       int // first line of the running text
	sign       int // first line of the signature block
	end        int // end of the main text: annexes follow
	signature  []int
	paras      []para
	stamp      stampBox
}

// entry is an addressee as printed, with its lines.
type entry struct {
	parts      []string
	first, end int
}

func (e entry) text() string { return squeeze(strings.Join(e.parts, " ")) }

// dateline is a line such as "Jakarta, 24 September 2024".
type dateline struct {
	place string
	day   day
	text  string
	line  int
}

// takeApart finds the zones of a document.
func takeApart(t *archive.Transcript) *sheet {
	s := &sheet{titleLine: -1, aboutLine: -1, scanned: len(t.Pages) > 0 && t.Pages[0].Source == archive.FromOCR}
	s.lines, s.widths = linesOf(t)
	s.liftStamps()
	s.dropFooters()
	s.dropPageFeet(t)
	s.lines = mendColumns(s.lines)
	left, right := s.columns()
	s.readHead(left, true)
	if len(right.lines) > 0 {
		s.readHead(right, false)
	}
	s.findTail()
	s.buildParas()
	return s
}

// readHead walks down one column until the running text begins.
func (s *sheet) readHead(st stream, main bool) {
	h := headReader{sheet: s, st: st, main: main}
	for h.i < len(st.lines) {
		if s.body > 0 && !main && st.index[h.i] >= s.body {
			return
		}
		if h.step() {
			break
		}
	}
	if !main {
		return
	}
	if s.body == 0 {
		s.body = h.after()
	}
	for _, i := range s.loose { // a list of references before the text: "Ref. a. Brafaks No. …"
		if p := scan(s.lines[i].text); i < s.body && p.cites() {
			s.body = i
			break
		}
	}
}

// cites reports whether a line holds a numbered letter.
func (p *prose) cites() bool {
	for i := range p.toks {
		if at, ok := p.numberLabel(i); ok && p.numbered(at) {
			if _, kind := p.nounBefore(i, 0); kind == letterNoun {
				return true
			}
		}
	}
	return false
}

type headReader struct {
	sheet *sheet
	st    stream
	i     int
	main  bool
	last  int    // line after the last head item
	over  string // first line of a value that stands higher than its label
}

func (h *headReader) after() int {
	if h.last > 0 {
		return h.last
	}
	if h.i < len(h.st.index) {
		return h.st.index[h.i]
	}
	return len(h.sheet.lines)
}

// step reads one item of the head; true means the body has begun.
func (h *headReader) step() bool {
	s, l, index := h.sheet, &h.st.lines[h.i], h.st.index[h.i]
	if h.main && h.titled(l, index) {
		return false
	}
	if addressStart(l.text) && len(s.to) == 0 && !h.toLabel(l) {
		h.address()
		return false
	}
	if h.overhangs(h.i) {
		h.over = l.text
		h.advance()
		return false
	}
	if p, ok := pairIn(l, index); ok && (p.whole || p.value != "" || h.blockNear()) {
		h.pair(p)
		return false
	}
	if d, ok := dateLine(l.text); ok {
		d.line = index
		s.dates = append(s.dates, d)
		h.advance()
		return false
	}
	if stampWord(l.text) {
		s.stamps = append(s.stamps, l.text)
		h.advance()
		return false
	}
	if h.headOpen() && len(s.pairs) == 0 && len(s.to) == 0 && s.titleLine < 0 && h.i < 14 && !bodyStart(l.text) {
		if h.main {
			s.letterhead = append(s.letterhead, index)
		}
		h.i++
		return false
	}
	if bodyStart(l.text) {
		if h.main {
			s.body = index
		}
		return true
	}
	if h.main && len(s.to) > 0 && strings.HasSuffix(l.text, ".") && len(strings.Fields(l.text)) >= 5 && !mostlyCaps(l.text) {
		s.body = index // a sentence of names and titles
		return true
	}
	if h.main {
		s.loose = append(s.loose, index)
	}
	h.i++
	return false
}

// titled reads a title, or what stands behind TENTANG under one.
func (h *headReader) titled(l *line, index int) bool {
	s := h.sheet
	if title, number, ok := titleWithNumber(l.text); ok && s.titleLine < 0 {
		l.text = title
		s.pairs = append(s.pairs, pair{field: numberField, label: "Nomor", value: number, first: index, end: index + 1, left: l.left})
	}
	if form, ok := titleOf(l.text); ok && s.titleLine < 0 {
		h.title(form)
		return true
	}
	if plainTitle(l.text) && s.titleLine < 0 {
		if s.title = l.text; len(s.letterhead) == 0 && len(s.pairs) == 0 {
			h.i++ // the letterhead is below
			return true
		}
		s.titleLine = index
		h.advance()
		return true
	}
	if low := lower(strings.Trim(l.text, " :.")); (low == "tentang" || low == "perihal" || strings.HasPrefix(low, "tentang ")) && s.title != "" && s.about == "" {
		h.readAbout()
		return true
	}
	return false
}

// toLabel reports whether a line is the "Kepada : X" of a block of labels, as in
// nota dinas and brafaks.
func (h *headReader) toLabel(l *line) bool {
	at := strings.IndexByte(l.text, ':')
	return at > 0 && strings.TrimSpace(l.text[at+1:]) != "" && (h.sheet.titleLine >= 0 || h.sheet.pairOf(fromField) != nil || len(l.cells) > 1 && len(h.sheet.pairs) == 0)
}

// blockNear reports whether labels stand next to this line.
func (h *headReader) blockNear() bool {
	return h.last > 0 && (h.st.index[h.i]-h.last <= 1 || h.i > 0 && h.st.index[h.i-1]+1 == h.last)
}

// headOpen reports whether nothing but letterhead has been seen.
func (h *headReader) headOpen() bool { return h.last == 0 }

func (h *headReader) advance() {
	h.last = h.st.index[h.i] + 1
	h.i++
}

// pair takes a label, its value and the lines the value runs on to.
func (h *headReader) pair(p pair) {
	h.advance()
	if h.over != "" {
		p.value, h.over = h.over, ""
	}
	for h.i < len(h.st.lines) {
		l, index := &h.st.lines[h.i], h.st.index[h.i]
		if !h.continues(p, l, index) {
			break
		}
		text := strings.TrimSpace(strings.TrimPrefix(l.text, ":"))
		switch {
		case p.value == "":
			p.value, p.below = text, true
		case strings.HasSuffix(p.value, "/") || strings.HasSuffix(p.value, "-") && !strings.HasSuffix(p.value, " -"):
			p.value += text
		default:
			p.value += " " + text
		}
		p.end = index + 1
		h.advance()
	}
	p.value = clean(p.value)
	h.sheet.pairs = append(h.sheet.pairs, p)
}

// continues reports whether a line carries on the value of the label above.
func (h *headReader) continues(p pair, l *line, index int) bool {
	if l.page > 0 || index-p.end > 1 && l.bottom == 0 {
		return false
	}
	if _, ok := pairIn(l, index); ok || h.overhangs(h.i) {
		return false
	}
	if _, ok := titleOf(l.text); ok || addressStart(l.text) || stampWord(l.text) || salutation(l.text) {
		return false
	}
	if _, ok := dateLine(l.text); ok && p.value != "" {
		return false
	}
	indented := l.left > h.labelLeft(p)+4*charWidth && l.left > p.left-4*charWidth
	switch p.field {
	case toField:
		if p.value == "" || p.below {
			return !l.gap || p.value == ""
		}
	case numberField, dateField, natureField, classField:
		return p.value == "" && !l.gap && (strings.HasPrefix(l.text, ":") || p.field == numberField && l.left > h.labelLeft(p)+4*charWidth && looksLikeNumber(numberValue(l.text)) > 0.7) || p.field == numberField && (strings.HasSuffix(p.value, "/") || strings.HasSuffix(p.value, " dan") || strings.HasSuffix(p.value, "&")) && !l.gap
	case attachField:
		return indented && !l.gap
	}
	if indented && !l.gap {
		return true
	}
	if l.gap || bodyStart(l.text) || diLine(l.text) {
		return false
	}
	// without positions a wrapped value starts at the margin
	return p.field == subjectField && p.value != "" || p.value == "" && p.whole
}

// overhangs reports whether a line is the first of a value beside whose middle the label
// stands: the next line is a label without a value, half a line lower.
func (h *headReader) overhangs(k int) bool {
	if k+1 >= len(h.st.lines) {
		return false
	}
	l, next := &h.st.lines[k], &h.st.lines[k+1]
	if l.bottom == 0 || l.page != next.page || next.top-l.top > 0.8*l.height() || l.left < next.right {
		return false
	}
	p, ok := pairIn(next, 0)
	return ok && p.whole && p.value == "" && !bareLabel(l.text)
}

func (h *headReader) labelLeft(p pair) float64 {
	for k := len(h.st.index) - 1; k >= 0; k-- {
		if h.st.index[k] == p.first {
			return h.st.lines[k].left
		}
	}
	return 0
}

// title takes the name of the form and the capital lines that belong to it.
func (h *headReader) title(form archive.Form) {
	s := h.sheet
	s.titleForm, s.titleLine = form, h.st.index[h.i]
	parts := []string{h.st.lines[h.i].text}
	h.advance()
	for h.i < len(h.st.lines) && len(parts) < 5 {
		l := &h.st.lines[h.i]
		if _, ok := pairIn(l, 0); ok || !mostlyCaps(l.text) || addressStart(l.text) || strings.HasPrefix(lower(strings.TrimSpace(l.text)), "tentang") || stampWord(l.text) || dottedNumber(l.text) {
			break
		}
		if form != archive.Notula && form != archive.SuratEdaran {
			break
		}
		parts = append(parts, l.text)
		h.advance()
	}
	s.title = strings.Join(parts, " ")
}

// dottedNumber reports whether a line begins with a list mark.
func dottedNumber(s string) bool {
	mark, _ := listMark(s)
	return mark != ""
}

// readAbout takes the title of a circular, which follows TENTANG.
func (h *headReader) readAbout() {
	s := h.sheet
	first := &h.st.lines[h.i]
	var parts []string
	caps := false
	if rest := strings.Trim(first.text, " :."); len(rest) > len("tentang ") {
		parts, caps = append(parts, strings.TrimSpace(rest[len("tentang "):])), mostlyCaps(rest)
	}
	h.advance()
	s.aboutLine = h.st.index[min(h.i, len(h.st.index)-1)]
	for h.i < len(h.st.lines) && len(parts) < 8 {
		l := &h.st.lines[h.i]
		if len(parts) > 0 && (bodyStart(l.text) || dottedNumber(l.text) || addressStart(l.text) || caps && !mostlyCaps(l.text)) {
			break
		}
		if len(parts) > 0 && l.gap && !mostlyCaps(l.text) {
			break
		}
		if _, ok := pairIn(l, 0); ok && len(parts) > 0 {
			break
		}
		caps = caps || mostlyCaps(l.text)
		parts = append(parts, l.text)
		h.advance()
	}
	s.about = squeeze(strings.Join(parts, " "))
}
