package index

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"lintas/archive"
)

func letterWith(id, number, subject, text string) Entry {
	d := &archive.Document{Head: archive.Head{ID: id}, Kind: archive.Letter, Form: archive.SuratDinas, Status: archive.Registered, Subject: subject, Date: "2023-02-14"}
	if number != "" {
		d.Numbers = []string{number}
	}
	return Entry{Document: d, Transcript: &archive.Transcript{Pages: []archive.Page{{Text: text}}}}
}

func TestEveryFormOfANumberFindsIt(t *testing.T) {
	entries := []Entry{
		letterWith("wanted", "B.1234/KA/II/2023", "Satu", "isi"),
		letterWith("other", "B.1235/KA/III/2023", "Dua", "isi"),
		letterWith("brafaks", "B-01355/RIYADH/231205", "Tiga", "isi"),
		letterWith("citing", "99/X/2020", "Empat", "Menindaklanjuti surat nomor B.1234/KA/II/2023 tanggal"),
	}
	ix := openFilled(t, entries)
	for _, q := range []string{"B.1234/KA/II/2023", "1234/KA", "1234 ka", "b1234", "B1234KAII2023", "b 1234 ka ii 2023", "1234/KA/02/2023", "nomor:1234/KA", "nomor:1234", "8.I234/KA/ll/2O23", "B.l234/KA", "234/KA/II", "nomor:B.1234/KA/II/2023"} {
		res := find(t, ix, Request{Query: q})
		if len(res.Hits) == 0 || res.Hits[0].ID != "wanted" {
			t.Errorf("%s finds %v", q, ids(res))
		}
	}
	for _, q := range []string{"BKA022023", "B.1234/XA/II/2023"} { // the serial left out; a wrong letter
		res := find(t, ix, Request{Query: q})
		if !slices.Contains(ids(res), "wanted") || len(res.Problems) == 0 {
			t.Errorf("%s finds %v and says %v", q, ids(res), res.Problems)
		}
	}
	if got := ids(find(t, ix, Request{Query: "01355/RIYADH"})); len(got) != 1 || got[0] != "brafaks" {
		t.Errorf("01355/RIYADH finds %v", got)
	}
}

// TestAnyFragmentOfANumberFindsItsLetter takes fragments of four to eight
// characters from anywhere in a number, with and without digits. Where many numbers
// have one, all letters on top must be of those.
func TestAnyFragmentOfANumberFindsItsLetter(t *testing.T) {
	t.Parallel()
	const top = 3
	entries := newLetterMaker(9).letters(1500)
	ix := openFilled(t, entries)
	r := rand.New(rand.NewPCG(9, 9))
	asked, right := 0, 0
	for asked < 500 {
		wanted := entries[r.IntN(len(entries))].Document
		number := wanted.Numbers[0]
		from := r.IntN(len(number) - 4)
		fragment := strings.Trim(number[from:min(len(number), from+4+r.IntN(5))], "/.- ")
		if len(archive.Skeleton(fragment)) < 4 {
			continue
		}
		var having []string
		for _, e := range entries {
			if slices.ContainsFunc(numberForms(e.Document.Numbers[0]), func(form string) bool { return strings.Contains(form, archive.Skeleton(fragment)) }) {
				having = append(having, e.Document.ID)
			}
		}
		asked++
		got := ids(find(t, ix, Request{Query: fragment, Limit: top}))
		n := 0
		for _, id := range got {
			if slices.Contains(having, id) {
				n++
			}
		}
		if n >= min(len(having), top) {
			right++
		} else {
			t.Logf("%q of %s, which %d letters have, finds %v", fragment, number, len(having), got)
		}
	}
	if float64(right) < 0.99*float64(asked) {
		t.Errorf("%d of %d fragments find their letter in the first three", right, asked)
	}
}

