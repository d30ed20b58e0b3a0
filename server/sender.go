package server

import (
	"lintas/archive"
)

// settleParties gives every party of a document and its new records the agency it
// means, proposing those that the archive does not know yet.
func (w *work) settleParties(doc *archive.Document) error {
	if err := w.settleParty(&doc.From, doc.Secrecy); err != nil {
		return err
	}
	for i := range doc.To {
		if err := w.settleParty(&doc.To[i], doc.Secrecy); err != nil {
			return err
		}
	}
	for i := range doc.Copies {
		if err := w.settleParty(&doc.Copies[i], doc.Secrecy); err != nil {
			return err
		}
	}
	for i := range doc.References {
		if err := w.recognise(&doc.References[i].Agency, doc.Secrecy); err != nil {
			return err
		}
	}
	for _, rec := range w.turn {
		switch rec := rec.(type) {
		case *archive.Deadline:
			for _, party := range []*archive.Party{&rec.OwedBy, &rec.OwedTo} {
				if err := w.settleParty(party, rec.Secrecy); err != nil {
					return err
				}
			}
		case *archive.Meeting:
			for i := range rec.Attendees {
				if err := w.recognise(&rec.Attendees[i], rec.Secrecy); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// recognise gives a party of a record the agency it means, if that is known at the level of
// the record.
func (w *work) recognise(p *archive.Party, level archive.Secrecy) error {
	_, err := w.agencyOf(p, level)
	return err
}

// agencyOf returns the agency a party means, nil if none is known at a level. An id and a
// name above the level, which the reader may have found, are taken out: a record never says
// more of an agency than may be known where the record is.
func (w *work) agencyOf(p *archive.Party, level archive.Secrecy) (*archive.Agency, error) {
	if p.Agency != "" {
		agency, err := w.agency(p.Agency)
		switch {
		case archive.CodeOf(err) == archive.NotFound:
			return nil, nil // by the rules of names; it may still come
		case err != nil:
			return nil, err
		case seenAt(agency, level):
			p.Name = agency.Name
			return agency, nil
		default:
			p.Agency, p.Name = "", ""
		}
	}
	name := firstText(p.Name, p.Printed)
	if name == "" {
		return nil, nil
	}
	id := ""
	if known, _ := w.books.find(name, level); known != nil {
		id = known.ID
	} else if _, id = w.books.agencies.Canonical(name); id == "" {
		return nil, nil
	}
	agency, err := w.agency(id)
	if archive.CodeOf(err) == archive.NotFound || err == nil && !seenAt(agency, level) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	p.Agency, p.Name = agency.ID, agency.Name
	return agency, nil
}

// settleParty is recognise, and proposes an agency that is not known at the level. One that
// was so far named in documents of higher levels only becomes known as the page has it.
func (w *work) settleParty(p *archive.Party, level archive.Secrecy) error {
	agency, err := w.agencyOf(p, level)
	if err != nil || agency != nil {
		return err
	}
	p.Agency = ""
	name, id := w.books.agencies.Canonical(firstText(p.Name, p.Printed))
	if id == "" {
		return nil
	}
	twin, err := w.agency(id)
	switch {
	case archive.CodeOf(err) == archive.NotFound:
		agency = &archive.Agency{Head: archive.Head{ID: id}}
	case err != nil:
		return err
	case twin.Proposed && twin.Name == name:
		agency = twin
	default:
		agency = &archive.Agency{Head: archive.Head{ID: w.newID()}}
	}
	*agency = archive.Agency{Head: agency.Head, Name: name, Proposed: true, Secrecy: level, Source: "naskah"}
	w.change(agency)
	p.Agency, p.Name = agency.ID, name
	return nil
}
