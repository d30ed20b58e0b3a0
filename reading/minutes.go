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
		m.Decisions = r.decisions()
		m.Actions = r.actionTable()
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

// sectionOf reads a heading of minutes.
func sectionOf(p *para) section {
	if len(p.toks) == 0 || len(p.toks) > 9 || p.table {
		return noSection
	}
	text := strings.Trim(p.low, " .:-")
	short := mostlyCaps(p.text) || strings.HasSuffix(p.text, ":") || len(p.toks) <= 4 && p.upper(0)
	if !short || proseLine(p.text) {
		return noSection
	}
	switch {
	case hasAny(text, "tindak lanjut", "rencana aksi", "rtl", "action item", "penugasan", "follow up", "follow-up"):
		return actionSection
	case hasAny(text, "keputusan", "kesimpulan", "hasil rapat", "rekomendasi", "kesepakatan", "simpulan", "decisions", "conclusions"):
		return decisionSection
	case hasAny(text, "pembahasan", "pembukaan", "paparan", "pendahuluan", "jalannya", "pokok-pokok", "diskusi", "tanggapan", "latar belakang", "discussion", "dasar", "agenda", "arahan"):
		return talkSection
	case hasAny(text, "penutup", "lain-lain", "lampiran", "daftar hadir", "catatan"):
		return endSection
	}
	return noSection
}

// decisions returns the items under the heading of decisions.
func (r *reader) decisions() []string {
	var out []string
	in := noSection
	for i := range r.paras {
		p := &r.paras[i]
		if s := sectionOf(p); s != noSection {
			in = s
			continue
		}
		if in != decisionSection || p.table || len(p.toks) < 3 || len(out) >= 60 {
			continue
		}
		if strings.HasPrefix(p.low, "rapat ditutup") {
			break
		}
		if p.mark == "" && len(out) > 0 && startsSmall(p.text) {
			out[len(out)-1] += " " + p.text
			continue
		}
		if strings.HasSuffix(p.text, ":") && p.mark == "" {
			continue
		}
		out = append(out, p.text)
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
		if s := sectionOf(p); s != noSection {
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
