package server

import (
	"context"
	"slices"
	"sort"
	"strings"

	"lintas/archive"
)

// gaze is what one person may see in the course of one answer. It remembers what it has
// looked up: a list names the same agencies and cases over and over.
type gaze struct {
	desk   *Desk
	viewer archive.Viewer
	seen   map[string]bool
}

func (d *Desk) gaze(v archive.Viewer) *gaze {
	return &gaze{desk: d, viewer: v, seen: map[string]bool{}}
}

func (g *gaze) sees(kind archive.RecordKind, id string) bool {
	if id == "" {
		return false
	}
	key := string(kind) + "/" + id
	seen, known := g.seen[key]
	if known {
		return seen
	}
	r := g.desk.archive.Read(g.viewer)
	var err error
	switch kind {
	case archive.DocumentRecord:
		_, err = r.Document(id)
	case archive.CaseRecord:
		_, err = r.Case(id)
	case archive.AgencyRecord:
		// Only an agency found in a document can be hidden; the directory knows its level
		// without asking the storage.
		if a := g.desk.books.Load().agencies.ByID(id); a != nil {
			seen = g.viewer.Sees(a.Level())
			g.seen[key] = seen
			return seen
		}
		_, err = r.Agency(id)
	}
	g.seen[key] = err == nil
	return err == nil
}

// keep returns the ids among ids that may be seen.
func (g *gaze) keep(kind archive.RecordKind, ids []string) []string {
	var kept []string
	for _, id := range ids {
		if g.sees(kind, id) {
			kept = append(kept, id)
		}
	}
	return kept
}

// party leaves of one with a hidden agency what stands on the page. The id of an agency that
// is not in the archive yet is left out too, but not its name: the rules of names made both.
func (g *gaze) party(p archive.Party) archive.Party {
	if p.Agency == "" || g.sees(archive.AgencyRecord, p.Agency) {
		return p
	}
	if g.desk.books.Load().agencies.ByID(p.Agency) != nil {
		p.Name = ""
	}
	p.Agency = ""
	return p
}

func (g *gaze) parties(list []archive.Party) []archive.Party {
	shown := slices.Clone(list)
	for i := range shown {
		shown[i] = g.party(shown[i])
	}
	return shown
}

// ShowDocument returns a copy of a document as the viewer may see it: without the ids of
// records above their clearance, and with references resolved that only they may follow. Every
// document passes through it on its way out.
func (d *Desk) ShowDocument(v archive.Viewer, doc *archive.Document) *archive.Document {
	return d.gaze(v).document(doc)
}

func (g *gaze) document(doc *archive.Document) *archive.Document {
	if doc == nil {
		return nil
	}
	shown := *doc
	shown.From = g.party(doc.From)
	shown.To, shown.Copies = g.parties(doc.To), g.parties(doc.Copies)
	shown.References = slices.Clone(doc.References)
	for i := range shown.References {
		g.reference(doc, &shown.References[i])
	}
	shown.Cases = slices.DeleteFunc(slices.Clone(doc.Cases), func(l archive.CaseLink) bool { return !g.sees(archive.CaseRecord, l.Case) })
	for i := range shown.Cases {
		unnamed(&shown.Cases[i])
	}
	if doc.Agenda != nil && !g.viewer.Sees(doc.Agenda.Level()) {
		shown.Agenda = nil
	}
	shown.PossibleDuplicates = g.keep(archive.DocumentRecord, doc.PossibleDuplicates)
	return &shown
}

// unnamed takes the title of another letter out of the reason for a link. Links made by
// older versions of the program, and the history, may hold one.
func unnamed(link *archive.CaseLink) {
	if strings.HasPrefix(link.Why.ID, "Rujukan: ") {
		link.Why = sameThreadWords()
	}
}

// reference hides a target that may not be seen, and looks for one the machine could not
// write down because it stands above the citing document.
func (g *gaze) reference(doc *archive.Document, ref *archive.Reference) {
	ref.Agency = g.party(ref.Agency)
	ref.Choices = g.keep(archive.DocumentRecord, ref.Choices)
	if ref.Target != "" {
		if !g.sees(archive.DocumentRecord, ref.Target) {
			ref.Target, ref.By = "", ""
		}
		return
	}
	if len(ref.Choices) > 0 || g.viewer.Clearance <= doc.Secrecy && ref.Number != "" {
		return // what stands at the document's own level has been looked for when it came
	}
	l := library{ctx: context.Background(), reader: g.desk.archive.Read(g.viewer), level: g.viewer.Clearance}
	target, choices, err := l.resolve(doc, *ref)
	if err != nil {
		g.desk.log.Warn("a reference could not be looked up", "document", doc.ID, "error", err)
		return
	}
	ref.Target, ref.Choices = target, choices
}

