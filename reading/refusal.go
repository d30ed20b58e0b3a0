package reading

import (
	"bytes"
	"fmt"
	"strings"

	"lintas/archive"
)

// Each refusal says what the file is and what the officer can do about it.

func errEmptyFile() error {
	return archive.Fail(archive.EmptyPDF,
		"Berkas kosong (0 byte). Mungkin pengunduhan atau pengirimannya terputus: ambil lagi dari sumbernya.",
		"The file is empty (0 bytes). The download or transfer was probably cut off: fetch it again from its source.")
}

func errNoPages() error {
	return archive.Fail(archive.EmptyPDF,
		"PDF ini tidak berisi satu halaman pun. Minta pengirim mengirim ulang, atau cetak ulang suratnya ke PDF.",
		"This PDF has no pages. Ask the sender to send it again, or print the letter to PDF once more.")
}

func errEncrypted() error {
	return archive.Fail(archive.EncryptedPDF,
		"PDF ini terkunci dengan kata sandi. Buka dengan kata sandinya, simpan sebagai PDF tanpa kata sandi, lalu unggah lagi.",
		"This PDF is locked with a password. Open it with the password, save it as a PDF without one and upload that.")
}

func errBroken(cause error) error {
	e := archive.Fail(archive.BrokenPDF,
		"PDF ini rusak atau terpotong dan tidak dapat dibuka. Minta pengirim mengirim ulang, atau cetak suratnya dan pindai.",
		"This PDF is damaged or cut off and cannot be opened. Ask the sender to send it again, or scan the paper letter.")
	e.Err = cause
	return e
}

func errTime(seconds int) error {
	return archive.Fail(archive.TooCostly,
		fmt.Sprintf("PDF ini belum selesai dibaca setelah %d detik, jadi pembacaan dihentikan. Berkasnya tetap tersimpan; cetak ulang ke PDF yang lebih sederhana atau isi datanya sendiri.", seconds),
		fmt.Sprintf("This PDF was not read within %d seconds, so reading was stopped. The file is kept; print it to a simpler PDF or type its data in.", seconds))
}

func errMemory(cause error) error {
	e := archive.Fail(archive.TooCostly,
		"PDF ini memerlukan terlalu banyak memori untuk dibaca. Berkasnya tetap tersimpan; cetak ulang ke PDF yang lebih sederhana atau isi datanya sendiri.",
		"This PDF takes too much memory to read. The file is kept; print it to a simpler PDF or type its data in.")
	e.Err = cause
	return e
}

func errCrash(cause error) error {
	e := archive.Fail(archive.TooCostly,
		"Pembaca PDF berhenti mendadak pada berkas ini. Berkasnya tetap tersimpan; cetak ulang ke PDF yang lebih sederhana atau isi datanya sendiri.",
		"The PDF reader broke down on this file. The file is kept; print it to a simpler PDF or type its data in.")
	e.Err = cause
	return e
}

func errTooLarge(size int64) error {
	return archive.Fail(archive.TooCostly,
		fmt.Sprintf("PDF ini %d MB, lebih besar daripada %d MB yang dapat dibaca. Bagi menjadi beberapa berkas atau pindai dengan resolusi lebih rendah.", size>>20, largestPaper>>20),
		fmt.Sprintf("This PDF has %d MB, more than the %d MB that can be read. Split it, or scan it at a lower resolution.", size>>20, largestPaper>>20))
}

// HeadSize is how far into a file its PDF header may stand (ISO 32000-1, annex H).
const HeadSize = 1024

// CheckHead refuses a file by its first bytes, HeadSize or all there are: with EmptyPDF
// if there are none, and with NotPDF, saying what it is, if it is no PDF.
func CheckHead(head []byte) error {
	if len(head) == 0 {
		return errEmptyFile()
	}
	if bytes.Contains(head, []byte("%PDF")) {
		return nil
	}
	is := sniff(head)
	return archive.Fail(archive.NotPDF, "Ini bukan PDF, melainkan "+is.what.ID+". "+is.advice.ID,
		"This is not a PDF but "+is.what.EN+". "+is.advice.EN)
}

type fileKind struct {
	prefix string
	offset int
	within string // must also stand in the head, if given
	what   archive.Text
	advice archive.Text
}

func sniff(head []byte) fileKind {
	for _, k := range fileKinds() {
		if len(head) < k.offset || !begins(head[k.offset:], k.prefix) {
			continue
		}
		if k.within == "" || bytes.Contains(head, []byte(k.within)) {
			return k
		}
	}
	open := archive.Text{ID: "Buka dengan aplikasinya, simpan atau cetak sebagai PDF, lalu unggah PDF itu.", EN: "Open it with its application, save or print it as a PDF and upload that."}
	switch {
	case len(bytes.Trim(head, "\x00")) == 0:
		return fileKind{
			what:   archive.Text{ID: "berkas berisi nol semata (salinan yang gagal)", EN: "a file of nothing but zeros (a failed copy)"},
			advice: archive.Text{ID: "Salin lagi dari sumbernya, lalu unggah.", EN: "Copy it from its source again and upload that."},
		}
	case isText(head):
		return fileKind{what: archive.Text{ID: "berkas teks", EN: "a text file"}, advice: open}
	}
	return fileKind{what: archive.Text{ID: "jenis berkas yang tidak dikenal", EN: "a file of an unknown kind"}, advice: open}
}

