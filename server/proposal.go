package server

import (
	"maps"
	"strconv"
	"strings"

	"lintas/archive"
	"lintas/reading"
)

// fillDocument writes what was read into the fields that no person has set, with the
// evidence. What an earlier reading had put there goes.
func fillDocument(doc *archive.Document, p *reading.Proposal) {
	maps.DeleteFunc(doc.Evidence, func(_ string, e archive.Evidence) bool { return e.By == "" })
	f := filler{doc: doc, found: p.Evidence}
	f.set("form", "type", func() {
		if p.Form != "" {
			doc.Form, doc.Kind = p.Form, archive.KindOf(p.Form)
		}
	})
	f.set("number", "number", func() { doc.Numbers = numbersOf(p) })
	f.set("date", "date", func() { doc.Date = validDate(p.Date) })
	f.set("place", "place", func() { doc.Place = p.Place })
	f.set("subject", "subject", func() { doc.Subject = p.Subject })
	f.set("from", "from", func() { doc.From = p.From.Party() })
	f.set("urgency", "urgency", func() { doc.Urgency = knownUrgency(p.Urgency) })
	f.set("nature", "sifat_printed", func() { doc.Nature = p.Nature })
	f.set("attachments", "attachments", func() { doc.Attachments = p.Attachments })
	f.set("signer", "signer", func() { doc.Signer = p.Signer.Signer() })
	f.set("problems", "problems", func() { doc.Problems = p.Problems })
	if p.Received != "" {
		f.set("received", "received", func() { doc.Received = validDate(p.Received) })
	}
	if p.AgendaStamp != "" {
		f.set("stamp", "agenda_stamp", func() { doc.Stamp = p.AgendaStamp })
	}
	f.list("to", "to", func() { doc.To = partiesOf(p.To) })
	f.list("copies", "cc", func() { doc.Copies = partiesOf(p.Copies) })
	f.list("workers", "workers", func() { doc.Workers = mentionsOf(p.Workers) })
	f.list("references", "references", func() { doc.References = referencesOf(p, doc.References) })
	raiseSecrecy(doc, p)
	doc.Trim()
}

// filler copies values and their evidence into a document.
type filler struct {
	doc   *archive.Document
	found map[string]archive.Evidence
}

func (f filler) set(field, found string, put func()) {
	if f.doc.Confirmed(field) {
		return
	}
	put()
	f.keep(field, found)
}

// list is set for a field of many items, each with evidence of its own.
func (f filler) list(field, found string, put func()) {
	if f.doc.Confirmed(field) {
		return
	}
	put()
	f.keep(field, found)
	for key := range f.found {
		if item, ok := strings.CutPrefix(key, found+"."); ok {
			f.keep(field+"."+item, key)
		}
	}
}

func (f filler) keep(field, found string) {
	evidence, ok := f.found[found]
	if !ok {
		return
	}
	if f.doc.Evidence == nil {
		f.doc.Evidence = map[string]archive.Evidence{}
	}
	evidence.By = ""
	f.doc.Evidence[field] = evidence
}

// raiseSecrecy raises the level of a document to what its page says. Until a person has
// looked, the higher of what was stated at the upload and what was read counts.
func raiseSecrecy(doc *archive.Document, p *reading.Proposal) {
	read, found := p.Secrecy, "secrecy"
	if read == nil || p.SecrecyFromNumber != nil && *p.SecrecyFromNumber > *read {
		read, found = p.SecrecyFromNumber, "secrecy_from_number"
	}
	if read == nil || *read < archive.Ordinary || *read > archive.TopSecret {
		return
	}
	stated := doc.Evidence["secrecy"]
	if stated.By != "" && stated.Why != statedAtUpload {
		return
	}
	if *read > doc.Secrecy {
		doc.Secrecy = *read
		evidence, ok := p.Evidence[found]
		if !ok {
			evidence = archive.Evidence{Value: read.String(), Confidence: archive.LowConfidence, Why: "number"}
		}
		evidence.By = ""
		if doc.Evidence == nil {
			doc.Evidence = map[string]archive.Evidence{}
		}
		doc.Evidence["secrecy"] = evidence
	}
}

// directionOf returns which way a document went, seen from the own agency.
func directionOf(doc *archive.Document, own string) archive.Direction {
	switch {
	case own == "" || doc.From.Agency == "" && doc.From.Name == "":
		return ""
	case doc.From.Agency != own:
		return archive.Incoming
	}
	for _, to := range doc.To {
		if to.Agency != own {
			return archive.Outgoing
		}
	}
	return archive.Internal
}

func numbersOf(p *reading.Proposal) []string {
	if len(p.Numbers) > 0 {
		return p.Numbers
	}
	if p.Number != "" {
		return []string{p.Number}
	}
	return nil
}

func validDate(d archive.Date) archive.Date {
	if d.Valid() {
		return d
	}
	return ""
}

func knownUrgency(u archive.Urgency) archive.Urgency {
	if u.Valid() {
		return u
	}
	return archive.NoUrgency
}

func partiesOf(read []reading.Party) []archive.Party {
	var parties []archive.Party
	for _, p := range read {
		if !p.IsZero() {
			parties = append(parties, p.Party())
		}
	}
	return parties
}

