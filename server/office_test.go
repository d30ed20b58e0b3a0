package server

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"lintas/archive"
	"lintas/storage"
)

// office is a running server with a real archive in a temporary folder. When the
// test ends it is stopped and the archive verified.
type office struct {
	t      *testing.T
	dir    string
	desk   *Desk
	server *Server
	url    string
	clock  *clock
	log    *syncedBuffer
	people map[string]*archive.User
	lacks  bool // records that others name are missing on purpose
}

// clock is today in the tests: a Monday, moved by hand.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Forward(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

type syncedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *syncedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *syncedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

func openOffice(t *testing.T) *office { return openOfficeWith(t, func(*Config) {}) }

// openOfficeWith may change the configuration, and the server before it listens.
func openOfficeWith(t *testing.T, change func(*Config), prepare ...func(*Server)) *office {
	t.Helper()
	o := &office{t: t, dir: t.TempDir(), log: &syncedBuffer{}, people: map[string]*archive.User{}, clock: &clock{now: time.Date(2026, 3, 2, 3, 0, 0, 0, time.UTC)}}
	config := Config{
		Dir: o.dir, Workers: 1, Reserve: -1, ReaderCommand: []string{os.Args[0], readerChild}, Tesseract: noTesseract, Now: o.clock.Now,
		Log: slog.New(slog.NewJSONHandler(o.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	change(&config)
	o.dir = config.Dir
	var err error
	if o.desk, err = OpenDesk(t.Context(), config); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() {
		if err := o.desk.Run(ctx); err != nil && ctx.Err() == nil {
			t.Errorf("the desk stopped: %v", err)
		}
	})
	o.server = New(o.desk, config)
	for _, f := range prepare {
		f(o.server)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	running.Go(func() {
		if err := o.server.Serve(ctx, listener); err != nil {
			t.Errorf("the server stopped: %v", err)
		}
	})
	<-o.server.Ready()
	o.url = o.server.URL()
	t.Cleanup(func() {
		stop()
		running.Wait()
		if err := o.desk.Close(); err != nil {
			t.Errorf("close the desk: %v", err)
		}
		report, err := storage.Verify(context.Background(), o.dir, storage.VerifyOptions{})
		if err != nil {
			t.Errorf("verify: %v", err)
		}
		for _, fault := range report.Faults {
			if o.lacks && fault.Code == "reference" {
				continue
			}
			t.Errorf("verify: %+v", fault)
		}
	})
	return o
}

const testPassword = "padi menguning di sawah"

// person makes an account, once for each name.
func (o *office) person(login string, role archive.Role, clearance archive.Secrecy) *archive.User {
	o.t.Helper()
	if u := o.people[login]; u != nil {
		return u
	}
	hash, err := cheapHash()
	if err != nil {
		o.t.Fatal(err)
	}
	user := &archive.User{Head: archive.Head{ID: "u-" + login}, Login: login, Name: "Nama " + login, Role: role, Clearance: clearance, Password: hash, Created: o.clock.Now()}
	if _, err := o.desk.Archive().Update(o.t.Context(), archive.BySystem, archive.DidUser, func(tx *storage.Tx) error { return tx.Put(user) }); err != nil {
		o.t.Fatal(err)
	}
	o.people[login] = user
	return user
}

// cheapHash is the hash of testPassword, worked out once.
var cheapHash = sync.OnceValues(func() (string, error) { return hashPassword(testPassword) })

// guest sends requests as one person, or as nobody.
type guest struct {
	o      *office
	header http.Header
	client *http.Client
}

func (o *office) nobody() *guest {
	transport := &http.Transport{DisableKeepAlives: true}
	o.t.Cleanup(transport.CloseIdleConnections)
	return &guest{o: o, header: http.Header{"Accept-Language": {"en"}}, client: &http.Client{
		Transport: transport, Timeout: 30 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// as is a browser in which a person has logged in.
func (o *office) as(u *archive.User) *guest {
	o.t.Helper()
	id, err := o.server.sessions.begin(u, "test", "127.0.0.1")
	if err != nil {
		o.t.Fatal(err)
	}
	g := o.nobody()
	g.header.Set("Cookie", "lintas="+id)
	g.header.Set("Sec-Fetch-Site", "same-origin")
	return g
}

// answer is a response with its body read.
type answer struct {
	t      *testing.T
	status int
	header http.Header
	body   []byte
}

// send sends a request; body may be nil, an io.Reader, or a value to be sent as JSON.
func (g *guest) send(method, path string, body any, headers ...string) answer {
	g.o.t.Helper()
	var reader io.Reader
	var media string
	switch b := body.(type) {
	case nil:
	case io.Reader:
		reader = b
	default:
		raw, err := json.Marshal(b)
		if err != nil {
			g.o.t.Fatal(err)
		}
		reader, media = bytes.NewReader(raw), "application/json"
	}
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	req, err := http.NewRequestWithContext(g.o.t.Context(), method, g.o.url+path, reader)
	if err != nil {
		g.o.t.Fatal(err)
	}
	for name, values := range g.header {
		req.Header[name] = values
	}
	if media != "" {
		req.Header.Set("Content-Type", media)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	resp, err := g.client.Do(req)
	if err != nil {
		g.o.t.Fatalf("%s %s: %v", method, path, err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		g.o.t.Fatalf("%s %s: %v", method, path, err)
	}

	return answer{g.o.t, resp.StatusCode, resp.Header, raw}
}

func (g *guest) get(path string, headers ...string) answer {
	g.o.t.Helper()
	return g.send("GET", path, nil, headers...)
}

// want checks the status and reads the body as JSON into target, unless it is nil.
func (a answer) want(status int, target any) answer {
	a.t.Helper()
	if a.status != status {
		a.t.Fatalf("status %d, want %d: %s", a.status, status, a.body)
	}
	if target != nil {
		if err := json.Unmarshal(a.body, target); err != nil {
			a.t.Fatalf("%v: %s", err, a.body)
		}
	}
	return a
}

// wantProblem checks that the answer is a problem document with a code.
func (a answer) wantProblem(status int, code archive.Code) problem {
	a.t.Helper()
	var p problem
	a.want(status, &p)
	if p.Code != code || p.Status != status || p.Title == "" || p.Detail == "" || !strings.HasPrefix(a.header.Get("Content-Type"), "application/problem+json") {
		a.t.Fatalf("problem %s (%s), want code %s", a.body, a.header.Get("Content-Type"), code)
	}
	return p
}

// onePage is a PDF with one page that says something.
func onePage(text string) []byte {
	var b bytes.Buffer
	var places []int
	object := func(body string) {
		places = append(places, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(places), body)
	}
	b.WriteString("%PDF-1.4\n")
	content := fmt.Sprintf("BT /F1 12 Tf 72 720 Td (%s) Tj ET", text)
	object("<</Type/Catalog/Pages 2 0 R>>")
	object("<</Type/Pages/Kids[3 0 R]/Count 1>>")
	object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>")
	object(fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(content), content))
	object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(places)+1)
	for _, at := range places {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(places)+1, start)
	return b.Bytes()
}

// filled is a multipart form with files and fields.
func filled(t *testing.T, fields string, files map[string][]byte) (io.Reader, string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	if fields != "" {
		if err := w.WriteField("fields", fields); err != nil {
			t.Fatal(err)
		}
	}
	for name, body := range files {
		part, err := w.CreateFormFile("file", name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(body); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return &b, w.FormDataContentType()
}

// letter puts a registered letter with a file and a text straight into the archive.
func (o *office) letter(doc archive.Document, text string) *archive.Document {
	o.t.Helper()
	pdf := onePage(text)
	blob, err := o.desk.Archive().Blobs().Put(o.t.Context(), bytes.NewReader(pdf), int64(len(pdf)))
	if err != nil {
		o.t.Fatal(err)
	}
	words := &archive.Transcript{Version: 1, Pages: []archive.Page{{Width: 595, Height: 842, Source: archive.FromText, Text: text}}}
	if doc.Transcript, err = o.desk.transcripts.put(o.t.Context(), words); err != nil {
		o.t.Fatal(err)
	}
	if doc.Kind == "" {
		doc.Kind = archive.Letter
	}
	if doc.Status == "" {
		doc.Status = archive.Registered
	}
	doc.Files = []archive.File{{Name: doc.ID + ".pdf", Blob: blob.Sum, Size: blob.Size, Media: "application/pdf", Pages: 1}}
	doc.Read = archive.ReadState{State: archive.ReadDone, Pages: 1}
	o.put(&doc)
	return &doc
}

// put puts records into the archive as one act.
func (o *office) put(records ...archive.Record) {
	o.t.Helper()
	_, err := o.desk.Archive().Update(o.t.Context(), archive.BySystem, archive.DidEdit, func(tx *storage.Tx) error {
		for _, r := range records {
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) settled() {
	o.t.Helper()
	ctx, cancel := context.WithTimeout(o.t.Context(), 2*time.Minute)
	defer cancel()
	if err := o.desk.Settled(ctx); err != nil {
		o.t.Fatal(err)
	}
}
