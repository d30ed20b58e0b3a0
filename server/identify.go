package server

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"lintas/archive"
)

const (
	viewerKey = "viewer" // of the archive.Viewer in a request's locals
	callerKey = "caller"
)

// caller is who sends a request.
type caller struct {
	viewer  archive.Viewer
	token   bool   // a program with a token
	session string // key of the session; empty for a token, and for the command line on this machine
}

// identify finds out who sends the request. The account is read anew each time,
// so a disabled account or a lowered clearance counts from the next request on.
// Who cannot be told stays unknown; the route decides whether that matters.
func (s *Server) identify(c *fiber.Ctx) error {
	who, known, err := s.callerFrom(c)
	if err != nil {
		return err
	}
	if known {
		c.Locals(callerKey, who)
		c.Locals(viewerKey, who.viewer)
	}
	return c.Next()
}

func (s *Server) callerFrom(c *fiber.Ctx) (caller, bool, error) {
	return s.callerWith(c.Get(fiber.HeaderAuthorization), c.Cookies(s.cookieName()))
}

func (s *Server) callerWith(header, cookie string) (caller, bool, error) {
	if header != "" {
		secret, ok := strings.CutPrefix(header, "Bearer ")
		if !ok {
			return caller{}, false, nil
		}
		return s.callerByToken(secret)
	}
	return s.callerBySession(cookie)
}

// viewerOf is the account as the archive's gate sees it.
func viewerOf(u *archive.User) archive.Viewer {
	return archive.Viewer{ID: u.ID, Name: u.Name, Role: u.Role, Clearance: u.Clearance, Language: u.Language}
}

func callerOf(c *fiber.Ctx) (caller, bool) {
	who, ok := c.Locals(callerKey).(caller)
	return who, ok
}

// viewer returns who is looking; the zero Viewer, who sees what is open to all,
// cannot occur behind a route that needs a login.
func viewer(c *fiber.Ctx) archive.Viewer {
	who, _ := callerOf(c)
	return who.viewer
}

// language is the one the screen asks for by name, else that of the account, else
// the browser's, else Bahasa Indonesia.
func language(c *fiber.Ctx) string {
	asked := c.Get(fiber.HeaderAcceptLanguage)
	if asked == "id" || asked == "en" {
		return asked
	}
	if v := viewer(c); v.Language != "" {
		return v.Language
	}
	if asked != "" && c.AcceptsLanguages("id", "en") == "en" {
		return "en"
	}
	return "id"
}
