package server

import (
	"net/http"

	"github.com/gofiber/fiber/v2"

	"lintas/archive"
)

// listSearches shows people their own kept searches; nobody sees another's.
func (s *Server) listSearches(c *fiber.Ctx) error {
	items, err := s.desk.SavedSearches(c.UserContext(), viewer(c))
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"items": list(items)})
}

func (s *Server) addSearch(c *fiber.Ctx) error {
	var given NewSavedSearch
	if err := readJSON(c, &given); err != nil {
		return err
	}
	kept, err := s.desk.SaveSearch(c.UserContext(), viewer(c), given)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderLocation, api+"/searches/"+kept.ID)
	return c.Status(http.StatusCreated).JSON(FollowedSearch{Search: kept})
}

func (s *Server) editSearch(c *fiber.Ctx) error {
	var given SavedSearchPatch
	if err := readJSON(c, &given); err != nil {
		return err
	}
	now := s.now().UTC()
	kept, err := s.desk.EditSavedSearch(c.UserContext(), viewer(c), c.Params("id"), func(kept *archive.SavedSearch) {
		if given.Name != nil {
			kept.Name = *given.Name
		}
		if given.Follow != nil {
			if *given.Follow && !kept.Follow {
				kept.Seen = now
			}
			kept.Follow = *given.Follow
		}
		if given.Seen {
			kept.Seen = now
		}
	})
	if err != nil {
		return err
	}
	return c.JSON(FollowedSearch{Search: kept})
}

func (s *Server) dropSearch(c *fiber.Ctx) error {
	_, err := s.desk.EditSavedSearch(c.UserContext(), viewer(c), c.Params("id"), func(kept *archive.SavedSearch) { kept.Dropped = true })
	if err != nil {
		return err
	}
	return c.SendStatus(http.StatusNoContent)
}
