package server

import (
	"slices"

	"lintas/archive"
)

// follow draws what follows from a citation that has found its target: a reply proposes to
// answer the target's open deadlines, a reminder is noted on them. Nothing of a document is
// written into a deadline of a lower level.
func (w *work) follow(citing *archive.Document, ref archive.Reference, target *archive.Document) error {
	if ref.Relation == archive.Mentions || citing.Status == archive.Withdrawn {
		return nil
	}
	dues, err := w.deadlines(target.ID)
	if err != nil {
		return err
	}
	if ref.Relation == archive.Replies { // a reply to a reminder answers what it reminds of
		for _, earlier := range target.References {
			if earlier.Relation == archive.Reminds && earlier.Target != "" && earlier.Target != citing.ID {
				more, err := w.deadlines(earlier.Target)
				if err != nil {
					return err
				}
				dues = append(dues, more...)
			}
		}
	}
	for _, due := range dues {
		if !seenAt(citing, due.Secrecy) || due.Waiver != nil {
			continue
		}
		if ref.Relation == archive.Reminds {
			if !due.Settled() && !slices.Contains(due.Reminders, citing.ID) {
				due.Reminders = append(due.Reminders, citing.ID)
				w.change(due)
			}
			continue
		}
		w.proposeAnswer(due, citing, target, ref.Relation)
	}
	return nil
}

// proposeAnswer proposes a document as the answer to a deadline it owes. The earliest such
// document counts; what a person has confirmed stays.
func (w *work) proposeAnswer(due *archive.Deadline, citing, target *archive.Document, relation archive.Relation) {
	if !owes(due, citing, target, relation) {
		return
	}
	if relation == archive.FollowsUp && !addressed(citing, due.OwedTo.Agency) {
		return // passed on to somebody else: not yet an answer
	}
	day := dayOf(citing)
	if day == "" {
		return
	}
	if due.Answer != nil && (due.Answer.By != "" || due.Answer.Document == citing.ID && due.Answer.Date == day || due.Answer.Document != citing.ID && due.Answer.Date <= day) {
		return
	}
	due.Answer = &archive.Answer{Document: citing.ID, Date: day}
	w.change(due)
}

// owes reports whether the sender of a document is who owes an answer: the agency named, or
// for a reply an addressee of the letter, when the agency named is none of them ("the missions"
// in a letter to one of them).
func owes(due *archive.Deadline, citing, target *archive.Document, relation archive.Relation) bool {
	sender := citing.From.Agency
	if sender == "" {
		return false
	}
	if due.OwedBy.Agency == sender {
		return true
	}
	return relation == archive.Replies && addressed(target, sender) && !addressed(target, due.OwedBy.Agency)
}

// withdrawAnswers takes back the answers that a document was proposed for, and its reminders.
// before are its references as they were.
func (w *work) withdrawAnswers(doc *archive.Document, before []archive.Reference) error {
	for _, ref := range before {
		if ref.Target == "" {
			continue
		}
		targets := []string{ref.Target}
		if target, err := w.document(ref.Target); err == nil {
			for _, earlier := range target.References {
				if earlier.Relation == archive.Reminds && earlier.Target != "" {
					targets = append(targets, earlier.Target)
				}
			}
		}
		for _, id := range targets {
			dues, err := w.deadlines(id)
			if err != nil {
				return err
			}
			for _, due := range dues {
				w.withdrawAnswer(due, doc.ID)
			}
		}
	}
	return nil
}

func (w *work) withdrawAnswer(due *archive.Deadline, document string) {
	if due.Answer != nil && due.Answer.By == "" && due.Answer.Document == document {
		due.Answer = nil
		w.change(due)
	}
	if i := slices.Index(due.Reminders, document); i >= 0 {
		due.Reminders = slices.Delete(due.Reminders, i, i+1)
		w.change(due)
	}
}

// dayOf is the day that counts for an answer: the letter's, else that of its receipt, else
// of its entry.
func dayOf(doc *archive.Document) archive.Date {
	for _, day := range []archive.Date{doc.Date, doc.Received, doc.Entered} {
		if day != "" {
			return day
		}
	}
	return ""
}

func addressed(doc *archive.Document, agency string) bool {
	if agency == "" {
		return false
	}
	for _, to := range doc.To {
		if to.Agency == agency {
			return true
		}
	}
	return false
}
