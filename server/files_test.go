package server

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lintas/archive"
)

func TestAnUploadComesBackByteForByte(t *testing.T) {
	o := openOffice(t)
	g := o.as(o.person("budi", archive.Officer, archive.Limited))
	pdf := onePage("Surat permohonan pemulangan")
	send := func(pdf []byte, headers ...string) answer {
		body, media := filled(t, `{"subject":"Permohonan","direction":"incoming"}`, map[string][]byte{"surat nomor 1 — é.pdf": pdf})
		return g.send("POST", "/api/v1/documents", body, append([]string{"Content-Type", media}, headers...)...)
	}
	var made struct {
		Document *archive.Document
		Seq      string
	}
	first := send(pdf, "Idempotency-Key", "abc").want(201, &made)
	if first.header.Get("Location") != "/api/v1/documents/"+made.Document.ID || made.Seq == "" || first.header.Get("ETag") == "" {
		t.Errorf("answer %s, %v", first.body, first.header)
	}
	again := send(pdf, "Idempotency-Key", "abc")
	var replayed struct{ Document *archive.Document }
	again.want(201, &replayed)
	if again.header.Get("Idempotency-Replayed") != "true" || replayed.Document.ID != made.Document.ID {
		t.Errorf("the same key made %s", again.body)
	}
	send(onePage("Surat lain"), "Idempotency-Key", "abc").wantProblem(422, archive.KeyReused)
	twin := send(pdf)
	if p := twin.wantProblem(409, archive.Duplicate); p.Current == nil || !strings.Contains(string(twin.body), made.Document.ID) {
		t.Errorf("the duplicate names nothing: %s", twin.body)
	}
	before := o.server.head()
	file := g.get("/api/v1/documents/"+made.Document.ID+"/file").want(200, nil)
	if !bytes.Equal(file.body, pdf) || file.header.Get("Content-Type") != "application/pdf" {
		t.Errorf("%d bytes of %s", len(file.body), file.header.Get("Content-Type"))
	}
	if got := file.header.Get("Content-Disposition"); got != `inline; filename="surat nomor 1 _ _.pdf"; filename*=UTF-8''surat%20nomor%201%20%E2%80%94%20%C3%A9.pdf` {
		t.Errorf("Content-Disposition %s", got)
	}
	if o.server.head() != before {
		t.Error("reading wrote into the journal")
	}
	o.settled()
}

func TestFilesAreSentInRanges(t *testing.T) {
	o := openOffice(t)
	g := o.as(o.person("budi", archive.Staff, archive.Ordinary))
	doc := o.letter(archive.Document{Head: archive.Head{ID: "surat"}}, "isi surat")
	pdf := onePage("isi surat")
	size := len(pdf)
	tag := `"` + doc.Files[0].Blob + `"`
	for _, try := range []struct {
		name    string
		headers []string
		status  int
		body    []byte
		part    string
	}{
		{"whole", nil, 200, pdf, ""},
		{"first bytes", []string{"Range", "bytes=0-9"}, 206, pdf[:10], fmt.Sprintf("bytes 0-9/%d", size)},
		{"from the middle on", []string{"Range", "bytes=100-"}, 206, pdf[100:], fmt.Sprintf("bytes 100-%d/%d", size-1, size)},
		{"the last bytes", []string{"Range", "bytes=-7"}, 206, pdf[size-7:], fmt.Sprintf("bytes %d-%d/%d", size-7, size-1, size)},
		{"more than there is", []string{"Range", "bytes=-99999"}, 206, pdf, fmt.Sprintf("bytes 0-%d/%d", size-1, size)},
		{"past the end", []string{"Range", "bytes=99999-"}, 416, nil, fmt.Sprintf("bytes */%d", size)},
		{"several", []string{"Range", "bytes=0-1,4-5"}, 200, pdf, ""},
		{"nonsense", []string{"Range", "bytes=x-y"}, 200, pdf, ""},
		{"the wrong way round", []string{"Range", "bytes=9-3"}, 200, pdf, ""},
		{"if it is still this file", []string{"Range", "bytes=0-9", "If-Range", tag}, 206, pdf[:10], fmt.Sprintf("bytes 0-9/%d", size)},
		{"if it were another", []string{"Range", "bytes=0-9", "If-Range", `"other"`}, 200, pdf, ""},
		{"known already", []string{"If-None-Match", tag}, 304, []byte{}, ""},
	} {
		t.Run(try.name, func(t *testing.T) {
			a := g.get("/api/v1/documents/surat/file", try.headers...).want(try.status, nil)
			if try.body != nil && !bytes.Equal(a.body, try.body) {
				t.Errorf("%d bytes, want %d", len(a.body), len(try.body))
			}
			if got := a.header.Get("Content-Range"); got != try.part {
				t.Errorf("Content-Range %q, want %q", got, try.part)
			}
			if a.header.Get("ETag") != tag && try.status != 416 {
				t.Errorf("ETag %s", a.header.Get("ETag"))
			}
		})
	}
	head := g.send("HEAD", "/api/v1/documents/surat/file", nil).want(200, nil)
	if len(head.body) != 0 || head.header.Get("Content-Length") != fmt.Sprint(size) || head.header.Get("Accept-Ranges") != "bytes" {
		t.Errorf("HEAD: %d bytes, %v", len(head.body), head.header)
	}
	saved := g.get("/api/v1/documents/surat/file?download=1").want(200, nil)
	if got := saved.header.Get("Content-Disposition"); got != `attachment; filename="surat.pdf"` {
		t.Errorf("Content-Disposition %s", got)
	}
}

