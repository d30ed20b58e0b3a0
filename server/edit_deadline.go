package server

import (
	"context"
	"encoding/json"
	"slices"

	"lintas/archive"
)

// deadlinePatch is what can be sent to EditDeadline: fields, or one deed.
type deadlinePatch struct {
	What   string        `json:"what"`
	OwedBy archive.Party `json:"owed_by"`
	OwedTo archive.Party `json:"owed_to"`
	Rule   archive.Rule  `json:"rule"`
	Case   string        `json:"case"`

	Extend  *extension      `json:"extend"`
	Waive   *archive.Waiver `json:"waive"`
	Answer  *archive.Answer `json:"answer"`
	Reopen  bool            `json:"reopen"`
	Confirm bool            `json:"confirm"`
	Propose bool            `json:"propose"`
}

// extension is how far a deadline is moved: to a day, or by working days from the day it
// stands at.
type extension struct {
	Due         archive.Date `json:"due"`
	WorkingDays int          `json:"working_days"`
	Ground      string       `json:"ground"`
}

// EditDeadline applies a merge patch to a deadline: what, owed_by, owed_to, rule, case; or
// one of the deeds
//
//	{"extend": {"due": "2026-10-30", "ground": "…"}}   or {"extend": {"working_days": 3, "ground": "…"}}
//	{"waive": {"reason": "…"}}
//	{"answer": {"document": "…", "date": "2026-10-12"}}  date defaults to the document's; either may be left out
//	{"reopen": true}    takes back waiver and answer; the letter is not proposed as the answer again
//	{"confirm": true}   the proposal, and the proposed answer if there is one
//	{"propose": true}   takes a confirmation of the answer back: it is a proposal again
func (d *Desk) EditDeadline(ctx context.Context, v archive.Viewer, id string, rev uint64, patch json.RawMessage) (*archive.Deadline, uint64, error) {
	if !v.May(archive.FollowUp) {
		return nil, 0, forbidden()
	}
	var due *archive.Deadline
	act, err := d.act(ctx, v.ID, archive.DidEditDue, func(w *work) error {
		found, err := w.tx.Deadline(id)
		if err != nil {
			return err
		}
		if !v.Sees(found.Secrecy) {
			return hidden()
		}
		due = hold(w, found)
		if rev != 0 && rev != due.Rev {
			return stale(d.ShowDeadline(v, due))
		}
		return w.editDeadline(v, due, patch)
	})
	if err != nil {
		return nil, 0, err
	}
	return d.ShowDeadline(v, due), act.Seq, nil
}

// stale is the answer to a change made from a revision that is no longer the current one.
func stale(current any) error {
	conflict := archive.Fail(archive.Conflict,
		"Catatan ini sudah diubah orang lain; bandingkan lalu simpan lagi.",
		"Somebody else has changed this record meanwhile; compare and save again.")
	conflict.Current = current
	return conflict
}

// NewDeadline adds a deadline by hand. fields is a merge patch over an empty one, with
// "document" for its source.
func (d *Desk) NewDeadline(ctx context.Context, v archive.Viewer, fields json.RawMessage) (*archive.Deadline, uint64, error) {
	if !v.May(archive.FollowUp) {
		return nil, 0, forbidden()
	}
	var due *archive.Deadline
	act, err := d.act(ctx, v.ID, archive.DidEditDue, func(w *work) error {
		var form struct {
			deadlinePatch
			Document string `json:"document"`
		}
		if _, err := mergeInto(&form, fields); err != nil {
			return err
		}
		doc, err := w.document(form.Document)
		if archive.CodeOf(err) == archive.NotFound || err == nil && !v.Sees(doc.Secrecy) {
			return invalid("document", "Tenggat perlu naskah sumber.", "A deadline needs a source document.")
		}
		if err != nil {
			return err
		}
		due = &archive.Deadline{Head: archive.Head{ID: w.newID()}, Document: doc.ID, Secrecy: doc.Secrecy,
			What: form.What, OwedBy: form.OwedBy, OwedTo: form.OwedTo, Rule: form.Rule, Case: form.Case,
			Evidence: archive.Evidence{By: v.ID, Confidence: 1, Why: "typed"}}
		if err := w.checkCase(v, due.Case); err != nil {
			return err
		}
		if due.Case == "" && len(doc.Cases) > 0 {
			due.Case = doc.Cases[0].Case
		}
		w.books.compute(due, doc, nil)
		w.change(due)
		if err := w.checkParties(v, due); err != nil {
			return err
		}
		return due.Validate()
	})
	if err != nil {
		return nil, 0, err
	}
	return d.ShowDeadline(v, due), act.Seq, nil
}

