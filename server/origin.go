package server

import (
	"net/http"
	"net/url"

	"github.com/gofiber/fiber/v2"

	"lintas/archive"
)

// secure sets the headers every answer carries and refuses changes that another
// web site asks a browser for.
func (s *Server) secure(c *fiber.Ctx) error {
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	c.Set(fiber.HeaderXFrameOptions, "DENY")
	c.Set(fiber.HeaderReferrerPolicy, "no-referrer")
	c.Set("Cross-Origin-Opener-Policy", "same-origin")
	c.Set("Cross-Origin-Resource-Policy", "same-origin")
	c.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	c.Set(fiber.HeaderContentSecurityPolicy, "default-src 'none'; frame-ancestors 'none'")
	c.Set(fiber.HeaderCacheControl, "no-store")
	if s.secureCookies() {
		c.Set(fiber.HeaderStrictTransportSecurity, "max-age=31536000")
	}
	if isChange(c.Method()) && !s.sameOrigin(c) {
		return archive.Fail(foreignOrigin, "Permintaan ini datang dari situs lain dan ditolak.", "This request comes from another web site and is refused.")
	}
	return c.Next()
}

func isChange(method string) bool {
	return method != http.MethodGet && method != http.MethodHead && method != http.MethodOptions
}

// sameOrigin tells the server's own page from other sites. Browsers send
// Sec-Fetch-Site, older ones Origin; a script can forge neither. A request with a
// session cookie must carry one of them. Programs with a token send no cookie,
// and nobody can make a browser send a token.
func (s *Server) sameOrigin(c *fiber.Ctx) bool {
	switch c.Get("Sec-Fetch-Site") {
	case "same-origin", "none":
		return true
	case "":
	default:
		return false
	}
	origin := c.Get(fiber.HeaderOrigin)
	if origin == "" {
		return c.Cookies(s.cookieName()) == ""
	}
	from, err := url.Parse(origin)
	return err == nil && from.Host != "" && from.Host == string(c.Request().Host())
}
