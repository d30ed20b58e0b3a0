package server

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"lintas/archive"
)

// level is everything the archive holds at one level: a letter, the case it is in,
// what it asks for, who wrote it and what was said of it, each with a word that
// occurs nowhere else.
type levelled struct {
	level archive.Secrecy
	word  string
	doc   *archive.Document
	kase  *archive.Case
	due   *archive.Deadline
}

// fillLevels puts one of everything at each level into the archive. All of it hangs
// together with the open letter, as it would in an office.
func fillLevels(o *office) []levelled {
	o.t.Helper()
	words := []string{"melati", "kenanga", "cempaka", "seruni"}
	o.put(&archive.Settings{Head: archive.Head{ID: archive.SettingsID}, Name: "Kantor", Agency: "bp2mi", TimeZone: "Asia/Jakarta"})
	var all []levelled
	for i, level := range archive.Levels {
		word := words[i]
		agency := &archive.Agency{Head: archive.Head{ID: "badan-" + word}, Name: "Badan " + word, Proposed: level > archive.Ordinary, Secrecy: level}
		kase := &archive.Case{Head: archive.Head{ID: "kasus-" + word}, Title: "Kasus " + word, Status: archive.CaseOpen, Secrecy: level, Workers: []archive.Worker{{ID: "w", Name: "Siti " + word}}, Agencies: []string{agency.ID}}
		o.put(agency, kase)
		doc := o.letter(archive.Document{
			Head: archive.Head{ID: "surat-" + word}, Subject: "Perihal " + word, Secrecy: level, Direction: archive.Incoming, Date: "2026-02-10", Received: "2026-02-11", Entered: "2026-02-11",
			Numbers: []string{"B.12/" + word + "/II/2026"}, From: archive.Party{Agency: agency.ID, Name: agency.Name}, Cases: []archive.CaseLink{{Case: kase.ID}},
			EnteredBy: "u-petugas",
		}, "isi bersama "+word)
		due := &archive.Deadline{
			Head: archive.Head{ID: "tenggat-" + word}, Document: doc.ID, Case: kase.ID, What: "Jawaban " + word, Secrecy: level, Due: "2026-02-20",
			OwedBy: archive.Party{Agency: "bp2mi", Name: "BP2MI"}, OwedTo: archive.Party{Agency: agency.ID, Name: agency.Name},
			Rule: archive.Rule{Kind: archive.ByDate, Date: "2026-02-20"}, Computation: archive.Text{ID: "Sesuai surat.", EN: "As the letter says."},
		}
		meeting := &archive.Meeting{Head: archive.Head{ID: "rapat-" + word}, Document: doc.ID, Title: "Rapat " + word, Secrecy: level}
		disposition := &archive.Disposition{Head: archive.Head{ID: "disposisi-" + word}, Document: doc.ID, Number: i + 1, Year: 2026, From: "u-petugas", To: []archive.Recipient{{Unit: "Unit " + word}, {User: "u-petugas"}}, Instruction: "Kerjakan " + word, Secrecy: level}
		o.put(due, meeting, disposition)
		all = append(all, levelled{level, word, doc, kase, due})
	}
	open := *all[0].doc
	for _, other := range all[1:] {
		open.Cases = append(open.Cases, archive.CaseLink{Case: other.kase.ID, By: "u-petugas"})
		open.References = append(open.References, archive.Reference{Relation: archive.Replies, Target: other.doc.ID, By: "u-petugas"})
		open.PossibleDuplicates = append(open.PossibleDuplicates, other.doc.ID)
	}
	o.put(&open)
	return all
}