func mentionsOf(read []reading.Worker) []archive.Mention {
	var mentions []archive.Mention
	for _, w := range read {
		if strings.TrimSpace(w.Name) != "" {
			mention := w.Mention()
			mention.Birth = validDate(mention.Birth)
			mentions = append(mentions, mention)
		}
	}
	return mentions
}

// referencesOf returns the references read, keeping the targets that a person has set for
// the same citation before.
func referencesOf(p *reading.Proposal, before []archive.Reference) []archive.Reference {
	var references []archive.Reference
	for _, r := range p.References {
		ref := r.Reference()
		ref.Date = validDate(ref.Date)
		for _, old := range before {
			if old.By != "" && old.Number == ref.Number && old.Date == ref.Date && old.Printed == ref.Printed {
				ref = old
			}
		}
		references = append(references, ref)
	}
	return references
}

// proposeDeadlines makes the deadlines that a document sets. Those an earlier reading
// proposed and nobody has touched are used again, and withdrawn when too many.
func (w *work) proposeDeadlines(doc *archive.Document, p *reading.Proposal) error {
	before, err := w.deadlines(doc.ID)
	if err != nil {
		return err
	}
	var free []*archive.Deadline
	for _, due := range before {
		if !due.Proposed {
			return nil // a person has been here
		}
		if len(due.Extensions) == 0 && (due.Waiver == nil || due.Waiver.By == archive.ByReader) && (due.Answer == nil || !due.Answer.ByPerson()) {
			free = append(free, due)
		}
	}
	for i, read := range duesOf(p) {
		due := &archive.Deadline{Head: archive.Head{ID: w.newID()}}
		if len(free) > 0 {
			due, free = free[0], free[1:]
		}
		w.fillDeadline(due, doc, read)
		due.Evidence = deadlineEvidence(p, i, read)
		w.change(due)
	}
	for _, due := range free {
		if due.Waiver == nil {
			due.Waiver = &archive.Waiver{Reason: "Tidak ada lagi dalam pembacaan terakhir.", By: archive.ByReader, At: w.now()}
			w.change(due)
		}
	}
	return nil
}

func (w *work) fillDeadline(due *archive.Deadline, doc *archive.Document, read reading.Due) {
	due.Document, due.Secrecy, due.Proposed = doc.ID, doc.Secrecy, true
	due.What = firstText(read.What, read.Phrase, doc.Subject, "Tanggapan")
	due.OwedBy, due.OwedTo = read.OwedBy.Party(), read.OwedTo.Party()
	due.Rule = read.Rule()
	due.Waiver, due.Answer, due.DueTime = nil, nil, ""
	w.books.defaultTime(due, doc.Urgency)
	w.books.compute(due, doc, read.Doubt)
	if due.Due == "" && !due.Rule.Default && read.Due.Valid() {
		due.Due, due.Computation = read.Due, read.Computation
	}
	if due.DueTime == "" {
		due.DueTime = read.DueTime
	}
}

func deadlineEvidence(p *reading.Proposal, i int, read reading.Due) archive.Evidence {
	evidence, ok := p.Evidence["deadlines."+strconv.Itoa(i)]
	if !ok {
		evidence = archive.Evidence{Value: read.Phrase, Confidence: archive.LowConfidence}
	}
	evidence.By = ""
	return evidence
}

// duesOf returns the deadlines read, with the action items of minutes that are not
// among them already.
func duesOf(p *reading.Proposal) []reading.Due {
	dues := p.Deadlines
	for _, d := range dues {
		if d.Source == "action" {
			return dues
		}
	}
	if p.Meeting == nil {
		return dues
	}
	for _, action := range p.Meeting.Actions {
		due := reading.Due{Kind: archive.NoTime, Base: archive.FromLetter, OwedBy: action.Owner, OwedTo: p.From, Phrase: action.DuePrinted, What: action.What, Source: "action"}
		if action.Due.Valid() {
			due.Kind, due.Due = archive.ByDate, action.Due
		}
		dues = append(dues, due)
	}
	return dues
}

// proposeMeeting makes or renews the record of the meeting that minutes are of.
func (w *work) proposeMeeting(doc *archive.Document, p *reading.Proposal) error {
	if doc.Kind != archive.Minutes || p.Meeting == nil {
		return nil
	}
	meeting := &archive.Meeting{Head: archive.Head{ID: w.newID()}}
	if doc.Meeting != "" {
		found, err := w.meeting(doc.Meeting)
		if err != nil {
			return err
		}
		meeting = found
	}
	read := p.Meeting
	meeting.Document, meeting.Secrecy = doc.ID, doc.Secrecy
	meeting.Title = firstText(read.Title, doc.Subject, read.Agenda, doc.Title())
	meeting.Date, meeting.Time, meeting.Place = validDate(read.Date), read.Time, read.Place
	meeting.Chair, meeting.Agenda, meeting.Decisions = read.Chair, read.Agenda, read.Decisions
	meeting.Attendees = partiesOf(read.Attendees)
	doc.Meeting = meeting.ID
	w.change(meeting)
	return nil
}

func firstText(choices ...string) string {
	for _, c := range choices {
		if c = strings.TrimSpace(c); c != "" {
			return c
		}
	}
	return ""
}
