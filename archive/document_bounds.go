package archive

import (
	"fmt"
	"unicode/utf8"
)

// Bounds of a document: far above any letter there is, and low enough that no
// document holds up the others. A circular to all regencies has some 550 addressees.
const (
	mostNumbers    = 20
	mostParties    = 1000 // addressees, and as many copies
	mostReferences = 200
	mostWorkers    = 1000
	mostCases      = 100
	mostProblems   = 100
	mostChoices    = 20   // of one reference
	mostPrinted    = 20   // forms of one worker's name
	longestLine    = 1000 // bytes of a name, number or place
	longestText    = 8000 // bytes of a subject, remark or what is printed
)

// list is a list of a document and how long it may be.
type list struct {
	field string
	n     int
	most  int
}

func (d *Document) lists() []list {
	lists := []list{
		{"numbers", len(d.Numbers), mostNumbers}, {"to", len(d.To), mostParties}, {"copies", len(d.Copies), mostParties},
		{"references", len(d.References), mostReferences}, {"workers", len(d.Workers), mostWorkers}, {"cases", len(d.Cases), mostCases},
		{"problems", len(d.Problems), mostProblems}, {"possible_duplicates", len(d.PossibleDuplicates), mostParties},
	}
	for i, ref := range d.References {
		lists = append(lists, list{fmt.Sprintf("references.%d.choices", i), len(ref.Choices), mostChoices})
	}
	for i, w := range d.Workers {
		lists = append(lists, list{fmt.Sprintf("workers.%d.printed", i), len(w.Printed), mostPrinted})
	}
	return lists
}

// text is a text of a document and how long it may be.
type text struct {
	field string
	at    *string
	most  int
}

func (d *Document) texts() []text {
	texts := []text{
		{"place", &d.Place, longestLine}, {"subject", &d.Subject, longestText}, {"nature", &d.Nature, longestLine}, {"classification", &d.Classification, longestLine},
		{"attachments", &d.Attachments, longestText}, {"stamp", &d.Stamp, longestLine}, {"remark", &d.Remark, longestText},
		{"signer", &d.Signer.Name, longestLine}, {"signer", &d.Signer.Position, longestLine}, {"signer", &d.Signer.NIP, longestLine}, {"signer", &d.Signer.OnBehalfOf, longestLine},
	}
	texts = append(texts, d.From.texts("from")...)
	for i := range d.Numbers {
		texts = append(texts, text{"numbers", &d.Numbers[i], longestLine})
	}
	for i := range d.To {
		texts = append(texts, d.To[i].texts(fmt.Sprintf("to.%d", i))...)
	}
	for i := range d.Copies {
		texts = append(texts, d.Copies[i].texts(fmt.Sprintf("copies.%d", i))...)
	}
	for i := range d.References {
		ref, field := &d.References[i], fmt.Sprintf("references.%d", i)
		texts = append(append(texts, text{field, &ref.Number, longestLine}, text{field, &ref.Printed, longestText}), ref.Agency.texts(field)...)
	}
	for i := range d.Workers {
		w, field := &d.Workers[i], fmt.Sprintf("workers.%d", i)
		for _, line := range []*string{&w.Name, &w.Alias, &w.Passport, &w.NIK, &w.Country, &w.Employer} {
			texts = append(texts, text{field, line, longestLine})
		}
		for j := range w.Printed {
			texts = append(texts, text{field, &w.Printed[j], longestLine})
		}
	}
	return texts
}

func (p *Party) texts(field string) []text {
	return []text{{field, &p.Name, longestLine}, {field, &p.Unit, longestLine}, {field, &p.Printed, longestText}}
}

// checkBounds refuses lists and texts longer than any letter has them.
func (d *Document) checkBounds() error {
	for _, l := range d.lists() {
		if l.n > l.most {
			return invalid(l.field, fmt.Sprintf("Terlalu banyak: %d, paling banyak %d.", l.n, l.most), fmt.Sprintf("Too many: %d, at most %d.", l.n, l.most))
		}
	}
	for _, t := range d.texts() {
		if len(*t.at) > t.most {
			return invalid(t.field, fmt.Sprintf("Teks terlalu panjang: %d byte, paling panjang %d.", len(*t.at), t.most), fmt.Sprintf("The text is too long: %d bytes, at most %d.", len(*t.at), t.most))
		}
	}
	return nil
}

// Trim cuts what the reader proposes down to the bounds.
func (d *Document) Trim() {
	d.Numbers, d.To, d.Copies = atMost(d.Numbers, mostNumbers), atMost(d.To, mostParties), atMost(d.Copies, mostParties)
	d.References, d.Workers, d.Problems = atMost(d.References, mostReferences), atMost(d.Workers, mostWorkers), atMost(d.Problems, mostProblems)
	for i := range d.Workers {
		d.Workers[i].Printed = atMost(d.Workers[i].Printed, mostPrinted)
	}
	for _, t := range d.texts() {
		if len(*t.at) > t.most {
			*t.at = clipText(*t.at, t.most)
		}
	}
}

func atMost[T any](items []T, most int) []T { return items[:min(len(items), most)] }

// clipText cuts a text at a whole character.
func clipText(s string, most int) string {
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most]
}
