package index

import (
	"context"
	"flag"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"lintas/archive"
)

var benchSizes = flag.String("letters", "10000", "numbers of letters that BenchmarkSearch indexes, with commas between")

// cpuTime is the user and system time this process has used.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func resident() (rss, anonymous int) {
	raw, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, 0
	}
	for line := range strings.Lines(string(raw)) {
		fmt.Sscanf(line, "VmRSS: %d kB", &rss)
		fmt.Sscanf(line, "RssAnon: %d kB", &anonymous)
	}
	return rss / 1024, anonymous / 1024
}

func folderSize(dir string) (size int64) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return 0
	}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && !e.IsDir() {
			size += info.Size()
		}
	}
	return size
}

// BenchmarkSearch prints how fast letters are indexed, how large the index is, and
// how long each kind of query takes:
//
//	go test ./index -run '^$' -bench Search -benchtime 1x -letters 10000,100000
//
// The times of queries are by the clock; CPU ms is the mean of what a query costs,
// which a busy machine spoils less.
func BenchmarkSearch(b *testing.B) {
	for size := range strings.SplitSeq(*benchSizes, ",") {
		var n int
		if _, err := fmt.Sscan(size, &n); err != nil {
			b.Fatal(err)
		}
		b.Run(size, func(b *testing.B) {
			for b.Loop() {
				benchSize(b, n)
			}
		})
	}
}

func benchSize(b *testing.B, n int) {
	ctx := context.Background()
	dir := b.TempDir()
	ix, err := Open(ctx, Options{Dir: dir})
	if err != nil {
		b.Fatal(err)
	}
	m := newLetterMaker(1)
	var sample []Entry
	text, spent, took := 0, time.Duration(0), time.Duration(0)
	for done := 0; done < n; {
		batch := make([]Entry, 0, 2000)
		for len(batch) < cap(batch) && done < n {
			e := m.letter(done)
			text += len(e.Transcript.Text())
			batch = append(batch, e)
			done++
		}
		sample = append(sample, batch[0])
		cpu, wall := cpuTime(), time.Now()
		if err := ix.Apply(ctx, Batch{Put: batch, Seq: uint64(done), Hash: "h"}); err != nil {
			b.Fatal(err)
		}
		spent += cpuTime() - cpu
		took += time.Since(wall)
	}
	cpu, wall := cpuTime(), time.Now()
	if err := ix.Close(); err != nil {
		b.Fatal(err)
	}
	spent += cpuTime() - cpu
	took += time.Since(wall)
	rss, anon := resident()
	fmt.Printf("\n%d letters, %d MB of text: %.0f letters per CPU second, %.0f per second; index %.2f times the text; resident %d MB, of it anonymous %d MB\n",
		n, text>>20, float64(n)/spent.Seconds(), float64(n)/took.Seconds(), float64(folderSize(dir+"/biasa"))/float64(text), rss, anon)
	runtime.GC()
	wall = time.Now()
	if ix, err = Open(ctx, Options{Dir: dir}); err != nil {
		b.Fatal(err)
	}
	defer ix.Close()
	ix.SetDirectory(demoDirectory(b))
	fmt.Printf("opened in %v\n", time.Since(wall).Round(time.Millisecond))
	benchQueries(b, ix, sample)
	rss, anon = resident()
	fmt.Printf("after the queries: resident %d MB, of it anonymous %d MB\n", rss, anon)
}

// queryClass is a kind of query and how the i-th of it reads, with a letter of
// the index at hand.
type queryClass struct {
	name string
	make func(i int, e Entry) Request
}

func queryClasses(m *letterMaker) []queryClass {
	plain := func(text string) Request { return Request{Query: text} }
	word := func(from, to, i int) string { return m.words[from+i*37%(to-from)] }
	return []queryClass{
		{"rare word", func(i int, e Entry) Request { return plain(word(20_000, 30_000, i)) }},
		{"middling word", func(i int, e Entry) Request { return plain(word(400, 900, i)) }},
		{"frequent word", func(i int, e Entry) Request { return plain(word(4, 40, i)) }},
		{"three words, all", func(i int, e Entry) Request {
			return plain(word(10, 60, i) + " " + word(40, 120, i+1) + " " + word(100, 400, i+2))
		}},
		{"three words, any", func(i int, e Entry) Request {
			return plain(word(10, 60, i) + " OR " + word(40, 120, i+1) + " OR " + word(100, 400, i+2))
		}},
		{"phrase", func(i int, e Entry) Request {
			list := words(e.Transcript.Text())
			at := 40 + i%100
			return plain(`"` + strings.Join(list[at:at+3], " ") + `"`)
		}},
		{"prefix of four letters", func(i int, e Entry) Request { return plain(word(60, 400, i)[:4] + "*") }},
		{"misspelled word", func(i int, e Entry) Request { w := word(60, 170, i); return plain(w[:2] + "x" + w[2:]) }},
		{"letter number", func(i int, e Entry) Request { return plain(e.Document.Numbers[0]) }},
		{"fragment of a number", func(i int, e Entry) Request {
			s := archive.Skeleton(e.Document.Numbers[0])
			return plain(s[1:min(len(s), 7)])
		}},
		{"name", func(i int, e Entry) Request { return plain(e.Document.Workers[0].Name) }},
		{"agency by its old name", func(i int, e Entry) Request { return plain([]string{"BNP2TKI", "Deplu", "Depnaker"}[i%3]) }},
		{"word, agency and dates", func(i int, e Entry) Request {
			return Request{Query: word(10, 200, i), Agency: e.Document.From.Agency, From: "2018-01-01", To: "2020-06-30"}
		}},
		{"frequent word by date", func(i int, e Entry) Request { return Request{Query: word(4, 40, i), Sort: ByDate} }},
		{"everything by date", func(i int, e Entry) Request { return Request{Sort: ByDate} }},
	}
}

func benchQueries(b *testing.B, ix *Index, sample []Entry) {
	ctx := context.Background()
	fmt.Printf("%-26s %10s %10s %10s %10s\n", "query", "p50 ms", "p95 ms", "CPU ms", "hits")
	for _, class := range queryClasses(newLetterMaker(1)) {
		var times []time.Duration
		var hits uint64
		var cpu time.Duration
		for i := range 120 {
			if i == 20 {
				cpu = cpuTime()
			}
			q := class.make(i, sample[i%len(sample)])
			q.Clearance, q.Limit = archive.TopSecret, 10
			began := time.Now()
			res, err := ix.Search(ctx, q)
			if err != nil {
				b.Fatalf("%s: %v", class.name, err)
			}
			if i >= 20 { // the first warm up
				times = append(times, time.Since(began))
				hits += res.Total
			}
		}
		cpu = (cpuTime() - cpu) / time.Duration(len(times))
		slices.Sort(times)
		fmt.Printf("%-26s %10.2f %10.2f %10.2f %10d\n", class.name, ms(times[len(times)/2]), ms(times[len(times)*95/100]), ms(cpu), hits/uint64(len(times)))
	}
	res, err := ix.Search(ctx, Request{Query: "gaji tidak dibayar majikan", Clearance: archive.TopSecret})
	if err != nil {
		b.Fatal(err)
	}
	const rounds = 50
	cpu := cpuTime()
	for range rounds {
		for _, e := range sample {
			res.Highlight.Snippets(e.Transcript, 1)
		}
	}
	fmt.Printf("snippet of one letter: %.3f ms of CPU\n", ms((cpuTime()-cpu)/time.Duration(rounds*len(sample))))
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
