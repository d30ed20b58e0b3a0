package server

import (
	"cmp"
	"context"
	"net/http"
	"sort"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lintas/archive"
	"lintas/storage"
)

// caseItem is a case as lists show it.
type caseItem struct {
	Case      *archive.Case `json:"case"`
	Documents int           `json:"documents"` // that the viewer may see
	Latest    archive.Date  `json:"latest,omitempty"`
	Unsettled int           `json:"unsettled"` // deadlines
	Overdue   int           `json:"overdue"`
}

func (s *Server) listCases(c *fiber.Ctx) error {
	status, err := choice(c, "status", "", "open", "paused", "closed")
	limit, e := number(c, "limit", 50, 1, 200)
	if err = cmp.Or(err, e); err != nil {
		return err
	}
	ctx, v := c.UserContext(), viewer(c)
	query := storage.CaseQuery{Status: archive.CaseStatus(status), Cursor: c.Query("cursor"), Limit: limit}
	found, next, err := s.siftCases(ctx, v, query, c.Query("q"))
	if err != nil {
		return err
	}
	items := make([]caseItem, 0, len(found))
	for _, one := range found {
		item, err := s.caseItem(ctx, v, one)
		if err != nil {
			return err
		}
		items = append(items, item)
	}
	return c.JSON(fiber.Map{"items": items, "next": next})
}

// siftCases keeps the cases that contain every word asked for in their number,
// title, country or the names and papers of their workers.
func (s *Server) siftCases(ctx context.Context, v archive.Viewer, query storage.CaseQuery, words string) ([]*archive.Case, string, error) {
	reader, limit := s.desk.Archive().Read(v), query.Limit
	if words == "" {
		page, err := reader.Cases(ctx, query)
		return page.Items, page.Next, err
	}
	const rounds = 40
	found := []*archive.Case{}
	for range rounds {
		query.Limit = max(limit-len(found), 1)
		page, err := reader.Cases(ctx, query)
		if err != nil {
			return nil, "", err
		}
		for _, one := range page.Items {
			if caseMatches(s.desk.ShowCase(v, one), words) {
				found = append(found, one)
			}
		}
		query.Cursor = page.Next
		if page.Next == "" || len(found) == limit {
			break
		}
	}
	return found, query.Cursor, nil
}

func caseMatches(one *archive.Case, words string) bool {
	text := []string{one.Number, one.Title, one.Country}
	for _, w := range one.Workers {
		text = append(append(append(text, w.Name, w.NIK), w.Variants...), w.Passport...)
	}
	all := strings.ToLower(strings.Join(text, " "))
	for word := range strings.FieldsSeq(strings.ToLower(words)) {
		if !strings.Contains(all, word) {
			return false
		}
	}
	return true
}

func (s *Server) caseItem(ctx context.Context, v archive.Viewer, one *archive.Case) (caseItem, error) {
	reader := s.desk.Archive().Read(v)
	item := caseItem{Case: s.desk.ShowCase(v, one)}
	documents, err := reader.Documents(ctx, storage.DocumentQuery{Case: one.ID, Limit: 1})
	if err != nil {
		return item, err
	}
	item.Documents = documents.Total
	if len(documents.Items) > 0 {
		item.Latest = documents.Items[0].Date
	}
	counts, err := s.countDeadlines(ctx, v, deadlineFilter{query: storage.DeadlineQuery{Case: one.ID}})
	item.Unsettled, item.Overdue = counts.Unsettled, counts.Overdue
	return item, err
}

// caseAnswer is a case with its papers in the order of their dates.
type caseAnswer struct {
	Case      *archive.Case     `json:"case"`
	Timeline  []timelineItem    `json:"timeline"`
	Deadlines []deadlineView    `json:"deadlines"`
	Agencies  map[string]string `json:"agencies"` // names by id
}

// timelineItem is a document or a due date on the line of a case.
type timelineItem struct {
	Day      archive.Date  `json:"day,omitempty"`
	Document *brief        `json:"document,omitempty"`
	Deadline string        `json:"deadline,omitempty"` // id, of those in Deadlines
	Link     *linkOfCase   `json:"link,omitempty"`
	State    string        `json:"state,omitempty"` // of the deadline
	Title    string        `json:"title"`
	From     archive.Party `json:"from,omitzero"`
}

