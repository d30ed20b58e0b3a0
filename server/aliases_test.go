package server

import (
	"encoding/json"
	"testing"

	"lintas/archive"
	"lintas/reading"
)

// enter has a document read with a proposal made up for the test.
func (o *office) enter(doc *archive.Document, p *reading.Proposal) *archive.Document {
	o.t.Helper()
	o.arrive(doc)
	if _, err := o.desk.act(o.t.Context(), archive.ByReader, archive.DidRead, func(w *work) error {
		held, err := w.document(doc.ID)
		if err != nil {
			return err
		}
		return w.enter(held, p, held.References)
	}); err != nil {
		o.t.Fatal(err)
	}
	return o.stored(doc.ID)
}

func printed(name string) reading.Party { return reading.Party{Printed: name} }

func (o *office) correct(id, patch string) {
	o.t.Helper()
	if _, _, err := o.desk.EditDocument(o.t.Context(), officer(), id, 0, json.RawMessage(patch)); err != nil {
		o.t.Fatal(err)
	}
}

const oddName = "UNIT LAYANAN TERPADU SERUMPUN"

func TestACorrectedNameIsReadRightOnTheNextLetterUntilItIsTakenOut(t *testing.T) {
	o := openOffice(t)
	letter := func(id string) *archive.Document {
		return o.enter(about(id, "2026-01-10"), &reading.Proposal{Number: "B." + id + "/ULTS/PP.01/I/2026", Date: "2026-01-10", From: printed(oddName), To: []reading.Party{printed("Balai Gerbang Selatan")}})
	}
	first := letter("1")
	if first.From.Agency == "bp3mi-jawa-timur" {
		t.Fatalf("known before it was taught: %+v", first.From)
	}
	o.correct("1", `{"from":{"agency":"bp2mi"},"to":[{"agency":"kemlu"}]}`)
	second := letter("2")
	if second.From.Agency != "bp2mi" || second.To[0].Agency != "kemlu" || second.From.Printed != oddName {
		t.Fatalf("not learnt: from %+v to %+v", second.From, second.To)
	}
	if found, _ := o.desk.Directory().ByNumber("B.9/ULTS/HK.03/V/2026"); found == nil || found.ID != "bp2mi" {
		t.Errorf("the number family was not learnt: %+v", found)
	}
	g := o.as(o.person("petugas", archive.Officer, archive.TopSecret))
	var list struct{ Items []aliasView }
	g.get("/api/v1/aliases").want(200, &list)
	if len(list.Items) != 3 {
		t.Fatalf("the table shows %+v", list.Items)
	}
	for _, item := range list.Items {
		if item.Document == nil || item.Document.ID != "1" || item.Alias.By != officer().ID || item.Alias.At.IsZero() || item.AgencyName == "" {
			t.Errorf("who taught it from what: %+v", item)
		}
		g.send("DELETE", "/api/v1/aliases/"+item.Alias.ID, nil).want(200, nil)
	}
	if third := letter("3"); third.From.Agency == "bp2mi" || third.To[0].Agency == "kemlu" {
		t.Errorf("taken out, it still counts: %+v", third.From)
	}
	g.get("/api/v1/aliases").want(200, &list)
	if len(list.Items) != 0 {
		t.Errorf("taken out and still shown: %+v", list.Items)
	}
	g.get("/api/v1/aliases?dropped=1").want(200, &list)
	for _, item := range list.Items { // the undo
		if _, _, err := o.desk.EditAlias(t.Context(), officer(), item.Alias.ID, 0, json.RawMessage(`{"dropped":false}`)); err != nil {
			t.Fatal(err)
		}
	}
	if fourth := letter("4"); fourth.From.Agency != "bp2mi" {
		t.Errorf("brought back, it does not count: %+v", fourth.From)
	}
}

func TestWhatAPersonSetStaysWhateverIsLearntLater(t *testing.T) {
	o := openOffice(t)
	p := &reading.Proposal{Date: "2026-01-10", From: printed(oddName)}
	o.enter(about("1", "2026-01-10"), p)
	o.correct("1", `{"from":{"agency":"bp2mi"}}`)
	o.enter(about("2", "2026-01-11"), p)
	o.correct("2", `{"from":{"agency":"kemlu"}}`) // the later word counts for the next
	if again := o.enter(o.stored("1"), p); again.From.Agency != "bp2mi" {
		t.Errorf("the machine has overwritten a person: %+v", again.From)
	}
	if third := o.enter(about("3", "2026-01-12"), p); third.From.Agency != "kemlu" {
		t.Errorf("the later correction does not count: %+v", third.From)
	}
}

func TestACorrectionOfAWellKnownNameTeachesNothing(t *testing.T) {
	o := openOffice(t)
	o.enter(about("1", "2026-01-10"), &reading.Proposal{Number: "B.1/KA/PP.01/I/2026", Date: "2026-01-10", From: reading.Party{ID: "kemlu", Printed: "Kementerian Luar Negeri"}})
	o.correct("1", `{"from":{"agency":"bp2mi"}}`)
	if all, err := o.desk.Aliases(t.Context(), officer(), false); err != nil || len(all) != 0 {
		t.Errorf("%+v, %v", all, err)
	}
}

func TestACorrectionTakenBackTakesItsLessonWithIt(t *testing.T) {
	o := openOffice(t)
	o.enter(about("1", "2026-01-10"), &reading.Proposal{Date: "2026-01-10", From: printed(oddName)})
	o.correct("1", `{"from":{"agency":"bp2mi"}}`)
	o.correct("1", `{"from":{"agency":"","name":"`+oddName+`"}}`)
	if all, err := o.desk.Aliases(t.Context(), officer(), false); err != nil || len(all) != 0 {
		t.Errorf("%+v, %v", all, err)
	}
}

func TestWhatASecretLetterTaughtIsNotKnownBelow(t *testing.T) {
	o := openOffice(t)
	p := &reading.Proposal{Date: "2026-01-10", From: printed(oddName)}
	secret := about("1", "2026-01-10")
	secret.Secrecy = archive.Secret
	o.enter(secret, p)
	o.correct("1", `{"from":{"agency":"bp2mi"}}`)
	if open := o.enter(about("2", "2026-01-11"), p); open.From.Agency == "bp2mi" {
		t.Errorf("an open letter shows what a secret one taught: %+v", open.From)
	}
	other := about("3", "2026-01-12")
	other.Secrecy = archive.Secret
	if other = o.enter(other, p); other.From.Agency != "bp2mi" {
		t.Errorf("not learnt on its own level: %+v", other.From)
	}
	var list struct{ Items []aliasView }
	o.as(o.person("juru", archive.Officer, archive.Ordinary)).get("/api/v1/aliases").want(200, &list)
	if len(list.Items) != 0 {
		t.Errorf("shown to a clerk: %+v", list.Items)
	}
}
