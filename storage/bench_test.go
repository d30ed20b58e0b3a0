package storage

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"lintas/archive"
)

// BenchmarkJournal compares acts with a bare loop that appends and syncs the same
// bytes on the same disk in the same run. The ratio is acts per second divided
// by bare writes per second; the project asks for 0.6 or more.
func BenchmarkJournal(b *testing.B) {
	for _, writers := range []int{1, 16} {
		b.Run(fmt.Sprintf("writers=%d", writers), func(b *testing.B) { benchmarkUpdates(b, writers, 1) })
	}
	b.Run("bulk=100", func(b *testing.B) { benchmarkUpdates(b, 1, 100) })
}

func benchmarkUpdates(b *testing.B, writers, bulk int) {
	a := openOnly(b, b.TempDir(), Options{Reserve: -1})
	defer a.Close()
	f, err := os.Create(filepath.Join(b.TempDir(), "bare"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	var next atomic.Int64
	var acts, bare time.Duration
	// Stretches of both take turns, so that both see the same disk.
	const stretch = 64
	rounds := 0
	for b.Loop() {
		rounds++
		before, _ := a.Head()
		start := time.Now()
		var wg sync.WaitGroup
		for range writers {
			wg.Go(func() {
				for range stretch / writers {
					recs := make([]archive.Record, bulk)
					for i := range recs {
						n := next.Add(1)
						recs[i] = letter(fmt.Sprintf("01HZX%021d", n), fmt.Sprintf("B-%d/PWNI/01/2024", n), "2024-09-24", archive.Ordinary)
					}
					put(b, a, recs...)
				}
			})
		}
		wg.Wait()
		acts += time.Since(start)
		bare += appendBare(b, a, f, before)
	}
	b.ReportMetric(float64(rounds*stretch)/acts.Seconds(), "acts/s")
	b.ReportMetric(float64(rounds*stretch)/bare.Seconds(), "bare/s")
	b.ReportMetric(bare.Seconds()/acts.Seconds(), "ratio")
}

// appendBare writes the lines of the acts after one number, each with its fsync.
func appendBare(b *testing.B, a *Archive, f *os.File, after uint64) time.Duration {
	b.Helper()
	segs, err := segments(journalDir(a.Dir()))
	if err != nil {
		b.Fatal(err)
	}
	from, err := findAfter(segs, after)
	if err != nil {
		b.Fatal(err)
	}
	var raws [][]byte
	for l, err := range lines(segs, from) {
		if err != nil {
			b.Fatal(err)
		}
		raws = append(raws, append([]byte(nil), append(l.raw, '\n')...))
	}
	start := time.Now()
	for _, raw := range raws {
		if _, err := f.Write(raw); err != nil {
			b.Fatal(err)
		}
		if err := f.Sync(); err != nil {
			b.Fatal(err)
		}
	}
	return time.Since(start)
}
