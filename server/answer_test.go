package server

import (
	"bytes"
	"encoding/json"
	"testing"

	"lintas/archive"
)

// asked puts a letter into the archive to which an answer is owed.
func (o *office) asked(id, by, to string, due archive.Date) *archive.Deadline {
	o.t.Helper()
	o.arrive(sent(about(id, due.AddDays(-10)), to, by))
	d := &archive.Deadline{Head: archive.Head{ID: "t" + id}, Document: id, What: "tanggapan", Due: due, Proposed: true,
		Rule: archive.Rule{Kind: archive.ByDate, Date: due}, OwedBy: archive.Party{Agency: by}, OwedTo: archive.Party{Agency: to}}
	o.put(d)
	return d
}

func (o *office) deadline(id string) *archive.Deadline {
	o.t.Helper()
	due, err := o.desk.Archive().Read(archive.System()).Deadline(id)
	if err != nil {
		o.t.Fatal(err)
	}
	return due
}

func (o *office) settings(patch string) {
	o.t.Helper()
	if _, _, err := o.desk.EditSettings(o.t.Context(), archive.System(), 0, json.RawMessage(patch)); err != nil {
		o.t.Fatal(err)
	}
}

// sure gives the citations of a letter evidence.
func sure(doc *archive.Document, confidence float64) *archive.Document {
	doc.Evidence = map[string]archive.Evidence{"references.0": {Value: "…", Confidence: confidence}}
	return doc
}

func TestTheRuleOfAnInstallationConfirmsAnswersItIsSureOf(t *testing.T) {
	for _, c := range []struct {
		rule, confidence float64
		relation         archive.Relation
		confirmed        bool
	}{
		{0, 0.99, archive.Replies, false},
		{0.9, 0.95, archive.Replies, true},
		{0.9, 0.85, archive.Replies, false},
		{0.9, 0.95, archive.FollowsUp, false}, // it does not say that it answers
		{0.8, 0.95, archive.FollowsUp, true},
	} {
		o := openOffice(t)
		o.asked("1", "kemlu", "bp2mi", "2025-12-20")
		o.settings(`{"confirm_answers":` + jsonOf(c.rule) + `}`)
		o.arrive(sure(citing(sent(about("2", "2025-12-22"), "kemlu", "bp2mi"), c.relation, "1"), c.confidence))
		due := o.deadline("t1")
		if due.Answer == nil || due.Answer.Document != "2" || (due.Answer.By == archive.ByRule) != c.confirmed {
			t.Errorf("%+v: %+v", c, due.Answer)
		}
		if late := due.State("2026-01-01") == archive.DeadlineAnsweredLate; late != c.confirmed {
			t.Errorf("%+v: state %s", c, due.State("2026-01-01"))
		}
	}
}

func jsonOf(f float64) string {
	raw, err := json.Marshal(f)
	if err != nil {
		panic(err)
	}
	return string(raw)
}

func TestAnAnswerTakenBackIsNotProposedAgain(t *testing.T) {
	o := openOffice(t)
	o.asked("1", "kemlu", "bp2mi", "2025-12-20")
	o.settings(`{"confirm_answers":0.9}`)
	o.arrive(sure(citing(sent(about("2", "2025-12-18"), "kemlu", "bp2mi"), archive.Replies, "1"), 0.99))
	deed := func(patch string) {
		t.Helper()
		if _, _, err := o.desk.EditDeadline(t.Context(), officer(), "t1", 0, json.RawMessage(patch)); err != nil {
			t.Fatal(err)
		}
	}
	deed(`{"reopen":true}`)
	if _, _, err := o.desk.EditDocument(t.Context(), officer(), "2", 0, json.RawMessage(`{"date":"2025-12-19"}`)); err != nil {
		t.Fatal(err)
	}
	if due := o.deadline("t1"); due.Answer != nil || due.Settled() {
		t.Fatalf("proposed again: %+v", due.Answer)
	}
	deed(`{"answer":{"document":"2"}}`) // the undo of the undo
	if due := o.deadline("t1"); !due.Settled() || len(due.Refused) > 0 {
		t.Errorf("%+v", due)
	}
}

