package server

import (
	"context"
	"fmt"
	"slices"
	"sort"

	"lintas/archive"
	"lintas/storage"
)

// candidate is a document that a citation may mean.
type candidate struct {
	id    string
	score float64
}

// library is where citations are looked up: what a reader shows up to a level, and the
// documents of an act in the making, which count as they will be.
type library struct {
	ctx    context.Context
	reader *storage.Reader
	level  archive.Secrecy
	fresh  map[string]*archive.Document
	met    map[string]*archive.Meeting // those of the act in the making
}

// resolve looks for the document a citation means. Exactly one good candidate is the
// target; of several that score alike the ids are returned.
func (l library) resolve(doc *archive.Document, ref archive.Reference) (target string, choices []string, err error) {
	docs, err := l.near(ref)
	if err != nil {
		return "", nil, err
	}
	var found []candidate
	for _, other := range docs {
		if other.ID == doc.ID || other.Status == archive.Withdrawn || other.Secrecy > l.level {
			continue
		}
		score, err := l.score(doc, ref, other)
		if err != nil {
			return "", nil, err
		}
		if score >= goodTarget && !slices.ContainsFunc(found, func(c candidate) bool { return c.id == other.ID }) {
			found = append(found, candidate{other.ID, score})
		}
	}
	if len(found) == 0 {
		return "", nil, nil
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].score > found[j].score })
	if len(found) == 1 || found[0].score-found[1].score >= clearLead {
		return found[0].id, nil, nil
	}
	for _, c := range found {
		if found[0].score-c.score < clearLead && len(choices) < maxChoices {
			choices = append(choices, c.id)
		}
	}
	return "", choices, nil
}

const (
	maxChoices    = 10
	maxSame       = 5  // documents of one number
	maxNear       = 60 // documents of one day that a misprinted citation is compared with
	minutesWithin = 60 // days in which the minutes of a meeting are written
)

// near returns the documents worth comparing with a citation.
func (l library) near(ref archive.Reference) ([]*storage.Sketch, error) {
	skeleton := archive.Skeleton(ref.Number)
	if skeleton != "" {
		docs, err := byNumber(l.ctx, l.reader, skeleton)
		if err != nil {
			return nil, err
		}
		docs = l.current(docs)
		if slices.ContainsFunc(docs, func(d *storage.Sketch) bool { return numberLikeness(skeleton, d) == 1 }) {
			return docs, nil
		}
	}
	if ref.Date == "" {
		return nil, nil
	}
	q := storage.DocumentQuery{Order: storage.ByDate, From: ref.Date, To: ref.Date, Limit: maxNear}
	if ref.About == "meeting" {
		q.To, q.Kind = ref.Date.AddDays(minutesWithin), archive.Minutes
	} else if ref.Agency.Agency != "" {
		q.Agency, q.Role = ref.Agency.Agency, "from"
	}
	docs, err := l.reader.Sketches(l.ctx, q)
	if err != nil {
		return nil, fmt.Errorf("documents of %s: %w", ref.Date, err)
	}
	return l.current(docs), nil
}

// byNumber returns documents with a number; not all when very many share it.
func byNumber(ctx context.Context, r *storage.Reader, skeleton string) ([]*storage.Sketch, error) {
	if skeleton == "" {
		return nil, nil
	}
	docs, err := r.Sketches(ctx, storage.DocumentQuery{Number: skeleton, Limit: maxSame})
	if err != nil {
		return nil, fmt.Errorf("documents by number: %w", err)
	}
	return docs, nil
}

// current adds the documents of the act in the making, in place of their older selves.
func (l library) current(docs []*storage.Sketch) []*storage.Sketch {
	docs = slices.DeleteFunc(docs, func(d *storage.Sketch) bool { return l.fresh[d.ID] != nil })
	for _, doc := range l.fresh {
		docs = append(docs, storage.SketchOf(doc))
	}
	return docs
}

