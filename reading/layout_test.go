package reading

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"lintas/archive"
)

// readText returns the text of a PDF as the pool reads it.
func readText(t *testing.T, pool *Pool, pdf []byte) string {
	t.Helper()
	got, err := pool.Read(t.Context(), saved(t, pdf))
	if err != nil {
		t.Fatal(err)
	}
	return got.Transcript.Text()
}

func lines(s ...string) string { return strings.Join(s, "\n") }

func drawnLine(x0, y0, x1, y1 float64) string {
	return fmt.Sprintf("%g %g m %g %g l S\n", x0, y0, x1, y1)
}

func TestTextComesOutInTheOrderOfReading(t *testing.T) {
	pool := testPool(t)
	label := func(y float64, name, value string) string {
		return printAt(72, y, 11, name) + printAt(140, y, 11, ":") + printAt(150, y, 11, value)
	}
	for _, c := range []struct {
		name, content, want string
	}{
		{
			"labels, colons and values printed one column after the other",
			printAt(72, 700, 11, "Nomor") + printAt(72, 686, 11, "Sifat") + printAt(72, 672, 11, "Hal") +
				printAt(140, 700, 11, ":") + printAt(140, 686, 11, ":") + printAt(140, 672, 11, ":") +
				printAt(150, 700, 11, "B.12/KA/IX/2024") + printAt(150, 686, 11, "Segera") + printAt(150, 672, 11, "Undangan rapat"),
			lines("Nomor : B.12/KA/IX/2024", "Sifat : Segera", "Hal : Undangan rapat"),
		},
		{
			"the place and date beside the number",
			label(700, "Nomor", "B.12/KA/IX/2024") + label(686, "Hal", "Undangan") + printAt(400, 700, 11, "Jakarta, 24 September 2024"),
			lines("Nomor : B.12/KA/IX/2024  Jakarta, 24 September 2024", "Hal : Undangan"),
		},
		{
			"an address beside the labels",
			label(700, "Nomor", "560/12/2024") + label(686, "Sifat", "Segera") + label(672, "Hal", "Permohonan data") + printAt(150, 658, 11, "tambahan") +
				printAt(370, 700, 11, "Bandung, 2 Mei 2024") + printAt(370, 672, 11, "Kepada") + printAt(370, 658, 11, "Yth. Bupati Indramayu") + printAt(370, 644, 11, "di Indramayu") +
				printAt(72, 610, 11, "Dengan ini kami mohon data pekerja migran yang dipulangkan pada bulan lalu."),
			lines("Nomor : 560/12/2024", "Sifat : Segera", "Hal : Permohonan data", "tambahan", "Bandung, 2 Mei 2024", "Kepada",
				"Yth. Bupati Indramayu", "di Indramayu", "Dengan ini kami mohon data pekerja migran yang dipulangkan pada bulan lalu."),
		},
		{
			"an address to which a value beside it reaches up",
			label(700, "Nomor", "560/12/2024") + label(686, "Lampiran", "Satu") + label(672, "Hal", "Tagihan biaya perawatan pekerja a.n.") + printAt(150, 658, 11, "Sahnun") +
				printAt(346, 700, 11, "Selong, 2 Mei 2024") + printAt(346, 686, 11, "Kepada") + printAt(346, 672, 11, "Yth. Kepala BP3MI") + printAt(346, 658, 11, "di Mataram"),
			lines("Nomor : 560/12/2024", "Lampiran : Satu", "Hal : Tagihan biaya perawatan pekerja a.n.", "Sahnun", "Selong, 2 Mei 2024", "Kepada", "Yth. Kepala BP3MI", "di Mataram"),
		},
		{
			"two signatures side by side",
			printAt(330, 300, 11, "Jakarta, 2 Mei 2024") + printAt(72, 286, 11, "Pimpinan rapat,") + printAt(330, 286, 11, "Notulis,") +
				printAt(72, 220, 11, "Haryo Seno") + printAt(330, 220, 11, "Fitria Rahma"),
			lines("Pimpinan rapat,", "Haryo Seno", "Jakarta, 2 Mei 2024", "Notulis,", "Fitria Rahma"),
		},
		{
			"a ruled table with a cell of two lines",
			drawnLine(72, 720, 500, 720) + drawnLine(72, 704, 500, 704) + drawnLine(72, 674, 500, 674) + drawnLine(72, 658, 500, 658) +
				drawnLine(72, 720, 72, 658) + drawnLine(110, 720, 110, 658) + drawnLine(350, 720, 350, 658) + drawnLine(500, 720, 500, 658) +
				printAt(76, 708, 10, "No.") + printAt(114, 708, 10, "Tindak lanjut") + printAt(354, 708, 10, "Batas waktu") +
				printAt(76, 692, 10, "1") + printAt(114, 692, 10, "Menyampaikan bukti") + printAt(114, 680, 10, "transfer") + printAt(354, 692, 10, "17 Mei") + printAt(354, 680, 10, "2024") +
				printAt(76, 662, 10, "2") + printAt(114, 662, 10, "Evaluasi") + printAt(354, 662, 10, "Juni"),
			lines("No.\tTindak lanjut\tBatas waktu", "1\tMenyampaikan bukti transfer\t17 Mei 2024", "2\tEvaluasi\tJuni"),
		},
		{
			"lines printed from the bottom up",
			printAt(72, 600, 11, "Ketiga") + printAt(72, 620, 11, "Kedua") + printAt(72, 640, 11, "Pertama"),
			lines("Pertama", "Kedua", "Ketiga"),
		},
		{
			"bold by printing twice",
			printAt(72, 700, 12, "NOTULA RAPAT") + printAt(72.4, 700, 12, "NOTULA RAPAT"),
			"NOTULA RAPAT",
		},
		{
			"letters set apart",
			printAt(200, 700, 12, "M E M U T U S K A N") + printAt(72, 680, 12, "Menetapkan hal berikut dengan surat ini"),
			lines("MEMUTUSKAN", "Menetapkan hal berikut dengan surat ini"),
		},
		{
			"a raised footnote mark",
			printAt(72, 700, 12, "Undang-Undang") + printAt(160.5, 704, 6, "1") + printAt(168, 700, 12, "tentang pelindungan"),
			"Undang-Undang1 tentang pelindungan",
		},
		{
			"doubled words and numbers at the ends of lines",
			printAt(72, 700, 12, "untuk masing-") + printAt(72, 686, 12, "masing pekerja, nomor 560/1228-") + printAt(72, 672, 12, "Disnaker/2024 keluar-") + printAt(72, 658, 12, "masuk"),
			lines("untuk masing-masing pekerja, nomor 560/1228-Disnaker/2024 keluar-masuk"),
		},
		{
			"kerned letters without a blank between them",
			"BT /F1 12 Tf 1 0 0 1 72 700 Tm [(Nomor B.35/K) -200 (A/PP.01 dan surat yang lain itu)] TJ ET\n",
			"Nomor B.35/KA/PP.01 dan surat yang lain itu",
		},
		{
			"words set without blanks",
			"BT /F1 12 Tf 1 0 0 1 72 700 Tm [(Dengan) -280 (hormat,) -280 (bersama) -280 (ini)] TJ ET\n",
			"Dengan hormat, bersama ini",
		},
		{
			"a blank among words set without blanks",
			"BT /F1 12 Tf 1 0 0 1 72 700 Tm [(Rapat) -278 (Dengar) -278 (Pendapat) -278 (Komisi) -278 (DPR RI)] TJ ET\n",
			"Rapat Dengar Pendapat Komisi DPR RI",
		},
		{
			"a word set without a blank among blanks",
			"BT /F1 12 Tf 1 0 0 1 72 700 Tm [(di Jakarta dan PT) -245 (Tugu di Cilacap)] TJ ET\n",
			"di Jakarta dan PT Tugu di Cilacap",
		},
		{
			"a gap that kerning made narrow",
			"BT /F1 12 Tf 1 0 0 1 72 700 Tm [(Kepala) -278 (BP3MI) -155 (Jawa) -278 (Tengah)] TJ ET\n",
			"Kepala BP3MI Jawa Tengah",
		},
		{
			"loose kerning in a word",
			"BT /F1 12 Tf 1 0 0 1 72 700 Tm [(serti) -40 (fi) -100 (kat) -278 (elektronik)] TJ ET\n",
			"sertifikat elektronik",
		},
		{
			"words of letters set apart",
			"BT 2.5 Tc /F1 12 Tf 1 0 0 1 72 700 Tm [(KANTOR) -278 (WILAYAH) -278 (Bali)] TJ ET\n",
			"KANTOR WILAYAH Bali",
		},
		{
			"a head of two offices",
			printAt(72, 700, 12, "KEMENTERIAN PELINDUNGAN PEKERJA MIGRAN INDONESIA/") + printAt(72, 686, 12, "BADAN PELINDUNGAN PEKERJA MIGRAN") +
				printAt(72, 660, 12, "Nomor surat B.12/KA/") + printAt(72, 646, 12, "IX/2024"),
			lines("KEMENTERIAN PELINDUNGAN PEKERJA MIGRAN INDONESIA/", "BADAN PELINDUNGAN PEKERJA MIGRAN", "Nomor surat B.12/KA/IX/2024"),
		},
		{
			"a stamp across the page",
			printAt(72, 700, 12, "Surat ini") + "BT /F1 40 Tf 0.7 0.7 -0.7 0.7 100 400 Tm (SALINAN) Tj ET\n" + printAt(72, 686, 12, "sah adanya"),
			lines("Surat ini", "sah adanya", "SALINAN"),
		},
		{
			"hard blanks and ligatures",
			"BT /F1 12 Tf 1 0 0 1 72 700 Tm (Rp\xa05.000 klasi) Tj ET\n",
			"Rp 5.000 klasi",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := readText(t, pool, pageWith(c.content, "")); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestALigatureIsItsLettersInOneWord(t *testing.T) {
	pool := testPool(t)
	for name, letters := range map[string]string{
		"in order":               "00740069",
		"with its bytes swapped": "74006900",
	} {
		unicodes := "/CIDInit /ProcSet findresource begin begincmap\n1 begincodespacerange <00> <FF> endcodespacerange\n" +
			"1 beginbfrange <20> <7E> <0020> endbfrange\n1 beginbfchar <57> <" + letters + "> endbfchar\nendcmap end"
		pdf := makePDF(catalog, onePage,
			"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
			streamOf("", printAt(72, 700, 12, "Klaim kemaWan senanWasa Wdak")),
			"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 6 0 R >>",
			streamOf("", unicodes))
		if got, want := readText(t, pool, pdf), "Klaim kematian senantiasa tidak"; got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestAPageOfSignsIsNoText(t *testing.T) {
	for text, want := range map[string]bool{
		strings.Repeat("☛☞✌✍✎✏ ✑☞✒☞✌✓ ", 10):                   true,
		strings.Repeat("1&3-*/%6/(\"/ ", 20):                   true,
		strings.Repeat("B.12/KA/IX/2024; ", 20):                false,
		"Isi ........" + strings.Repeat("....... ", 40) + "12": false,
	} {
		if got := gibberish(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestTurnedPagesReadLikeUprightOnes(t *testing.T) {
	pool := testPool(t)
	upright := printAt(72, 500, 12, "Nomor : 12") + printAt(72, 480, 12, "Hal : Undangan")
	turned := func(a, b, c, d, e, f float64) string {
		return fmt.Sprintf("q %g %g %g %g %g %g cm\n%sQ\n", a, b, c, d, e, f, upright)
	}
	want := "Nomor : 12\nHal : Undangan"
	for _, c := range []struct{ name, content, entries string }{
		{"upright", upright, ""},
		{"turned a quarter by the page, text along", turned(0, 1, -1, 0, 595, 0), "/Rotate 90"},
		{"turned over by both", turned(-1, 0, 0, -1, 595, 842), "/Rotate 180"},
		{"turned three quarters by both", turned(0, -1, 1, 0, 0, 842), "/Rotate 270"},
		{"text on its side", turned(0, 1, -1, 0, 595, 0), ""},
		{"text upside down", turned(-1, 0, 0, -1, 595, 842), ""},
		{"page turned, text not", upright, "/Rotate 90"},
		{"with a crop box", upright, "/CropBox [50 300 500 600]"},
	} {
		pdf := pageWith(c.content, c.entries)
		got, err := pool.Read(t.Context(), saved(t, pdf))
		if err != nil {
			t.Fatal(err)
		}
		page := got.Transcript.Pages[0]
		if page.Text != want {
			t.Errorf("%s: %q, want %q", c.name, page.Text, want)
		}
		for _, w := range page.Words {
			if w.Box[0] < 0 || w.Box[1] < 0 || float64(w.Box[2]) > page.Width || float64(w.Box[3]) > page.Height ||
				w.Box[2]-w.Box[0] < 1 || w.Box[3]-w.Box[1] < 1 {
				t.Errorf("%s: the word %q stands at %v on a page of %g × %g", c.name, page.Text[w.Start:w.End], w.Box, page.Width, page.Height)
			}
		}
	}
}

func TestWordsStandWhereTheyArePrinted(t *testing.T) {
	got, err := testPool(t).Read(t.Context(), saved(t, pageWith(printAt(72, 700, 12, "Kepada Yth."), "")))
	if err != nil {
		t.Fatal(err)
	}
	page := got.Transcript.Pages[0]
	if len(page.Words) != 2 || page.Text[page.Words[1].Start:page.Words[1].End] != "Yth." {
		t.Fatalf("words %v of %q", page.Words, page.Text)
	}
	first := page.Words[0].Box
	if first[0] < 71 || first[0] > 73 || first[2] < 108 || first[2] > 116 || first[1] < 128 || first[1] > 136 || first[3] < 141 || first[3] > 147 {
		t.Errorf("Kepada stands at %v", first)
	}
}

func TestPagesWithoutUsableTextAreLeftForOCR(t *testing.T) {
	pool := testPool(t)
	image := streamOf("/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", "x")
	full := "q 595 0 0 842 0 0 cm /Im Do Q\n"
	small := "q 60 0 0 60 50 750 cm /Im Do Q\n"
	prose := printAt(72, 700, 11, strings.Repeat("kata yang dibaca ", 4))
	strange := printAt(72, 700, 11, strings.Repeat("SXWN GHQJQ KRUPW ", 8))
	for _, c := range []struct {
		name, content string
		ocr           bool
		source        string
	}{
		{"a scan", full, true, archive.FromNone},
		{"a scan with a line stamped on", full + printAt(72, 30, 8, "Dokumen ini telah ditandatangani secara elektronik"), true, archive.FromNone},
		{"a letter with a logo", small + prose, false, archive.FromText},
		{"an empty page", "", false, archive.FromNone},
		{"a page of a few words", printAt(72, 700, 11, "Lampiran"), false, archive.FromText},
		{"text of the wrong letters", strange, true, archive.FromNone},
	} {
		got, err := pool.Read(t.Context(), saved(t, pageWith(c.content, "", image)))
		if err != nil {
			t.Fatal(err)
		}
		if source := got.Transcript.Pages[0].Source; got.NeedsOCR != c.ocr || source != c.source {
			t.Errorf("%s: needs OCR %v, source %q; want %v, %q", c.name, got.NeedsOCR, source, c.ocr, c.source)
		}
	}
}

func TestFormFieldsAreRead(t *testing.T) {
	field := "<< /Type /Annot /Subtype /Widget /FT /Tx /T (nama) /V (Sulastri) /Rect [72 600 300 620] /P 3 0 R /F 4 /AP << /N 7 0 R >> >>"
	look := streamOf("/Type /XObject /Subtype /Form /BBox [0 0 228 20] /Resources << /Font << /F1 5 0 R >> >>", "/Tx BMC BT /F1 12 Tf 2 5 Td (Sulastri) Tj ET EMC")
	pdf := pageWith(printAt(72, 650, 12, "Nama pekerja"), "/Annots [6 0 R]", field, look)
	if got := readText(t, testPool(t), pdf); got != "Nama pekerja\nSulastri" {
		t.Errorf("text %q", got)
	}
}

func TestPaperSurvivesTheWayFromTheChild(t *testing.T) {
	letters, err := os.ReadDir("../demo/letters")
	if err != nil || len(letters) == 0 {
		t.Fatal(err)
	}
	e, err := newEngine(cacheHome())
	if err != nil {
		t.Fatal(err)
	}
	a := e.answer(request{Op: askRead, Path: "../demo/letters/" + letters[6].Name()})
	if a.Err != nil {
		t.Fatal(a.Err)
	}
	back, err := decodeAnswer(a.encode())
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(back.Paper.Transcript) != fmt.Sprint(a.Paper.Transcript) {
		t.Error("the transcript changed on its way")
	}
}
