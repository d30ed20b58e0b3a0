package server

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"lintas/archive"
)

// threadOf puts a letter and its reply into the archive; an answer to the letter is
// overdue.
func threadOf(o *office) {
	o.put(&archive.Case{Head: archive.Head{ID: "k1"}, Number: "K-001", Title: "Gaji Rohaeni", Status: archive.CaseOpen})
	first := o.letter(archive.Document{
		Head: archive.Head{ID: "surat"}, Form: archive.SuratDinas, Subject: "Permohonan klarifikasi gaji", Numbers: []string{"B.1605/KA/II/2026"}, Date: "2026-02-03", Entered: "2026-02-03",
		From: archive.Party{Agency: "bp2mi", Name: "BP2MI"}, To: []archive.Party{{Agency: "kemlu", Name: "Kementerian Luar Negeri"}}, Cases: []archive.CaseLink{{Case: "k1", By: "u"}},
		Workers: []archive.Mention{{Name: "Rohaeni Karsa"}},
	}, "mohon klarifikasi gaji Rohaeni Karsa yang tidak dibayar majikan di Riyadh")
	o.letter(archive.Document{
		Head: archive.Head{ID: "balasan"}, Form: archive.SuratDinas, Subject: "Tanggapan klarifikasi gaji", Numbers: []string{"00954/WN/02/2026/66"}, Date: "2026-02-20", Entered: "2026-02-20",
		From: archive.Party{Agency: "kemlu", Name: "Kementerian Luar Negeri"}, References: []archive.Reference{{Relation: archive.Replies, Number: "B.1605/KA/II/2026", Target: first.ID}},
	}, "menjawab surat perihal gaji Rohaeni Karsa, majikan di Riyadh telah dihubungi")
	o.letter(archive.Document{Head: archive.Head{ID: "lain"}, Form: archive.Undangan, Subject: "Undangan rapat koordinasi", Date: "2025-11-05", Entered: "2025-11-05"}, "mengundang rapat koordinasi penempatan")
	o.put(&archive.Deadline{
		Head: archive.Head{ID: "t1"}, Document: "surat", What: "Klarifikasi", Due: "2026-02-20", OwedBy: archive.Party{Agency: "kemlu"}, OwedTo: archive.Party{Agency: "bp2mi"},
		Rule: archive.Rule{Kind: archive.ByDate, Date: "2026-02-20"}, Computation: archive.Text{ID: "Sesuai surat.", EN: "As the letter says."},
	})
	o.settled()
}

func TestAHitSaysWhereItsMatterStands(t *testing.T) {
	o := openOffice(t)
	threadOf(o)
	g := o.as(o.person("staf", archive.Staff, archive.Ordinary))
	var found searchAnswer
	g.get("/api/v1/search?q=gaji&group=thread&facets=1").want(200, &found)
	if len(found.Hits) != 1 || found.Total != 2 {
		t.Fatalf("%d hits of %d", len(found.Hits), found.Total)
	}
	hit := found.Hits[0]
	if len(hit.Thread) != 1 || !hit.Thread[0].Found || hit.Thread[0].Relation != archive.Replies {
		t.Errorf("thread %+v", hit.Thread)
	}
	g.get("/api/v1/search?q=nomor:1605").want(200, &found)
	hit = found.Hits[0]
	if hit.Document.ID != "surat" || len(hit.Cases) != 1 || hit.Cases[0].Number != "K-001" || hit.Deadline == nil || hit.Deadline.State != archive.DeadlineOverdue || hit.Deadline.DaysLate != 10 {
		t.Errorf("hit %+v, deadline %+v", hit, hit.Deadline)
	}
	g.get("/api/v1/search?q=gaji&facets=1").want(200, &found)
	if f := found.Facets; f == nil || len(f.Agencies) != 2 || f.Agencies[0].Value != "kemlu" || f.Agencies[0].Count != 2 || f.Agencies[0].Name == "" || len(f.Months) != 1 || f.Months[0].Value != "2026-02" || f.Cases[0].Value != "open" {
		t.Errorf("facets %+v", f)
	}
	for query, want := range map[string]string{"tenggat:lampau": "surat", "lampau": "surat", "belum dijawab": "surat", "bulan lalu gaji jenis:surat_dinas": "balasan surat", "tahun lalu": "lain", "tenggat:dijawab": ""} {
		g.get("/api/v1/search?sort=date&q="+url.QueryEscape(query)).want(200, &found)
		var ids []string
		for _, h := range found.Hits {
			ids = append(ids, h.Document.ID)
		}
		if strings.Join(ids, " ") != want {
			t.Errorf("%s finds %v, want %s", query, ids, want)
		}
	}
	g.get("/api/v1/search?q="+url.QueryEscape("bulan lalu klarifikasih")).want(200, &found)
	if len(found.Readings) != 1 || !strings.Contains(found.Readings[0], "1 February 2026 to 28 February 2026") || found.Meant != "bulan lalu klarifikasi" {
		t.Errorf("read as %v, meant %q", found.Readings, found.Meant)
	}
	g.get("/api/v1/search?q=gaji&group=agency").wantProblem(http.StatusUnprocessableEntity, archive.Invalid)
}

func TestAnsweringMovesALetterToAnotherState(t *testing.T) {
	o := openOffice(t)
	threadOf(o)
	g := o.as(o.person("staf", archive.Staff, archive.Ordinary))
	g.send("PATCH", "/api/v1/deadlines/t1", map[string]any{"answer": map[string]string{"date": "2026-02-25"}}, "If-Match", g.tag("deadlines/t1")).want(200, nil)
	var found searchAnswer
	for query, want := range map[string]uint64{"tenggat:lampau": 0, "tenggat:terbuka": 0, "tenggat:dijawab": 1, "tenggat:dijawab-terlambat": 1} {
		if g.get("/api/v1/search?q="+query).want(200, &found); found.Total != want {
			t.Errorf("%s finds %d, want %d", query, found.Total, want)
		}
	}
}

