package server

import (
	"cmp"
	"context"
	"errors"
	"net/http"

	"github.com/gofiber/fiber/v2"

	"lintas/archive"
	"lintas/storage"
)

func (s *Server) reader(c *fiber.Ctx) *storage.Reader { return s.desk.Archive().Read(viewer(c)) }

func (s *Server) listDocuments(c *fiber.Ctx) error {
	query, err := documentQuery(c)
	if err != nil {
		return err
	}
	page := storage.Page[*archive.Document]{}
	known, err := s.known(c, query.Case, query.Agency, "")
	if err != nil {
		return err
	}
	if known && viewer(c).Sees(archive.Agenda{Register: query.Book}.Level()) {
		if page, err = s.reader(c).Documents(c.UserContext(), query); err != nil {
			return err
		}
	}
	answer := fiber.Map{"items": s.briefs(viewer(c), page.Items), "next": page.Next}
	if page.Total >= 0 {
		answer["total"] = page.Total
	}
	return c.JSON(answer)
}

// known reports whether the viewer may know of the records that a list is narrowed
// by; empty ids are no bounds. A list by a case that is hidden would otherwise tell
// which documents belong to it.
func (s *Server) known(c *fiber.Ctx, kase, agency, document string) (bool, error) {
	reader := s.reader(c)
	var errs []error
	if kase != "" {
		_, err := reader.Case(kase)
		errs = append(errs, err)
	}
	if agency != "" {
		_, err := reader.Agency(agency)
		errs = append(errs, err)
	}
	if document != "" {
		_, err := reader.Document(document)
		errs = append(errs, err)
	}
	for _, err := range errs {
		if archive.CodeOf(err) == archive.NotFound {
			return false, nil
		}
	}
	return true, errors.Join(errs...)
}

func documentQuery(c *fiber.Ctx) (storage.DocumentQuery, error) {
	q, err := documentFilters(c)
	order, e := choice(c, "sort", "date", "received", "entered")
	err = cmp.Or(err, e)
	role, e := choice(c, "role", "", "from", "to", "copies")
	err = cmp.Or(err, e)
	way, e := choice(c, "order", "desc", "asc")
	err = cmp.Or(err, e)
	q.Limit, e = number(c, "limit", 50, 1, 200)
	err = cmp.Or(err, e)
	q.Book, e = choice(c, "book", append([]string{""}, registerBooks()...)...)
	err = cmp.Or(err, e)
	q.Year, e = number(c, "year", 0, 0, 9999)
	err = cmp.Or(err, e)
	q.Order, q.Role, q.OldestFirst, q.Cursor = storage.Order(order), role, way == "asc", c.Query("cursor")
	if number := c.Query("number"); number != "" {
		q.Number = archive.Skeleton(number)
	}
	return q, err
}

// registerBooks are the names of all register books.
func registerBooks() []string {
	var names []string
	for _, way := range []archive.Direction{archive.Incoming, archive.Outgoing, archive.Internal} {
		for _, level := range archive.Levels {
			names = append(names, archive.Book(way, level))
		}
	}
	return names
}

// documentFilters reads what a list or a search of documents is narrowed by.
func documentFilters(c *fiber.Ctx) (storage.DocumentQuery, error) {
	var q storage.DocumentQuery
	direction, err := choice(c, "direction", "", "incoming", "outgoing", "internal")
	status, e := choice(c, "status", "", "reading", "to_confirm", "registered", "set_aside", "withdrawn")
	err = cmp.Or(err, e)
	kind, e := choice(c, "kind", "", "letter", "minutes", "note")
	err = cmp.Or(err, e)
	q.From, e = day(c, "from")
	err = cmp.Or(err, e)
	q.To, e = day(c, "to")
	err = cmp.Or(err, e)
	q.Direction, q.Status, q.Kind = archive.Direction(direction), archive.Status(status), archive.Kind(kind)
	q.Agency, q.Case = c.Query("agency"), c.Query("case")
	return q, err
}

// documentAnswer is a document with everything its page shows.
type documentAnswer struct {
	Document     *archive.Document  `json:"document"`
	Title        string             `json:"title"`
	Deadlines    []deadlineView     `json:"deadlines"`
	Cases        []linkedCase       `json:"cases"`
	Thread       []threadItem       `json:"thread"`
	Choices      map[string]brief   `json:"choices"` // documents that references may mean, by id
	Answers      []deadlineView     `json:"answers"` // deadlines of other documents that this one answers, or is proposed to
	Meetings     []*archive.Meeting `json:"meetings"`
	Dispositions []dispositionView  `json:"dispositions"`
	Duplicates   []brief            `json:"duplicates"`
	People       map[string]string  `json:"people"` // names of those whose ids stand in the document
}

type linkedCase struct {
	Case *archive.Case    `json:"case"`
	Link archive.CaseLink `json:"link"`
}

type threadItem struct {
	Document brief            `json:"document"`
	Relation archive.Relation `json:"relation"`
	Cites    bool             `json:"cites"`
}

func (s *Server) showDocument(c *fiber.Ctx) error {
	ctx, v := c.UserContext(), viewer(c)
	doc, err := s.reader(c).Document(c.Params("id"))
	if err != nil {
		return err
	}
	setRevision(c, doc.Rev)
	answer, err := s.documentAnswer(ctx, v, doc)
	if err != nil {
		return err
	}
	s.recordLook(c, doc.ID, "document")
	return c.JSON(answer)
}

