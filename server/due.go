package server

import (
	"strings"

	"lintas/archive"
)

// compute works out when a deadline of a document is due and says how. doubt is what is
// doubtful in the source itself; what is doubtful in the counting is added to it.
func (b *books) compute(due *archive.Deadline, doc *archive.Document, doubt *archive.Text) {
	answer := due.Rule.Compute(doc.Date, doc.Received, b.calendar(due.Rule.Calendar))
	due.Due, due.DueTime = answer.Date, answer.Time
	due.Computation = answer.Words
	due.Doubt = joinTexts(doubt, answer.Doubt)
}

// recompute works a deadline out again after its document or the calendar changed. before
// are the books and the document as they were.
func recompute(due *archive.Deadline, was *books, wasDoc *archive.Document, now *books, nowDoc *archive.Document) {
	before := due.Rule.Compute(wasDoc.Date, wasDoc.Received, was.calendar(due.Rule.Calendar))
	time := due.DueTime
	now.compute(due, nowDoc, sourceDoubt(due.Doubt, before.Doubt))
	if due.DueTime == "" {
		due.DueTime = time // an hour named by the source, not by the rule
	}
}

// sourceDoubt takes the doubt about the counting off a deadline's doubt.
func sourceDoubt(all, counting *archive.Text) *archive.Text {
	if all == nil || counting == nil {
		return all
	}
	rest := archive.Text{
		ID: strings.TrimSpace(strings.TrimSuffix(all.ID, counting.ID)),
		EN: strings.TrimSpace(strings.TrimSuffix(all.EN, counting.EN)),
	}
	if rest == (archive.Text{}) {
		return nil
	}
	return &rest
}

func joinTexts(a, b *archive.Text) *archive.Text {
	switch {
	case a == nil:
		return b
	case b == nil || *a == *b:
		return a
	}
	return &archive.Text{ID: a.ID + " " + b.ID, EN: a.EN + " " + b.EN}
}

// defaultTime gives a deadline that names no time the installation's default.
func (b *books) defaultTime(due *archive.Deadline, urgency archive.Urgency) {
	if due.Rule.Kind == archive.NoTime || due.Rule.Default {
		calendar := due.Rule.Calendar
		due.Rule = b.settings.DefaultRule(urgency)
		due.Rule.Calendar = calendar
	}
}
