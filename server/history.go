package server

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
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
	Veiled  bool          `json:"veiled,omitempty"` // the state was above the viewer's clearance
}

type fieldChange struct {
	Field  string          `json:"field"`
	Before json.RawMessage `json:"before,omitempty"`
	After  json.RawMessage `json:"after,omitempty"`
}

func (s *Server) documentHistory(c *fiber.Ctx) error {
	err := s.history(c, archive.DocumentRecord, func(raw []byte) (any, error) {
		doc := new(archive.Document)
		err := json.Unmarshal(raw, doc)
		return s.desk.ShowDocument(viewer(c), doc), err
	})
	if err == nil {
		s.recordLook(c, c.Params("id"), "history")
	}
	return err
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
	states, err := s.statesOf(c, kind, id)
	if err != nil {
		return err
	}
	items, ids := []historyItem{}, []string{}
	before := map[string]json.RawMessage{}
	for _, state := range states {
		item := historyItem{At: state.act.At, By: state.act.By, Did: state.act.Did, Rev: state.change.Rev, Changes: []fieldChange{}, Erased: state.erased, Veiled: state.veiled}
		if !state.erased && !state.veiled {
			after, err := shownFields(state.change.Body, show)
			if err != nil {
				return fmt.Errorf("read revision %d of %s %s: %w", state.change.Rev, kind, id, err)
			}
			item.Changes = compare(before, after)
			before = after
		}
		items, ids = append(items, item), append(ids, item.By)
	}
	names := s.names(ids)
	for i := range items {
		items[i].ByName = names[items[i].By]
	}
	slices.Reverse(items)
	return c.JSON(fiber.Map{"items": items})
}

// pastState is a state of a record with the act that made it.
type pastState struct {
	act            archive.Act
	change         archive.Change
	erased, veiled bool
}

// statesOf returns the states of a record, oldest first. What the viewer may not see of
// them is told from what has been erased by asking once more with the archive's own eyes.
func (s *Server) statesOf(c *fiber.Ctx, kind archive.RecordKind, id string) ([]pastState, error) {
	acts, err := s.reader(c).History(c.UserContext(), kind, id)
	if err != nil {
		return nil, err
	}
	whole, err := s.desk.Archive().Read(archive.System()).History(c.UserContext(), kind, id)
	if err != nil {
		return nil, err
	}
	there := map[uint64]bool{}
	for _, act := range whole {
		for _, change := range act.Changes {
			there[change.Rev] = change.Body != nil
		}
	}
	sort.SliceStable(acts, func(i, j int) bool { return acts[i].Seq < acts[j].Seq })
	var states []pastState
	for _, act := range acts {
		for _, change := range act.Changes {
			if change.Kind == kind && change.ID == id {
				gone := change.Body == nil
				states = append(states, pastState{act: act, change: change, erased: gone && !there[change.Rev], veiled: gone && there[change.Rev]})
			}
		}
	}
	if kind == archive.CaseRecord && viewer(c).Clearance < archive.TopSecret {
		return veilTakenBack(states)
	}
	return states, nil
}

// veilTakenBack veils the states in which a proposed case said what it no longer says since
// one of its letters was raised.
func veilTakenBack(states []pastState) ([]pastState, error) {
	var last *archive.Case
	for i, state := range states {
		if state.erased || state.veiled {
			continue
		}
		one := new(archive.Case)
		if err := json.Unmarshal(state.change.Body, one); err != nil {
			return nil, fmt.Errorf("read revision %d of case %s: %w", state.change.Rev, state.change.ID, err)
		}
		if last != nil && one.Proposed && one.Secrecy >= last.Secrecy && saysLess(one, last) {
			for j := range states[:i] {
				states[j].veiled = !states[j].erased
			}
		}
		last = one
	}
	return states, nil
}

// saysLess reports whether a case has lost a fact that it had before.
func saysLess(now, before *archive.Case) bool {
	said := factsOf(now)
	return slices.ContainsFunc(factsOf(before), func(fact string) bool { return fact != "" && !slices.Contains(said, fact) })
}

func factsOf(c *archive.Case) []string {
	facts := append([]string{c.Title, c.Country}, c.Problems...)
	facts = append(facts, c.Agencies...)
	for _, w := range c.Workers {
		facts = append(append(append(facts, w.Name, w.NIK, string(w.Birth), w.Employer), w.Variants...), w.Passport...)
	}
	return facts
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
