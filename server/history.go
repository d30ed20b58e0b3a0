package server

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sort"
	"time"

	"github.com/gofiber/fiber/v2"

	"lintas/archive"
)

// historyItem is one act on one record: who did what when, and what it changed.
// The act's number and hash stay inside: they count what a viewer may not see.
type historyItem struct {
	At      time.Time     `json:"at"`
	By      string        `json:"by"`
	ByName  string        `json:"by_name,omitempty"`
	Did     string        `json:"did"`
	Rev     uint64        `json:"rev"`
	Changes []fieldChange `json:"changes"`
	Erased  bool          `json:"erased,omitempty"` // on legal order
}

type fieldChange struct {
	Field  string          `json:"field"`
	Before json.RawMessage `json:"before,omitempty"`
	After  json.RawMessage `json:"after,omitempty"`
}

func (s *Server) documentHistory(c *fiber.Ctx) error {
	return s.history(c, archive.DocumentRecord, func(raw []byte) (any, error) {
		doc := new(archive.Document)
		err := json.Unmarshal(raw, doc)
		return s.desk.ShowDocument(viewer(c), doc), err
	})
}

func (s *Server) caseHistory(c *fiber.Ctx) error {
	return s.history(c, archive.CaseRecord, func(raw []byte) (any, error) {
		one := new(archive.Case)
		err := json.Unmarshal(raw, one)
		return s.desk.ShowCase(viewer(c), one), err
	})
}

func (s *Server) deadlineHistory(c *fiber.Ctx) error {
	return s.history(c, archive.DeadlineRecord, func(raw []byte) (any, error) {
		d := new(archive.Deadline)
		err := json.Unmarshal(raw, d)
		return s.desk.ShowDeadline(viewer(c), d), err
	})
}

// history tells what happened to a record, newest first. Each old state passes
// through the desk's redaction before the states are compared.
func (s *Server) history(c *fiber.Ctx, kind archive.RecordKind, show func([]byte) (any, error)) error {
	id := c.Params("id")
	acts, err := s.reader(c).History(c.UserContext(), kind, id)
	if err != nil {
		return err
	}
	sort.SliceStable(acts, func(i, j int) bool { return acts[i].Seq < acts[j].Seq })
	items, ids := []historyItem{}, []string{}
	before := map[string]json.RawMessage{}
	for _, act := range acts {
		for _, change := range act.Changes {
			if change.Kind != kind || change.ID != id {
				continue
			}
			item := historyItem{At: act.At, By: act.By, Did: act.Did, Rev: change.Rev, Changes: []fieldChange{}, Erased: change.Body == nil}
			if change.Body != nil {
				after, err := shownFields(change.Body, show)
				if err != nil {
					return fmt.Errorf("read revision %d of %s %s: %w", change.Rev, kind, id, err)
				}
				item.Changes = compare(before, after)
				before = after
			}
			items, ids = append(items, item), append(ids, act.By)
		}
	}
	names := s.names(ids)
	for i := range items {
		items[i].ByName = names[items[i].By]
	}
	for i, j := 0, len(items)-1; i < j; i, j = i+1, j-1 {
		items[i], items[j] = items[j], items[i]
	}
	return c.JSON(fiber.Map{"items": items})
}

func shownFields(body []byte, show func([]byte) (any, error)) (map[string]json.RawMessage, error) {
	shown, err := show(body)
	if err != nil {
		return nil, err
	}
	raw, err := json.Marshal(shown)
	if err != nil {
		return nil, err
	}
	fields := map[string]json.RawMessage{}
	err = json.Unmarshal(raw, &fields)
	return fields, err
}

// compare lists the fields that differ, by name. The revision always does and the
// evidence repeats what the fields say.
func compare(before, after map[string]json.RawMessage) []fieldChange {
	changes := []fieldChange{}
	names := map[string]bool{}
	for name := range before {
		names[name] = true
	}
	for name := range after {
		names[name] = true
	}
	for name := range names {
		if name == "rev" || name == "id" || name == "evidence" || bytes.Equal(before[name], after[name]) {
			continue
		}
		changes = append(changes, fieldChange{Field: name, Before: before[name], After: after[name]})
	}
	sort.Slice(changes, func(i, j int) bool { return changes[i].Field < changes[j].Field })
	return changes
}