type linkOfCase struct {
	Score float64      `json:"score,omitempty"`
	Why   archive.Text `json:"why,omitzero"`
	By    string       `json:"by,omitempty"`
}

func (s *Server) showCase(c *fiber.Ctx) error {
	ctx, v := c.UserContext(), viewer(c)
	found, err := s.reader(c).Case(c.Params("id"))
	if err != nil {
		return err
	}
	answer := caseAnswer{Case: s.desk.ShowCase(v, found), Timeline: []timelineItem{}, Agencies: map[string]string{}}
	if err := s.addPapers(ctx, v, &answer); err != nil {
		return err
	}
	for _, id := range answer.Case.Agencies {
		if agency, err := s.reader(c).Agency(id); err == nil {
			answer.Agencies[id] = agency.Name
		}
	}
	setRevision(c, found.Rev)
	return c.JSON(answer)
}

// mostPapers bounds the timeline of one case.
const mostPapers = 1000

func (s *Server) addPapers(ctx context.Context, v archive.Viewer, answer *caseAnswer) error {
	reader, id := s.desk.Archive().Read(v), answer.Case.ID
	query := storage.DocumentQuery{Case: id, Limit: 200, OldestFirst: true}
	for len(answer.Timeline) < mostPapers {
		page, err := reader.Documents(ctx, query)
		if err != nil {
			return err
		}
		for _, doc := range page.Items {
			answer.Timeline = append(answer.Timeline, s.paperOf(v, doc, id))
		}
		if query.Cursor = page.Next; page.Next == "" {
			break
		}
	}
	due, err := reader.Deadlines(ctx, storage.DeadlineQuery{Case: id, Limit: mostPapers})
	if err != nil {
		return err
	}
	if answer.Deadlines, err = s.deadlineViews(ctx, v, due.Items); err != nil {
		return err
	}
	for _, d := range answer.Deadlines {
		if d.Due != "" {
			answer.Timeline = append(answer.Timeline, timelineItem{Day: d.Due, Deadline: d.Deadline.ID, State: string(d.State), Title: d.Deadline.What, From: d.Deadline.OwedBy})
		}
	}
	sort.SliceStable(answer.Timeline, func(i, j int) bool { return answer.Timeline[i].Day < answer.Timeline[j].Day })
	return nil
}

func (s *Server) paperOf(v archive.Viewer, doc *archive.Document, inCase string) timelineItem {
	b := s.briefOf(v, doc)
	item := timelineItem{Day: cmp.Or(b.Date, b.Received, b.Entered), Document: &b, Title: b.Title, From: b.From}
	for _, link := range s.desk.ShowDocument(v, doc).Cases {
		if link.Case == inCase {
			item.Link = &linkOfCase{Score: link.Score, Why: link.Why, By: link.By}
		}
	}
	return item
}

func (s *Server) addCase(c *fiber.Ctx) error {
	fields, err := readPatch(c)
	if err != nil {
		return err
	}
	made, seq, err := s.desk.NewCase(c.UserContext(), viewer(c), fields)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderLocation, api+"/cases/"+made.ID)
	return s.answerCase(c, http.StatusCreated, made, seq)
}

func (s *Server) editCase(c *fiber.Ctx) error {
	rev, patch, err := revisionAndPatch(c)
	if err != nil {
		return err
	}
	changed, seq, err := s.desk.EditCase(c.UserContext(), viewer(c), c.Params("id"), rev, patch)
	if err != nil {
		return err
	}
	return s.answerCase(c, http.StatusOK, changed, seq)
}

func (s *Server) answerCase(c *fiber.Ctx, status int, one *archive.Case, seq uint64) error {
	v := viewer(c)
	if !v.Sees(one.Secrecy) {
		return c.Status(status).JSON(s.changed("case", nil, seq))
	}
	setRevision(c, one.Rev)
	return c.Status(status).JSON(s.changed("case", s.desk.ShowCase(v, one), seq))
}
