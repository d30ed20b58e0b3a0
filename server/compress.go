package server

import (
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// worthPacking is the length from which an answer is compressed.
const worthPacking = 1400

// pack compresses a JSON answer for who takes gzip: lists shrink to a sixth, which
// counts where lines are slow. Files and streams go out as they are.
func pack(c *fiber.Ctx) {
	answer := c.Response()
	if answer.IsBodyStream() || len(answer.Body()) < worthPacking || len(answer.Header.Peek(fiber.HeaderContentEncoding)) > 0 ||
		!strings.Contains(string(answer.Header.ContentType()), "json") {
		return
	}
	c.Append(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
	if !strings.Contains(c.Get(fiber.HeaderAcceptEncoding), "gzip") {
		return
	}
	answer.Header.Set(fiber.HeaderContentEncoding, "gzip")
	answer.SetBodyRaw(fasthttp.AppendGzipBytesLevel(nil, answer.Body(), fasthttp.CompressBestSpeed))
}
