package server

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"lintas/archive"
)

// statsAnswer is what the home page counts, of what the viewer may see.
type statsAnswer struct {
	Documents map[archive.Status]int     `json:"documents"` // by status
	ToConfirm int                        `json:"to_confirm"`
	Reading   int                        `json:"reading"`
	SetAside  int                        `json:"set_aside"`
	NeedsOCR  int                        `json:"needs_ocr"` // of those to confirm
	Cases     map[archive.CaseStatus]int `json:"cases"`     // by status
	All       deadlineCounts             `json:"all"`
	WeOwe     *deadlineCounts            `json:"we_owe,omitempty"` // absent while the own agency is not chosen
	TheyOwe   *deadlineCounts            `json:"they_owe,omitempty"`
	Months    []monthCount               `json:"months"` // the last twelve, oldest first
	// OverdueByAgency is who owes the most that is overdue, ten at most.
	OverdueByAgency []agencyCount `json:"overdue_by_agency"`
	Today           archive.Date  `json:"today"`
}

type monthCount struct {
	Month    string `json:"month"` // YYYY-MM
	Incoming int    `json:"incoming"`
	Outgoing int    `json:"outgoing"`
}

type agencyCount struct {
	Agency string `json:"agency,omitempty"`
	Name   string `json:"name"`
	Count  int    `json:"count"`
}

// countAge is how old a count may be that is shown again although something has
// changed meanwhile; without a change it is good for the day.
const countAge = 3 * time.Second

// countCache keeps the last count for each clearance, and lets only one request
// at a time count anew.
type countCache struct {
	mu   sync.Mutex
	kept map[archive.Secrecy]keptCount
}

type keptCount struct {
	head   uint64
	made   time.Time
	answer statsAnswer
}

func newCountCache() *countCache { return &countCache{kept: map[archive.Secrecy]keptCount{}} }

func (s *Server) stats(c *fiber.Ctx) error {
	v := viewer(c)
	s.counts.mu.Lock()
	defer s.counts.mu.Unlock()
	head, now, today := s.head(), s.now(), s.desk.Today()
	kept, ok := s.counts.kept[v.Clearance]
	if !ok || kept.answer.Today != today || kept.head != head && now.Sub(kept.made) > countAge {
		answer, err := s.count(c.UserContext(), v)
		if err != nil {
			return err
		}
		kept = keptCount{head: head, made: now, answer: answer}
		s.counts.kept[v.Clearance] = kept
	}
	return c.JSON(kept.answer)
}

// count uses nothing of the viewer but the clearance.
func (s *Server) count(ctx context.Context, v archive.Viewer) (statsAnswer, error) {
	reader := s.desk.Archive().Read(v)
	answer := statsAnswer{Today: s.desk.Today()}
	counts, err := reader.Counts(ctx)
	if err != nil {
		return answer, err
	}
	answer.Documents, answer.Cases = counts.Documents, counts.Cases
	answer.ToConfirm, answer.SetAside, answer.Reading = counts.Documents[archive.ToConfirm], counts.Documents[archive.SetAside], counts.Documents[archive.Reading]
	if answer.Months, answer.NeedsOCR, err = s.tally.of(ctx, v.Clearance, answer.Today); err != nil {
		return answer, err
	}
	if answer.All, err = s.countDeadlines(ctx, v, deadlineFilter{}); err != nil {
		return answer, err
	}
	if own := s.ownAgency(); own != "" {
		owed, err := s.countDeadlines(ctx, v, deadlineFilter{}.side(weOwe, own, ""))
		if err != nil {
			return answer, err
		}
		awaited, err := s.countDeadlines(ctx, v, deadlineFilter{}.side(theyOwe, own, ""))
		if err != nil {
			return answer, err
		}
		answer.WeOwe, answer.TheyOwe = &owed, &awaited
	}
	answer.OverdueByAgency, err = s.overdueByAgency(ctx, v)
	return answer, err
}

// mostOverdue bounds what is grouped by agency for the chart.
const mostOverdue = 5000

// overdueByAgency groups what is overdue by who owes it, the most first.
func (s *Server) overdueByAgency(ctx context.Context, v archive.Viewer) ([]agencyCount, error) {
	query := deadlineFilter{}.ask("overdue", s.desk.Today()).query
	query.Limit = 1000
	groups, order := map[string]*agencyCount{}, []*agencyCount{}
	for read := 0; read < mostOverdue; {
		page, err := s.desk.Archive().Read(v).Deadlines(ctx, query)
		if err != nil {
			return nil, err
		}
		for _, d := range page.Items {
			owes := s.desk.ShowDeadline(v, d).OwedBy
			name := cmp.Or(owes.Name, owes.Printed)
			key := cmp.Or(owes.Agency, name)
			if key == "" {
				continue
			}
			if groups[key] == nil {
				groups[key] = &agencyCount{Agency: owes.Agency, Name: name}
				order = append(order, groups[key])
			}
			groups[key].Count++
		}
		read += len(page.Items)
		if query.Cursor = page.Next; page.Next == "" {
			break
		}
	}
	slices.SortStableFunc(order, func(a, b *agencyCount) int { return b.Count - a.Count })
	counts := []agencyCount{}
	for _, group := range order[:min(len(order), 10)] {
		counts = append(counts, *group)
	}
	return counts, nil
}
