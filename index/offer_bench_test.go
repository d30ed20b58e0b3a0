package index

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"lintas/archive"
)

// BenchmarkOffers prints what it costs to complete what is typed, to find similar letters
// and to count facets:
//
//	go test ./index -run '^$' -bench Offers -benchtime 1x -letters 100000
func BenchmarkOffers(b *testing.B) {
	var n int
	if _, err := fmt.Sscan(strings.Split(*benchSizes, ",")[0], &n); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		ctx := context.Background()
		ix, err := Open(ctx, Options{Dir: b.TempDir()})
		if err != nil {
			b.Fatal(err)
		}
		m := newLetterMaker(1)
		var sample []Entry
		for done := 0; done < n; {
			batch := make([]Entry, 0, 2000)
			for len(batch) < cap(batch) && done < n {
				batch = append(batch, m.letter(done))
				done++
			}
			sample = append(sample, batch[0])
			if err := ix.Apply(ctx, Batch{Put: batch, Seq: uint64(done), Hash: "h"}); err != nil {
				b.Fatal(err)
			}
		}
		ix.SetDirectory(demoDirectory(b))
		benchOffers(b, ix, m, sample)
		if err := ix.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func benchOffers(b *testing.B, ix *Index, m *letterMaker, sample []Entry) {
	ctx := context.Background()
	search := func(q Request) error {
		q.Clearance = archive.TopSecret
		_, err := ix.Search(ctx, q)
		return err
	}
	fmt.Printf("%-30s %10s %10s %10s\n", "offer", "p50 ms", "p95 ms", "CPU ms")
	for _, class := range []struct {
		name string
		ask  func(i int, e Entry) error
	}{
		{"words from two letters", func(i int, e Entry) error {
			_, err := ix.Complete(ctx, m.words[i][:2], archive.TopSecret, 4)
			return err
		}},
		{"words from three letters", func(i int, e Entry) error {
			_, err := ix.Complete(ctx, m.words[i][:min(3, len(m.words[i]))], archive.TopSecret, 4)
			return err
		}},
		{"subjects", func(i int, e Entry) error {
			return search(Request{Query: "hal:" + words(e.Document.Subject)[0][:3] + "*", Limit: 3})
		}},
		{"numbers", func(i int, e Entry) error {
			return search(Request{Query: `nomor:"` + e.Document.Numbers[0][2:7] + `"`, Limit: 3})
		}},
		{"names", func(i int, e Entry) error {
			return search(Request{Query: "pmi:" + e.Document.Workers[0].Name[:3] + "*", Limit: 12})
		}},
		{"similar letters", func(i int, e Entry) error {
			_, err := ix.Similar(ctx, SimilarRequest{Entry: e, Clearance: archive.TopSecret})
			return err
		}},
		{"frequent word with facets", func(i int, e Entry) error {
			return search(Request{Query: m.words[4+i%36], Facets: true, Limit: 10})
		}},
		{"everything with facets", func(i int, e Entry) error { return search(Request{Facets: true, Limit: 10}) }},
	} {
		var times []time.Duration
		var cpu time.Duration
		for i := range 70 {
			if i == 10 {
				cpu = cpuTime()
			}
			began := time.Now()
			if err := class.ask(i, sample[i%len(sample)]); err != nil {
				b.Fatalf("%s: %v", class.name, err)
			}
			if i >= 10 {
				times = append(times, time.Since(began))
			}
		}
		cpu = (cpuTime() - cpu) / time.Duration(len(times))
		slices.Sort(times)
		fmt.Printf("%-30s %10.2f %10.2f %10.2f\n", class.name, ms(times[len(times)/2]), ms(times[len(times)*95/100]), ms(cpu))
	}
}