func TestTheQueryLanguage(t *testing.T) {
	d := demoDirectory(t)
	entries := demoEntries(t, d)
	ix := openFilled(t, entries)
	ix.SetDirectory(d)
	byID := map[string]*archive.Document{}
	for _, e := range entries {
		byID[e.Document.ID] = e.Document
	}
	text := map[string]string{}
	for _, e := range entries {
		text[e.Document.ID] = strings.ToLower(e.Transcript.Text())
	}
	for _, c := range []struct {
		query string
		holds func(id string) bool
	}{
		{"tanggal:2023-09..2023-10", func(id string) bool { return byID[id].Date >= "2023-09-01" && byID[id].Date <= "2023-10-31" }},
		{"tanggal:..2023-09", func(id string) bool { return byID[id].Date <= "2023-09-30" }},
		{"tanggal:2025", func(id string) bool { return byID[id].Date.Year() == 2025 }},
		{"tanggal:2024-09-24", func(id string) bool { return byID[id].Date == "2024-09-24" }},
		{"jenis:notula", func(id string) bool { return byID[id].Kind == archive.Minutes }},
		{"jenis:brafaks", func(id string) bool { return byID[id].Form == archive.Brafaks }},
		{"dari:Kemlu", func(id string) bool { return byID[id].From.Name == "Kementerian Luar Negeri" }},
		{"dari:Deplu pardiyanto", func(id string) bool { return byID[id].From.Name == "Kementerian Luar Negeri" }},
		{"hal:mediasi", func(id string) bool { return strings.Contains(strings.ToLower(byID[id].Subject), "mediasi") }},
		{"rohaeni -riyadh", func(id string) bool { return !strings.Contains(text[id], "riyadh") }},
		{"pmi:Rochaeni", func(id string) bool {
			return strings.Contains(text[id], "rohaeni") || strings.Contains(text[id], "rochaeni")
		}},
		{`"gagal berangkat"`, func(id string) bool {
			return strings.Contains(strings.Join(words(text[id]+" "+byID[id].Subject), " "), "gagal berangkat")
		}},
		{"mawarti OR pardiyanto", func(id string) bool {
			return strings.Contains(text[id], "mawarti") || strings.Contains(text[id], "pardiyanto")
		}},
		{"deport*", func(id string) bool { return strings.Contains(text[id], "deport") }},
		{"tingkat:rahasia", func(id string) bool { return byID[id].Secrecy == archive.Secret }},
		{"kasus:A-C07", func(id string) bool { return byID[id].Cases[0].Case == "A-C07" }},
	} {
		res := find(t, ix, Request{Query: c.query, Clearance: archive.TopSecret})
		if len(res.Hits) == 0 {
			t.Errorf("%s finds nothing: %v", c.query, res.Problems)
		}
		for _, id := range ids(res) {
			if !c.holds(id) {
				t.Errorf("%s finds %s (%s)", c.query, id, byID[id].Subject)
			}
		}
		if len(res.Problems) > 0 {
			t.Errorf("%s: %v", c.query, res.Problems)
		}
	}
}

func TestAMistakeIsPointedAtAndTheRestIsSearched(t *testing.T) {
	ix := openFilled(t, []Entry{letterWith("a", "", "Pengaduan gaji", "gaji tidak dibayar majikan")})
	for query, mistake := range map[string]string{
		`"gaji tidak`:          "character 1 ",
		`(gaji tidak`:          "character 1 ",
		`gaji) tidak`:          "character 5 ",
		`gaji OR`:              "OR at the end",
		`warna:gaji majikan`:   "character 1)",
		`gaji tanggal:kapan`:   "not a date",
		`ga*`:                  "at least 3 letters",
		`gaji jenis:puisi`:     "not known",
		`gaji hal:`:            "followed by nothing",
		`xyzzy gaji`:           "some of them",
		`"tidak gaji dibayar"`: "one by one",
	} {
		res := find(t, ix, Request{Query: query})
		if !slices.ContainsFunc(res.Problems, func(p archive.Text) bool { return strings.Contains(p.EN, mistake) && p.ID != "" }) {
			t.Errorf("%s: the problems are %v, want one with %q", query, res.Problems, mistake)
		}
	}
}

func TestWordsThatTurnASentenceAreSearched(t *testing.T) {
	ix := openFilled(t, []Entry{
		letterWith("unpaid", "", "", "gaji tidak dibayar"), letterWith("paid", "", "", "gaji sudah dibayar"),
		letterWith("open", "", "", "surat belum dijawab"), letterWith("done", "", "", "surat sudah dijawab"),
	})
	for query, want := range map[string]string{"gaji tidak dibayar": "unpaid", "belum dijawab": "open", `"tidak dibayar"`: "unpaid"} {
		if got := ids(find(t, ix, Request{Query: query})); len(got) == 0 || got[0] != want {
			t.Errorf("%s finds %v, want %s first", query, got, want)
		}
	}
}

func TestExactWordsRankAboveStems(t *testing.T) {
	ix := openFilled(t, []Entry{
		letterWith("stem", "", "", "para pelindung diminta hadir dalam acara pelindung"),
		letterWith("exact", "", "", "untuk perlindungan diminta hadir dalam acara resmi"),
		letterWith("subject", "", "Perlindungan", "acara"),
	})
	if got := ids(find(t, ix, Request{Query: "perlindungan"})); !slices.Equal(got, []string{"subject", "exact", "stem"}) {
		t.Errorf("perlindungan ranks %v", got)
	}
}

