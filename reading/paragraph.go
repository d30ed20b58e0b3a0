package reading

import "strings"

// buildParas puts the lines of the running text, and of the annexes, together
// into paragraphs and list items.
func (s *sheet) buildParas() {
	b := paraBuilder{sheet: s}
	for i := s.body; i < s.sign && i < len(s.lines); i++ {
		b.line(i)
	}
	b.flush()
	b.annex = true
	for i := s.end; i < len(s.lines); i++ {
		b.line(i)
	}
	b.flush()
}

type paraBuilder struct {
	sheet *sheet
	text  strings.Builder
	marks []mark
	mark  string
	annex bool
	table bool
	last  int // index of the line before, plus one
}

// inTable reports whether a line of several cells is a row of a table: one that
// opens a sentence, or stands alone among running text, is a line with wide blanks.
func (b *paraBuilder) inTable(i int) bool {
	s := b.sheet
	if b.table {
		return true
	}
	if bodyStart(s.lines[i].text) {
		return false
	}
	if i+1 >= len(s.lines) || s.lines[i+1].page != s.lines[i].page {
		return true
	}
	next := &s.lines[i+1]
	return len(next.cells) >= 2 && !proseLine(next.text) || next.gap
}

// maxPara bounds a paragraph.
const maxPara = 20000

func (b *paraBuilder) line(i int) {
	s := b.sheet
	l := &s.lines[i]
	if p, ok := pairIn(l, i); ok && p.whole && (p.field == dateField && len(s.events) > 0 || p.field >= weekdayField && p.field <= attendeesField || p.field == invitationField && !b.annex) && len(l.text) < 300 && !proseLine(p.label) {
		if p.field != invitationField || p.value != "" && lower(p.label) != "rujukan" {
			b.flush()
			s.events = append(s.events, p)
			b.last = i + 1
			return
		}
	}
	if b.continuesEvent(i) {
		e := &s.events[len(s.events)-1]
		e.value = squeeze(e.value + " " + l.text)
		e.end = i + 1
		b.last = i + 1
		return
	}
	if len(l.cells) >= 2 && !proseLine(l.text) && (len(l.cells) >= 3 || b.table) && b.inTable(i) {
		b.flush()
		b.start(i, "")
		b.table = true
		for k, c := range l.cells {
			if k > 0 {
				b.text.WriteByte('\t')
			}
			b.text.WriteString(c.text)
		}
		b.last = i + 1
		return
	}
	mark, rest := listMark(l.text)
	if mark == "" {
		rest = l.text
	}
	if b.breaksBefore(i, mark) || labelLine(l) && !awaitsNumber(b.text.String()) {
		b.flush()
		b.start(i, mark)
	} else {
		b.marks = append(b.marks, mark2(b.text.Len(), i))
		b.join()
		if mark != "" {
			rest = l.text
		}
	}
	b.text.WriteString(rest)
	b.last = i + 1
}

func mark2(at, line int) mark { return mark{at: at, line: line} }

func (b *paraBuilder) start(i int, m string) {
	b.mark = m
	b.marks = append(b.marks, mark{at: 0, line: i})
}

// join sets a blank between two lines, unless a word or number runs on.
func (b *paraBuilder) join() {
	text := b.text.String()
	if text == "" || strings.HasSuffix(text, "/") {
		return
	}
	if strings.HasSuffix(text, "-") && len(text) > 1 && text[len(text)-2] != ' ' {
		return
	}
	b.text.WriteByte(' ')
}

// continuesEvent reports whether a line carries on the value of the label above.
func (b *paraBuilder) continuesEvent(i int) bool {
	s := b.sheet
	n := len(s.events)
	if n == 0 || b.text.Len() > 0 || s.events[n-1].end != i || s.lines[i].gap || s.lines[i].page != s.lines[i-1].page {
		return false
	}
	l := &s.lines[i]
	return l.left > s.lines[s.events[n-1].first].left+5*charWidth && l.left >= s.events[n-1].left-6*charWidth && !dottedNumber(l.text)
}

// breaksBefore reports whether a new paragraph begins with line i.
func (b *paraBuilder) breaksBefore(i int, m string) bool {
	s := b.sheet
	text := b.text.String()
	if text == "" || b.table || len(text) > maxPara {
		return true
	}
	l, before := &s.lines[i], &s.lines[i-1]
	ended := !awaitsNumber(text) && (strings.HasSuffix(strings.TrimRight(text, "\"”"), ".") || strings.HasSuffix(text, ":") || strings.HasSuffix(text, ";") || strings.HasSuffix(text, "?"))
	if m != "" && awaitsNumber(text) && !l.gap && strings.Contains(firstWord(l.text), "/") {
		return false // "…Nomor\n500.15.9/1402/2025" goes on
	}
	if m != "" {
		// a number at the start of a wrapped line is no list mark
		return ended || l.gap || !wrapped(m) || l.left < before.left-2 || l.left > before.left+2
	}
	if l.page != before.page {
		return ended
	}
	if l.gap {
		return ended || !startsSmall(l.text) && !strings.HasSuffix(text, ",") && !runsOn(text)
	}
	if strings.HasSuffix(text, ":") && !awaitsNumber(text) {
		return true
	}
	if mostlyCaps(l.text) != mostlyCaps(before.text) && mostlyCaps(before.text) && len(before.text) > 6 {
		return true
	}
	return strings.HasSuffix(text, ".") && l.left > before.left+4*charWidth
}

// runsOn reports whether a text ends in a word that something must follow: "UKM dan".
func runsOn(text string) bool {
	word := text[strings.LastIndexByte(text, ' ')+1:]
	return len(word) > 1 && startsSmall(word) && connectives[word]
}

// labelLine reports whether a line of the text is "Tempat lahir : X", a label and a
// value with the colon set apart.
func labelLine(l *line) bool {
	if len(l.cells) >= 2 && strings.HasPrefix(l.cells[1].text, ":") {
		return len(l.cells[0].text) < 32
	}
	at := strings.Index(l.text, " : ")
	return at > 1 && at < 28 && len(strings.Fields(l.text[:at])) <= 4 && !letterNouns[lower(firstWord(l.text))] && !strings.ContainsAny(l.text[:at], ".,;")
}

func firstWord(s string) string {
	word, _, _ := strings.Cut(s, " ")
	return word
}

// awaitsNumber reports whether a text ends in "Nomor :" or "tanggal :".
func awaitsNumber(text string) bool {
	low := lower(strings.TrimRight(text, " :."))
	for _, w := range []string{" nomor", " no", " tanggal", " tgl", "(nomor", " hal", " perihal", " nik", " paspor"} {
		if strings.HasSuffix(low, w) {
			return true
		}
	}
	return false
}

// wrapped reports whether a list mark could as well be the end of a sentence that
// was wrapped: "…pada bulan Maret\n2024." is, "a." is not.
func wrapped(m string) bool { return m[0] >= '0' && m[0] <= '9' && len(m) > 2 }

func startsSmall(s string) bool {
	return s != "" && (s[0] >= 'a' && s[0] <= 'z' || s[0] >= '0' && s[0] <= '9')
}

func (b *paraBuilder) flush() {
	if b.text.Len() > 0 {
		text := b.text.String()
		p := para{mark: b.mark, marks: b.marks, annex: b.annex, table: b.table}
		p.prose = scan(text)
		if b.sheet.scanned {
			p.mend()
		}
		b.sheet.paras = append(b.sheet.paras, p)
	}
	b.text = strings.Builder{}
	b.marks, b.mark, b.table = nil, "", false
}
