package server

import (
	"bufio"
	"context"
	"iter"
	"net/http"
	"strings"
	"testing"
	"time"

	"lintas/archive"
)

// accessActs waits until the access log holds what has happened, and returns it.
func accessActs(t *testing.T, o *office) iter.Seq2[archive.Act, error] {
	t.Helper()
	return func(yield func(archive.Act, error) bool) {
		seen := uint64(0)
		for deadline := time.Now().Add(10 * time.Second); seen < 3 && time.Now().Before(deadline); {
			for act, err := range o.desk.Archive().AccessActs(t.Context(), seen) {
				if !yield(act, err) {
					return
				}
				seen = act.Seq
			}
			time.Sleep(10 * time.Millisecond)
		}
	}
}

func TestChangesAreToldOnceAndCursorsSayNothing(t *testing.T) {
	o := openOffice(t)
	g := o.as(o.person("budi", archive.Staff, archive.Ordinary))
	var session sessionAnswer
	g.get("/api/v1/session").want(200, &session)
	var got struct {
		Items  []changeItem
		Cursor string
		More   bool
	}
	g.get("/api/v1/changes?since="+session.Cursor).want(200, &got)
	if len(got.Items) != 0 {
		t.Errorf("news before anything happened: %+v", got.Items)
	}
	o.letter(archive.Document{Head: archive.Head{ID: "terbuka"}}, "isi")
	o.letter(archive.Document{Head: archive.Head{ID: "tertutup"}, Secrecy: archive.Secret}, "isi")
	first := got.Cursor
	g.get("/api/v1/changes?since="+first).want(200, &got)
	if len(got.Items) != 1 || len(got.Items[0].Records) != 1 || got.Items[0].Records[0].ID != "terbuka" {
		t.Errorf("news %+v", got.Items)
	}
	second := got.Cursor
	g.get("/api/v1/changes?since="+second).want(200, &got)
	if len(got.Items) != 0 || got.Cursor == second || len(got.Cursor) != len(second) {
		t.Errorf("cursor %s after %s, items %+v", got.Cursor, second, got.Items)
	}
	g.get("/api/v1/changes?since=12").wantProblem(http.StatusGone, staleCursor)
	other := openOffice(t)
	other.as(other.person("budi", archive.Staff, archive.Ordinary)).get("/api/v1/changes?since="+second).wantProblem(http.StatusGone, staleCursor)
}

func TestChangesArePagedFromTheBeginning(t *testing.T) {
	o := openOffice(t)
	for _, id := range []string{"a", "b", "c", "d", "e"} {
		o.letter(archive.Document{Head: archive.Head{ID: id}}, "isi "+id)
	}
	g := o.as(o.person("budi", archive.Staff, archive.Ordinary))
	var letters []string
	cursor, more := "", true
	for more {
		var got struct {
			Items  []changeItem
			Cursor string
			More   bool
		}
		g.get("/api/v1/changes?limit=2&since="+cursor).want(200, &got)
		for _, item := range got.Items {
			for _, r := range item.Records {
				if r.Kind == archive.DocumentRecord {
					letters = append(letters, r.ID)
				}
			}
		}
		cursor, more = got.Cursor, got.More
	}
	if strings.Join(letters, "") != "abcde" {
		t.Errorf("letters %v", letters)
	}
}

// listen opens an event stream and returns its lines.
func (g *guest) listen(ctx context.Context) <-chan string {
	g.o.t.Helper()
	req, err := http.NewRequestWithContext(ctx, "GET", g.o.url+"/api/v1/events", nil)
	if err != nil {
		g.o.t.Fatal(err)
	}
	req.Header = g.header
	resp, err := (&http.Client{Transport: g.client.Transport}).Do(req)
	if err != nil {
		g.o.t.Fatal(err)
	}
	if resp.StatusCode != 200 || resp.Header.Get("Content-Type") != "text/event-stream" {
		g.o.t.Fatalf("status %d, %s", resp.StatusCode, resp.Header.Get("Content-Type"))
	}
	lines := make(chan string)
	go func() {
		defer close(lines)
		defer resp.Body.Close()
		scanner := bufio.NewScanner(resp.Body)
		for scanner.Scan() {
			select {
			case lines <- scanner.Text():
			case <-ctx.Done():
				return
			}
		}
	}()
	return lines
}

func nextEvent(t *testing.T, lines <-chan string) string {
	t.Helper()
	for {
		select {
		case line, ok := <-lines:
			if !ok {
				return ""
			}
			if strings.HasPrefix(line, "event:") {
				return line
			}
		case <-time.After(10 * time.Second):
			t.Fatal("no event came")
		}
	}
}

func TestEventsComeForWhatTheListenerMaySeeOnly(t *testing.T) {
	o := openOffice(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	low := o.as(o.person("low", archive.Staff, archive.Ordinary)).listen(ctx)
	high := o.as(o.person("high", archive.Staff, archive.TopSecret)).listen(ctx)
	for _, lines := range []<-chan string{low, high} {
		if hello := <-lines; hello != "retry: 3000" {
			t.Fatalf("the stream begins with %q", hello)
		}
	}
	o.letter(archive.Document{Head: archive.Head{ID: "tertutup"}, Secrecy: archive.Secret}, "isi")
	nextEvent(t, high)
	o.letter(archive.Document{Head: archive.Head{ID: "terbuka"}}, "isi")
	nextEvent(t, low)
	rest := 0
	for {
		select {
		case line := <-low:
			if strings.HasPrefix(line, "event:") {
				rest++
			}
			continue
		case <-time.After(2 * eventRest):
		}
		break
	}
	if rest > 0 {
		t.Errorf("who may see one change heard of %d more", rest)
	}
}

func TestAnEventStreamEndsWithItsSession(t *testing.T) {
	o := openOffice(t)
	budi := o.person("budi", archive.Staff, archive.Ordinary)
	lines := o.as(budi).listen(t.Context())
	<-lines
	if _, _, err := o.desk.EditUser(t.Context(), archive.System(), budi.ID, 0, []byte(`{"disabled":true}`)); err != nil {
		t.Fatal(err)
	}
	if event := nextEvent(t, lines); event != "" {
		t.Errorf("a disabled account still hears %q", event)
	}
}

func TestEventStreamsGiveTheirPlacesBack(t *testing.T) {
	o := openOffice(t)
	g := o.as(o.person("budi", archive.Staff, archive.Ordinary))
	for range 3 {
		g.send("HEAD", "/api/v1/events", nil).want(200, nil)
		ctx, cancel := context.WithCancel(t.Context())
		<-g.listen(ctx)
		cancel()
	}
	o.letter(archive.Document{Head: archive.Head{ID: "terbuka"}}, "isi") // wakes the streams, which notice that nobody listens
	o.letter(archive.Document{Head: archive.Head{ID: "lagi"}}, "isi")
	for deadline := time.Now().Add(eventPing + 10*time.Second); len(o.server.streams) > 0 && time.Now().Before(deadline); {
		time.Sleep(20 * time.Millisecond)
	}
	if n := len(o.server.streams); n > 0 {
		t.Errorf("%d places are still taken", n)
	}
}
