package reading

import (
	"strconv"
	"strings"

	"lintas/archive"
)

// Knowledge is what the installation knows and the reader may use. Both parts may
// be nil: names are then kept as printed and working days are Monday to Friday.
type Knowledge struct {
	Directory *archive.Directory
	Calendar  *archive.Calendar
}

// Propose reads the fields of the register from the text of a document. It is
// pure: the same transcript and knowledge give the same proposal.
func Propose(t *archive.Transcript, k Knowledge) Proposal {
	if k.Calendar == nil {
		k.Calendar = archive.NewCalendar("", nil)
	}
	r := reader{sheet: takeApart(t), resolver: newResolver(k.Directory), calendar: k.Calendar, transcript: t}
	p := &r.out
	p.Evidence = map[string]archive.Evidence{}
	for _, page := range t.Pages {
		p.PageTexts = append(p.PageTexts, page.Text)
	}
	r.readNumber()
	r.readSubject()
	r.readForm()
	r.readDate()
	r.readNature()
	r.readParties()
	r.readMeeting()
	r.readReferences()
	r.readWorkers()
	r.readDeadlines()
	p.Problems = problemsIn(p.Subject, r.sheet)
	p.Received, p.AgendaStamp = r.sheet.stamp.received, r.sheet.stamp.agenda
	return *p
}

// reader is one reading of one document.
type reader struct {
	*sheet
	*resolver
	calendar   *archive.Calendar
	transcript *archive.Transcript
	out        Proposal
}

// note keeps the evidence of a field.
func (r *reader) note(field, value string, first, end int, confidence float64, why string) {
	if value == "" {
		return
	}
	e := archive.Evidence{Value: value, Confidence: confidence, Why: why}
	if first >= 0 && first < len(r.lines) {
		e.Page = r.lines[first].page + 1
		e.Box = r.boxOf(value, first, max(end, first+1))
		if r.transcript.Pages[e.Page-1].Source == archive.FromOCR {
			e.Confidence = min(e.Confidence, 0.89)
		}
	}
	r.out.Evidence[field] = e
}

// readNumber finds the number of the document itself.
func (r *reader) readNumber() {
	p := &r.out
	for i := range r.pairs {
		pr := &r.pairs[i]
		if pr.field != numberField {
			continue
		}
		n := numberValue(pr.value)
		if p.NumberAsPrinted == "" {
			p.NumberAsPrinted = n
		}
		if emptyNumber(pr.value) || emptyNumber(n) || strings.Contains(n, "//") {
			continue
		}
		if len(p.Numbers) == 0 || len(p.Numbers) == 1 && looksLikeNumber(n) > 0.7 && p.Numbers[0] != n && pr.first-r.pairs[0].first < 6 && !reference(pr.label) {
			for _, part := range splitNumbers(n) {
				p.Numbers = append(p.Numbers, part)
			}
			r.note("number", strings.Join(p.Numbers, " dan "), pr.first, pr.end, numberConfidence(n), "label "+clean(pr.label))
		}
	}
	if len(p.Numbers) == 0 {
		r.looseNumber()
	}
	p.Number = strings.Join(p.Numbers, " dan ")
	p.SecrecyFromNumber = secrecyOfNumber(p.Number)
}

// reference reports whether a label announces somebody else's number.
func reference(label string) bool { return strings.Contains(lower(label), "ref") }

func numberConfidence(n string) float64 {
	switch score := looksLikeNumber(n); {
	case score >= 0.85:
		return 0.97
	case score >= 0.6:
		return 0.85
	}
	return 0.6
}

// looseNumber looks for a number without a label among the first lines.
func (r *reader) looseNumber() {
	for i := 0; i < len(r.lines) && i < 25 && (r.body == 0 || i < r.body); i++ {
		for _, c := range r.lines[i].cells {
			text := clean(c.text)
			if !strings.Contains(text, "/") || len(text) > 50 || addressLine(text) {
				continue
			}
			if _, ok := dateLine(text); ok {
				continue
			}
			n := numberValue(text)
			year, _ := numberMonth(n)
			if n != text && !strings.HasPrefix(text, n) || year == 0 && !brafaksNumber(n) || len(n) < 6 {
				continue
			}
			r.out.Numbers = []string{n}
			r.out.NumberAsPrinted = n
			r.note("number", n, i, i+1, 0.7, "a number without a label")
			return
		}
	}
}

func (r *reader) readSubject() {
	subject, line, confidence, why := r.subjectOf()
	r.out.Subject = subject
	end := line + 1
	for i := range r.pairs {
		if r.pairs[i].first == line {
			end = r.pairs[i].end
		}
	}
	r.note("subject", subject, line, end, confidence, why)
	if a := r.pairOf(attachField); a != nil {
		r.out.Attachments = a.value
		if a.value == "" && (strings.Contains(r.lines[a.first].text, "-") || strings.Contains(r.lines[a.first].text, "–")) {
			r.out.Attachments = "-"
		}
	}
}