// TestNothingAboveTheClearanceIsToldAnywhere asks every route that reads, as a viewer
// of each clearance, and looks for the words of higher levels in all answers.
func TestNothingAboveTheClearanceIsToldAnywhere(t *testing.T) {
	o := openOffice(t)
	all := fillLevels(o)
	if err := o.desk.Refresh(); err != nil {
		t.Fatal(err)
	}
	o.settled()
	for _, clearance := range archive.Levels {
		t.Run(clearance.String(), func(t *testing.T) {
			g := o.as(o.person("lihat-"+clearance.String(), archive.Admin, clearance))
			sees, hidden := all[:clearance+1], all[clearance+1:]
			for _, path := range readingPaths(all) {
				a := g.get(path)
				for _, h := range hidden {
					for _, told := range []string{h.word, h.doc.Files[0].Blob} {
						if strings.Contains(string(a.body), told) {
							t.Errorf("GET %s tells of %s: %.600s", path, told, a.body)
						}
					}
				}
			}
			for _, h := range hidden {
				refuseAll(t, g, h)
			}
			for _, change := range changesBelow(all[0]) {
				a := g.send(change.method, api+"/"+change.path, change.body, "If-Match", g.tag(change.path))
				if a.status >= 300 {
					t.Errorf("%s %s: %d %s", change.method, change.path, a.status, a.body)
				}
				for _, h := range hidden {
					if strings.Contains(string(a.body), h.word) {
						t.Errorf("%s %s tells of %s: %.600s", change.method, change.path, h.word, a.body)
					}
				}
			}
			countAll(t, g, sees)
		})
	}
}

// changeBelow is a change to an open record that answers with a record.
type changeBelow struct {
	method, path string
	body         map[string]any
}

// changesBelow are all such changes to what stands at the lowest level. They leave the
// numbers of what there is as they are.
func changesBelow(open levelled) []changeBelow {
	return []changeBelow{
		{"PATCH", "documents/" + open.doc.ID, map[string]any{"remark": "Diperiksa."}},
		{"PATCH", "cases/" + open.kase.ID, map[string]any{"remark": "Diperiksa."}},
		{"PATCH", "deadlines/" + open.due.ID, map[string]any{"confirm": true}},
		{"PATCH", "agencies/badan-" + open.word, map[string]any{"source": "Diperiksa."}},
		{"PATCH", "settings", map[string]any{"name": "Kantor"}},
	}
}

// tag is the ETag of what is at a path.
func (g *guest) tag(path string) string { return g.get(api + "/" + path).header.Get("ETag") }

// readingPaths are the addresses of all that can be read, with every filter that a
// hidden record could show through.
func readingPaths(all []levelled) []string {
	paths := []string{
		"session", "documents", "documents?sort=received", "documents?status=registered", "documents?direction=incoming", "documents?agency=bp2mi",
		"search?q=bersama", "search?q=perihal&sort=date", "search?q=", "search?q=bersama&facets=1&group=thread", "search?q=lampau", "search?q=tenggat:terbuka", "searches", "suggest?q=per", "suggest?q=badan", "suggest?q=B.12", "suggest?q=siti", "cases", "cases?q=siti", "cases?status=open",
		"deadlines", "deadlines?state=overdue", "deadlines?state=all", "deadlines?side=we_owe", "deadlines?side=they_owe",
		"agencies", "agencies?q=badan", "calendar?year=2026", "users", "tokens", "settings", "stats", "changes", "changes?limit=1000", "sessions",
		"dispositions", "dispositions?box=all", "dispositions?box=given", "dispositions?box=all&state=settled",
	}
	for _, one := range all {
		paths = append(paths,
			"documents/"+one.doc.ID, "documents/"+one.doc.ID+"/history", "documents/"+one.doc.ID+"/text", "documents/"+one.doc.ID+"/searchable", "documents/"+one.doc.ID+"/pages/1.jpg",
			"cases/"+one.kase.ID, "cases/"+one.kase.ID+"/history", "deadlines/"+one.due.ID, "deadlines/"+one.due.ID+"/history", "agencies/badan-"+one.word, "dispositions/disposisi-"+one.word,
			"search?q="+one.word, "suggest?q="+one.word[:4], "documents/"+one.doc.ID+"/similar", "search?q=instansi:badan-"+one.word, "documents?case="+one.kase.ID, "documents?agency=badan-"+one.word, "documents?number=B.12/"+one.word+"/II/2026",
			"deadlines?case="+one.kase.ID, "deadlines?document="+one.doc.ID, "deadlines?agency=badan-"+one.word, "cases?q="+one.word, "agencies?q="+one.word)
	}
	for i := range paths {
		paths[i] = api + "/" + paths[i]
	}
	return append(paths, "/readyz", "/healthz")
}

