package server

import (
	"fmt"
	"slices"

	"lintas/archive"
	"lintas/storage"
)

// markDuplicates notes the documents that may be the same letter: same bytes, or same
// number, sender and date.
func (w *work) markDuplicates(doc *archive.Document) error {
	if doc.Confirmed("possible_duplicates") {
		return nil
	}
	same, err := w.sameLetters(doc, doc.Secrecy)
	doc.PossibleDuplicates = same
	return err
}

// sameLetters returns the ids of the documents up to a level that may be the same letter.
func (w *work) sameLetters(doc *archive.Document, level archive.Secrecy) ([]string, error) {
	var same []string
	note := func(other *storage.Sketch) {
		if other.ID != doc.ID && other.Status != archive.Withdrawn && other.Secrecy <= level && !slices.Contains(same, other.ID) {
			same = append(same, other.ID)
		}
	}
	for _, file := range doc.Files {
		others, err := w.tx.SketchesByBlob(w.ctx, file.Blob)
		if err != nil {
			return nil, fmt.Errorf("documents with the same bytes: %w", err)
		}
		for _, other := range others {
			note(other)
		}
	}
	for _, number := range doc.Numbers {
		others, err := byNumber(w.ctx, w.tx.Reader, archive.Skeleton(number))
		if err != nil {
			return nil, err
		}
		for _, other := range others {
			if other.Date == doc.Date && doc.Date != "" && sameParty(other.From, doc.From) {
				note(other)
			}
		}
	}
	return same, nil
}

// freeDuplicates lets the letters run that were held because of one that has been withdrawn.
func (w *work) freeDuplicates(doc *archive.Document) error {
	same, err := w.sameLetters(doc, archive.TopSecret)
	if err != nil {
		return err
	}
	for _, id := range same {
		other, err := w.document(id)
		if err != nil {
			return err
		}
		i := slices.Index(other.PossibleDuplicates, doc.ID)
		if i < 0 {
			continue
		}
		other.PossibleDuplicates = slices.Delete(other.PossibleDuplicates, i, i+1)
		w.change(other)
		if err := w.holdDeadlines(other); err != nil {
			return err
		}
	}
	return nil
}

// sameParty reports whether two parties are one agency, or nobody could tell which.
func sameParty(a, b archive.Party) bool {
	if a.Agency != "" || b.Agency != "" {
		return a.Agency == b.Agency
	}
	return a.Printed == b.Printed
}

// sameLetterReason is why nothing is owed for a letter that may be another one again.
const sameLetterReason = "Mungkin surat yang sama dengan naskah lain; tenggatnya sudah berjalan di sana. Berjalan lagi bila naskah ini ditetapkan berbeda."

// holdDeadlines keeps a letter that may be one received before from being owed for twice. Its
// deadlines run once a person has said that it is another letter: by registering it, or by
// emptying the list of possible duplicates.
func (w *work) holdDeadlines(doc *archive.Document) error {
	earlier := func(id string) bool { return id < doc.ID } // ids rise with the time of receipt
	hold := doc.Status != archive.Registered && slices.ContainsFunc(doc.PossibleDuplicates, earlier)
	dues, err := w.deadlines(doc.ID)
	if err != nil {
		return err
	}
	for _, due := range dues {
		held := due.Waiver != nil && due.Waiver.Reason == sameLetterReason
		switch {
		case hold && due.Waiver == nil && due.Proposed && !due.Settled():
			due.Waiver = &archive.Waiver{Reason: sameLetterReason, By: archive.ByReader, At: w.now()}
		case !hold && held:
			due.Waiver = nil
		default:
			continue
		}
		w.change(due)
	}
	return nil
}