func (r *reader) readForm() {
	form, confidence := r.formOf(r.out.Subject, r.out.Number)
	r.out.Form = form
	line := r.titleLine
	if line < 0 {
		line = 0
	}
	r.note("type", string(form), line, line+1, confidence, "layout and title")
	if form == archive.NotaDiplomatik && r.out.Subject == "" {
		r.out.SubjectDescriptive = true
		r.out.Subject = r.describe()
		r.note("subject", r.out.Subject, r.body, r.body+1, 0.4, "first sentence; the form prints no subject")
	}
}

// describe makes a title of the first sentence of a note verbale, without its
// compliments.
func (r *reader) describe() string {
	for i := range r.paras {
		p := &r.paras[i]
		text := p.text
		for _, lead := range []string{"has the honour to ", "has the honor to ", "mendapat kehormatan untuk ", "dengan hormat ", "wishes to ", "bermaksud "} {
			if at := strings.Index(p.low, lead); at >= 0 {
				text = text[at+len(lead):]
				if len(text) > 140 {
					text = text[:140]
					text = text[:max(strings.LastIndexByte(text, ' '), 0)]
				}
				return capitaliseFirst(clean(text))
			}
		}
	}
	return ""
}

func capitaliseFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

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

func (r *reader) readNature() {
	p := &r.out
	var line int
	p.Urgency, p.Secrecy, p.Nature, line = r.natureOf()
	if p.Nature != "" {
		r.note("urgency", string(p.Urgency), line, line+1, 0.95, "label")
		if p.Secrecy != nil {
			r.note("secrecy", p.Secrecy.String(), line, line+1, 0.95, "label or stamp")
		}
	}
}

func (r *reader) readParties() {
	p := &r.out
	signer, signLine := r.signerOf()
	p.Signer = signer
	r.note("signer", signer.Name, signLine, signLine+1, 0.8, "signature block")
	from, score, why, line := r.sender(r.resolver, p.Form, p.Number, signer)
	p.From = from
	r.note("from", from.Name, line, line+3, partyConfidence(score), why)

	to := r.sheet.to
	if len(to) == 0 && p.Form == archive.NotaDiplomatik {
		to = r.saluted()
	}
	for i := range r.pairs {
		if r.pairs[i].field == toField && len(r.sheet.to) == 0 {
			to = append(to, listEntries(r.pairs[i])...)
		}
	}
	if len(to) == 0 {
		to = r.plainAddressee()
	}
	var scores []float64
	p.To, scores = r.parties(to)
	for i := range p.To {
		r.note("to."+strconv.Itoa(i), p.To[i].Printed, entryLine(to, i), entryEnd(to, i), partyConfidence(scores[i]), "addressee")
	}
	copies := r.sheet.copies
	for i := range r.pairs {
		if r.pairs[i].field == copyField {
			copies = append(copies, listEntries(r.pairs[i])...)
		}
	}
	p.Copies, scores = r.parties(copies)
	for i := range p.Copies {
		r.note("cc."+strconv.Itoa(i), p.Copies[i].Printed, entryLine(copies, i), entryEnd(copies, i), partyConfidence(scores[i]), "copies")
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
	if _, ok := r.known(strings.Join(e.parts, ", ")); !ok {
		return nil
	}
	e.parts = []string{strings.Join(e.parts, ", ")}
	return []entry{e}
}

// saluted returns the addressee of a note verbale, which its first sentence greets.
func (r *reader) saluted() []entry {
	for i := range r.paras {
		p := &r.paras[i]
		for k := range p.toks {
			if !(p.is(k, "to") && p.is(k-1, "compliments") || p.is(k, "kepada") && (p.isAny(k-1, "hormatnya", "hormat", "takzimnya", "salamnya"))) {
				continue
			}
			from := k + 1
			for p.isAny(from, "the", "yth", ".") {
				from++
			}
			end := from
			for end < len(p.toks) && (p.upper(end) || p.isAny(end, "of", "the", "and", "dan", "untuk", "di") && p.upper(end+1) || p.isAny(end, "of") && p.is(end+1, "the")) {
				end++
			}
			if end > from {
				line := p.lineAt(p.toks[from].start)
				return []entry{{parts: []string{p.slice(from, end)}, first: line, end: line + 2}}
			}
		}
	}
	return nil
}

// partyConfidence is how sure an agency is, from the score of its match.
func partyConfidence(score float64) float64 {
	switch {
	case score >= 0.9:
		return 0.96
	case score >= 0.75:
		return 0.85
	}
	return min(score, 0.7)
}

func entryLine(entries []entry, i int) int {
	if i < len(entries) {
		return entries[i].first
	}
	return -1
}

func entryEnd(entries []entry, i int) int {
	if i < len(entries) {
		return entries[i].end
	}
	return 0
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
