package reading

import (
	"bytes"
	"math"
	"os"
	"strings"
	"testing"

	"lintas/archive"
)

// searchable makes a copy of a scan and reads that.
func searchable(t *testing.T, path string) (original *archive.Transcript, copied []byte, read Paper) {
	t.Helper()
	pool := testPool(t)
	text, _ := readScans(t, testTesseract(t, TesseractOptions{}), path)
	copied, err := pool.Searchable(t.Context(), path, text)
	if err != nil {
		t.Fatal(err)
	}
	read, err = pool.Read(t.Context(), saved(t, copied))
	if err != nil {
		t.Fatal(err)
	}
	return text, copied, read
}

// wantInPlace checks that the words of a scan stand in its copy where they were seen.
func wantInPlace(t *testing.T, seen, read archive.Page) {
	t.Helper()
	if read.Source != archive.FromText {
		t.Fatalf("the copy has a page of source %q", read.Source)
	}
	at := map[string][][4]float32{}
	for _, w := range read.Words {
		word := read.Text[w.Start:w.End]
		at[word] = append(at[word], w.Box)
	}
	found, astray := 0, []string{}
	for _, w := range seen.Words {
		word := seen.Text[w.Start:w.End]
		near := false
		for _, b := range at[word] {
			dx := float64(w.Box[0]+w.Box[2]-b[0]-b[2]) / 2
			dy := float64(w.Box[1]+w.Box[3]-b[1]-b[3]) / 2
			near = near || math.Hypot(dx, dy) < 6
		}
		if near {
			found++
		} else {
			astray = append(astray, word)
		}
	}
	if 100*found < 97*len(seen.Words) {
		t.Errorf("%d of %d words are in place; not %q in\n%s", found, len(seen.Words), astray, read.Text)
	}
}

func TestTheWordsOfASearchableCopyLieOverTheirPicture(t *testing.T) {
	text, copied, read := searchable(t, sample("S002.pdf"))
	wantInPlace(t, text.Pages[0], read.Transcript.Pages[0])
	original, err := os.ReadFile(sample("S002.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	if picture := jpegIn(t, original); !bytes.Contains(copied, picture) {
		t.Error("the picture is not in the copy as it lies in the original")
	}
}

// jpegIn is the first JPEG in a file.
func jpegIn(t *testing.T, pdf []byte) []byte {
	t.Helper()
	from := bytes.Index(pdf, []byte("\xff\xd8\xff"))
	if from < 0 {
		t.Fatal("no JPEG in the file")
	}
	to := bytes.Index(pdf[from:], []byte("endstream"))
	return bytes.TrimRight(pdf[from:from+to], "\r\n")
}

func TestTheWordsOfATurnedScanLieOverTheirPicture(t *testing.T) {
	pool, program := testPool(t), testTesseract(t, TesseractOptions{})
	image, _, err := pool.recognise(t.Context(), program, sample("S002.pdf"), 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	w, h := pixelsOf(t, image.Data)
	for name, how := range map[string][2]string{
		"page turned":         {"609 0 0 935 0 0 cm", "/MediaBox [0 0 609 935] /Rotate 90"},
		"page upside down":    {"-609 0 0 -935 609 935 cm", "/MediaBox [0 0 609 935]"},
		"page off its corner": {"609 0 0 935 -30 70 cm", "/MediaBox [-30 70 579 1005] /Rotate 270"},
	} {
		t.Run(name, func(t *testing.T) {
			text, _, read := searchable(t, saved(t, scanPDF(w, h, image.Data, how[0], how[1])))
			wantInPlace(t, text.Pages[0], read.Transcript.Pages[0])
		})
	}
}

func TestADigitalLetterNeedsNoSearchableCopy(t *testing.T) {
	pool := testPool(t)
	path := saved(t, letter("Surat digital"))
	paper, err := pool.Read(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	copied, err := pool.Searchable(t.Context(), path, &paper.Transcript)
	if archive.CodeOf(err) != archive.Invalid || copied != nil || !strings.Contains(err.Error(), "searched as it is") {
		t.Errorf("%d bytes, %v", len(copied), err)
	}
}
