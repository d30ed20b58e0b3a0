package server

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"lintas/archive"
)

// NewNote registers the note of a call or chat, a document without a file. fields is a
// merge patch over an empty document. The same key with the same fields is answered with the
// first note again.
func (d *Desk) NewNote(ctx context.Context, v archive.Viewer, fields json.RawMessage, key string) (Received, error) {
	if !v.May(archive.Register) {
		return Received{}, forbidden()
	}
	var got Received
	act, err := d.act(ctx, v.ID, archive.DidConfirm, func(w *work) error {
		a := arrival{}
		if key != "" {
			sum := sha256.Sum256(fields)
			a.receipt, a.sum = ReceiptID(v.ID, key), hex.EncodeToString(sum[:])
			again, found, err := w.replay(v, a)
			if got = again; found || err != nil {
				return err
			}
		}
		note, err := w.note(v, fields)
		if err != nil {
			return err
		}
		got.Document = note
		if a.receipt != "" {
			w.change(&archive.Receipt{Head: archive.Head{ID: a.receipt}, Sum: a.sum, Document: note.ID})
		}
		return nil
	})
	if err != nil {
		return Received{}, err
	}
	got.Seq, got.Document = act.Seq, d.ShowDocument(v, got.Document)
	return got, nil
}

func (w *work) note(v archive.Viewer, fields json.RawMessage) (*archive.Document, error) {
	note := &archive.Document{
		Head: archive.Head{ID: w.newID()}, Kind: archive.Note, Form: archive.CatatanKontak, Status: archive.ToConfirm,
		Entered: w.today(), Received: w.today(), EnteredBy: v.ID, Read: archive.ReadState{State: archive.ReadDone, At: w.now()},
	}
	if err := w.editDocument(v, note, fields); err != nil {
		return nil, err
	}
	if note.Kind != archive.Note {
		return nil, invalid("kind", "Surat dan notula perlu berkas PDF.", "Letters and minutes need a PDF file.")
	}
	if note.Subject == "" {
		return nil, invalid("subject", "Tulis perihal catatan.", "Write what the note is about.")
	}
	w.change(note)
	if note.Status == archive.Registered {
		return note, nil
	}
	note.Status = archive.Registered
	return note, w.register(v, note)
}
