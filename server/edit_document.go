package server

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"lintas/archive"
)

// EditDocument applies a JSON merge patch (RFC 7396) to the fields of a document that
// people may edit. rev is the revision the patch was made from; 0 means "whatever it is
// now". What only the reader has changed since is no conflict unless the patch names it.
//
// {"status":"registered"} confirms: the document gets its agenda number and its evidence
// the person's name. {"status":"to_confirm"} takes that back and keeps the number;
// {"status":"withdrawn"} takes the document out of the register.
//
// It returns the document and the number of the act, 0 if nothing was changed.
func (d *Desk) EditDocument(ctx context.Context, v archive.Viewer, id string, rev uint64, patch json.RawMessage) (*archive.Document, uint64, error) {
	var doc *archive.Document
	did, err := didOf(v, patch)
	if err != nil {
		return nil, 0, err
	}
	act, err := d.act(ctx, v.ID, did, func(w *work) error {
		found, err := w.document(id)
		if err != nil {
			return err
		}
		if !v.Sees(found.Secrecy) {
			return hidden()
		}
		doc = found
		if rev != 0 && rev != doc.Rev {
			if err := w.rebase(v, doc, rev, patch); err != nil {
				return err
			}
		}
		return w.editDocument(v, doc, patch)
	})
	if err != nil {
		return nil, 0, err
	}
	return d.ShowDocument(v, doc), act.Seq, nil
}

// didOf names the deed of a patch and checks that the viewer's role allows it: linking
// cases and references is part of following up, all else of registering.
func didOf(v archive.Viewer, patch json.RawMessage) (string, error) {
	var changes map[string]json.RawMessage
	if err := json.Unmarshal(patch, &changes); err != nil || changes == nil {
		return "", invalid("", "Kirim objek JSON dengan bidang yang diubah.", "Send a JSON object with the fields to change.")
	}
	needs := archive.FollowUp
	for key := range changes {
		if key != "cases" && key != "references" {
			needs = archive.Register
		}
	}
	if !v.May(needs) {
		return "", forbidden()
	}
	switch string(bytes.TrimSpace(changes["status"])) {
	case `"registered"`:
		return archive.DidConfirm, nil
	case `"withdrawn"`:
		return archive.DidWithdraw, nil
	}
	return archive.DidEdit, nil
}

// rebase lets a patch pass that was made from an older revision, when since then only the
// machine has worked on the document, and not on the fields the patch names.
func (w *work) rebase(v archive.Viewer, doc *archive.Document, rev uint64, patch json.RawMessage) error {
	conflict := archive.Fail(archive.Conflict,
		"Naskah ini sudah diubah orang lain; bandingkan lalu simpan lagi.",
		"Somebody else has changed this document meanwhile; compare and save again.")
	conflict.Current = w.desk.ShowDocument(v, doc)
	history, err := w.tx.History(w.ctx, archive.DocumentRecord, doc.ID)
	if err != nil {
		return fmt.Errorf("history of document %s: %w", doc.ID, err)
	}
	var base *archive.Document
	for _, act := range history {
		for _, c := range act.Changes {
			switch {
			case c.Kind != archive.DocumentRecord || c.ID != doc.ID:
			case c.Rev > rev && act.By != archive.ByReader && act.By != archive.BySystem:
				return conflict
			case c.Rev == rev && c.Body != nil:
				base = new(archive.Document)
				if err := json.Unmarshal(c.Body, base); err != nil {
					return fmt.Errorf("revision %d of document %s: %w", rev, doc.ID, err)
				}
			}
		}
	}
	if base == nil || !agreeOn(patch, fieldsOf(base), fieldsOf(doc)) {
		return conflict
	}
	return nil
}

// agreeOn reports whether two states have the same values in the fields a patch names.
func agreeOn(patch json.RawMessage, a, b documentFields) bool {
	var named, before, after map[string]json.RawMessage
	rawA, errA := json.Marshal(a)
	rawB, errB := json.Marshal(b)
	if errA != nil || errB != nil || json.Unmarshal(patch, &named) != nil || json.Unmarshal(rawA, &before) != nil || json.Unmarshal(rawB, &after) != nil {
		return false
	}
	for key := range named {
		if !bytes.Equal(before[key], after[key]) {
			return false
		}
	}
	return true
}