func TestARuleIsGivenAScoreAndNothingElse(t *testing.T) {
	o := openOffice(t)
	for _, wrong := range []string{"0.3", "1.5", "-1"} {
		_, _, err := o.desk.EditSettings(t.Context(), archive.System(), 0, json.RawMessage(`{"confirm_answers":`+wrong+`}`))
		wantCode(t, err, archive.Invalid)
	}
}

func TestAProposedAnswerIsShownWithItsDaysOnBothScreens(t *testing.T) {
	o := openOffice(t)
	o.asked("1", "kemlu", "bp2mi", "2025-12-20")
	o.arrive(citing(sent(about("2", "2025-12-23"), "kemlu", "bp2mi"), archive.Replies, "1"))
	g := o.as(o.person("petugas", archive.Officer, archive.TopSecret))
	var view deadlineView
	g.get("/api/v1/deadlines/t1").want(200, &view)
	if view.State != archive.DeadlineOverdue || view.AnswerLate != 3 || view.Answer == nil {
		t.Errorf("the deadline: %+v", view)
	}
	var page documentAnswer
	g.get("/api/v1/documents/2").want(200, &page)
	if len(page.Answers) != 1 || page.Answers[0].Deadline.ID != "t1" || page.Answers[0].AnswerLate != 3 {
		t.Errorf("the answering letter: %+v", page.Answers)
	}
}

func TestWhatWeOweOurselvesIsCountedOnOneSideOnly(t *testing.T) {
	o := openOffice(t)
	o.settings(`{"agency":"bp2mi"}`)
	o.asked("1", "bp2mi", "bp2mi", "2026-01-20")
	o.asked("2", "kemlu", "bp2mi", "2026-01-20")
	o.asked("3", "bp2mi", "kemlu", "2026-01-20")
	g := o.as(o.person("petugas", archive.Officer, archive.TopSecret))
	var stats statsAnswer
	g.get("/api/v1/stats").want(200, &stats)
	if stats.WeOwe.Unsettled != 2 || stats.TheyOwe.Unsettled != 1 || stats.All.Unsettled != 3 {
		t.Errorf("we owe %+v, they owe %+v, all %+v", stats.WeOwe, stats.TheyOwe, stats.All)
	}
	var list struct {
		Items  []deadlineView
		Counts deadlineCounts
	}
	g.get("/api/v1/deadlines?side=they_owe&state=overdue").want(200, &list)
	if len(list.Items) != 1 || list.Items[0].Deadline.ID != "t2" || list.Counts.Overdue != 1 {
		t.Errorf("they owe %d: %+v, %+v", len(list.Items), list.Items, list.Counts)
	}
}

func TestTheSameLetterIsOwedForOnceUntilAPersonSaysItIsAnother(t *testing.T) {
	for what, patch := range map[string]string{
		"registered":   `{"status":"registered"}`,
		"told apart":   `{"possible_duplicates":[]}`,
		"other is out": "",
	} {
		w := openWorkplace(t)
		first := w.receive("S018.pdf")["S018.pdf"]
		again, err := w.Receive(t.Context(), officer(), Upload{Name: "lagi.pdf", Body: letterReader(t, "S018.pdf"), Force: true})
		if err != nil {
			t.Fatal(err)
		}
		w.settle()
		second := w.document(again.Document.ID)
		if len(second.PossibleDuplicates) != 1 || w.deadlines(first.ID)[0].Settled() {
			t.Fatalf("%s: %+v, the first deadline %+v", what, second.PossibleDuplicates, w.deadlines(first.ID))
		}
		if due := w.deadlines(second.ID)[0]; !due.Settled() || due.Waiver.By != archive.ByReader {
			t.Fatalf("%s: the copy is owed for too: %+v", what, due)
		}
		if patch != "" {
			w.edit(second.ID, patch)
		} else {
			w.edit(first.ID, `{"status":"withdrawn"}`)
		}
		if due := w.deadlines(second.ID)[0]; due.Settled() {
			t.Errorf("%s: not owed for: %+v", what, due.Waiver)
		}
		if w.edit(second.ID, `{"subject":"`+what+`"}`); w.deadlines(second.ID)[0].Settled() {
			t.Errorf("%s: held again", what)
		}
	}
}

func letterReader(t *testing.T, name string) *bytes.Reader {
	t.Helper()
	return bytes.NewReader(letter(t, name))
}
