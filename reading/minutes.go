package reading

import (
	"strconv"
	"strings"

	"lintas/archive"
)

// section is a part of minutes.
type section byte

const (
	noSection section = iota
	talkSection
	decisionSection
	actionSection
	endSection
)

// readMeeting reads the meeting that minutes record or an invitation calls.
func (r *reader) readMeeting() {
	day := r.eventOf(weekdayField)
	if r.out.Form != archive.Notula && (r.out.Form != archive.Undangan || day == nil) {
		return
	}
	m := &Meeting{Title: r.out.Subject}
	if day != nil {
		sc := scan(day.value)
		if len(sc.days()) == 0 { // "Hari : Senin", "Tanggal : 28 April 2025"
			for i := range r.events {
				if r.events[i].field == dateField {
					sc = scan(r.events[i].value)
				}
			}
		}
		for _, d := range sc.days() {
			d.complete(r.out.Date)
			m.Date = d.date
			break
		}
		r.note("meeting.date", string(m.Date), day.first, day.end, 0.93, "label "+clean(day.label))
	}
	value := func(f field) string {
		if p := r.eventOf(f); p != nil {
			return p.value
		}
		return ""
	}
	m.Time, m.Place, m.Agenda, m.Chair = value(timeField), value(placeField), value(agendaField), value(chairField)
	if r.out.Form == archive.Notula {
		for _, name := range attendeeNames(value(attendeesField)) {
			p, score := r.party(name)
			if score < 0.3 {
				p = Party{Name: name}
			}
			p.Printed = name
			m.Attendees = append(m.Attendees, p)
			m.AttendeesPrinted = append(m.AttendeesPrinted, name)
		}
		m.Decisions = r.sectionItems(decisionSection)
		if m.Actions = r.actionTable(); len(m.Actions) == 0 {
			m.Actions = r.actionItems()
		}
	}
	r.out.Meeting = m
}

// attendeeNames parts "BP2MI; Kemlu (Dit. PWNI); Kemnaker".
func attendeeNames(value string) []string {
	if mark, _ := listMark(value); mark != "" {
		var out []string
		for _, e := range listEntries(pair{value: value}) {
			out = append(out, e.text())
		}
		return out
	}
	sign := ";"
	if !strings.Contains(value, ";") {
		sign = ","
	}
	var out []string
	for _, part := range strings.Split(value, sign) {
		part = clean(part)
		if low := lower(part); strings.HasPrefix(low, "dan ") {
			part = part[4:]
		} else if at := strings.Index(low, " dan "); at > 0 && sign == "," && !strings.ContainsAny(low[:at], " ") {
			out = append(out, part[:at])
			part = part[at+5:]
		}
		if part != "" && len(out) < 60 {
			out = append(out, part)
		}
	}
	return out
}

// sectionOf reads a heading of minutes from a line: "III. KESIMPULAN/KEPUTUSAN".
func sectionOf(line string) section {
	if len(line) > 70 || proseLine(line) {
		return noSection
	}
	text := strings.Trim(line, " .:-*•")
	if mark, rest := listMark(line); mark != "" && rest != "" {
		text = strings.Trim(rest, " .:-")
	}
	if at := strings.IndexByte(text, '.'); at > 0 && at < 5 && strings.Trim(text[:at], "IVXABCDE") == "" {
		text = strings.TrimSpace(text[at+1:]) // "III. Kesimpulan"
	}
	if text == "" || startsSmall(text) || len(strings.Fields(text)) > 7 || strings.HasSuffix(line, ".") || strings.HasSuffix(line, ";") {
		return noSection
	}
	low := lower(text)
	for _, heading := range sectionHeads {
		for _, w := range heading.words {
			if strings.HasPrefix(low, w) && (len(low) == len(w) || !isLetter(low[len(w)])) {
				return heading.section
			}
		}
	}
	return noSection
}

