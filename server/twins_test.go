package server

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"lintas/archive"
)

var twinRequests = flag.Int("twin-requests", 120, "random requests to each pair of twin archives; -twin-requests 3334 makes ten thousand")

// world is an archive's worth of records in the order they came, with secrets among them
// that hang together with what is open.
type world struct {
	r         *rand.Rand
	agencies  []*archive.Agency
	cases     []*archive.Case
	documents []*archive.Document
	texts     map[string]string // of documents, by id
	rest      []archive.Record
}

var twinWords = strings.Fields("gaji majikan paspor pemulangan jenazah keluarga malaysia riyadh taiwan kontrak agensi biaya penempatan pengaduan mediasi koordinasi laporan permohonan bantuan tindak lanjut klarifikasi deportasi shelter tidak dibayar belum dijawab")

func (w *world) pick(list []string) string { return list[w.r.IntN(len(list))] }

func (w *world) level() archive.Secrecy {
	return archive.Levels[[...]int{0, 0, 0, 0, 1, 1, 2, 3}[w.r.IntN(8)]]
}

func (w *world) sentence(n int) string {
	var list []string
	for range n {
		list = append(list, w.pick(twinWords))
	}
	return strings.Join(list, " ")
}

func newWorld(seed uint64) *world {
	w := &world{r: rand.New(rand.NewPCG(seed, 5)), texts: map[string]string{}}
	names := strings.Fields("melati kenanga cempaka seruni mawar dahlia anggrek teratai")
	people := strings.Fields("Rohaeni Mawarti Pardiyanto Sukarno Tarsih Kokom Wagiman Lestari")
	for i, n := range names {
		level := archive.Ordinary
		if i >= 6 {
			level = w.level()
		}
		w.agencies = append(w.agencies, &archive.Agency{Head: archive.Head{ID: "badan-" + n}, Name: "Badan " + n, Aliases: []string{"Balai " + n}, Proposed: level > archive.Ordinary, Secrecy: level})
	}
	for i := range 10 {
		c := &archive.Case{Head: archive.Head{ID: fmt.Sprintf("kasus-%02d", i)}, Number: fmt.Sprintf("K-%03d", i), Title: "Kasus " + people[w.r.IntN(len(people))], Status: archive.CaseOpen, Secrecy: w.level(),
			Workers: []archive.Worker{{ID: "w", Name: people[w.r.IntN(len(people))] + " " + people[w.r.IntN(len(people))]}}, Country: "Malaysia", Problems: []string{"unpaid_wages"}}
		w.cases = append(w.cases, c)
	}
	for i := range 70 {
		w.document(i, people)
	}
	return w
}

func (w *world) document(i int, people []string) {
	from, to := w.agencies[w.r.IntN(len(w.agencies))], w.agencies[w.r.IntN(len(w.agencies))]
	day := archive.Date("2024-11-01").AddDays(w.r.IntN(480))
	level := max(w.level(), from.Secrecy, to.Secrecy)
	d := &archive.Document{
		Head: archive.Head{ID: fmt.Sprintf("naskah-%03d", i)}, Form: archive.SuratDinas, Subject: "Perihal " + w.sentence(3), Secrecy: level, Direction: archive.Incoming, Date: day, Received: day, Entered: day,
		Numbers: []string{fmt.Sprintf("B.%d/%s/%02d/%d", w.r.IntN(40)+100, strings.ToUpper(w.pick(twinWords)[:2]), day.Time().Month(), day.Year())},
		From:    archive.Party{Agency: from.ID, Name: from.Name}, To: []archive.Party{{Agency: to.ID, Name: to.Name}},
		Workers: []archive.Mention{{Name: w.pick(people) + " " + w.pick(people), Passport: fmt.Sprintf("AT%06d", w.r.IntN(1000))}}, Problems: []string{"unpaid_wages"}, EnteredBy: "u-petugas",
	}
	// People tie things together across levels.
	d.Cases = []archive.CaseLink{{Case: w.cases[w.r.IntN(len(w.cases))].ID, By: "u-petugas"}}
	if len(w.documents) > 0 {
		other := w.documents[w.r.IntN(len(w.documents))]
		d.References = []archive.Reference{{Relation: archive.Replies, Number: other.Numbers[0], Target: other.ID, By: "u-petugas"}}
	}
	w.texts[d.ID] = w.sentence(40) + " " + d.Workers[0].Name
	w.documents = append(w.documents, d)
	if w.r.IntN(2) == 0 {
		due := day.AddDays(14)
		w.rest = append(w.rest, &archive.Deadline{
			Head: archive.Head{ID: fmt.Sprintf("tenggat-%03d", i)}, Document: d.ID, Case: d.Cases[0].Case, What: "Jawaban " + w.pick(twinWords), Secrecy: level, Due: due, OwedBy: d.To[0], OwedTo: d.From,
			Rule: archive.Rule{Kind: archive.ByDate, Date: due}, Computation: archive.Text{ID: "Sesuai surat.", EN: "As the letter says."},
		})
	}
}

