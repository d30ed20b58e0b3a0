package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"runtime"
	"testing"
	"time"

	"lintas/archive"
)

func TestConfirmingGivesOneAgendaNumberForGood(t *testing.T) {
	w := openWorkplace(t)
	docs := w.receive("S001.pdf", "S004.pdf")
	first := w.edit(docs["S001.pdf"].ID, `{"received":"2024-09-25","status":"registered"}`)
	if first.Agenda == nil || *first.Agenda != (archive.Agenda{Register: "masuk", Year: 2024, Number: 1}) {
		t.Fatalf("agenda %+v", first.Agenda)
	}
	for field, e := range first.Evidence {
		if e.By != officer().ID {
			t.Errorf("%s is not confirmed", field)
		}
	}
	if back := w.edit(first.ID, `{"status":"to_confirm"}`); back.Agenda == nil || back.Agenda.Number != 1 {
		t.Fatalf("taken back: %+v", back.Agenda)
	}
	if again := w.edit(first.ID, `{"status":"registered"}`); again.Agenda.Number != 1 {
		t.Fatalf("confirmed again: %+v", again.Agenda)
	}
	if second := w.edit(docs["S004.pdf"].ID, `{"received":"2024-02-20","status":"registered"}`); second.Agenda.Number != 2 {
		t.Fatalf("the next has %+v", second.Agenda)
	}
}

func TestWhatAPersonTypedTheReaderNeverOverwrites(t *testing.T) {
	w := openWorkplace(t)
	doc := w.receive("S001.pdf")["S001.pdf"]
	w.edit(doc.ID, `{"subject":"Diketik","to":[{"name":"Kementerian Luar Negeri","agency":"kemlu"}],"date":null}`)
	if _, _, err := w.Retry(t.Context(), officer(), doc.ID); err != nil {
		t.Fatal(err)
	}
	w.settle()
	after := w.document(doc.ID)
	if after.Subject != "Diketik" || len(after.To) != 1 || after.To[0].Agency != "kemlu" || after.Date != "" {
		t.Fatalf("%q %+v %q", after.Subject, after.To, after.Date)
	}
	if after.Number() != doc.Number() {
		t.Fatalf("the number was not read again: %q", after.Number())
	}
}

func TestAStaleEditIsAConflictUnlessOnlyTheReaderWasThere(t *testing.T) {
	w := openWorkplace(t)
	doc := w.receive("S018.pdf")["S018.pdf"]
	rev := doc.Rev
	w.receive("S001.pdf", "S033.pdf") // they cite it: the machine may have changed it
	if _, _, err := w.EditDocument(t.Context(), officer(), doc.ID, rev, json.RawMessage(`{"remark":"dari petugas"}`)); err != nil {
		t.Fatalf("after the machine: %v", err)
	}
	_, _, err := w.EditDocument(t.Context(), officer(), doc.ID, rev, json.RawMessage(`{"remark":"dari orang lain"}`))
	wantCode(t, err, archive.Conflict)
	var own *archive.Error
	if errors.As(err, &own); own.Current.(*archive.Document).Remark != "dari petugas" {
		t.Fatalf("the conflict does not carry the document as it is: %+v", own.Current)
	}
}

func TestUnknownFieldsAndRolesAreRefused(t *testing.T) {
	w := openWorkplace(t)
	doc := w.receive("S001.pdf")["S001.pdf"]
	_, _, err := w.EditDocument(t.Context(), officer(), doc.ID, 0, json.RawMessage(`{"transcript":"x"}`))
	wantCode(t, err, archive.Invalid)
	staff := archive.Viewer{ID: "s", Role: archive.Staff, Clearance: archive.TopSecret}
	_, _, err = w.EditDocument(t.Context(), staff, doc.ID, 0, json.RawMessage(`{"subject":"x"}`))
	wantCode(t, err, archive.Forbidden)
	if _, _, err := w.EditDocument(t.Context(), staff, doc.ID, 0, json.RawMessage(`{"cases":[]}`)); err != nil {
		t.Fatalf("staff link cases: %v", err)
	}
	_, _, err = w.EditDocument(t.Context(), officer(), doc.ID, 0, json.RawMessage(`{"date":"2024-02-31"}`))
	wantCode(t, err, archive.Invalid)
}

