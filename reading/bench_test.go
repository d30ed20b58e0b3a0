package reading

import (
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf16"
)

// BenchmarkRead compares three ways to the text of the demo's digital letters, by
// the processor time of all processes that took part: the pool, with the place of
// every word; a bare loop of the engine in this process, with GetText only; and
// one pdftotext process per letter.
//
//	go test ./reading -run '^$' -bench Read
func BenchmarkRead(b *testing.B) {
	e, err := newEngine(cacheHome())
	if err != nil {
		b.Fatal(err)
	}
	letters := digitalLetters(b, e)
	b.Run("bare", func(b *testing.B) {
		measure(b, letters, ownTime, func(path string) error {
			_, err := bareText(e, path)
			return err
		})
	})
	b.Run("pool", func(b *testing.B) {
		pool := testPoolWith(b, PoolOptions{Workers: 1})
		if _, err := pool.Read(b.Context(), letters[0]); err != nil {
			b.Fatal(err)
		}
		measure(b, letters, func(b *testing.B) time.Duration {
			return ownTime(b) + timeOf(b, children(b))
		}, func(path string) error {
			_, err := pool.Read(b.Context(), path)
			return err
		})
	})
	b.Run("pdftotext", func(b *testing.B) {
		if _, err := exec.LookPath("pdftotext"); err != nil {
			b.Fatal(err)
		}
		measure(b, letters, func(b *testing.B) time.Duration {
			return usage(b, syscall.RUSAGE_SELF) + usage(b, syscall.RUSAGE_CHILDREN)
		}, func(path string) error {
			return exec.CommandContext(b.Context(), "pdftotext", path, os.DevNull).Run()
		})
	})
}

// measure reads the letters in turn and reports the processor time of one.
func measure(b *testing.B, letters []string, spent func(*testing.B) time.Duration, read func(path string) error) {
	before := spent(b)
	n := 0
	for b.Loop() {
		if err := read(letters[n%len(letters)]); err != nil {
			b.Fatal(err)
		}
		n++
	}
	b.ReportMetric((spent(b)-before).Seconds()*1000/float64(n), "cpu-ms/letter")
}

func usage(b *testing.B, who int) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(who, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func ownTime(b *testing.B) time.Duration { return usage(b, syscall.RUSAGE_SELF) }

// timeOf is the processor time of living processes, to 10 ms.
func timeOf(b *testing.B, pids []int) time.Duration {
	ticks := 0
	for _, pid := range pids {
		stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		if err != nil {
			b.Fatal(err)
		}
		fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
		var user, system int
		if _, err := fmt.Sscan(fields[11]+" "+fields[12], &user, &system); err != nil {
			b.Fatal(err)
		}
		ticks += user + system
	}
	return time.Duration(ticks) * 10 * time.Millisecond
}

// digitalLetters are the demo's letters that have a text of their own.
func digitalLetters(t testing.TB, e *engine) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join("..", "demo", "letters", "*.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	var letters []string
	for _, path := range all {
		text, err := bareText(e, path)
		if err != nil {
			t.Fatal(err)
		}
		if len(strings.TrimSpace(text)) > 0 {
			letters = append(letters, path)
		}
	}
	if len(letters) == 0 {
		t.Fatal("no letters to read")
	}
	return letters
}

// bareText is the least that can be done: PDFium's own text of each page.
func bareText(e *engine, path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", err
	}
	doc, err := e.open(f, info.Size())
	if err != nil {
		return "", err
	}
	defer doc.close()
	var text strings.Builder
	for i := range doc.pages {
		sheet := e.call("FPDF_LoadPage", doc.doc, uint64(i))
		page := e.call("FPDFText_LoadPage", sheet)
		if n := e.call("FPDFText_CountChars", page); n > 0 {
			at := e.call("malloc", 2*n+2)
			e.call("FPDFText_GetText", page, 0, n, at)
			raw, _ := e.mod.Memory().Read(uint32(at), uint32(2*n))
			units := make([]uint16, n)
			for k := range units {
				units[k] = binary.LittleEndian.Uint16(raw[2*k:])
			}
			text.WriteString(string(utf16.Decode(units)))
			e.call("free", at)
		}
		e.call("FPDFText_ClosePage", page)
		e.call("FPDF_ClosePage", sheet)
	}
	return text.String(), e.failure()
}
