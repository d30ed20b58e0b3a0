package server

import (
	"fmt"
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
		w.proposeAnswer(due, citing, target, ref)
	}
	return nil
}

// proposeAnswer proposes a document as the answer to a deadline it owes, and settles the
// deadline where the installation's rule says so. The earliest such document counts; what a
// person has confirmed, or refused, stays.
func (w *work) proposeAnswer(due *archive.Deadline, citing, target *archive.Document, ref archive.Reference) {
	score := w.answerScore(due, citing, target, ref)
	day := dayOf(citing)
	if score == 0 || day == "" || slices.Contains(due.Refused, citing.ID) {
		return
	}
	fresh := &archive.Answer{Document: citing.ID, Date: day, Score: round2(score)}
	if rule := w.books.settings.ConfirmAnswers; rule > 0 && fresh.Score >= rule {
		fresh.By = archive.ByRule
	}
	if old := due.Answer; old != nil && (old.ByPerson() || *old == *fresh || old.Document != citing.ID && old.Date <= day) {
		return
	}
	due.Answer = fresh
	w.change(due)
}

// What lowers the score of a proposed answer below that of the citation itself.
const (
	carriedOn    = 0.85 // it follows the letter up and does not say that it answers
	unknownOwner = 0.80 // who owes could not be told, and the letter had one addressee
	noNumber     = 0.85 // cited by sender and date alone
	elsewhere    = 0.85 // addressed to somebody else than who asked
)

// answerScore says how sure it is that a document answers a deadline: 0 if it does not.
func (w *work) answerScore(due *archive.Deadline, citing, target *archive.Document, ref archive.Reference) float64 {
	score := certainty(citing, ref)
	switch {
	case owes(due, citing, target, ref.Relation):
	case w.repliesFor(due, citing, target, ref.Relation):
		score *= unknownOwner
	default:
		return 0
	}
	back := addressed(citing, due.OwedTo.Agency)
	if ref.Relation == archive.FollowsUp {
		if !back {
			return 0 // passed on to somebody else: not yet an answer
		}
		score *= carriedOn
	}
	if !back {
		score *= elsewhere
	}
	if ref.Number == "" {
		score *= noNumber
	}
	return score
}

// certainty is how sure it is that a document cites what it is said to cite.
func certainty(doc *archive.Document, ref archive.Reference) float64 {
	const unknown = 0.8 // without evidence
	if ref.By != "" {
		return 1
	}
	for i, own := range doc.References {
		if own.Number == ref.Number && own.Date == ref.Date && own.Relation == ref.Relation && own.Printed == ref.Printed {
			evidence, ok := doc.Evidence[fmt.Sprintf("references.%d", i)]
			if ok {
				return evidence.Confidence
			}
		}
	}
	return unknown
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

// repliesFor reports whether a letter answers for an addressee that nobody could tell: it
// replies to a letter with one addressee, whose agency is unknown or only proposed, and goes back
// to whoever asked.
func (w *work) repliesFor(due *archive.Deadline, citing, target *archive.Document, relation archive.Relation) bool {
	if relation != archive.Replies || len(target.To) != 1 || citing.From.Agency == target.From.Agency || !addressed(citing, due.OwedTo.Agency) {
		return false
	}
	owed := due.OwedBy
	if owed.Agency != target.To[0].Agency {
		return false
	}
	if owed.Agency == "" {
		return true
	}
	agency, err := w.agency(owed.Agency)
	return err == nil && agency.Proposed
}

// answerable returns the deadlines that citations of a document may answer or press for: those
// of the letters cited, and of the letters these remind of. Letters above the document, which its
// citations may not name, are among them.
func (w *work) answerable(doc *archive.Document, cited []archive.Reference) ([]*archive.Deadline, error) {
	var targets []string
	for _, ref := range cited {
		id := ref.Target
		if id == "" {
			above, err := w.above(doc, ref)
			if err != nil {
				return nil, err
			}
			id = above
		}
		if id == "" {
			continue
		}
		targets = append(targets, id)
		if target, err := w.document(id); err == nil {
			for _, earlier := range target.References {
				if earlier.Relation == archive.Reminds && earlier.Target != "" {
					targets = append(targets, earlier.Target)
				}
			}
		}
	}
	slices.Sort(targets)
	var all []*archive.Deadline
	for _, id := range slices.Compact(targets) {
		dues, err := w.deadlines(id)
		if err != nil {
			return nil, err
		}
		all = append(all, dues...)
	}
	return all, nil
}

// withdrawAnswers takes back the answers that a document was proposed for, and its reminders.
// before are its references as they were.
func (w *work) withdrawAnswers(doc *archive.Document, before []archive.Reference) error {
	dues, err := w.answerable(doc, before)
	if err != nil {
		return err
	}
	for _, due := range dues {
		if due.Answer != nil && !due.Answer.ByPerson() && due.Answer.Document == doc.ID {
			due.Answer = nil
			w.change(due)
		}
		if i := slices.Index(due.Reminders, doc.ID); i >= 0 {
			due.Reminders = slices.Delete(due.Reminders, i, i+1)
			w.change(due)
		}
	}
	return nil
}

// confirmAnswers confirms the proposals that a document answers deadlines of others, as far
// as the person was shown them.
func (w *work) confirmAnswers(v archive.Viewer, doc *archive.Document) error {
	dues, err := w.answerable(doc, doc.References)
	if err != nil {
		return err
	}
	for _, due := range dues {
		if due.Answer != nil && !due.Answer.ByPerson() && due.Answer.Document == doc.ID && v.Sees(due.Secrecy) {
			due.Answer.By = v.ID
			w.change(due)
		}
	}
	return nil
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