// editDocument applies a patch and draws what follows from it.
func (w *work) editDocument(v archive.Viewer, doc *archive.Document, patch json.RawMessage) error {
	before, err := cloneDocument(doc)
	if err != nil {
		return err
	}
	keys, err := patchDocument(doc, patch, v.ID)
	if err != nil {
		return err
	}
	if len(keys) == 0 {
		return nil
	}
	keepHidden(v, w, doc, before)
	if err := w.checkTargets(v, doc, keys); err != nil {
		return err
	}
	if err := doc.Validate(); err != nil {
		return err
	}
	w.change(doc)
	if err := w.learn(v, doc, before, keys); err != nil {
		return err
	}
	if err := w.settleParties(doc); err != nil {
		return err
	}
	if touches(keys, "from", "to") && !doc.Confirmed("direction") {
		doc.Direction = directionOf(doc, w.books.settings.Agency)
	}
	if err := w.carryOver(doc, before, keys); err != nil {
		return err
	}
	if doc.Status != before.Status {
		return w.changeStatus(v, doc, before)
	}
	return nil
}

// carryOver takes a change to the records that hang on the document: deadlines, meeting,
// links and cases.
func (w *work) carryOver(doc, before *archive.Document, keys []string) error {
	if touches(keys, "date", "received", "urgency", "secrecy", "from", "to") {
		if err := w.renewDeadlines(doc, before); err != nil {
			return err
		}
	}
	if doc.Secrecy != before.Secrecy {
		if err := w.renumber(doc); err != nil {
			return err
		}
		if err := w.moveLevel(doc); err != nil {
			return err
		}
	}
	if touches(keys, "numbers", "date", "from", "references", "workers", "cases", "secrecy") {
		if err := w.withdrawAnswers(doc, before.References); err != nil {
			return err
		}
		if err := w.link(doc); err != nil {
			return err
		}
	}
	if touches(keys, "possible_duplicates") {
		if err := w.holdDeadlines(doc); err != nil {
			return err
		}
	}
	if touches(keys, "cases") {
		return w.confirmCases(doc)
	}
	return nil
}

// renewDeadlines works the deadlines of a document out again after its dates, urgency,
// level or parties changed.
func (w *work) renewDeadlines(doc, before *archive.Document) error {
	dues, err := w.deadlines(doc.ID)
	if err != nil {
		return err
	}
	for _, due := range dues {
		due.Secrecy = doc.Secrecy
		if due.Rule.Default && doc.Urgency != before.Urgency {
			w.books.defaultTime(due, doc.Urgency)
		}
		recompute(due, w.books, before, w.books, doc)
		if due.Proposed {
			follows(&due.OwedTo, before.From, doc.From)
			if len(before.To) > 0 && len(doc.To) > 0 {
				follows(&due.OwedBy, before.To[0], doc.To[0])
			}
		}
		w.change(due)
	}
	return nil
}

// follows gives a party of a proposed deadline the correction that the same party of its
// document was given.
func follows(p *archive.Party, was, is archive.Party) {
	if was != is && (was.Agency != "" && p.Agency == was.Agency || was.Agency == "" && p.Agency == "" && p.Printed == was.Printed) {
		*p = is
	}
}

// moveLevel gives the meeting, the dispositions and the proposed cases of a document its new level.
func (w *work) moveLevel(doc *archive.Document) error {
	if doc.Meeting != "" {
		meeting, err := w.meeting(doc.Meeting)
		if err != nil {
			return err
		}
		meeting.Secrecy = doc.Secrecy
		w.change(meeting)
	}
	if err := w.moveDispositions(doc); err != nil {
		return err
	}
	for _, link := range doc.Cases {
		if err := w.relevelCase(link.Case, doc); err != nil {
			return err
		}
	}
	return nil
}

