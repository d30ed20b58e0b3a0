package server

import (
	"fmt"
	"slices"

	"lintas/archive"
	"lintas/storage"
)

const (
	maxSpread = 50 // letters of a thread that a case is carried along
	maxFolded = 50 // letters of a proposal that are moved into another
)

// sameThreadWords say why a document belongs to the case of another. They do not name the
// other: its level may rise, and these words would stay.
func sameThreadWords() archive.Text { return archive.Text{ID: "Rujukan", EN: "Thread"} }

// openThread proposes a case for letters that answer or carry on each other though none
// of them names a worker. A circular is no start of a matter.
func (w *work) openThread(doc *archive.Document, thread []neighbour) error {
	first := doc
	steps := 0
	for _, n := range thread {
		if !w.spreadsTo(doc, n, doc.Secrecy) {
			continue
		}
		steps++
		if day := dayOf(n.doc); day != "" && day < dayOf(first) {
			first = n.doc
		}
	}
	if steps == 0 || doc.Form == archive.SuratEdaran {
		return nil
	}
	opened, err := w.openCase(doc, nil)
	if err != nil {
		return err
	}
	opened.Title = first.Title()
	doc.Cases = []archive.CaseLink{{Case: opened.ID, Score: goodCase, Why: sameThreadWords()}}
	return nil
}

// spreadsTo reports whether a case of a document at a level goes over to a letter beside it.
func (w *work) spreadsTo(doc *archive.Document, n neighbour, level archive.Secrecy) bool {
	switch {
	case len(n.doc.Cases) > 0 || !carriesOn(doc, n) || n.doc.Form == archive.SuratEdaran:
		return false
	case n.doc.Confirmed("cases") || n.doc.Status == archive.Withdrawn:
		return false
	}
	return level <= n.doc.Secrecy && seenAt(doc, n.doc.Secrecy) // even that something changed would tell of a higher level
}

// spreadCase proposes a document's case to the letters of its thread that have none, and
// to those of their threads.
func (w *work) spreadCase(doc *archive.Document, thread []neighbour) error {
	c, err := w.kase(doc.Cases[0].Case)
	if err != nil {
		return err
	}
	type step struct {
		from *archive.Document
		n    neighbour
	}
	var steps []step
	push := func(from *archive.Document, thread []neighbour) {
		for _, n := range thread {
			steps = append(steps, step{from, n})
		}
	}
	push(doc, thread)
	for done := 0; len(steps) > 0 && done < maxSpread; steps = steps[1:] {
		from, n := steps[0].from, steps[0].n
		if !w.spreadsTo(from, n, c.Secrecy) {
			continue
		}
		done++
		n.doc.Cases = []archive.CaseLink{{Case: c.ID, Score: sameThread, Why: sameThreadWords()}}
		w.change(n.doc)
		w.joinCase(c, n.doc, n.doc.Workers)
		if err := w.caseOfDeadlines(n.doc); err != nil {
			return err
		}
		further, err := w.threadOf(n.doc)
		if err != nil {
			return err
		}
		push(n.doc, further)
	}
	return nil
}

// threadOf returns the letters beside one, as far as their citations are resolved.
func (w *work) threadOf(doc *archive.Document) ([]neighbour, error) {
	var thread []neighbour
	for _, ref := range doc.References {
		if ref.Target == "" {
			continue
		}
		target, err := w.document(ref.Target)
		if archive.CodeOf(err) == archive.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		thread = append(thread, neighbour{target, ref.Relation})
	}
	citing, err := w.tx.CitedBy(w.ctx, doc.ID)
	if err != nil {
		return nil, fmt.Errorf("documents that cite %s: %w", doc.ID, err)
	}
	for _, other := range citing {
		other = hold(w, other)
		for _, ref := range other.References {
			if ref.Target == doc.ID {
				thread = append(thread, neighbour{other, ref.Relation})
			}
		}
	}
	return thread, nil
}

// foldCases puts proposals together that a document shows to be one: the same person stands in
// both, one of them names nobody, or the document names people of both as one group. Cases a person has confirmed, or tied a letter to, are
// not touched: of those both are proposed.
func (w *work) foldCases(doc *archive.Document, found []*caseScore) ([]*caseScore, error) {
	if len(found) < 2 {
		return found, nil
	}
	into := slices.MinFunc(found, func(a, b *caseScore) int {
		switch {
		case a.kase.Proposed != b.kase.Proposed:
			return before(!a.kase.Proposed)
		case a.kase.Secrecy != b.kase.Secrecy:
			return before(a.kase.Secrecy < b.kase.Secrecy) // open letters cannot go into a secret case
		case a.kase.Opened != b.kase.Opened:
			return before(a.kase.Opened < b.kase.Opened)
		}
		return before(a.kase.ID < b.kase.ID)
	})
	for _, f := range found {
		if f == into || !oneMatter(into.kase, f.kase, doc) {
			continue
		}
		folded, err := w.foldCase(f.kase, into.kase)
		if err != nil {
			return nil, err
		}
		if folded {
			into.score = max(into.score, f.score)
			into.exact, into.threads = into.exact || f.exact, into.threads || f.threads
			found = slices.DeleteFunc(slices.Clone(found), func(other *caseScore) bool { return other == f })
		}
	}
	slices.SortStableFunc(found, func(a, b *caseScore) int { return before(a == into && b != into) })
	return found, nil
}

