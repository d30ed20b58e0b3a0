package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"lintas/archive"
	"lintas/index"
)

// outcome is what an engine says of itself.
type outcome struct {
	Engine    string          `json:"engine"`
	CPU       float64         `json:"cpu"`   // seconds of indexing
	Bytes     int64           `json:"bytes"` // of the index
	Peak      int64           `json:"peak"`  // anonymous memory while indexing
	Idle      int64           `json:"idle"`  // anonymous memory afterwards, at rest
	Classes   map[string]cost `json:"classes"`
	Full      map[string]cost `json:"full"` // with snippets and facets
	Fragments fragments       `json:"fragments"`
}

// cost of a query, in CPU milliseconds.
type cost struct {
	P50  float64 `json:"p50"`
	P95  float64 `json:"p95"`
	Hits int64   `json:"hits"` // median; 0 where an engine does not count
}

// fragments are pieces of numbers that were searched.
type fragments struct {
	Tried int `json:"tried"`
	Right int `json:"right"` // see try
}

// searchLintas indexes the corpus and asks the queries in a process of its own.
func searchLintas(ctx context.Context, number, queries, dir string) error {
	letters, err := strconv.Atoi(number)
	if err != nil {
		return err
	}
	made, err := newCorpus(1)
	if err != nil {
		return err
	}
	out := outcome{Engine: "Lintas", Classes: map[string]cost{}, Full: map[string]cost{}}
	ix, err := index.Open(ctx, index.Options{Dir: dir})
	if err != nil {
		return err
	}
	defer func() { ix.Close() }()
	ix.SetDirectory(archive.NewDirectory(made.agencies))
	if seq, _ := ix.Applied(); seq == 0 {
		if err := out.index(ctx, ix, made, letters); err != nil {
			return err
		}
		if err := ix.Close(); err != nil { // seals, and leaves no merge half-way
			return err
		}
		if ix, err = index.Open(ctx, index.Options{Dir: dir}); err != nil {
			return err
		}
		ix.SetDirectory(archive.NewDirectory(made.agencies))
	}
	out.Bytes = size(dir)
	raw, err := os.ReadFile(queries)
	if err != nil {
		return err
	}
	var classes []queryClass
	if err := json.Unmarshal(raw, &classes); err != nil {
		return err
	}
	for _, c := range classes {
		if out.Classes[c.Name], err = ask(ctx, ix, made, c.Queries, false); err != nil {
			return fmt.Errorf("%s: %w", c.Name, err)
		}
		if out.Full[c.Name], err = ask(ctx, ix, made, c.Queries, true); err != nil {
			return fmt.Errorf("%s: %w", c.Name, err)
		}
	}
	if letters <= beside {
		if err := out.Fragments.try(ctx, ix, made, letters); err != nil {
			return err
		}
	}
	ix.Rest()
	ix.Rest()
	debug.FreeOSMemory()
	out.Idle = anonymous()
	return json.NewEncoder(os.Stdout).Encode(out)
}

// index fills ix. What the letters cost to invent is not counted.
func (o *outcome) index(ctx context.Context, ix *index.Index, made *corpus, letters int) error {
	debug.SetMemoryLimit(384 << 20) // as lintas serve does
	runtime.LockOSThread()          // see threadTime
	defer runtime.UnlockOSThread()
	whole, inventing := processTime(), time.Duration(0)
	entries := func(yield func(index.Entry, error) bool) {
		for i := range letters {
			began := threadTime()
			d, text := made.letter(i)
			inventing += threadTime() - began
			if i%1000 == 0 {
				o.Peak = max(o.Peak, anonymous())
			}
			if !yield(index.Entry{Document: d, Transcript: text}, ctx.Err()) {
				return
			}
		}
	}
	if err := ix.Rebuild(ctx, entries, uint64(letters), "bench"); err != nil {
		return err
	}
	o.CPU = (processTime() - whole - inventing).Seconds()
	return nil
}

