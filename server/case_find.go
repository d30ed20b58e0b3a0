package server

import (
	"fmt"
	"slices"
	"sort"

	"lintas/archive"
	"lintas/storage"
)

const (
	listFrom     = 8  // workers from which a letter is a list, of people who may have little in common
	maxNamesakes = 20 // cases of one name that are looked at
)

// linkCases proposes the cases a document belongs to: by passport and NIK, by name, country
// and time, by thread. If none fits, a new case is proposed for the workers it names, or for
// the thread it is in. What a person has confirmed is never moved or merged here.
func (w *work) linkCases(doc *archive.Document, thread []neighbour) error {
	if doc.Confirmed("cases") || doc.Status == archive.Withdrawn {
		return nil
	}
	before := doc.Cases
	found, err := w.findCases(doc, thread)
	if err != nil {
		return err
	}
	if found, err = w.foldCases(doc, found); err != nil {
		return err
	}
	links := slices.DeleteFunc(slices.Clone(before), func(l archive.CaseLink) bool { return l.By == "" })
	var joined []*archive.Case
	for i, f := range found {
		again := slices.ContainsFunc(links, func(l archive.CaseLink) bool { return l.Case == f.kase.ID })
		if again || i > 0 && (!f.exact || isList(f.kase)) {
			continue
		}
		links = append(links, archive.CaseLink{Case: f.kase.ID, Score: round2(f.score), Why: f.why})
		joined = append(joined, f.kase)
	}
	doc.Cases = links
	if err := w.openCases(doc, joined, found); err != nil {
		return err
	}
	if len(doc.Cases) == 0 {
		if err := w.openThread(doc, thread); err != nil {
			return err
		}
	}
	if err := w.retireCases(before, doc); err != nil || len(doc.Cases) == 0 {
		return err
	}
	if err := w.caseOfDeadlines(doc); err != nil {
		return err
	}
	return w.spreadCase(doc, thread)
}

// openCases adds what a document says to the cases it joins, and opens one for workers that
// are in none: all of them, or most of a list, whose people need not have to do with each other.
func (w *work) openCases(doc *archive.Document, joined []*archive.Case, found []*caseScore) error {
	strange := slices.Clone(doc.Workers)
	for _, c := range joined {
		strange = slices.DeleteFunc(strange, func(m archive.Mention) bool { return likeAny(m, c) })
	}
	apart := len(doc.Workers) >= listFrom && 2*len(strange) > len(doc.Workers) && !(len(found) > 0 && found[0].threads)
	for i, c := range joined {
		who := slices.Clone(doc.Workers)
		if i > 0 || apart { // the others are not of this case
			who = slices.DeleteFunc(who, func(m archive.Mention) bool { return !likeAny(m, c) })
		}
		w.joinCase(c, doc, who)
	}
	if len(strange) == 0 || len(doc.Cases) > 0 && !apart {
		return nil
	}
	opened, err := w.openCase(doc, strange)
	if err != nil {
		return err
	}
	doc.Cases = append(doc.Cases, archive.CaseLink{Case: opened.ID, Score: goodCase, Why: archive.Text{ID: "Kasus baru dari naskah ini", EN: "New case from this document"}})
	return nil
}

// findCases returns the cases a document may belong to, best first, those good enough.
func (w *work) findCases(doc *archive.Document, thread []neighbour) ([]*caseScore, error) {
	found := caseScores{}
	for _, n := range thread {
		for i, link := range n.doc.Cases {
			c, err := w.kase(link.Case)
			if err != nil {
				return nil, fmt.Errorf("case of document %s: %w", n.doc.ID, err)
			}
			score := scoreThread(doc, n, c)
			if i > 0 && link.By == "" {
				score *= 0.7
			}
			f := found.of(c)
			f.threads = f.threads || carriesOn(doc, n)
			f.note(score, sameThreadWords())
		}
	}
	for _, mention := range doc.Workers {
		if err := w.namesakes(mention, found); err != nil {
			return nil, err
		}
	}
	for _, f := range found {
		if err := w.scoreWorkers(doc, f); err != nil {
			return nil, err
		}
	}
	alone := loneThread(doc, found)
	var good []*caseScore
	for _, f := range found {
		if (f.score >= goodCase || f == alone) && (f.kase.Proposed || seenAt(f.kase, doc.Secrecy)) {
			good = append(good, f)
		}
	}
	sort.Slice(good, func(i, j int) bool {
		a, b := good[i], good[j]
		switch {
		case a.score != b.score:
			return a.score > b.score
		case len(a.kase.Workers) != len(b.kase.Workers):
			return len(a.kase.Workers) < len(b.kase.Workers)
		}
		return a.kase.ID < b.kase.ID
	})
	return good, nil
}

