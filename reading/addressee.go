package reading

import (
	"strings"

	"lintas/archive"
)

// housemates gives the addressees of an internal note the agency it was written in:
// "Deputi Bidang X" without more is the sender's own.
func (r *reader) housemates(to []Party) {
	if r.out.Form != archive.NotaDinas || r.out.From.Name == "" {
		return
	}
	for i := range to {
		if to[i].ID == "" && officeTitle(to[i].Printed) && r.out.From.ID != "" {
			to[i].ID, to[i].Name, to[i].Short, to[i].Unit = r.out.From.ID, r.out.From.Name, r.out.From.Short, to[i].Printed
		}
	}
}

// plainAddressee returns the lines of the head that name an office without "Yth.",
// as foreign letters print their addressee.
func (r *reader) plainAddressee() []entry {
	var e entry
	for _, i := range r.loose {
		if i >= r.body || len(e.parts) > 0 && i > e.end {
			break
		}
		text := clean(r.lines[i].text)
		if len(e.parts) == 0 {
			e.first = i
		}
		e.parts = append(e.parts, text)
		e.end = i + 1
	}
	if len(e.parts) == 0 {
		return nil
	}
	last := e.parts[len(e.parts)-1]
	_, known := r.known(strings.Join(e.parts, ", "))
	if !known && !(honorific(e.parts[0]) && len(e.parts) > 1 || salutation(r.lineAfter(e.end)) && !proseLine(last)) {
		return nil
	}
	e.parts = []string{strings.Join(e.parts, ", ")}
	return []entry{e}
}

// lineAfter returns the text of a line, "" past the end.
func (s *sheet) lineAfter(i int) string {
	if i < len(s.lines) {
		return s.lines[i].text
	}
	return ""
}

// honorific reports whether a line begins as an English address does.
func honorific(s string) bool {
	low := lower(s)
	for _, w := range []string{"mr.", "mrs.", "ms.", "mr ", "ms ", "h.e.", "his excellency", "her excellency", "the hon", "hon.", "dr. ", "dato", "tuan ", "puan ", "the director", "the head", "the ambassador", "the minister"} {
		if strings.HasPrefix(low, w) {
			return true
		}
	}
	return false
}

// courtesies stand where an addressee should and name nobody.
var courtesies = set("bapak/ibu", "bapak/ibu/saudara", "bapak/ibu/saudara/i", "bapak/ibu/sdr", "bapak/ibu pimpinan", "bapak ibu", "bapak dan ibu", "bapak", "ibu", "saudara", "para pihak", "sdr", "saudara/i", "kepada", "kepada yth", "yth")

// named leaves out the entries that are only courtesy, as "Bapak/Ibu" over a list.
func named(entries []entry) []entry {
	out := entries[:0:0]
	for _, e := range entries {
		if !courtesies[strings.Trim(lower(e.text()), " :.,")] {
			out = append(out, e)
		}
	}
	if len(out) == 0 {
		return entries
	}
	return out
}

// apart parts the values of "Kepada" and "Tembusan" that name several agencies in one
// line: "KP2MI, BP3MI Jakarta". An agency with the one it belongs to behind it is one.
func (r *reader) apart(entries []entry) []entry {
	var out []entry
	for _, e := range entries {
		parts := strings.Split(e.text(), ",")
		if len(parts) < 2 || !r.several(parts) {
			out = append(out, e)
			continue
		}
		for _, part := range parts {
			if part = clean(part); part != "" {
				out = append(out, entry{parts: []string{strings.TrimPrefix(part, "dan ")}, first: e.first, end: e.end})
			}
		}
	}
	return out
}

// joined parts an addressee that is two, "Kepala BP3MI Jawa Barat dan Kepala BP3MI Jawa
// Tengah": behind the word begins another office, and both are known.
func (r *reader) joined(entries []entry) []entry {
	var out []entry
	for _, e := range entries {
		titles := 0
		for _, part := range e.parts {
			if officeTitle(part) {
				titles++
			}
		}
		if n := len(e.parts); n > 2 && titles >= n-1 { // a list whose marks were lost
			for _, part := range e.parts {
				out = append(out, entry{parts: []string{part}, first: e.first, end: e.end})
			}
			continue
		}
		a, b, ok := strings.Cut(e.text(), " dan ")
		if ok && officeTitle(b) {
			if _, score := r.party(e.text()); score < 0.9 && r.several([]string{a, b}) {
				out = append(out, entry{parts: []string{clean(a)}, first: e.first, end: e.end}, entry{parts: []string{clean(b)}, first: e.first, end: e.end})
				continue
			}
		}
		out = append(out, e)
	}
	return out
}

// several reports whether every part names an agency of its own.
func (r *reader) several(parts []string) bool {
	before := ""
	for _, part := range parts {
		p, ok := r.known(strings.TrimPrefix(clean(part), "dan "))
		if !ok || p.ID == before || r.within(before, p.ID) {
			return false
		}
		before = p.ID
	}
	return true
}

// rows returns the addressees of a label: those of its line, or the lines of the block
// below it.
func (s *sheet) rows(p pair) []entry {
	entries := listEntries(p)
	if !p.below || len(entries) != 1 || p.end-p.first > 9 {
		return entries
	}
	e := entry{first: p.first + 1, end: p.end}
	for _, l := range s.lines[p.first+1 : p.end] {
		if len(l.cells) > 1 || diLine(l.text) {
			return entries
		}
		e.parts = append(e.parts, clean(stripYth(l.text)))
	}
	return []entry{e}
}

// listEntries parts the value of "Kepada" in a block of labels: "1. X; 2. Y".
func listEntries(p pair) []entry {
	value := stripYth(p.value)
	var parts []string
	if mark, rest := listMark(value); mark != "" {
		for mark != "" {
			next := nextMark(rest)
			parts = append(parts, clean(rest[:next]))
			if next >= len(rest) {
				break
			}
			mark, rest = listMark(rest[next:])
		}
	} else {
		parts = strings.Split(value, ";")
	}
	var out []entry
	for _, part := range parts {
		part, _ = cutDi(part)
		if part = clean(part); part != "" && part != "-" {
			out = append(out, entry{parts: []string{part}, first: p.first, end: p.end})
		}
	}
	return out
}

// nextMark finds where " 2. " begins the next item.
func nextMark(s string) int {
	for i := 0; i+3 < len(s); i++ {
		if s[i] == ' ' && s[i+1] >= '1' && s[i+1] <= '9' {
			if mark, rest := listMark(s[i+1:]); mark != "" && len(mark) <= 3 && rest != "" && isLetter(rest[0]) {
				return i
			}
		}
	}
	return len(s)
}
