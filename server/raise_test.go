package server

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"lintas/archive"
)

// raised is an archive in which an open letter with a passport was in a proposed case
// with another one, and was made secret.
func raised(t *testing.T) (o *office, kase, passport string) {
	t.Helper()
	o = openOffice(t)
	low := archive.Document{Head: archive.Head{ID: "rendah"}, Subject: "Perihal kenanga", Date: "2026-01-05", Workers: []archive.Mention{{Name: "Siti Aminah", Country: "Arab Saudi"}}}
	high := archive.Document{Head: archive.Head{ID: "tinggi"}, Subject: "Perihal seruni", Date: "2026-01-07", Numbers: []string{"B.7/2026"}, Workers: []archive.Mention{{Name: "Siti Aminah", Passport: "C7120384", Country: "Arab Saudi"}}}
	o.letter(low, "isi rendah")
	o.letter(high, "isi tinggi")
	for _, id := range []string{"rendah", "tinggi"} {
		if _, _, err := o.desk.EditDocument(t.Context(), officer(), id, 0, json.RawMessage(`{"references":[]}`)); err != nil {
			t.Fatal(err)
		}
	}
	doc, err := o.desk.Archive().Read(archive.System()).Document("tinggi")
	if err != nil || len(doc.Cases) != 1 {
		t.Fatalf("cases %+v, %v", doc.Cases, err)
	}
	if _, _, err := o.desk.EditDocument(t.Context(), officer(), "tinggi", 0, json.RawMessage(`{"secrecy":"rahasia"}`)); err != nil {
		t.Fatal(err)
	}
	return o, doc.Cases[0].Case, "C7120384"
}

func TestARaisedLetterTakesItsFactsOutOfAProposedCase(t *testing.T) {
	o, kase, passport := raised(t)
	for _, clearance := range []archive.Secrecy{archive.Ordinary, archive.TopSecret} {
		g := o.as(o.person("lihat-"+clearance.String(), archive.Staff, clearance))
		var page caseAnswer
		g.get("/api/v1/cases/"+kase).want(200, &page)
		if len(page.Case.Workers) != 1 || len(page.Case.Workers[0].Passport) > 0 {
			t.Errorf("%s: the case says %+v", clearance, page.Case.Workers)
		}
		var past struct{ Items []historyItem }
		history := g.get("/api/v1/cases/"+kase+"/history").want(200, &past)
		if told := strings.Contains(string(history.body), passport); told != (clearance == archive.TopSecret) {
			t.Errorf("%s: the history of the case tells of the passport: %t", clearance, told)
		}
		for i, item := range past.Items {
			if item.Erased || item.Veiled != (i > 0 && clearance == archive.Ordinary) {
				t.Errorf("%s: state %d of %d: erased %t, veiled %t", clearance, i, len(past.Items), item.Erased, item.Veiled)
			}
		}
	}
}

func TestALinkToACaseNamesNoOtherLetter(t *testing.T) {
	o := openOffice(t)
	o.letter(archive.Document{Head: archive.Head{ID: "satu"}, Subject: "Perihal kenanga", Numbers: []string{"B.7/2026"}, Date: "2026-01-07", Workers: []archive.Mention{{Name: "Siti Aminah"}}}, "isi satu")
	o.letter(archive.Document{Head: archive.Head{ID: "dua"}, Subject: "Balasan", Date: "2026-01-09"}, "isi dua")
	for id, patch := range map[string]string{"satu": `{"references":[]}`, "dua": `{"references":[{"relation":"replies","number":"B.7/2026"}]}`} {
		if _, _, err := o.desk.EditDocument(t.Context(), officer(), id, 0, json.RawMessage(patch)); err != nil {
			t.Fatal(err)
		}
	}
	stored, err := o.desk.Archive().Read(archive.System()).Document("dua")
	if err != nil || len(stored.Cases) != 1 || stored.Cases[0].Why != sameThreadWords() {
		t.Fatalf("cases %+v, %v", stored.Cases, err)
	}
	stored.Cases[0].Why = archive.Text{ID: "Rujukan: Perihal kenanga", EN: "Thread: Perihal kenanga"} // as older versions wrote it
	if shown := o.desk.ShowDocument(officer(), stored); strings.Contains(shown.Cases[0].Why.ID+shown.Cases[0].Why.EN, "kenanga") {
		t.Errorf("shown %+v", shown.Cases)
	}
}

