package server

import (
	"net/http"
	"strings"
	"testing"

	"lintas/archive"
)

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