func TestSpellingsAndNamesAreWidenedAndItIsSaid(t *testing.T) {
	withWorker := letterWith("key", "", "", "pengaduan")
	withWorker.Document.Workers = []archive.Mention{{Name: "Sukarno Hadi", Passport: "AT 118204", NIK: "3211014507900002"}}
	ix := openFilled(t, []Entry{letterWith("one", "", "", "kerja sama pelindungan jenazah izin"), letterWith("two", "", "", "kerjasama terimakasih notulen"), letterWith("three", "", "", "kedatangan rohaeni di hongkong"), withWorker})
	for query, want := range map[string]string{
		"kerjasama": "one two", "kerja sama": "one two", "perlindungan": "one", "jenasah": "one", "ijin": "one", "notula": "two", `"terima kasih"`: "two",
		"hong kong": "three", "rohaenni": "three", "at118204": "key", "AT118204": "key", "3211014507900002": "key", "pelindunganjenazah": "one",
	} {
		got := ids(find(t, ix, Request{Query: query}))
		slices.Sort(got)
		if strings.Join(got, " ") != want {
			t.Errorf("%s finds %v, want %s", query, got, want)
		}
	}
	if res := find(t, ix, Request{Query: "rohaenni"}); len(res.Problems) == 0 || !strings.Contains(res.Problems[0].ID, "rohaeni") {
		t.Errorf("nothing said of the other spelling: %v", res.Problems)
	}
}

func TestANewAliasWorksWithoutARebuild(t *testing.T) {
	e := letterWith("old", "", "", "surat dari Badan Nasional Penempatan kepada kami")
	e.Document.From = archive.Party{Agency: "bp2mi", Name: "BNP2TKI"}
	ix := openFilled(t, []Entry{e, letterWith("new", "", "", "tembusan kepada Badan Pelindungan"), letterWith("none", "", "", "lain")})
	if n := find(t, ix, Request{Query: "KP2MI"}).Total; n != 0 {
		t.Fatalf("%d hits without a directory", n)
	}
	ix.SetDirectory(archive.NewDirectory([]*archive.Agency{{Head: archive.Head{ID: "bp2mi"}, Name: "Kementerian Pelindungan Pekerja Migran Indonesia", Short: "KP2MI", Aliases: []string{"Badan Pelindungan"}, Former: []archive.FormerName{{Name: "BNP2TKI"}}}}))
	for _, query := range []string{"KP2MI", "bnp2tki", `"badan pelindungan"`} {
		if got := ids(find(t, ix, Request{Query: query})); len(got) != 2 || slices.Contains(got, "none") {
			t.Errorf("%s finds %v", query, got)
		}
	}
}

func TestFurtherNamesOfAnOfficeWorkWithoutARebuild(t *testing.T) {
	ix := openFilled(t, []Entry{letterWith("old", "", "", "penempatan di Persatuan Emirat Arab"), letterWith("odd", "", "", "penempatan di Emirat Bersatu"), letterWith("none", "", "", "penempatan di Oman")})
	find := func(q string) string { return strings.Join(ids(find(t, ix, Request{Query: q, Sort: ByDate})), " ") }
	if got := find("PEA"); got != "old" {
		t.Fatalf("PEA finds %q", got)
	}
	ix.SetDirectory(nil, "Emirat Bersatu, PEA", "Muscat, Oman")
	for query, want := range map[string]string{"PEA": "odd old", "emirat bersatu": "odd old", "uni emirat arab": "odd old", "muscat": "none", "negara:pea": "odd old"} {
		if got := find(query); got != want {
			t.Errorf("%s finds %q, want %q", query, got, want)
		}
	}
}