func TestLooksAtDocumentsAreInTheAccessLogOnce(t *testing.T) {
	o := openOffice(t)
	g := o.as(o.person("budi", archive.Staff, archive.Ordinary))
	o.letter(archive.Document{Head: archive.Head{ID: "surat"}}, "isi surat")
	for range 3 {
		g.get("/api/v1/documents/surat").want(200, nil)
		g.get("/api/v1/documents/surat/file", "Range", "bytes=5-9").want(206, nil)
		g.get("/api/v1/documents/surat/text").want(200, nil)
	}
	seen := map[string]int{}
	for act, err := range accessActs(t, o) {
		if err != nil {
			t.Fatal(err)
		}
		if act.By != "u-budi" || act.Did != archive.DidAccess || act.Changes[0].ID != "surat" {
			t.Errorf("entry %+v", act)
		}
		var what struct{ Detail string }
		if err := json.Unmarshal(act.Changes[0].Body, &what); err != nil {
			t.Fatal(err)
		}
		seen[what.Detail]++
	}
	if len(seen) != 3 || seen["document"] != 1 || seen["file"] != 1 || seen["text"] != 1 {
		t.Errorf("entries %v", seen)
	}
}

func TestBrokenUploadsAreRefusedAndLeaveNothing(t *testing.T) {
	o := openOffice(t)
	g := o.as(o.person("admin", archive.Admin, archive.TopSecret))
	settings := g.get("/api/v1/settings").want(200, nil)
	g.send("PATCH", "/api/v1/settings", map[string]int{"max_file": 3 << 20}, "If-Match", settings.header.Get("ETag")).want(200, nil)
	before := o.server.head()
	for _, try := range []struct {
		name, fields string
		file         []byte
		status       int
		code         archive.Code
	}{
		{"no file", `{}`, nil, 422, archive.Invalid},
		{"an empty file", "", []byte{}, 422, archive.EmptyPDF},
		{"a text", "", []byte("Surat biasa saja, bukan PDF."), 415, archive.NotPDF},
		{"too large", "", append(onePage("x"), make([]byte, 3<<20)...), 413, archive.TooLarge},
		{"fields that are no JSON", `{"subject":`, onePage("x"), 422, archive.Invalid},
		{"fields that are no object", `[1]`, onePage("x"), 422, archive.Invalid},
		{"a level that does not exist", `{"secrecy":"gelap"}`, onePage("x"), 422, archive.Invalid},
	} {
		t.Run(try.name, func(t *testing.T) {
			files := map[string][]byte{}
			if try.file != nil {
				files["surat.pdf"] = try.file
			}
			body, media := filled(t, try.fields, files)
			g.send("POST", "/api/v1/documents", body, "Content-Type", media).wantProblem(try.status, try.code)
		})
	}
	g.send("POST", "/api/v1/documents", strings.NewReader("%PDF-1.4"), "Content-Type", "application/pdf").wantProblem(415, unsupportedType)
	g.send("POST", "/api/v1/documents", strings.NewReader("--x\r\nnonsense"), "Content-Type", "multipart/form-data; boundary=x").wantProblem(422, archive.Invalid)
	if o.server.head() != before {
		t.Error("a refused upload wrote an act")
	}
	left, err := os.ReadDir(filepath.Join(o.dir, "tmp"))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestABatchIsOneActAndRefusesFilesOneByOne(t *testing.T) {
	o := openOffice(t)
	g := o.as(o.person("budi", archive.Officer, archive.Ordinary))
	body, media := filled(t, "", map[string][]byte{"a.pdf": onePage("satu"), "b.pdf": onePage("dua"), "c.pdf": []byte("bukan")})
	before := o.server.head()
	var got struct {
		Items []batchItem
		Seq   string
	}
	g.send("POST", "/api/v1/documents/batch", body, "Content-Type", media).want(200, &got)
	stored := 0
	for _, item := range got.Items {
		if item.Document != nil {
			stored++
		} else if item.Name != "c.pdf" || item.Problem == nil || item.Problem.Code != archive.NotPDF {
			t.Errorf("item %+v", item)
		}
	}
	if stored != 2 || len(got.Items) != 3 || got.Seq == "" {
		t.Errorf("batch %+v", got)
	}
	o.settled()
	first := uint64(0)
	for act, err := range o.desk.Archive().Acts(t.Context(), before) {
		if err != nil {
			t.Fatal(err)
		}
		if first == 0 && act.Did == archive.DidReceive {
			first = act.Seq
			if n := documentsIn(act); n != 2 {
				t.Errorf("the first act has %d documents", n)
			}
		} else if act.Did == archive.DidReceive {
			t.Error("the batch is more than one act")
		}
	}
}

func documentsIn(act archive.Act) (n int) {
	for _, change := range act.Changes {
		if change.Kind == archive.DocumentRecord {
			n++
		}
	}
	return n
}

func TestFilesThatAreNoPDFAreOnlySaved(t *testing.T) {
	o := openOffice(t)
	g := o.as(o.person("budi", archive.Staff, archive.Ordinary))
	page := []byte("<script>alert(1)</script>")
	blob, err := o.desk.Archive().Blobs().Put(t.Context(), bytes.NewReader(page), 1000)
	if err != nil {
		t.Fatal(err)
	}
	o.put(&archive.Document{Head: archive.Head{ID: "aneh"}, Kind: archive.Letter, Status: archive.SetAside,
		Files: []archive.File{{Name: "../x\".html\r\nSet-Cookie: a=b", Blob: blob.Sum, Size: blob.Size, Media: "text/html"}}})
	a := g.get("/api/v1/documents/aneh/file").want(http.StatusOK, nil)
	if a.header.Get("Content-Type") != "application/octet-stream" || !strings.HasPrefix(a.header.Get("Content-Disposition"), "attachment;") || a.header.Get("Set-Cookie") != "" {
		t.Errorf("headers %v", a.header)
	}
	if sum := sha256.Sum256(a.body); hex.EncodeToString(sum[:]) != blob.Sum {
		t.Error("the bytes differ")
	}
}

func TestThePageComesWithAPolicyThatNamesItsImportMap(t *testing.T) {
	o := openOffice(t)
	g := o.nobody()
	page := g.get("/").want(200, nil)
	policy := page.header.Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "script-src 'self'", "'sha256-", "frame-ancestors 'none'", "object-src 'none'"} {
		if !strings.Contains(policy, want) {
			t.Errorf("policy %q lacks %q", policy, want)
		}
	}
	if strings.Contains(policy, "unsafe-inline") || strings.Contains(policy, "unsafe-eval'") && !strings.Contains(policy, "'wasm-unsafe-eval'") {
		t.Errorf("policy %q", policy)
	}
	if again := g.get("/", "If-None-Match", page.header.Get("ETag")); again.status != http.StatusNotModified {
		t.Errorf("status %d", again.status)
	}
	script := g.get("/app.js").want(200, nil)
	if script.header.Get("Content-Type") != "text/javascript; charset=utf-8" {
		t.Errorf("type %s", script.header.Get("Content-Type"))
	}
}