// begins lets the case of letters go in markup only.
func begins(head []byte, prefix string) bool {
	if strings.HasPrefix(prefix, "<") {
		head = bytes.ToLower(head)
	}
	return bytes.HasPrefix(head, []byte(prefix))
}

func isText(head []byte) bool {
	return !bytes.ContainsFunc(head, func(r rune) bool { return r < ' ' && r != '\n' && r != '\r' && r != '\t' })
}

func fileKinds() []fileKind {
	text := func(id, en string) archive.Text { return archive.Text{ID: id, EN: en} }
	image := text("Masukkan gambarnya ke PDF (pindai ke PDF, atau cetak gambar ke PDF), lalu unggah PDF itu.",
		"Put the picture into a PDF (scan to PDF, or print the picture to PDF) and upload that.")
	office := text("Buka berkasnya, pilih Simpan sebagai / Ekspor ke PDF, lalu unggah PDF itu.",
		"Open it, choose Save as or Export as PDF, and upload that.")
	unpack := text("Ekstrak dulu, lalu unggah PDF di dalamnya.", "Unpack it and upload the PDFs in it.")
	printed := text("Cetak sebagai PDF, lalu unggah PDF itu.", "Print it as a PDF and upload that.")
	word := text("berkas Word", "a Word file")
	sheet := text("berkas Excel", "an Excel file")
	slides := text("berkas PowerPoint", "a PowerPoint file")
	photo := text("gambar", "a picture")
	page := text("halaman web (HTML)", "a web page (HTML)")
	program := text("Ini program, bukan surat: periksa berkasnya dan jangan membukanya.", "This is a program and no letter: check the file, and do not open it.")
	return []fileKind{
		{prefix: "\xff\xd8\xff", what: text("gambar JPEG", "a JPEG picture"), advice: image},
		{prefix: "\x89PNG", what: text("gambar PNG", "a PNG picture"), advice: image},
		{prefix: "GIF8", what: photo, advice: image},
		{prefix: "BM", within: "\x00\x00\x00\x00", what: photo, advice: image},
		{prefix: "II*\x00", what: photo, advice: image},
		{prefix: "MM\x00*", what: photo, advice: image},
		{prefix: "WEBP", offset: 8, what: photo, advice: image},
		{prefix: "ftyphei", offset: 4, what: photo, advice: image},
		{prefix: "ftypmif1", offset: 4, what: photo, advice: image},
		{prefix: "PK\x03\x04", within: "word/", what: word, advice: office},
		{prefix: "PK\x03\x04", within: "xl/", what: sheet, advice: office},
		{prefix: "PK\x03\x04", within: "ppt/", what: slides, advice: office},
		{prefix: "PK\x03\x04", within: "[Content_Types].xml", what: text("berkas Office (Word, Excel atau PowerPoint)", "an Office file (Word, Excel or PowerPoint)"), advice: office},
		{prefix: "PK\x03\x04", within: "opendocument", what: text("berkas LibreOffice", "a LibreOffice file"), advice: office},
		{prefix: "PK\x03\x04", what: text("arsip ZIP", "a ZIP archive"), advice: unpack},
		{prefix: "Rar!", what: text("arsip RAR", "a RAR archive"), advice: unpack},
		{prefix: "7z\xbc\xaf", what: text("arsip 7-Zip", "a 7-Zip archive"), advice: unpack},
		{prefix: "\xd0\xcf\x11\xe0", what: text("berkas Office lama (Word, Excel atau PowerPoint 97-2003)", "an old Office file (Word, Excel or PowerPoint 97-2003)"), advice: office},
		{prefix: "{\\rtf", what: text("berkas RTF", "an RTF file"), advice: office},
		{prefix: "<!doctype html", what: page, advice: printed},
		{prefix: "<html", what: page, advice: printed},
		{prefix: "<?xml", what: text("berkas XML", "an XML file"), advice: printed},
		{prefix: "%!PS", what: text("berkas PostScript", "a PostScript file"), advice: printed},
		{prefix: "\x1f\x8b", what: text("berkas gzip", "a gzip file"), advice: unpack},
		{prefix: "MZ", what: text("program Windows", "a Windows program"), advice: program},
		{prefix: "\x7fELF", what: text("program Linux", "a Linux program"), advice: program},
	}
}
