package reading

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"lintas/archive"
)

// What a hostile file may cost (design, promise 5).
const (
	mostMemory = 512 << 20
	mostTime   = 10 * time.Second
)

// deflated compresses data; flushed only, it can be repeated.
func deflated(data string, end func(*zlib.Writer) error) string {
	var b bytes.Buffer
	w, err := zlib.NewWriterLevel(&b, zlib.BestCompression)
	if err == nil {
		_, err = w.Write([]byte(data))
	}
	if err == nil {
		err = end(w)
	}
	if err != nil {
		panic(err) // the level is a constant and a buffer takes everything
	}
	return b.String()
}

// repeated is the compressed form of a block so many times over, made without
// ever compressing more than the block. Its checksum is wrong, at the very end.
func repeated(block string, times int) string {
	once := deflated(block, (*zlib.Writer).Flush)
	const lastBlock, checksum = "\x01\x00\x00\xff\xff", "\x00\x00\x00\x00"
	return once[:2] + strings.Repeat(once[2:], times) + lastBlock + checksum
}

// bomb is a stream of a few kilobytes that unpacks, twice, to 5 GB.
func bomb(block string) string {
	return streamOf("/Filter [/FlateDecode /FlateDecode]", deflated(repeated(block, 5<<30/len(block)), (*zlib.Writer).Close))
}

func onePageOf(content string, more ...string) []byte {
	page := "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> /XObject << /Fm 6 0 R >> /Pattern << /P1 6 0 R >> >> >>"
	return makePDF(append([]string{catalog, onePage, page, content, fontDict}, more...)...)
}

