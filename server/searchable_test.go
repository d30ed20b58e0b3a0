package server

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"lintas/archive"
)

// words is what pdftotext finds in a PDF.
func words(t *testing.T, pdf []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "copy.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), "pdftotext", "-layout", path, "-").CombinedOutput()
	if err != nil {
		t.Fatalf("pdftotext (Debian: poppler-utils): %v: %s", err, out)
	}
	return strings.Join(strings.Fields(string(out)), " ")
}

func TestAScanIsDownloadedWithItsWordsAndTheOriginalStays(t *testing.T) {
	o := openOfficeWith(t, func(c *Config) { c.Tesseract = "tesseract" })
	g := o.as(o.person("budi", archive.Officer, archive.Limited))
	original := letter(t, "S002.pdf")
	body, media := filled(t, `{}`, map[string][]byte{"pindaian.pdf": original})
	var made struct{ Document *archive.Document }
	g.send("POST", "/api/v1/documents", body, "Content-Type", media).want(201, &made)
	o.settled()
	if err := o.desk.ScansRead(t.Context()); err != nil {
		t.Fatal(err)
	}
	path := "/api/v1/documents/" + made.Document.ID
	copied := g.get(path+"/searchable").want(200, nil)
	if got := copied.header.Get("Content-Disposition"); got != `attachment; filename="pindaian (teks).pdf"` {
		t.Errorf("Content-Disposition %s", got)
	}
	found := words(t, copied.body)
	for _, want := range []string{"560/1086-Disnaker/2024", "PEMERINTAH KABUPATEN CIREBON", "5 Agustus 2024"} {
		if !strings.Contains(found, want) || strings.Contains(words(t, original), want) {
			t.Errorf("%q is not in the copy, or in the original as well: %s", want, found)
		}
	}
	if file := g.get(path+"/file").want(200, nil); !bytes.Equal(file.body, original) {
		t.Error("the original has changed")
	}
	g.get(path+"/searchable", "If-None-Match", copied.header.Get("ETag")).want(304, nil)

	seen := map[string]int{}
	for act, err := range accessActs(t, o) {
		if err != nil {
			t.Fatal(err)
		}
		var what struct{ Detail string }
		if err := json.Unmarshal(act.Changes[0].Body, &what); err != nil {
			t.Fatal(err)
		}
		seen[what.Detail]++
	}
	if seen["searchable"] != 1 {
		t.Errorf("entries %v", seen)
	}

	secret := o.as(o.person("rahasia", archive.Officer, archive.Secret))
	doc := secret.get(path).want(200, nil)
	secret.send("PATCH", path, map[string]string{"secrecy": "rahasia"}, "If-Match", doc.header.Get("ETag")).want(200, nil)
	g.get(path+"/searchable").wantProblem(404, archive.NotFound)
}

func TestADigitalLetterIsSaidToBeSearchableAsItIs(t *testing.T) {
	o := openOffice(t)
	g := o.as(o.person("budi", archive.Staff, archive.Ordinary))
	o.letter(archive.Document{Head: archive.Head{ID: "surat"}}, "isi surat")
	if p := g.get("/api/v1/documents/surat/searchable").wantProblem(422, archive.Invalid); !strings.Contains(p.Detail, "as it is") {
		t.Errorf("it says %q", p.Detail)
	}
}
