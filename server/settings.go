package server

import (
	"github.com/gofiber/fiber/v2"

	"lintas/archive"
)

// settingsView is the settings with the name of the own agency.
type settingsView struct {
	*archive.Settings
	AgencyName string `json:"agency_name,omitempty"`
}

func (s *Server) settingsFor(v archive.Viewer) settingsView {
	view := settingsView{Settings: s.desk.Settings()}
	if view.Settings == nil {
		view.Settings = archive.DefaultSettings()
	}
	if view.Agency != "" {
		if agency, err := s.desk.Archive().Read(v).Agency(view.Agency); err == nil {
			view.AgencyName = agency.Name
		}
	}
	return view
}

func (s *Server) showSettings(c *fiber.Ctx) error {
	view := s.settingsFor(viewer(c))
	setRevision(c, view.Rev)
	return c.JSON(fiber.Map{"settings": view})
}

func (s *Server) editSettings(c *fiber.Ctx) error {
	rev, patch, err := revisionAndPatch(c)
	if err != nil {
		return err
	}
	changed, seq, err := s.desk.EditSettings(c.UserContext(), viewer(c), rev, patch)
	if err != nil {
		return err
	}
	setRevision(c, changed.Rev)
	return c.JSON(s.changed("settings", s.settingsFor(viewer(c)), seq))
}
