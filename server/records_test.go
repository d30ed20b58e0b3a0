package server

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"lintas/archive"
)

func TestADeadlineIsShownWithItsDaysAndItsSide(t *testing.T) {
	o := openOffice(t)
	fillLevels(o)
	if err := o.desk.Refresh(); err != nil {
		t.Fatal(err)
	}
	g := o.as(o.person("budi", archive.Staff, archive.Ordinary))
	var list struct {
		Items  []deadlineView
		Counts deadlineCounts
	}
	g.get("/api/v1/deadlines?state=overdue&side=we_owe").want(200, &list)
	if len(list.Items) != 1 {
		t.Fatalf("%d deadlines", len(list.Items))
	}
	// Due on Friday 20 February 2026, today is Monday 2 March: ten days, of which six are working days.
	d := list.Items[0]
	if d.State != archive.DeadlineOverdue || d.Side != weOwe || d.DaysLate != 10 || d.WorkingLate != 6 || d.DaysLeft != -10 || d.Document == nil || d.Case == nil {
		t.Errorf("deadline %+v", d)
	}
	if list.Counts != (deadlineCounts{Overdue: 1, Unsettled: 1}) {
		t.Errorf("counts %+v", list.Counts)
	}
	g.get("/api/v1/deadlines?state=overdue&side=they_owe").want(200, &list)
	if len(list.Items) != 0 {
		t.Errorf("they owe %+v", list.Items)
	}
	g.get("/api/v1/deadlines?state=tomorrow").wantProblem(422, archive.Invalid)
	path, tag := "/api/v1/deadlines/"+d.Deadline.ID, fmt.Sprintf(`"%d"`, d.Deadline.Rev)
	deed := map[string]any{"answer": map[string]string{"date": "2026-02-24"}}
	g.send("PATCH", path, deed).wantProblem(http.StatusPreconditionRequired, needsIfMatch)
	var after struct {
		deadlineView
		Seq string
	}
	g.send("PATCH", path, deed, "If-Match", tag).want(200, &after)
	if after.State != archive.DeadlineAnsweredLate || after.DaysLate != 4 || after.WorkingLate != 2 || after.Seq == "" {
		t.Errorf("answered: %+v", after)
	}
	g.get("/api/v1/deadlines?state=answered_late").want(200, &list)
	if len(list.Items) != 1 {
		t.Errorf("%d answered late", len(list.Items))
	}
	var history struct{ Items []historyItem }
	g.get(path+"/history").want(200, &history)
	if len(history.Items) != 2 || history.Items[0].ByName != "Nama budi" || history.Items[0].Changes[0].Field != "answer" {
		t.Errorf("history %+v", history.Items)
	}
}

func TestAStaleChangeIsAConflictThatShowsWhatIsThere(t *testing.T) {
	o := openOffice(t)
	all := fillLevels(o)
	if err := o.desk.Refresh(); err != nil {
		t.Fatal(err)
	}
	kase := all[0].kase
	first, second := o.as(o.person("satu", archive.Officer, archive.Ordinary)), o.as(o.person("dua", archive.Officer, archive.Ordinary))
	tag := first.get("/api/v1/cases/"+kase.ID).want(200, nil).header.Get("ETag")
	first.send("PATCH", "/api/v1/cases/"+kase.ID, map[string]string{"remark": "dari satu"}, "If-Match", tag).want(200, nil)
	before := o.server.head()
	refused := second.send("PATCH", "/api/v1/cases/"+kase.ID, map[string]string{"remark": "dari dua"}, "If-Match", tag)
	p := refused.wantProblem(409, archive.Conflict)
	current, _ := p.Current.(map[string]any)
	if current["remark"] != "dari satu" {
		t.Errorf("current %v", p.Current)
	}
	if o.server.head() != before {
		t.Error("a conflict wrote something")
	}
	for _, tag := range []string{"abc", `"0"`, `"-1"`} {
		second.send("PATCH", "/api/v1/cases/"+kase.ID, map[string]string{"remark": "x"}, "If-Match", tag).wantProblem(422, archive.Invalid)
	}
	second.send("PATCH", "/api/v1/cases/"+kase.ID, strings.NewReader(`[]`), "If-Match", tag).wantProblem(422, archive.Invalid)
}

// TestAConflictDoesNotShowWhatIsHidden compares the conflict on an open letter with
// what a reader may see of it.
func TestAConflictDoesNotShowWhatIsHidden(t *testing.T) {
	o := openOffice(t)
	all := fillLevels(o)
	if err := o.desk.Refresh(); err != nil {
		t.Fatal(err)
	}
	g := o.as(o.person("budi", archive.Officer, archive.Ordinary))
	body := map[string]any{"subject": "baru"}
	changed := *all[0].doc
	changed.Rev, changed.Subject = 2, "Perihal melati, diubah"
	o.put(&changed)
	a := g.send("PATCH", "/api/v1/documents/surat-melati", body, "If-Match", `"1"`)
	a.wantProblem(409, archive.Conflict)
	for _, h := range all[1:] {
		if strings.Contains(string(a.body), h.word) {
			t.Errorf("the conflict tells of %s: %s", h.word, a.body)
		}
	}
}