// fill puts into an office what a clearance may see. The clock goes on as if everything
// had come.
func (w *world) fill(o *office, clearance archive.Secrecy) {
	o.t.Helper()
	step := func(level archive.Secrecy, put func()) {
		if level <= clearance {
			put()
		}
		o.clock.Forward(time.Second)
	}
	o.put(&archive.Settings{Head: archive.Head{ID: archive.SettingsID}, Name: "Kantor", Agency: "badan-melati", TimeZone: "Asia/Jakarta"})
	for _, a := range w.agencies {
		step(a.Secrecy, func() { c := *a; o.put(&c) })
	}
	for _, k := range w.cases {
		step(k.Secrecy, func() { c := *k; o.put(&c) })
	}
	for _, d := range w.documents {
		step(d.Secrecy, func() { o.letter(*d, w.texts[d.ID]) })
	}
	for _, rec := range w.rest {
		due := *rec.(*archive.Deadline)
		step(due.Secrecy, func() { o.put(&due) })
	}
	if err := o.desk.Refresh(); err != nil {
		o.t.Fatal(err)
	}
}

// request makes an address that asks about something, permitted or not.
func (w *world) request() string {
	d, c, a := w.documents[w.r.IntN(len(w.documents))], w.cases[w.r.IntN(len(w.cases))], w.agencies[w.r.IntN(len(w.agencies))]
	word := func() string { return w.pick(twinWords) }
	name := strings.Fields(d.Workers[0].Name)[0]
	questions := []string{
		word(), word() + " " + word(), word() + " " + word() + " " + name, `"` + word() + " " + word() + `"`, word() + " OR " + word(), word() + " -" + word(), word()[:3] + "*", name, "pmi:" + name, d.Numbers[0], d.Numbers[0][2:9],
		a.Name, a.Aliases[0], "instansi:" + a.ID, "dari:" + a.ID, "kasus:" + c.Number, "kasus:" + c.ID, "tanggal:2025", "bulan lalu", "3 bulan terakhir " + word(), "lampau", "belum dijawab", "tenggat:lampau " + word(), "-tenggat:terbuka", "xq" + word(), d.Workers[0].Passport, "masalah:gaji", "",
		"tingkat:rahasia", "status:terbuka " + word(),
	}
	q := url.QueryEscape(w.pick(questions))
	list := []string{
		"search?q=" + q, "search?facets=1&q=" + q, "search?group=thread&facets=1&limit=5&q=" + q, "search?sort=date&q=" + q, "search?q=" + q + "&agency=" + a.ID, "search?q=" + q + "&case=" + c.ID, "search?q=" + q + "&from=2025-06-01",
		"suggest?q=" + url.QueryEscape(word()[:2+w.r.IntN(2)]), "suggest?q=" + url.QueryEscape(name[:3]), "suggest?q=" + url.QueryEscape(d.Numbers[0][:5]), "suggest?q=" + url.QueryEscape(a.Name[6:9]), "suggest?q=" + url.QueryEscape(word()+" "+word()[:3]),
		"documents/" + d.ID, "documents/" + d.ID + "/similar", "documents/" + d.ID + "/text", "documents/" + d.ID + "/history", "documents/" + d.ID + "/file",
		"documents", "documents?sort=entered&limit=7", "documents?agency=" + a.ID, "documents?case=" + c.ID, "documents?number=" + url.QueryEscape(d.Numbers[0]), "documents?status=registered&direction=incoming",
		"cases", "cases/" + c.ID, "cases/" + c.ID + "/history", "cases?q=" + name, "cases?status=open&limit=3",
		"deadlines", "deadlines?state=overdue", "deadlines?state=all&limit=4", "deadlines?case=" + c.ID, "deadlines?document=" + d.ID, "deadlines?agency=" + a.ID, "deadlines?side=we_owe", "deadlines?side=they_owe",
		"agencies", "agencies/" + a.ID, "agencies?q=" + a.Name[6:9], "stats", "changes", "changes?limit=3", "searches", "settings", "calendar?year=2026", "session", "users", "dispositions", "dispositions?box=all", "aliases", "unread",
	}
	if len(w.rest) > 0 {
		id := w.rest[w.r.IntN(len(w.rest))].RecordID()
		list = append(list, "deadlines/"+id, "deadlines/"+id+"/history")
	}
	return w.pick(list)
}

