package server

import (
	"cmp"
	"context"
	"slices"

	"lintas/archive"
	"lintas/index"
	"lintas/storage"
)

// A hit says at once where its matter stands: which case it belongs to, whether an
// answer is owed, and which letters hang together with it.

type hitAnswer struct {
	Document brief         `json:"document"`
	Snippets []Snippet     `json:"snippets"`
	Score    float64       `json:"score"`
	Cases    []hitCase     `json:"cases"`
	Deadline *hitDeadline  `json:"deadline,omitempty"` // the most pressing one
	Thread   []threadFound `json:"thread"`             // with group=thread: letters it cites and that cite it, oldest first
}

type hitCase struct {
	ID     string             `json:"id"`
	Number string             `json:"number,omitempty"`
	Title  string             `json:"title"`
	Status archive.CaseStatus `json:"status"`
}

type hitDeadline struct {
	ID       string                `json:"id"`
	State    archive.DeadlineState `json:"state"`
	Due      archive.Date          `json:"due,omitempty"`
	DaysLeft int                   `json:"days_left"`
	DaysLate int                   `json:"days_late"`
}

type threadFound struct {
	threadItem
	Found bool `json:"found"` // it is among the hits of this page, and stands here instead
}

// facet is a value that documents found have, and how many of them.
type facet struct {
	Value string `json:"value"`
	Name  string `json:"name,omitempty"` // in the user's language, where the value is a code
	Count uint64 `json:"count"`
}

type facetsAnswer struct {
	Forms    []facet `json:"forms"`
	Agencies []facet `json:"agencies"`
	Cases    []facet `json:"cases"`
	Problems []facet `json:"problems"`
	Years    []facet `json:"years"`
	Months   []facet `json:"months"`
}

const mostFacetValues = 12

// facetsFor names the values. An agency that may not be known of is left out, as one
// that does not exist is.
func (s *Server) facetsFor(v archive.Viewer, f *index.Facets, lang string) *facetsAnswer {
	if f == nil {
		return nil
	}
	gaze, directory := s.desk.gaze(v), s.desk.Directory()
	problems := map[string]archive.Text{}
	for _, p := range archive.ProblemTypes() {
		problems[p.Code] = p.Text
	}
	answer := &facetsAnswer{Forms: facetsOf(f.Forms), Cases: facetsOf(f.Cases), Years: facetsOf(f.Years), Months: facetsOf(f.Months), Agencies: []facet{}, Problems: []facet{}}
	for _, c := range f.Agencies {
		if a := directory.ByID(c.Value); a != nil && gaze.sees(archive.AgencyRecord, c.Value) && len(answer.Agencies) < mostFacetValues {
			answer.Agencies = append(answer.Agencies, facet{c.Value, cmp.Or(a.Short, a.Name), c.Count})
		}
	}
	for _, c := range f.Problems[:min(len(f.Problems), mostFacetValues)] {
		answer.Problems = append(answer.Problems, facet{c.Value, problems[c.Value].In(lang), c.Count})
	}
	return answer
}

func facetsOf(counts []index.Count) []facet {
	list := make([]facet, 0, len(counts))
	for _, c := range counts {
		list = append(list, facet{Value: c.Value, Count: c.Count})
	}
	return list
}

// hitAnswers dresses the hits of a page. With grouped, a hit that a better one cites, or
// that cites it, stands under that one.
func (s *Server) hitAnswers(ctx context.Context, v archive.Viewer, hits []SearchHit, grouped bool) ([]hitAnswer, error) {
	reader := s.desk.Archive().Read(v)
	found := map[string]bool{}
	for _, hit := range hits {
		found[hit.Document.ID] = true
	}
	placed := map[string]bool{}
	answers := []hitAnswer{}
	for _, hit := range hits {
		if placed[hit.Document.ID] {
			continue
		}
		placed[hit.Document.ID] = true
		answer := hitAnswer{Document: briefOfShown(hit.Document), Snippets: list(hit.Snippets), Score: hit.Score, Cases: []hitCase{}, Thread: []threadFound{}}
		if err := s.addStanding(ctx, v, reader, &answer); err != nil {
			return nil, err
		}
		if grouped {
			letters, err := s.desk.Thread(ctx, v, hit.Document.ID)
			if archive.CodeOf(err) == archive.NotFound {
				continue // raised meanwhile
			}
			if err != nil {
				return nil, err
			}
			for _, l := range letters {
				other := threadFound{threadItem{Document: briefOfShown(l.Document), Relation: l.Relation, Cites: l.Cites}, found[l.Document.ID] && !placed[l.Document.ID]}
				placed[l.Document.ID] = placed[l.Document.ID] || other.Found
				answer.Thread = append(answer.Thread, other)
			}
		}
		answers = append(answers, answer)
	}
	return answers, nil
}

// addStanding adds the cases of a hit and its most pressing deadline.
func (s *Server) addStanding(ctx context.Context, v archive.Viewer, reader *storage.Reader, answer *hitAnswer) error {
	for _, id := range answer.Document.Cases {
		c, err := reader.Case(id)
		if archive.CodeOf(err) == archive.NotFound {
			continue
		}
		if err != nil {
			return err
		}
		answer.Cases = append(answer.Cases, hitCase{c.ID, c.Number, c.Title, c.Status})
	}
	page, err := reader.Deadlines(ctx, storage.DeadlineQuery{Document: answer.Document.ID, Limit: 50})
	if err != nil {
		return err
	}
	var views []hitDeadline
	for _, due := range page.Items {
		view := deadlineView{Deadline: s.desk.ShowDeadline(v, due)}
		s.countDays(&view)
		views = append(views, hitDeadline{due.ID, view.State, view.Due, view.DaysLeft, view.DaysLate})
	}
	if len(views) > 0 {
		slices.SortStableFunc(views, func(a, b hitDeadline) int {
			return cmp.Or(cmp.Compare(pressing(a.State), pressing(b.State)), cmp.Compare(a.Due, b.Due))
		})
		answer.Deadline = &views[0]
	}
	return nil
}

// pressing orders states, the most pressing first.
func pressing(state archive.DeadlineState) int {
	order := []archive.DeadlineState{archive.DeadlineOverdue, archive.DeadlineSoon, archive.DeadlineOpen, archive.DeadlineExtended, archive.DeadlineAnsweredLate, archive.DeadlineAnswered, archive.DeadlineWaived}
	return slices.Index(order, state)
}
