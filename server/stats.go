package server

import (
	"context"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"lintas/archive"
	"lintas/storage"
)

// statsAnswer is what the home page counts, of what the viewer may see.
type statsAnswer struct {
	Documents map[archive.Status]int     `json:"documents"` // by status
	ToConfirm int                        `json:"to_confirm"`
	SetAside  int                        `json:"set_aside"`
	NeedsOCR  int                        `json:"needs_ocr"` // of those to confirm
	Cases     map[archive.CaseStatus]int `json:"cases"`     // by status
	Agencies  int                        `json:"agencies"`
	All       deadlineCounts             `json:"all"`
	WeOwe     *deadlineCounts            `json:"we_owe,omitempty"` // absent while the own agency is not chosen
	TheyOwe   *deadlineCounts            `json:"they_owe,omitempty"`
	Months    []monthCount               `json:"months"` // the last twelve, oldest first
	Today     archive.Date               `json:"today"`
}

type monthCount struct {
	Month    string `json:"month"` // YYYY-MM
	Incoming int    `json:"incoming"`
	Outgoing int    `json:"outgoing"`
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
	answer.Documents, answer.Cases, answer.Agencies = counts.Documents, counts.Cases, counts.Agencies
	answer.ToConfirm, answer.SetAside = counts.Documents[archive.ToConfirm], counts.Documents[archive.SetAside]
	for doc, err := range reader.DocumentsByStatus(ctx, archive.ToConfirm) {
		if err != nil {
			return answer, err
		}
		if doc.Read.State == archive.ReadNeedsOCR {
			answer.NeedsOCR++
		}
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
	answer.Months, err = countMonths(ctx, reader, answer.Today)
	return answer, err
}

func countMonths(ctx context.Context, reader *storage.Reader, today archive.Date) ([]monthCount, error) {
	months := []monthCount{}
	for back := 11; back >= 0; back-- {
		first := archive.MakeDate(today.Year(), today.Time().Month(), 1).Time().AddDate(0, -back, 0)
		month := monthCount{Month: first.Format("2006-01")}
		query := storage.DocumentQuery{Order: storage.ByEntered, From: archive.DateOf(first), To: archive.DateOf(first.AddDate(0, 1, -1)), Limit: 1}
		for direction, into := range map[archive.Direction]*int{archive.Incoming: &month.Incoming, archive.Outgoing: &month.Outgoing} {
			query.Direction = direction
			page, err := reader.Documents(ctx, query)
			if err != nil {
				return nil, err
			}
			*into = page.Total
		}
		months = append(months, month)
	}
	return months, nil
}
