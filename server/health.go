package server

import (
	"fmt"
	"net/http"

	"github.com/gofiber/fiber/v2"

	"lintas/archive"
)

// readiness says whether the server can do all of its work, and what it cannot.
// Of the numbers behind it nothing is told to the outside.
func (s *Server) readiness(c *fiber.Ctx) error {
	status := s.desk.Status()
	parts := fiber.Map{"journal": "ok", "records": "ok", "index": "ok"}
	code := http.StatusOK
	if err := s.desk.Archive().ReadOnly(); err != nil {
		parts["journal"] = string(archive.CodeOf(err))
		if parts["journal"] == "" {
			parts["journal"] = "read_only"
		}
		code = http.StatusServiceUnavailable
	}
	if status.Rebuild != "" {
		parts[status.Rebuild] = fmt.Sprintf("rebuilding: %d %%", status.Percent())
		code = http.StatusServiceUnavailable
	}
	if s.desk.Index().Degraded() {
		parts["index"] = "degraded"
		code = http.StatusServiceUnavailable
	}
	if status.Problem != nil {
		parts["problem"] = status.Problem.In(language(c))
	}
	return c.Status(code).JSON(fiber.Map{"ready": code == http.StatusOK, "parts": parts})
}
