package server

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"lintas/archive"
	"lintas/storage"
)

// caseFields are the fields of a case that people may set.
type caseFields struct {
	Number   string             `json:"number"`
	Title    string             `json:"title"`
	Status   archive.CaseStatus `json:"status"`
	Country  string             `json:"country"`
	Problems []string           `json:"problems"`
	Workers  []archive.Worker   `json:"workers"`
	Agencies []string           `json:"agencies"`
	Opened   archive.Date       `json:"opened"`
	Closed   archive.Date       `json:"closed"`
	Secrecy  archive.Secrecy    `json:"secrecy"`
	Remark   string             `json:"remark"`
}

func (f caseFields) into(c *archive.Case) {
	c.Number, c.Title, c.Status, c.Country, c.Problems = f.Number, f.Title, f.Status, f.Country, f.Problems
	c.Workers, c.Agencies, c.Opened, c.Closed, c.Secrecy, c.Remark = f.Workers, f.Agencies, f.Opened, f.Closed, f.Secrecy, f.Remark
}

func fieldsOfCase(c *archive.Case) caseFields {
	return caseFields{c.Number, c.Title, c.Status, c.Country, c.Problems, c.Workers, c.Agencies, c.Opened, c.Closed, c.Secrecy, c.Remark}
}

// EditCase applies a merge patch to a case. Whoever edits a proposed case confirms it.
func (d *Desk) EditCase(ctx context.Context, v archive.Viewer, id string, rev uint64, patch json.RawMessage) (*archive.Case, uint64, error) {
	if !v.May(archive.FollowUp) {
		return nil, 0, forbidden()
	}
	var c *archive.Case
	act, err := d.act(ctx, v.ID, archive.DidEditCase, func(w *work) error {
		found, err := w.kase(id)
		if err != nil {
			return err
		}
		if !v.Sees(found.Secrecy) {
			return hidden()
		}
		c = found
		if rev != 0 && rev != c.Rev {
			return stale(d.ShowCase(v, c))
		}
		return w.editCase(v, c, patch)
	})
	if err != nil {
		return nil, 0, err
	}
	return d.ShowCase(v, c), act.Seq, nil
}

// NewCase opens a case; its number is given unless fields bring one.
func (d *Desk) NewCase(ctx context.Context, v archive.Viewer, fields json.RawMessage) (*archive.Case, uint64, error) {
	if !v.May(archive.FollowUp) {
		return nil, 0, forbidden()
	}
	var c *archive.Case
	act, err := d.act(ctx, v.ID, archive.DidEditCase, func(w *work) error {
		c = &archive.Case{Head: archive.Head{ID: w.newID()}, Status: archive.CaseOpen, Opened: w.today()}
		if err := w.editCase(v, c, fields); err != nil {
			return err
		}
		if c.Number == "" {
			number, err := w.caseNumber(c.Opened.Year(), c.Secrecy)
			if err != nil {
				return err
			}
			c.Number = number
		}
		return nil
	})
	if err != nil {
		return nil, 0, err
	}
	return d.ShowCase(v, c), act.Seq, nil
}

func (w *work) editCase(v archive.Viewer, c *archive.Case, patch json.RawMessage) error {
	fields, before, agencies := fieldsOfCase(c), c.Status, c.Agencies
	keys, err := mergeInto(&fields, patch)
	if err != nil {
		return err
	}
	fields.into(c)
	for i, day := range []archive.Date{c.Opened, c.Closed} {
		if day != "" && !day.Valid() {
			return invalid([]string{"opened", "closed"}[i], "Tanggal tidak ada di kalender; tulis TTTT-BB-HH.", "The date is no day of the calendar; write YYYY-MM-DD.")
		}
	}
	if touches(keys, "agencies") {
		for _, id := range c.Agencies {
			if err := w.checkAgency(v, &archive.Party{Agency: id}, "agencies"); err != nil {
				return err
			}
		}
		addAll(&c.Agencies, w.unseenAgencies(v, agencies)...)
	}
	for i := range c.Workers {
		worker := &c.Workers[i]
		if worker.ID == "" {
			worker.ID = fmt.Sprintf("p%d", i+1)
		}
		worker.NIK = archive.PaperKey(worker.NIK)
		for j := range worker.Passport {
			worker.Passport[j] = archive.PaperKey(worker.Passport[j])
		}
	}
	if c.Status != before && c.Status == archive.CaseDone && c.Closed == "" {
		c.Closed = w.today()
	}
	c.Proposed = false
	w.change(c)
	return c.Validate()
}

// unseenAgencies returns those of a list that a person was not shown: they stay where they
// were.
func (w *work) unseenAgencies(v archive.Viewer, ids []string) []string {
	var unseen []string
	for _, id := range ids {
		if agency, err := w.agency(id); err == nil && !v.Sees(agency.Level()) {
			unseen = append(unseen, id)
		}
	}
	return unseen
}

// relevelCase describes a case that is still a proposal anew after one of its documents
// changed its level: by the least secret ones in it, whose level it has.
func (w *work) relevelCase(id string, changed *archive.Document) error {
	c, err := w.kase(id)
	if err != nil {
		return fmt.Errorf("case of document %s: %w", changed.ID, err)
	}
	if !c.Proposed {
		return nil
	}
	lowest := []*archive.Document{changed}
	q := storage.DocumentQuery{Case: id, Limit: 200, OldestFirst: true}
	for {
		page, err := w.tx.Documents(w.ctx, q)
		if err != nil {
			return fmt.Errorf("documents of case %s: %w", id, err)
		}
		for _, doc := range page.Items {
			doc = hold(w, doc)
			switch level := lowest[0].Secrecy; {
			case doc.ID == changed.ID || doc.Secrecy > level:
			case doc.Secrecy < level:
				lowest = []*archive.Document{doc}
			default:
				lowest = append(lowest, doc)
			}
		}
		if page.Next == "" {
			break
		}
		q.Cursor = page.Next
	}
	c.Secrecy = lowest[0].Secrecy
	was := *c
	members := func(doc *archive.Document) []archive.Mention {
		if len(doc.Cases) < 2 {
			return doc.Workers
		}
		return slices.DeleteFunc(slices.Clone(doc.Workers), func(m archive.Mention) bool { return !likeAny(m, &was) })
	}
	describeCase(c, lowest[0], members(lowest[0]))
	for _, doc := range lowest[1:] {
		addToCase(c, doc, members(doc))
	}
	w.change(c)
	return nil
}