func TestAReplyProposesToAnswerAndAReminderIsNoted(t *testing.T) {
	w := openWorkplace(t)
	docs := w.receive("S033.pdf", "S001.pdf", "S018.pdf") // the reply before the letter it answers
	dues := w.deadlines(docs["S018.pdf"].ID)
	if len(dues) != 1 || dues[0].Due != "2024-09-13" {
		t.Fatalf("deadlines %+v", dues)
	}
	due := dues[0]
	if due.Answer == nil || due.Answer.Document != docs["S033.pdf"].ID || due.Answer.By != "" {
		t.Fatalf("answer %+v", due.Answer)
	}
	w.edit(docs["S033.pdf"].ID, `{"status":"registered"}`)
	due = w.deadlines(docs["S018.pdf"].ID)[0]
	if due.Answer.By != officer().ID {
		t.Fatalf("confirming the reply does not confirm the answer: %+v", due.Answer)
	}
	if state := due.State(w.Today()); state != archive.DeadlineAnsweredLate {
		t.Fatalf("state %s", state)
	}
}

func TestAWithdrawnReplyAnswersNothing(t *testing.T) {
	w := openWorkplace(t)
	docs := w.receive("S018.pdf", "S033.pdf")
	w.edit(docs["S033.pdf"].ID, `{"status":"withdrawn"}`)
	if due := w.deadlines(docs["S018.pdf"].ID)[0]; due.Answer != nil {
		t.Fatalf("answer %+v", due.Answer)
	}
	w.settle()
	if result, err := w.Search(t.Context(), officer(), SearchRequest{Query: "nomor:08074"}); err != nil || result.Total != 0 {
		t.Fatalf("a withdrawn document is found: %+v, %v", result, err)
	}
	w.edit(docs["S033.pdf"].ID, `{"status":"to_confirm"}`)
	if due := w.deadlines(docs["S018.pdf"].ID)[0]; due.Answer == nil {
		t.Fatal("brought back, it does not answer again")
	}
}

func TestADefaultTimeIsShownAsOne(t *testing.T) {
	w := openWorkplace(t)
	doc := w.receive("S001.pdf")["S001.pdf"] // "pada kesempatan pertama", segera
	dues := w.deadlines(doc.ID)
	if len(dues) != 1 || !dues[0].Rule.Default || dues[0].Rule.Kind != archive.WorkingDays || dues[0].Rule.N != 2 || dues[0].Due == "" {
		t.Fatalf("%+v", dues)
	}
	w.edit(doc.ID, `{"received":"2024-10-01"}`)
	if due := w.deadlines(doc.ID)[0]; due.Due != "2024-10-03" {
		t.Fatalf("two working days from receipt on 1 October: %s", due.Due)
	}
	w.edit(doc.ID, `{"urgency":"penting"}`)
	if due := w.deadlines(doc.ID)[0]; due.Due != "2024-10-04" {
		t.Fatalf("three working days: %s", due.Due)
	}
}

func TestDeadlinesAreExtendedWaivedAnsweredAndReopened(t *testing.T) {
	w := openWorkplace(t)
	doc := w.receive("S018.pdf")["S018.pdf"]
	due := w.deadlines(doc.ID)[0]
	do := func(patch string) *archive.Deadline {
		t.Helper()
		got, _, err := w.EditDeadline(t.Context(), officer(), due.ID, 0, json.RawMessage(patch))
		if err != nil {
			t.Fatalf("%s: %v", patch, err)
		}
		return got
	}
	if got := do(`{"extend":{"working_days":3,"ground":"diminta Kemlu"}}`); got.Effective() != "2024-09-19" { // 16 September is a holiday
		t.Fatalf("extended to %s", got.Effective())
	}
	if got := do(`{"waive":{"reason":"sudah lewat telepon"}}`); got.State(w.Today()) != archive.DeadlineWaived || got.Waiver.By != officer().ID {
		t.Fatalf("%+v", got.Waiver)
	}
	if got := do(`{"reopen":true}`); got.Settled() {
		t.Fatal("still settled")
	}
	if got := do(`{"answer":{"date":"2024-09-18"}}`); got.State(w.Today()) != archive.DeadlineAnswered {
		t.Fatalf("state %s", got.State(w.Today()))
	}
	_, _, err := w.EditDeadline(t.Context(), officer(), due.ID, 1, json.RawMessage(`{"reopen":true}`))
	wantCode(t, err, archive.Conflict)
	_, _, err = w.EditDeadline(t.Context(), officer(), due.ID, 0, json.RawMessage(`{"waive":{"reason":""}}`))
	wantCode(t, err, archive.Invalid)
}