func manyPages(n int) []byte {
	kids := make([]string, 0, n+3)
	refs := make([]string, n)
	for i := range refs {
		refs[i] = fmt.Sprintf("%d 0 R", i+4)
	}
	kids = append(kids, catalog, fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", n, strings.Join(refs, " ")), fontDict)
	for range n {
		kids = append(kids, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>")
	}
	return makePDF(kids...)
}

func hostileFiles() map[string][]byte {
	good := letter("Surat yang baik")
	text := printAt(72, 700, 12, "Surat")
	form := func(content string) string {
		return streamOf("/Type /XObject /Subtype /Form /BBox [0 0 600 900] /Resources << /XObject << /Fm 6 0 R >> >>", content)
	}
	doubling := []string{catalog, onePage,
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /Fm 6 0 R >> >> >>", streamOf("", "/Fm Do"), fontDict}
	for i := range 24 { // each form draws the next one ten times
		doubling = append(doubling, streamOf(fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [0 0 600 900] /Resources << /XObject << /Fm %d 0 R >> >>", 7+i), strings.Repeat("/Fm Do ", 10)))
	}
	return map[string][]byte{
		"xref that points nowhere":       bytes.ReplaceAll(good, []byte("00000 n"), []byte("99999 n")),
		"startxref beyond the end":       bytes.Replace(good, []byte("startxref\n"), []byte("startxref\n9"), 1),
		"xref that follows itself":       bytes.Replace(good, []byte("/Root 1 0 R"), []byte("/Root 1 0 R /Prev "+strconv.Itoa(bytes.LastIndex(good, []byte("xref\n0")))), 1),
		"page tree that loops":           makePDF(catalog, "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"),
		"page tree of two in a ring":     makePDF(catalog, "<< /Type /Pages /Kids [3 0 R] /Count 9 >>", "<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 9 >>"),
		"count of two thousand million":  makePDF(catalog, "<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>", "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"),
		"100,000 pages":                  manyPages(100_000),
		"bomb as content":                onePageOf(bomb(strings.Repeat("\x00", 1<<20))),
		"bomb of text":                   onePageOf(bomb(strings.Repeat(text, 1<<12))),
		"bomb of drawing":                onePageOf(bomb(strings.Repeat("0 0 m 9 9 l S ", 1<<14))),
		"content of 60 MB":               onePageOf(streamOf("/Filter /FlateDecode", repeated(strings.Repeat(text, 1<<10), 1<<10))),
		"arrays 200,000 deep":            makePDF("<< /Type /Catalog /Pages 2 0 R /X "+strings.Repeat("[", 200_000)+strings.Repeat("]", 200_000)+" >>", onePage),
		"dictionaries 100,000 deep":      makePDF("<< /Type /Catalog /Pages 2 0 R /X "+strings.Repeat("<< /A ", 100_000)+"1"+strings.Repeat(" >>", 100_000)+" >>", onePage),
		"a million saved states":         onePageOf(streamOf("/Filter /FlateDecode", repeated("q ", 1_000_000))),
		"a form that draws itself":       onePageOf(streamOf("", "/Fm Do"), form("/Fm Do "+text)),
		"forms that draw ten each":       makePDF(doubling...),
		"a script that never ends":       makePDF("<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (while(1){}) >> >>", onePage, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /AA << /O << /S /JavaScript /JS (while(1){}) >> >> >>"),
		"a page of a million kilometres": bytes.Replace(good, []byte("[0 0 595 842]"), []byte("[0 0 1e12 1]"), 1),
		"a page turned inside out":       bytes.Replace(good, []byte("[0 0 595 842]"), []byte("[9 9 -1e9 9]"), 1),
		"a length that lies":             bytes.Replace(good, []byte("/Length "), []byte("/Length 99999999"), 1),
		"a length that is itself":        bytes.Replace(good, []byte("/Length "), []byte("/Length 4 0 R %"), 1),
	}
}

// peakOf is the most memory that any of the children has had.
func peakOf(t *testing.T, pids []int) int {
	t.Helper()
	peak := 0
	for _, pid := range pids {
		status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		if err != nil {
			continue // gone: its limit held it
		}
		_, after, _ := strings.Cut(string(status), "VmHWM:")
		kb, err := strconv.Atoi(strings.Fields(after + " 0")[0])
		if err != nil {
			t.Fatal(err)
		}
		peak = max(peak, kb<<10)
	}
	return peak
}

// mustSurvive reads and draws a file and checks what it costs: either it is read
// or the refusal has a code, and the next letter is read as ever.
func mustSurvive(t *testing.T, pool *Pool, name string, pdf []byte) {
	t.Helper()
	path := saved(t, pdf)
	began := time.Now()
	_, err := pool.Read(t.Context(), path)
	took := time.Since(began)
	outcome := "read"
	if err != nil {
		outcome = string(archive.CodeOf(err))
	}
	if outcome == "" {
		t.Errorf("%s: an error without a code: %v", name, err)
	}
	if took > mostTime+2*time.Second {
		t.Errorf("%s: reading took %v", name, took)
	}
	peak := peakOf(t, children(t))
	drawn := "drawn"
	if _, err := pool.Picture(t.Context(), path, 1, 800); err != nil {
		if drawn = string(archive.CodeOf(err)); drawn == "" {
			t.Errorf("%s: drawing: an error without a code: %v", name, err)
		}
	}
	peak = max(peak, peakOf(t, children(t)))
	if peak > mostMemory {
		t.Errorf("%s: a child took %d MB", name, peak>>20)
	}
	t.Logf("%-32s %7d bytes  %-10s %-10s %6.2f s  %3d MB", name, len(pdf), outcome, drawn, took.Seconds(), peak>>20)
}

func TestHostileFileCostsAChildAndIsRefusedClearly(t *testing.T) {
	for name, pdf := range hostileFiles() {
		pool := testPoolWith(t, PoolOptions{Workers: 1, Timeout: 2 * time.Second})
		mustSurvive(t, pool, name, pdf)
		wantText(t, pool, letter("Surat berikutnya"), "Surat berikutnya")
		if err := pool.Close(); err != nil {
			t.Error(err)
		}
	}
	var all syscall.Rusage // also of the children that were killed
	if err := syscall.Getrusage(syscall.RUSAGE_CHILDREN, &all); err != nil {
		t.Fatal(err)
	}
	if all.Maxrss<<10 > mostMemory {
		t.Errorf("a child took %d MB", all.Maxrss>>10)
	}
}

func TestDamagedLetterNeverStopsTheReaders(t *testing.T) {
	good, err := os.ReadFile(filepath.Join("..", "demo", "letters", "S007.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	pool := testPoolWith(t, PoolOptions{Workers: 2})
	dice := rand.New(rand.NewPCG(1, 2))
	for i := range 150 {
		pdf := bytes.Clone(good)
		switch i % 3 {
		case 0:
			pdf = pdf[:dice.IntN(len(pdf))]
		case 1:
			for range 1 + dice.IntN(200) {
				pdf[dice.IntN(len(pdf))] = byte(dice.Uint32())
			}
		case 2:
			from := dice.IntN(len(pdf))
			to := min(len(pdf), from+dice.IntN(4096))
			pdf = append(pdf[:from], pdf[to:]...)
		}
		if _, err := pool.Read(t.Context(), saved(t, pdf)); err != nil && archive.CodeOf(err) == "" {
			t.Errorf("damage %d: an error without a code: %v", i, err)
		}
	}
	if peak := peakOf(t, children(t)); peak > mostMemory {
		t.Errorf("a child took %d MB", peak>>20)
	}
	wantText(t, pool, letter("Surat berikutnya"), "Surat berikutnya")
}

func TestReadersDieWithTheirParentEvenWhenTheyHang(t *testing.T) {
	parent := exec.CommandContext(t.Context(), os.Args[0], hangingParent, saved(t, letter("Surat")))
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	var orphans []int
	eventually(t, "the parent has a child", func() bool {
		orphans = childrenOf(t, parent.Process.Pid)
		return len(orphans) > 0
	})
	if err := parent.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := parent.Wait(); err == nil {
		t.Error("the parent ended well, it should have been killed")
	}
	for _, pid := range orphans {
		eventually(t, "the orphan is gone", func() bool {
			_, err := os.Stat(fmt.Sprintf("/proc/%d", pid))
			return os.IsNotExist(err)
		})
	}
}