func (w *work) editDeadline(v archive.Viewer, due *archive.Deadline, patch json.RawMessage) error {
	form := deadlinePatch{What: due.What, OwedBy: due.OwedBy, OwedTo: due.OwedTo, Rule: due.Rule, Case: due.Case}
	keys, err := mergeInto(&form, patch)
	if err != nil || len(keys) == 0 {
		return err
	}
	w.change(due)
	due.What, due.OwedBy, due.OwedTo, due.Case = form.What, form.OwedBy, form.OwedTo, form.Case
	if touches(keys, "owed_by", "owed_to") {
		if err := w.checkParties(v, due); err != nil {
			return err
		}
	}
	if touches(keys, "case") {
		if err := w.checkCase(v, form.Case); err != nil {
			return err
		}
	}
	if touches(keys, "rule") {
		due.Rule = form.Rule
		due.Rule.Default = false
		doc, err := w.sourceOf(due)
		if err != nil {
			return err
		}
		w.books.compute(due, doc, nil)
	}
	if touches(keys, "what", "owed_by", "owed_to", "rule") {
		due.Evidence.By = v.ID
	}
	if err := w.deed(v, due, form); err != nil {
		return err
	}
	return due.Validate()
}

// checkCase refuses a case that is not there for the person who names it.
func (w *work) checkCase(v archive.Viewer, id string) error {
	if id != "" && !w.seesCase(v, id) {
		return invalid("case", "Kasus tidak ditemukan.", "The case is not found.")
	}
	return nil
}

// deed carries out what a patch asks for beyond its fields.
func (w *work) deed(v archive.Viewer, due *archive.Deadline, form deadlinePatch) error {
	switch {
	case form.Reopen:
		if due.Answer != nil && due.Answer.Document != "" && due.Waiver == nil {
			addAll(&due.Refused, due.Answer.Document)
		}
		due.Waiver, due.Answer = nil, nil
	case form.Propose:
		if due.Answer != nil && due.Answer.Document != "" {
			due.Answer.By = ""
		}
	case form.Extend != nil:
		return w.extend(v, due, *form.Extend)
	case form.Waive != nil:
		due.Waiver = &archive.Waiver{Reason: form.Waive.Reason, By: v.ID, At: w.now()}
	case form.Answer != nil:
		return w.answer(v, due, *form.Answer)
	case form.Confirm:
		due.Proposed, due.Evidence.By = false, v.ID
		if due.Answer != nil && !due.Answer.ByPerson() {
			if due.Answer.Document != "" && !w.seesDocument(v, due.Answer.Document) {
				return nil // a proposal this person was not shown
			}
			due.Answer.By = v.ID
		}
	}
	return nil
}

func (w *work) extend(v archive.Viewer, due *archive.Deadline, e extension) error {
	day := e.Due
	if day == "" && e.WorkingDays > 0 {
		day = w.books.calendar(due.Rule.Calendar).AddWorkingDays(firstDay(due.Effective(), w.today()), e.WorkingDays)
	}
	switch {
	case !day.Valid():
		return invalid("extend", "Tulis tanggal baru (TTTT-BB-HH) atau jumlah hari kerja.", "Give the new date (YYYY-MM-DD) or a number of working days.")
	case e.Ground == "":
		return invalid("extend", "Perpanjangan perlu alasan.", "An extension needs a ground.")
	}
	due.Extensions = append(slices.Clone(due.Extensions), archive.Extension{Due: day, Ground: e.Ground, By: v.ID, At: w.now()})
	return nil
}

func (w *work) answer(v archive.Viewer, due *archive.Deadline, a archive.Answer) error {
	day := a.Date
	if a.Document != "" {
		doc, err := w.document(a.Document)
		if err != nil && archive.CodeOf(err) != archive.NotFound {
			return err
		}
		if err != nil || !v.Sees(doc.Secrecy) {
			return invalid("answer", "Naskah jawaban tidak ditemukan.", "The answering document is not found.")
		}
		day = firstDay(day, dayOf(doc))
	}
	day = firstDay(day, w.today())
	if !day.Valid() {
		return invalid("answer", "Tanggal jawaban tidak ada di kalender; tulis TTTT-BB-HH.", "The date of the answer is no day of the calendar; write YYYY-MM-DD.")
	}
	due.Answer = &archive.Answer{Document: a.Document, Date: day, By: v.ID}
	due.Refused = slices.DeleteFunc(slices.Clone(due.Refused), func(id string) bool { return id == a.Document })
	return nil
}

// sourceOf returns the document a deadline comes from, an empty one if it has none.
func (w *work) sourceOf(due *archive.Deadline) (*archive.Document, error) {
	if due.Document == "" {
		return &archive.Document{}, nil
	}
	return w.document(due.Document)
}

func (w *work) checkParties(v archive.Viewer, due *archive.Deadline) error {
	if err := w.checkAgency(v, &due.OwedBy, "owed_by"); err != nil {
		return err
	}
	if err := w.checkAgency(v, &due.OwedTo, "owed_to"); err != nil {
		return err
	}
	if err := w.settleParty(&due.OwedBy, due.Secrecy); err != nil {
		return err
	}
	return w.settleParty(&due.OwedTo, due.Secrecy)
}