// refuseAll checks that a hidden record is answered like one that does not exist,
// whatever is asked or done.
func refuseAll(t *testing.T, g *guest, h levelled) {
	t.Helper()
	before := g.o.server.head()
	for _, try := range []struct{ method, path, twin string }{
		{"GET", "documents/" + h.doc.ID, "documents/none"},
		{"GET", "documents/" + h.doc.ID + "/file", "documents/none/file"},
		{"GET", "documents/" + h.doc.ID + "/text", "documents/none/text"},
		{"GET", "dispositions/disposisi-" + h.word, "dispositions/none"},
		{"POST", "documents/" + h.doc.ID + "/dispositions", "documents/none/dispositions"},
		{"GET", "documents/" + h.doc.ID + "/searchable", "documents/none/searchable"},
		{"GET", "documents/" + h.doc.ID + "/history", "documents/none/history"},
		{"GET", "documents/" + h.doc.ID + "/similar", "documents/none/similar"},
		{"GET", "suggest?q=" + h.word[:4], "suggest?q=none"},
		{"GET", "documents/" + h.doc.ID + "/pages/1.jpg", "documents/none/pages/1.jpg"},
		{"POST", "documents/" + h.doc.ID + "/retry", "documents/none/retry"},
		{"PATCH", "documents/" + h.doc.ID, "documents/none"},
		{"GET", "cases/" + h.kase.ID, "cases/none"},
		{"GET", "cases/" + h.kase.ID + "/history", "cases/none/history"},
		{"PATCH", "cases/" + h.kase.ID, "cases/none"},
		{"GET", "deadlines/" + h.due.ID, "deadlines/none"},
		{"GET", "deadlines/" + h.due.ID + "/history", "deadlines/none/history"},
		{"PATCH", "deadlines/" + h.due.ID, "deadlines/none"},
		{"GET", "agencies/badan-" + h.word, "agencies/none"},
		{"PATCH", "agencies/badan-" + h.word, "agencies/none"},
		{"GET", "documents?case=" + h.kase.ID, "documents?case=none"},
		{"GET", "documents?agency=badan-" + h.word, "documents?agency=none"},
		{"GET", "deadlines?case=" + h.kase.ID, "deadlines?case=none"},
		{"GET", "cases?q=" + h.word, "cases?q=none"},
	} {
		var body any
		if try.method == "PATCH" {
			body = map[string]string{"remark": "x"}
		}
		got := g.send(try.method, api+"/"+try.path, body, "If-Match", `"1"`)
		want := g.send(try.method, api+"/"+try.twin, body, "If-Match", `"1"`)
		if got.status != want.status || string(got.body) != string(want.body) {
			t.Errorf("%s %s: %d %s\nwhat does not exist: %d %s", try.method, try.path, got.status, got.body, want.status, want.body)
		}
	}
	for _, field := range []string{"", "kasus:", "pmi:", "dari:", "hal:", "nomor:"} {
		var found searchAnswer
		g.get(api+"/search?q="+field+h.word).want(200, &found)
		if found.Total != 0 || len(found.Hits) != 0 {
			t.Errorf("a search for %s%s finds %+v", field, h.word, found.Hits)
		}
	}
	if after := g.o.server.head(); after != before {
		t.Errorf("%d acts were written on what is hidden", after-before)
	}
}

