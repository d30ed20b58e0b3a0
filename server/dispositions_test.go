package server

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"lintas/archive"
)

type dispositionPage struct {
	Items  []dispositionView
	Next   string
	Counts dispositionCounts
}

// deed sends a change of a disposition from its newest revision.
func (g *guest) deed(id string, deed map[string]any) answer {
	return g.send("PATCH", "/api/v1/dispositions/"+id, deed, "If-Match", g.tag("dispositions/"+id))
}

func TestADispositionGoesDownTheLineAndComesBackDone(t *testing.T) {
	o := openOffice(t)
	doc := o.letter(archive.Document{Head: archive.Head{ID: "surat"}, Subject: "Permohonan data"}, "isi")
	leader, staff, clerk := o.as(o.person("kepala", archive.Leader, archive.Ordinary)), o.as(o.person("sari", archive.Staff, archive.Ordinary)), o.as(o.person("juru", archive.Officer, archive.Ordinary))
	given := map[string]any{"to": []any{map[string]string{"user": "u-sari"}, map[string]string{"unit": "Bagian Umum"}}, "instruction": "Siapkan jawaban", "due": "2026-03-05"}
	path := "/api/v1/documents/" + doc.ID + "/dispositions"
	staff.send("POST", path, given).wantProblem(http.StatusForbidden, archive.Forbidden)
	var made dispositionView
	leader.send("POST", path, given).want(http.StatusCreated, &made)
	id := made.Disposition.ID
	if made.Disposition.Number != 1 || made.Disposition.Year != 2026 || made.State != archive.DispositionUnseen || made.DaysLeft != 3 || made.People["u-sari"] != "Nama sari" {
		t.Fatalf("given %+v", made)
	}

	var inbox dispositionPage
	staff.get("/api/v1/dispositions").want(http.StatusOK, &inbox)
	if len(inbox.Items) != 1 || inbox.Counts != (dispositionCounts{Open: 1, Unseen: 1}) || inbox.Items[0].Mine != archive.DispositionUnseen || inbox.Items[0].Document.ID != doc.ID {
		t.Fatalf("inbox %+v", inbox)
	}
	clerk.deed(id, map[string]any{"seen": true}).wantProblem(http.StatusForbidden, archive.Forbidden)
	staff.deed(id, map[string]any{"seen": true}).want(http.StatusOK, &made)
	if made.Mine != archive.DispositionSeen || made.State != archive.DispositionSeen {
		t.Errorf("seen %+v", made)
	}

	// She passes it on to the clerk, who may not pass on what was not given to him.
	var passed dispositionView
	staff.send("POST", path, map[string]any{"parent": id, "to": []any{map[string]string{"user": "u-juru"}}, "instruction": "Carikan berkasnya"}).want(http.StatusCreated, &passed)
	if passed.Disposition.Number != 2 || passed.Disposition.Parent != id {
		t.Errorf("passed on %+v", passed.Disposition)
	}
	clerk.send("POST", path, map[string]any{"parent": id, "to": []any{map[string]string{"user": "u-sari"}}, "instruction": "x"}).wantProblem(http.StatusForbidden, archive.Forbidden)

	staff.deed(id, map[string]any{"done": map[string]string{"report": "Jawaban dikirim"}}).want(http.StatusOK, &made)
	staff.get("/api/v1/dispositions").want(http.StatusOK, &inbox)
	if made.Mine != archive.DispositionDone || len(inbox.Items) != 0 || made.Disposition.Recipient("u-sari").Done != "2026-03-02" {
		t.Errorf("done %+v, inbox %+v", made, inbox)
	}
	leader.get("/api/v1/dispositions?box=given").want(http.StatusOK, &inbox)
	if len(inbox.Items) != 1 || inbox.Items[0].State != archive.DispositionSeen {
		t.Errorf("given while the unit has not done its part: %+v", inbox.Items)
	}
	clerk.deed(id, map[string]any{"done": map[string]string{"unit": "Bagian Umum", "date": "2026-03-01"}}).want(http.StatusOK, &made)
	leader.get("/api/v1/dispositions?box=given&state=settled").want(http.StatusOK, &inbox)
	if made.State != archive.DispositionDone || len(inbox.Items) != 1 {
		t.Errorf("settled %+v", inbox.Items)
	}
	staff.deed(id, map[string]any{"reopen": map[string]string{}}).want(http.StatusOK, &made)
	if made.Mine != archive.DispositionSeen {
		t.Errorf("reopened %+v", made)
	}

	var page documentAnswer
	leader.get("/api/v1/documents/"+doc.ID).want(http.StatusOK, &page)
	if len(page.Dispositions) != 2 || page.Dispositions[0].Disposition.ID != id {
		t.Errorf("on the document: %+v", page.Dispositions)
	}
}

