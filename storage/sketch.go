package storage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"lintas/archive"
)

// Sketch is what tells a document from others and what it cites: enough to look
// citations up, at a tenth of the cost of the record. Sketches are kept in memory
// and shared: nobody changes one.
type Sketch struct {
	ID         string              `json:"id"`
	Kind       archive.Kind        `json:"kind"`
	Status     archive.Status      `json:"status"`
	Direction  archive.Direction   `json:"direction"`
	Secrecy    archive.Secrecy     `json:"secrecy"`
	Numbers    []string            `json:"numbers"`
	Date       archive.Date        `json:"date"`
	Received   archive.Date        `json:"received"`
	Entered    archive.Date        `json:"entered"`
	From       archive.Party       `json:"from"`
	Signer     archive.Signer      `json:"signer"`
	To         []archive.Party     `json:"to"`
	Copies     []archive.Party     `json:"copies"`
	References []archive.Reference `json:"references"`
	Cases      []archive.CaseLink  `json:"cases"`
	Meeting    string              `json:"meeting"`
}

// SketchOf returns the sketch of a document as it is now. It shares nothing with it.
func SketchOf(d *archive.Document) *Sketch {
	s := outline(d)
	s.Numbers, s.To, s.Copies = slices.Clone(s.Numbers), slices.Clone(s.To), slices.Clone(s.Copies)
	s.References, s.Cases = slices.Clone(s.References), slices.Clone(s.Cases)
	for i := range s.References {
		s.References[i].Choices = slices.Clone(s.References[i].Choices)
	}
	return &s
}

// outline is a sketch that shares its lists with the document.
func outline(d *archive.Document) Sketch {
	return Sketch{
		ID: d.ID, Kind: d.Kind, Status: d.Status, Direction: d.Direction, Secrecy: d.Secrecy,
		Numbers: d.Numbers, Date: d.Date, Received: d.Received, Entered: d.Entered,
		From: d.From, Signer: d.Signer, To: d.To, Copies: d.Copies, References: d.References, Cases: d.Cases, Meeting: d.Meeting,
	}
}

// Sketches returns the sketches of the first documents that Documents would
// return, as many as the query's limit. It knows no cursor.
func (r *Reader) Sketches(ctx context.Context, q DocumentQuery) ([]*Sketch, error) {
	w, err := q.walk(r)
	if err != nil {
		return nil, err
	}
	limit := min(q.Limit, mostLimit)
	if limit <= 0 {
		limit = defaultLimit
	}
	return r.sketches(ctx, w, limit, q.matches)
}

// SketchesCiting returns the sketches of the documents with a reference to a number
// of this skeleton whose target has not been found yet.
func (r *Reader) SketchesCiting(ctx context.Context, skeleton string) ([]*Sketch, error) {
	return r.sketches(ctx, r.under(documentsCiting, skeleton), 0, nil)
}

// SketchesCitingDay returns the sketches of the documents with a reference to something of a
// day whose target has not been found yet.
func (r *Reader) SketchesCitingDay(ctx context.Context, day archive.Date) ([]*Sketch, error) {
	return r.sketches(ctx, r.under(documentsCiting, citedDay(day)), 0, nil)
}

// SketchesByBlob returns the sketches of the documents that hold a file or transcript.
func (r *Reader) SketchesByBlob(ctx context.Context, sum string) ([]*Sketch, error) {
	return r.sketches(ctx, r.under(documentsBlob, sum), 0, nil)
}

// sketches follows a walk over keys of documents; 0 is no limit, a nil keep keeps all.
func (r *Reader) sketches(ctx context.Context, w walk, limit int, keep func(*Sketch) bool) ([]*Sketch, error) {
	var found []*Sketch
	err := r.with(func(s *snapshot) error {
		return s.walk(ctx, w, func(st step) error {
			_, id := cutKey(st.rest)
			sketch, err := s.sketch(id)
			if err != nil {
				return err
			}
			if keep == nil || keep(sketch) {
				found = append(found, sketch)
			}
			if limit > 0 && len(found) == limit {
				return errStop
			}
			return nil
		})
	})
	return found, err
}

// sketch returns the sketch of a document that a key points to.
func (s *snapshot) sketch(id string) (*Sketch, error) {
	own := false
	if s.pending != nil {
		_, own = s.pending.values[string(recordKey(archive.DocumentRecord, id))]
	}
	if now, ok := s.view.gists.now.get(id); ok && !own && now.sketch != nil && now.since <= s.seen {
		return now.sketch, nil
	}
	kept, err := s.record(archive.DocumentRecord, id)
	if err == nil && len(kept.body) == 0 || errors.Is(err, errMissing) {
		return nil, s.view.doubt(damaged("the records view lists document "+id+" and does not hold it", nil))
	}
	if err != nil {
		return nil, err
	}
	name := bodyName{archive.DocumentRecord, kept.sum}
	known, _ := s.view.gists.bodies.get(name)
	if known.sketch == nil {
		known.sketch = new(Sketch)
		if err := json.Unmarshal(kept.body, known.sketch); err != nil {
			return nil, s.view.doubt(fmt.Errorf("read document %s: %w", id, err))
		}
		s.view.gists.bodies.put(name, known)
	}
	if s.pending != nil && !own { // an act sees the last state: nobody writes beside it
		s.view.gists.now.put(id, standing{known.sketch, s.seen})
	}
	return known.sketch, nil
}
