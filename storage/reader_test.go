package storage

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"lintas/archive"
)

func viewer(level archive.Secrecy) archive.Viewer { return archive.Viewer{ID: "v", Clearance: level} }

func TestNobodyLearnsOfADocumentAboveTheirClearance(t *testing.T) {
	a := open(t, t.TempDir())
	ctx := context.Background()
	for i, level := range archive.Levels {
		d := blobless(fmt.Sprint("d", i))
		d.Secrecy, d.Numbers, d.Date = level, []string{"B-1/2024"}, "2024-01-01"
		d.From.Agency, d.Cases = "kemlu", []archive.CaseLink{{Case: "c0"}}
		d.References = []archive.Reference{{Number: "X-9", Relation: archive.Replies}, {Target: "d0", Relation: archive.Mentions}}
		put(t, a, d,
			&archive.Deadline{Head: archive.Head{ID: fmt.Sprint("t", i)}, Document: "d0", What: "jawaban", Due: "2024-02-01", Secrecy: level, Rule: archive.Rule{Kind: archive.NoTime}},
			&archive.Case{Head: archive.Head{ID: fmt.Sprint("c", i)}, Title: "Kasus", Status: archive.CaseOpen, Secrecy: level, Workers: []archive.Worker{{Name: "Siti Aminah"}}},
			&archive.Agency{Head: archive.Head{ID: fmt.Sprint("a", i)}, Name: "Instansi", Proposed: true, Secrecy: level})
	}
	put(t, a, &archive.Agency{Head: archive.Head{ID: "kemlu"}, Name: "Kementerian Luar Negeri"})
	for i, level := range archive.Levels {
		r, want := a.Read(viewer(level)), i+1
		lengths := map[string]int{}
		note := func(name string, n int, err error) {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			lengths[name] = n
		}
		for name, q := range map[string]DocumentQuery{"all": {}, "agency": {Agency: "kemlu"}, "case": {Case: "c0"}, "status": {Status: archive.Registered}, "number": {Number: archive.Skeleton("B-1/2024")}} {
			p, err := r.Documents(ctx, q)
			note(name, len(p.Items), err)
			if p.Total != -1 && p.Total != want {
				t.Errorf("%s: total %d at %v", name, p.Total, level)
			}
		}
		byNumber, err := r.DocumentsByNumber(ctx, archive.Skeleton("B-1/2024"))
		note("by number", len(byNumber), err)
		citing, err := r.DocumentsCiting(ctx, archive.Skeleton("X-9"))
		note("citing", len(citing), err)
		cited, err := r.CitedBy(ctx, "d0")
		note("cited by", len(cited), err)
		worker, err := r.CasesByWorkerKey(ctx, "name:"+archive.NameKey("Siti Aminah"))
		note("worker", len(worker), err)
		deadlines, err := r.Deadlines(ctx, DeadlineQuery{Document: "d0"})
		note("deadlines", len(deadlines.Items), err)
		count, err := r.CountDeadlines(ctx, DeadlineQuery{Open: true, DueTo: "2024-02-01"})
		note("deadlines counted", count, err)
		cases, err := r.Cases(ctx, CaseQuery{})
		note("cases", len(cases.Items), err)
		agencies, err := r.Agencies(ctx)
		note("agencies", len(agencies)-1, err)
		counts, err := r.Counts(ctx)
		note("counts", counts.Documents[archive.Registered], err)
		for name, n := range lengths {
			if n != want {
				t.Errorf("%v sees %d in %q, want %d", level, n, name, want)
			}
		}
		for j := range archive.Levels {
			_, err := r.Document(fmt.Sprint("d", j))
			if seen := err == nil; seen != (j <= i) || err != nil && err.Error() != errNotThere(fmt.Sprint("d", j)) {
				t.Errorf("%v asks for d%d: %v", level, j, err)
			}
		}
	}
}

// errNotThere is what asking for a document that never existed says.
func errNotThere(id string) string { return notFound(archive.DocumentRecord, id).Error() }