func TestPagesShowEveryHitOnceWhileLettersArrive(t *testing.T) {
	t.Parallel()
	m := newLetterMaker(4)
	ix := openFilled(t, m.letters(150))
	arriving := 1000
	for _, q := range []Request{{Query: "gaji majikan"}, {Query: "surat OR paspor", Sort: ByDate}, {Query: "permohonan"}, {Sort: ByDate}, {Query: "paspor"}, {Query: "zzzz paspor"}} {
		q.Limit = 7
		before := ids(find(t, ix, Request{Query: q.Query, Sort: q.Sort, Limit: 1000}))
		var paged []string
		for {
			res := find(t, ix, q)
			paged = append(paged, ids(res)...)
			if q.Cursor = res.Next; q.Cursor == "" {
				break
			}
			if arriving++; arriving%3 > 0 {
				continue
			}
			if err := ix.Apply(t.Context(), Batch{Put: []Entry{m.letter(arriving)}, Seq: uint64(arriving)}); err != nil {
				t.Fatal(err)
			}
		}
		seen := map[string]int{}
		for _, id := range paged {
			if seen[id]++; seen[id] > 1 {
				t.Fatalf("%q shows %s twice", q.Query, id)
			}
		}
		paged = slices.DeleteFunc(paged, func(id string) bool { return !slices.Contains(before, id) })
		if !slices.Equal(paged, before) {
			t.Errorf("%q shows %d of %d in pages, or in another order", q.Query, len(paged), len(before))
		}
	}
	if _, err := ix.Search(t.Context(), Request{Cursor: "%%"}); archive.CodeOf(err) != archive.Invalid {
		t.Errorf("a broken cursor gives %v", err)
	}
}

func TestOffsetsGoOnWhereThePageBeforeEnded(t *testing.T) {
	ix := openFilled(t, newLetterMaker(4).letters(60))
	all := ids(find(t, ix, Request{Query: "surat"}))
	for at := 0; at < len(all); at += 9 {
		got := ids(find(t, ix, Request{Query: "surat", Offset: at, Limit: 9}))
		if !slices.Equal(got, all[at:min(at+9, len(all))]) {
			t.Fatalf("from %d on: %v", at, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{`gaji "tidak dibayar" -majikan (a OR b) dari:kemlu tanggal:2023-01..2023-06 kata*`, `((((((((((a`, `"`, `-`, `OR OR`, `a:b:c`, `-"x`, `nomor:"`, "\x00\xff", strings.Repeat("-(", 400), strings.Repeat("a* ", 300), "tanggal:9999-99..", "K (a", `*`, "١٢٣"} {
		f.Add(s)
	}
	lx := newLexicon(nil, nil)
	f.Fuzz(func(t *testing.T, s string) {
		began := time.Now()
		c := compose(s, lx, "2026-03-02", true)
		p, problems := c.plan, c.problems
		if n := len(p.clauses); n > 400 {
			t.Errorf("%d clauses", n)
		}
		for _, text := range problems {
			if text.ID == "" || text.EN == "" {
				t.Errorf("a problem lacks a language: %+v", text)
			}
		}
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

func TestSnippetsMarkWhatWasFound(t *testing.T) {
	e := letterWith("a", "B.1234/KA/II/2023", "Pengaduan", "")
	page := "Nomor : B.1234/KA/II/2023\nKementerian Luar Negeri menyampaikan bahwa gaji tidak dibayarkan oleh majikan."
	e.Transcript.Pages = []archive.Page{{Text: "halaman pertama tanpa apa pun"}, {Text: page}}
	for i, w := range strings.Fields(page) {
		at := strings.Index(page, w)
		e.Transcript.Pages[1].Words = append(e.Transcript.Pages[1].Words, archive.Word{Start: at, End: at + len(w), Box: [4]float32{float32(i), 0, 1, 1}})
	}
	ix := openFilled(t, []Entry{e})
	ix.SetDirectory(demoDirectory(t))
	for query, want := range map[string]string{
		"pembayaran gaji": "[gaji] tidak [dibayarkan]",
		`"gaji tidak"`:    "[gaji tidak]",
		"1234/KA":         "B.[1234/KA]/II",
		"Deplu":           "[Kementerian Luar Negeri]",
		"majik*":          "[majikan]",
		"gaji -dibayar":   "",
		"B1234KAII2023":   "[B.1234/KA/II/2023]",
	} {
		res := find(t, ix, Request{Query: query})
		var got strings.Builder
		snippets := res.Highlight.Snippets(e.Transcript, 1)
		for _, s := range snippets {
			if s.Page != 2 && want != "" {
				t.Errorf("%s: page %d", query, s.Page)
			}
			if len(s.Boxes) == 0 && want != "" {
				t.Errorf("%s: no boxes", query)
			}
			for _, p := range s.Parts {
				if p.Hit {
					fmt.Fprintf(&got, "[%s]", p.Text)
				} else {
					got.WriteString(p.Text)
				}
			}
		}
		if !strings.Contains(got.String(), want) {
			t.Errorf("%s: %s, want %s", query, got.String(), want)
		}
	}
}
