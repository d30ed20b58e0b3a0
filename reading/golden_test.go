package reading

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lintas/archive"
)

var rewrite = flag.Bool("rewrite", false, "write the golden files of testdata/letters anew")

// TestLettersOfManyHandsAreReadAsBefore compares what is read of the letters in
// testdata/letters with their golden files.
func TestLettersOfManyHandsAreReadAsBefore(t *testing.T) {
	k := knowledge(t)
	files, err := filepath.Glob(filepath.Join("testdata", "letters", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no letters: %v", err)
	}
	for _, file := range files {
		tr, _ := transcriptOf(t, file)
		p := Propose(tr, k)
		p.File = filepath.Base(file)
		p.PageTexts, p.Evidence = nil, nil
		got, err := json.MarshalIndent(p, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, '\n')
		golden := strings.TrimSuffix(file, ".txt") + ".json"
		if *rewrite {
			if err := os.WriteFile(golden, got, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is read otherwise than %s says:\n%s", file, golden, firstDifference(string(want), string(got)))
		}
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range w {
		if i >= len(g) || w[i] != g[i] {
			line := ""
			if i < len(g) {
				line = g[i]
			}
			return "want " + w[i] + "\ngot  " + line
		}
	}
	return "more lines than before"
}

// truth is the part of the demo's ground truth that is compared here.
type truth struct {
	File       string
	Scanned    bool
	Type       archive.Form
	Numbers    []string
	Date       archive.Date
	Subject    string
	From       struct{ Agency string }
	References []struct {
		Number string
		Date   archive.Date
	}
	Deadlines []struct{ Due archive.Date }
	Workers   []struct{ Name string }
	PageTexts []string `json:"page_texts"`
}

// TestDemoLettersAreReadAsTheTruthSays reads the demo letters from their page texts
// and, the digital ones, from their PDFs.
func TestDemoLettersAreReadAsTheTruthSays(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("..", "demo", "truth.json"))
	if err != nil {
		t.Fatal(err)
	}
	var letters []truth
	if err := json.Unmarshal(raw, &letters); err != nil {
		t.Fatal(err)
	}
	k := knowledge(t)
	pool := testPool(t)
	c := &tally{right: map[string]int{}, all: map[string]int{}}
	for _, want := range letters {
		tr := &archive.Transcript{}
		for _, text := range want.PageTexts {
			tr.Pages = append(tr.Pages, archive.Page{Source: archive.FromText, Text: text})
		}
		p := Propose(tr, k)
		c.checkTruth(&want, &p, k, "text of "+want.File)
		if want.Scanned {
			continue
		}
		paper, err := pool.Read(t.Context(), filepath.Join("..", "demo", "letters", want.File))
		if err != nil {
			t.Fatal(err)
		}
		p = Propose(&paper.Transcript, k)
		c.checkTruth(&want, &p, k, want.File)
	}
	c.report(t, map[string]float64{"type": 0.99, "number": 0.99, "date": 0.99, "from": 0.99, "subject": 0.99, "references": 0.97, "deadlines": 0.97, "workers": 0.97})
}

func (c *tally) checkTruth(want *truth, p *Proposal, k Knowledge, where string) {
	c.count("type", p.Form == want.Type, "%s: %s, read %s", where, want.Type, p.Form)
	c.count("number", archive.Skeleton(strings.Join(want.Numbers, "")) == archive.Skeleton(strings.Join(p.Numbers, "")), "%s: %v, read %v", where, want.Numbers, p.Numbers)
	c.count("date", p.Date == want.Date, "%s: %s, read %s", where, want.Date, p.Date)
	agency, _ := k.Directory.Find(want.From.Agency)
	c.count("from", agency == nil || agency.ID == p.From.ID, "%s: %s, read %v", where, want.From.Agency, p.From)
	c.count("subject", strings.EqualFold(squeeze(p.Subject), squeeze(want.Subject)), "%s: %q, read %q", where, want.Subject, p.Subject)
	var refs, read []string
	for _, r := range want.References {
		refs = append(refs, archive.Skeleton(r.Number)+string(r.Date))
	}
	for _, r := range p.References {
		read = append(read, archive.Skeleton(r.Number)+string(r.Date))
	}
	c.count("references", sameSet(refs, read), "%s: %v, read %v", where, refs, read)
	var dues, due []string
	for _, d := range want.Deadlines {
		dues = append(dues, string(d.Due))
	}
	for _, d := range p.Deadlines {
		due = append(due, string(d.Due))
	}
	c.count("deadlines", sameSet(dues, due), "%s: %v, read %v", where, dues, due)
	var names, persons []string
	for _, w := range want.Workers {
		names = append(names, w.Name)
	}
	for _, w := range p.Workers {
		persons = append(persons, w.Name)
	}
	c.count("workers", sameSet(names, persons), "%s: %v, read %v", where, names, persons)
}
