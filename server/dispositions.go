package server

import (
	"cmp"
	"context"
	"net/http"

	"github.com/gofiber/fiber/v2"

	"lintas/archive"
	"lintas/storage"
)

// dispositionView is a disposition as it stands today.
type dispositionView struct {
	Disposition *archive.Disposition     `json:"disposition"`
	State       archive.DispositionState `json:"state"`
	Mine        archive.DispositionState `json:"mine,omitempty"` // of the viewer's own part
	DaysLeft    int                      `json:"days_left"`      // calendar days until due; negative is late; 0 without a due date or when settled
	Late        bool                     `json:"late"`
	Document    *brief                   `json:"document,omitempty"`
	People      map[string]string        `json:"people"` // names by id
}

func (s *Server) dispositionView(v archive.Viewer, reader *storage.Reader, d *archive.Disposition) (dispositionView, error) {
	view := dispositionView{Disposition: d, State: d.State()}
	if part := d.Recipient(v.ID); part != nil {
		view.Mine = part.State()
		if d.Withdrawn != "" {
			view.Mine = archive.DispositionWithdrawn
		}
	}
	if d.Due != "" && !d.Settled() && view.Mine != archive.DispositionDone {
		view.DaysLeft = s.desk.Today().DaysUntil(d.Due)
		view.Late = view.DaysLeft < 0
	}
	ids := []string{d.From}
	for _, to := range d.To {
		ids = append(ids, to.User)
	}
	view.People = s.names(ids)
	var err error
	view.Document, err = s.briefByID(v, reader, d.Document)
	return view, err
}

// listDispositions lists those for the viewer, from the viewer, or everybody's on what the
// viewer may see.
func (s *Server) listDispositions(c *fiber.Ctx) error {
	box, err := choice(c, "box", "inbox", "inbox", "given", "all")
	state, e := choice(c, "state", "open", "open", "settled")
	err = cmp.Or(err, e)
	limit, e := number(c, "limit", 50, 1, 200)
	if err = cmp.Or(err, e); err != nil {
		return err
	}
	v, reader := viewer(c), s.reader(c)
	query := storage.DispositionQuery{Settled: state == "settled", Cursor: c.Query("cursor"), Limit: limit}
	switch box {
	case "inbox":
		query.For = v.ID
	case "given":
		query.From = v.ID
	}
	page, err := reader.DispositionList(c.UserContext(), query)
	if err != nil {
		return err
	}
	items := make([]dispositionView, 0, len(page.Items))
	for _, d := range page.Items {
		view, err := s.dispositionView(v, reader, d)
		if err != nil {
			return err
		}
		items = append(items, view)
	}
	counts, err := s.countDispositions(c.UserContext(), v, reader)
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"items": items, "next": page.Next, "counts": counts})
}

// dispositionCounts are of the viewer's own inbox.
type dispositionCounts struct {
	Open   int `json:"open"`
	Unseen int `json:"unseen"`
	Late   int `json:"late"`
}

// countDispositions counts what waits for the viewer, up to a thousand.
func (s *Server) countDispositions(ctx context.Context, v archive.Viewer, reader *storage.Reader) (dispositionCounts, error) {
	const most = 1000
	var counts dispositionCounts
	page, err := reader.DispositionList(ctx, storage.DispositionQuery{For: v.ID, Limit: most})
	if err != nil {
		return counts, err
	}
	today := s.desk.Today()
	for _, d := range page.Items {
		counts.Open++
		if part := d.Recipient(v.ID); part != nil && part.Seen.IsZero() {
			counts.Unseen++
		}
		if d.Due != "" && d.Due < today {
			counts.Late++
		}
	}
	return counts, nil
}

func (s *Server) addDisposition(c *fiber.Ctx) error {
	fields, err := readPatch(c)
	if err != nil {
		return err
	}
	key, err := idempotencyKey(c)
	if err != nil {
		return err
	}
	made, seq, err := s.desk.Dispose(c.UserContext(), viewer(c), c.Params("id"), fields, key)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderLocation, api+"/dispositions/"+made.ID)
	return s.answerDisposition(c, http.StatusCreated, made, seq)
}

func (s *Server) showDisposition(c *fiber.Ctx) error {
	found, err := s.reader(c).Disposition(c.Params("id"))
	if err != nil {
		return err
	}
	return s.answerDisposition(c, http.StatusOK, found, 0)
}

func (s *Server) editDisposition(c *fiber.Ctx) error {
	rev, patch, err := revisionAndPatch(c)
	if err != nil {
		return err
	}
	changed, seq, err := s.desk.EditDisposition(c.UserContext(), viewer(c), c.Params("id"), rev, patch)
	if err != nil {
		return err
	}
	return s.answerDisposition(c, http.StatusOK, changed, seq)
}

func (s *Server) answerDisposition(c *fiber.Ctx, status int, d *archive.Disposition, seq uint64) error {
	view, err := s.dispositionView(viewer(c), s.reader(c), d)
	if err != nil {
		return err
	}
	setRevision(c, d.Rev)
	answer := struct {
		dispositionView
		Seq string `json:"seq,omitempty"`
	}{dispositionView: view}
	if seq != 0 {
		answer.Seq = s.cursors.seal(seq)
	}
	return c.Status(status).JSON(answer)
}
