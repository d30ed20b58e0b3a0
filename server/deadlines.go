package server

import (
	"cmp"
	"context"
	"net/http"
	"slices"

	"github.com/gofiber/fiber/v2"

	"lintas/archive"
	"lintas/storage"
)

// deadlineView is a deadline as it stands today.
type deadlineView struct {
	Deadline    *archive.Deadline     `json:"deadline"`
	State       archive.DeadlineState `json:"state"`
	Side        string                `json:"side"`                // we_owe, they_owe or other
	Due         archive.Date          `json:"due,omitempty"`       // after extensions
	DaysLeft    int                   `json:"days_left"`           // calendar days until due; negative is late; 0 without a due date
	WorkingLeft int                   `json:"working_days_left"`   // 0 once the day has passed
	DaysLate    int                   `json:"days_late"`           // calendar days; of an answered one, how late the answer was
	WorkingLate int                   `json:"working_days_late"`   // the same in working days
	AnswerLate  int                   `json:"answer_days_late"`    // calendar days the answer, also a proposed one, came after the due date
	Uncertain   bool                  `json:"uncertain,omitempty"` // working days were counted through a year without a list of holidays
	Document    *brief                `json:"document,omitempty"`
	Case        *caseName             `json:"case,omitempty"`
	Answer      *brief                `json:"answer,omitempty"` // the document that answered
}

type caseName struct {
	ID     string `json:"id"`
	Number string `json:"number,omitempty"`
	Title  string `json:"title"`
}

const (
	weOwe   = "we_owe"
	theyOwe = "they_owe"
)

func (s *Server) ownAgency() string {
	if settings := s.desk.Settings(); settings != nil {
		return settings.Agency
	}
	return ""
}

// countDays fills in state, side and days. Late days are counted to the answer, or to
// today while there is none; a waived deadline is not late.
func (s *Server) countDays(view *deadlineView) {
	d, today := view.Deadline, s.desk.Today()
	view.State, view.Due = d.State(today), d.Effective()
	own := s.ownAgency()
	switch {
	case own != "" && d.OwedBy.Agency == own:
		view.Side = weOwe
	case own != "" && d.OwedTo.Agency == own:
		view.Side = theyOwe
	default:
		view.Side = "other"
	}
	if view.Due == "" || d.Waiver != nil {
		return
	}
	if d.Answer != nil {
		view.AnswerLate = max(0, view.Due.DaysUntil(d.Answer.Date))
	}
	until := today
	if d.Settled() {
		until = d.Answer.Date
	} else {
		view.DaysLeft = today.DaysUntil(view.Due)
	}
	calendar := s.desk.Calendar()
	if calendar == nil {
		return
	}
	if until > view.Due {
		view.DaysLate = view.Due.DaysUntil(until)
		view.WorkingLate = calendar.WorkingDaysBetween(view.Due, until)
	} else if !d.Settled() {
		view.WorkingLeft = calendar.WorkingDaysBetween(today, view.Due)
	}
	view.Uncertain = !calendar.Known(view.Due.Year()) || !calendar.Known(until.Year())
}

func (s *Server) deadlineViews(ctx context.Context, v archive.Viewer, items []*archive.Deadline) ([]deadlineView, error) {
	views := make([]deadlineView, 0, len(items))
	for _, item := range items {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		view, err := s.deadlineView(v, item)
		if err != nil {
			return nil, err
		}
		views = append(views, view)
	}
	return views, nil
}

func (s *Server) deadlineView(v archive.Viewer, full *archive.Deadline) (deadlineView, error) {
	reader := s.desk.Archive().Read(v)
	view := deadlineView{Deadline: s.desk.ShowDeadline(v, full)}
	s.countDays(&view)
	var err error
	if view.Document, err = s.briefByID(v, reader, view.Deadline.Document); err != nil {
		return view, err
	}
	if view.Deadline.Answer != nil {
		if view.Answer, err = s.briefByID(v, reader, view.Deadline.Answer.Document); err != nil {
			return view, err
		}
	}
	if view.Deadline.Case == "" {
		return view, nil
	}
	found, err := reader.Case(view.Deadline.Case)
	if archive.CodeOf(err) == archive.NotFound {
		return view, nil
	}
	if err != nil {
		return view, err
	}
	view.Case = &caseName{ID: found.ID, Number: found.Number, Title: s.desk.ShowCase(v, found).Title}
	return view, nil
}

