package index

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"lintas/archive"
)

var twinRequests = flag.Int("twin-requests", 200, "random requests for each clearance to twin indexes; -twin-requests 2500 makes ten thousand")

// spread gives the letters levels, most of them biasa.
func spread(entries []Entry, seed uint64) []Entry {
	r := rand.New(rand.NewPCG(seed, 1))
	for i := range entries {
		switch n := r.IntN(10); {
		case n >= 9:
			entries[i].Document.Secrecy = archive.TopSecret
		case n >= 8:
			entries[i].Document.Secrecy = archive.Secret
		case n >= 6:
			entries[i].Document.Secrecy = archive.Limited
		}
	}
	return entries
}

// randomQuery asks for something that is in one of the letters, or nearly.
func randomQuery(r *rand.Rand, entries []Entry) Request {
	e := entries[r.IntN(len(entries))]
	list := words(e.Transcript.Text())
	word := func() string { return list[r.IntN(len(list))] }
	at := r.IntN(len(list) - 4)
	forms := []string{
		word(), word() + " " + word(), word() + " " + word() + " " + word(), word() + " OR " + word(), word() + " -" + word(),
		`"` + strings.Join(list[at:at+2], " ") + `"`, `"` + strings.Join(list[at:at+3], " ") + `" ` + word(),
		word()[:1] + "xq" + word(), e.Document.Numbers[0], e.Document.Numbers[0][2:], archive.Skeleton(e.Document.Numbers[0])[:5],
		e.Document.Workers[0].Name, "pmi:" + e.Document.Workers[0].Name, e.Document.Workers[0].Passport, "dari:" + e.Document.From.Agency,
		"BNP2TKI " + word(), word() + " malaysia", "tanggal:" + string(e.Document.Date[:7]) + " " + word(), "hal:" + word(), "(" + word() + " OR " + word() + ") " + word(),
		string([]rune(word() + "zzz")[:3]) + "*", "tingkat:rahasia", "notula " + word(), "", `"` + word() + " " + word() + `"`, "januari 2019 " + word(),
	}
	forms = append(forms, "instansi:"+e.Document.From.Agency+" "+word(), "tahun lalu "+word(), "3 bulan terakhir", "lampau", "belum dijawab "+word(), "-tenggat:lampau "+word(), "negara:malaysia", "masalah:gaji",
		word()+" "+word()[:1]+"zqj"+word(), "arah:masuk OR "+word())
	q := Request{Query: forms[r.IntN(len(forms))], Limit: 1 + r.IntN(12), Facets: r.IntN(2) == 0, Today: "2026-03-02"}
	if r.IntN(10) == 0 {
		q.Among = []string{e.Document.ID, entries[r.IntN(len(entries))].Document.ID}
	}
	if r.IntN(3) == 0 {
		q.Sort = ByDate
	}
	if r.IntN(8) == 0 {
		q.Agency = e.Document.From.Agency
	}
	if r.IntN(8) == 0 {
		q.From = e.Document.Date.AddDays(-400)
	}
	return q
}

// TestASearchTellsNothingOfWhatItMayNotShow asks an archive with everything and
// one with only the permitted letters the same questions: answers, counts, scores,
// cursors and words of advice must be the same.
func TestASearchTellsNothingOfWhatItMayNotShow(t *testing.T) {
	t.Parallel()
	entries := spread(newLetterMaker(3).letters(240), 3)
	all := openFilled(t, entries)
	// Some letters move up after they were open: nothing of them may linger.
	for i := range 30 {
		e := entries[i*7]
		moved := *e.Document
		moved.Secrecy = archive.TopSecret
		entries[i*7].Document = &moved
	}
	apply := func(ix *Index, put []Entry, seq uint64) {
		t.Helper()
		if err := ix.Apply(t.Context(), Batch{Put: put, Seq: seq}); err != nil {
			t.Fatal(err)
		}
	}
	var moved []Entry
	for i := range 30 {
		moved = append(moved, entries[i*7])
	}
	apply(all, moved[:1], 2)
	apply(all, moved[1:], 3)
	d := demoDirectory(t)
	all.SetDirectory(d)
	for _, clearance := range archive.Levels {
		var permitted []Entry
		for _, e := range entries {
			if e.Document.Secrecy <= clearance {
				permitted = append(permitted, e)
			}
		}
		twin := openFilled(t, permitted)
		twin.SetDirectory(d)
		r := rand.New(rand.NewPCG(11, uint64(clearance)))
		for range *twinRequests {
			q := randomQuery(r, entries)
			q.Clearance = clearance
			q.States = func(context.Context, State) ([]string, error) {
				return []string{permitted[0].Document.ID, permitted[len(permitted)/2].Document.ID}, nil
			}
			compareTwins(t, all, twin, q)
			compareOffers(t, all, twin, permitted[r.IntN(len(permitted))], clearance)
		}
	}
}

