package server

import (
	"context"
	"time"

	"lintas/archive"
)

// SearchRequest is a question to the archive.
type SearchRequest struct {
	Query  string
	Sort   string // "relevance" (the default) or "date"
	Limit  int    // 0 = 10, at most 100
	Cursor string // SearchResult.Next of the page before
	After  uint64 // wait until this act is in the index: whoever changed something finds it changed
}

// SearchHit is a document that was found.
type SearchHit struct {
	Document *archive.Document `json:"document"`
	Snippets []Snippet         `json:"snippets,omitempty"`
	Score    float64           `json:"score"`
}

// Snippet is a passage of a page with the words that were found.
type Snippet struct {
	Page  int          `json:"page"` // from 1
	Parts []Part       `json:"parts"`
	Boxes [][4]float32 `json:"boxes,omitempty"` // of the words found: left, top, right, bottom in points from the top left
}

// Part is a stretch of a snippet.
type Part struct {
	Text string `json:"text"`
	Hit  bool   `json:"hit,omitempty"`
}

// SearchResult is a page of hits.
type SearchResult struct {
	Total    uint64
	Hits     []SearchHit
	Problems []archive.Text // parts of the query that were not understood, a view being rebuilt
	Took     time.Duration
	Next     string // cursor of the next page; empty at the end
}

// Search answers a question with what the viewer may see.
func (d *Desk) Search(ctx context.Context, v archive.Viewer, q SearchRequest) (SearchResult, error) {
	return SearchResult{}, errNotBuilt
}
