package server

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"lintas/archive"
)

// unreadAnswer is how far the reading of scans is, and what could not be read.
type unreadAnswer struct {
	NeedsOCR int     `json:"needs_ocr"` // documents that wait for OCR, of those to confirm
	Total    int     `json:"total"`     // of those that could not be read, or not wholly
	Items    []brief `json:"items"`     // the latest of them; why and which pages stand in read
}

const mostUnread = 100

// listUnread returns the documents that could not be read, or not all of whose pages could.
// POST /documents/{id}/retry tries one again.
func (s *Server) listUnread(c *fiber.Ctx) error {
	ctx, v := c.UserContext(), viewer(c)
	ids, err := s.tally.unread(ctx, v.Clearance)
	if err != nil {
		return err
	}
	answer := unreadAnswer{Items: []brief{}}
	if _, answer.NeedsOCR, err = s.tally.of(ctx, v.Clearance, s.desk.Today()); err != nil {
		return err
	}
	reader := s.desk.Archive().Read(v)
	for _, id := range ids {
		doc, err := reader.Document(id)
		if archive.CodeOf(err) == archive.NotFound {
			continue
		}
		if err != nil {
			return err
		}
		answer.Total++
		if len(answer.Items) < mostUnread {
			answer.Items = append(answer.Items, s.briefOf(v, doc))
		}
	}
	return c.JSON(answer)
}

// Unread returns the ids of the documents that could not be read, or not wholly, the latest
// first, as far as the viewer may see them.
func (d *Desk) Unread(ctx context.Context, v archive.Viewer) ([]string, error) {
	return newTally(d.archive).unread(ctx, v.Clearance)
}