// briefByID returns nil for what is not there or not for the viewer.
func (s *Server) briefByID(v archive.Viewer, reader *storage.Reader, id string) (*brief, error) {
	if id == "" {
		return nil, nil
	}
	doc, err := reader.Document(id)
	if archive.CodeOf(err) == archive.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	b := s.briefOf(v, doc)
	return &b, nil
}

// deadlineFilter is a question for a list of deadlines: what storage can answer by
// its keys, and what is sifted afterwards.
type deadlineFilter struct {
	query  storage.DeadlineQuery
	states []archive.DeadlineState // empty: any
	agency string                  // on either side
	others string                  // id of an agency that does not owe it: what it owes to itself is on its own side only
}

func (f deadlineFilter) fits(d *archive.Deadline, today archive.Date) bool {
	if len(f.states) > 0 && !slices.Contains(f.states, d.State(today)) {
		return false
	}
	if f.others != "" && d.OwedBy.Agency == f.others {
		return false
	}
	return f.agency == "" || d.OwedBy.Agency == f.agency || d.OwedTo.Agency == f.agency
}

// ask narrows a filter to a state of the list. "unsettled" is whatever is still
// owed, "week" what is due within seven days.
func (f deadlineFilter) ask(state string, today archive.Date) deadlineFilter {
	switch state {
	case "overdue":
		f.query.Open, f.query.DueTo = true, today.AddDays(-1)
	case "due_soon":
		f.query.Open, f.query.DueFrom, f.query.DueTo = true, today, today.AddDays(archive.SoonDays)
	case "week":
		f.query.Open, f.query.DueFrom, f.query.DueTo = true, today, today.AddDays(7)
	case "unsettled":
		f.query.Open = true
	case "open":
		f.query.Open, f.states = true, []archive.DeadlineState{archive.DeadlineOpen}
	case "extended":
		f.query.Open, f.states = true, []archive.DeadlineState{archive.DeadlineExtended}
	case "settled":
		f.query.Settled, f.query.LatestFirst = true, true
	case "answered", "answered_late", "waived":
		f.states = []archive.DeadlineState{archive.DeadlineState(state)}
		f.query.Settled, f.query.LatestFirst = true, true
	}
	return f
}

// side narrows a filter to what the own agency owes or is owed.
func (f deadlineFilter) side(side, own, agency string) deadlineFilter {
	switch side {
	case weOwe:
		f.query.OwedBy, f.query.OwedTo = own, agency
	case theyOwe:
		f.query.OwedBy, f.query.OwedTo, f.others = agency, own, own
	default:
		f.agency = agency
	}
	return f
}

type deadlineCounts struct {
	Overdue   int `json:"overdue"`
	DueSoon   int `json:"due_soon"`
	Week      int `json:"week"`
	Unsettled int `json:"unsettled"`
}

func (s *Server) listDeadlines(c *fiber.Ctx) error {
	state, err := choice(c, "state", "unsettled", "overdue", "due_soon", "week", "open", "extended", "answered", "answered_late", "waived", "settled", "all")
	side, e := choice(c, "side", "", weOwe, theyOwe)
	err = cmp.Or(err, e)
	limit, e := number(c, "limit", 50, 1, 200)
	if err = cmp.Or(err, e); err != nil {
		return err
	}
	own := s.ownAgency()
	if side != "" && own == "" {
		return invalid("side", "Pilih dulu instansi sendiri di pengaturan.", "Choose the own agency in the settings first.")
	}
	known, err := s.known(c, c.Query("case"), c.Query("agency"), c.Query("document"))
	if err != nil {
		return err
	}
	if !known {
		return c.JSON(fiber.Map{"items": []deadlineView{}, "next": "", "counts": deadlineCounts{}})
	}
	ctx, v := c.UserContext(), viewer(c)
	base := deadlineFilter{query: storage.DeadlineQuery{Case: c.Query("case"), Document: c.Query("document")}}.side(side, own, c.Query("agency"))
	found, next, err := s.siftDeadlines(ctx, v, base.ask(state, s.desk.Today()), c.Query("cursor"), limit)
	if err != nil {
		return err
	}
	items, err := s.deadlineViews(ctx, v, found)
	if err != nil {
		return err
	}
	answer := fiber.Map{"items": items, "next": next}
	if base.agency == "" {
		if answer["counts"], err = s.countDeadlines(ctx, v, base); err != nil {
			return err
		}
	}
	return c.JSON(answer)
}