func TestADocumentThatChangesItsLevelChangesItsBook(t *testing.T) {
	o := openOffice(t)
	o.letter(archive.Document{Head: archive.Head{ID: "surat"}, Status: archive.ToConfirm, Secrecy: archive.Secret, Received: "2026-01-07"}, "isi")
	g := o.as(o.person("petugas", archive.Officer, archive.TopSecret))
	low := o.as(o.person("rendah", archive.Officer, archive.Ordinary))
	var got struct{ Document *archive.Document }
	g.send("PATCH", "/api/v1/documents/surat", map[string]string{"status": "registered"}, "If-Match", `"1"`).want(200, &got)
	if want := (archive.Agenda{Register: "masuk-rahasia", Year: 2026, Number: 1}); *got.Document.Agenda != want {
		t.Fatalf("agenda %+v", got.Document.Agenda)
	}
	g.send("PATCH", "/api/v1/documents/surat", map[string]string{"secrecy": "biasa"}, "If-Match", `"2"`).want(200, &got)
	if want := (archive.Agenda{Register: "masuk", Year: 2026, Number: 1}); *got.Document.Agenda != want {
		t.Fatalf("agenda %+v", got.Document.Agenda)
	}
	var past struct{ Items []historyItem }
	history := low.get("/api/v1/documents/surat/history").want(200, &past)
	if strings.Contains(string(history.body), "masuk-rahasia") || len(past.Items) != 3 || past.Items[0].Veiled || !past.Items[1].Veiled || past.Items[1].Erased {
		t.Errorf("history %s", history.body)
	}
	// One that was lowered before numbers followed the level.
	o.letter(archive.Document{Head: archive.Head{ID: "lama"}, Agenda: &archive.Agenda{Register: "masuk-rahasia", Year: 2026, Number: 7}}, "isi lama")
	for _, path := range []string{"documents/lama", "documents", "documents/lama/history"} {
		if a := low.get("/api/v1/"+path).want(200, nil); strings.Contains(string(a.body), "masuk-rahasia") {
			t.Errorf("GET %s shows the number: %s", path, a.body)
		}
	}
	if a := g.get("/api/v1/documents/lama").want(200, nil); !strings.Contains(string(a.body), "masuk-rahasia") {
		t.Errorf("lost to who may see it: %s", a.body)
	}
}

func TestMoreChangesArePromisedOnlyIfTheyMayBeSeen(t *testing.T) {
	o := openOffice(t)
	g := o.as(o.person("budi", archive.Staff, archive.Ordinary))
	var session sessionAnswer
	g.get("/api/v1/session").want(200, &session)
	o.letter(archive.Document{Head: archive.Head{ID: "a"}}, "isi a")
	o.letter(archive.Document{Head: archive.Head{ID: "rahasia"}, Secrecy: archive.Secret}, "isi rahasia")
	var got struct {
		Items  []changeItem
		Cursor string
		More   bool
	}
	g.get("/api/v1/changes?limit=1&since="+session.Cursor).want(200, &got)
	if len(got.Items) != 1 || got.More {
		t.Errorf("%d items, more %t", len(got.Items), got.More)
	}
	o.letter(archive.Document{Head: archive.Head{ID: "b"}}, "isi b")
	g.get("/api/v1/changes?limit=1&since="+session.Cursor).want(200, &got)
	if len(got.Items) != 1 || !got.More {
		t.Errorf("%d items, more %t", len(got.Items), got.More)
	}
	g.get("/api/v1/changes?limit=1&since="+got.Cursor).want(200, &got)
	if len(got.Items) != 1 || got.Items[0].Records[0].ID != "b" || got.More {
		t.Errorf("items %+v, more %t", got.Items, got.More)
	}
}

func TestALookAtTheHistoryIsInTheAccessLog(t *testing.T) {
	o := openOffice(t)
	g := o.as(o.person("budi", archive.Staff, archive.Ordinary))
	o.letter(archive.Document{Head: archive.Head{ID: "surat"}}, "isi surat")
	g.get("/api/v1/documents/surat/history").want(200, nil)
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		for act, err := range o.desk.Archive().AccessActs(t.Context(), 0) {
			if err != nil {
				t.Fatal(err)
			}
			if act.By != "u-budi" || act.Changes[0].ID != "surat" || !strings.Contains(string(act.Changes[0].Body), `"history"`) {
				t.Errorf("entry %+v", act)
			}
			return
		}
	}
	t.Error("nothing in the access log")
}