func TestACaseShowsItsPapersInOrder(t *testing.T) {
	o := openOffice(t)
	all := fillLevels(o)
	if err := o.desk.Refresh(); err != nil {
		t.Fatal(err)
	}
	o.letter(archive.Document{Head: archive.Head{ID: "kemudian"}, Subject: "Jawaban", Date: "2026-02-25", Cases: []archive.CaseLink{{Case: all[0].kase.ID}}}, "isi")
	g := o.as(o.person("budi", archive.Staff, archive.Ordinary))
	var page caseAnswer
	g.get("/api/v1/cases/"+all[0].kase.ID).want(200, &page)
	var days []string
	for _, item := range page.Timeline {
		days = append(days, string(item.Day))
	}
	if strings.Join(days, " ") != "2026-02-10 2026-02-20 2026-02-25" || len(page.Deadlines) != 1 || page.Agencies["badan-melati"] != "Badan melati" {
		t.Errorf("timeline %v, %d deadlines, agencies %v", days, len(page.Deadlines), page.Agencies)
	}
	var list struct{ Items []caseItem }
	g.get("/api/v1/cases?q=SITI+melati").want(200, &list)
	if len(list.Items) != 1 || list.Items[0].Documents != 2 || list.Items[0].Overdue != 1 {
		t.Errorf("cases %+v", list.Items)
	}
}

func TestImportedHolidaysMoveOpenDeadlines(t *testing.T) {
	o := openOffice(t)
	g := o.as(o.person("admin", archive.Admin, archive.TopSecret))
	o.letter(archive.Document{Head: archive.Head{ID: "surat"}, Date: "2027-03-01", Received: "2027-03-01"}, "isi")
	rule := archive.Rule{Kind: archive.WorkingDays, N: 5, Base: archive.FromReceipt}
	due := rule.Compute("2027-03-01", "2027-03-01", o.desk.Calendar())
	o.put(&archive.Deadline{Head: archive.Head{ID: "tenggat"}, Document: "surat", What: "Jawaban", Rule: rule, Due: due.Date, Computation: due.Words, Doubt: due.Doubt})
	var year calendarAnswer
	g.get("/api/v1/calendar?year=2027").want(200, &year)
	if year.Known || len(year.Days) != 0 {
		t.Errorf("2027 before: %+v", year)
	}
	csv := "date,name,kind\n2027-03-03,Hari Uji,national\n"
	var moved struct {
		Years     []int
		Deadlines []deadlineView
	}
	g.send("POST", "/api/v1/calendar", strings.NewReader(csv), "Content-Type", "text/csv").want(200, &moved)
	if len(moved.Years) != 1 || moved.Years[0] != 2027 || len(moved.Deadlines) != 1 || moved.Deadlines[0].Due <= due.Date {
		t.Errorf("moved %+v, was due %s", moved, due.Date)
	}
	g.get("/api/v1/calendar?year=2027").want(200, &year)
	if !year.Known || len(year.Days) != 1 || year.Days[0].Name != "Hari Uji" {
		t.Errorf("2027 after: %+v", year)
	}
	g.send("POST", "/api/v1/calendar", strings.NewReader("x"), "Content-Type", "text/plain").wantProblem(415, unsupportedType)
	g.send("POST", "/api/v1/calendar", strings.NewReader("no,such\n1,2\n"), "Content-Type", "text/csv").wantProblem(422, archive.Invalid)
}

func TestTheHomePageCountsFollowTheArchive(t *testing.T) {
	o := openOffice(t)
	g := o.as(o.person("budi", archive.Officer, archive.Ordinary))
	var stats statsAnswer
	g.get("/api/v1/stats").want(200, &stats)
	if len(stats.Months) != 12 || stats.Months[11].Month != "2026-03" || stats.Months[11].Incoming != 0 {
		t.Errorf("months %+v", stats.Months)
	}
	doc := o.letter(archive.Document{Head: archive.Head{ID: "surat"}, Direction: archive.Incoming, Received: "2026-03-01", Date: "2026-01-15"}, "isi")
	waits := archive.Document{Head: archive.Head{ID: "pindaian"}, Status: archive.ToConfirm, Direction: archive.Outgoing, Date: "2026-02-01"}
	scan := o.letter(waits, "")
	scan.Read.State = archive.ReadNeedsOCR
	o.put(scan)
	o.clock.Forward(2 * countAge)
	g.get("/api/v1/stats").want(200, &stats)
	if stats.Months[11].Incoming != 1 || stats.Months[10].Outgoing != 1 || stats.NeedsOCR != 1 || stats.ToConfirm != 1 {
		t.Errorf("counts %+v", stats)
	}
	doc.Status = archive.Withdrawn
	o.put(doc)
	o.clock.Forward(2 * countAge)
	g.get("/api/v1/stats").want(200, &stats)
	if stats.Months[11].Incoming != 0 {
		t.Errorf("a withdrawn letter still counts: %+v", stats.Months)
	}
}

func TestANoteIsRegisteredAndFoundAtOnce(t *testing.T) {
	o := openOffice(t)
	g := o.as(o.person("budi", archive.Officer, archive.Ordinary))
	var made struct {
		Document *archive.Document
		Seq      string
	}
	a := g.send("POST", "/api/v1/notes", map[string]string{"subject": "Telepon KBRI Riyadh tentang pemulangan", "date": "2026-03-02"}).want(201, &made)
	if made.Document.Kind != archive.Note || a.header.Get("Location") != "/api/v1/documents/"+made.Document.ID {
		t.Errorf("made %s", a.body)
	}
	var found searchAnswer
	g.get("/api/v1/search?q=pemulangan&after="+made.Seq).want(200, &found)
	if found.Total != 1 || found.Hits[0].Document.ID != made.Document.ID {
		t.Errorf("found %+v", found)
	}
	g.get("/api/v1/search?q="+strings.Repeat("x", longestQuery+1)).wantProblem(422, archive.Invalid)
	g.get("/api/v1/documents/"+made.Document.ID+"/file").wantProblem(404, archive.NotFound)
}
