package reading

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"
	"testing"

	"lintas/archive"
)

// tally counts, for each field, how often what was put in came out.
type tally struct {
	right, all map[string]int
	misses     []string
}

func (c *tally) count(field string, ok bool, format string, args ...any) {
	c.all[field]++
	if ok {
		c.right[field]++
		return
	}
	c.misses = append(c.misses, fmt.Sprintf("%-10s ", field)+fmt.Sprintf(format, args...))
}

func (c *tally) check(w *invented, p *Proposal, how string) {
	where := how + " " + strings.Join(w.features, ",")
	c.count("type", p.Form == w.form, "%s: %s, read %s", where, w.form, p.Form)
	c.count("number", archive.Skeleton(p.Number) == archive.Skeleton(w.number), "%s: %q, read %q", where, w.number, p.Number)
	c.count("date", p.Date == w.date, "%s: %s, read %s", where, w.date, p.Date)
	if w.from != "" {
		c.count("from", p.From.ID == w.from, "%s: %s, read %q %q", where, w.from, p.From.ID, p.From.Printed)
	}
	c.count("subject", strings.EqualFold(p.Subject, w.subject), "%s: %q, read %q", where, w.subject, p.Subject)
	var refs []string
	for _, r := range p.References {
		if r.Number == "" {
			refs = append(refs, string(r.Date))
		} else {
			refs = append(refs, archive.Skeleton(r.Number))
		}
	}
	c.count("references", sameSet(w.refs, refs), "%s: %v, read %v", where, w.refs, refs)
	var want, dues []string
	for _, d := range w.dues {
		want = append(want, string(d))
	}
	phrases := ""
	for _, d := range p.Deadlines {
		dues = append(dues, string(d.Due))
		phrases += " / " + d.Phrase
	}
	c.count("deadlines", sameSet(want, dues), "%s: letter %s %v, read %v%s", where, w.date, want, dues, phrases)
	var names []string
	for _, x := range p.Workers {
		names = append(names, x.Name)
	}
	c.count("workers", sameSet(w.workers, names), "%s: %v, read %v", where, w.workers, names)
}

func sameSet(a, b []string) bool {
	a, b = append([]string(nil), a...), append([]string(nil), b...)
	sort.Strings(a)
	sort.Strings(b)
	return strings.Join(a, "|") == strings.Join(b, "|")
}

// bars are the least shares of invented letters that must be read right.
var bars = map[string]float64{"type": 0.98, "number": 0.98, "date": 0.99, "from": 0.97, "subject": 0.97, "references": 0.96, "deadlines": 0.96, "workers": 0.96}

func TestWhatIsPutIntoALetterComesOut(t *testing.T) {
	k := knowledge(t)
	c := &tally{right: map[string]int{}, all: map[string]int{}}
	for seed := uint64(1); seed <= 600; seed++ {
		v := &inventor{rand.New(rand.NewPCG(seed, 7)), k.Calendar}
		w := v.letter()
		w.features = append(w.features, fmt.Sprintf("seed %d", seed))
		words := Propose(w.asWords(nil), k)
		c.check(&w, &words, "words")
		text := Propose(w.asText(), k)
		c.check(&w, &text, "text")
	}
	c.report(t, bars)
}

func (c *tally) report(t *testing.T, bars map[string]float64) {
	t.Helper()
	for field, bar := range bars {
		share := float64(c.right[field]) / float64(max(c.all[field], 1))
		t.Logf("%-10s %5d of %5d = %.3f", field, c.right[field], c.all[field], share)
		if share < bar {
			t.Errorf("%s: only %.3f read right, want %.3f", field, share, bar)
		}
	}
	if t.Failed() || testing.Verbose() {
		shown := map[string]int{}
		for _, m := range c.misses {
			field, _, _ := strings.Cut(m, " ")
			if shown[field]++; shown[field] <= 8 {
				t.Log(m)
			}
		}
	}
}

// TestScanDamageCostsLittle misreads one sign in eighty, as a scan does, and counts
// what still comes out. It also counts how often a value that claims to be sure is wrong.
func TestScanDamageCostsLittle(t *testing.T) {
	k := knowledge(t)
	c := &tally{right: map[string]int{}, all: map[string]int{}}
	for seed := uint64(1); seed <= 400; seed++ {
		v := &inventor{rand.New(rand.NewPCG(seed, 11)), k.Calendar}
		w := v.letter()
		w.features = append(w.features, fmt.Sprintf("seed %d", seed))
		tr := w.asWords(v.misread)
		tr.Pages[0].Source = archive.FromOCR
		p := Propose(tr, k)
		c.check(&w, &p, "scan")
	}
	c.report(t, map[string]float64{"type": 0.98, "number": 0.95, "date": 0.95, "from": 0.97, "references": 0.95, "deadlines": 0.92})
}

// misread changes signs into those a scan takes them for.
func (v *inventor) misread(word string) string {
	swaps := map[byte]string{'0': "O", 'O': "0", '1': "l", 'l': "1", 'I': "l", '8': "B", 'B': "8", '5': "S", 'S': "5", 'e': "c", 'c': "e", 'n': "r", 'm': "rn", 'i': "l", 'a': "o", 't': "f", 'G': "6", 'Z': "2", 'h': "b", 'u': "v", 'g': "q"}
	var b strings.Builder
	for i := 0; i < len(word); i++ {
		if to, ok := swaps[word[i]]; ok && v.IntN(80) == 0 {
			b.WriteString(to)
			continue
		}
		b.WriteByte(word[i])
	}
	return b.String()
}

// TestWhatClaimsToBeSureIsRight: of the values at high confidence at most one in a
// hundred is wrong.
func TestWhatClaimsToBeSureIsRight(t *testing.T) {
	k := knowledge(t)
	sure, wrong := map[string]int{}, map[string]int{}
	for seed := uint64(1001); seed <= 1600; seed++ {
		v := &inventor{rand.New(rand.NewPCG(seed, 13)), k.Calendar}
		w := v.letter()
		var damage func(string) string
		if seed%2 == 0 {
			damage = v.misread // read from text all the same: the worst case
		}
		p := Propose(w.asWords(damage), k)
		judge := func(field string, ok bool) {
			if p.Evidence[field].Confidence >= archive.HighConfidence {
				kind, _, _ := strings.Cut(field, ".")
				sure[kind]++
				if !ok {
					wrong[kind]++
				}
			}
		}
		for i, d := range p.Deadlines {
			judge(fmt.Sprint("deadlines.", i), slices.Contains(w.dues, d.Due))
		}
		for i, r := range p.References {
			judge(fmt.Sprint("references.", i), slices.Contains(w.refs, archive.Skeleton(r.Number)))
		}
		judge("number", archive.Skeleton(p.Number) == archive.Skeleton(w.number))
		judge("date", p.Date == w.date)
		judge("from", w.from == "" || p.From.ID == w.from)
		judge("type", p.Form == w.form)
	}
	for field, n := range sure {
		t.Logf("%-8s sure %d, wrong %d", field, n, wrong[field])
		if wrong[field]*100 > n {
			t.Errorf("%s: %d of %d sure values are wrong", field, wrong[field], n)
		}
	}
}
