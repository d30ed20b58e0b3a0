package archive_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"lintas/archive"
)

func TestNoDocumentIsLongerThanAnyLetter(t *testing.T) {
	for field, swell := range map[string]func(*archive.Document){
		"references":           func(d *archive.Document) { d.References = make([]archive.Reference, 8000) },
		"to":                   func(d *archive.Document) { d.To = make([]archive.Party, 5000) },
		"copies":               func(d *archive.Document) { d.Copies = make([]archive.Party, 5000) },
		"workers":              func(d *archive.Document) { d.Workers = make([]archive.Mention, 5000) },
		"numbers":              func(d *archive.Document) { d.Numbers = make([]string, 21) },
		"subject":              func(d *archive.Document) { d.Subject = strings.Repeat("é", 5000) },
		"from":                 func(d *archive.Document) { d.From.Printed = strings.Repeat("a", 9000) },
		"to.1":                 func(d *archive.Document) { d.To = []archive.Party{{}, {Name: strings.Repeat("a", 1001)}} },
		"references.0":         func(d *archive.Document) { d.References = []archive.Reference{{Number: strings.Repeat("1", 1001)}} },
		"workers.0.printed":    func(d *archive.Document) { d.Workers = []archive.Mention{{Name: "A", Printed: make([]string, 21)}} },
		"references.0.choices": func(d *archive.Document) { d.References = []archive.Reference{{Choices: make([]string, 21)}} },
	} {
		d := &archive.Document{Head: archive.Head{ID: "x"}, Kind: archive.Note}
		swell(d)
		err := d.Validate()
		if own, ok := err.(*archive.Error); !ok || own.Code != archive.Invalid || own.Field != field {
			t.Errorf("%s: %v", field, err)
		}
		if field == "references.0.choices" {
			continue // no reader proposes them
		}
		if d.Trim(); d.Validate() != nil || !utf8.ValidString(d.Subject) {
			t.Errorf("%s, trimmed: %v", field, d.Validate())
		}
	}
}