// sectionHeads are the words that the headings of minutes begin with.
var sectionHeads = []struct {
	section section
	words   []string
}{
	{actionSection, []string{"tindak lanjut", "rencana tindak", "rencana aksi", "rencana kerja", "matriks tindak", "matriks rencana", "rtl", "action item", "action items", "action plan", "tugas", "penugasan", "pembagian tugas", "follow up", "follow-up", "langkah tindak", "langkah-langkah", "langkah selanjutnya", "butir tindak", "daftar tindak", "agenda tindak", "hal-hal yang perlu ditindaklanjuti", "yang perlu ditindaklanjuti"}},
	{decisionSection, []string{"keputusan", "kesimpulan", "simpulan", "hasil rapat", "hasil keputusan", "hasil kesepakatan", "hasil pembahasan", "rekomendasi", "kesepakatan", "disepakati", "hal-hal yang disepakati", "hal yang disepakati", "butir kesepakatan", "butir-butir kesepakatan", "putusan", "decisions", "decision", "conclusions", "conclusion", "rapat memutuskan", "rapat menyepakati", "rapat menyimpulkan", "pokok-pokok kesepakatan", "arahan dan keputusan"}},
	{talkSection, []string{"pembahasan", "pembukaan", "kata pembukaan", "paparan", "pendahuluan", "jalannya", "pokok", "diskusi", "tanggapan", "latar belakang", "discussion", "dasar", "agenda", "arahan", "laporan", "pemaparan", "uraian", "materi"}},
	{endSection, []string{"penutup", "lain-lain", "lampiran", "daftar hadir", "catatan", "dokumentasi", "tembusan"}},
}

// sectionLines calls f for each line that stands under a heading of the wanted kinds,
// and tells whether the line begins the part.
func (r *reader) sectionLines(f func(s section, i int)) {
	in := noSection
	for i := max(r.body-3, 0); i < len(r.lines); i++ {
		text := r.lines[i].text
		low := lower(text)
		if s := sectionOf(text); s != noSection {
			in = s
			continue
		}
		if strings.HasPrefix(low, "rapat ditutup") || strings.HasPrefix(low, "rapat diakhiri") || strings.HasPrefix(low, "demikian") || signatureLine(low) || r.dateInSignature(i) {
			in = noSection
		}
		if in != noSection {
			f(in, i)
		}
	}
}

// sectionItems returns the items under the headings of a kind.
func (r *reader) sectionItems(kind section) []string {
	var out []string
	last, table := -2, false
	r.sectionLines(func(s section, i int) {
		l := &r.lines[i]
		table = s == kind && (table && last == i-1 || headsLine(l) && len(l.cells) >= 3)
		if s != kind || table || len(out) >= 60 || len(l.text) < 3 {
			if table {
				last = i
			}
			return
		}
		mark, rest := listMark(l.text)
		if mark == "" || rest == "" {
			rest = strings.TrimLeft(l.text, "-–—•*. ")
			if rest != l.text {
				mark = "-"
			}
		}
		fresh := mark != "" && !(last == i-1 && wrapped(mark) && !strings.ContainsAny(mark, ".)")) || len(out) == 0 || last != i-1 || strings.HasSuffix(out[len(out)-1], ".") && !startsSmall(rest)
		last = i
		switch {
		case strings.HasSuffix(rest, ":") && mark == "" && fresh:
		case fresh:
			out = append(out, rest)
		case strings.HasSuffix(out[len(out)-1], "-"):
			out[len(out)-1] += l.text
		default:
			out[len(out)-1] += " " + l.text
		}
	})
	return out
}

// actionItems reads the actions of a list in which each item begins with who owes:
// "Divhubinter: menugaskan personel pengawal (21-11-2025)".
func (r *reader) actionItems() []Action {
	var out []Action
	for _, item := range r.sectionItems(actionSection) {
		owner, what, ok := strings.Cut(item, ":")
		if !ok {
			owner, what, ok = strings.Cut(item, " – ")
		}
		if !ok || len(owner) > 70 || len(owner) < 2 || proseLine(owner) {
			continue
		}
		due := ""
		what = strings.TrimRight(clean(what), " .;")
		if at := strings.LastIndexByte(what, '('); at > 0 && strings.HasSuffix(what, ")") && r.dueOf(what[at+1:len(what)-1]).rule != "" {
			what, due = clean(what[:at]), clean(what[at+1:len(what)-1])
		} else if at := max(strings.LastIndex(what, ","), strings.LastIndex(what, " – ")); at > 0 && r.dueOf(strings.Trim(what[at:], ",– ")).rule != "" {
			what, due = clean(what[:at]), clean(strings.Trim(what[at:], ",– "))
		}
		if a, ok := r.action(what, clean(owner), due); ok && due != "" {
			out = append(out, a)
		}
	}
	return out
}