func TestOnlyItsGiverChangesOrWithdrawsADisposition(t *testing.T) {
	o := openOffice(t)
	o.letter(archive.Document{Head: archive.Head{ID: "surat"}, Subject: "Permohonan data"}, "isi")
	leader, other, staff := o.as(o.person("kepala", archive.Leader, archive.Ordinary)), o.as(o.person("wakil", archive.Leader, archive.Ordinary)), o.as(o.person("sari", archive.Staff, archive.Ordinary))
	var made dispositionView
	leader.send("POST", "/api/v1/documents/surat/dispositions", map[string]any{"to": []any{map[string]string{"user": "u-sari"}}, "instruction": "Pelajari"}).want(http.StatusCreated, &made)
	id := made.Disposition.ID
	staff.deed(id, map[string]any{"seen": true}).want(http.StatusOK, nil)
	for _, change := range []map[string]any{{"instruction": "Lupakan"}, {"withdraw": map[string]string{"reason": "salah"}}} {
		other.deed(id, change).wantProblem(http.StatusForbidden, archive.Forbidden)
		staff.deed(id, change).wantProblem(http.StatusForbidden, archive.Forbidden)
	}
	leader.deed(id, map[string]any{"instruction": "Pelajari dan siapkan bahan", "to": []any{map[string]string{"user": "u-sari"}, map[string]string{"user": "u-wakil"}}}).want(http.StatusOK, &made)
	if len(made.Disposition.To) != 2 || made.Disposition.Recipient("u-sari").Seen.IsZero() {
		t.Errorf("a recipient who stays has been forgotten: %+v", made.Disposition.To)
	}
	leader.deed(id, map[string]any{"withdraw": map[string]string{"reason": " "}}).wantProblem(http.StatusUnprocessableEntity, archive.Invalid)
	leader.deed(id, map[string]any{"withdraw": map[string]string{"reason": "salah alamat"}}).want(http.StatusOK, &made)
	var inbox dispositionPage
	staff.get("/api/v1/dispositions").want(http.StatusOK, &inbox)
	if made.State != archive.DispositionWithdrawn || len(inbox.Items) != 0 {
		t.Errorf("withdrawn %+v, inbox %+v", made, inbox)
	}
	staff.send("POST", "/api/v1/documents/surat/dispositions", map[string]any{"parent": id, "to": []any{map[string]string{"user": "u-wakil"}}, "instruction": "x"}).wantProblem(http.StatusUnprocessableEntity, archive.Invalid)
	leader.deed(id, map[string]any{"restore": true}).want(http.StatusOK, nil)
	staff.get("/api/v1/dispositions").want(http.StatusOK, &inbox)
	if len(inbox.Items) != 1 {
		t.Errorf("restored: %+v", inbox)
	}
	staff.send("PATCH", "/api/v1/dispositions/"+id, map[string]any{"seen": true}, "If-Match", `"1"`).wantProblem(http.StatusConflict, archive.Conflict)
}

func TestADispositionIsOnlyForWhoMayReadItsDocument(t *testing.T) {
	o := openOffice(t)
	doc := o.letter(archive.Document{Head: archive.Head{ID: "rahasia"}, Subject: "Rahasia", Secrecy: archive.Secret}, "isi")
	o.person("sari", archive.Staff, archive.Ordinary)
	o.person("budi", archive.Staff, archive.Secret)
	leader := o.as(o.person("kepala", archive.Leader, archive.Secret))
	path := "/api/v1/documents/" + doc.ID + "/dispositions"
	to := func(user string) map[string]any {
		return map[string]any{"to": []any{map[string]string{"user": user}}, "instruction": "Tindak lanjuti"}
	}
	p := leader.send("POST", path, to("u-sari")).wantProblem(http.StatusUnprocessableEntity, archive.Invalid)
	if !strings.Contains(p.Detail, "Nama sari") {
		t.Errorf("the refusal does not say who: %+v", p)
	}
	leader.send("POST", path, to("u-nobody")).wantProblem(http.StatusUnprocessableEntity, archive.Invalid)
	var made dispositionView
	leader.send("POST", path, to("u-budi")).want(http.StatusCreated, &made)
	o.as(o.people["sari"]).get("/api/v1/dispositions/"+made.Disposition.ID).wantProblem(http.StatusNotFound, archive.NotFound)

	// Lowering the letter opens the disposition, with a number that tells of no secret one.
	admin := o.as(o.person("admin", archive.Admin, archive.TopSecret))
	admin.send("PATCH", "/api/v1/documents/"+doc.ID, map[string]any{"secrecy": "biasa"}, "If-Match", fmt.Sprintf(`"%d"`, doc.Rev)).want(http.StatusOK, nil)
	o.as(o.people["sari"]).get("/api/v1/dispositions/"+made.Disposition.ID).want(http.StatusOK, &made)
	if made.Disposition.Secrecy != archive.Ordinary || made.Disposition.Number != 1 {
		t.Errorf("lowered: %+v", made.Disposition)
	}
}

