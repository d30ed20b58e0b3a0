package server

import (
	"net/http"
	"path"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// sendSearchable sends a copy of a scan in which its words can be searched and copied.
// The copy is made anew each time it is asked for: it costs a fraction of a second, and
// kept ones would double the archive.
func (s *Server) sendSearchable(c *fiber.Ctx) error {
	ctx := c.UserContext()
	doc, err := s.reader(c).Document(c.Params("id"))
	if err != nil {
		return err
	}
	if len(doc.Files) == 0 || doc.Files[0].Media != "application/pdf" {
		return notFound()
	}
	text, err := s.desk.Transcript(ctx, viewer(c), doc.ID)
	if err != nil {
		return err
	}
	file := doc.Files[0]
	file.Blob += "-" + doc.Transcript // the tag: other words make another copy
	file.Name = strings.TrimSuffix(file.Name, path.Ext(file.Name)) + " (teks).pdf"
	if matches(c.Get(fiber.HeaderIfNoneMatch), `"`+file.Blob+`"`) {
		s.fileHeaders(c, doc, file)
		c.Status(http.StatusNotModified)
		return nil
	}
	whole, err := s.desk.Archive().Blobs().Whole(doc.Files[0].Blob)
	if err != nil {
		return err
	}
	copied, err := s.desk.pool.Searchable(ctx, whole, text)
	if err != nil {
		return err
	}
	s.recordLook(c, doc.ID, "searchable")
	s.fileHeaders(c, doc, file)
	c.Response().Header.Del(fiber.HeaderAcceptRanges)
	c.Set(fiber.HeaderContentDisposition, contentDisposition("attachment", file.Name))
	return c.Send(copied)
}