// score says how likely other is what a citation in doc means.
func (l library) score(doc *archive.Document, ref archive.Reference, other *storage.Sketch) (float64, error) {
	if ref.About != "meeting" || ref.Number != "" {
		return scoreTarget(doc, ref, other), nil
	}
	if other.Kind != archive.Minutes || other.Meeting == "" || doc.Date != "" && other.Date > doc.Date {
		return 0, nil
	}
	meeting := l.met[other.Meeting]
	if meeting == nil {
		found, err := l.reader.Meeting(other.Meeting)
		if archive.CodeOf(err) == archive.NotFound {
			return 0, nil
		}
		if err != nil {
			return 0, fmt.Errorf("meeting %s: %w", other.Meeting, err)
		}
		meeting = found
	}
	return scoreMeeting(ref, meeting, other), nil
}

// library returns what an act may look citations up in on behalf of a document: nothing
// above the document's own level, or its references would tell of it.
func (w *work) library(doc *archive.Document) library {
	l := library{ctx: w.ctx, reader: w.tx.Reader, level: doc.Secrecy, fresh: map[string]*archive.Document{}, met: map[string]*archive.Meeting{}}
	for _, rec := range w.turn {
		switch rec := rec.(type) {
		case *archive.Document:
			l.fresh[rec.ID] = rec
		case *archive.Meeting:
			l.met[rec.ID] = rec
		}
	}
	return l
}

// link ties a document into the archive: what it cites, what cites it, its cases, and
// documents that may be the same letter.
func (w *work) link(doc *archive.Document) error {
	w.change(doc)
	neighbours, err := w.linkReferences(doc)
	if err != nil {
		return err
	}
	citing, err := w.linkCiting(doc)
	if err != nil {
		return err
	}
	if err := w.linkCases(doc, append(neighbours, citing...)); err != nil {
		return err
	}
	if err := w.markDuplicates(doc); err != nil {
		return err
	}
	return w.holdDeadlines(doc)
}

// neighbour is a document beside another in a thread.
type neighbour struct {
	doc      *archive.Document
	relation archive.Relation
}

// linkReferences resolves what a document cites. What a person has set stays.
func (w *work) linkReferences(doc *archive.Document) ([]neighbour, error) {
	var neighbours []neighbour
	l := w.library(doc)
	for i := range doc.References {
		ref := &doc.References[i]
		if ref.By == "" {
			target, choices, err := l.resolve(doc, *ref)
			if err != nil {
				return nil, err
			}
			ref.Target, ref.Choices = target, choices
		}
		if ref.Target == "" {
			if err := w.followAbove(doc, *ref); err != nil {
				return nil, err
			}
			continue
		}
		target, err := w.document(ref.Target)
		if archive.CodeOf(err) == archive.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		if err := w.follow(doc, *ref, target); err != nil {
			return nil, err
		}
		neighbours = append(neighbours, neighbour{target, ref.Relation})
	}
	return neighbours, nil
}

// followAbove draws what follows from a citation of a document above the citing one. Nothing of
// that may be written into the citing document; the deadlines of the other are as high as
// it is.
func (w *work) followAbove(doc *archive.Document, ref archive.Reference) error {
	id, err := w.above(doc, ref)
	if err != nil || id == "" {
		return err
	}
	target, err := w.document(id)
	if err != nil {
		return err
	}
	return w.follow(doc, ref, target)
}

// above returns the id of the document above the citing one that a citation means, "" if
// there is none.
func (w *work) above(doc *archive.Document, ref archive.Reference) (string, error) {
	if ref.By != "" || len(ref.Choices) > 0 || doc.Secrecy == archive.TopSecret {
		return "", nil
	}
	l := w.library(doc)
	l.level = archive.TopSecret
	id, _, err := l.resolve(doc, ref)
	return id, err
}

