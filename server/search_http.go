package server

import (
	"cmp"

	"github.com/gofiber/fiber/v2"

	"lintas/archive"
)

type searchAnswer struct {
	Total    uint64        `json:"total"`
	Hits     []hitAnswer   `json:"hits"`
	Problems []string      `json:"problems"`         // in the user's language
	Readings []string      `json:"readings"`         // how words of the query were taken, in the user's language
	Meant    string        `json:"meant,omitempty"`  // the query with its misspelled words mended
	Facets   *facetsAnswer `json:"facets,omitempty"` // with facets=1
	Took     int64         `json:"took_ms"`
	Next     string        `json:"next"`
}

// longestQuery bounds what has to be parsed; nobody types as much.
const longestQuery = 1000

func (s *Server) search(c *fiber.Ctx) error {
	order, err := choice(c, "sort", "relevance", "date")
	limit, e := number(c, "limit", 10, 1, 100)
	err = cmp.Or(err, e)
	facets, e := choice(c, "facets", "", "1")
	err = cmp.Or(err, e)
	group, e := choice(c, "group", "", "thread")
	if err = cmp.Or(err, e); err != nil {
		return err
	}
	after, err := s.cursors.open(c.Query("after"))
	if archive.CodeOf(err) == staleCursor {
		after = 0 // it only asks for freshness
	}
	asked, err := searchFilters(c)
	if err != nil {
		return err
	}
	// An act that is not written yet cannot be waited for.
	asked.Query, asked.Sort, asked.Limit, asked.Cursor, asked.After = c.Query("q"), order, limit, c.Query("cursor"), min(after, s.head())
	asked.Facets = facets != ""
	if len(asked.Query) > longestQuery {
		return invalid("q", "Pencarian ini terlalu panjang.", "This query is too long.")
	}
	v := viewer(c)
	known, err := s.known(c, asked.Case, asked.Agency, "")
	if err != nil {
		return err
	}
	var found SearchResult
	if known {
		if found, err = s.desk.Search(c.UserContext(), v, asked); err != nil {
			return err
		}
	}
	answer := searchAnswer{Total: found.Total, Meant: found.Meant, Problems: []string{}, Readings: []string{}, Took: found.Took.Milliseconds(), Next: found.Next}
	answer.Facets = s.facetsFor(v, found.Facets, language(c))
	if answer.Hits, err = s.hitAnswers(c.UserContext(), v, found.Hits, group != ""); err != nil {
		return err
	}
	for _, p := range found.Problems {
		answer.Problems = append(answer.Problems, p.In(language(c)))
	}
	for _, r := range found.Readings {
		answer.Readings = append(answer.Readings, r.In(language(c)))
	}
	return c.JSON(answer)
}

// searchFilters reads what a search is narrowed by, in the words of the list of documents.
func searchFilters(c *fiber.Ctx) (SearchRequest, error) {
	narrowed, err := documentFilters(c)
	return SearchRequest{
		Kind: narrowed.Kind, Agency: narrowed.Agency, Case: narrowed.Case, Status: narrowed.Status,
		Direction: narrowed.Direction, From: narrowed.From, To: narrowed.To,
	}, err
}
