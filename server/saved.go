package server

import (
	"context"
	"slices"
	"time"

	"github.com/oklog/ulid/v2"

	"lintas/archive"
	"lintas/index"
	"lintas/storage"
)

const (
	mostSaved = 50   // searches a person keeps
	mostNew   = 2000 // documents that are looked at for what is new
)

// NewSavedSearch is a search to keep.
type NewSavedSearch struct {
	Name   string `json:"name"`
	Query  string `json:"query"`
	Sort   string `json:"sort"`
	Follow bool   `json:"follow"`
}

// SavedSearchPatch changes a kept search; nil leaves as it is.
type SavedSearchPatch struct {
	Name   *string `json:"name"`
	Follow *bool   `json:"follow"`
	Seen   bool    `json:"seen"` // all that is new has been looked at
}

// SaveSearch keeps a search for a person.
func (d *Desk) SaveSearch(ctx context.Context, v archive.Viewer, given NewSavedSearch) (*archive.SavedSearch, error) {
	now := d.cfg.Now().UTC()
	kept := &archive.SavedSearch{Head: archive.Head{ID: d.newID()}, Owner: v.ID, Name: given.Name, Query: given.Query, Sort: given.Sort, Follow: given.Follow, Created: now, Seen: now}
	_, err := d.archive.Update(ctx, v.ID, archive.DidSearch, func(tx *storage.Tx) error {
		own, err := ownSearches(ctx, tx.Reader, v.ID)
		if err != nil {
			return err
		}
		if len(own) >= mostSaved {
			return archive.Fail(archive.TooMany, "Sudah 50 pencarian tersimpan. Hapus dulu yang tidak dipakai.", "There are 50 saved searches already. Remove those you do not use.")
		}
		return tx.Put(kept)
	})
	return kept, err
}

// ownSearches are those of one person that are not dropped, the oldest first.
func ownSearches(ctx context.Context, r *storage.Reader, owner string) ([]*archive.SavedSearch, error) {
	all, err := r.SavedSearches(ctx)
	return slices.DeleteFunc(all, func(s *archive.SavedSearch) bool { return s.Owner != owner || s.Dropped }), err
}

// EditSavedSearch changes a person's own kept search; another's is not found.
func (d *Desk) EditSavedSearch(ctx context.Context, v archive.Viewer, id string, change func(*archive.SavedSearch)) (*archive.SavedSearch, error) {
	var kept *archive.SavedSearch
	_, err := d.archive.Update(ctx, v.ID, archive.DidSearch, func(tx *storage.Tx) error {
		found, err := tx.SavedSearch(id)
		if err != nil {
			return err
		}
		if found.Owner != v.ID || found.Dropped {
			return notFound()
		}
		change(found)
		kept = found
		return tx.Put(found)
	})
	return kept, err
}

// FollowedSearch is a kept search and how many documents have come since it was looked at.
type FollowedSearch struct {
	Search *archive.SavedSearch `json:"search"`
	New    uint64               `json:"new"`
}

// SavedSearches returns a person's own searches, with what is new for those followed.
func (d *Desk) SavedSearches(ctx context.Context, v archive.Viewer) ([]FollowedSearch, error) {
	own, err := ownSearches(ctx, d.archive.Read(archive.System()), v.ID)
	if err != nil {
		return nil, err
	}
	list := make([]FollowedSearch, 0, len(own))
	since := d.cfg.Now()
	for _, s := range own {
		list = append(list, FollowedSearch{Search: s})
		if s.Follow && s.Seen.Before(since) {
			since = s.Seen
		}
	}
	arrived, err := d.arrivedSince(ctx, v, since)
	if err != nil {
		return nil, err
	}
	for i, s := range own {
		if !s.Follow {
			continue
		}
		ids := []string{}
		for _, a := range arrived {
			if a.at.After(s.Seen) {
				ids = append(ids, a.id)
			}
		}
		if len(ids) == 0 {
			continue
		}
		found, err := d.index.Search(ctx, index.Request{Query: s.Query, Clearance: v.Clearance, Limit: 1, Sort: index.ByDate, Among: ids, Today: d.Today(), States: d.inState(v)})
		if err != nil {
			return nil, err
		}
		list[i].New = found.Total
	}
	return list, nil
}

type newcomer struct {
	id string
	at time.Time
}

// arrivedSince returns the documents that came after a time, as far as the viewer may see
// them, the latest mostNew at most.
func (d *Desk) arrivedSince(ctx context.Context, v archive.Viewer, since time.Time) ([]newcomer, error) {
	var list []newcomer
	// Days are those of the installation's zone, which may be a day off.
	q := storage.DocumentQuery{Order: storage.ByEntered, From: archive.DateOf(since.UTC()).AddDays(-1), Limit: 500}
	for len(list) < mostNew {
		page, err := d.archive.Read(v).Documents(ctx, q)
		if err != nil {
			return nil, err
		}
		for _, doc := range page.Items {
			if at := arrivedAt(doc); at.After(since) {
				list = append(list, newcomer{doc.ID, at})
			}
		}
		if q.Cursor = page.Next; page.Next == "" {
			break
		}
	}
	return list, nil
}

// arrivedAt is when a document was taken in: its id says so, or else its day.
func arrivedAt(doc *archive.Document) time.Time {
	if id, err := ulid.ParseStrict(doc.ID); err == nil {
		return ulid.Time(id.Time())
	}
	return doc.Entered.Time()
}
