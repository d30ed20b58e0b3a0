package server

import (
	"bufio"
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"lintas/archive"
)

func (o *office) dial() net.Conn {
	o.t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(o.url, "http://"))
	if err != nil {
		o.t.Fatal(err)
	}
	o.t.Cleanup(func() { conn.Close() })
	return conn
}

// TestAConnectionThatSaysNothingIsCutOff shortens the time for headers and checks
// that the server does not wait longer.
func TestAConnectionThatSaysNothingIsCutOff(t *testing.T) {
	slow := openOfficeWith(t, func(*Config) {}, func(s *Server) {
		limits := s.app.Server()
		if limits.ReadTimeout != headerTime || limits.IdleTimeout != idleTime || limits.WriteTimeout != writeTime {
			t.Error("a time limit is missing")
		}
		limits.ReadTimeout = 200 * time.Millisecond
	})
	conn := slow.dial()
	if _, err := io.WriteString(conn, "GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: "); err != nil {
		t.Fatal(err)
	}
	if err := conn.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	raw, err := io.ReadAll(conn)
	if err != nil || time.Since(began) > 5*time.Second {
		t.Errorf("after %s: %v, %q", time.Since(began), err, raw)
	}
}

func TestBodiesThatAreTooLongAreRefusedWithoutBeingRead(t *testing.T) {
	o := openOffice(t)
	g := o.as(o.person("budi", archive.Officer, archive.Ordinary))
	before := o.server.head()
	long := strings.Repeat("x", jsonBytes+10)
	for _, path := range []string{"/api/v1/session", "/api/v1/cases", "/api/v1/notes"} {
		g.send("POST", path, strings.NewReader(`{"title":"`+long+`"}`), "Content-Type", "application/json").wantProblem(413, archive.TooLarge)
	}
	chunked := io.MultiReader(strings.NewReader(`{"title":"`), strings.NewReader(long), strings.NewReader(`"}`))
	g.send("POST", "/api/v1/cases", chunked, "Content-Type", "application/json").wantProblem(413, archive.TooLarge)
	if o.server.head() != before {
		t.Error("something was written")
	}
}

// TestAnUploadIsRefusedBeforeItsBytesAreRead sends the head of a huge upload without
// the right to it: the answer must come although the bytes never do.
func TestAnUploadIsRefusedBeforeItsBytesAreRead(t *testing.T) {
	o := openOffice(t)
	conn := o.dial()
	fmt.Fprintf(conn, "POST /api/v1/documents HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 900000000\r\n\r\n%s", strings.Repeat("x", 9000))
	if err := conn.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("status %d", resp.StatusCode)
	}
}

func TestHeadersThatAreTooLongAreRefused(t *testing.T) {
	o := openOffice(t)
	a := o.nobody().get("/healthz", "X-Long", strings.Repeat("x", headerBytes+100))
	if a.status != http.StatusRequestHeaderFieldsTooLarge && a.status != http.StatusRequestEntityTooLarge {
		t.Errorf("status %d: %s", a.status, a.body)
	}
}

func TestAPanicIsAnAnswerAndALogLine(t *testing.T) {
	o := openOfficeWith(t, func(*Config) {}, func(s *Server) { s.site = nil }) // whoever asks for the page panics
	a := o.nobody().get("/")
	a.wantProblem(500, internalError)
	if strings.Contains(string(a.body), "nil pointer") {
		t.Errorf("shows %s", a.body)
	}
	if !strings.Contains(o.log.String(), "nil pointer") {
		t.Error("the log has nothing of it")
	}
	o.nobody().get("/readyz").want(200, nil)
}

