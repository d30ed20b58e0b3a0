package index

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"lintas/archive"
)

// datedLetters are one letter on each of the days.
func datedLetters(days ...archive.Date) []Entry {
	var list []Entry
	for _, day := range days {
		e := letterWith(string(day), "", "Laporan", "isi laporan")
		e.Document.Date = day
		list = append(list, e)
	}
	return list
}

// TestWordsForATimeFindTheDocumentsOfThatTime counts from Monday 2 March 2026.
func TestWordsForATimeFindTheDocumentsOfThatTime(t *testing.T) {
	days := []archive.Date{"2023-03-15", "2024-02-10", "2024-08-20", "2025-02-14", "2025-05-02", "2025-12-31", "2026-01-15", "2026-02-20", "2026-02-24", "2026-03-01", "2026-03-02"}
	ix := openFilled(t, datedLetters(days...))
	for query, want := range map[string]string{
		"laporan hari ini":                           "2026-03-02",
		"laporan kemarin":                            "2026-03-01",
		"laporan yesterday":                          "2026-03-01",
		"laporan minggu ini":                         "2026-03-02",
		"laporan this week":                          "2026-03-02",
		"laporan minggu lalu":                        "2026-02-24 2026-03-01",
		"laporan pekan lalu":                         "2026-02-24 2026-03-01",
		"laporan bulan lalu":                         "2026-02-20 2026-02-24",
		"laporan last month":                         "2026-02-20 2026-02-24",
		"laporan 3 bulan terakhir":                   "2025-12-31 2026-01-15 2026-02-20 2026-02-24 2026-03-01 2026-03-02",
		"laporan tiga bulan terakhir":                "2025-12-31 2026-01-15 2026-02-20 2026-02-24 2026-03-01 2026-03-02",
		"laporan last 7 days":                        "2026-02-24 2026-03-01 2026-03-02",
		"laporan Maret 2023":                         "2023-03-15",
		"laporan March 2023":                         "2023-03-15",
		"laporan tahun 2024":                         "2024-02-10 2024-08-20",
		"laporan tahun lalu":                         "2025-02-14 2025-05-02 2025-12-31",
		"laporan triwulan I 2025":                    "2025-02-14",
		"laporan Q2 2025":                            "2025-05-02",
		"laporan semester II 2024":                   "2024-08-20",
		"laporan sejak februari 2026":                "2026-02-20 2026-02-24 2026-03-01 2026-03-02",
		"laporan sebelum 2024":                       "2023-03-15",
		"laporan before 2024":                        "2023-03-15",
		"laporan dari Februari 2024 sampai Mei 2025": "2024-02-10 2024-08-20 2025-02-14 2025-05-02",
		`tanggal:"bulan lalu"`:                       "2026-02-20 2026-02-24",
		"tanggal:kemarin":                            "2026-03-01",
		"tahun:2023":                                 "2023-03-15",
		`laporan -tanggal:2025 -tanggal:2026`:        "2023-03-15 2024-02-10 2024-08-20",
	} {
		res := find(t, ix, Request{Query: query, Today: "2026-03-02"})
		// Documents with some of the words only follow below: they are no answer to the time.
		got := ids(res)
		slices.Sort(got)
		wanted := strings.Fields(want)
		top := ids(res)[:min(len(wanted), len(res.Hits))]
		slices.Sort(top)
		if !slices.Equal(top, wanted) {
			t.Errorf("%s finds %v first, of %v, want %v", query, top, got, wanted)
		}
	}
	res := find(t, ix, Request{Query: "laporan bulan lalu", Today: "2026-03-02"})
	if len(res.Readings) != 1 || res.Readings[0].ID != "“bulan lalu” dibaca sebagai 1 Februari 2026 sampai 28 Februari 2026." {
		t.Errorf("readings %v", res.Readings)
	}
	if res := find(t, ix, Request{Query: "laporan bulan lalu"}); len(res.Readings) != 0 {
		t.Errorf("without today it is read as %v", res.Readings)
	}
}

