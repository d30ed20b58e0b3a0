package archive_test

import (
	"encoding/json"
	"errors"
	"testing"

	"lintas/archive"
)

// wantInvalid checks that a record is refused for a field, in both languages.
func wantInvalid(t *testing.T, rec archive.Record, field string) {
	t.Helper()
	var e *archive.Error
	if err := rec.Validate(); !errors.As(err, &e) || e.Code != archive.Invalid || e.Field != field || e.Text.ID == "" || e.Text.EN == "" {
		t.Errorf("%s: %v", field, err)
	}
}

func letter() *archive.Document {
	return &archive.Document{
		Head: archive.Head{ID: "d1"}, Kind: archive.Letter, Status: archive.ToConfirm,
		Files: []archive.File{{Name: "a.pdf", Blob: "ab", Size: 1, Media: "application/pdf"}},
	}
}

func TestALetterWithoutNumberDateOrSenderIsValid(t *testing.T) {
	if err := letter().Validate(); err != nil {
		t.Error(err)
	}
}

func TestANoteNeedsNoFile(t *testing.T) {
	d := letter()
	d.Kind, d.Files = archive.Note, nil
	if err := d.Validate(); err != nil {
		t.Error(err)
	}
}

func TestADocumentIsRefusedWithAReason(t *testing.T) {
	for field, spoil := range map[string]func(*archive.Document){
		"id":        func(d *archive.Document) { d.ID = "" },
		"kind":      func(d *archive.Document) { d.Kind = "memo" },
		"files":     func(d *archive.Document) { d.Files = nil },
		"urgency":   func(d *archive.Document) { d.Urgency = "kilat" },
		"date":      func(d *archive.Document) { d.Date, d.Received = "2024-13-01", "?" },
		"received":  func(d *archive.Document) { d.Received = "0000-00-00" },
		"entered":   func(d *archive.Document) { d.Entered = "1 Mei 2024" },
		"direction": func(d *archive.Document) { d.Direction = "up" },
		"status":    func(d *archive.Document) { d.Status = "lost" },
		"secrecy":   func(d *archive.Document) { d.Secrecy = 4 },
	} {
		d := letter()
		spoil(d)
		wantInvalid(t, d, field)
	}
}

func TestTheTitleIsTheBestLineThereIs(t *testing.T) {
	d := letter()
	if d.Title() != "a.pdf" {
		t.Error(d.Title())
	}
	d.Numbers = []string{"1/A", "2/B"}
	if d.Title() != "1/A & 2/B" || d.Number() != "1/A" {
		t.Error(d.Title())
	}
	if d.Subject = "Pemulangan"; d.Title() != "Pemulangan" {
		t.Error(d.Title())
	}
}

func TestBooksKeepDirectionsAndLevelsApart(t *testing.T) {
	seen := make(map[string]bool)
	for _, direction := range []archive.Direction{archive.Incoming, archive.Outgoing, archive.Internal} {
		for _, level := range archive.Levels {
			seen[archive.Book(direction, level)] = true
		}
	}
	if len(seen) != 12 {
		t.Errorf("%v", seen)
	}
}

func TestSecrecyIsWrittenByName(t *testing.T) {
	for _, level := range archive.Levels {
		raw, err := json.Marshal(level)
		if err != nil {
			t.Fatal(err)
		}
		var back archive.Secrecy
		if err := json.Unmarshal(raw, &back); err != nil || back != level {
			t.Errorf("%s: %v, %v", raw, back, err)
		}
	}
	if _, err := json.Marshal(archive.Secrecy(9)); err == nil {
		t.Error("level 9 was written")
	}
	if _, err := archive.ParseSecrecy("top"); archive.CodeOf(err) != archive.Invalid {
		t.Error(err)
	}
}

func TestAViewerSeesUpToTheirClearance(t *testing.T) {
	v := archive.Viewer{Clearance: archive.Limited, Role: archive.Staff}
	if !v.Sees(archive.Ordinary) || !v.Sees(archive.Limited) || v.Sees(archive.Secret) || v.May(archive.Register) || !v.May(archive.FollowUp) {
		t.Errorf("%+v", v)
	}
	if (archive.Viewer{}).May(archive.FollowUp) || (archive.Viewer{}).Sees(archive.Limited) {
		t.Error("nobody may do something")
	}
}