func TestPagesNeitherRepeatNorLeaveOutWhileDocumentsArrive(t *testing.T) {
	a := open(t, t.TempDir())
	note := func(id string, day archive.Date) {
		d := blobless(id)
		d.Date = day
		put(t, a, d)
	}
	for i := range 25 {
		note(fmt.Sprintf("d%02d", i), archive.Date(fmt.Sprintf("2024-01-%02d", 1+i/3)))
	}
	seen, q := map[string]int{}, DocumentQuery{Limit: 4}
	for {
		p, err := a.Read(archive.System()).Documents(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range p.Items {
			seen[d.ID]++
		}
		note("new"+q.Cursor, "2024-06-01") // arrives in front
		if p.Next == "" {
			break
		}
		q.Cursor = p.Next
	}
	if len(seen) != 25 {
		t.Errorf("%d documents seen of 25", len(seen))
	}
	for id, n := range seen {
		if n != 1 {
			t.Errorf("%s seen %d times", id, n)
		}
	}
	if _, err := a.Read(archive.System()).Documents(context.Background(), DocumentQuery{Cursor: "%%"}); archive.CodeOf(err) != archive.Invalid {
		t.Errorf("a strange cursor: %v", err)
	}
}

func TestHistoryShowsEveryStateTheViewerMaySee(t *testing.T) {
	a := open(t, t.TempDir())
	ctx := context.Background()
	d := blobless("d")
	d.Secrecy = archive.Secret
	put(t, a, d)
	d.Subject = "dibuka"
	d.Secrecy = archive.Ordinary
	put(t, a, d, blobless("other"))
	acts, err := a.Read(viewer(archive.Ordinary)).History(ctx, archive.DocumentRecord, "d")
	if err != nil || len(acts) != 2 || acts[0].Seq != 2 || len(acts[0].Changes) != 1 {
		t.Fatal(acts, err)
	}
	if acts[0].Changes[0].Body == nil || acts[1].Changes[0].Body != nil {
		t.Error("the secret state is shown, or the open one is not")
	}
	d.Secrecy = archive.TopSecret
	put(t, a, d)
	if _, err := a.Read(viewer(archive.Secret)).History(ctx, archive.DocumentRecord, "d"); archive.CodeOf(err) != archive.NotFound {
		t.Errorf("history of a hidden document: %v", err)
	}
}

func TestChangesTellAViewerWhatToDropAndNothingAbove(t *testing.T) {
	a := open(t, t.TempDir())
	ctx := context.Background()
	d, secret := blobless("d"), blobless("s")
	secret.Secrecy = archive.Secret
	put(t, a, d)
	put(t, a, secret)
	put(t, a, secret)
	d.Secrecy = archive.Limited
	put(t, a, d, blobless("e"))
	got := ""
	for act, err := range a.Read(viewer(archive.Ordinary)).Changes(ctx, 0) {
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range act.Changes {
			got += fmt.Sprintf(" %d:%s:%v", act.Seq, c.ID, c.Body != nil)
		}
	}
	if got != " 4:d:false 4:e:true" {
		t.Error(got)
	}
}

func TestLookupsOfAccountsSettingsAndHolidays(t *testing.T) {
	a := open(t, t.TempDir())
	ctx, r := context.Background(), a.Read(archive.System())
	s, err := r.Settings()
	if err != nil || s.Rev != 0 || s.TimeZone == "" {
		t.Fatal(s, err)
	}
	s.Name = "Kantor"
	put(t, a, s,
		&archive.User{Head: archive.Head{ID: "u1"}, Login: "siti", Name: "Siti", Role: archive.Officer},
		&archive.User{Head: archive.Head{ID: "u2"}, Login: "sit", Name: "Sit", Role: archive.Officer},
		&archive.Token{Head: archive.Head{ID: "k1"}, Name: "skrip", User: "u1", Sum: "abc"},
		&archive.Meeting{Head: archive.Head{ID: "m1"}, Document: "d", Title: "Rapat"},
		&archive.Disposition{Head: archive.Head{ID: "i1"}, Document: "d", Number: 2, Year: 2024, To: []archive.Recipient{{User: "u1"}}, Instruction: "Selesaikan"},
		&archive.Disposition{Head: archive.Head{ID: "i2"}, Document: "d", Number: 1, Year: 2024, To: []archive.Recipient{{User: "u1"}}, Instruction: "Pelajari"},
		blobless("d"))
	s, err = r.Settings()
	u, err1 := r.UserByLogin("sit")
	k, err2 := r.TokenBySum("abc")
	m, err3 := r.Meetings(ctx, "d")
	i, err4 := r.Dispositions(ctx, "d")
	users, err5 := r.Users(ctx)
	tokens, err6 := r.Tokens(ctx)
	if err := errors.Join(err, err1, err2, err3, err4, err5, err6); err != nil {
		t.Fatal(err)
	}
	if s.Name != "Kantor" || u.ID != "u2" || k.ID != "k1" || len(m) != 1 || len(i) != 2 || i[0].ID != "i2" || len(users) != 2 || len(tokens) != 1 {
		t.Error(s, u, k, m, i, users, tokens)
	}
	if _, err := r.UserByLogin("sitii"); archive.CodeOf(err) != archive.NotFound {
		t.Error(err)
	}
	if _, err := a.Read(viewer(archive.Secret)).Counter("masuk", 2024); archive.CodeOf(err) != archive.NotFound {
		t.Errorf("a counter below the highest clearance: %v", err)
	}
	lists, err := archive.BuiltinHolidays()
	if err != nil || len(lists) == 0 {
		t.Fatal(err)
	}
	put(t, a, lists[0])
	stored, err := r.Holidays(ctx)
	if err != nil || len(stored) != 1 || len(stored[0].Days) != len(lists[0].Days) {
		t.Error(stored, err)
	}
}

func TestDeadlinesAreListedByTheirDueDateAfterExtensions(t *testing.T) {
	a := open(t, t.TempDir())
	ctx, r := context.Background(), a.Read(archive.System())
	due := func(id string, day archive.Date) *archive.Deadline {
		return &archive.Deadline{Head: archive.Head{ID: id}, What: "jawaban", Due: day, OwedBy: archive.Party{Agency: "kemlu"}, OwedTo: archive.Party{Agency: "bp2mi"}, Rule: archive.Rule{Kind: archive.NoTime}}
	}
	extended := due("extended", "2024-01-01")
	extended.Extensions = []archive.Extension{{Due: "2024-03-01", Ground: "diminta"}}
	answered := due("answered", "2024-01-15")
	answered.Answer = &archive.Answer{Date: "2024-01-10", By: "ratna"}
	put(t, a, due("none", ""), extended, answered, due("early", "2024-01-20"),
		&archive.Agency{Head: archive.Head{ID: "kemlu"}, Name: "Kemlu"}, &archive.Agency{Head: archive.Head{ID: "bp2mi"}, Name: "BP2MI"})
	for _, c := range []struct {
		q    DeadlineQuery
		want string
	}{
		{DeadlineQuery{}, "[answered early extended none]"},
		{DeadlineQuery{Open: true}, "[early extended none]"},
		{DeadlineQuery{Settled: true}, "[answered]"},
		{DeadlineQuery{Open: true, DueTo: "2024-01-31"}, "[early]"},
		{DeadlineQuery{DueFrom: "2024-01-20", DueTo: "2024-03-01"}, "[early extended]"},
		{DeadlineQuery{OwedBy: "kemlu", OwedTo: "bp2mi", Open: true, LatestFirst: true}, "[none extended early]"},
		{DeadlineQuery{OwedBy: "bp2mi"}, "[]"},
		{DeadlineQuery{OwedBy: "kemlu", Case: "c"}, "[]"},
	} {
		ids, q := []string{}, c.q
		for q.Limit = 2; ; {
			p, err := r.Deadlines(ctx, q)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range p.Items {
				ids = append(ids, d.ID)
			}
			if q.Cursor = p.Next; p.Next == "" {
				break
			}
		}
		n, err := r.CountDeadlines(ctx, c.q)
		if fmt.Sprint(ids) != c.want || n != len(ids) || err != nil {
			t.Errorf("%+v: %v, counted %d, want %s (%v)", c.q, ids, n, c.want, err)
		}
	}
}
