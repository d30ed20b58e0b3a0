package index

import (
	"context"
	"encoding/json"
	"os"
	"testing"

	"lintas/archive"
)

// truthLetter is what the demo's truth.json says of a letter.
type truthLetter struct {
	File    string   `json:"file"`
	Type    string   `json:"type"`
	Numbers []string `json:"numbers"`
	Date    string   `json:"date"`
	From    truthParty
	To      []truthParty `json:"to"`
	CC      []truthParty `json:"cc"`
	Subject string       `json:"subject"`
	Secrecy string       `json:"secrecy"`
	Workers []struct {
		Name, Canonical, Passport, NIK, Alias, Country string
		Printed                                        []string
	} `json:"workers"`
	References []struct {
		Number   string
		Relation string
	} `json:"references"`
	Case  string   `json:"case"`
	Pages []string `json:"page_texts"`
}

type truthParty struct{ Agency, Unit, Printed string }

func (p truthParty) party(d *archive.Directory) archive.Party {
	out := archive.Party{Name: p.Agency, Unit: p.Unit, Printed: p.Printed}
	if a, _ := d.Find(p.Agency); a != nil {
		out.Agency = a.ID
	}
	return out
}

func demoDirectory(t testing.TB) *archive.Directory {
	t.Helper()
	agencies, err := archive.SeedAgencies()
	if err != nil {
		t.Fatal(err)
	}
	return archive.NewDirectory(agencies)
}

// demoEntries returns the demo letters as they are once an officer has confirmed
// them.
func demoEntries(t testing.TB, d *archive.Directory) []Entry {
	t.Helper()
	raw, err := os.ReadFile("../demo/truth.json")
	if err != nil {
		t.Fatal(err)
	}
	var letters []truthLetter
	if err := json.Unmarshal(raw, &letters); err != nil {
		t.Fatal(err)
	}
	cases := map[string]*archive.Case{}
	entries := make([]Entry, 0, len(letters))
	for _, l := range letters {
		entries = append(entries, l.entry(d, cases))
	}
	return entries
}

func (l truthLetter) entry(d *archive.Directory, cases map[string]*archive.Case) Entry {
	doc := &archive.Document{Head: archive.Head{ID: l.File}, Kind: archive.KindOf(archive.Form(l.Type)), Form: archive.Form(l.Type), Status: archive.Registered,
		Numbers: l.Numbers, Date: archive.Date(l.Date), From: l.From.party(d), Subject: l.Subject}
	if s, err := archive.ParseSecrecy(l.Secrecy); err == nil {
		doc.Secrecy = s
	}
	for _, p := range l.To {
		doc.To = append(doc.To, p.party(d))
	}
	for _, p := range l.CC {
		doc.Copies = append(doc.Copies, p.party(d))
	}
	for _, w := range l.Workers {
		doc.Workers = append(doc.Workers, archive.Mention{Name: w.Name, Printed: w.Printed, Alias: w.Alias, Passport: w.Passport, NIK: w.NIK, Country: w.Country})
	}
	for _, r := range l.References {
		doc.References = append(doc.References, archive.Reference{Number: r.Number, Relation: archive.Relation(r.Relation)})
	}
	e := Entry{Document: doc, Transcript: &archive.Transcript{Version: 1}}
	for _, text := range l.Pages {
		e.Transcript.Pages = append(e.Transcript.Pages, archive.Page{Source: archive.FromText, Text: text})
	}
	if l.Case != "" {
		if cases[l.Case] == nil {
			cases[l.Case] = &archive.Case{Head: archive.Head{ID: l.Case}, Number: l.Case, Title: l.Case, Status: archive.CaseOpen}
		}
		doc.Cases = []archive.CaseLink{{Case: l.Case}}
		e.Cases = []*archive.Case{cases[l.Case]}
	}
	return e
}

// openFilled opens an index in a new folder and applies the entries as act 1.
func openFilled(t testing.TB, entries []Entry) *Index {
	t.Helper()
	ix, err := Open(context.Background(), Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := ix.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := ix.Apply(context.Background(), Batch{Put: entries, Seq: 1, Hash: "one"}); err != nil {
		t.Fatal(err)
	}
	return ix
}

func find(t testing.TB, ix *Index, q Request) Result {
	t.Helper()
	if q.Limit == 0 {
		q.Limit = 100
	}
	res, err := ix.Search(context.Background(), q)
	if err != nil {
		t.Fatalf("search %q: %v", q.Query, err)
	}
	return res
}

func ids(res Result) []string {
	list := make([]string, len(res.Hits))
	for i, h := range res.Hits {
		list[i] = h.ID
	}
	return list
}
