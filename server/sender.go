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
		if err := w.recognise(&doc.References[i].Agency); err != nil {
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
				if err := w.recognise(&rec.Attendees[i]); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// recognise gives a party the agency it means, if the archive knows it.
func (w *work) recognise(p *archive.Party) error {
	_, err := w.agencyOf(p)
	return err
}

// agencyOf returns the agency a party means, nil if the archive does not know it.
func (w *work) agencyOf(p *archive.Party) (*archive.Agency, error) {
	name := firstText(p.Name, p.Printed)
	if p.Agency == "" && name == "" {
		return nil, nil
	}
	ids := []string{p.Agency}
	if p.Agency == "" {
		if known, _ := w.books.agencies.Find(name); known != nil {
			ids[0] = known.ID
		} else if _, id := w.books.agencies.Canonical(name); id != "" {
			ids[0] = id
		} else {
			return nil, nil
		}
	}
	agency, err := w.agency(ids[0])
	if archive.CodeOf(err) == archive.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	p.Agency, p.Name = agency.ID, agency.Name
	return agency, nil
}

// settleParty is recognise, and proposes an agency the archive does not know. A proposed
// agency is as secret as the least secret document that names it.
func (w *work) settleParty(p *archive.Party, level archive.Secrecy) error {
	agency, err := w.agencyOf(p)
	if err != nil {
		return err
	}
	if agency != nil {
		if agency.Proposed && agency.Secrecy > level {
			agency.Secrecy = level
			w.change(agency)
		}
		return nil
	}
	if p.Agency != "" {
		p.Agency = ""
	}
	name, id := w.books.agencies.Canonical(firstText(p.Name, p.Printed))
	if id == "" {
		return nil
	}
	agency = &archive.Agency{Head: archive.Head{ID: id}, Name: name, Proposed: true, Secrecy: level, Source: "naskah"}
	w.change(agency)
	p.Agency, p.Name = id, name
	return nil
}