func (s *Server) documentAnswer(ctx context.Context, v archive.Viewer, full *archive.Document) (documentAnswer, error) {
	reader := s.desk.Archive().Read(v)
	doc := s.desk.ShowDocument(v, full)
	answer := documentAnswer{Document: doc, Title: doc.Title(), Cases: []linkedCase{}, Thread: []threadItem{}, Duplicates: []brief{}}
	due, err := reader.Deadlines(ctx, storage.DeadlineQuery{Document: doc.ID, Limit: 200})
	if err != nil {
		return answer, err
	}
	if answer.Deadlines, err = s.deadlineViews(ctx, v, due.Items); err != nil {
		return answer, err
	}
	for _, link := range doc.Cases {
		found, err := reader.Case(link.Case)
		if archive.CodeOf(err) == archive.NotFound {
			continue
		}
		if err != nil {
			return answer, err
		}
		answer.Cases = append(answer.Cases, linkedCase{Case: s.desk.ShowCase(v, found), Link: link})
	}
	letters, err := s.desk.Thread(ctx, v, doc.ID)
	if err != nil {
		return answer, err
	}
	for _, l := range letters {
		answer.Thread = append(answer.Thread, threadItem{Document: s.briefOf(v, l.Document), Relation: l.Relation, Cites: l.Cites})
	}
	if answer.Choices, answer.Answers, err = s.consequences(ctx, v, full); err != nil {
		return answer, err
	}
	for _, id := range doc.PossibleDuplicates {
		twin, err := reader.Document(id)
		if archive.CodeOf(err) == archive.NotFound {
			continue
		}
		if err != nil {
			return answer, err
		}
		answer.Duplicates = append(answer.Duplicates, s.briefOf(v, twin))
	}
	return s.withProceedings(ctx, v, answer)
}

// withProceedings adds what was said about the document: meetings, dispositions
// and the names of those who confirmed its fields.
func (s *Server) withProceedings(ctx context.Context, v archive.Viewer, answer documentAnswer) (documentAnswer, error) {
	reader := s.desk.Archive().Read(v)
	meetings, err := reader.Meetings(ctx, answer.Document.ID)
	if err != nil {
		return answer, err
	}
	dispositions, err := reader.Dispositions(ctx, answer.Document.ID)
	if err != nil {
		return answer, err
	}
	for _, m := range meetings {
		answer.Meetings = append(answer.Meetings, s.desk.ShowMeeting(v, m))
	}
	answer.Meetings, answer.Dispositions = list(answer.Meetings), []dispositionView{}
	for _, d := range dispositions {
		view, err := s.dispositionView(v, reader, d)
		if err != nil {
			return answer, err
		}
		answer.Dispositions = append(answer.Dispositions, view)
	}
	ids := []string{answer.Document.EnteredBy}
	for _, e := range answer.Document.Evidence {
		ids = append(ids, e.By)
	}
	answer.People = s.names(ids)
	return answer, nil
}

// names returns the names of people and tokens by id. Ids that are neither, such
// as the reader's, are left out.
func (s *Server) names(ids []string) map[string]string {
	all := s.desk.Archive().Read(archive.System())
	found := map[string]string{}
	for _, id := range ids {
		if _, done := found[id]; done || id == "" || id == archive.ByReader || id == archive.BySystem || id == archive.ByLocal {
			continue
		}
		if user, err := all.User(id); err == nil {
			found[id] = user.Name
		} else if token, err := all.Token(id); err == nil {
			found[id] = token.Name
		}
	}
	return found
}

func (s *Server) editDocument(c *fiber.Ctx) error {
	rev, patch, err := revisionAndPatch(c)
	if err != nil {
		return err
	}
	doc, seq, err := s.desk.EditDocument(c.UserContext(), viewer(c), c.Params("id"), rev, patch)
	if err != nil {
		return err
	}
	return s.answerDocument(c, http.StatusOK, doc, seq)
}

func revisionAndPatch(c *fiber.Ctx) (uint64, []byte, error) {
	rev, err := ifMatch(c)
	if err != nil {
		return 0, nil, err
	}
	patch, err := readPatch(c)
	return rev, patch, err
}

// answerDocument answers a change with the document as the viewer sees it now. A
// change may have raised it above their clearance: then there is nothing to show.
func (s *Server) answerDocument(c *fiber.Ctx, status int, doc *archive.Document, seq uint64) error {
	v := viewer(c)
	if !v.Sees(doc.Secrecy) {
		return c.Status(status).JSON(s.changed("document", nil, seq))
	}
	setRevision(c, doc.Rev)
	return c.Status(status).JSON(s.changed("document", s.desk.ShowDocument(v, doc), seq))
}

func (s *Server) retry(c *fiber.Ctx) error {
	doc, seq, err := s.desk.Retry(c.UserContext(), viewer(c), c.Params("id"))
	if err != nil {
		return err
	}
	return s.answerDocument(c, http.StatusAccepted, doc, seq)
}

func (s *Server) addNote(c *fiber.Ctx) error {
	fields, err := readPatch(c)
	if err != nil {
		return err
	}
	key, err := idempotencyKey(c)
	if err != nil {
		return err
	}
	got, err := s.desk.NewNote(c.UserContext(), viewer(c), fields, key)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderLocation, api+"/documents/"+got.Document.ID)
	if got.Replayed {
		c.Set("Idempotency-Replayed", "true")
	}
	return s.answerDocument(c, http.StatusCreated, got.Document, got.Seq)
}
