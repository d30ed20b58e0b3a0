package archive

import (
	"fmt"
	"io"
	"strings"
)

// ParseHolidaysICS reads the days of an iCalendar file (RFC 5545) as national
// holiday lists, one per year. Of each VEVENT it takes DTSTART, DTEND (which is
// not part of the event when it is a day), SUMMARY, CATEGORIES and STATUS. The
// kind is read from the category or the summary as in ParseHolidaysCSV. Repeated events (RRULE) are refused, for the days
// of the joint decree follow no rule. What is wrong is an *Error with code Invalid that names the line.
func ParseHolidaysICS(r io.Reader) ([]*HolidayList, error) {
	raw, err := readImport(r)
	if err != nil {
		return nil, err
	}
	lines, err := importedLines(raw)
	if err != nil {
		return nil, err
	}
	p := icsParser{lists: make(holidayLists)}
	for _, l := range unfold(lines) {
		if err := p.line(l); err != nil {
			return nil, err
		}
	}
	if p.event != nil {
		return nil, atLine(p.event.line, "BEGIN:VEVENT tanpa END:VEVENT; berkas terpotong", "BEGIN:VEVENT without END:VEVENT; the file is cut off")
	}
	if !p.calendar {
		return nil, atLine(1, "bukan berkas iCalendar; baris pertama harus BEGIN:VCALENDAR", "not an iCalendar file; the first line must be BEGIN:VCALENDAR")
	}
	return p.lists.sorted()
}

// icsLine is a content line, put together from folded ones.
type icsLine struct {
	number int // of its first line, from 1
	text   string
}

// unfold puts lines together again that were folded: those that begin with a
// blank go on with the line before.
func unfold(lines []string) []icsLine {
	var out []icsLine
	var b strings.Builder
	start := 0
	flush := func() {
		if b.Len() > 0 {
			out = append(out, icsLine{start, b.String()})
		}
		b.Reset()
	}
	for i, l := range lines {
		if b.Len() > 0 && l != "" && (l[0] == ' ' || l[0] == '\t') {
			b.WriteString(l[1:])
			continue
		}
		flush()
		start = i + 1
		b.WriteString(l)
	}
	flush()
	return out
}

// icsEvent is a VEVENT being read.
type icsEvent struct {
	line       int
	start, end Date
	endsInDay  bool // DTEND has an hour, so its day is part of the event
	summary    string
	categories string
	cancelled  bool
	inner      int // depth of components within it, such as VALARM
}

type icsParser struct {
	lists    holidayLists
	calendar bool
	event    *icsEvent
	count    int
}

func (p *icsParser) line(l icsLine) error {
	head, value, ok := strings.Cut(l.text, ":")
	name, _, _ := strings.Cut(head, ";")
	name = strings.ToUpper(strings.TrimSpace(name))
	value = strings.TrimSpace(value)
	if !ok {
		return atLine(l.number, fmt.Sprintf("%q bukan baris iCalendar; tulis NAMA:NILAI", clip(l.text, 40)), fmt.Sprintf("%q is no iCalendar line; write NAME:VALUE", clip(l.text, 40)))
	}
	if p.event == nil {
		switch {
		case name == "BEGIN" && strings.EqualFold(value, "VCALENDAR"):
			p.calendar = true
		case name == "BEGIN" && strings.EqualFold(value, "VEVENT"):
			p.event = &icsEvent{line: l.number}
		}
		return nil
	}
	return p.inEvent(name, value, l.number)
}

func (p *icsParser) inEvent(name, value string, line int) error {
	e := p.event
	switch {
	case name == "BEGIN":
		if strings.EqualFold(value, "VEVENT") {
			return atLine(line, "BEGIN:VEVENT di dalam VEVENT; tulis END:VEVENT dahulu", "BEGIN:VEVENT within a VEVENT; write END:VEVENT first")
		}
		e.inner++
	case name == "END" && e.inner > 0:
		e.inner--
	case name == "END":
		p.event = nil
		return p.add(e)
	case e.inner > 0:
	case name == "DTSTART" || name == "DTEND":
		day, hour, _ := strings.Cut(value, "T")
		date := importedDate(day)
		if date == "" || len(day) != len("20270817") {
			return atLine(line, fmt.Sprintf("%s %q bukan tanggal; tulis %s;VALUE=DATE:20270817", name, clip(value, 40), name), fmt.Sprintf("%s %q is not a date; write %s;VALUE=DATE:20270817", name, clip(value, 40), name))
		}
		if name == "DTSTART" {
			e.start = date
		} else {
			e.end, e.endsInDay = date, strings.Trim(hour, "0Z") != ""
		}
	case name == "SUMMARY":
		e.summary = unescapeICS(value)
	case name == "CATEGORIES":
		e.categories = unescapeICS(value)
	case name == "STATUS":
		e.cancelled = strings.EqualFold(value, "CANCELLED")
	case name == "RRULE" || name == "RDATE":
		return atLine(line, "acara berulang tidak didukung; tulis satu VEVENT untuk setiap hari", "repeated events are not supported; write one VEVENT for each day")
	}
	return nil
}

const longestHoliday = 31 // days

func (p *icsParser) add(e *icsEvent) error {
	switch {
	case e.cancelled:
		return nil
	case e.start == "":
		return atLine(e.line, "VEVENT tanpa DTSTART; tulis DTSTART;VALUE=DATE:20270817", "VEVENT without DTSTART; write DTSTART;VALUE=DATE:20270817")
	case e.summary == "":
		return atLine(e.line, "VEVENT tanpa SUMMARY; tulis nama hari libur", "VEVENT without SUMMARY; write the name of the holiday")
	}
	last := e.start
	if e.end != "" && e.endsInDay {
		last = e.end
	} else if e.end != "" && e.end != e.start {
		last = e.end.AddDays(-1)
	}
	days := e.start.DaysUntil(last) + 1
	if days < 1 || days > longestHoliday {
		return atLine(e.line, "DTEND sebelum DTSTART atau lebih dari 31 hari sesudahnya", "DTEND lies before DTSTART or more than 31 days after it")
	}
	kind, ok := importedKind(e.categories, e.summary)
	if !ok {
		kind, _ = importedKind("", e.summary)
	}
	for i := range days {
		if p.count++; p.count > mostHolidays {
			return atLine(e.line, "terlalu banyak hari; bagi berkasnya per tahun", "too many days; split the file by year")
		}
		day := e.start.AddDays(i)
		if err := p.lists.of("", day.Year()).addImported(Holiday{Date: day, Name: e.summary, Kind: kind}, e.line); err != nil {
			return err
		}
	}
	return nil
}

func unescapeICS(s string) string {
	return strings.TrimSpace(strings.NewReplacer(`\n`, " ", `\N`, " ", `\,`, ",", `\;`, ";", `\\`, `\`).Replace(s))
}
