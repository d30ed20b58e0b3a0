package server

import (
	"net/http"

	"github.com/gofiber/fiber/v2"

	"lintas/archive"
)

// aliasView is what was learnt, with the names of who and what stands in it.
type aliasView struct {
	Alias      *archive.Alias `json:"alias"`
	AgencyName string         `json:"agency_name"`
	ByName     string         `json:"by_name,omitempty"`
	Document   *brief         `json:"document,omitempty"` // the letter that was corrected
}

// listAliases returns what the archive has learnt; with dropped=1 what was taken out again.
func (s *Server) listAliases(c *fiber.Ctx) error {
	v := viewer(c)
	dropped, err := choice(c, "dropped", "0", "1")
	if err != nil {
		return err
	}
	found, err := s.desk.Aliases(c.UserContext(), v, dropped == "1")
	if err != nil {
		return err
	}
	items := make([]aliasView, 0, len(found))
	for _, a := range found {
		view, err := s.aliasView(v, a)
		if err != nil {
			return err
		}
		items = append(items, view)
	}
	return c.JSON(fiber.Map{"items": items})
}

func (s *Server) aliasView(v archive.Viewer, a *archive.Alias) (aliasView, error) {
	reader := s.desk.Archive().Read(v)
	view := aliasView{Alias: a}
	if agency, err := reader.Agency(a.Agency); err == nil {
		view.AgencyName = agency.Name
	}
	if user, err := reader.User(a.By); err == nil {
		view.ByName = user.Name
	}
	var err error
	view.Document, err = s.briefByID(v, reader, a.Document)
	return view, err
}

func (s *Server) addAlias(c *fiber.Ctx) error {
	fields, err := readPatch(c)
	if err != nil {
		return err
	}
	alias, seq, err := s.desk.NewAlias(c.UserContext(), viewer(c), fields)
	if err != nil {
		return err
	}
	setRevision(c, alias.Rev)
	c.Set(fiber.HeaderLocation, api+"/aliases/"+alias.ID)
	return c.Status(http.StatusCreated).JSON(s.changed("alias", alias, seq))
}

func (s *Server) editAlias(c *fiber.Ctx) error {
	rev, patch, err := revisionAndPatch(c)
	if err != nil {
		return err
	}
	alias, seq, err := s.desk.EditAlias(c.UserContext(), viewer(c), c.Params("id"), rev, patch)
	if err != nil {
		return err
	}
	setRevision(c, alias.Rev)
	return c.JSON(s.changed("alias", alias, seq))
}

func (s *Server) dropAlias(c *fiber.Ctx) error {
	alias, seq, err := s.desk.EditAlias(c.UserContext(), viewer(c), c.Params("id"), 0, []byte(`{"dropped":true}`))
	if err != nil {
		return err
	}
	setRevision(c, alias.Rev)
	return c.JSON(s.changed("alias", alias, seq))
}
