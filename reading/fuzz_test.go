package reading

import (
	"math/rand/v2"
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
		Propose(placed(text, jitter), k)
	})
}

// placed puts the words of a text on a page, more or less crooked.
func placed(text string, jitter uint16) *archive.Transcript {
	p := archive.Page{Width: 595, Height: 842, Text: text, Source: archive.FromOCR}
	x, y, at := float32(50), float32(50), 0
	for i, w := range strings.Fields(text) {
		start := at + strings.Index(text[at:], w)
		at = start + len(w)
		shift := float32((uint16(i)*jitter)%23) / 4
		p.Words = append(p.Words, archive.Word{Start: start, End: at, Box: [4]float32{x, y + shift, x + float32(len(w))*5, y + 10 + shift}})
		x += float32(len(w))*5 + 4 + shift*3
		if x > 540 || strings.HasPrefix(text[at:], "\n") {
			x, y = 50, y+14
		}
	}
	return &archive.Transcript{Pages: []archive.Page{p}}
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

// TestTimeGrowsInStepWithTheText: ten times the text takes nowhere near a hundred times
// as long, whatever the text repeats.
func TestTimeGrowsInStepWithTheText(t *testing.T) {
	k := knowledge(t)
	for name, unit := range map[string]string{
		"words":     "surat Nomor B.1/KA/PP.01/I/2024 tanggal 5 Mei 2024 dan rapat ",
		"labels":    "Nomor : B.1/KA/I/2024\nHal : Permohonan\n",
		"names":     "a.n. Siti Aminah binti Karto, Budi Santoso bin Wirya, ",
		"opens":     "(((((",
		"numbers":   "12345/67890-",
		"limits":    "mohon jawaban paling lambat dalam waktu sebelum sampai dengan ",
		"arrivals":  "Mohon jawaban paling lambat 3 hari setelah kedatangan tanggal 5 Mei 2024. ",
		"citations": "Menindaklanjuti surat Saudara Nomor 00812/WN/05/2024/66 tanggal 14 Mei 2024, ",
		"blanks":    "a  b   c    d     ",
		"commas":    "A, B, C, D, dan ",
		"addresses": "Yth. Kepala Dinas\n",
		"tables":    "1\tSiti Aminah\tC1234567\n",
	} {
		short, long := strings.Repeat(unit, 400), strings.Repeat(unit, 4000)
		a, b := quickest(func() { Propose(textPage(short), k) }), quickest(func() { Propose(textPage(long), k) })
		if b > 45*a+60*time.Millisecond {
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

// mutations is how many damaged letters TestNoDamageMakesTheReaderPanic reads.
const mutations = 1500

// TestNoDamageMakesTheReaderPanic cuts, doubles, swaps and overwrites parts of real
// letters, as text and as words with positions.
func TestNoDamageMakesTheReaderPanic(t *testing.T) {
	k := knowledge(t)
	files, err := filepath.Glob(filepath.Join("testdata", "letters", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no letters: %v", err)
	}
	var seeds []string
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		seeds = append(seeds, string(raw))
	}
	v := rand.New(rand.NewPCG(3, 4))
	for range mutations {
		text := seeds[v.IntN(len(seeds))]
		for m := v.IntN(12); m >= 0 && text != ""; m-- {
			i := v.IntN(len(text))
			j := min(len(text), i+v.IntN(60))
			switch v.IntN(5) {
			case 0:
				text = text[:i] + string(rune(v.IntN(0x3000))) + text[i:]
			case 1:
				text = text[:i] + text[j:]
			case 2:
				text = text[:j] + text[i:]
			case 3:
				const signs = "\n \t:.,()/-0123456789ABab\f"
				text = text[:i] + string(signs[v.IntN(len(signs))]) + text[i+1:]
			case 4:
				other := seeds[v.IntN(len(seeds))]
				at := v.IntN(len(other))
				text = text[:i] + other[at:min(len(other), at+v.IntN(200))] + text[i:]
			}
		}
		Propose(textPage(text), k)
		Propose(placed(text, uint16(v.IntN(20))), k)
	}
}
