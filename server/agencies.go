package server

import (
	"net/http"
	"sort"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lintas/archive"
)

// listAgencies returns all agencies by name; with q=, those with a name that
// contains it. There are hundreds, not thousands.
func (s *Server) listAgencies(c *fiber.Ctx) error {
	found, err := s.reader(c).Agencies(c.UserContext())
	if err != nil {
		return err
	}
	words := strings.ToLower(strings.TrimSpace(c.Query("q")))
	items := []*archive.Agency{}
	for _, a := range found {
		if words == "" || strings.Contains(strings.ToLower(strings.Join(a.Names(), "\n")), words) {
			items = append(items, a)
		}
	}
	sort.SliceStable(items, func(i, j int) bool { return items[i].Name < items[j].Name })
	return c.JSON(fiber.Map{"items": items})
}

func (s *Server) showAgency(c *fiber.Ctx) error {
	agency, err := s.reader(c).Agency(c.Params("id"))
	if err != nil {
		return err
	}
	setRevision(c, agency.Rev)
	return c.JSON(fiber.Map{"agency": agency})
}

func (s *Server) addAgency(c *fiber.Ctx) error {
	fields, err := readPatch(c)
	if err != nil {
		return err
	}
	agency, seq, err := s.desk.NewAgency(c.UserContext(), viewer(c), fields)
	if err != nil {
		return err
	}
	setRevision(c, agency.Rev)
	c.Set(fiber.HeaderLocation, api+"/agencies/"+agency.ID)
	return c.Status(http.StatusCreated).JSON(s.changed("agency", agency, seq))
}

func (s *Server) editAgency(c *fiber.Ctx) error {
	rev, patch, err := revisionAndPatch(c)
	if err != nil {
		return err
	}
	agency, seq, err := s.desk.EditAgency(c.UserContext(), viewer(c), c.Params("id"), rev, patch)
	if err != nil {
		return err
	}
	setRevision(c, agency.Rev)
	return c.JSON(s.changed("agency", agency, seq))
}
