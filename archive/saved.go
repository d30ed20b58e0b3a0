package archive

import "time"

// SavedSearch is a question that a person keeps, and may follow: then the documents
// that have come since they last looked are counted. It is nobody else's business.
type SavedSearch struct {
	Head
	Owner   string    `json:"owner"` // id of a person or token
	Name    string    `json:"name"`
	Query   string    `json:"query"`
	Sort    string    `json:"sort,omitempty"` // "relevance" or "date"
	Follow  bool      `json:"follow"`         // new documents are counted
	Created time.Time `json:"created"`
	Seen    time.Time `json:"seen"` // what has come later is new
	Dropped bool      `json:"dropped,omitempty"`
}

// RecordKind names the record.
func (*SavedSearch) RecordKind() RecordKind { return SavedSearchRecord }

const longestSaved = 1000 // bytes of a kept question

// Validate checks that the search has an owner, a name and a question of bounded length.
func (s *SavedSearch) Validate() error {
	switch {
	case s.ID == "" || s.Owner == "":
		return invalid("id", "Pencarian tersimpan tidak punya pemilik.", "The saved search has no owner.")
	case s.Name == "" || len(s.Name) > longestSaved:
		return invalid("name", "Beri pencarian ini nama yang pendek.", "Give this search a short name.")
	case s.Query == "" || len(s.Query) > longestSaved:
		return invalid("query", "Tulis yang dicari.", "Write what is looked for.")
	case s.Sort != "" && s.Sort != "relevance" && s.Sort != "date":
		return invalid("sort", "Urutan tidak dikenal.", "The order is not known.")
	}
	return nil
}
