package server

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"lintas/archive"
	"lintas/storage"
)

// agencyFields are the fields of an agency that people may set.
type agencyFields struct {
	Name     string               `json:"name"`
	Short    string               `json:"short"`
	Group    string               `json:"group"`
	Parent   string               `json:"parent"`
	Aliases  []string             `json:"aliases"`
	Former   []archive.FormerName `json:"former"`
	Units    []string             `json:"units"`
	Patterns []string             `json:"patterns"`
	Source   string               `json:"source"`
	Secrecy  archive.Secrecy      `json:"secrecy"`
}

func (f agencyFields) into(a *archive.Agency) {
	a.Name, a.Short, a.Group, a.Parent, a.Aliases = f.Name, f.Short, f.Group, f.Parent, f.Aliases
	a.Former, a.Units, a.Patterns, a.Source, a.Secrecy = f.Former, f.Units, f.Patterns, f.Source, f.Secrecy
}

// EditAgency applies a merge patch to an agency and confirms it if it was only proposed.
// Reading, resolving and search use it from the moment this returns.
func (d *Desk) EditAgency(ctx context.Context, v archive.Viewer, id string, rev uint64, patch json.RawMessage) (*archive.Agency, uint64, error) {
	if !v.May(archive.Register) {
		return nil, 0, forbidden()
	}
	var agency *archive.Agency
	act, err := d.act(ctx, v.ID, archive.DidEditAgency, func(w *work) error {
		found, err := w.agency(id)
		if err != nil {
			return err
		}
		if !v.Sees(found.Level()) {
			return hidden()
		}
		agency = found
		if rev != 0 && rev != agency.Rev {
			return stale(agency)
		}
		return w.editAgency(v, agency, patch)
	})
	if err != nil {
		return nil, 0, err
	}
	return agency, act.Seq, nil
}

// NewAgency adds an agency. Its id says nothing of its name: one that is taken by an agency
// above the viewer's clearance could be told from one that is not.
func (d *Desk) NewAgency(ctx context.Context, v archive.Viewer, fields json.RawMessage) (*archive.Agency, uint64, error) {
	if !v.May(archive.Register) {
		return nil, 0, forbidden()
	}
	var agency *archive.Agency
	act, err := d.act(ctx, v.ID, archive.DidEditAgency, func(w *work) error {
		var named struct{ Name, Short string }
		if err := json.Unmarshal(fields, &named); err != nil {
			return badValue(err)
		}
		existing, err := w.namesake(v, named.Short, named.Name)
		if err != nil {
			return err
		}
		if existing != nil {
			refusal := archive.Fail(archive.Duplicate, "Instansi ini sudah ada: "+existing.Name+".", "This agency is there already: "+existing.Name+".")
			refusal.Current = existing
			return refusal
		}
		agency = &archive.Agency{Head: archive.Head{ID: w.newID()}}
		return w.editAgency(v, agency, fields)
	})
	if err != nil {
		return nil, 0, err
	}
	return agency, act.Seq, nil
}

// namesake returns the agency that the viewer may know of and that has one of the names,
// nil if there is none.
func (w *work) namesake(v archive.Viewer, names ...string) (*archive.Agency, error) {
	_, id := w.books.agencies.Canonical(firstText(names...))
	ids := []string{id}
	for _, name := range names {
		if known, score := w.books.find(name, v.Clearance); known != nil && score == 1 {
			ids = append(ids, known.ID)
		}
	}
	for _, id := range ids {
		if id == "" {
			continue
		}
		agency, err := w.agency(id)
		if err != nil && archive.CodeOf(err) != archive.NotFound {
			return nil, err
		}
		if err == nil && v.Sees(agency.Level()) {
			return agency, nil
		}
	}
	return nil, nil
}

func (w *work) editAgency(v archive.Viewer, agency *archive.Agency, patch json.RawMessage) error {
	fields := agencyFields{agency.Name, agency.Short, agency.Group, agency.Parent, agency.Aliases, agency.Former, agency.Units, agency.Patterns, agency.Source, agency.Secrecy}
	keys, err := mergeInto(&fields, patch)
	if err != nil {
		return err
	}
	if touches(keys, "parent") {
		if err := w.checkAgency(v, &archive.Party{Agency: fields.Parent}, "parent"); err != nil {
			return err
		}
	}
	fields.into(agency)
	agency.Proposed = false
	w.change(agency)
	return agency.Validate()
}

// settingsFields are the settings of an installation.
type settingsFields struct {
	Name     string                `json:"name"`
	Agency   string                `json:"agency"`
	TimeZone string                `json:"time_zone"`
	Defaults []archive.DefaultRule `json:"defaults"`
	MaxFile  int64                 `json:"max_file"`

	ConfirmAnswers float64 `json:"confirm_answers"`

	Instructions []string `json:"instructions"`
	Synonyms     []string `json:"synonyms"`
}

