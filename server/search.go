package server

import (
	"context"
	"errors"
	"fmt"
	"time"

	"lintas/archive"
	"lintas/index"
)

// SearchRequest is a question to the archive.
type SearchRequest struct {
	Query  string
	Sort   string // "relevance" (the default) or "date"
	Limit  int    // 0 = 10, at most 100
	Cursor string // SearchResult.Next of the page before
	After  uint64 // wait until this act is in the index: whoever changed something finds it changed

	// Filters; empty means any.
	Kind      archive.Kind
	Agency    string // id: sender or addressee
	Case      string // id
	Status    archive.Status
	Direction archive.Direction
	From, To  archive.Date // inclusive

	Facets bool // count SearchResult.Facets
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
	Readings []archive.Text // how words of the query were taken
	Meant    string         // the query with its misspelled words mended; empty if none is
	Facets   *index.Facets
	Took     time.Duration
	Next     string // cursor of the next page; empty at the end
}

const (
	usualHits   = 10
	mostHits    = 100
	hitSnippets = 3
	waitIndexed = 5 * time.Second // for the index to hold what somebody has just changed
	waitRead    = 3 * time.Second // for a document just received to be read
	fewReadings = 16              // more in the queue are a bulk load: its sender does not wait for each
)

// Search answers a question with what the viewer may see. A hit is read again through the
// archive's gate, so an index that lags shows nothing that has been raised meanwhile.
func (d *Desk) Search(ctx context.Context, v archive.Viewer, q SearchRequest) (SearchResult, error) {
	var result SearchResult
	if q.After > 0 {
		problem, err := d.awaitAct(ctx, q.After)
		if err != nil {
			return result, err
		}
		result.Problems = append(result.Problems, problem...)
	}
	if q.Limit <= 0 {
		q.Limit = usualHits
	}
	found, err := d.index.Search(ctx, index.Request{
		Query: q.Query, Clearance: v.Clearance, Sort: index.Sort(q.Sort), Limit: min(q.Limit, mostHits), Cursor: q.Cursor,
		Kind: q.Kind, Agency: q.Agency, Case: q.Case, Status: q.Status, Direction: q.Direction, From: q.From, To: q.To,
		Today: d.Today(), States: d.inState(v), Facets: q.Facets,
	})
	if err != nil {
		d.follower.damaged.ring() // if it is, the follower mends it
		return result, fmt.Errorf("search: %w", err)
	}
	result.Total, result.Next, result.Took = found.Total, found.Next, found.Took
	result.Readings, result.Meant, result.Facets = found.Readings, found.Meant, found.Facets
	result.Problems = append(result.Problems, found.Problems...)
	if filling := d.filling(v); filling != nil {
		result.Problems = append(result.Problems, *filling)
	}
	reader, gaze := d.archive.Read(v), d.gaze(v)
	for _, hit := range found.Hits {
		doc, err := reader.Document(hit.ID)
		if archive.CodeOf(err) == archive.NotFound {
			continue
		}
		if err != nil {
			return result, err
		}
		result.Hits = append(result.Hits, SearchHit{Document: gaze.document(doc), Score: hit.Score, Snippets: d.snippets(found.Highlight, doc)})
	}
	return result, nil
}

// inState finds the documents of a state of answering for a search.
func (d *Desk) inState(v archive.Viewer) func(context.Context, index.State) ([]string, error) {
	return func(ctx context.Context, state index.State) ([]string, error) {
		return d.states.of(ctx, d, v.Clearance, state)
	}
}

// farBehind is how many acts the index may be behind before a search says so.
const farBehind = 500

// filling says that the index does not hold everything yet; nil if it does. How many
// documents there are is for those who may see all of them.
func (d *Desk) filling(v archive.Viewer) *archive.Text {
	status := d.follower.status()
	head, _ := d.archive.Head()
	switch {
	case status.Rebuild != "" && v.Sees(archive.TopSecret):
		return &archive.Text{
			ID: fmt.Sprintf("Indeks pencarian sedang diisi: %d dari %d naskah. Hasil bisa belum lengkap.", status.Done, status.Total),
			EN: fmt.Sprintf("The search index is being filled: %d of %d documents. Results may be incomplete.", status.Done, status.Total),
		}
	case status.Rebuild != "":
		return &archive.Text{
			ID: fmt.Sprintf("Indeks pencarian sedang diisi: %d %%. Hasil bisa belum lengkap.", status.Percent()),
			EN: fmt.Sprintf("The search index is being filled: %d %%. Results may be incomplete.", status.Percent()),
		}
	case head > d.follower.at()+farBehind:
		return &archive.Text{ID: "Indeks pencarian sedang mengejar perubahan terakhir. Hasil bisa belum lengkap.", EN: "The search index is catching up with the latest changes. Results may be incomplete."}
	}
	return nil
}

// Percent is how far a rebuild has come.
func (s Status) Percent() int {
	if s.Total <= 0 {
		return 0
	}
	return int(min(100*s.Done/s.Total, 100))
}

// snippets marks what was found in the text of a document.
func (d *Desk) snippets(h *index.Highlight, doc *archive.Document) []Snippet {
	if h == nil || doc.Transcript == "" {
		return nil
	}
	text, err := d.transcripts.load(doc.Transcript)
	if err != nil {
		d.log.Error("the text of a document cannot be read; run lintas verify", "document", doc.ID, "error", err)
		return nil
	}
	var snippets []Snippet
	for _, s := range h.Snippets(text, hitSnippets) {
		parts := make([]Part, len(s.Parts))
		for i, p := range s.Parts {
			parts[i] = Part(p)
		}
		snippets = append(snippets, Snippet{Page: s.Page, Parts: parts, Boxes: s.Boxes})
	}
	return snippets
}

// awaitAct waits until the index holds an act and, when only a few documents are being
// read, what they say too. It gives up after a while and says so.
func (d *Desk) awaitAct(ctx context.Context, seq uint64) ([]archive.Text, error) {
	head, _ := d.archive.Head()
	seq = min(seq, head)
	if waiting, working := d.queue.counts(); waiting+working > 0 && waiting+working <= fewReadings {
		reading, stop := context.WithTimeout(ctx, waitRead)
		if err := d.queue.drained(reading); err == nil {
			seq, _ = d.archive.Head()
		}
		stop()
	}
	waiting, stop := context.WithTimeout(ctx, waitIndexed)
	defer stop()
	err := d.indexed(waiting, seq)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return []archive.Text{{ID: "Perubahan terakhir belum masuk indeks pencarian.", EN: "The latest changes are not in the search index yet."}}, nil
	}
	return nil, err
}