func TestANewHolidayMovesOpenDeadlinesInOneAct(t *testing.T) {
	w := openWorkplace(t)
	doc := w.receive("S057.pdf")["S057.pdf"] // seven working days from 5 March 2025
	due := w.deadlines(doc.ID)[0]
	if due.Due != "2025-03-14" {
		t.Fatalf("due %s", due.Due)
	}
	var list *archive.HolidayList
	for _, l := range w.Holidays() {
		if l.Year == 2025 && l.Calendar == "" {
			copied := *l
			list = &copied
		}
	}
	list.Days = append(append([]archive.Holiday(nil), list.Days...), archive.Holiday{Date: "2025-03-13", Name: "Libur khusus", Kind: archive.OneOffHoliday})
	before, _ := w.Archive().Head()
	admin := archive.Viewer{ID: "u-admin", Role: archive.Admin, Clearance: archive.TopSecret}
	moved, seq, err := w.ImportHolidays(t.Context(), admin, []*archive.HolidayList{list})
	if err != nil || seq != before+1 || len(moved) != 1 || moved[0].Due != "2025-03-17" {
		t.Fatalf("moved %+v in act %d after %d, %v", moved, seq, before, err)
	}
	history, err := w.Archive().Read(admin).History(t.Context(), archive.DeadlineRecord, due.ID)
	if err != nil || history[0].Did != archive.DidHolidays {
		t.Fatalf("history %+v, %v", history, err)
	}
	if w.Calendar().Working("2025-03-13") {
		t.Fatal("the calendar does not know the new holiday")
	}
}

func TestACorrectedAgencyCountsAtOnce(t *testing.T) {
	w := openWorkplace(t)
	agency, _, err := w.NewAgency(t.Context(), officer(), json.RawMessage(`{"name":"Yayasan Peduli Buruh Migran Nusantara","short":"YPBMN"}`))
	if err != nil {
		t.Fatal(err)
	}
	if found, _ := w.Directory().Find("YPBMN"); found == nil || found.ID != agency.ID {
		t.Fatalf("found %+v", found)
	}
	_, _, err = w.NewAgency(t.Context(), officer(), json.RawMessage(`{"name":"Lain","short":"YPBMN"}`))
	wantCode(t, err, archive.Duplicate)
	if _, _, err := w.EditAgency(t.Context(), officer(), agency.ID, agency.Rev, json.RawMessage(`{"aliases":["Peduli Buruh"]}`)); err != nil {
		t.Fatal(err)
	}
	if found, _ := w.Directory().Find("Peduli Buruh"); found == nil {
		t.Fatal("the alias is not known")
	}
}

func TestANoteIsRegisteredWithoutAFile(t *testing.T) {
	w := openWorkplace(t)
	fields := json.RawMessage(`{"subject":"Telepon Atnaker Riyadh","from":{"agency":"kbri-riyadh"},"remark":"Majikan bersedia membayar."}`)
	got, err := w.NewNote(t.Context(), officer(), fields, "kunci")
	if note := got.Document; err != nil || note.Status != archive.Registered || note.Agenda == nil || note.From.Name == "" {
		t.Fatalf("%+v, %v", note, err)
	}
	again, err := w.NewNote(t.Context(), officer(), fields, "kunci")
	if err != nil || !again.Replayed || again.Document.ID != got.Document.ID {
		t.Fatalf("sent again: %+v, %v", again, err)
	}
	if _, err := w.NewNote(t.Context(), officer(), json.RawMessage(`{"subject":"Lain"}`), "kunci"); archive.CodeOf(err) != archive.KeyReused {
		t.Errorf("the same key with another note: %v", err)
	}
	result, err := w.Search(t.Context(), officer(), SearchRequest{Query: "majikan bersedia", After: got.Seq})
	if err != nil || result.Total != 1 {
		t.Fatalf("%+v, %v", result, err)
	}
}

