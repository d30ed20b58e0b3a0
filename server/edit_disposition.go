package server

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"lintas/archive"
)

// dispositionFields are what the giver of a disposition may write.
type dispositionFields struct {
	To          []recipientRef `json:"to"`
	Instruction string         `json:"instruction"`
	Due         archive.Date   `json:"due"`
}

// recipientRef names a person, or a unit without an account.
type recipientRef struct {
	User string `json:"user,omitempty"`
	Unit string `json:"unit,omitempty"`
}

// dispositionPatch is what can be sent to EditDisposition: fields, or one deed.
type dispositionPatch struct {
	dispositionFields
	Seen     bool          `json:"seen"`
	Done     *doneReport   `json:"done"`
	Reopen   *recipientRef `json:"reopen"`
	Withdraw *withdrawal   `json:"withdraw"`
	Restore  bool          `json:"restore"`
}

// doneReport says that a part has been carried out: one's own, or a unit's.
type doneReport struct {
	Date   archive.Date `json:"date"` // today if left out
	Report string       `json:"report"`
	Unit   string       `json:"unit"`
}

type withdrawal struct {
	Reason string `json:"reason"`
}

// Dispose gives a disposition on a document: to, instruction, due. Those a disposition is for
// pass it on by naming it as parent. The same key is answered with the first disposition again.
func (d *Desk) Dispose(ctx context.Context, v archive.Viewer, document string, fields json.RawMessage, key string) (*archive.Disposition, uint64, error) {
	var made *archive.Disposition
	act, err := d.act(ctx, v.ID, archive.DidDispose, func(w *work) error {
		doc, err := w.document(document)
		if err != nil {
			return err
		}
		if !v.Sees(doc.Secrecy) {
			return hidden()
		}
		if doc.Status == archive.Withdrawn {
			return invalid("document", "Naskah ini sudah dibatalkan; tidak dapat didisposisikan.", "This document was withdrawn; no disposition can be given on it.")
		}
		var form struct {
			dispositionFields
			Parent string `json:"parent"`
		}
		if _, err := mergeInto(&form, fields); err != nil {
			return err
		}
		if err := w.mayDispose(v, doc, form.Parent); err != nil {
			return err
		}
		id := w.newID()
		if key != "" { // the same request again finds the disposition it made
			id = ReceiptID(v.ID, "disposition\x00"+key)
			if made, err = w.tx.Disposition(id); archive.CodeOf(err) != archive.NotFound {
				return err
			}
		}
		made = &archive.Disposition{Head: archive.Head{ID: id}, Document: doc.ID, Parent: form.Parent, Year: w.today().Year(),
			Given: w.now(), From: v.ID, Secrecy: doc.Secrecy}
		if err := w.writeDisposition(made, form.dispositionFields); err != nil {
			return err
		}
		if made.Number, err = w.tx.NextAgenda(archive.DispositionBook(doc.Secrecy), made.Year); err != nil {
			return fmt.Errorf("number the disposition: %w", err)
		}
		w.change(made)
		return made.Validate()
	})
	if err != nil {
		return nil, 0, err
	}
	return made, act.Seq, nil
}

// mayDispose lets leaders dispose, and those a disposition is for pass it on.
func (w *work) mayDispose(v archive.Viewer, doc *archive.Document, parent string) error {
	if parent == "" {
		if !v.May(archive.Dispose) {
			return forbidden()
		}
		return nil
	}
	from, err := w.tx.Disposition(parent)
	if archive.CodeOf(err) == archive.NotFound || err == nil && (from.Document != doc.ID || !v.Sees(from.Secrecy)) {
		return invalid("parent", "Disposisi yang diteruskan tidak ditemukan.", "The disposition to pass on is not found.")
	}
	if err != nil {
		return err
	}
	if from.Withdrawn != "" {
		return invalid("parent", "Disposisi itu sudah ditarik; tidak dapat diteruskan.", "That disposition was withdrawn; it cannot be passed on.")
	}
	if from.Recipient(v.ID) == nil && !v.May(archive.Dispose) {
		return forbidden()
	}
	return nil
}

// writeDisposition gives a disposition its fields; what recipients who stay have done so far
// stays.
func (w *work) writeDisposition(d *archive.Disposition, form dispositionFields) error {
	d.Instruction, d.Due = strings.TrimSpace(form.Instruction), form.Due
	before := d.To
	d.To = make([]archive.Recipient, 0, len(form.To))
	for _, ref := range form.To {
		to, stays := archive.Recipient{User: ref.User, Unit: strings.TrimSpace(ref.Unit)}, false
		for _, b := range before {
			if b.User == to.User && b.Unit == to.Unit {
				to, stays = b, true
			}
		}
		if to.User != "" && !stays {
			if err := w.mayReceive(to.User, d.Secrecy); err != nil {
				return err
			}
		}
		d.To = append(d.To, to)
	}
	return nil
}

// mayReceive refuses a recipient who is not there, or may not read the document.
func (w *work) mayReceive(user string, level archive.Secrecy) error {
	u, err := w.tx.User(user)
	if archive.CodeOf(err) == archive.NotFound || err == nil && u.Disabled {
		return invalid("to", "Penerima itu tidak punya akun yang aktif.", "That recipient has no active account.")
	}
	if err != nil {
		return err
	}
	if u.Clearance < level {
		return invalid("to",
			fmt.Sprintf("%s tidak berwenang membaca naskah ini. Pilih penerima lain, atau minta admin menaikkan kewenangannya.", u.Name),
			fmt.Sprintf("%s may not read this document. Choose somebody else, or ask the administrator to raise the clearance.", u.Name))
	}
	return nil
}

