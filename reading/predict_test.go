package reading

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"lintas/archive"
)

var (
	predictFrom = flag.String("transcripts", "", "folder of *.pdf, *.txt (pages parted by form feeds) or *.json (transcripts) to read")
	predictTo   = flag.String("predictions", "", "file to write the proposals to, in the form of the sample truth")
)

// TestPredictionsAreWritten reads the folder given by -transcripts and writes the
// proposals for the scorer; without the flag it reads nothing.
func TestPredictionsAreWritten(t *testing.T) {
	if *predictFrom == "" {
		return
	}
	k := knowledge(t)
	pool := testPool(t)
	files, err := filepath.Glob(filepath.Join(*predictFrom, "*.*"))
	if err != nil {
		t.Fatal(err)
	}
	sort.Strings(files)
	var out []Proposal
	for _, f := range files {
		var tr *archive.Transcript
		if filepath.Ext(f) == ".pdf" {
			paper, err := pool.Read(t.Context(), f)
			if err != nil {
				t.Fatalf("%s: %v", f, err)
			}
			tr = &paper.Transcript
		} else if known, ok := transcriptOf(t, f); ok {
			tr = known
		} else {
			continue
		}
		p := Propose(tr, k)
		p.File = strings.TrimSuffix(filepath.Base(f), filepath.Ext(f)) + ".pdf"
		p.PageTexts = nil
		out = append(out, p)
	}
	raw, err := json.MarshalIndent(out, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(*predictTo, raw, 0o644); err != nil {
		t.Fatal(err)
	}
}

func transcriptOf(t *testing.T, file string) (*archive.Transcript, bool) {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	tr := &archive.Transcript{}
	switch filepath.Ext(file) {
	case ".json":
		if err := json.Unmarshal(raw, tr); err != nil {
			t.Fatal(err)
		}
	case ".txt":
		for _, page := range strings.Split(strings.TrimRight(string(raw), "\f\n"), "\f") {
			tr.Pages = append(tr.Pages, archive.Page{Source: archive.FromText, Text: page})
		}
	default:
		return nil, false
	}
	return tr, true
}

func knowledge(t testing.TB) Knowledge {
	t.Helper()
	agencies, err := archive.SeedAgencies()
	if err != nil {
		t.Fatal(err)
	}
	lists, err := archive.BuiltinHolidays()
	if err != nil {
		t.Fatal(err)
	}
	return Knowledge{Directory: archive.NewDirectory(agencies), Calendar: archive.NewCalendar("", lists)}
}