// ask takes the CPU time of each query, the first few left out.
func ask(ctx context.Context, ix *index.Index, made *corpus, queries []query, full bool) (cost, error) {
	var times []float64
	var hits []int64
	for i, q := range queries {
		r := q.request()
		r.Facets = r.Facets || full
		before := processTime()
		res, err := ix.Search(ctx, r)
		took := processTime() - before
		if err != nil {
			return cost{}, err
		}
		if full {
			for _, h := range res.Hits {
				_, text := made.letter(letterNumber(h.ID))
				before := processTime()
				res.Highlight.Snippets(text, 1)
				took += processTime() - before
			}
		}
		if i >= warmUp {
			times, hits = append(times, took.Seconds()*1000), append(hits, int64(res.Total))
		}
	}
	slices.Sort(times)
	return cost{P50: times[len(times)/2], P95: times[len(times)*95/100], Hits: median(hits)}, nil
}

func letterID(i int) string { return fmt.Sprintf("01BENCH%019d", i) }

func letterNumber(id string) (i int) {
	fmt.Sscanf(strings.TrimLeft(strings.TrimPrefix(id, "01BENCH"), "0"), "%d", &i)
	return i
}

func (q query) request() index.Request {
	r := index.Request{Query: strings.Join(q.Words, " ") + q.Text, Clearance: archive.TopSecret, Limit: 10}
	switch q.How {
	case "any":
		r.Query = strings.Join(q.Words, " OR ")
	case "phrase":
		r.Query = `"` + r.Query + `"`
	case "prefix":
		r.Query += "*"
	case "narrowed":
		r.Agency, r.From, r.To = q.Agency, archive.Date(q.From), archive.Date(q.To)
	case "newest":
		r.Sort = index.ByDate
	case "facets":
		r.Facets = true
	}
	return r
}

// try searches a thousand pieces of numbers. Where no more letters have the piece
// than fit on top, the wanted one must be there; where more do, all on top must have
// it, a Roman month also as digits.
func (f *fragments) try(ctx context.Context, ix *index.Index, made *corpus, letters int) error {
	const top = 3
	numbers := make([]string, min(letters, beside))
	for i := range numbers {
		d, _ := made.letter(i)
		numbers[i] = archive.Skeleton(d.Number()) + " " + archive.Skeleton(romanMonth.ReplaceAllStringFunc(d.Number(), monthDigits))
	}
	dice := made.draw(-2)
	for range 1000 {
		wanted, _ := made.letter(dice.rnd.IntN(len(numbers)))
		text := piece(dice.rnd, wanted.Number())
		having := map[string]bool{}
		for i, n := range numbers {
			if strings.Contains(n, archive.Skeleton(text)) {
				having[letterID(i)] = true
			}
		}
		res, err := ix.Search(ctx, index.Request{Query: text, Clearance: archive.TopSecret, Limit: top})
		if err != nil {
			return err
		}
		f.Tried++
		right := 0
		for _, h := range res.Hits {
			if having[h.ID] {
				right++
			}
		}
		if right >= min(len(having), top) {
			f.Right++
		} else {
			fmt.Fprintf(os.Stderr, "piece %q of %q, which %d letters have: %d of the first hits, of %d\n", text, wanted.Number(), len(having), right, res.Total)
		}
	}
	return nil
}

var romanMonth = regexp.MustCompile("/[IVX]+/")

func monthDigits(roman string) string {
	return fmt.Sprintf("/%02d/", slices.Index(romanMonths, strings.Trim(roman, "/"))+1)
}

// processTime is the CPU time of all threads, threadTime that of this one.
func processTime() time.Duration { return cpuClock(unix.CLOCK_PROCESS_CPUTIME_ID) }
func threadTime() time.Duration  { return cpuClock(unix.CLOCK_THREAD_CPUTIME_ID) }

func cpuClock(id int32) time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(id, &t); err != nil {
		return 0
	}
	return time.Duration(t.Nano())
}

// anonymous is the memory this process holds that no file backs.
func anonymous() int64 {
	raw, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(raw)) {
		var kb int64
		if n, _ := fmt.Sscanf(line, "RssAnon: %d kB", &kb); n == 1 {
			return kb << 10
		}
	}
	return 0
}

func size(dir string) (sum int64) {
	_ = filepath.WalkDir(dir, func(_ string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		if info, err := e.Info(); err == nil {
			sum += info.Size()
		}
		return nil
	})
	return sum
}