// EditDisposition changes a disposition: its giver to, instruction and due; and one of the
// deeds
//
//	{"seen": true}                                     by whom it is for
//	{"done": {"date": "…", "report": "…", "unit": ""}} by whom it is for; a unit's by anybody who follows up
//	{"reopen": {"user": "…"}} or {"unit": "…"}         takes it back
//	{"withdraw": {"reason": "…"}}, {"restore": true}   by the giver
func (d *Desk) EditDisposition(ctx context.Context, v archive.Viewer, id string, rev uint64, patch json.RawMessage) (*archive.Disposition, uint64, error) {
	var changed *archive.Disposition
	act, err := d.act(ctx, v.ID, archive.DidEditDisposition, func(w *work) error {
		found, err := w.tx.Disposition(id)
		if err != nil {
			return err
		}
		if !v.Sees(found.Secrecy) {
			return hidden()
		}
		changed = hold(w, found)
		if rev != 0 && rev != changed.Rev {
			return stale(changed)
		}
		return w.editDisposition(v, changed, patch)
	})
	if err != nil {
		return nil, 0, err
	}
	return changed, act.Seq, nil
}

func (w *work) editDisposition(v archive.Viewer, d *archive.Disposition, patch json.RawMessage) error {
	form := dispositionPatch{dispositionFields: dispositionFields{Instruction: d.Instruction, Due: d.Due}}
	for _, to := range d.To {
		form.To = append(form.To, recipientRef{to.User, to.Unit})
	}
	keys, err := mergeInto(&form, patch)
	if err != nil || len(keys) == 0 {
		return err
	}
	d.To = slices.Clone(d.To) // a record that was read is shared
	if touches(keys, "to", "instruction", "due", "withdraw", "restore") && d.From != v.ID && !v.May(archive.Administer) {
		return forbidden()
	}
	if len(keys) > 1 && touches(keys, "seen", "done", "reopen", "withdraw", "restore") {
		return invalid("", "Kirim satu perbuatan saja dalam satu perubahan.", "Send one deed at a time.")
	}
	if d.Withdrawn != "" && !touches(keys, "restore") {
		return invalid("", "Disposisi ini sudah ditarik; tidak dapat diubah lagi.", "This disposition was withdrawn; it cannot be changed any more.")
	}
	w.change(d)
	if touches(keys, "to", "instruction", "due") {
		if err := w.writeDisposition(d, form.dispositionFields); err != nil {
			return err
		}
	}
	if err := w.dispositionDeed(v, d, form); err != nil {
		return err
	}
	return d.Validate()
}

func (w *work) dispositionDeed(v archive.Viewer, d *archive.Disposition, form dispositionPatch) error {
	switch {
	case form.Seen:
		part, err := partOf(v, d, recipientRef{User: v.ID})
		if err != nil {
			return err
		}
		if part.Seen.IsZero() {
			part.Seen = w.now()
		}
	case form.Done != nil:
		part, err := partOf(v, d, recipientRef{Unit: form.Done.Unit})
		if err != nil {
			return err
		}
		if form.Done.Date > w.today() {
			return invalid("done", "Tanggal selesai belum tiba.", "The day it was done has not come yet.")
		}
		part.Done, part.Report = firstDay(form.Done.Date, w.today()), strings.TrimSpace(form.Done.Report)
		if part.Seen.IsZero() {
			part.Seen = w.now()
		}
	case form.Reopen != nil:
		part, err := partOf(v, d, *form.Reopen)
		if err != nil {
			return err
		}
		part.Done, part.Report = "", ""
	case form.Withdraw != nil:
		if d.Withdrawn = strings.TrimSpace(form.Withdraw.Reason); d.Withdrawn == "" {
			return invalid("withdraw", "Tulis alasan disposisi ditarik.", "Write why the disposition is withdrawn.")
		}
	case form.Restore:
		d.Withdrawn = ""
	}
	return nil
}

// partOf returns the part of a disposition that somebody may speak for: their own, or that of
// a unit, which has nobody else to say so.
func partOf(v archive.Viewer, d *archive.Disposition, who recipientRef) (*archive.Recipient, error) {
	if who.Unit == "" {
		if who.User != "" && who.User != v.ID {
			return nil, forbidden()
		}
		if part := d.Recipient(v.ID); part != nil {
			return part, nil
		}
		return nil, forbidden()
	}
	if !v.May(archive.FollowUp) {
		return nil, forbidden()
	}
	for i := range d.To {
		if d.To[i].Unit == who.Unit {
			return &d.To[i], nil
		}
	}
	return nil, invalid("unit", "Disposisi ini tidak diberikan kepada unit itu.", "This disposition is not for that unit.")
}

// moveDispositions gives the dispositions on a document its new level, and the next number of
// that level's book: the old one would tell how many there are in a book above.
func (w *work) moveDispositions(doc *archive.Document) error {
	given, err := w.tx.Dispositions(w.ctx, doc.ID)
	if err != nil {
		return fmt.Errorf("dispositions on document %s: %w", doc.ID, err)
	}
	for _, d := range given {
		d = hold(w, d)
		if d.Secrecy == doc.Secrecy {
			continue
		}
		d.Secrecy = doc.Secrecy
		if d.Number, err = w.tx.NextAgenda(archive.DispositionBook(d.Secrecy), d.Year); err != nil {
			return fmt.Errorf("number the disposition: %w", err)
		}
		w.change(d)
	}
	return nil
}
