package server

import (
	"encoding/json"
	"strings"
	"testing"

	"lintas/archive"
)

func TestADeadlineCannotNameACaseThatIsHiddenOrNotThere(t *testing.T) {
	o := openOffice(t)
	all := fillLevels(o)
	g := o.as(o.person("staf", archive.Staff, archive.Ordinary))
	officer := o.as(o.person("petugas", archive.Officer, archive.Ordinary))
	before := o.server.head()
	var told []string
	for _, id := range []string{all[2].kase.ID, "none"} {
		a := g.send("POST", "/api/v1/deadlines", map[string]any{"document": all[0].doc.ID, "what": "x", "case": id, "rule": map[string]string{"kind": "none"}})
		if p := a.wantProblem(422, archive.Invalid); p.Field != "case" {
			t.Errorf("field %q", p.Field)
		}
		told = append(told, string(a.body))
	}
	if told[0] != told[1] {
		t.Errorf("hidden and missing differ: %q", told)
	}
	for _, id := range []string{"badan-" + all[2].word, "none"} {
		body := map[string]any{"references": []any{map[string]any{"relation": "mentions", "agency": map[string]string{"agency": id}}}}
		officer.send("PATCH", "/api/v1/documents/"+all[0].doc.ID, body, "If-Match", `"2"`).wantProblem(422, archive.Invalid)
	}
	if o.server.head() != before {
		t.Error("something was written")
	}
}

func TestANewAgencyDoesNotTellOfAHiddenOneOfItsName(t *testing.T) {
	o := openOffice(t)
	secret := &archive.Agency{Head: archive.Head{ID: "sgx"}, Name: "Satuan Gugus Xenon", Short: "SGX", Aliases: []string{"Xenon"}, Secrecy: archive.Secret}
	o.put(secret)
	if err := o.desk.Refresh(); err != nil {
		t.Fatal(err)
	}
	g := o.as(o.person("petugas", archive.Officer, archive.Ordinary))
	unknown := g.send("POST", "/api/v1/agencies", map[string]string{"short": "QQZ"})
	hidden := g.send("POST", "/api/v1/agencies", map[string]string{"short": "SGX"})
	if unknown.status != 422 || hidden.status != unknown.status || string(hidden.body) != string(unknown.body) {
		t.Fatalf("hidden: %d %s\nunknown: %d %s", hidden.status, hidden.body, unknown.status, unknown.body)
	}
	var made struct{ Agency *archive.Agency }
	a := g.send("POST", "/api/v1/agencies", map[string]string{"short": "SGX", "name": "Satuan Gaya X"}).want(201, &made)
	if made.Agency.ID == secret.ID || made.Agency.Rev != 1 || strings.Contains(string(a.body), "Xenon") {
		t.Errorf("made %s", a.body)
	}
	g.send("POST", "/api/v1/agencies", map[string]string{"short": "SGX", "name": "Lain"}).wantProblem(409, archive.Duplicate)
	kept, err := o.desk.Archive().Read(archive.System()).Agency("sgx")
	if err != nil || kept.Rev != 1 || kept.Secrecy != archive.Secret {
		t.Errorf("the hidden one is now %+v, %v", kept, err)
	}
	// A letter that names it means the one its writer may know of.
	got, err := o.desk.NewNote(t.Context(), clerk(), json.RawMessage(`{"subject":"Telepon","from":{"name":"SGX"}}`), "")
	if err != nil || got.Document.From.Agency != made.Agency.ID {
		t.Errorf("from %+v, %v", got.Document.From, err)
	}
}

func TestEditingAnAgencyKeepsItsLevel(t *testing.T) {
	o := openOffice(t)
	o.put(&archive.Agency{Head: archive.Head{ID: "sgx"}, Name: "Satuan Gugus Xenon", Secrecy: archive.Secret, Proposed: true})
	if err := o.desk.Refresh(); err != nil {
		t.Fatal(err)
	}
	high := o.as(o.person("high", archive.Officer, archive.Secret))
	low := o.as(o.person("low", archive.Officer, archive.Ordinary))
	high.send("PATCH", "/api/v1/agencies/sgx", map[string]string{"short": "SGX"}, "If-Match", `"1"`).want(200, nil)
	low.get("/api/v1/agencies/sgx").wantProblem(404, archive.NotFound)
	high.send("PATCH", "/api/v1/agencies/sgx", map[string]string{"secrecy": "biasa"}, "If-Match", `"2"`).want(200, nil)
	low.get("/api/v1/agencies/sgx").want(200, nil)
}

func TestALowerRecordNeitherHoldsNorShowsAHiddenAgency(t *testing.T) {
	o := openOffice(t)
	o.put(&archive.Agency{Head: archive.Head{ID: "sgx"}, Name: "Satuan Gugus Xenon", Short: "SGX", Secrecy: archive.Secret})
	if err := o.desk.Refresh(); err != nil {
		t.Fatal(err)
	}
	body := json.RawMessage(`{"subject":"Telepon","references":[{"relation":"mentions","agency":{"printed":"SGX"}}]}`)
	got, err := o.desk.NewNote(t.Context(), officer(), body, "")
	if err != nil {
		t.Fatal(err)
	}
	stored, err := o.desk.Archive().Read(archive.System()).Document(got.Document.ID)
	if err != nil || stored.References[0].Agency.Agency != "" || stored.References[0].Agency.Name != "" {
		t.Errorf("stored %+v, %v", stored.References, err)
	}
	// One that a person set all the same is shown as the page has it.
	shown := o.desk.ShowDocument(clerk(), &archive.Document{From: archive.Party{Agency: "sgx", Name: "Satuan Gugus Xenon", Printed: "SGX"}})
	if shown.From != (archive.Party{Printed: "SGX"}) {
		t.Errorf("shown %+v", shown.From)
	}
}
