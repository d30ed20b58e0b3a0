package index

import (
	"context"
	"time"

	"lintas/archive"
)

// Sort is the order of the hits.
type Sort string

// The orders.
const (
	ByRelevance Sort = "relevance"
	ByDate      Sort = "date" // newest first
)

// Request is a search by one person.
type Request struct {
	Query     string
	Clearance archive.Secrecy // levels above are not looked at
	Sort      Sort            // "" is ByRelevance
	Offset    int
	Limit     int    // 0 is 20, at most 1000
	Cursor    string // Result.Next of the page before; Offset is then not used

	// Filters; empty means any.
	Kind      archive.Kind
	Agency    string // id: sender or addressee
	Case      string // id
	Status    archive.Status
	Direction archive.Direction
	From, To  archive.Date // inclusive
}

// Result is a page of hits.
type Result struct {
	Total     uint64
	Hits      []Hit
	Next      string         // cursor of the next page; empty on the last
	Problems  []archive.Text // what was wrong with the query, and how it was widened
	Highlight *Highlight
	Took      time.Duration
}

// Hit is a document that was found.
type Hit struct {
	ID    string
	Score float64
	Day   archive.Date // of the letter, or received, or entered
}

// Search finds documents.
func (ix *Index) Search(ctx context.Context, q Request) (Result, error) { return Result{}, nil }

// Highlight marks in texts what a query looked for.
type Highlight struct{}

// Snippet is a piece of a page with the hits marked.
type Snippet struct {
	Page  int // from 1
	Parts []Part
	Boxes [][4]float32 // of the hits on the whole page
}

// Part is a run of text, a hit or not.
type Part struct {
	Text string
	Hit  bool
}

// Snippets returns the best pieces of a text, best first.
func (h *Highlight) Snippets(t *archive.Transcript, max int) []Snippet { return nil }
