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
	if p.Form == archive.NotaDiplomatik {
		signer, signLine = Signer{}, -1 // a note is sealed, not signed
	}
	p.Signer = signer
	r.note("signer", signer.Name, signLine, signLine+1, signer.confidence(), "signature block")
	from, score, why, line := r.sender(r.resolver, p.Form, p.Number, signer)
	p.From = from
	r.note("from", from.Name, line, line+3, partyConfidence(score), why)

	to := r.sheet.to
	if len(to) == 0 && p.Form == archive.NotaDiplomatik {
		to = r.saluted()
	}
	for i := range r.pairs {
		if r.pairs[i].field == toField && len(r.sheet.to) == 0 {
			to = append(to, r.apart(r.rows(r.pairs[i]))...)
		}
	}
	if len(to) == 0 && p.Form != archive.Notula && p.Form != archive.Brafaks {
		to = r.plainAddressee()
	}
	to = r.joined(named(to))
	var scores []float64
	p.To, scores = r.parties(to)
	r.housemates(p.To)
	for i := range p.To {
		r.note("to."+strconv.Itoa(i), p.To[i].Printed, entryLine(to, i), entryEnd(to, i), partyConfidence(scores[i]), "addressee")
	}
	copies := r.sheet.copies
	for i := range r.pairs {
		if r.pairs[i].field == copyField {
			copies = append(copies, r.apart(listEntries(r.pairs[i]))...)
		}
	}
	p.Copies, scores = r.parties(copies)
	r.housemates(p.Copies)
	for i := range p.Copies {
		r.note("cc."+strconv.Itoa(i), p.Copies[i].Printed, entryLine(copies, i), entryEnd(copies, i), partyConfidence(scores[i]), "copies")
	}
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
