package server

import (
	"fmt"
	"slices"

	"lintas/archive"
)

// hidden is the answer for a record that is not there, or not for this person: the two
// cannot be told apart.
func hidden() error {
	return archive.Fail(archive.NotFound, "Tidak ditemukan, atau tidak untuk Anda.", "Not found, or not for you.")
}

func forbidden() error {
	return archive.Fail(archive.Forbidden, "Peran Anda tidak mengizinkan ini.", "Your role does not allow this.")
}

// checkTargets refuses references and case links to records that are not there for the
// person who sets them, and agencies that do not exist.
func (w *work) checkTargets(v archive.Viewer, doc *archive.Document, keys []string) error {
	if touches(keys, "references") {
		for i, ref := range doc.References {
			if err := w.checkAgency(v, &archive.Party{Agency: ref.Agency.Agency}, fmt.Sprintf("references.%d", i)); err != nil {
				return err
			}
			if ref.Target == "" || ref.By != v.ID {
				continue
			}
			target, err := w.document(ref.Target)
			if err != nil && archive.CodeOf(err) != archive.NotFound {
				return err
			}
			if err != nil || !v.Sees(target.Secrecy) || target.ID == doc.ID {
				return invalid(fmt.Sprintf("references.%d", i), "Naskah rujukan tidak ditemukan.", "The document referred to is not found.")
			}
		}
	}
	if touches(keys, "cases") {
		for i, link := range doc.Cases {
			if link.By != v.ID {
				continue
			}
			c, err := w.kase(link.Case)
			if err != nil && archive.CodeOf(err) != archive.NotFound {
				return err
			}
			if err != nil || !v.Sees(c.Secrecy) {
				return invalid(fmt.Sprintf("cases.%d", i), "Kasus tidak ditemukan.", "The case is not found.")
			}
		}
	}
	for _, field := range []string{"from", "to", "copies"} {
		if touches(keys, field) {
			if err := w.checkAgencies(v, doc, field); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *work) checkAgencies(v archive.Viewer, doc *archive.Document, field string) error {
	parties := map[string][]*archive.Party{"from": {&doc.From}}
	for i := range doc.To {
		parties["to"] = append(parties["to"], &doc.To[i])
	}
	for i := range doc.Copies {
		parties["copies"] = append(parties["copies"], &doc.Copies[i])
	}
	for _, p := range parties[field] {
		if err := w.checkAgency(v, p, field); err != nil {
			return err
		}
	}
	return nil
}

// checkAgency refuses a party with an agency that is not there for the person, and gives it
// the agency's name.
func (w *work) checkAgency(v archive.Viewer, p *archive.Party, field string) error {
	if p.Agency == "" {
		return nil
	}
	agency, err := w.agency(p.Agency)
	if err != nil && archive.CodeOf(err) != archive.NotFound {
		return err
	}
	if err != nil || !v.Sees(agency.Secrecy) {
		return invalid(field, "Instansi tidak ditemukan.", "The agency is not found.")
	}
	p.Name = agency.Name
	return nil
}

// keepHidden puts back what a person replaced without having been shown it: targets and
// cases above their clearance.
func keepHidden(v archive.Viewer, w *work, doc, before *archive.Document) {
	for i := range doc.References {
		ref := &doc.References[i]
		if ref.Target != "" {
			continue
		}
		for _, old := range before.References {
			if old.Target != "" && old.Number == ref.Number && old.Date == ref.Date && old.Printed == ref.Printed && old.Relation == ref.Relation && !w.seesDocument(v, old.Target) {
				*ref = old
			}
		}
	}
	doc.PossibleDuplicates = slices.DeleteFunc(doc.PossibleDuplicates, func(id string) bool { return id == doc.ID || !w.seesDocument(v, id) })
	for _, id := range before.PossibleDuplicates {
		if !slices.Contains(doc.PossibleDuplicates, id) && !w.seesDocument(v, id) {
			doc.PossibleDuplicates = append(doc.PossibleDuplicates, id)
		}
	}
	for _, link := range before.Cases {
		if !slices.ContainsFunc(doc.Cases, func(l archive.CaseLink) bool { return l.Case == link.Case }) && !w.seesCase(v, link.Case) {
			doc.Cases = append(doc.Cases, link)
		}
	}
}

func (w *work) seesDocument(v archive.Viewer, id string) bool {
	doc, err := w.document(id)
	return err == nil && v.Sees(doc.Secrecy)
}

func (w *work) seesCase(v archive.Viewer, id string) bool {
	c, err := w.kase(id)
	return err == nil && v.Sees(c.Secrecy)
}