func TestADispositionStaysEditableAfterARecipientLeft(t *testing.T) {
	o := openOffice(t)
	o.letter(archive.Document{Head: archive.Head{ID: "surat"}, Subject: "Permohonan data"}, "isi")
	leader, staff, admin := o.as(o.person("kepala", archive.Leader, archive.Ordinary)), o.as(o.person("sari", archive.Staff, archive.Ordinary)), o.as(o.person("admin", archive.Admin, archive.Ordinary))
	to := []any{map[string]string{"user": "u-sari"}, map[string]string{"unit": "Bagian Umum"}}
	var made dispositionView
	leader.send("POST", "/api/v1/documents/surat/dispositions", map[string]any{"to": to, "instruction": "Pelajari"}).want(http.StatusCreated, &made)
	id := made.Disposition.ID
	staff.deed(id, map[string]any{"done": map[string]string{"date": "2026-03-03"}}).wantProblem(http.StatusUnprocessableEntity, archive.Invalid)
	staff.deed(id, map[string]any{"seen": true, "done": map[string]string{}}).wantProblem(http.StatusUnprocessableEntity, archive.Invalid)
	admin.send("PATCH", "/api/v1/users/u-sari", map[string]any{"disabled": true}, "If-Match", `"1"`).want(http.StatusOK, nil)
	leader.deed(id, map[string]any{"due": "2026-03-09"}).want(http.StatusOK, &made)
	if made.Disposition.Due != "2026-03-09" || len(made.Disposition.To) != 2 {
		t.Errorf("changed to %+v", made.Disposition)
	}
	staff.get("/api/v1/dispositions").wantProblem(http.StatusUnauthorized, archive.Unknown)
}

func TestNothingIsDoneOnWhatWasWithdrawn(t *testing.T) {
	o := openOffice(t)
	doc := o.letter(archive.Document{Head: archive.Head{ID: "surat"}, Subject: "Permohonan data"}, "isi")
	leader, staff, clerk := o.as(o.person("kepala", archive.Leader, archive.Ordinary)), o.as(o.person("sari", archive.Staff, archive.Ordinary)), o.as(o.person("juru", archive.Officer, archive.Ordinary))
	path := "/api/v1/documents/surat/dispositions"
	given := map[string]any{"to": []any{map[string]string{"user": "u-sari"}}, "instruction": "Pelajari"}
	var made dispositionView
	leader.send("POST", path, given).want(http.StatusCreated, &made)
	id := made.Disposition.ID
	leader.deed(id, map[string]any{"withdraw": map[string]string{"reason": "salah"}}).want(http.StatusOK, nil)
	staff.deed(id, map[string]any{"done": map[string]string{}}).wantProblem(http.StatusUnprocessableEntity, archive.Invalid)
	leader.deed(id, map[string]any{"due": "2026-03-09"}).wantProblem(http.StatusUnprocessableEntity, archive.Invalid)
	leader.deed(id, map[string]any{"restore": true}).want(http.StatusOK, nil)
	clerk.send("PATCH", "/api/v1/documents/surat", map[string]any{"status": "withdrawn"}, "If-Match", fmt.Sprintf(`"%d"`, doc.Rev)).want(http.StatusOK, nil)
	leader.send("POST", path, given).wantProblem(http.StatusUnprocessableEntity, archive.Invalid)
}

func TestADispositionSentTwiceIsGivenOnce(t *testing.T) {
	o := openOffice(t)
	o.letter(archive.Document{Head: archive.Head{ID: "surat"}, Subject: "Permohonan data"}, "isi")
	o.person("sari", archive.Staff, archive.Ordinary)
	leader := o.as(o.person("kepala", archive.Leader, archive.Ordinary))
	given := map[string]any{"to": []any{map[string]string{"user": "u-sari"}}, "instruction": "Pelajari"}
	var first, again dispositionView
	leader.send("POST", "/api/v1/documents/surat/dispositions", given, "Idempotency-Key", "kunci").want(http.StatusCreated, &first)
	leader.send("POST", "/api/v1/documents/surat/dispositions", given, "Idempotency-Key", "kunci").want(http.StatusCreated, &again)
	if again.Disposition.ID != first.Disposition.ID || again.Disposition.Number != 1 {
		t.Errorf("sent again: %+v", again.Disposition)
	}
}