// countAll checks that all numbers are those of what can be seen.
func countAll(t *testing.T, g *guest, sees []levelled) {
	t.Helper()
	n := len(sees)
	var stats statsAnswer
	g.get("/api/v1/stats").want(200, &stats)
	incoming := 0
	for _, m := range stats.Months {
		incoming += m.Incoming
	}
	owed := 0
	for _, a := range stats.OverdueByAgency {
		owed += a.Count
	}
	for what, count := range map[string]int{
		"registered": stats.Documents[archive.Registered], "open cases": stats.Cases[archive.CaseOpen], "overdue": stats.All.Overdue,
		"we owe": stats.WeOwe.Overdue, "incoming": incoming, "overdue by agency": owed,
	} {
		if count != n {
			t.Errorf("%s: %d, want %d", what, count, n)
		}
	}
	var list struct {
		Items  []brief
		Total  *int
		Counts deadlineCounts
	}
	g.get("/api/v1/documents").want(200, &list)
	if len(list.Items) != n || list.Total == nil || *list.Total != n {
		t.Errorf("%d documents, total %v, want %d", len(list.Items), list.Total, n)
	}
	var found searchAnswer
	g.get("/api/v1/search?q=bersama").want(200, &found)
	if len(found.Hits) != n || found.Total != uint64(n) {
		t.Errorf("%d hits, total %d, want %d", len(found.Hits), found.Total, n)
	}
	g.get("/api/v1/deadlines").want(200, &list)
	if list.Counts.Unsettled != n {
		t.Errorf("%d deadlines, want %d", list.Counts.Unsettled, n)
	}
	var page documentAnswer
	g.get("/api/v1/documents/surat-melati").want(200, &page)
	if len(page.Cases) != n || len(page.Thread) != n-1 || len(page.Duplicates) != n-1 {
		t.Errorf("the open letter has %d cases, %d letters and %d duplicates beside it, want %d", len(page.Cases), len(page.Thread), len(page.Duplicates), n)
	}
}

// TestADuplicateAboveTheClearanceIsTakenInAsNew checks the one write that could tell
// of a hidden letter: sending the same bytes again.
func TestADuplicateAboveTheClearanceIsTakenInAsNew(t *testing.T) {
	o := openOffice(t)
	hidden := o.letter(archive.Document{Head: archive.Head{ID: "tertutup"}, Secrecy: archive.TopSecret, Numbers: []string{"R-1/2026"}}, "isi rahasia")
	g := o.as(o.person("budi", archive.Officer, archive.Ordinary))
	body, media := filled(t, "", map[string][]byte{"surat.pdf": onePage("isi rahasia")})
	var made struct{ Document *archive.Document }
	a := g.send("POST", "/api/v1/documents", body, "Content-Type", media).want(201, &made)
	if strings.Contains(string(a.body), hidden.ID) {
		t.Errorf("the answer names it: %s", a.body)
	}
	o.settled()
	page := g.get("/api/v1/documents/"+made.Document.ID).want(200, nil)
	if strings.Contains(string(page.body), hidden.ID) || strings.Contains(string(page.body), "R-1/2026") {
		t.Errorf("the page names it: %s", page.body)
	}
}

// TestRaisingALetterHidesItFromThenOn follows a letter through a change of level.
func TestRaisingALetterHidesItFromThenOn(t *testing.T) {
	o := openOffice(t)
	doc := o.letter(archive.Document{Head: archive.Head{ID: "naik"}}, "isi bersama")
	o.settled()
	low := o.as(o.person("low", archive.Staff, archive.Ordinary))
	high := o.as(o.person("high", archive.Officer, archive.Secret))
	low.get("/api/v1/documents/naik").want(200, nil)
	var changed struct{ Seq string }
	high.send("PATCH", "/api/v1/documents/naik", map[string]string{"secrecy": "rahasia", "remark": "hati-hati"}, "If-Match", fmt.Sprintf(`"%d"`, doc.Rev)).want(200, &changed)
	low.get("/api/v1/documents/naik").wantProblem(404, archive.NotFound)
	low.get("/api/v1/documents/naik/file").wantProblem(404, archive.NotFound)
	var found searchAnswer
	low.get("/api/v1/search?q=bersama&after="+changed.Seq).want(200, &found)
	if found.Total != 0 || len(found.Hits) != 0 {
		t.Errorf("still found: %+v", found)
	}
	high.get("/api/v1/search?q=bersama&after="+changed.Seq).want(200, &found)
	if found.Total != 1 {
		t.Errorf("lost to who may see it: %+v", found)
	}
}

