package reading

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
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
	mostMemory  = 512 << 20
	hostileTime = time.Second // the limit set for the test; the server's is 10 s
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
		"xref that points nowhere":        bytes.ReplaceAll(good, []byte("00000 n"), []byte("99999 n")),
		"startxref beyond the end":        bytes.Replace(good, []byte("startxref\n"), []byte("startxref\n9"), 1),
		"xref that follows itself":        bytes.Replace(good, []byte("/Root 1 0 R"), []byte("/Root 1 0 R /Prev "+strconv.Itoa(bytes.LastIndex(good, []byte("xref\n0")))), 1),
		"page tree that loops":            makePDF(catalog, "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"),
		"page tree of two in a ring":      makePDF(catalog, "<< /Type /Pages /Kids [3 0 R] /Count 9 >>", "<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 9 >>"),
		"count of two thousand million":   makePDF(catalog, "<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>", "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"),
		"100,000 pages":                   manyPages(100_000),
		"bomb as content":                 onePageOf(bomb(strings.Repeat("\x00", 1<<20))),
		"bomb of text":                    onePageOf(bomb(strings.Repeat(text, 1<<12))),
		"bomb of drawing":                 onePageOf(bomb(strings.Repeat("0 0 m 9 9 l S ", 1<<14))),
		"content of 60 MB":                onePageOf(streamOf("/Filter /FlateDecode", repeated(strings.Repeat(text, 1<<10), 1<<10))),
		"arrays 200,000 deep":             makePDF("<< /Type /Catalog /Pages 2 0 R /X "+strings.Repeat("[", 200_000)+strings.Repeat("]", 200_000)+" >>", onePage),
		"dictionaries 100,000 deep":       makePDF("<< /Type /Catalog /Pages 2 0 R /X "+strings.Repeat("<< /A ", 100_000)+"1"+strings.Repeat(" >>", 100_000)+" >>", onePage),
		"a million saved states":          onePageOf(streamOf("/Filter /FlateDecode", repeated("q ", 1_000_000))),
		"a form that draws itself":        onePageOf(streamOf("", "/Fm Do"), form("/Fm Do "+text)),
		"forms that draw ten each":        makePDF(doubling...),
		"a script that never ends":        makePDF("<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (while(1){}) >> >>", onePage, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /AA << /O << /S /JavaScript /JS (while(1){}) >> >> >>"),
		"a page of a million kilometres":  bytes.Replace(good, []byte("[0 0 595 842]"), []byte("[0 0 1e12 1]"), 1),
		"a page turned inside out":        bytes.Replace(good, []byte("[0 0 595 842]"), []byte("[9 9 -1e9 9]"), 1),
		"a length that lies":              bytes.Replace(good, []byte("/Length "), []byte("/Length 99999999"), 1),
		"a length that is itself":         bytes.Replace(good, []byte("/Length "), []byte("/Length 4 0 R %"), 1),
		"cut in the middle":               good[:len(good)/2],
		"nothing but a head":              []byte("%PDF-1.7\n"),
		"locked with a password":          bytes.Replace(good, []byte("/Root 1 0 R"), []byte("/Root 1 0 R /ID [<00> <00>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <"+strings.Repeat("ab", 32)+"> /U <"+strings.Repeat("cd", 32)+"> >>"), 1),
		"object stream within itself":     streamOfObjects("7", "/Extends 7 0 R"),
		"object streams in a ring":        streamOfObjects("8", "/Extends 8 0 R"),
		"steps of a millionth":            onePageOf(streamOf("", "/Pattern cs /P1 scn 0 0 595 842 re f"), streamOf("/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 0.000001 /YStep 0.000001 /Resources << >>", "0 0 1 1 re f")),
		"picture of 2.5 thousand million": hugePicture("/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode", repeated(strings.Repeat("\x7f", 1<<20), 2400)),
		"picture of 8 GB packed twice":    hugePicture("/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter [/FlateDecode /FlateDecode]", deflated(repeated(strings.Repeat("\x7f", 1<<20), 7200), (*zlib.Writer).Close)),
		"fax of 50,000 by 50,000":         hugePicture("/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 50000 /Rows 50000 >>", strings.Repeat("\xff", 50_000)),
		"JBIG2 of 50,000 by 50,000":       hugePicture("/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /JBIG2Decode", jbig2Page(50_000)),
		"JPEG 2000 of 50,000 by 50,000":   hugePicture("/Filter /JPXDecode", jpeg2000Head(50_000)),
		"JPEG of 50,000 by 50,000":        hugePicture("/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode", jpegHead(50_000)),
	}
}

// hugePicture is a page that is one picture of 50,000 × 50,000, as far as it says.
func hugePicture(entries, data string) []byte {
	return pageWith("q 595 0 0 842 0 0 cm /Im Do Q", "", streamOf("/Type /XObject /Subtype /Image /Width 50000 /Height 50000 "+entries, data))
}

// jbig2Page is a page of that size with one region, all over it, of no data.
func jbig2Page(size uint32) string {
	var b bytes.Buffer
	segment := func(number uint32, kind byte, body ...any) {
		var data bytes.Buffer
		for _, v := range body {
			must(binary.Write(&data, binary.BigEndian, v))
		}
		for _, v := range []any{number, kind, byte(0), byte(1), uint32(data.Len())} {
			must(binary.Write(&b, binary.BigEndian, v))
		}
		b.Write(data.Bytes())
	}
	segment(0, 48, size, size, uint32(0), uint32(0), byte(0), uint16(0))
	segment(1, 38, size, size, uint32(0), uint32(0), byte(0), byte(0), [8]byte{3, 255, 253, 255, 2, 254, 254, 254}, make([]byte, 64))
	return b.String()
}

