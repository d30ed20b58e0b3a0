package server

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"lintas/archive"
	"lintas/storage"
)

// Scores of a case as the one a document belongs to. Several signs add up as
// independent chances do.
const (
	samePaper    = 0.98 // passport or NIK
	sameName     = 0.60 // by its spelling key
	otherPaper   = 0.40 // the same name with another passport: a renewed one, or somebody else
	fullName     = 0.10 // of two words or more
	sameCountry  = 0.15
	otherCountry = -0.30
	longAgo      = -0.30
	sameThread   = 0.75
	sameMention  = 0.45 // only mentioned, not answered or carried on
	goodCase     = 0.60
	caseLife     = 730 // days between a case's opening and a letter on it
)

// caseScore is a case that a document may belong to.
type caseScore struct {
	kase  *archive.Case
	score float64
	exact bool
	best  float64 // of its signs
	why   archive.Text
}

// caseScores are the cases a document may belong to, by id.
type caseScores map[string]*caseScore

func (found caseScores) note(c *archive.Case, score float64, why archive.Text) {
	f := found[c.ID]
	if f == nil {
		f = &caseScore{kase: c}
		found[c.ID] = f
	}
	if score > f.best {
		f.best, f.why = score, why
	}
	f.exact = f.exact || score == samePaper
	f.score = 1 - (1-f.score)*(1-score)
}

// linkCases proposes the cases a document belongs to: by passport and NIK, by name and
// country, by thread. If none fits and a worker is named, a new case is proposed. Cases
// are never merged here.
func (w *work) linkCases(doc *archive.Document, thread []neighbour) error {
	if doc.Confirmed("cases") || doc.Status == archive.Withdrawn {
		return nil
	}
	found, err := w.findCases(doc, thread)
	if err != nil {
		return err
	}
	links := slices.DeleteFunc(slices.Clone(doc.Cases), func(l archive.CaseLink) bool { return l.By == "" })
	for i, f := range found {
		if i > 0 && !f.exact || slices.ContainsFunc(links, func(l archive.CaseLink) bool { return l.Case == f.kase.ID }) {
			continue
		}
		links = append(links, archive.CaseLink{Case: f.kase.ID, Score: round2(f.score), Why: f.why})
		w.joinCase(f.kase, doc)
	}
	if len(links) == 0 && len(doc.Workers) > 0 {
		opened, err := w.openCase(doc)
		if err != nil {
			return err
		}
		links = append(links, archive.CaseLink{Case: opened.ID, Score: goodCase, Why: archive.Text{ID: "Kasus baru dari naskah ini", EN: "New case from this document"}})
	}
	doc.Cases = links
	if len(links) == 0 {
		return nil
	}
	if err := w.caseOfDeadlines(doc); err != nil {
		return err
	}
	return w.spreadCase(doc, thread)
}

// findCases returns the cases a document may belong to, best first, those good enough.
func (w *work) findCases(doc *archive.Document, thread []neighbour) ([]*caseScore, error) {
	found := caseScores{}
	for _, mention := range doc.Workers {
		if err := w.casesOfWorker(doc, mention, found); err != nil {
			return nil, err
		}
	}
	for _, n := range thread {
		score := sameThread
		if n.relation == archive.Mentions {
			score = sameMention
		}
		for i, link := range n.doc.Cases {
			if i > 0 && link.By == "" {
				score *= 0.7
			}
			c, err := w.kase(link.Case)
			if err != nil {
				return nil, fmt.Errorf("case of document %s: %w", n.doc.ID, err)
			}
			found.note(c, score, sameThreadWords())
		}
	}
	var good []*caseScore
	for _, f := range found {
		if f.score >= goodCase {
			good = append(good, f)
		}
	}
	sort.Slice(good, func(i, j int) bool {
		if good[i].score != good[j].score {
			return good[i].score > good[j].score
		}
		return good[i].kase.ID < good[j].kase.ID
	})
	return good, nil
}