func compareTwins(t *testing.T, all, twin *Index, q Request) {
	t.Helper()
	for page := range 3 {
		a, b := find(t, all, q), find(t, twin, q)
		a, b = alike(a), alike(b)
		if !reflect.DeepEqual(a, b) {
			t.Fatalf("clearance %s, page %d of %+v:\n%s\n%s", q.Clearance, page+1, q, describe(a), describe(b))
		}
		if q.Cursor = a.Next; q.Cursor == "" {
			return
		}
	}
}

// compareOffers compares what is offered unasked: similar documents, and words that
// begin as those of a letter do.
func compareOffers(t *testing.T, all, twin *Index, e Entry, clearance archive.Secrecy) {
	t.Helper()
	var similar [2][]Hit
	var offered [2][]Completion
	list := words(e.Transcript.Text())
	for i, ix := range [...]*Index{all, twin} {
		var err error
		if similar[i], err = ix.Similar(t.Context(), SimilarRequest{Entry: e, Clearance: clearance}); err != nil {
			t.Fatal(err)
		}
		word := list[len(list)/2]
		if offered[i], err = ix.Complete(t.Context(), word[:min(3, len(word))], clearance, 8); err != nil {
			t.Fatal(err)
		}
	}
	if !reflect.DeepEqual(similar[0], similar[1]) {
		t.Fatalf("clearance %s: like %s are %v and %v", clearance, e.Document.ID, similar[0], similar[1])
	}
	if !reflect.DeepEqual(offered[0], offered[1]) {
		t.Fatalf("clearance %s: offered are %v and %v", clearance, offered[0], offered[1])
	}
}

// alike takes out of an answer what is of one index only: the time it took and the
// memory of stems.
func alike(r Result) Result {
	r.Took = 0
	h := *r.Highlight
	h.cache = nil
	r.Highlight = &h
	return r
}

func describe(r Result) string {
	return fmt.Sprintf("%d hits %v %v", r.Total, r.Hits, r.Problems)
}

func TestALetterThatMovesUpIsGoneBelow(t *testing.T) {
	m := newLetterMaker(5)
	e := m.letter(1)
	e.Document.Numbers = []string{"B.4321/KA/II/2023"}
	ix := openFilled(t, []Entry{e, m.letter(2)})
	if n := find(t, ix, Request{Query: "4321/KA"}).Total; n != 1 {
		t.Fatalf("%d hits before", n)
	}
	up := *e.Document
	up.Secrecy = archive.Secret
	e.Document = &up
	for range 2 { // again changes nothing
		if err := ix.Apply(t.Context(), Batch{Put: []Entry{e}, Seq: 2, Hash: "two"}); err != nil {
			t.Fatal(err)
		}
	}
	if n := find(t, ix, Request{Query: "4321/KA", Clearance: archive.Limited}).Total; n != 0 {
		t.Errorf("%d hits below its level", n)
	}
	if n := find(t, ix, Request{Query: "4321/KA", Clearance: archive.Secret}).Total; n != 1 {
		t.Errorf("%d hits at its level", n)
	}
	for level, want := range []uint64{1, 0, 1, 0} {
		if n, err := ix.Count(archive.Secrecy(level)); err != nil || n != want {
			t.Errorf("level %d holds %d (%v), want %d", level, n, err, want)
		}
	}
}
