package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"lintas/archive"
)

// documentFields are the fields of a document that people may set, by their JSON names.
// Numbers, references and cases are replaced whole; parties and the signer are merged.
type documentFields struct {
	Kind           archive.Kind        `json:"kind"`
	Form           archive.Form        `json:"form"`
	Status         archive.Status      `json:"status"`
	Direction      archive.Direction   `json:"direction"`
	Numbers        []string            `json:"numbers"`
	Date           archive.Date        `json:"date"`
	Received       archive.Date        `json:"received"`
	Place          string              `json:"place"`
	From           archive.Party       `json:"from"`
	To             []archive.Party     `json:"to"`
	Copies         []archive.Party     `json:"copies"`
	Subject        string              `json:"subject"`
	Urgency        archive.Urgency     `json:"urgency"`
	Secrecy        archive.Secrecy     `json:"secrecy"`
	Nature         string              `json:"nature"`
	Classification string              `json:"classification"`
	Attachments    string              `json:"attachments"`
	Signer         archive.Signer      `json:"signer"`
	References     []archive.Reference `json:"references"`
	Cases          []archive.CaseLink  `json:"cases"`
	Workers        []archive.Mention   `json:"workers"`
	Problems       []string            `json:"problems"`
	Remark         string              `json:"remark"`
	Stamp          string              `json:"stamp"`

	PossibleDuplicates []string `json:"possible_duplicates"`
}

func fieldsOf(d *archive.Document) documentFields {
	return documentFields{
		Kind: d.Kind, Form: d.Form, Status: d.Status, Direction: d.Direction, Numbers: d.Numbers, Date: d.Date, Received: d.Received,
		Place: d.Place, From: d.From, To: d.To, Copies: d.Copies, Subject: d.Subject, Urgency: d.Urgency, Secrecy: d.Secrecy,
		Nature: d.Nature, Classification: d.Classification, Attachments: d.Attachments, Signer: d.Signer, References: d.References,
		Cases: d.Cases, Workers: d.Workers, Problems: d.Problems, Remark: d.Remark, Stamp: d.Stamp, PossibleDuplicates: d.PossibleDuplicates,
	}
}

func (f documentFields) into(d *archive.Document) {
	d.Kind, d.Form, d.Status, d.Direction, d.Numbers, d.Date, d.Received = f.Kind, f.Form, f.Status, f.Direction, f.Numbers, f.Date, f.Received
	d.Place, d.From, d.To, d.Copies, d.Subject, d.Urgency, d.Secrecy = f.Place, f.From, f.To, f.Copies, f.Subject, f.Urgency, f.Secrecy
	d.Nature, d.Classification, d.Attachments, d.Signer, d.References = f.Nature, f.Classification, f.Attachments, f.Signer, f.References
	d.Cases, d.Workers, d.Problems, d.Remark = f.Cases, f.Workers, f.Problems, f.Remark
	d.Stamp, d.PossibleDuplicates = f.Stamp, f.PossibleDuplicates
}

// patchDocument applies a merge patch to the fields people may set, and gives each field
// named in it the person as evidence. It returns the names.
func patchDocument(doc *archive.Document, patch json.RawMessage, by string) ([]string, error) {
	fields := fieldsOf(doc)
	keys, err := mergeInto(&fields, patch)
	if err != nil {
		return nil, err
	}
	before := *doc
	fields.into(doc)
	if slices.Contains(keys, "form") && !slices.Contains(keys, "kind") {
		doc.Kind = archive.KindOf(doc.Form)
	}
	if slices.Contains(keys, "references") {
		signReferences(doc.References, before.References, by)
	}
	if slices.Contains(keys, "cases") {
		signCases(doc.Cases, before.Cases, by)
	}
	for _, key := range keys {
		if key != "status" {
			typed(doc, key, by)
		}
	}
	return keys, nil
}