// comparable is an answer without what is different each time: the time it took, and
// sealed cursors.
func comparable(t *testing.T, a answer) string {
	t.Helper()
	body := a.body
	if strings.Contains(a.header.Get("Content-Type"), "json") {
		var value any
		if err := json.Unmarshal(a.body, &value); err != nil {
			t.Fatal(err)
		}
		forget(value)
		var err error
		if body, err = json.Marshal(value); err != nil {
			t.Fatal(err)
		}
	}
	return fmt.Sprintf("%d %s %s", a.status, a.header.Get("ETag"), body)
}

func forget(value any) {
	switch v := value.(type) {
	case map[string]any:
		for _, name := range []string{"took_ms", "cursor", "seq", "indexed_at"} {
			delete(v, name)
		}
		for _, name := range slices.Sorted(maps.Keys(v)) {
			forget(v[name])
		}
	case []any:
		for _, item := range v {
			forget(item)
		}
	}
}

// TestTwinArchivesAnswerAlike asks an archive with everything and one with only what a
// person may see the same things, everywhere: the answers must be the same, to the byte
// but for cursors and times taken.
func TestTwinArchivesAnswerAlike(t *testing.T) {
	world := newWorld(7)
	whole := openOffice(t)
	for _, clearance := range archive.Levels[:3] {
		whole.person("lihat-"+clearance.String(), archive.Admin, clearance)
	}
	whole.person("petugas", archive.Officer, archive.TopSecret)
	world.fill(whole, archive.TopSecret)
	whole.settled()
	for _, clearance := range archive.Levels[:3] {
		twin := openOffice(t)
		twin.lacks = true
		for _, other := range archive.Levels[:3] {
			twin.person("lihat-"+other.String(), archive.Admin, other)
		}
		twin.person("petugas", archive.Officer, archive.TopSecret)
		world.fill(twin, clearance)
		twin.settled()
		login := "lihat-" + clearance.String()
		all, permitted := whole.as(whole.people[login]), twin.as(twin.people[login])
		for _, o := range []*office{whole, twin} {
			o.put(&archive.SavedSearch{Head: archive.Head{ID: "cari-" + login}, Owner: "u-" + login, Name: "Semua", Query: "perihal", Follow: true, Seen: o.clock.Now().AddDate(-1, 0, 0)})
		}
		for range *twinRequests {
			path := api + "/" + world.request()
			a, b := comparable(t, all.get(path)), comparable(t, permitted.get(path))
			if a != b {
				t.Errorf("%s, GET %s:\nall:       %.1500s\npermitted: %.1500s", clearance, path, a, b)
			}
		}
	}
}
