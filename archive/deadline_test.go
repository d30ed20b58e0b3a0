package archive_test

import (
	"testing"

	"pgregory.net/rapid"

	"lintas/archive"
)

func TestADeadlineIsOpenThenSoonThenOverdue(t *testing.T) {
	d := &archive.Deadline{Due: "2024-10-03"}
	for today, want := range map[archive.Date]archive.DeadlineState{
		"2024-09-24": archive.DeadlineOpen,
		"2024-09-29": archive.DeadlineOpen,
		"2024-09-30": archive.DeadlineSoon,
		"2024-10-03": archive.DeadlineSoon,
		"2024-10-04": archive.DeadlineOverdue,
	} {
		if got := d.State(today); got != want {
			t.Errorf("on %s: %s, want %s", today, got, want)
		}
	}
}

func TestLateReplyStaysLateForEver(t *testing.T) {
	d := &archive.Deadline{Due: "2024-10-03", Answer: &archive.Answer{Date: "2024-10-04", By: "ratna"}}
	if got := d.State("2030-01-01"); got != archive.DeadlineAnsweredLate || !d.Settled() {
		t.Errorf("%s, settled %v", got, d.Settled())
	}
	d.Answer.Date = "2024-10-03"
	if got := d.State("2030-01-01"); got != archive.DeadlineAnswered {
		t.Errorf("an answer on the last day: %s", got)
	}
}

func TestAnExtensionMovesTheDueDate(t *testing.T) {
	d := &archive.Deadline{Due: "2024-10-03", Extensions: []archive.Extension{{Due: "2024-10-10", Ground: "a"}, {Due: "2024-10-20", Ground: "b"}}}
	if d.Effective() != "2024-10-20" || d.State("2024-10-11") != archive.DeadlineExtended || d.State("2024-10-21") != archive.DeadlineOverdue {
		t.Errorf("%s, %s, %s", d.Effective(), d.State("2024-10-11"), d.State("2024-10-21"))
	}
	d.Answer = &archive.Answer{Date: "2024-10-15", By: "ratna"}
	if got := d.State("2025-01-01"); got != archive.DeadlineAnswered {
		t.Errorf("answered within the extension: %s", got)
	}
}

func TestAnAnswerThatIsOnlyProposedSettlesNothing(t *testing.T) {
	d := &archive.Deadline{Due: "2024-10-03", Answer: &archive.Answer{Document: "x", Date: "2024-10-02"}}
	if got := d.State("2024-10-04"); got != archive.DeadlineOverdue || d.Settled() {
		t.Errorf("%s, settled %v", got, d.Settled())
	}
}

func TestAWaivedDeadlineIsNeverOverdue(t *testing.T) {
	d := &archive.Deadline{Due: "2024-10-03", Waiver: &archive.Waiver{Reason: "kasus selesai"}}
	if got := d.State("2025-01-01"); got != archive.DeadlineWaived || !d.Settled() {
		t.Errorf("%s", got)
	}
}

func TestADeadlineWithoutADateIsNeverOverdue(t *testing.T) {
	d := &archive.Deadline{Rule: archive.Rule{Kind: archive.NoTime}}
	if got := d.State("2099-01-01"); got != archive.DeadlineOpen {
		t.Errorf("%s", got)
	}
	d.Answer = &archive.Answer{Date: "2024-10-15", By: "ratna"}
	if got := d.State("2099-01-01"); got != archive.DeadlineAnswered {
		t.Errorf("%s", got)
	}
}

func TestWhatIsNotSettledNeverLeavesOverdueByWaiting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := &archive.Deadline{Due: days().Draw(t, "due")}
		today := days().Draw(t, "today")
		later := today.AddDays(rapid.IntRange(0, 1000).Draw(t, "wait"))
		if d.State(today) == archive.DeadlineOverdue && d.State(later) != archive.DeadlineOverdue {
			t.Fatalf("overdue on %s, %s on %s", today, d.State(later), later)
		}
	})
}

func TestADeadlineIsRefusedWithAReason(t *testing.T) {
	good := func() *archive.Deadline {
		return &archive.Deadline{Head: archive.Head{ID: "x"}, What: "jawaban", Rule: archive.Rule{Kind: archive.NoTime}}
	}
	if err := good().Validate(); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*archive.Deadline){
		"id":         func(d *archive.Deadline) { d.ID = "" },
		"what":       func(d *archive.Deadline) { d.What = "" },
		"due":        func(d *archive.Deadline) { d.Due = "2024-02-30" },
		"rule":       func(d *archive.Deadline) { d.Rule.Kind = "soon" },
		"waiver":     func(d *archive.Deadline) { d.Waiver = &archive.Waiver{} },
		"answer":     func(d *archive.Deadline) { d.Answer = &archive.Answer{Date: "besok"} },
		"extensions": func(d *archive.Deadline) { d.Extensions = []archive.Extension{{Due: "2024-10-10"}} },
	} {
		d := good()
		spoil(d)
		wantInvalid(t, d, name)
	}
}
