package archive_test

import (
	"strings"
	"testing"
	"time"

	"lintas/archive"
)

func TestADispositionIsDoneWhenAllHaveDoneTheirPart(t *testing.T) {
	seen := time.Date(2025, 3, 11, 2, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		to   []archive.Recipient
		want archive.DispositionState
	}{
		{[]archive.Recipient{{User: "a"}, {Unit: "Umum"}}, archive.DispositionUnseen},
		{[]archive.Recipient{{User: "a", Seen: seen}, {Unit: "Umum"}}, archive.DispositionSeen},
		{[]archive.Recipient{{User: "a", Seen: seen, Done: "2025-03-12"}, {Unit: "Umum"}}, archive.DispositionSeen},
		{[]archive.Recipient{{User: "a", Done: "2025-03-12"}, {Unit: "Umum", Done: "2025-03-12"}}, archive.DispositionDone},
	} {
		d := &archive.Disposition{To: c.to}
		if got := d.State(); got != c.want || d.Settled() != (c.want == archive.DispositionDone) {
			t.Errorf("%+v: %s, want %s", c.to, got, c.want)
		}
		if d.Withdrawn = "salah"; d.State() != archive.DispositionWithdrawn || !d.Settled() {
			t.Errorf("%+v withdrawn: %s", c.to, d.State())
		}
	}
}

func TestADispositionSaysWhoIsToDoWhat(t *testing.T) {
	for name, change := range map[string]func(*archive.Disposition){
		"to":          func(d *archive.Disposition) { d.To = nil },
		"instruction": func(d *archive.Disposition) { d.Instruction = "" },
		"document":    func(d *archive.Disposition) { d.Document = "" },
		"due":         func(d *archive.Disposition) { d.Due = "2025-02-30" },
		"twice":       func(d *archive.Disposition) { d.To = append(d.To, d.To[0]) },
		"both":        func(d *archive.Disposition) { d.To[0].Unit = "Umum" },
		"neither":     func(d *archive.Disposition) { d.To[0].User = "" },
		"long":        func(d *archive.Disposition) { d.Instruction = strings.Repeat("a", 5000) },
		"many":        func(d *archive.Disposition) { d.To = make([]archive.Recipient, 51) },
		"done":        func(d *archive.Disposition) { d.To[0].Done = "kemarin" },
	} {
		d := &archive.Disposition{Head: archive.Head{ID: "d"}, Document: "s", To: []archive.Recipient{{User: "a"}}, Instruction: "Pelajari"}
		if err := d.Validate(); err != nil {
			t.Fatal(err)
		}
		change(d)
		if err := d.Validate(); archive.CodeOf(err) != archive.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}