// TestNothingRunsOnAfterTheServerHasStopped starts and stops a server with an open
// event stream and an idle connection, and compares the goroutines.
func TestNothingRunsOnAfterTheServerHasStopped(t *testing.T) {
	before := runtime.NumGoroutine()
	t.Run("office", func(t *testing.T) {
		o := openOffice(t)
		g := o.as(o.person("budi", archive.Staff, archive.Ordinary))
		lines := g.listen(context.Background())
		<-lines
		o.dial()
		keep := o.nobody()
		keep.client.Transport = &http.Transport{}
		t.Cleanup(keep.client.CloseIdleConnections)
		keep.get("/healthz").want(200, nil)
		go func() {
			for range lines { // until the server ends the stream
			}
		}()
	})
	for deadline := time.Now().Add(10 * time.Second); runtime.NumGoroutine() > before+2 && time.Now().Before(deadline); {
		time.Sleep(20 * time.Millisecond)
	}
	if after := runtime.NumGoroutine(); after > before+2 {
		stacks := make([]byte, 1<<20)
		t.Errorf("%d goroutines before, %d after:\n%s", before, after, stacks[:runtime.Stack(stacks, true)])
	}
}

func TestAServerThatIsToldToStopBeforeItListensStops(t *testing.T) {
	o := openOffice(t)
	other := New(o.desk, Config{Addr: "127.0.0.1:0", Log: o.server.log, Now: o.clock.Now})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	done := make(chan error, 1)
	go func() { done <- other.Run(ctx) }()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("it goes on")
	}
}

func TestMetricsAreForTheLocalSecretAndTokensOfAdministratorsOnly(t *testing.T) {
	o := openOffice(t)
	o.letter(archive.Document{Head: archive.Head{ID: "surat"}}, "isi")
	o.letter(archive.Document{Head: archive.Head{ID: "rahasia"}, Secrecy: archive.Secret}, "isi rahasia")
	o.nobody().get("/healthz").want(200, nil)
	// The address proves nothing: whoever comes through a proxy on this machine has it too.
	o.nobody().get("/metrics").wantProblem(401, archive.Unknown)
	o.as(o.person("staf", archive.Staff, archive.TopSecret)).get("/metrics").wantProblem(403, archive.Forbidden)
	o.as(o.person("admin", archive.Admin, archive.TopSecret)).get("/metrics").wantProblem(403, archive.Forbidden)
	if err := o.desk.Announce(o.url); err != nil {
		t.Fatal(err)
	}
	door, err := FindDoor(o.dir)
	if err != nil {
		t.Fatal(err)
	}
	all := string(o.nobody().get("/metrics", "Authorization", "Bearer "+door.Token).want(200, nil).body)
	for _, want := range []string{`lintas_documents{status="registered"} 2`, "lintas_reader_queue", "lintas_index_lag", "lintas_disk_free_bytes", "lintas_journal_head", "lintas_request_seconds"} {
		if !strings.Contains(all, want) {
			t.Errorf("no %s", want)
		}
	}
	some := string(o.program(o.person("rendah", archive.Admin, archive.Ordinary)).get("/metrics").want(200, nil).body)
	if !strings.Contains(some, `lintas_documents{status="registered"} 1`) || strings.Contains(some, "lintas_journal_head") || strings.Contains(some, "lintas_reader_queue") {
		t.Errorf("a token with a low clearance is told %s", some)
	}
	o.program(o.person("petugas", archive.Officer, archive.TopSecret)).get("/metrics").wantProblem(403, archive.Forbidden)
}

// program sends requests with a token of a person's.
func (o *office) program(u *archive.User) *guest {
	o.t.Helper()
	_, secret, err := o.desk.NewToken(o.t.Context(), viewerOf(u), NewToken{Name: "program", Clearance: u.Clearance})
	if err != nil {
		o.t.Fatal(err)
	}
	g := o.nobody()
	g.header.Set("Authorization", "Bearer "+secret)
	return g
}

func TestATokenMakesAndChangesNoAccounts(t *testing.T) {
	o := openOffice(t)
	admin := o.person("admin", archive.Admin, archive.TopSecret)
	fresh := map[string]string{"login": "baru", "name": "Orang Baru", "password": testPassword, "role": "admin", "clearance": "biasa"}
	before := o.program(admin)
	head := o.server.head()
	before.send("POST", "/api/v1/users", fresh).wantProblem(403, archive.Forbidden)
	before.send("PATCH", "/api/v1/users/"+admin.ID, map[string]string{"password": "diambil alih orang"}, "If-Match", `"1"`).wantProblem(403, archive.Forbidden)
	if o.server.head() != head {
		t.Error("something was written")
	}
	o.as(admin).send("POST", "/api/v1/users", fresh).want(201, nil)
}

