package server

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"lintas/archive"
	"lintas/index"
)

// Similar returns the documents most like one that the viewer may see.
func (d *Desk) Similar(ctx context.Context, v archive.Viewer, id string, limit int) ([]SearchHit, error) {
	reader := d.archive.Read(v)
	doc, err := reader.Document(id)
	if err != nil {
		return nil, err
	}
	entry := index.Entry{Document: d.ShowDocument(v, doc)}
	if doc.Transcript != "" {
		if entry.Transcript, err = d.transcripts.load(doc.Transcript); err != nil {
			d.log.Error("the text of a document cannot be read; run lintas verify", "document", doc.ID, "error", err)
		}
	}
	found, err := d.index.Similar(ctx, index.SimilarRequest{Entry: entry, Clearance: v.Clearance, Limit: limit})
	if err != nil {
		return nil, err
	}
	gaze := d.gaze(v)
	var hits []SearchHit
	for _, hit := range found {
		other, err := reader.Document(hit.ID)
		if archive.CodeOf(err) == archive.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		hits = append(hits, SearchHit{Document: gaze.document(other), Score: hit.Score})
	}
	return hits, nil
}

type similarItem struct {
	Document brief   `json:"document"`
	Score    float64 `json:"score"`
}

func (s *Server) similar(c *fiber.Ctx) error {
	limit, err := number(c, "limit", 6, 1, 20)
	if err != nil {
		return err
	}
	v := viewer(c)
	hits, err := s.desk.Similar(c.UserContext(), v, c.Params("id"), limit)
	if err != nil {
		return err
	}
	items := []similarItem{}
	for _, hit := range hits {
		items = append(items, similarItem{briefOfShown(hit.Document), hit.Score})
	}
	return c.JSON(fiber.Map{"items": items})
}