func TestStatesAreAskedForAndSearched(t *testing.T) {
	ix := openFilled(t, []Entry{
		letterWith("late", "", "Permohonan data", "mohon data"), letterWith("open", "", "Permohonan data", "mohon data"),
		letterWith("said", "", "Pengingat", "surat kami belum dijawab"), letterWith("none", "", "Permohonan data", "mohon data"),
	})
	states := func(_ context.Context, s State) ([]string, error) {
		return map[State][]string{Overdue: {"late"}, Unanswered: {"late", "open", "gone"}}[s], nil
	}
	for query, want := range map[string]string{
		"tenggat:lampau": "late", "tenggat:terbuka": "late open", "tenggat:belum-dijawab": "late open", "lampau": "late", "overdue": "late",
		"belum dijawab": "late open said", "permohonan -tenggat:terbuka": "none", "hal:permohonan lampau": "late", "tenggat:dijawab": "",
	} {
		got := ids(find(t, ix, Request{Query: query, States: states}))
		slices.Sort(got)
		if strings.Join(got, " ") != want {
			t.Errorf("%s finds %v, want %s", query, got, want)
		}
	}
	if got := ids(find(t, ix, Request{Query: "belum dijawab", States: states})); got[len(got)-1] != "said" {
		t.Errorf("the words rank above the state: %v", got)
	}
	res := find(t, ix, Request{Query: "tenggat:nanti", States: states})
	if len(res.Problems) == 0 || !strings.Contains(res.Problems[0].EN, "character 1") {
		t.Errorf("problems %v", res.Problems)
	}
}

func TestFacetsCountEveryDocumentFound(t *testing.T) {
	d := demoDirectory(t)
	entries := demoEntries(t, d)
	ix := openFilled(t, entries)
	ix.SetDirectory(d)
	res := find(t, ix, Request{Query: "gaji", Clearance: archive.TopSecret, Limit: 1000, Facets: true})
	found := map[string]*archive.Document{}
	for _, e := range entries {
		found[e.Document.ID] = e.Document
	}
	want := map[string]uint64{}
	for _, id := range ids(res) {
		doc := found[id]
		want["form "+string(doc.Form)]++
		want["year "+string(doc.Date[:4])]++
		want["month "+string(doc.Date[:7])]++
		agencies := map[string]bool{doc.From.Agency: true}
		for _, p := range append(slices.Clone(doc.To), doc.Copies...) {
			agencies[p.Agency] = true
		}
		for a := range agencies {
			if a != "" {
				want["agency "+a]++
			}
		}
	}
	got := map[string]uint64{}
	note := func(name string, list []Count) {
		for _, c := range list {
			got[name+" "+c.Value] = c.Count
		}
	}
	note("form", res.Facets.Forms)
	note("year", res.Facets.Years)
	note("month", res.Facets.Months)
	note("agency", res.Facets.Agencies)
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("facets %v\nwant   %v", got, want)
	}
	if len(res.Facets.Cases) != 1 || res.Facets.Cases[0].Value != string(archive.CaseOpen) {
		t.Errorf("cases %v", res.Facets.Cases)
	}
	if find(t, ix, Request{Query: "gaji"}).Facets != nil {
		t.Error("facets were counted unasked")
	}
}

func TestAFacetIsASearchThatFindsAsMany(t *testing.T) {
	d := demoDirectory(t)
	ix := openFilled(t, demoEntries(t, d))
	ix.SetDirectory(d)
	ask := func(q string) Result {
		return find(t, ix, Request{Query: q, Clearance: archive.TopSecret, Limit: 1000, Facets: true})
	}
	all := ask("paspor")
	check := func(field string, list []Count) {
		for _, c := range list {
			if n := ask("paspor " + field + ":" + c.Value).Total; n != c.Count {
				t.Errorf("%s:%s finds %d, its facet says %d", field, c.Value, n, c.Count)
			}
		}
	}
	check("jenis", all.Facets.Forms)
	check("instansi", all.Facets.Agencies)
	check("tahun", all.Facets.Years)
	check("tanggal", all.Facets.Months)
	check("masalah", all.Facets.Problems)
	check("status", all.Facets.Cases)
}