func TestLongAnswersAreCompressedForWhoTakesIt(t *testing.T) {
	o := openOffice(t)
	g := o.as(o.person("budi", archive.Staff, archive.Ordinary))
	g.client.Transport = &http.Transport{DisableCompression: true, DisableKeepAlives: true}
	plain := g.get("/api/v1/agencies").want(200, nil)
	packed := g.get("/api/v1/agencies", "Accept-Encoding", "gzip").want(200, nil)
	if plain.header.Get("Content-Encoding") != "" || packed.header.Get("Content-Encoding") != "gzip" || packed.header.Get("Vary") != "Accept-Encoding" {
		t.Errorf("headers %v and %v", plain.header, packed.header)
	}
	reader, err := gzip.NewReader(bytes.NewReader(packed.body))
	if err != nil {
		t.Fatal(err)
	}
	if raw, err := io.ReadAll(reader); err != nil || !bytes.Equal(raw, plain.body) || len(packed.body) > len(raw)/2 {
		t.Errorf("%d bytes packed, %d plain, %d unpacked: %v", len(packed.body), len(plain.body), len(raw), err)
	}
}

func TestUnfinishedUploadsOfAKilledServerAreRemoved(t *testing.T) {
	o := openOffice(t)
	left := filepath.Join(o.dir, spoolFolder, "upload-123")
	if err := os.MkdirAll(filepath.Dir(left), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(left, []byte("%PDF-"), 0o600); err != nil {
		t.Fatal(err)
	}
	New(o.desk, Config{Now: o.clock.Now})
	if _, err := os.Stat(left); !os.IsNotExist(err) {
		t.Errorf("it is still there: %v", err)
	}
}