// jpeg2000Head is the head of a code stream of that size, without its tiles.
func jpeg2000Head(size uint32) string {
	var b bytes.Buffer
	for _, v := range []any{
		uint16(0xff4f), uint16(0xff51), uint16(47), uint16(0), size, size, uint32(0), uint32(0), size, size, uint32(0), uint32(0), uint16(3), [9]byte{7, 1, 1, 7, 1, 1, 7, 1, 1},
		uint16(0xff52), uint16(12), byte(0), byte(0), uint16(1), byte(0), byte(5), byte(4), byte(4), byte(0), byte(0),
		uint16(0xff5c), uint16(19), byte(0x40), [16]byte{},
		uint16(0xff90), uint16(10), uint16(0), uint32(0), byte(0), byte(1), uint16(0xff93), [64]byte{}, uint16(0xffd9),
	} {
		must(binary.Write(&b, binary.BigEndian, v))
	}
	return b.String()
}

// jpegHead is a JPEG whose head says that size and whose data is a good one's.
func jpegHead(size uint16) string {
	var b bytes.Buffer
	must(jpeg.Encode(&b, image.NewRGBA(image.Rect(0, 0, 64, 64)), nil))
	data := b.Bytes()
	at := bytes.Index(data, []byte{0xff, 0xc0})
	binary.BigEndian.PutUint16(data[at+5:], size)
	binary.BigEndian.PutUint16(data[at+7:], size)
	return string(data)
}

func must(err error) {
	if err != nil {
		panic(err) // a buffer takes everything
	}
}

// streamOfObjects is a file whose page tree lies in object stream 7, which the table
// says lies in the stream so named.
func streamOfObjects(within, extends string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	at := map[int]int{}
	object := func(n int, body string) {
		at[n] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", n, body)
	}
	object(1, catalog)
	inside := "2 0 3 50 " + fmt.Sprintf("%-50s", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>") + "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
	object(7, streamOf("/Type /ObjStm /N 2 /First 9 "+extends, inside))
	object(8, streamOf("/Type /ObjStm /N 2 /First 9 /Extends 7 0 R", inside))
	number, err := strconv.Atoi(within)
	must(err)
	table := new(bytes.Buffer)
	entry := func(kind byte, offset uint32, index byte) {
		must(binary.Write(table, binary.BigEndian, struct {
			Kind   byte
			Offset uint32
			Index  byte
		}{kind, offset, index}))
	}
	entry(0, 0, 0)
	entry(1, uint32(at[1]), 0)
	entry(2, 7, 0)
	entry(2, 7, 1)
	for range 3 {
		entry(0, 0, 0)
	}
	entry(2, uint32(number), 0) // stream 7 lies in a stream
	entry(2, 7, 0)              // and stream 8 in that
	start := b.Len()
	entry(1, uint32(start), 0)
	object(9, streamOf("/Type /XRef /Size 10 /W [1 4 1] /Root 1 0 R", table.String()))
	fmt.Fprintf(&b, "startxref\n%d\n%%%%EOF\n", start)
	return b.Bytes()
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

// mustSurvive reads a file, draws it, takes its picture for OCR and lays words over it,
// and checks what each costs: it is done, or refused with a code and in words.
func mustSurvive(t *testing.T, pool *Pool, name string, pdf []byte) {
	t.Helper()
	path := saved(t, pdf)
	words := archive.Page{Width: 595, Height: 842, Source: archive.FromOCR, Text: "Surat", Words: []archive.Word{{End: 5, Box: [4]float32{72, 72, 120, 84}}}}
	peak := 0
	line := fmt.Sprintf("%-32s %8d bytes", name, len(pdf))
	for _, step := range []struct {
		name string
		do   func() error
	}{
		{"read", func() error { _, err := pool.Read(t.Context(), path); return err }},
		{"drawn", func() error { _, err := pool.Picture(t.Context(), path, 1, 800); return err }},
		{"scan", func() error {
			_, err := pool.ask(t.Context(), request{Op: askScan, Path: path, Page: 1}, pool.o.Timeout)
			return err
		}},
		{"copy", func() error {
			_, err := pool.Searchable(t.Context(), path, &archive.Transcript{Pages: []archive.Page{words}})
			return err
		}},
	} {
		began := time.Now()
		err := step.do()
		took := time.Since(began)
		outcome := step.name
		if err != nil {
			var refusal *archive.Error
			if !errors.As(err, &refusal) || refusal.Code == "" || refusal.Text.ID == "" || refusal.Text.EN == "" {
				t.Errorf("%s: %s: a refusal without a reason: %v", name, step.name, err)
				continue
			}
			outcome = string(refusal.Code)
		}
		if took > hostileTime+2*time.Second {
			t.Errorf("%s: %s took %v", name, step.name, took)
		}
		peak = max(peak, peakOf(t, children(t)))
		line += fmt.Sprintf("  %-10s %5.2f s", outcome, took.Seconds())
	}
	if peak > mostMemory {
		t.Errorf("%s: a child took %d MB", name, peak>>20)
	}
	t.Logf("%s  %3d MB", line, peak>>20)
}

func TestHostileFileCostsAChildAndIsRefusedClearly(t *testing.T) {
	for name, pdf := range hostileFiles() {
		pool := testPoolWith(t, PoolOptions{Workers: 1, Timeout: hostileTime})
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