func TestNoGoroutineOutlivesTheDesk(t *testing.T) {
	before := runtime.NumGoroutine()
	w := openWorkplace(t)
	w.receive("S001.pdf")
	w.shut()
	deadline := time.Now().Add(5 * time.Second)
	for runtime.NumGoroutine() > before && time.Now().Before(deadline) {
		runtime.Gosched()
	}
	if after := runtime.NumGoroutine(); after > before {
		stacks := make([]byte, 1<<20)
		t.Fatalf("%d goroutines before, %d after\n%s", before, after, stacks[:runtime.Stack(stacks, true)])
	}
}

func TestNothingOfAHigherLevelShowsThrough(t *testing.T) {
	w := openWorkplace(t)
	docs := w.receive("S018.pdf") // biasa, with a deadline
	asked := docs["S018.pdf"]
	revision := asked.Rev
	got, err := w.Receive(t.Context(), officer(), Upload{Name: "S033.pdf", Body: bytes.NewReader(letter(t, "S033.pdf")), Fields: json.RawMessage(`{"secrecy":"rahasia"}`)})
	if err != nil {
		t.Fatal(err)
	}
	w.settle()
	reply := w.document(got.Document.ID)
	if reply.Secrecy != archive.Secret {
		t.Fatalf("the stated level was lowered: %s", reply.Secrecy)
	}
	if now := w.document(asked.ID); now.Rev != revision {
		t.Fatalf("a secret reply left its mark on an open letter: revision %d, was %d", now.Rev, revision)
	}
	if due := w.deadlines(asked.ID)[0]; due.Answer != nil {
		t.Fatalf("a secret reply answers an open deadline by itself: %+v", due.Answer)
	}
	thread, err := w.Thread(t.Context(), officer(), asked.ID)
	if err != nil || len(thread) != 1 || thread[0].Document.ID != reply.ID {
		t.Fatalf("the cleared officer does not see the thread: %+v, %v", thread, err)
	}
	thread, err = w.Thread(t.Context(), clerk(), asked.ID)
	if err != nil || len(thread) != 0 {
		t.Fatalf("the clerk sees the thread: %+v, %v", thread, err)
	}
	// A person who may see both says that the deadline has been answered.
	due := w.deadlines(asked.ID)[0]
	if _, _, err := w.EditDeadline(t.Context(), officer(), due.ID, 0, json.RawMessage(`{"answer":{"document":"`+reply.ID+`"}}`)); err != nil {
		t.Fatal(err)
	}
	due = w.deadlines(asked.ID)[0]
	if shown := w.ShowDeadline(clerk(), due); shown.Answer == nil || shown.Answer.Document != "" {
		t.Fatalf("shown to the clerk: %+v", shown.Answer)
	}
}

func TestAnOpenLetterTakesAProposedCaseDownToWhatItSaysItself(t *testing.T) {
	w := openWorkplace(t)
	got, err := w.Receive(t.Context(), officer(), Upload{Name: "S059.pdf", Body: bytes.NewReader(letter(t, "S059.pdf")), Fields: json.RawMessage(`{"secrecy":"rahasia"}`)})
	if err != nil {
		t.Fatal(err)
	}
	w.settle()
	secret := w.document(got.Document.ID)
	if len(secret.Cases) != 1 {
		t.Fatalf("cases %+v", secret.Cases)
	}
	hiddenCase, err := w.Archive().Read(archive.System()).Case(secret.Cases[0].Case)
	if err != nil || hiddenCase.Secrecy != archive.Secret || len(hiddenCase.Workers) == 0 || len(hiddenCase.Workers[0].Passport) == 0 {
		t.Fatalf("%+v, %v", hiddenCase, err)
	}
	if _, err := w.Archive().Read(clerk()).Case(hiddenCase.ID); archive.CodeOf(err) != archive.NotFound {
		t.Fatalf("the clerk sees the secret case: %v", err)
	}
	open := w.receive("S006.pdf")["S006.pdf"] // names the worker, not the passport
	if len(open.Cases) == 0 {
		t.Fatal("the open letter is in no case")
	}
	c, err := w.Archive().Read(clerk()).Case(open.Cases[0].Case)
	if err != nil {
		t.Fatalf("the clerk does not see the case of an open letter: %v", err)
	}
	for _, worker := range c.Workers {
		if len(worker.Passport) > 0 {
			t.Fatalf("the passport from the secret letter shows: %+v", worker)
		}
	}
}
