package reading

import "strings"

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
	for i := s.body; i < stop && !s.staffNumber(i); i++ {
		if s.bodyLine(i) {
			last = i
		}
	}
	s.sign = last + 1
	s.readSignature()
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

// staffNumber reports whether a line is the NIP under a signature: nothing of the text
// follows it. In a list of persons other labels stand above it.
func (s *sheet) staffNumber(i int) bool {
	if nipAt(lower(s.lines[i].text)) < 0 || i <= s.body+1 {
		return false
	}
	_, labelled := pairIn(&s.lines[i-1], i-1)
	return !labelled && len(s.lines[i].text) < 40 && len(s.lines[i].cells) < 3 && (personLine(s.lines[i-1].text) || rankLine(s.lines[i-1].text))
}

// readSignature takes the lines of the signature: to the end of the text, or to where
// the page goes on far below or another page begins, as notes by hand and tables do.
func (s *sheet) readSignature() {
	const farBelow = 14 // heights of a line
	person := false
	for i := s.sign; i < s.end; i++ {
		if s.isCopyLine(i) {
			continue
		}
		if n := len(s.signature); n > 1 && i > 0 {
			l, before := &s.lines[i], &s.lines[i-1]
			if person && l.page != before.page || l.page == before.page && l.bottom > 0 && l.top-before.bottom > farBelow*l.height() {
				return
			}
		}
		person = person || personLine(s.lines[i].text)
		s.signature = append(s.signature, i)
	}
}

// bodyLine reports whether a line is surely running text and not signature.
func (s *sheet) bodyLine(i int) bool {
	l := &s.lines[i]
	if proseLine(l.text) {
		return true
	}
	if len(l.cells) == 1 && len(l.text) > 60 && len(strings.Fields(l.text)) > 8 && !footerLine(lower(l.text)) {
		return true // a telegram is all in capitals
	}
	low := lower(strings.TrimLeft(l.text, " "))
	if strings.HasPrefix(low, "demikian") || strings.HasPrefix(low, "atas perhatian") || strings.HasPrefix(low, "terima kasih") || strings.HasPrefix(low, "rapat ditutup") || strings.HasPrefix(low, "atas kerja") {
		return true
	}
	if letterNouns[firstWord(low)] && strings.HasSuffix(low, ".") && hasAny(low, " nomor ", " no. ") {
		return true // "Surat panggilan: Nomor X tanggal Y."
	}
	if p, ok := pairIn(l, i); ok && p.whole && p.value != "" && p.field != toField && p.field != copyField {
		return true
	}
	if mark, rest := listMark(l.text); mark != "" && len(rest) > 2 && mark != "H." && !(l.left > s.widths[l.page]*0.4 && personLine(l.text)) {
		return true
	}
	// the last short line of a paragraph: "tanggal 12 November 2024.", "terima kasih."
	if i > s.body && strings.HasSuffix(l.text, ".") && !l.gap && len(l.cells) <= 2 && l.left < s.widths[l.page]*0.4 {
		first := strings.Fields(l.text)[0]
		return shortSentence(l.text) || first[0] >= 'a' && first[0] <= 'z' || s.lines[i-1].page == l.page && proseLine(s.lines[i-1].text) && !strings.HasSuffix(s.lines[i-1].text, ".")
	}
	return tableRow(l)
}

// shortSentence reports whether a line is a sentence too short for proseLine: "Jawaban
// ditunggu dalam 2 (dua) minggu."
func shortSentence(s string) bool {
	words := strings.Fields(strings.TrimSuffix(s, "."))
	small := 0
	for _, w := range words {
		if w[0] >= 'a' && w[0] <= 'z' && len(w) > 3 && !connectives[w] && !strings.Contains(w, ".") {
			small++
		}
	}
	return small >= 2 && len(words) >= 4
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
		if l.left > s.widths[l.page]*0.5 {
			continue // a signature beside the list
		}
		text := l.cells[0].text
		mark, rest := copyMark(text, numbered)
		if mark != "" && rest == "" && len(l.cells) > 1 {
			rest = l.cells[1].text
		}
		switch {
		case mark != "":
			numbered = true
			add(rest, i, true)
		case numbered && (l.gap || l.page != s.lines[i-1].page):
			return entries
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

// copyMark takes a list mark off, also one that stands in a cell of its own, or whose dot
// a scan took for a comma.
func copyMark(s string, numbered bool) (mark, rest string) {
	t := strings.TrimSpace(s)
	switch t {
	case "-", "–", "—", "•", "·", "*", "~":
		return t, ""
	}
	if at := strings.IndexAny(t, ",;:"); numbered && at > 0 && at < 3 && strings.Trim(t[:at], "0123456789") == "" {
		return t[:at+1], strings.TrimSpace(t[at+1:])
	}
	return listMark(s)
}

// wraps reports whether a line reaches so far right that the next goes on with it.
func (s *sheet) wraps(i int) bool {
	before := &s.lines[i-1]
	return before.right > s.widths[before.page]*0.85 && !strings.HasSuffix(before.text, ";") && !strings.HasSuffix(before.text, ".")
}

// isCopyLine reports whether a line belongs to the list of copies.
func (s *sheet) isCopyLine(i int) bool {
	if _, ok := copyStart(s.lines[i].cells[0].text); ok {
		return len(s.lines[i].cells) == 1 || s.lines[i].cells[len(s.lines[i].cells)-1].left < s.widths[s.lines[i].page]*0.4
	}
	for _, e := range s.copies {
		if l := &s.lines[i]; i >= e.first && i < e.end {
			last := l.cells[len(l.cells)-1]
			return l.left <= s.widths[l.page]*0.5 && (len(l.cells) == 1 || last.left < s.widths[l.page]*0.4)
		}
	}
	return false
}