func before(yes bool) int {
	if yes {
		return -1
	}
	return 1
}

// oneMatter reports whether two cases that a document may belong to may be one.
func oneMatter(a, b *archive.Case, doc *archive.Document) bool {
	if !b.Proposed || a.Country != "" && b.Country != "" && a.Country != b.Country {
		return false
	}
	if len(a.Workers) == 0 || len(b.Workers) == 0 {
		return true
	}
	shared := 0
	for _, worker := range b.Workers {
		if slices.ContainsFunc(mentionsOfWorker(worker), func(m archive.Mention) bool { return likeAny(m, a) }) {
			shared++
		}
	}
	if isList(a) || isList(b) {
		return 2*shared >= max(len(a.Workers), len(b.Workers))
	}
	names := func(c *archive.Case) bool {
		return slices.ContainsFunc(doc.Workers, func(m archive.Mention) bool { return likeAny(m, c) })
	}
	return shared > 0 || len(doc.Workers) < listFrom && names(a) && names(b)
}

// mentionsOfWorker are the ways a letter could name a worker of a case.
func mentionsOfWorker(w archive.Worker) []archive.Mention {
	passports := w.Passport
	if len(passports) == 0 {
		passports = []string{""}
	}
	var mentions []archive.Mention
	for _, name := range append([]string{w.Name}, w.Variants...) {
		for _, passport := range passports {
			mentions = append(mentions, archive.Mention{Name: name, Passport: passport, NIK: w.NIK, Birth: w.Birth})
		}
	}
	return mentions
}

// foldCase moves the letters of a proposal into another case, unless a person has had a hand
// in it, and retires it.
func (w *work) foldCase(from, into *archive.Case) (bool, error) {
	page, err := w.tx.Documents(w.ctx, storage.DocumentQuery{Case: from.ID, Limit: maxFolded + 1})
	if err != nil {
		return false, fmt.Errorf("documents of case %s: %w", from.ID, err)
	}
	link := func(doc *archive.Document) int {
		return slices.IndexFunc(doc.Cases, func(l archive.CaseLink) bool { return l.Case == from.ID })
	}
	var docs []*archive.Document
	for _, doc := range page.Items {
		doc = hold(w, doc)
		i := link(doc)
		if i < 0 {
			continue
		}
		if doc.Cases[i].By != "" || doc.Confirmed("cases") || !seenAt(into, doc.Secrecy) {
			return false, nil
		}
		docs = append(docs, doc)
	}
	if len(docs) > maxFolded {
		return false, nil
	}
	for _, doc := range docs {
		if slices.ContainsFunc(doc.Cases, func(l archive.CaseLink) bool { return l.Case == into.ID }) {
			doc.Cases = slices.Delete(doc.Cases, link(doc), link(doc)+1)
		} else {
			doc.Cases[link(doc)].Case = into.ID
		}
		w.change(doc)
		w.joinCase(into, doc, doc.Workers)
		if err := w.moveDeadlines(doc, from.ID, into.ID); err != nil {
			return false, err
		}
	}
	w.retire(from)
	return true, nil
}

func (w *work) moveDeadlines(doc *archive.Document, from, into string) error {
	dues, err := w.deadlines(doc.ID)
	if err != nil {
		return err
	}
	for _, due := range dues {
		if due.Case == from {
			due.Case = into
			w.change(due)
		}
	}
	return nil
}

// retireCases takes proposals back that a document was in and no letter is in any more.
func (w *work) retireCases(before []archive.CaseLink, doc *archive.Document) error {
	for _, link := range before {
		if slices.ContainsFunc(doc.Cases, func(l archive.CaseLink) bool { return l.Case == link.Case }) {
			continue
		}
		c, err := w.kase(link.Case)
		if err != nil {
			return fmt.Errorf("case of document %s: %w", doc.ID, err)
		}
		if !c.Proposed || c.Status == archive.CaseDropped {
			continue
		}
		page, err := w.tx.Documents(w.ctx, storage.DocumentQuery{Case: c.ID, Limit: 2})
		if err != nil {
			return fmt.Errorf("documents of case %s: %w", c.ID, err)
		}
		if !slices.ContainsFunc(page.Items, func(d *archive.Document) bool { return d.ID != doc.ID }) {
			w.retire(c)
		}
	}
	return nil
}

// retire takes a proposal back. Its number stays taken.
func (w *work) retire(c *archive.Case) {
	c.Status, c.Workers, c.Agencies, c.Problems = archive.CaseDropped, nil, nil, nil
	w.change(c)
}