// typed notes that a person has set a field. What had been read stays beside it.
func typed(doc *archive.Document, field, by string) {
	if field == "numbers" {
		field = "number"
	}
	if doc.Evidence == nil {
		doc.Evidence = map[string]archive.Evidence{}
	}
	evidence, read := doc.Evidence[field]
	if !read {
		evidence = archive.Evidence{Confidence: 1, Why: "typed"}
	}
	evidence.By = by
	doc.Evidence[field] = evidence
	for key, item := range doc.Evidence {
		if strings.HasPrefix(key, field+".") {
			item.By = by
			doc.Evidence[key] = item
		}
	}
}

// signReferences says who set the targets of references: whoever set them before, or by.
func signReferences(now, before []archive.Reference, by string) {
	for i := range now {
		ref := &now[i]
		ref.By = by
		for _, old := range before {
			if old.Number == ref.Number && old.Date == ref.Date && old.Printed == ref.Printed && old.Target == ref.Target && old.By != "" {
				ref.By = old.By
			}
		}
		if ref.Target == "" {
			ref.By = "" // still to be found
		} else {
			ref.Choices = nil
		}
	}
}

func signCases(now, before []archive.CaseLink, by string) {
	for i := range now {
		link := &now[i]
		link.By = by
		for _, old := range before {
			if old.Case == link.Case {
				link.Score, link.Why = old.Score, old.Why
				if old.By != "" {
					link.By = old.By
				}
			}
		}
	}
}

// mergeInto applies an RFC 7396 merge patch to a struct and returns the names of the fields
// it sets. A name the struct does not have is refused.
func mergeInto(target any, patch json.RawMessage) ([]string, error) {
	var changes map[string]json.RawMessage
	if err := json.Unmarshal(patch, &changes); err != nil || changes == nil {
		return nil, invalid("", "Kirim objek JSON dengan bidang yang diubah.", "Send a JSON object with the fields to change.")
	}
	raw, err := json.Marshal(target)
	if err != nil {
		return nil, fmt.Errorf("write the fields: %w", err)
	}
	var now map[string]json.RawMessage
	if err := json.Unmarshal(raw, &now); err != nil {
		return nil, fmt.Errorf("read the fields: %w", err)
	}
	keys := make([]string, 0, len(changes))
	for key := range changes {
		if _, ok := now[key]; !ok {
			return nil, invalid(key, fmt.Sprintf("Bidang %q tidak dapat diubah.", key), fmt.Sprintf("The field %q cannot be changed.", key))
		}
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		now[key] = mergeJSON(now[key], changes[key])
		if now[key] == nil {
			now[key] = json.RawMessage("null")
		}
	}
	merged, err := json.Marshal(now)
	if err != nil {
		return nil, fmt.Errorf("write the merged fields: %w", err)
	}
	reflect.ValueOf(target).Elem().SetZero() // nothing of the old slices is to show through
	decoder := json.NewDecoder(bytes.NewReader(merged))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(target); err != nil {
		return nil, badValue(err)
	}
	return keys, nil
}

// mergeJSON merges a patch into a value: objects member by member, null removes, all else
// replaces. It returns nil for what is removed.
func mergeJSON(value, patch json.RawMessage) json.RawMessage {
	if isNull(patch) {
		return nil
	}
	var into, from map[string]json.RawMessage
	if json.Unmarshal(patch, &from) != nil || from == nil {
		return patch
	}
	if json.Unmarshal(value, &into) != nil || into == nil {
		into = map[string]json.RawMessage{}
	}
	for key, member := range from {
		if merged := mergeJSON(into[key], member); merged != nil {
			into[key] = merged
		} else {
			delete(into, key)
		}
	}
	merged, err := json.Marshal(into)
	if err != nil {
		return patch
	}
	return merged
}

func isNull(raw json.RawMessage) bool { return bytes.Equal(bytes.TrimSpace(raw), []byte("null")) }

// badValue turns the complaint of the JSON decoder into one for people.
func badValue(err error) error {
	var own *archive.Error
	if errors.As(err, &own) {
		return own
	}
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		return invalid(kind.Field, fmt.Sprintf("Isi bidang %q bukan bentuk yang diharapkan.", kind.Field), fmt.Sprintf("The value of the field %q is not of the kind expected.", kind.Field))
	}
	return invalid("", "Isi bidang tidak dapat dibaca: "+err.Error()+".", "A value cannot be read: "+err.Error()+".")
}
