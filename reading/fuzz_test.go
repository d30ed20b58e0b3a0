package reading

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lintas/archive"
)

// FuzzPropose: no text makes the reader panic, and what it proposes is sound.
func FuzzPropose(f *testing.F) {
	k := knowledge(f)
	for _, seed := range fuzzSeeds(f) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		tr := &archive.Transcript{}
		for _, page := range strings.Split(text, "\f") {
			tr.Pages = append(tr.Pages, archive.Page{Text: page})
		}
		p := Propose(tr, k)
		if p.Date != "" && !p.Date.Valid() {
			t.Errorf("date %q is no day", p.Date)
		}
		for _, d := range p.Deadlines {
			if d.Due != "" && !d.Due.Valid() {
				t.Errorf("due date %q is no day", d.Due)
			}
		}
		for field, e := range p.Evidence {
			if e.Confidence < 0 || e.Confidence > 1 {
				t.Errorf("%s: confidence %v", field, e.Confidence)
			}
		}
	})
}

// FuzzWords: no placing of words makes the reader panic.
func FuzzWords(f *testing.F) {
	k := knowledge(f)
	for _, seed := range fuzzSeeds(f) {
		f.Add(seed, uint16(7))
	}
	f.Fuzz(func(t *testing.T, text string, jitter uint16) {
		p := archive.Page{Width: 595, Height: 842, Text: text, Source: archive.FromOCR}
		x, y, at := float32(50), float32(50), 0
		for i, w := range strings.Fields(text) {
			start := at + strings.Index(text[at:], w)
			at = start + len(w)
			shift := float32((uint16(i)*jitter)%23) / 4
			p.Words = append(p.Words, archive.Word{Start: start, End: at, Box: [4]float32{x, y + shift, x + float32(len(w))*5, y + 10 + shift}})
			x += float32(len(w))*5 + 4 + shift*3
			if x > 540 {
				x, y = 50, y+14
			}
		}
		Propose(&archive.Transcript{Pages: []archive.Page{p}}, k)
	})
}

func fuzzSeeds(f *testing.F) []string {
	f.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "letters", "*.txt"))
	if err != nil {
		f.Fatal(err)
	}
	seeds := []string{"", "\n\n\f\f", "Nomor :\nHal :\nKepada Yth.\n", "1.\n(\n)\na.\n-\n", "paling lambat 3 x 24 (tiga kali", "a.n. a.n. a.n. bin binti alias", "Nomor\nSifat\nHal\n:\n:\n:\nA\nB\nC\n"}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		seeds = append(seeds, string(raw))
	}
	return seeds
}

// TestTimeGrowsInStepWithTheText: ten times the text takes at most some twenty times as
// long, whatever the text repeats.
func TestTimeGrowsInStepWithTheText(t *testing.T) {
	k := knowledge(t)
	for name, unit := range map[string]string{
		"words":     "surat Nomor B.1/KA/PP.01/I/2024 tanggal 5 Mei 2024 dan rapat ",
		"labels":    "Nomor : B.1/KA/I/2024\nHal : Permohonan\n",
		"names":     "a.n. Siti Aminah binti Karto, Budi Santoso bin Wirya, ",
		"opens":     "(((((",
		"numbers":   "12345/67890-",
		"limits":    "mohon jawaban paling lambat dalam waktu sebelum sampai dengan ",
		"blanks":    "a  b   c    d     ",
		"commas":    "A, B, C, D, dan ",
		"addresses": "Yth. Kepala Dinas\n",
		"tables":    "1\tSiti Aminah\tC1234567\n",
	} {
		short, long := strings.Repeat(unit, 400), strings.Repeat(unit, 4000)
		a, b := quickest(func() { Propose(textPage(short), k) }), quickest(func() { Propose(textPage(long), k) })
		if b > 24*a+20*time.Millisecond {
			t.Errorf("%s: %d bytes took %v, %d bytes %v", name, len(short), a, len(long), b)
		}
	}
}

func textPage(text string) *archive.Transcript {
	return &archive.Transcript{Pages: []archive.Page{{Text: text}}}
}

func quickest(f func()) time.Duration {
	best := time.Hour
	for range 3 {
		start := time.Now()
		f()
		best = min(best, time.Since(start))
	}
	return best
}

func BenchmarkPropose(b *testing.B) {
	k := knowledge(b)
	raw, err := os.ReadFile(filepath.Join("testdata", "letters", "surat-dinas.txt"))
	if err != nil {
		b.Fatal(err)
	}
	tr := textPage(string(raw))
	for b.Loop() {
		Propose(tr, k)
	}
}