// ShowDeadline does for a deadline what ShowDocument does for a document. That it has been
// answered by a document of a higher level is shown only once a person has said so.
func (d *Desk) ShowDeadline(v archive.Viewer, due *archive.Deadline) *archive.Deadline {
	if due == nil {
		return nil
	}
	g := d.gaze(v)
	shown := *due
	shown.OwedBy, shown.OwedTo = g.party(due.OwedBy), g.party(due.OwedTo)
	shown.Reminders = g.keep(archive.DocumentRecord, due.Reminders)
	if due.Case != "" && !g.sees(archive.CaseRecord, due.Case) {
		shown.Case = ""
	}
	if due.Answer != nil && due.Answer.Document != "" && !g.sees(archive.DocumentRecord, due.Answer.Document) {
		if due.Answer.By == "" {
			shown.Answer = nil
		} else {
			shown.Answer = &archive.Answer{Date: due.Answer.Date, By: due.Answer.By}
		}
	}
	return &shown
}

// ShowCase does for a case what ShowDocument does for a document.
func (d *Desk) ShowCase(v archive.Viewer, c *archive.Case) *archive.Case {
	if c == nil {
		return nil
	}
	shown := *c
	shown.Agencies = d.gaze(v).keep(archive.AgencyRecord, c.Agencies)
	return &shown
}

// ShowMeeting does for a meeting what ShowDocument does for a document.
func (d *Desk) ShowMeeting(v archive.Viewer, m *archive.Meeting) *archive.Meeting {
	if m == nil {
		return nil
	}
	shown := *m
	shown.Attendees = d.gaze(v).parties(m.Attendees)
	return &shown
}

// Letter is a document beside another in a thread.
type Letter struct {
	Document *archive.Document `json:"document"`
	Relation archive.Relation  `json:"relation"`
	Cites    bool              `json:"cites"` // true: it cites the document asked about; false: it is cited by it
}

// Thread returns the documents that a document cites and those that cite it, oldest
// first, as far as the viewer may see them.
func (d *Desk) Thread(ctx context.Context, v archive.Viewer, id string) ([]Letter, error) {
	r := d.archive.Read(v)
	doc, err := r.Document(id)
	if err != nil {
		return nil, err
	}
	var thread []Letter
	for _, ref := range d.ShowDocument(v, doc).References {
		if ref.Target == "" {
			continue
		}
		target, err := r.Document(ref.Target)
		if archive.CodeOf(err) == archive.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		thread = append(thread, Letter{Document: d.ShowDocument(v, target), Relation: ref.Relation})
	}
	citing, err := d.citing(ctx, v, doc)
	if err != nil {
		return nil, err
	}
	thread = append(thread, citing...)
	sort.SliceStable(thread, func(i, j int) bool { return dayOf(thread[i].Document) < dayOf(thread[j].Document) })
	return thread, nil
}

// citing returns the documents that cite one: those that have found it, and those below
// its level that were not allowed to.
func (d *Desk) citing(ctx context.Context, v archive.Viewer, doc *archive.Document) ([]Letter, error) {
	r := d.archive.Read(v)
	others, err := r.CitedBy(ctx, doc.ID)
	if err != nil {
		return nil, err
	}
	for _, number := range doc.Numbers {
		if skeleton := archive.Skeleton(number); skeleton != "" {
			waiting, err := r.DocumentsCiting(ctx, skeleton)
			if err != nil {
				return nil, err
			}
			others = append(others, waiting...)
		}
	}
	var letters []Letter
	seen := map[string]bool{doc.ID: true}
	for _, other := range others {
		if seen[other.ID] || other.Status == archive.Withdrawn {
			continue
		}
		seen[other.ID] = true
		shown := d.ShowDocument(v, other)
		for _, ref := range shown.References {
			if ref.Target == doc.ID {
				letters = append(letters, Letter{Document: shown, Relation: ref.Relation, Cites: true})
				break
			}
		}
	}
	return letters, nil
}