// changeStatus carries out a confirmation, its undoing, a withdrawal and its undoing.
func (w *work) changeStatus(v archive.Viewer, doc, before *archive.Document) error {
	switch doc.Status {
	case archive.Registered:
		return w.register(v, doc)
	case archive.ToConfirm:
		if before.Status == archive.Reading {
			return invalid("status", "Naskah ini masih dibaca; tunggu sebentar.", "This document is still being read; wait a moment.")
		}
		if before.Status == archive.Withdrawn {
			return w.bringBack(doc)
		}
		return nil
	case archive.Withdrawn:
		return w.withdraw(v, doc)
	}
	return invalid("status", fmt.Sprintf("Status %q tidak dapat diberikan; pilih registered, to_confirm atau withdrawn.", doc.Status),
		fmt.Sprintf("The status %q cannot be given; choose registered, to_confirm or withdrawn.", doc.Status))
}

// register confirms a document: an agenda number unless it has one, and the person's name
// on all that was read.
func (w *work) register(v archive.Viewer, doc *archive.Document) error {
	if err := w.holdDeadlines(doc); err != nil { // whoever registers it says that it is another letter
		return err
	}
	if doc.Agenda == nil {
		if err := w.number(doc); err != nil {
			return err
		}
	}
	for field, evidence := range doc.Evidence {
		if evidence.By == "" {
			evidence.By = v.ID
			doc.Evidence[field] = evidence
		}
	}
	for i := range doc.References {
		if ref := &doc.References[i]; ref.Target != "" && ref.By == "" {
			ref.By = v.ID
		}
	}
	if err := w.confirmAnswers(v, doc); err != nil {
		return err
	}
	for i := range doc.Cases {
		if doc.Cases[i].By == "" {
			doc.Cases[i].By = v.ID
		}
	}
	if err := w.confirmCases(doc); err != nil {
		return err
	}
	dues, err := w.deadlines(doc.ID)
	if err != nil {
		return err
	}
	for _, due := range dues {
		if due.Proposed {
			due.Proposed = false
			due.Evidence.By = v.ID
			w.change(due)
		}
	}
	return nil
}

// confirmCases makes the cases that a person has tied a document to more than proposals.
func (w *work) confirmCases(doc *archive.Document) error {
	for _, link := range doc.Cases {
		if link.By == "" {
			continue
		}
		c, err := w.kase(link.Case)
		if err != nil {
			return fmt.Errorf("case of document %s: %w", doc.ID, err)
		}
		if c.Proposed {
			c.Proposed = false
			w.change(c)
		}
	}
	return nil
}

func withdrawnReason() string { return "Naskah sumbernya ditarik dari register." }

// withdraw takes a document out of the register: nothing is owed for it any more, and it
// answers nothing. Its agenda number stays taken.
func (w *work) withdraw(v archive.Viewer, doc *archive.Document) error {
	if err := w.withdrawAnswers(doc, doc.References); err != nil {
		return err
	}
	if err := w.freeDuplicates(doc); err != nil {
		return err
	}
	dues, err := w.deadlines(doc.ID)
	if err != nil {
		return err
	}
	for _, due := range dues {
		if !due.Settled() {
			due.Waiver = &archive.Waiver{Reason: withdrawnReason(), By: v.ID, At: w.now()}
			w.change(due)
		}
	}
	return nil
}

// bringBack undoes a withdrawal.
func (w *work) bringBack(doc *archive.Document) error {
	dues, err := w.deadlines(doc.ID)
	if err != nil {
		return err
	}
	for _, due := range dues {
		if due.Waiver != nil && due.Waiver.Reason == withdrawnReason() {
			due.Waiver = nil
			w.change(due)
		}
	}
	return w.link(doc)
}

func touches(keys []string, fields ...string) bool {
	return slices.ContainsFunc(fields, func(f string) bool { return slices.Contains(keys, f) })
}

func firstDay(days ...archive.Date) archive.Date {
	for _, day := range days {
		if day != "" {
			return day
		}
	}
	return ""
}

func cloneDocument(doc *archive.Document) (*archive.Document, error) {
	raw, err := json.Marshal(doc)
	if err != nil {
		return nil, fmt.Errorf("copy document %s: %w", doc.ID, err)
	}
	clone := new(archive.Document)
	if err := json.Unmarshal(raw, clone); err != nil {
		return nil, fmt.Errorf("copy document %s: %w", doc.ID, err)
	}
	return clone, nil
}