// actionDeadlines makes the deadlines of minutes: from the table of actions, or
// from the items under decisions and follow-up.
func (r *reader) actionDeadlines() {
	for i := range r.out.Meeting.Actions {
		a := &r.out.Meeting.Actions[i]
		t := r.dueOf(a.DuePrinted)
		if t.rule == "" || t.rule == archive.ByDate && t.date == "" {
			continue
		}
		d := Due{Kind: t.rule, N: t.n, Base: archive.FromLetter, Due: t.date, Phrase: a.DuePrinted, What: a.What, Source: "action", OwedBy: a.Owner, OwedTo: asCited(r.out.From), DueTime: t.clock, WeekdayConflict: t.weekday, WordsConflict: t.words}
		if t.exclusive && t.rule == archive.ByDate {
			d.Exclusive, d.DatePrinted = true, t.date
			d.Due = t.date.AddDays(-1)
		}
		if t.rule == archive.MonthEnd && r.out.Date.Valid() {
			d.N = (t.date.Year()-r.out.Date.Year())*12 + int(t.date.Time().Month()) - int(r.out.Date.Time().Month())
		}
		r.compute(&d)
		a.Due = d.Due
		r.out.Deadlines = append(r.out.Deadlines, d)
		line := r.lineWith(a.DuePrinted)
		r.note("deadlines."+strconv.Itoa(len(r.out.Deadlines)-1), a.DuePrinted, line, line+1, 0.9, "table of actions")
	}
	if len(r.out.Deadlines) > 0 {
		return
	}
	in := noSection
	for i := range r.paras {
		p := &r.paras[i]
		if s := sectionOf(p.text); s != noSection && len(p.toks) < 10 && !p.table {
			in = s
			continue
		}
		if p.table || in != actionSection && in != decisionSection {
			continue
		}
		r.itemDeadline(place{para: p, index: i, hi: len(p.toks)})
	}
}

// itemDeadline reads an action from an item of running text: "Kemlu menyampaikan
// data paling lambat tanggal 31 Januari 2025".
func (r *reader) itemDeadline(at place) {
	p := at.para
	for i := at.lo; i < at.hi; i++ {
		t, ok := p.limitAt(i, r.out.Date)
		if !ok || t.weight() == 1 || t.rule == archive.ByDate && r.out.Date != "" && t.date < r.out.Meeting.Date {
			continue
		}
		n := len(r.out.Deadlines)
		r.addDeadline(t, at)
		if len(r.out.Deadlines) == n {
			return
		}
		d := &r.out.Deadlines[n]
		d.Source, d.What = "action", p.text
		if owner, ok := r.nameFrom(p, at.lo, at.hi); ok {
			d.OwedBy = owner
		} else if owner, ok := r.labelledOwner(p); ok {
			d.OwedBy = owner
		}
		r.out.Meeting.Actions = append(r.out.Meeting.Actions, Action{What: p.text, Owner: d.OwedBy, OwnerPrinted: d.OwedBy.Printed, Due: d.Due, DuePrinted: d.Phrase})
		return
	}
}

// labelledOwner reads "(PIC: Kemnaker)".
func (r *reader) labelledOwner(p *para) (Party, bool) {
	for i := range p.toks {
		if p.isAny(i, "pic", "pj", "jawab", "pelaksana", "oleh") {
			j := i + 1
			for p.isAny(j, ":", "-") {
				j++
			}
			if party, ok := r.nameFrom(p, j, len(p.toks)); ok {
				return party, true
			}
		}
	}
	return Party{}, false
}

// lineWith returns the line of the text that holds s, -1 if none does.
func (r *reader) lineWith(s string) int {
	for i := r.body; i < len(r.lines); i++ {
		if strings.Contains(r.lines[i].text, s) {
			return i
		}
	}
	return -1
}