// loneThread is the one case of all the letters that a document which names nobody mentions,
// nil if they have several or none.
func loneThread(doc *archive.Document, found caseScores) *caseScore {
	if len(doc.Workers) > 0 || len(found) != 1 {
		return nil
	}
	for _, f := range found {
		return f
	}
	return nil
}

// namesakes notes the cases in which somebody of the papers or the name of a mentioned
// worker is, or of a name that was misread.
func (w *work) namesakes(mention archive.Mention, found caseScores) error {
	var keys []string
	if key := archive.PaperKey(mention.Passport); key != "" {
		keys = append(keys, "passport:"+key)
	}
	if key := archive.PaperKey(mention.NIK); key != "" {
		keys = append(keys, "nik:"+key)
	}
	for _, name := range []string{mention.Name, mention.Alias} {
		if key := archive.NameKey(name); key != "" {
			keys = append(keys, "name:"+key)
		}
		keys = append(keys, archive.NameHalvesNear(name)...)
	}
	for _, key := range keys {
		cases, err := w.casesByKey(key)
		if err != nil {
			return err
		}
		for _, c := range cases {
			if likeAny(mention, c) {
				found.of(c)
			}
		}
	}
	return nil
}

// casesByKey returns the cases of a worker key; not all when very many share a name.
func (w *work) casesByKey(key string) ([]*archive.Case, error) {
	page, err := w.tx.Cases(w.ctx, storage.CaseQuery{WorkerKey: key, Limit: maxNamesakes})
	if err != nil {
		return nil, fmt.Errorf("cases of a worker: %w", err)
	}
	for i, c := range page.Items {
		page.Items[i] = hold(w, c)
	}
	return page.Items, nil
}

// scoreWorkers adds to the score of a case what the workers say that a document names.
func (w *work) scoreWorkers(doc *archive.Document, f *caseScore) error {
	if len(doc.Workers) == 0 || len(f.kase.Workers) == 0 {
		return nil
	}
	s, err := w.settingOf(doc, f.kase)
	if err != nil {
		return err
	}
	for _, mention := range doc.Workers {
		if score := scoreMention(mention, f.kase, s); score > 0 {
			f.note(score, nameWords(mention, f.kase))
		}
	}
	return nil
}

// settingOf compares the offices, problems and time of a document with those of a case.
func (w *work) settingOf(doc *archive.Document, c *archive.Case) (setting, error) {
	has := func(list []string) func(string) bool {
		return func(item string) bool { return item != "" && slices.Contains(list, item) }
	}
	s := setting{problem: slices.ContainsFunc(doc.Problems, has(c.Problems)), office: has(c.Agencies)(doc.From.Agency)}
	for _, to := range doc.To {
		s.office = s.office || has(c.Agencies)(to.Agency)
	}
	day, first := dayOf(doc), c.Opened
	if day == "" || first == "" {
		return s, nil
	}
	last := first
	latest, err := w.tx.Sketches(w.ctx, storage.DocumentQuery{Case: c.ID, Order: storage.ByDate, Limit: 1})
	if err != nil {
		return s, fmt.Errorf("latest document of case %s: %w", c.ID, err)
	}
	if len(latest) > 0 && latest[0].Date > last {
		last = latest[0].Date
	}
	s.idle = max(0, day.DaysUntil(first), last.DaysUntil(day))
	return s, nil
}

// nameWords say which sign of a worker ties a document to a case.
func nameWords(m archive.Mention, c *archive.Case) archive.Text {
	for _, worker := range c.Workers {
		switch {
		case m.Passport != "" && slices.Contains(worker.Passport, archive.PaperKey(m.Passport)):
			return archive.Text{ID: "Paspor " + m.Passport, EN: "Passport " + m.Passport}
		case m.NIK != "" && worker.NIK == archive.PaperKey(m.NIK):
			return archive.Text{ID: "NIK " + m.NIK, EN: "NIK " + m.NIK}
		case scorePerson(m, worker) == likePaper:
			return archive.Text{ID: "Nama " + m.Name + ", nomor identitas hampir sama", EN: "Name " + m.Name + ", almost the same papers"}
		}
	}
	return archive.Text{ID: "Nama " + m.Name, EN: "Name " + m.Name}
}

func isList(c *archive.Case) bool { return len(c.Workers) >= listFrom }

// caseOfDeadlines ties the deadlines of a document to its first case.
func (w *work) caseOfDeadlines(doc *archive.Document) error {
	dues, err := w.deadlines(doc.ID)
	if err != nil {
		return err
	}
	for _, due := range dues {
		if due.Case == "" {
			due.Case = doc.Cases[0].Case
			w.change(due)
		}
	}
	return nil
}
