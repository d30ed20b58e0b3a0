package reading

import (
	"strings"

	"lintas/archive"
)

// readDate decides the date of the document: a date label, a line with place and
// date, the number of a telegram; an annex and the number are witnesses.
func (r *reader) readDate() {
	p := &r.out
	date, printed, line, confidence, why := r.dateOf()
	p.Date, p.DatePrinted = date, printed
	if r.scanned {
		for i := range p.Numbers {
			p.Numbers[i] = mendMonth(p.Numbers[i], date)
		}
		p.Number = strings.Join(p.Numbers, " dan ")
	}
	if len(r.dates) > 0 {
		for _, d := range r.dates {
			if d.place != "" {
				p.Place = titleCase(d.place)
				break
			}
		}
	}
	if pr := r.pairOf(dateField); pr != nil && p.Place == "" {
		if place, _, ok := strings.Cut(pr.value, ","); ok && !strings.ContainsAny(place, "0123456789") {
			if _, day := weekdayWords[lower(place)]; !day {
				p.Place = clean(place)
			}
		}
	}
	for _, i := range r.signature { // "Ditetapkan di Jakarta", the date below it
		low := lower(r.lines[i].text)
		for _, w := range []string{"ditetapkan di ", "dikeluarkan di ", "ditetapkan : di ", "dibuat di "} {
			if p.Place == "" && strings.HasPrefix(low, w) {
				p.Place = titleCase(clean(r.lines[i].text[len(w):]))
			}
		}
	}
	if year, m := numberMonth(p.Number); year > 0 && date != "" {
		switch {
		case year == date.Year() && (m == 0 || m == date.Time().Month()):
			confidence = min(0.99, confidence+0.02)
		case m > 0 || year != date.Year():
			confidence = min(confidence, 0.8)
		}
	}
	r.note("date", string(date), line, line+1, confidence, why)
}

func (r *reader) dateOf() (date archive.Date, printed string, line int, confidence float64, why string) {
	if pr := r.pairOf(dateField); pr != nil {
		sc := scan(pr.value)
		for _, d := range sc.days() {
			if !d.noYear {
				return d.date, sc.slice(d.from, d.to), pr.first, 0.97, "label " + clean(pr.label)
			}
		}
	}
	var best *dateline
	for i := range r.dates {
		d := &r.dates[i]
		if r.titleForm == archive.Notula || best == nil && d.line < r.end {
			best = d // the date at the signature counts in minutes
		}
	}
	if best != nil {
		confidence = 0.97
		if best.place == "" {
			confidence = 0.9
		}
		return best.day.date, best.text, best.line, confidence, "line with place and date"
	}
	if d, ok := brafaksDate(r.out.Number); ok {
		first := 0
		if pr := r.pairOf(numberField); pr != nil {
			first = pr.first
		}
		return d, "", first, 0.93, "inside the number"
	}
	return r.witnessDate()
}

// witnessDate looks where a date stands when no line says it plainly: on the
// number's line, at the signature, in the head of an annex, the day of the meeting.
func (r *reader) witnessDate() (archive.Date, string, int, float64, string) {
	try := func(i int, low float64, why string) (archive.Date, string, int, float64, string, bool) {
		sc := scan(r.lines[i].text)
		for _, d := range sc.days() {
			if !d.noYear {
				return d.date, sc.slice(d.from, d.to), i, low, why, true
			}
		}
		return "", "", -1, 0, "", false
	}
	limit := r.body
	if limit == 0 || limit > 30 {
		limit = min(30, len(r.lines))
	}
	for i := 0; i < limit && i < len(r.lines); i++ {
		if f := fieldOf(r.lines[i].cells[0].text); f == subjectField || f == invitationField || f == weekdayField {
			continue
		}
		if d, text, line, c, why, ok := try(i, 0.75, "a date in the head"); ok {
			return d, text, line, c, why
		}
	}
	for _, i := range r.signature {
		if d, text, line, c, why, ok := try(i, 0.75, "a date at the signature"); ok {
			return d, text, line, c, why
		}
	}
	for i := r.end; i < len(r.lines) && i < r.end+8; i++ {
		if d, text, line, c, why, ok := try(i, 0.7, "the head of an annex"); ok {
			return d, text, line, c, why
		}
	}
	if pr := r.eventOf(weekdayField); pr != nil && r.titleForm == archive.Notula {
		if d, text, line, c, why, ok := try(pr.first, 0.6, "the day of the meeting"); ok {
			return d, text, line, c, why
		}
	}
	return "", "", -1, 0, ""
}
