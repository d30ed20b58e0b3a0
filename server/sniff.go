package server

import (
	"bytes"
	"fmt"

	"lintas/archive"
)

// sniffed is how many bytes of a file are looked at. Readers accept a PDF whose header
// stands anywhere in the first KB (ISO 32000-1, annex H).
const sniffed = 1024

// checkPDF refuses bytes that do not begin like a PDF, and says what they look like.
func checkPDF(head []byte) error {
	switch {
	case len(head) == 0:
		return archive.Fail(archive.EmptyPDF, "Berkas kosong: tidak ada isinya. Unggah lagi berkas aslinya.", "The file is empty. Upload the original again.")
	case bytes.Contains(head, []byte("%PDF-")):
		return nil
	}
	what := looksLike(head)
	return archive.Fail(archive.NotPDF,
		fmt.Sprintf("Ini bukan PDF, melainkan %s. %s", what.ID, adviceFor(what).ID),
		fmt.Sprintf("This is not a PDF but %s. %s", what.EN, adviceFor(what).EN))
}

func adviceFor(what archive.Text) archive.Text {
	if what == unknownBytes() {
		return archive.Text{ID: "Periksa berkasnya, lalu unggah PDF-nya.", EN: "Check the file and upload the PDF."}
	}
	return archive.Text{ID: "Simpan sebagai PDF, lalu unggah lagi.", EN: "Save it as a PDF and upload that."}
}

func unknownBytes() archive.Text {
	return archive.Text{ID: "berkas yang tidak dikenal", EN: "a file of an unknown kind"}
}

// looksLike names the kind of file that begins with head.
func looksLike(head []byte) archive.Text {
	signs := []struct {
		begin string
		text  archive.Text
	}{
		{"PK\x03\x04", zipKind(head)},
		{"\xd0\xcf\x11\xe0", archive.Text{ID: "dokumen Office lama (Word, Excel)", EN: "an old Office document (Word, Excel)"}},
		{"\xff\xd8\xff", archive.Text{ID: "gambar JPEG", EN: "a JPEG picture"}},
		{"\x89PNG", archive.Text{ID: "gambar PNG", EN: "a PNG picture"}},
		{"GIF8", archive.Text{ID: "gambar GIF", EN: "a GIF picture"}},
		{"II*\x00", archive.Text{ID: "gambar TIFF", EN: "a TIFF picture"}},
		{"MM\x00*", archive.Text{ID: "gambar TIFF", EN: "a TIFF picture"}},
		{"{\\rtf", archive.Text{ID: "dokumen RTF", EN: "an RTF document"}},
		{"%!PS", archive.Text{ID: "berkas PostScript", EN: "a PostScript file"}},
		{"MZ", archive.Text{ID: "program Windows", EN: "a Windows program"}},
		{"\x7fELF", archive.Text{ID: "program Linux", EN: "a Linux program"}},
		{"Rar!", archive.Text{ID: "arsip RAR", EN: "a RAR archive"}},
		{"7z\xbc\xaf", archive.Text{ID: "arsip 7z", EN: "a 7z archive"}},
		{"\x1f\x8b", archive.Text{ID: "berkas gzip", EN: "a gzip file"}},
	}
	for _, s := range signs {
		if bytes.HasPrefix(head, []byte(s.begin)) {
			return s.text
		}
	}
	start := bytes.ToLower(bytes.TrimSpace(head))
	switch {
	case len(head) > 12 && (bytes.Equal(head[4:12], []byte("ftypheic")) || bytes.Equal(head[4:12], []byte("ftypmif1"))):
		return archive.Text{ID: "foto HEIC dari ponsel", EN: "a HEIC photo from a phone"}
	case bytes.HasPrefix(start, []byte("<!doctype html")) || bytes.HasPrefix(start, []byte("<html")):
		return archive.Text{ID: "halaman web (HTML)", EN: "a web page (HTML)"}
	case bytes.HasPrefix(start, []byte("<?xml")):
		return archive.Text{ID: "berkas XML", EN: "an XML file"}
	case isText(head):
		return archive.Text{ID: "berkas teks", EN: "a text file"}
	case len(bytes.Trim(head, "\x00")) == 0:
		return archive.Text{ID: "berkas berisi nol semata (salinan yang gagal)", EN: "a file of nothing but zeros (a failed copy)"}
	}
	return unknownBytes()
}

func zipKind(head []byte) archive.Text {
	switch {
	case bytes.Contains(head, []byte("word/")):
		return archive.Text{ID: "dokumen Word", EN: "a Word document"}
	case bytes.Contains(head, []byte("xl/")):
		return archive.Text{ID: "lembar Excel", EN: "an Excel sheet"}
	case bytes.Contains(head, []byte("ppt/")):
		return archive.Text{ID: "presentasi PowerPoint", EN: "a PowerPoint presentation"}
	case bytes.Contains(head, []byte("opendocument")):
		return archive.Text{ID: "dokumen LibreOffice", EN: "a LibreOffice document"}
	case bytes.Contains(head, []byte("[Content_Types].xml")):
		return archive.Text{ID: "dokumen Office", EN: "an Office document"}
	}
	return archive.Text{ID: "arsip ZIP", EN: "a ZIP archive"}
}

func isText(head []byte) bool {
	for _, b := range head {
		if b < ' ' && b != '\n' && b != '\r' && b != '\t' {
			return false
		}
	}
	return true
}

func tooLarge(limit int64) error {
	return archive.Fail(archive.TooLarge,
		fmt.Sprintf("Berkas lebih besar dari batas %d MB. Perkecil pindaiannya, atau minta admin menaikkan batas.", limit>>20),
		fmt.Sprintf("The file is over the limit of %d MB. Make the scan smaller, or ask the administrator to raise the limit.", limit>>20))
}

func forbidden() error {
	return archive.Fail(archive.Forbidden, "Peran Anda tidak mengizinkan ini.", "Your role does not allow this.")
}
