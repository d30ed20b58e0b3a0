package server

import (
	"fmt"

	"lintas/archive"
)

// number gives a document the next agenda number of its book: of the year it came
// in, or for what was sent the year it is dated.
func (w *work) number(doc *archive.Document) error {
	day := firstDay(doc.Received, doc.Entered, w.today())
	if doc.Direction == archive.Outgoing || doc.Direction == archive.Internal {
		day = firstDay(doc.Date, doc.Entered, w.today())
	}
	agenda := archive.Agenda{Register: archive.Book(doc.Direction, doc.Secrecy), Year: day.Year()}
	number, err := w.tx.NextAgenda(agenda.Register, agenda.Year)
	if err != nil {
		return fmt.Errorf("agenda number: %w", err)
	}
	agenda.Number = number
	doc.Agenda = &agenda
	return nil
}

// renumber enters a document whose level has changed into the book of its new level, if it
// has a number at all.
func (w *work) renumber(doc *archive.Document) error {
	if doc.Agenda == nil || doc.Agenda.Level() == doc.Secrecy {
		return nil
	}
	return w.number(doc)
}
