package server

import (
	"fmt"
	"slices"
	"strings"

	"lintas/archive"
)

// openCase proposes a new case for workers of a document.
func (w *work) openCase(doc *archive.Document, who []archive.Mention) (*archive.Case, error) {
	number, err := w.caseNumber(dayOf(doc).Year(), doc.Secrecy)
	if err != nil {
		return nil, err
	}
	c := &archive.Case{Head: archive.Head{ID: w.newID()}, Number: number, Status: archive.CaseOpen, Proposed: true, Secrecy: doc.Secrecy}
	describeCase(c, doc, who)
	w.change(c)
	return c, nil
}

// caseNumber gives out the next number of a year. Levels have series of their own, so that
// no gap in an open series tells of a secret case.
func (w *work) caseNumber(year int, level archive.Secrecy) (string, error) {
	if year == 0 {
		year = w.desk.Today().Year()
	}
	series, letter := "kasus", "K"
	if level > archive.Ordinary {
		series += "-" + level.String()
		letter += [...]string{"", "T", "R", "SR"}[level]
	}
	n, err := w.tx.NextAgenda(series, year)
	if err != nil {
		return "", fmt.Errorf("number of a new case: %w", err)
	}
	return fmt.Sprintf("%s-%d-%04d", letter, year, n), nil
}

// describeCase fills a case with what one document says, of its workers those who are of
// the case.
func describeCase(c *archive.Case, doc *archive.Document, who []archive.Mention) {
	c.Workers, c.Problems, c.Agencies, c.Country = nil, nil, nil, ""
	c.Opened = dayOf(doc)
	addToCase(c, doc, who)
	c.Title = caseTitle(c, doc)
}

// joinCase adds what a document says to a case that is still a proposal. A document of a
// lower level takes the case down to its own, and with it all that it did not itself say; a
// document of a higher level adds nothing.
func (w *work) joinCase(c *archive.Case, doc *archive.Document, who []archive.Mention) {
	if !c.Proposed || doc.Secrecy > c.Secrecy {
		return
	}
	if doc.Secrecy < c.Secrecy {
		c.Secrecy = doc.Secrecy
		describeCase(c, doc, who)
		w.change(c)
		return
	}
	if addToCase(c, doc, who) {
		w.change(c)
	}
}

// addToCase merges workers of a document, its problems and agencies into a case and reports
// whether anything was new.
func addToCase(c *archive.Case, doc *archive.Document, who []archive.Mention) bool {
	changed, taken := false, map[string]bool{}
	for _, mention := range who {
		changed = addWorker(c, mention, taken) || changed
		if c.Country == "" && mention.Country != "" {
			c.Country, changed = mention.Country, true
		}
	}
	changed = addAll(&c.Problems, doc.Problems...) || changed
	agencies := []string{doc.From.Agency}
	for _, to := range doc.To {
		agencies = append(agencies, to.Agency)
	}
	changed = addAll(&c.Agencies, agencies...) || changed
	if day := dayOf(doc); day != "" && (c.Opened == "" || day < c.Opened) {
		c.Opened, changed = day, true
	}
	return changed
}

func addAll(list *[]string, items ...string) bool {
	changed := false
	for _, item := range items {
		if item != "" && !slices.Contains(*list, item) {
			*list, changed = append(*list, item), true
		}
	}
	return changed
}

// addWorker merges a mention into the workers of a case: into the one with the same papers
// or name, else as a new one. taken are those other mentions of the document were merged into:
// whoever is named twice in one letter, in two spellings, is two people.
func addWorker(c *archive.Case, mention archive.Mention, taken map[string]bool) bool {
	i := slices.IndexFunc(c.Workers, func(w archive.Worker) bool { return !taken[w.ID] && samePerson(w, mention) })
	if i >= 0 {
		taken[c.Workers[i].ID] = true
		return enrich(&c.Workers[i], mention)
	}
	worker := archive.Worker{ID: fmt.Sprintf("p%d", len(c.Workers)+1), Name: mention.Name}
	enrich(&worker, mention)
	c.Workers = append(c.Workers, worker)
	taken[worker.ID] = true
	return true
}

// samePerson reports whether a mention is of a worker: by papers, else by name if no paper
// speaks against it.
func samePerson(w archive.Worker, m archive.Mention) bool {
	score := scorePerson(m, w)
	if score >= likePaper {
		return true
	}
	otherPassport := m.Passport != "" && len(w.Passport) > 0
	return score > partOfName && !otherPassport
}

// enrich adds to a worker what a mention says beyond it.
func enrich(w *archive.Worker, m archive.Mention) bool {
	changed := addAll(&w.Passport, archive.PaperKey(m.Passport))
	for _, name := range append([]string{m.Name, m.Alias}, m.Printed...) {
		if name = strings.TrimSpace(name); name != "" && name != w.Name && !strings.EqualFold(name, w.Name) {
			changed = addAll(&w.Variants, name) || changed
		}
	}
	for field, value := range map[*string]string{&w.NIK: archive.PaperKey(m.NIK), &w.Employer: m.Employer} {
		if *field == "" && value != "" {
			*field, changed = value, true
		}
	}
	if w.Birth == "" && m.Birth != "" {
		w.Birth, changed = m.Birth, true
	}
	return changed
}

// caseTitle names a case by its first worker, problem and country.
func caseTitle(c *archive.Case, doc *archive.Document) string {
	if len(c.Workers) == 0 {
		return doc.Title()
	}
	title := c.Workers[0].Name
	if len(c.Workers) > 1 {
		title += " dkk."
	}
	parts := []string{title}
	for _, problem := range archive.ProblemTypes() {
		if len(c.Problems) > 0 && problem.Code == c.Problems[0] {
			parts = append(parts, strings.ToLower(problem.Text.ID))
		}
	}
	if c.Country != "" {
		parts = append(parts, c.Country)
	}
	return strings.Join(parts, " · ")
}
