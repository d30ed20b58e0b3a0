package server

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
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

func TestMetricsAreForThisMachineAndAdministratorsOnly(t *testing.T) {
	o := openOffice(t)
	o.letter(archive.Document{Head: archive.Head{ID: "surat"}}, "isi")
	o.nobody().get("/healthz").want(200, nil)
	text := string(o.nobody().get("/metrics").want(200, nil).body)
	for _, want := range []string{`lintas_documents{status="registered"} 1`, "lintas_reader_queue", "lintas_index_lag", "lintas_disk_free_bytes", "lintas_journal_head", "lintas_request_seconds"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s", want)
		}
	}
	// Through a proxy on the same machine the address proves nothing.
	proxied := []string{"X-Forwarded-For", "203.0.113.9"}
	o.nobody().get("/metrics", proxied...).wantProblem(401, archive.Unknown)
	o.as(o.person("staf", archive.Staff, archive.Ordinary)).get("/metrics", proxied...).wantProblem(403, archive.Forbidden)
	o.as(o.person("admin", archive.Admin, archive.Ordinary)).get("/metrics", proxied...).want(200, nil)
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