func TestSimilarDocumentsAreThoseOfTheSameMatter(t *testing.T) {
	d := demoDirectory(t)
	entries := demoEntries(t, d)
	ix := openFilled(t, entries)
	threads := map[string]int{}
	kase := map[string]string{}
	for _, e := range entries {
		if len(e.Cases) > 0 {
			kase[e.Document.ID] = e.Cases[0].ID
			threads[e.Cases[0].ID]++
		}
	}
	asked, right := 0, 0
	for _, e := range entries {
		mine := kase[e.Document.ID]
		if threads[mine] < 2 {
			continue
		}
		bare := e
		doc := *e.Document
		doc.Cases = nil // what people have already tied together is no test
		bare.Document, bare.Cases = &doc, nil
		hits, err := ix.Similar(t.Context(), SimilarRequest{Entry: bare, Clearance: archive.TopSecret, Limit: 3})
		if err != nil {
			t.Fatal(err)
		}
		asked++
		if len(hits) > 0 && kase[hits[0].ID] == mine {
			right++
		} else {
			t.Logf("%s (%s) is like %v", e.Document.ID, mine, hits)
		}
		for _, h := range hits {
			if h.ID == e.Document.ID {
				t.Errorf("%s is like itself", h.ID)
			}
		}
	}
	if asked < 40 || float64(right) < 0.9*float64(asked) {
		t.Errorf("the most similar document is of the same matter for %d of %d", right, asked)
	}
}

func TestWordsAreCompletedFromPermittedDocumentsOnly(t *testing.T) {
	secret := letterWith("secret", "", "Penggerebekan", "penggerebekan dan penggeledahan")
	secret.Document.Secrecy = archive.Secret
	moved := letterWith("moved", "", "Pengunduran", "pengunduran")
	ix := openFilled(t, []Entry{letterWith("a", "", "Pengaduan", "pengaduan penggantian"), letterWith("b", "", "Pengaduan", "pengiriman"), secret, moved})
	up := *moved.Document
	up.Secrecy = archive.TopSecret
	moved.Document = &up
	if err := ix.Apply(t.Context(), Batch{Put: []Entry{moved}, Seq: 2}); err != nil {
		t.Fatal(err)
	}
	for clearance, want := range map[archive.Secrecy]string{
		archive.Ordinary: "pengaduan=2 penggantian=1 pengiriman=1", archive.Secret: "pengaduan=2 penggerebekan=1 penggantian=1 penggeledahan=1 pengiriman=1",
		archive.TopSecret: "pengaduan=2 penggerebekan=1 pengunduran=1 penggantian=1 penggeledahan=1 pengiriman=1",
	} {
		list, err := ix.Complete(t.Context(), "Peng", clearance, 8)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range list {
			got = append(got, fmt.Sprintf("%s=%d", c.Word, c.Docs))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("clearance %s: %v, want %s", clearance, got, want)
		}
	}
	if list, err := ix.Complete(t.Context(), "peng", archive.TopSecret, 1); err != nil || len(list) != 1 || list[0].Word != "pengaduan" {
		t.Errorf("the most frequent is %v (%v)", list, err)
	}
}

func TestMisspelledQueriesAreMended(t *testing.T) {
	ix := openFilled(t, []Entry{letterWith("a", "", "Kepulangan jenazah", "kepulangan jenazah rohaeni"), letterWith("b", "", "Ketenagakerjaan", "ketenagakerjaan")})
	for query, want := range map[string]string{
		"kepulanagn jenazah":    "kepulangan jenazah",
		`"kepulangan" rohaenni`: `"kepulangan" rohaeni`,
		"ketenagakrejaannn":     "ketenagakerjaan", // too many slips for the fuzzy search
		"kepulangan jenazah":    "",
		"hal:kepulangan":        "",
		"zzzqqqxxx":             "",
	} {
		res := find(t, ix, Request{Query: query})
		if res.Meant != want {
			t.Errorf("%s: meant %q, want %q (%v)", query, res.Meant, want, res.Problems)
		}
		if want != "" && res.Total == 0 {
			t.Errorf("%s finds nothing", query)
		}
	}
}

func TestASearchAmongSomeFindsNoOthers(t *testing.T) {
	ix := openFilled(t, []Entry{letterWith("a", "", "", "gaji"), letterWith("b", "", "", "gaji"), letterWith("c", "", "", "paspor")})
	for _, c := range []struct {
		query string
		among []string
		want  string
	}{{"gaji", []string{"b", "c", "gone"}, "b"}, {"gaji OR paspor", []string{"c"}, "c"}, {"", []string{"a"}, "a"}, {"gaji", []string{}, ""}} {
		got := ids(find(t, ix, Request{Query: c.query, Among: c.among}))
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q among %v finds %v", c.query, c.among, got)
		}
	}
}
