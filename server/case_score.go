package server

import (
	"slices"
	"strings"

	"lintas/archive"
)

// Scores of a case as the one a document belongs to. Several signs add up as
// independent chances do.
const (
	samePaper    = 0.98 // passport or NIK
	likePaper    = 0.93 // one sign of it wrong, and the same name
	sameName     = 0.55 // by its spelling key
	fullName     = 0.10 // of two words or more
	misreadName  = -0.08
	partOfName   = 0.30
	otherPaper   = -0.35 // the same name with another passport: a renewed one, or somebody else
	sameCountry  = 0.15
	otherCountry = -0.45
	sameOffice   = 0.07 // one that writes of the case already
	sameProblem  = 0.05
	halfYearAgo  = -0.05 // days without a letter on the case
	yearAgo      = -0.25
	yearsAgo     = -0.45
	sameThread   = 0.75
	replyThread  = 0.62 // though it names others than the case does
	otherThread  = 0.50
	sameMention  = 0.45 // only mentioned, not answered or carried on
	goodCase     = 0.60
)

// caseScore is a case that a document may belong to.
type caseScore struct {
	kase    *archive.Case
	score   float64
	exact   bool    // by papers
	threads bool    // by a letter it answers or carries on
	best    float64 // of its signs
	why     archive.Text
}

// caseScores are the cases a document may belong to, by id.
type caseScores map[string]*caseScore

func (found caseScores) of(c *archive.Case) *caseScore {
	f := found[c.ID]
	if f == nil {
		f = &caseScore{kase: c}
		found[c.ID] = f
	}
	return f
}

func (f *caseScore) note(score float64, why archive.Text) {
	if score > f.best {
		f.best, f.why = score, why
	}
	f.exact = f.exact || score >= likePaper
	f.score = 1 - (1-f.score)*(1-score)
}

// scorePerson says how likely a mentioned worker is one of a case, by papers and name
// alone.
func scorePerson(m archive.Mention, w archive.Worker) float64 {
	passport := archive.PaperKey(m.Passport)
	if passport != "" && slices.Contains(w.Passport, passport) || m.NIK != "" && archive.PaperKey(m.NIK) == w.NIK {
		return samePaper
	}
	alike := likenessOf(m, w)
	slip := func(known string) bool { return archive.PaperSlip(known, passport) }
	nearPassport := slices.ContainsFunc(w.Passport, slip)
	nearNIK := archive.PaperSlip(w.NIK, m.NIK)
	switch {
	case alike == archive.SameName && (nearPassport || nearNIK):
		return likePaper
	case alike == 0 || differs(w.NIK, m.NIK) || birthDiffers(w, m):
		return 0
	}
	score := sameName
	if archive.NameWordCount(m.Name) > 1 {
		score += fullName
	}
	switch alike {
	case archive.MisreadName:
		score += misreadName
	case archive.PartOfName:
		score = partOfName
	}
	if passport != "" && len(w.Passport) > 0 {
		score += otherPaper
	}
	return max(score, 0)
}

// likenessOf compares the names of a mention with those of a worker.
func likenessOf(m archive.Mention, w archive.Worker) float64 {
	best := 0.0
	for _, name := range []string{m.Name, m.Alias} {
		for _, known := range append([]string{w.Name}, w.Variants...) {
			best = max(best, archive.NameLikeness(name, known))
		}
	}
	return best
}

// setting is what besides its workers ties a document to a case or speaks against it.
type setting struct {
	office, problem bool
	idle            int // days between the letter and the nearest time letters were written on the case
}

// scoreMention says how likely the person somebody mentions is in a case.
func scoreMention(m archive.Mention, c *archive.Case, s setting) float64 {
	score := 0.0
	for _, worker := range c.Workers {
		score = max(score, scorePerson(m, worker))
	}
	if score == 0 || score >= likePaper {
		return score
	}
	switch {
	case m.Country == "" || c.Country == "":
	case strings.EqualFold(m.Country, c.Country):
		score += sameCountry
	default:
		score += otherCountry
	}
	if s.office {
		score += sameOffice
	}
	if s.problem {
		score += sameProblem
	}
	switch {
	case s.idle > 730:
		score += yearsAgo
	case s.idle > 365:
		score += yearAgo
	case s.idle > 180:
		score += halfYearAgo
	}
	return min(max(score, 0), 0.95)
}

// scoreThread says how likely a document belongs to the case of a letter beside it.
func scoreThread(doc *archive.Document, n neighbour, c *archive.Case) float64 {
	if !carriesOn(doc, n) {
		return sameMention
	}
	if len(doc.Workers) == 0 || len(c.Workers) == 0 || slices.ContainsFunc(doc.Workers, func(m archive.Mention) bool { return likeAny(m, c) }) {
		return sameThread
	}
	if n.relation == archive.FollowsUp || n.relation == archive.Mentions {
		return otherThread
	}
	return replyThread
}

// carriesOn reports whether two letters are steps of one matter: all but a bare mention, and
// minutes with the invitation they mention.
func carriesOn(doc *archive.Document, n neighbour) bool {
	if n.relation != archive.Mentions {
		return true
	}
	invited := func(a, b *archive.Document) bool { return a.Kind == archive.Minutes && b.Form == archive.Undangan }
	return invited(doc, n.doc) || invited(n.doc, doc)
}

// likeAny reports whether a mentioned worker may be one of a case.
func likeAny(m archive.Mention, c *archive.Case) bool {
	return slices.ContainsFunc(c.Workers, func(w archive.Worker) bool { return scorePerson(m, w) > 0 })
}

func differs(a, b string) bool {
	return a != "" && b != "" && archive.PaperKey(a) != archive.PaperKey(b)
}

func birthDiffers(worker archive.Worker, mention archive.Mention) bool {
	return worker.Birth != "" && mention.Birth != "" && worker.Birth != mention.Birth
}

func round2(f float64) float64 { return float64(int(f*100+0.5)) / 100 }
