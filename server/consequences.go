package server

import (
	"cmp"
	"context"
	"slices"

	"lintas/archive"
	"lintas/storage"
)

// consequences returns what a person decides by confirming the citations of a document: which
// of several letters is meant, and which deadlines it answers.
func (s *Server) consequences(ctx context.Context, v archive.Viewer, full *archive.Document) (map[string]brief, []deadlineView, error) {
	reader := s.desk.Archive().Read(v)
	choices := map[string]brief{}
	targets := map[string]bool{}
	for _, ref := range s.desk.ShowDocument(v, full).References {
		for _, id := range ref.Choices {
			found, err := s.briefByID(v, reader, id)
			if err != nil {
				return nil, nil, err
			}
			if found != nil {
				choices[id] = *found
			}
		}
		if ref.Target == "" {
			continue
		}
		targets[ref.Target] = true
		target, err := reader.Document(ref.Target)
		if archive.CodeOf(err) == archive.NotFound {
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		for _, earlier := range s.desk.ShowDocument(v, target).References {
			if earlier.Relation == archive.Reminds && earlier.Target != "" {
				targets[earlier.Target] = true
			}
		}
	}
	answers := []deadlineView{}
	for id := range targets {
		page, err := reader.Deadlines(ctx, storage.DeadlineQuery{Document: id, Limit: 200})
		if err != nil {
			return nil, nil, err
		}
		for _, due := range page.Items {
			if due.Answer == nil || due.Answer.Document != full.ID {
				continue
			}
			view, err := s.deadlineView(v, due)
			if err != nil {
				return nil, nil, err
			}
			answers = append(answers, view)
		}
	}
	slices.SortFunc(answers, func(a, b deadlineView) int {
		return cmp.Or(cmp.Compare(a.Due, b.Due), cmp.Compare(a.Deadline.ID, b.Deadline.ID))
	})
	return choices, answers, nil
}