func TestGuessersElsewhereDoNotLockTheOwnerOut(t *testing.T) {
	now := &clock{now: time.Date(2026, 3, 2, 3, 0, 0, 0, time.UTC)}
	logins := newThrottle(now.Now)
	logins.failed("budi", "10.1.1.1")
	logins.succeeded("budi", "10.1.1.1")
	for i := range failsPerAccount + 10 {
		logins.failed("budi", fmt.Sprintf("203.0.113.%d", i))
	}
	if logins.wait("budi", "10.1.1.1") > 0 {
		t.Error("the owner has to wait")
	}
	if logins.wait("budi", "198.51.100.7") == 0 {
		t.Error("a fresh address does not have to wait")
	}
	for range failsPerPair + 1 {
		logins.failed("budi", "10.1.1.1")
	}
	if logins.wait("budi", "10.1.1.1") == 0 {
		t.Error("the owner's address may guess without end")
	}
	now.Forward(throttleOwner + time.Hour)
	for i := range failsPerAccount + 10 {
		logins.failed("budi", fmt.Sprintf("203.0.113.%d", i))
	}
	if logins.wait("budi", "10.1.1.1") == 0 {
		t.Error("an address of long ago still counts as the owner's")
	}
}

func TestAProxyThatNobodyNamedIsToldOfOnce(t *testing.T) {
	o := openOffice(t)
	for range 3 {
		o.nobody().send("POST", "/api/v1/session", credentials{"budi", "wrong password"}, "X-Forwarded-For", "203.0.113.9").wantProblem(401, archive.Unknown)
	}
	if n := strings.Count(o.log.String(), "no trusted proxy"); n != 1 {
		t.Errorf("told %d times", n)
	}
}

// TestAnEndedSessionStaysEnded ends sessions while they are used.
func TestAnEndedSessionStaysEnded(t *testing.T) {
	o := openOffice(t)
	budi := o.person("budi", archive.Staff, archive.Ordinary)
	for range 50 {
		id, err := o.server.sessions.begin(budi, "test", "127.0.0.1")
		if err != nil {
			t.Fatal(err)
		}
		o.clock.Forward(2 * sessionTouch)
		var using sync.WaitGroup
		for range 4 {
			using.Go(func() {
				if _, _, err := o.server.sessions.find(id); err != nil && archive.CodeOf(err) != archive.NotFound {
					t.Error(err)
				}
			})
		}
		if err := o.server.sessions.end(sumOf(id)); err != nil {
			t.Error(err)
		}
		using.Wait()
		if _, _, err := o.server.sessions.find(id); archive.CodeOf(err) != archive.NotFound {
			t.Fatalf("the session is back: %v", err)
		}
	}
}

func TestALongUploadStopsAtTheReserveOfTheDisk(t *testing.T) {
	left := int64(3 * spoolStep)
	room := func(n int64) error {
		if left -= n; left < 0 {
			return archive.Fail(archive.DiskFull, "Penuh.", "Full.")
		}
		return nil
	}
	n, err := copyWithin(room, io.Discard, io.LimitReader(rand.Reader, 10*spoolStep))
	wantCode(t, err, archive.DiskFull)
	if n != 3*spoolStep {
		t.Errorf("%d bytes were copied", n)
	}
	left = 3 * spoolStep
	if n, err := copyWithin(room, io.Discard, io.LimitReader(rand.Reader, spoolStep+5)); err != nil || n != spoolStep+5 {
		t.Errorf("%d bytes, %v", n, err)
	}
}

func TestReadinessNamesItsParts(t *testing.T) {
	o := openOffice(t)
	o.settled()
	var state struct {
		Ready bool
		Parts map[string]string
	}
	o.nobody().get("/readyz").want(200, &state)
	if !state.Ready || state.Parts["journal"] != "ok" || state.Parts["index"] != "ok" {
		t.Errorf("state %+v", state)
	}
}
