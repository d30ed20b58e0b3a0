package reading

import (
	"strings"

	"lintas/archive"
)

// stampBox is what a received stamp says.
type stampBox struct {
	received archive.Date
	agenda   string
}

// stampHeads are the words over a received stamp.
var stampHeads = set("diterima", "telah diterima", "terima", "tanda terima", "received", "surat masuk", "tanggal terima", "tgl terima", "tgl diterima", "agenda", "no agenda", "nomor agenda")

// The size of a stamp, in points: how far it reaches from its heading.
const (
	stampLeft  = 30
	stampRight = 140
	stampBelow = 70
	stampCells = 9
)

// liftStamps takes the boxes that the receiving office stamped out of the lines: a
// heading such as DITERIMA with a date and a number around it, often aslant.
func (s *sheet) liftStamps() {
	for i := range s.lines {
		for k := range s.lines[i].cells {
			if head := s.lines[i].cells[k]; stampHeads[labelKey(head.text)] && s.lines[i].bottom > 0 {
				if s.liftStamp(i, head) {
					s.dropEmptied()
					return
				}
			}
		}
	}
}

// liftStamp reads the stamp under a heading and takes its cells away, if they hold a date
// or a number.
func (s *sheet) liftStamp(at int, head cell) bool {
	var parts []string
	type place struct{ line, cell int }
	var places []place
	top := s.lines[at].top
	for i := max(at-2, 0); i < len(s.lines) && s.lines[i].page <= s.lines[at].page; i++ {
		l := &s.lines[i]
		if l.page < s.lines[at].page || l.bottom < top || l.top > top+stampBelow {
			continue
		}
		for k, c := range l.cells {
			if c.left >= head.left-stampLeft && c.right <= head.left+stampRight && len(places) < stampCells {
				parts = append(parts, c.text)
				places = append(places, place{i, k})
			}
		}
	}
	received, agenda := stampText(strings.Join(parts, " "))
	if received == "" && agenda == "" {
		return false
	}
	s.stamp = stampBox{received: received, agenda: agenda}
	for _, p := range places {
		s.lines[p.line].cells[p.cell].text = ""
	}
	return true
}

// stampText reads the date and the number of a stamp.
func stampText(text string) (received archive.Date, agenda string) {
	p := scan(text)
	for _, d := range p.days() {
		if !d.noYear {
			received = d.date
			break
		}
	}
	for i := range p.toks {
		if !p.isAny(i, "agenda", "ag") {
			continue
		}
		k := i + 1
		for p.isAny(k, ".", ":", "no", "nomor", "-") {
			k++
		}
		if p.kind(k) == digitTok && k-i < 6 {
			end := k + 1
			for end < len(p.toks) && !p.space(end) {
				end++
			}
			return received, clean(p.slice(k, end))
		}
	}
	return received, ""
}

// dropEmptied removes the cells that were taken away, and the lines with nothing left.
func (s *sheet) dropEmptied() {
	kept := s.lines[:0]
	for _, l := range s.lines {
		full := l.cells[:0:0]
		for _, c := range l.cells {
			if c.text != "" {
				full = append(full, c)
			}
		}
		switch {
		case len(full) == len(l.cells):
		case len(full) == 0:
			continue
		default:
			var words []cell
			for _, w := range l.words {
				for _, c := range full {
					if w.left >= c.left-0.5 && w.right <= c.right+0.5 {
						words = append(words, w)
						break
					}
				}
			}
			l.cells, l.words = full, words
			l.text, l.left, l.right = joinCells(full[0].text, full[1:]), full[0].left, full[len(full)-1].right
		}
		kept = append(kept, l)
	}
	s.lines = kept
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