// TestWhatIsMadeAnewTellsNothingOfWhatIsHidden makes records that name what stands at
// other levels beside them, as a viewer with the lowest clearance.
func TestWhatIsMadeAnewTellsNothingOfWhatIsHidden(t *testing.T) {
	o := openOffice(t)
	all := fillLevels(o)
	if err := o.desk.Refresh(); err != nil {
		t.Fatal(err)
	}
	o.settled()
	g := o.as(o.person("admin", archive.Admin, archive.Ordinary))
	for _, h := range all[1:] {
		name := strings.ToUpper(h.word[:1]) + h.word[1:] // answers may say what was sent, not what is there
		for _, try := range []changeBelow{
			{"POST", "agencies", map[string]any{"name": "Badan " + name}},
			{"POST", "cases", map[string]any{"title": "Kasus baru", "workers": []any{map[string]any{"name": "Siti " + name}}}},
			{"POST", "notes", map[string]any{"subject": "Telepon", "from": map[string]string{"printed": "Badan " + name}, "workers": []any{map[string]any{"name": "Siti " + name}}, "references": []any{map[string]any{"relation": "replies", "number": "B.12/" + name + "/II/2026"}}}},
			{"POST", "deadlines", map[string]any{"document": all[0].doc.ID, "what": "Jawaban", "rule": map[string]string{"kind": "none"}, "owed_by": map[string]string{"printed": "Badan " + name}}},
		} {
			a := g.send(try.method, api+"/"+try.path, try.body).want(201, nil)
			for _, told := range []string{h.word, h.doc.ID, h.kase.ID, "badan-" + h.word} {
				if strings.Contains(string(a.body), told) {
					t.Errorf("%s %s tells of %s: %.600s", try.method, try.path, told, a.body)
				}
			}
		}
	}
}

func TestASearchIsNarrowedAsTheListIs(t *testing.T) {
	o := openOffice(t)
	all := fillLevels(o)
	o.letter(archive.Document{Head: archive.Head{ID: "notula"}, Kind: archive.Minutes, Direction: archive.Internal, Status: archive.ToConfirm, Date: "2025-05-05"}, "isi bersama")
	if err := o.desk.Refresh(); err != nil {
		t.Fatal(err)
	}
	o.settled()
	g := o.as(o.person("budi", archive.Staff, archive.Ordinary))
	letter := all[0].doc.ID
	for filter, want := range map[string]string{
		"": letter + " notula", "kind=minutes": "notula", "kind=letter": letter, "agency=badan-melati": letter, "case=" + all[0].kase.ID: letter,
		"status=to_confirm": "notula", "direction=incoming": letter, "from=2026-01-01": letter, "to=2025-12-31": "notula", "from=2025-01-01&to=2025-12-31&kind=letter": "",
		"case=" + all[2].kase.ID: "", "agency=badan-" + all[2].word: "",
	} {
		var found searchAnswer
		g.get("/api/v1/search?q=bersama&"+filter).want(200, &found)
		var ids []string
		for _, hit := range found.Hits {
			ids = append(ids, hit.Document.ID)
		}
		slices.Sort(ids)
		wanted := strings.Fields(want)
		slices.Sort(wanted)
		if !slices.Equal(ids, wanted) || found.Total != uint64(len(wanted)) {
			t.Errorf("%q finds %v, total %d, want %v", filter, ids, found.Total, wanted)
		}
	}
	o.letter(archive.Document{Head: archive.Head{ID: "berbuku"}, Agenda: &archive.Agenda{Register: "masuk-rahasia", Year: 2026, Number: 3}}, "isi berbuku")
	for _, try := range []struct {
		clearance archive.Secrecy
		book      string
		want      int
	}{{archive.Ordinary, "masuk-rahasia&year=2026", 0}, {archive.Secret, "masuk-rahasia&year=2026", 1}, {archive.Secret, "masuk-rahasia&year=2025", 0}, {archive.Secret, "masuk&year=2026", 0}} {
		var list struct{ Items []brief }
		o.as(o.person("buku-"+try.clearance.String(), archive.Staff, try.clearance)).get("/api/v1/documents?book="+try.book).want(200, &list)
		if len(list.Items) != try.want {
			t.Errorf("%s finds %d letters in %s, want %d", try.clearance, len(list.Items), try.book, try.want)
		}
	}
	g.get("/api/v1/search?q=bersama&kind=surat").wantProblem(422, archive.Invalid)
	g.get("/api/v1/search?q=bersama&from=kemarin").wantProblem(422, archive.Invalid)
}
