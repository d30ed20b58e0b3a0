package reading

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lintas/archive"
)

func testTesseract(t *testing.T, o TesseractOptions) *Tesseract {
	t.Helper()
	program, err := FindTesseract(t.Context(), o)
	if err != nil {
		t.Fatalf("the tests need Tesseract with Indonesian (Debian: tesseract-ocr, tesseract-ocr-ind): %v", err)
	}
	return program
}

// fakeTesseract is a program that knows the languages and then does what the script says.
func fakeTesseract(t *testing.T, script string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "tesseract")
	text := "#!/bin/sh\nif [ \"$1\" = --list-langs ]; then echo List; echo eng; echo ind; exit; fi\n" + script
	if err := os.WriteFile(path, []byte(text), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

const oneWordTSV = `cat >/dev/null; printf 'level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n5\t1\t1\t1\t1\t1\t100\t100\t200\t30\t95.5\tNomor\n'`

func readScans(t *testing.T, program *Tesseract, path string) (*archive.Transcript, []PageFault) {
	t.Helper()
	pool := testPool(t)
	paper, err := pool.Read(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	faults, err := pool.ReadScans(t.Context(), program, path, &paper.Transcript)
	if err != nil {
		t.Fatal(err)
	}
	return &paper.Transcript, faults
}

func sample(name string) string { return filepath.Join("..", "demo", "letters", name) }

func TestACrookedScanIsReadAndItsWordsAreWhereTheyStand(t *testing.T) {
	text, faults := readScans(t, testTesseract(t, TesseractOptions{}), sample("S002.pdf"))
	page := text.Pages[0]
	if len(faults) > 0 || page.Source != archive.FromOCR {
		t.Fatalf("source %q, faults %v", page.Source, faults)
	}
	for _, want := range []string{"Nomor : 560/1086-Disnaker/2024\n", "Sumber, 5 Agustus 2024\n", "PEMERINTAH KABUPATEN CIREBON", "Lampiran : 1 (satu) berkas"} {
		if !strings.Contains(page.Text, want) {
			t.Errorf("%q is not in\n%s", want, page.Text)
		}
	}
	want := [4]float64{60, 118, 97, 127} // of the label, looked up in the picture
	for _, w := range page.Words {
		if page.Text[w.Start:w.End] != "Nomor" || w.Box[1] < 100 {
			continue
		}
		for i, at := range want {
			if math.Abs(float64(w.Box[i])-at) > 3 {
				t.Errorf("the word is at %v, want %v", w.Box, want)
			}
		}
		if w.Conf < 0.8 || w.Conf > 1 {
			t.Errorf("confidence %v", w.Conf)
		}
		return
	}
	t.Error("the label is not among the words")
}

func TestASheetScannedSidewaysReadsLikeAnUprightOne(t *testing.T) {
	pool, program := testPool(t), testTesseract(t, TesseractOptions{})
	image, _, err := pool.recognise(t.Context(), program, sample("S002.pdf"), 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	w, h := pixelsOf(t, image.Data)
	nobody := Knowledge{Directory: archive.NewDirectory(nil), Calendar: archive.NewCalendar("", nil)}
	for name, how := range map[string][2]string{
		"page turned":      {"609 0 0 935 0 0 cm", "/MediaBox [0 0 609 935] /Rotate 90"},
		"page upside down": {"-609 0 0 -935 609 935 cm", "/MediaBox [0 0 609 935]"},
	} {
		text, faults := readScans(t, program, saved(t, scanPDF(w, h, image.Data, how[0], how[1])))
		got := Propose(text, nobody)
		if len(faults) > 0 || archive.Skeleton(got.Number) != archive.Skeleton("560/1086-Disnaker/2024") || got.Date != "2024-08-05" ||
			!strings.HasPrefix(got.Subject, "Permohonan Pencarian PMI Hilang Kontak a.n. Mawarti") {
			t.Errorf("%s: faults %v, number %q, date %s, subject %q\n%s", name, faults, got.Number, got.Date, got.Subject, text.Text())
		}
	}
}

// pixelsOf is the size of a picture that came as TIFF.
func pixelsOf(t *testing.T, tiff []byte) (w, h int) {
	t.Helper()
	w, h = int(binary.LittleEndian.Uint32(tiff[18:])), int(binary.LittleEndian.Uint32(tiff[30:]))
	if !bytes.HasPrefix(tiff, []byte("II*\x00")) || len(tiff) != tiffHead+w*h {
		t.Fatalf("the crooked scan did not come as pixels: % x", tiff[:tiffHead])
	}
	return w, h
}

// scanPDF is a page with one grey picture, given as TIFF, placed by an operator.
func scanPDF(w, h int, tiff []byte, place, entries string) []byte {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	if _, err := z.Write(tiff[tiffHead:]); err != nil {
		panic(err)
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	dict := fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode", w, h)
	return pageWith("q "+place+" /Im Do Q", entries, streamOf(dict, packed.String()))
}

func TestAPageThatFailsTwiceIsMarkedAndTheRestGoesOn(t *testing.T) {
	dir := t.TempDir()
	// The first page is tried twice, then comes the second.
	crash := fakeTesseract(t, `echo x >>`+dir+`/calls; [ $(wc -l <`+dir+`/calls) -gt 2 ] || exit 7; `+oneWordTSV)
	text, faults := readScans(t, testTesseract(t, TesseractOptions{Command: crash, Workers: 1}), sample("S031.pdf"))
	if len(faults) != 1 || faults[0].Page != 1 {
		t.Fatalf("faults %v", faults)
	}
	if text.Pages[0].Source != archive.FromNone || text.Pages[1].Source != archive.FromOCR || text.Pages[1].Text != "Nomor" {
		t.Errorf("%+v", text.Pages)
	}
}

func TestTesseractThatHangsOrTalksNonsenseCostsThePageOnly(t *testing.T) {
	for name, script := range map[string]string{
		"hangs":            "sleep 1000 & wait",
		"says nothing":     "cat >/dev/null",
		"writes nonsense":  "cat >/dev/null; echo '5\t1'",
		"cuts its table":   "cat >/dev/null; printf 'level\tpage_num\tblock_num\tpar_num\n5\t1\t1\n'",
		"writes no number": "cat >/dev/null; printf 'level\tpage_num\tblock_num\tpar_num\n5\t1\t1\t1\t1\t1\tNaN\t1\t1\t1\t1\tx\n'",
		"writes for ever":  "yes level",
	} {
		program := testTesseract(t, TesseractOptions{Command: fakeTesseract(t, script), Timeout: 400 * time.Millisecond})
		text, faults := readScans(t, program, sample("S010.pdf"))
		if len(faults) != 1 || text.Pages[0].Source != archive.FromNone {
			t.Errorf("%s: faults %v, source %q", name, faults, text.Pages[0].Source)
		}
		if name == "hangs" && !errors.Is(faults[0].Err, errTooLong) {
			t.Errorf("%s: %v", name, faults[0].Err)
		}
	}
}

func TestTesseractThatGoesAwayLeavesTheTranscriptAlone(t *testing.T) {
	path := fakeTesseract(t, oneWordTSV)
	program := testTesseract(t, TesseractOptions{Command: path})
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	pool := testPool(t)
	paper, err := pool.Read(t.Context(), sample("S010.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = pool.ReadScans(t.Context(), program, sample("S010.pdf"), &paper.Transcript)
	if archive.CodeOf(err) != archive.NotFound || paper.Transcript.Pages[0].Source != archive.FromNone {
		t.Errorf("%v, %+v", err, paper.Transcript.Pages[0])
	}
}

func TestAnEndingServerStopsTesseract(t *testing.T) {
	program := testTesseract(t, TesseractOptions{Command: fakeTesseract(t, "sleep 1000 & wait")})
	pool := testPool(t)
	paper, err := pool.Read(t.Context(), sample("S010.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if _, err := pool.ReadScans(ctx, program, sample("S010.pdf"), &paper.Transcript); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

func TestOnlyThePicturesOfAMixedFileAreRead(t *testing.T) {
	words := strings.Repeat("Menindaklanjuti surat Saudara perihal tersebut di atas kami sampaikan ", 8)
	grey := bytes.Repeat([]byte{255}, 200*280)
	for i := range grey { // a few dark bars, so that the page is not blank
		if i/200%20 < 8 && i%200 > 20 && i%200 < 180 {
			grey[i] = 0
		}
	}
	picture := streamOf("/Type /XObject /Subtype /Image /Width 200 /Height 280 /ColorSpace /DeviceGray /BitsPerComponent 8", string(grey))
	page := func(content int) string {
		return fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 7 0 R >> /XObject << /Im 8 0 R >> >> >>", content)
	}
	file := makePDF(catalog, "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>", page(5), page(6),
		streamOf("", printAt(72, 700, 6, words)), streamOf("", "q 595 0 0 842 0 0 cm /Im Do Q"), fontDict, picture)
	text, faults := readScans(t, testTesseract(t, TesseractOptions{Command: fakeTesseract(t, oneWordTSV)}), saved(t, file))
	if len(faults) > 0 || text.Pages[0].Source != archive.FromText || text.Pages[1].Source != archive.FromOCR || text.Pages[1].Text != "Nomor" {
		t.Errorf("faults %v, %q and %q: %q", faults, text.Pages[0].Source, text.Pages[1].Source, text.Pages[1].Text)
	}
}

func TestWithoutTesseractOrItsIndonesianItSaysWhatToInstall(t *testing.T) {
	english := filepath.Join(t.TempDir(), "tesseract")
	if err := os.WriteFile(english, []byte("#!/bin/sh\necho List; echo eng\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, command := range []string{"/nowhere/tesseract", english} {
		_, err := FindTesseract(t.Context(), TesseractOptions{Command: command})
		var refusal *archive.Error
		if !errors.As(err, &refusal) || !strings.Contains(refusal.Text.ID, "tesseract-ocr-ind") || !strings.Contains(refusal.Text.EN, "tesseract-ocr-ind") {
			t.Errorf("%s: %v", command, err)
		}
	}
}
