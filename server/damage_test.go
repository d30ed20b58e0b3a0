package server

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lintas/archive"
)

// TestADamagedIndexIsNoticedAndMendedWhileServing spoils the files of an index at rest under
// a running server. The first search says so, all else goes on, and the index comes back by
// itself. Nothing is left of the files: of one that is cut within its first page the rest
// reads as zeros, which are no error.
func TestADamagedIndexIsNoticedAndMendedWhileServing(t *testing.T) {
	dir := t.TempDir()
	there := func(c *Config) { c.Dir = dir }
	t.Run("filled", func(t *testing.T) {
		o := openOfficeWith(t, there)
		threadOf(o)
		o.settled()
	})
	o := openOfficeWith(t, there)
	o.settled()
	g := o.as(o.person("staf", archive.Staff, archive.Ordinary))
	o.settled()
	segments, err := filepath.Glob(filepath.Join(dir, "index", "biasa", "*.zap"))
	if err != nil || len(segments) == 0 {
		t.Fatal("no segments", err)
	}
	mended := o.desk.follower.moved.next()
	for _, path := range segments {
		if err := os.Truncate(path, 0); err != nil {
			t.Fatal(err)
		}
	}
	g.get("/api/v1/search?q=gaji").wantProblem(http.StatusServiceUnavailable, archive.Busy)
	g.get("/api/v1/documents/surat").want(200, nil)
	for o.desk.Index().Degraded() {
		<-mended
		mended = o.desk.follower.moved.next()
	}
	var found searchAnswer
	g.get("/api/v1/search?q=gaji").want(200, &found)
	if found.Total != 2 {
		t.Errorf("%d hits once it is mended", found.Total)
	}
	var ready struct {
		Ready bool
		Parts map[string]string
	}
	g.get("/readyz").want(200, &ready)
	if !ready.Ready || ready.Parts["index"] != "ok" {
		t.Errorf("readiness %+v", ready)
	}
}

// TestAFillingIndexSaysHowFarItIs also checks who is told the numbers: only who may see
// all documents.
func TestAFillingIndexSaysHowFarItIs(t *testing.T) {
	o := openOffice(t)
	threadOf(o)
	o.desk.follower.set(func(f *follower) { f.now.Rebuild, f.now.Done, f.now.Total = "index", 3, 4 })
	for clearance, want := range map[archive.Secrecy]string{archive.Ordinary: "75 %", archive.TopSecret: "3 of 4 documents"} {
		var found searchAnswer
		o.as(o.person("lihat-"+clearance.String(), archive.Staff, clearance)).get("/api/v1/search?q=gaji").want(200, &found)
		if len(found.Problems) != 1 || !strings.Contains(found.Problems[0], want) {
			t.Errorf("%s is told %q, want %q", clearance, found.Problems, want)
		}
	}
	a := o.nobody().get("/readyz")
	if a.status != http.StatusServiceUnavailable || !strings.Contains(string(a.body), "75 %") || strings.Contains(string(a.body), "of 4") {
		t.Errorf("readiness: %d %s", a.status, a.body)
	}
	o.desk.follower.set(func(f *follower) { f.now.Rebuild = "" })
}