// casesOfWorker notes the cases in which somebody of the papers or the name of a mentioned
// worker is.
func (w *work) casesOfWorker(doc *archive.Document, mention archive.Mention, found caseScores) error {
	papers := map[string]archive.Text{}
	if key := paperKey(mention.Passport); key != "" {
		papers["passport:"+key] = archive.Text{ID: "Paspor " + mention.Passport, EN: "Passport " + mention.Passport}
	}
	if key := paperKey(mention.NIK); key != "" {
		papers["nik:"+key] = archive.Text{ID: "NIK " + mention.NIK, EN: "NIK " + mention.NIK}
	}
	for key, why := range papers {
		cases, err := w.casesByKey(key)
		if err != nil {
			return err
		}
		for _, c := range cases {
			found.note(c, samePaper, why)
		}
	}
	for _, name := range []string{mention.Name, mention.Alias} {
		key := archive.NameKey(name)
		if key == "" {
			continue
		}
		cases, err := w.casesByKey("name:" + key)
		if err != nil {
			return err
		}
		for _, c := range cases {
			if score := scoreNamesake(doc, mention, key, c); score > 0 {
				found.note(c, score, archive.Text{ID: "Nama " + name, EN: "Name " + name})
			}
		}
	}
	return nil
}

const maxNamesakes = 20

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

// scoreNamesake says how likely the worker of a name in a case is the one mentioned.
func scoreNamesake(doc *archive.Document, mention archive.Mention, key string, c *archive.Case) float64 {
	score := 0.0
	for _, worker := range c.Workers {
		switch {
		case !hasName(worker, key) || differs(worker.NIK, mention.NIK) || birthDiffers(worker, mention):
		case mention.Passport != "" && len(worker.Passport) > 0 && !slices.Contains(worker.Passport, paperKey(mention.Passport)):
			score = max(score, otherPaper)
		default:
			score = max(score, sameName)
		}
	}
	if score == 0 {
		return 0
	}
	if strings.Contains(key, " ") {
		score += fullName
	}
	if mention.Country != "" && c.Country != "" {
		if strings.EqualFold(mention.Country, c.Country) {
			score += sameCountry
		} else {
			score += otherCountry
		}
	}
	if day := dayOf(doc); day != "" && c.Opened != "" && abs(c.Opened.DaysUntil(day)) > caseLife {
		score += longAgo
	}
	return min(max(score, 0), 0.95)
}

func hasName(worker archive.Worker, key string) bool {
	if archive.NameKey(worker.Name) == key {
		return true
	}
	return slices.ContainsFunc(worker.Variants, func(v string) bool { return archive.NameKey(v) == key })
}

func differs(a, b string) bool { return a != "" && b != "" && paperKey(a) != paperKey(b) }

func birthDiffers(worker archive.Worker, mention archive.Mention) bool {
	return worker.Birth != "" && mention.Birth != "" && worker.Birth != mention.Birth
}

// paperKey is a passport number or NIK without blanks and separators.
func paperKey(number string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9' || r >= 'A' && r <= 'Z':
			return r
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		}
		return -1
	}, number)
}

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

// spreadCase proposes a document's case to those of its thread that have none.
func (w *work) spreadCase(doc *archive.Document, thread []neighbour) error {
	c, err := w.kase(doc.Cases[0].Case)
	if err != nil {
		return err
	}
	for _, n := range thread {
		if len(n.doc.Cases) > 0 || n.relation == archive.Mentions || n.doc.Confirmed("cases") || n.doc.Status == archive.Withdrawn {
			continue
		}
		if !seenAt(c, n.doc.Secrecy) || !seenAt(doc, n.doc.Secrecy) {
			continue // even that something changed would tell of a higher level
		}
		n.doc.Cases = []archive.CaseLink{{Case: c.ID, Score: sameThread, Why: sameThreadWords()}}
		w.change(n.doc)
		w.joinCase(c, n.doc)
		if err := w.caseOfDeadlines(n.doc); err != nil {
			return err
		}
	}
	return nil
}

// sameThreadWords say why a document belongs to the case of another. They do not name the
// other: its level may rise, and these words would stay.
func sameThreadWords() archive.Text { return archive.Text{ID: "Rujukan", EN: "Thread"} }

func round2(f float64) float64 { return float64(int(f*100+0.5)) / 100 }