// siftDeadlines reads pages until limit deadlines fit, or for so long that the
// answer would be late; the cursor then continues where it stopped.
func (s *Server) siftDeadlines(ctx context.Context, v archive.Viewer, filter deadlineFilter, cursor string, limit int) ([]*archive.Deadline, string, error) {
	const rounds = 40
	reader, today := s.desk.Archive().Read(v), s.desk.Today()
	found := []*archive.Deadline{}
	filter.query.Cursor = cursor
	for range rounds {
		filter.query.Limit = limit - len(found)
		page, err := reader.Deadlines(ctx, filter.query)
		if err != nil {
			return nil, "", err
		}
		for _, d := range page.Items {
			if filter.fits(s.desk.ShowDeadline(v, d), today) {
				found = append(found, d)
			}
		}
		filter.query.Cursor = page.Next
		if page.Next == "" || len(found) == limit {
			break
		}
	}
	return found, filter.query.Cursor, nil
}

func (s *Server) countDeadlines(ctx context.Context, v archive.Viewer, base deadlineFilter) (deadlineCounts, error) {
	var counts deadlineCounts
	reader, today := s.desk.Archive().Read(v), s.desk.Today()
	for state, into := range map[string]*int{"overdue": &counts.Overdue, "due_soon": &counts.DueSoon, "week": &counts.Week, "unsettled": &counts.Unsettled} {
		n, err := reader.CountDeadlines(ctx, base.ask(state, today).query)
		if err != nil {
			return counts, err
		}
		*into = n
		if query := base.ask(state, today).query; base.others != "" && query.OwedBy == "" {
			query.OwedBy = base.others
			own, err := reader.CountDeadlines(ctx, query)
			if err != nil {
				return counts, err
			}
			*into -= own
		} else if base.others != "" && query.OwedBy == base.others {
			*into = 0
		}
	}
	return counts, nil
}

func (s *Server) showDeadline(c *fiber.Ctx) error {
	found, err := s.reader(c).Deadline(c.Params("id"))
	if err != nil {
		return err
	}
	view, err := s.deadlineView(viewer(c), found)
	if err != nil {
		return err
	}
	setRevision(c, found.Rev)
	return c.JSON(view)
}

func (s *Server) addDeadline(c *fiber.Ctx) error {
	fields, err := readPatch(c)
	if err != nil {
		return err
	}
	made, seq, err := s.desk.NewDeadline(c.UserContext(), viewer(c), fields)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderLocation, api+"/deadlines/"+made.ID)
	return s.answerDeadline(c, http.StatusCreated, made, seq)
}

func (s *Server) editDeadline(c *fiber.Ctx) error {
	rev, patch, err := revisionAndPatch(c)
	if err != nil {
		return err
	}
	changed, seq, err := s.desk.EditDeadline(c.UserContext(), viewer(c), c.Params("id"), rev, patch)
	if err != nil {
		return err
	}
	return s.answerDeadline(c, http.StatusOK, changed, seq)
}

func (s *Server) answerDeadline(c *fiber.Ctx, status int, d *archive.Deadline, seq uint64) error {
	view, err := s.deadlineView(viewer(c), d)
	if err != nil {
		return err
	}
	setRevision(c, d.Rev)
	return c.Status(status).JSON(struct {
		deadlineView
		Seq string `json:"seq,omitempty"`
	}{view, s.cursors.seal(seq)})
}