// EditSettings applies a merge patch to the settings of the installation.
func (d *Desk) EditSettings(ctx context.Context, v archive.Viewer, rev uint64, patch json.RawMessage) (*archive.Settings, uint64, error) {
	if !v.May(archive.Administer) {
		return nil, 0, forbidden()
	}
	var settings *archive.Settings
	act, err := d.act(ctx, v.ID, archive.DidSettings, func(w *work) error {
		found, err := w.tx.Settings()
		if err != nil {
			return err
		}
		settings = hold(w, found)
		if rev != 0 && rev != settings.Rev {
			return stale(settings)
		}
		fields := settingsFields{settings.Name, settings.Agency, settings.TimeZone, settings.Defaults, settings.MaxFile, settings.ConfirmAnswers, settings.Instructions, settings.Synonyms}
		if _, err := mergeInto(&fields, patch); err != nil {
			return err
		}
		if _, err := time.LoadLocation(fields.TimeZone); err != nil {
			return invalid("time_zone", "Zona waktu tidak dikenal; misalnya Asia/Jakarta.", "The time zone is not known; Asia/Jakarta is one.")
		}
		if err := w.checkAgency(v, &archive.Party{Agency: fields.Agency}, "agency"); err != nil {
			return err
		}
		settings.Name, settings.Agency, settings.TimeZone, settings.Defaults, settings.MaxFile = fields.Name, fields.Agency, fields.TimeZone, fields.Defaults, fields.MaxFile
		settings.ConfirmAnswers, settings.Instructions, settings.Synonyms = fields.ConfirmAnswers, fields.Instructions, fields.Synonyms
		w.change(settings)
		return settings.Validate()
	})
	if err != nil {
		return nil, 0, err
	}
	return settings, act.Seq, nil
}

// ImportHolidays takes lists in, each replacing the one of its calendar and year, and
// recomputes the open deadlines in the same act. It returns the deadlines whose due
// date changed, as the viewer may see them.
func (d *Desk) ImportHolidays(ctx context.Context, v archive.Viewer, lists []*archive.HolidayList) ([]*archive.Deadline, uint64, error) {
	if !v.May(archive.Administer) {
		return nil, 0, forbidden()
	}
	var moved []*archive.Deadline
	act, err := d.act(ctx, v.ID, archive.DidHolidays, func(w *work) error {
		moved = nil
		var fresh []*archive.HolidayList
		for _, given := range lists {
			list := *given
			list.ID = archive.HolidayListID(list.Calendar, list.Year)
			list.Rev = 0
			if old, err := w.tx.HolidayList(list.ID); err == nil {
				list.Rev = old.Revision()
			} else if archive.CodeOf(err) != archive.NotFound {
				return err
			}
			if err := list.Validate(); err != nil {
				return err
			}
			fresh = append(fresh, &list)
			w.change(&list)
		}
		var err error
		moved, err = w.recount(w.books.withHolidays(fresh))
		return err
	})
	if err != nil {
		return nil, 0, err
	}
	var shown []*archive.Deadline
	for _, due := range moved {
		if v.Sees(due.Secrecy) {
			shown = append(shown, d.ShowDeadline(v, due))
		}
	}
	return shown, act.Seq, nil
}

// recount works all open deadlines out again with other calendars and returns those that
// moved.
func (w *work) recount(now *books) ([]*archive.Deadline, error) {
	var moved []*archive.Deadline
	q := storage.DeadlineQuery{Open: true, Limit: 500}
	for {
		page, err := w.tx.Deadlines(w.ctx, q)
		if err != nil {
			return nil, fmt.Errorf("open deadlines: %w", err)
		}
		for _, due := range page.Items {
			doc, err := w.sourceOf(due)
			if err != nil {
				return nil, fmt.Errorf("source of deadline %s: %w", due.ID, err)
			}
			before := *due
			recompute(due, w.books, doc, now, doc)
			if due.Due != before.Due || due.Computation != before.Computation || !sameText(due.Doubt, before.Doubt) {
				w.change(hold(w, due))
			}
			if due.Due != before.Due {
				moved = append(moved, due)
			}
		}
		if page.Next == "" {
			return moved, nil
		}
		q.Cursor = page.Next
	}
}

func sameText(a, b *archive.Text) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// Retry has a document read again: one that was set aside, or read by an older reader. What
// people have set stays.
func (d *Desk) Retry(ctx context.Context, v archive.Viewer, id string) (*archive.Document, uint64, error) {
	if !v.May(archive.Register) {
		return nil, 0, forbidden()
	}
	var doc *archive.Document
	act, err := d.act(ctx, v.ID, archive.DidRetry, func(w *work) error {
		found, err := w.document(id)
		if err != nil {
			return err
		}
		if !v.Sees(found.Secrecy) {
			return hidden()
		}
		doc = found
		if len(doc.Files) == 0 {
			return invalid("files", "Naskah ini tidak punya berkas.", "This document has no file.")
		}
		doc.Read = archive.ReadState{State: archive.ReadQueued}
		if doc.Status == archive.SetAside || doc.Status == archive.ToConfirm {
			doc.Status = archive.Reading
		}
		w.change(doc)
		return nil
	})
	if err != nil {
		return nil, 0, err
	}
	if doc.Status != archive.Reading { // not among those looked for at the next start
		if err := d.archive.Private().Set(readingBucket, id, []byte("0"), noteLife); err != nil {
			d.log.Warn("a document may not be read again if the server stops now", "document", id, "error", err)
		}
	}
	d.queue.add(id)
	return d.ShowDocument(v, doc), act.Seq, nil
}
