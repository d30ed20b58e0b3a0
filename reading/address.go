package reading

import (
	"strings"
	"unicode"
)

// addressStart reports whether a line opens the block of the addressee.
func addressStart(s string) bool {
	low := lower(strings.TrimLeft(s, " :.-"))
	if strings.HasPrefix(low, "yth") && (len(low) == 3 || !isLetter(low[3])) {
		return true
	}
	if strings.HasPrefix(low, "kepada") && (len(low) == 6 || !isLetter(low[6])) {
		rest := strings.TrimLeft(low[6:], " :.,")
		return rest == "" || strings.HasPrefix(rest, "yth") || strings.HasPrefix(rest, "yang terhormat") || strings.HasPrefix(rest, "yang kami") || strings.HasPrefix(rest, "yang mulia") || strings.HasPrefix(rest, "1.")
	}
	return strings.HasPrefix(low, "yang terhormat") || strings.HasPrefix(low, "y th")
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80 }

// address takes the addressees: from Yth. or Kepada to "di tempat" or the body.
func (h *headReader) address() {
	s := h.sheet
	var entries, beside []entry
	content, numbered, closed, street := 0, false, false, false
	for h.i < len(h.st.lines) && !closed {
		l, index := &h.st.lines[h.i], h.st.index[h.i]
		text := l.text
		opens := addressStart(text)
		mark, _ := listMark(text)
		if p, ok := pairIn(l, index); ok && content == 0 && !opens && p.whole && p.field != toField && p.field != otherField {
			break
		}
		if content > 0 && !opens && h.leavesAddress(l, index, mark != "", numbered) {
			break
		}
		if opens {
			text = stripYth(text)
			mark, _ = listMark(text)
		}
		if rest, each := withoutEach(text); each {
			if text = rest; text == "" {
				h.advance()
				continue
			}
		}
		if diLine(text) {
			h.advance()
			h.skipPlace(text)
			if content > 0 {
				closed = true
			}
			continue
		}
		if street = content > 0 && mark == "" && !opens && (street || addressLine(text)); street {
			h.advance() // where the addressee is, not who
			continue
		}
		if second, at := secondColumn(l, mark); at > 0 {
			beside = append(beside, entry{parts: []string{second}, first: index, end: index + 1})
			text = joinCells(l.cells[0].text, l.cells[1:at])
		}
		text, closed = cutDi(text)
		if mark != "" {
			numbered = true
			_, text = listMark(text)
		}
		if clean(text) != "" {
			fresh := mark != "" || len(entries) == 0 || opens && content > 0 && s.separateYth(h, entries)
			if fresh {
				entries = append(entries, entry{first: index})
			}
			e := &entries[len(entries)-1]
			e.parts = append(e.parts, clean(text))
			e.end = index + 1
			content++
		}
		h.advance()
	}
	s.to = append(append(s.to, entries...), beside...)
}

// withoutEach takes "masing-masing" off the start of the line that follows a list.
func withoutEach(s string) (rest string, each bool) {
	t := strings.TrimLeft(s, " (")
	for _, w := range []string{"masing-masing", "masing masing", "masing – masing", "masing - masing"} {
		if len(t) >= len(w) && strings.EqualFold(t[:len(w)], w) {
			return strings.Trim(t[len(w):], " ),."), true
		}
	}
	return s, false
}

// secondColumn returns the addressee that stands beside another in a list of two columns,
// and the cell where it begins; 0 if there is none.
func secondColumn(l *line, mark string) (string, int) {
	if mark == "" {
		return "", 0
	}
	for k := 1; k < len(l.cells); k++ {
		if other, rest := listMark(joinCells(l.cells[k].text, l.cells[k+1:])); other != "" && other[0] >= '0' && other[0] <= '9' && rest != "" {
			return clean(rest), k
		}
	}
	return "", 0
}

// separateYth reports whether a further "Yth." begins a further addressee: it does
// when the one before is complete.
func (s *sheet) separateYth(_ *headReader, entries []entry) bool {
	return len(entries[len(entries)-1].parts) > 0
}

// leavesAddress reports whether a line no longer belongs to the addressee.
func (h *headReader) leavesAddress(l *line, index int, marked, numbered bool) bool {
	if bodyStart(l.text) && !(marked && numbered) || salutation(l.text) {
		return true
	}
	if _, ok := titleOf(l.text); ok {
		return true
	}
	if _, ok := dateLine(l.text); ok {
		return true
	}
	if p, ok := pairIn(l, index); ok && p.field != otherField && (p.whole || p.value != "") {
		return true
	}
	if l.gap && !diLine(l.text) && !marked {
		return true
	}
	return false
}

// skipPlace passes the town that stands on the line after "di".
func (h *headReader) skipPlace(di string) {
	rest := strings.Trim(lower(di), " .:-–—_")
	if rest != "di" || h.i >= len(h.st.lines) {
		return
	}
	l := &h.st.lines[h.i]
	if len(strings.Fields(l.text)) <= 5 && !salutation(l.text) && !bodyStart(l.text) && fieldOf(l.text) == noField {
		h.advance()
	}
}