func TestWhatIsTypedIsCompleted(t *testing.T) {
	o := openOffice(t)
	threadOf(o)
	g := o.as(o.person("staf", archive.Staff, archive.Ordinary))
	for typed, want := range map[string]suggestion{
		"dar":       {Kind: "field", Text: "dari:", Query: "dari:"},
		"gaji neg":  {Kind: "field", Text: "negara:", Query: "gaji negara:"},
		"kemlu":     {Kind: "agency", Text: "Kemlu", Query: "instansi:kemlu"},
		"deplu":     {Kind: "agency", Text: "Kemlu", Query: "instansi:kemlu"},
		"1605":      {Kind: "number", Text: "B.1605/KA/II/2026", Query: `nomor:"B.1605/KA/II/2026"`},
		"b 1605/ka": {Kind: "number", Text: "B.1605/KA/II/2026", Query: `nomor:"B.1605/KA/II/2026"`},
		"roha":      {Kind: "name", Text: "Rohaeni Karsa", Query: `pmi:"Rohaeni Karsa"`},
		"klarif":    {Kind: "word", Text: "klarifikasi", Query: "klarifikasi"},
		"perm":      {Kind: "subject", Text: "Permohonan klarifikasi gaji", Query: `hal:"Permohonan klarifikasi gaji"`},
	} {
		var answer struct{ Items []suggestion }
		g.get("/api/v1/suggest?q="+url.QueryEscape(typed)).want(200, &answer)
		there := false
		for _, item := range answer.Items {
			there = there || item.Kind == want.Kind && item.Text == want.Text && item.Query == want.Query
		}
		if !there {
			t.Errorf("%s: %+v, want %+v among them", typed, answer.Items, want)
		}
		for _, item := range answer.Items {
			if item.Kind == "field" {
				continue
			}
			var found searchAnswer
			if g.get("/api/v1/search?q="+url.QueryEscape(item.Query)).want(200, &found); found.Total == 0 && item.Kind != "agency" {
				t.Errorf("%s: what is offered finds nothing: %+v", typed, item)
			}
		}
	}
}

func TestSimilarLettersAreShown(t *testing.T) {
	o := openOffice(t)
	threadOf(o)
	g := o.as(o.person("staf", archive.Staff, archive.Ordinary))
	var answer struct{ Items []similarItem }
	g.get("/api/v1/documents/surat/similar").want(200, &answer)
	if len(answer.Items) != 1 || answer.Items[0].Document.ID != "balasan" {
		t.Errorf("similar: %+v", answer.Items)
	}
	g.get("/api/v1/documents/tiada/similar").wantProblem(http.StatusNotFound, archive.NotFound)
}

// TestAFollowedSearchCountsWhatIsNew also checks that a search is its owner's alone, and
// that nothing of it is announced.
func TestAFollowedSearchCountsWhatIsNew(t *testing.T) {
	o := openOffice(t)
	threadOf(o)
	g, other := o.as(o.person("staf", archive.Staff, archive.Ordinary)), o.as(o.person("lain", archive.Admin, archive.TopSecret))
	var made FollowedSearch
	g.send("POST", "/api/v1/searches", map[string]any{"name": "Gaji", "query": "gaji majikan", "follow": true}).want(201, &made)
	g.send("POST", "/api/v1/searches", map[string]any{"name": "", "query": "gaji"}).wantProblem(422, archive.Invalid)
	count := func(g *guest) (n int, fresh uint64) {
		var answer struct{ Items []FollowedSearch }
		g.get("/api/v1/searches").want(200, &answer)
		for _, item := range answer.Items {
			fresh += item.New
		}
		return len(answer.Items), fresh
	}
	if n, fresh := count(g); n != 1 || fresh != 0 {
		t.Fatalf("%d searches with %d new at first", n, fresh)
	}
	o.clock.Forward(time.Hour)
	for _, text := range []string{"gaji ditahan majikan", "paspor saja"} {
		body, media := filled(t, "", map[string][]byte{text + ".pdf": onePage(text)})
		o.as(o.person("petugas", archive.Officer, archive.Ordinary)).send("POST", "/api/v1/documents", body, "Content-Type", media).want(201, nil)
	}
	o.settled()
	if n, fresh := count(g); n != 1 || fresh != 1 {
		t.Errorf("%d searches with %d new after a letter came", n, fresh)
	}
	if n, _ := count(other); n != 0 {
		t.Errorf("another person sees %d of them", n)
	}
	path := "/api/v1/searches/" + made.Search.ID
	other.send("PATCH", path, map[string]any{"seen": true}).wantProblem(404, archive.NotFound)
	other.send("DELETE", path, nil).wantProblem(404, archive.NotFound)
	if strings.Contains(string(other.get("/api/v1/changes").want(200, nil).body), made.Search.ID) {
		t.Error("a saved search is announced")
	}
	o.clock.Forward(time.Minute)
	g.send("PATCH", path, map[string]any{"seen": true, "name": "Gaji majikan"}).want(200, &made)
	if n, fresh := count(g); n != 1 || fresh != 0 || made.Search.Name != "Gaji majikan" {
		t.Errorf("%d searches with %d new after a look, named %q", n, fresh, made.Search.Name)
	}
	g.send("DELETE", path, nil).want(204, nil)
	if n, _ := count(g); n != 0 {
		t.Errorf("%d searches after removal", n)
	}
}