// linkCiting resolves the citations that have waited for a document.
func (w *work) linkCiting(doc *archive.Document) ([]neighbour, error) {
	var neighbours []neighbour
	cited, err := w.tx.CitedBy(w.ctx, doc.ID)
	if err != nil {
		return nil, fmt.Errorf("documents that cite %s: %w", doc.ID, err)
	}
	for _, other := range cited {
		other = hold(w, other)
		for _, ref := range other.References {
			if ref.Target == doc.ID && other.Status != archive.Withdrawn {
				neighbours = append(neighbours, neighbour{other, ref.Relation})
				if err := w.follow(other, ref, doc); err != nil {
					return nil, err
				}
			}
		}
	}
	for _, number := range doc.Numbers {
		skeleton := archive.Skeleton(number)
		if skeleton == "" {
			continue
		}
		waiting, err := w.tx.SketchesCiting(w.ctx, skeleton)
		if err != nil {
			return nil, fmt.Errorf("documents citing %s: %w", number, err)
		}
		found, err := w.settleCitations(waiting, doc, func(ref archive.Reference) bool { return archive.Skeleton(ref.Number) == skeleton })
		if err != nil {
			return nil, err
		}
		neighbours = append(neighbours, found...)
	}
	days, err := w.daysCited(doc)
	if err != nil {
		return nil, err
	}
	for _, day := range days {
		waiting, err := w.tx.SketchesCitingDay(w.ctx, day)
		if err != nil {
			return nil, fmt.Errorf("documents citing one of %s: %w", day, err)
		}
		found, err := w.settleCitations(waiting, doc, func(ref archive.Reference) bool { return ref.Date == day })
		if err != nil {
			return nil, err
		}
		neighbours = append(neighbours, found...)
	}
	return neighbours, nil
}

// daysCited are the days by which a document may be cited: its own, and that of the meeting
// it records.
func (w *work) daysCited(doc *archive.Document) ([]archive.Date, error) {
	var days []archive.Date
	if doc.Date != "" {
		days = append(days, doc.Date)
	}
	if doc.Kind != archive.Minutes || doc.Meeting == "" {
		return days, nil
	}
	meeting, err := w.meeting(doc.Meeting)
	if err != nil {
		return nil, err
	}
	if meeting.Date != "" && meeting.Date != doc.Date {
		days = append(days, meeting.Date)
	}
	return days, nil
}

// settleCitations resolves the citations in other documents that may mean doc, now that it
// has come.
func (w *work) settleCitations(others []*storage.Sketch, doc *archive.Document, means func(archive.Reference) bool) ([]neighbour, error) {
	var neighbours []neighbour
	for _, sketch := range others {
		if sketch.ID == doc.ID || !slices.ContainsFunc(sketch.References, func(ref archive.Reference) bool { return open(ref) && means(ref) }) {
			continue
		}
		other, err := w.document(sketch.ID)
		if err != nil {
			return nil, err
		}
		found, err := w.settleCitation(other, doc, means)
		if err != nil {
			return nil, err
		}
		neighbours = append(neighbours, found...)
	}
	return neighbours, nil
}

// open reports whether a citation still looks for its target.
func open(ref archive.Reference) bool {
	return ref.By == "" && ref.Target == "" && len(ref.Choices) <= 1
}

// settleCitation resolves the citations in one other document.
func (w *work) settleCitation(other, doc *archive.Document, means func(archive.Reference) bool) ([]neighbour, error) {
	var neighbours []neighbour
	if other.ID == doc.ID || other.Status == archive.Withdrawn {
		return nil, nil
	}
	if !seenAt(doc, other.Secrecy) {
		for _, ref := range other.References {
			if open(ref) && means(ref) {
				if err := w.followAbove(other, ref); err != nil {
					return nil, err
				}
			}
		}
		return nil, nil
	}
	l := w.library(other)
	l.fresh[doc.ID] = doc
	for i := range other.References {
		ref := &other.References[i]
		if !open(*ref) || !means(*ref) {
			continue
		}
		target, choices, err := l.resolve(other, *ref)
		if err != nil {
			return nil, err
		}
		if target == "" && slices.Equal(choices, ref.Choices) {
			continue
		}
		ref.Target, ref.Choices = target, choices
		w.change(other)
		if target == doc.ID {
			neighbours = append(neighbours, neighbour{other, ref.Relation})
			if err := w.follow(other, *ref, doc); err != nil {
				return nil, err
			}
		}
	}
	return neighbours, nil
}