// diLine reports whether a line is "di -", "di Tempat", "di J a k a r t a".
func diLine(s string) bool {
	low := lower(strings.Trim(s, " .,:;"))
	if !strings.HasPrefix(low, "di") {
		return low == "tempat" || low == "t e m p a t"
	}
	rest := low[2:]
	if rest == "" {
		return true
	}
	if rest[0] != ' ' && rest[0] != '-' && rest[0] != ':' && rest[0] != '.' && rest[0] != '_' && !strings.HasPrefix(rest, "–") && !strings.HasPrefix(rest, "tempat") {
		return false
	}
	if strings.Contains(rest, "tempat") && len(rest) < 16 {
		return true
	}
	return len(strings.Fields(rest)) <= 4 || spacedOut(rest)
}

// spacedOut reports whether a word is written "j a k a r t a".
func spacedOut(s string) bool {
	fields := strings.Fields(s)
	single := 0
	for _, f := range fields {
		if len(f) == 1 {
			single++
		}
	}
	return len(fields) > 4 && single*3 > len(fields)*2
}

// cutDi takes "di Tempat" off the end of an addressee's line.
func cutDi(s string) (string, bool) {
	low := lower(s)
	for _, tail := range []string{"di tempat", "di - tempat", "di-tempat", "ditempat", "di- tempat", "di –tempat", "di – tempat"} {
		trimmed := strings.TrimRight(low, " .,;")
		if strings.HasSuffix(trimmed, tail) && len(trimmed) > len(tail) {
			return strings.TrimRight(s[:len(trimmed)-len(tail)], " ,;-"), true
		}
	}
	if at := strings.LastIndex(low, " di "); at > 3 && len(strings.Fields(low[at:])) <= 3 && strings.IndexByte(low[at+4:], ',') < 0 {
		rest := strings.Fields(s[at:])
		if len(rest) == 2 && unicode.IsUpper([]rune(rest[1])[0]) && !strings.HasPrefix(low, "perwakilan") {
			return s[:at], true
		}
	}
	return s, false
}

// stripYth takes "Kepada Yth." and the like off a line.
func stripYth(s string) string {
	for {
		low := lower(s)
		trimmed := strings.TrimLeft(low, " :.,-")
		cut := len(low) - len(trimmed)
		next := ""
		for _, w := range []string{"kepada", "yang terhormat", "yang kami hormati", "yang mulia", "yth", "y th", "sdr", "saudara", "sdri"} {
			if strings.HasPrefix(trimmed, w) && (len(trimmed) == len(w) || !isLetter(trimmed[len(w)])) {
				next = w
				break
			}
		}
		if next == "" {
			return strings.TrimLeft(s, " :.,")
		}
		s = s[cut+len(next):]
	}
}

// salutation reports whether a line greets.
func salutation(s string) bool {
	low := lower(strings.Trim(s, " ,.:"))
	switch low {
	case "dengan hormat", "salam hormat", "salam sejahtera", "salam sejahtera bagi kita semua", "dear sir", "dear sirs", "dear madam", "dear sir/madam", "bismillahirrahmanirrahim", "salam", "your excellency", "excellency", "excellencies", "yang mulia", "salam solidaritas", "salam silaturahmi", "sir", "madam", "sirs", "gentlemen", "dear colleagues", "yang terhormat bapak/ibu":
		return true
	}
	return strings.HasPrefix(low, "assalamu") || strings.HasPrefix(low, "dengan hormat,") || strings.HasPrefix(low, "dear ")
}

// listMark takes a list number off the start of a line: "1.", "a.", "(2)", "3)",
// "-", "•".
func listMark(s string) (mark, rest string) {
	t := strings.TrimLeft(s, " ")
	if t == "" {
		return "", s
	}
	for _, bullet := range []string{"•", "-", "–", "\uf0b7", "\uf02d", "*", "·", "●", "o ", "➢", "✓", "▪"} {
		if strings.HasPrefix(t, bullet) && len(t) > len(bullet) {
			if bullet != "o " && t[len(bullet)] != ' ' {
				return "", s
			}
			return strings.TrimSpace(bullet), strings.TrimSpace(t[len(bullet):])
		}
	}
	i := 0
	open := t[0] == '('
	if open {
		i++
	}
	start := i
	for i < len(t) && i-start < 4 && (t[i] >= '0' && t[i] <= '9') {
		i++
	}
	if i == start {
		if i < len(t) && isLetter(t[i]) && t[i] < 0x80 && (i+1 < len(t) && (t[i+1] == '.' || t[i+1] == ')')) {
			i++
		} else {
			return "", s
		}
	}
	if i >= len(t) || t[i] != '.' && t[i] != ')' || i-start > 3 {
		return "", s
	}
	i++
	if i < len(t) && t[i] != ' ' {
		// "1.Kepala" is a list, "1.5 juta", "a.n." and "B.1605" are not
		if t[i] < 'A' || t[i] > 'Z' || isLetter(t[start]) {
			return "", s
		}
	}
	if i >= len(t) {
		return t, ""
	}
	return t[:i], strings.TrimSpace(t[i:])
}
