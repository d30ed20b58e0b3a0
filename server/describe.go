package server

import (
	_ "embed" // the description of the API

	"github.com/gofiber/fiber/v2"
)

//go:embed openapi.json
var openAPI []byte

// describe sends the description of the API.
func (s *Server) describe(c *fiber.Ctx) error {
	c.Set(fiber.HeaderContentType, "application/json; charset=utf-8")
	c.Set(fiber.HeaderCacheControl, "no-cache")
	return c.Send(openAPI)
}
