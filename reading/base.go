package reading

import (
	"slices"
	"strings"

	"lintas/archive"
)

// thisPaper reports whether a clause names the paper it stands in: "sejak pengaduan
// ini".
func (p *prose) thisPaper(from, to int) bool {
	for k := from; k+1 < to; k++ {
		if p.is(k+1, "ini") && (letterNouns[p.word(k)] || p.isAny(k, "pengaduan", "laporan", "pemberitahuan", "edaran", "panggilan", "peringatan", "somasi", "tagihan")) {
			return true
		}
	}
	return false
}

// countdown reads "H-3" at token i.
func (p *prose) countdown(i int) bool {
	return p.is(i, "h") && p.isAny(i+1, "-", "–", "min") && p.kind(i+2) == digitTok && p.upper(i) && len(p.word(i+2)) <= 2
}

// eventNamed reads the event that a time limit counts back from, and its day where
// that is printed: "sebelum kedatangan pada tanggal 7 November 2025".
func (p *prose) eventNamed(j int, t *timing, letter archive.Date) int {
	t.base, t.event = archive.FromEvent, true
	if !p.isAny(j, "sebelum", "sebelumnya", "dari", "pelaksanaan", "kegiatan", "acara", "rapat", "before", "prior") {
		return j
	}
	end := j
	for end < len(p.toks) && end < j+10 {
		if d, ok := p.dayAt(end); ok && end > j {
			if d.complete(letter); d.date != "" {
				t.baseDate, t.event = d.date, false
				return d.to
			}
			break
		}
		if p.kind(end) != wordTok || p.isAny(end, "agar", "kepada", "melalui", "dan", "untuk", "disertai", "dengan", "serta") {
			break
		}
		end++
	}
	return min(end, j+5)
}

// baseAfter reads what the count starts from: "sejak surat ini diterima", "setelah
// kedatangan", "sejak tanggal surat ini".
func (p *prose) baseAfter(t *timing, letter archive.Date) {
	if t.rule != archive.WorkingDays && t.rule != archive.CalendarDay && t.rule != archive.Hours || t.n < 0 {
		return
	}
	j := t.hi
	if t.today {
		return
	}
	if p.isAny(j, "sebelum", "sebelumnya", "before", "prior") && t.rule != archive.Hours { // "3 (tiga) hari sebelum rapat dilaksanakan"
		t.n, t.hi = -t.n, p.eventNamed(j, t, letter)
		return
	}
	if p.is(j, ",") {
		j++
	}
	for p.isAny(j, "terhitung", "dihitung", "counted", "terhitung-") {
		j++
	}
	for p.isAny(j, "mulai") {
		j++
	}
	if !p.isAny(j, "sejak", "setelah", "sesudah", "semenjak", "dari", "from", "after", "since", "of", "upon", "pasca", "usai", "seusai") && j == t.hi {
		return
	}
	start, end := j, p.clauseEnd(j)
	clause := lower(p.slice(start, end))
	switch {
	case hasAny(clause, "terima", "receipt", "received", "sampainya"):
		t.base = archive.FromReceipt
		t.anchored = hasAny(clause, "surat", "letter", "note", "nota", "brafaks", "panggilan", "edaran")
	case p.thisPaper(start, end), hasAny(clause, "tanggal surat", "surat ini", "date of this", "date of the letter", "date hereof", "nota ini", "brafaks ini", "surat dimaksud", "dikeluarkan", "ditetapkan", "tanggal edaran", "edaran ini", "surat peringatan", "tanggal nota", "surat terbit", "sekarang", "hari ini"):
		t.base, t.anchored = archive.FromLetter, true
	default:
		t.base, t.event = archive.FromEvent, true
		for k := start; k < end; k++ {
			if d, ok := p.dayAt(k); ok {
				if d.complete(letter); d.date != "" {
					t.baseDate, t.event = d.date, false
					end = max(end, d.to)
					break
				}
			}
		}
	}
	t.hi = end
}

// clauseEnd returns where the words end that say what a count starts from.
func (p *prose) clauseEnd(start int) int {
	end := start
	for end < len(p.toks) && end < start+14 {
		if p.isAny(end, ",", ";", "dan", "agar", "untuk", "kepada", "melalui", "guna", "mengingat", "(", "serta", "apabila", "saudara") || p.is(end, ".") && p.ends(end) {
			break
		}
		end++
	}
	return end
}

// eventDay finds the day of the event a time limit counts from: the day of the
// meeting the letter calls, or the last day named before.
func (r *reader) eventDay(at place, t timing) archive.Date {
	for i := range r.events {
		e := &r.events[i]
		if e.field != weekdayField && e.field != dateField {
			continue
		}
		sc := scan(e.value)
		for _, d := range sc.days() {
			d.complete(r.out.Date)
			if d.date != "" {
				return d.date
			}
		}
	}
	if m := r.out.Meeting; m != nil && m.Date != "" && r.out.Form == archive.Notula && strings.Contains(lower(at.para.slice(t.lo, t.hi)), "rapat") {
		return m.Date
	}
	seen := at.seen
	if seen == nil {
		seen = &dayTrail{next: max(0, at.index-mostLookBack)}
	}
	for ; seen.next < at.index && seen.next < len(r.paras); seen.next++ {
		seen.pass(&r.paras[seen.next], r.out.Date)
	}
	last, later := seen.before(at.para, t.lo, r.out.Date)
	if later != "" {
		return later
	}
	if t.n < 0 {
		return ""
	}
	return last
}

// mostLookBack bounds how many paragraphs back an event is looked for.
const mostLookBack = 30

// dayTrail keeps the days that the text has named so far: the last, and the last that
// is not before the letter.
type dayTrail struct {
	last, later archive.Date
	next        int   // the first paragraph that was not looked at
	para        *para // whose days are
	days        []day
}

// pass takes in the days of a paragraph that lies behind.
func (s *dayTrail) pass(p *para, letter archive.Date) {
	if !p.table {
		s.last, s.later = s.before(p, len(p.toks), letter)
	}
}

// before returns the last days named before token i of a paragraph.
func (s *dayTrail) before(p *para, i int, letter archive.Date) (last, later archive.Date) {
	if s.para != p {
		s.para, s.days = p, p.days()
	}
	last, later = s.last, s.later
	n, _ := slices.BinarySearchFunc(s.days, i, func(d day, i int) int { return d.from - i })
	nearest := archive.Date("")
	for n--; n >= 0; n-- {
		d := s.days[n]
		if d.date == "" || d.noYear {
			continue
		}
		if nearest == "" {
			nearest = d.date
		}
		if d.date >= letter {
			return nearest, d.date
		}
	}
	if nearest != "" {
		last = nearest
	}
	return last, later
}
