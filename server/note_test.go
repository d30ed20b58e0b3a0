package server

import (
	"testing"

	"lintas/archive"
)

func TestANoteSentTwiceWithOneKeyIsOneNote(t *testing.T) {
	o := openOffice(t)
	g, other := o.as(o.person("budi", archive.Officer, archive.Ordinary)), o.as(o.person("sari", archive.Officer, archive.Ordinary))
	note := map[string]string{"subject": "Telepon KBRI Riyadh", "date": "2026-03-02"}
	var first, again struct{ Document *archive.Document }
	g.send("POST", "/api/v1/notes", note, "Idempotency-Key", "abc").want(201, &first)
	a := g.send("POST", "/api/v1/notes", note, "Idempotency-Key", "abc").want(201, &again)
	if again.Document.ID != first.Document.ID || a.header.Get("Idempotency-Replayed") != "true" {
		t.Errorf("the same note again is %s, it was %s", again.Document.ID, first.Document.ID)
	}
	g.send("POST", "/api/v1/notes", map[string]string{"subject": "Telepon lain", "date": "2026-03-02"}, "Idempotency-Key", "abc").wantProblem(422, archive.KeyReused)
	other.send("POST", "/api/v1/notes", note, "Idempotency-Key", "abc").want(201, &again)
	if again.Document.ID == first.Document.ID {
		t.Error("somebody else's key was answered with this person's note")
	}

	// Raised above its writer's clearance, it is answered, but not shown.
	admin := o.as(o.person("admin", archive.Admin, archive.TopSecret))
	admin.send("PATCH", "/api/v1/documents/"+first.Document.ID, map[string]string{"secrecy": "rahasia"}, "If-Match", admin.tag("documents/"+first.Document.ID)).want(200, nil)
	again.Document = nil
	g.send("POST", "/api/v1/notes", note, "Idempotency-Key", "abc").want(201, &again)
	if again.Document.ID != first.Document.ID || again.Document.Subject != "" {
		t.Errorf("the answer shows %+v", again.Document)
	}
}
