package storage

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lintas/archive"
)

// model is the archive as one would write it without a disk.
type model struct {
	t         *rapid.T
	archive   *Archive
	documents map[string]*archive.Document
	deadlines map[string]*archive.Deadline
	cases     map[string]*archive.Case
}

var errRefused = errors.New("the act is not made")

func TestRandomActsLeaveWhatAPlainModelHolds(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		dir, err := os.MkdirTemp(root, "")
		if err != nil {
			rt.Fatal(err)
		}
		m := &model{t: rt, documents: map[string]*archive.Document{}, deadlines: map[string]*archive.Deadline{}, cases: map[string]*archive.Case{}}
		m.archive = openOnly(t, dir, Options{Reserve: -1})
		defer func() { m.archive.Close() }()
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			m.act()
			switch rapid.IntRange(0, 9).Draw(rt, "then") {
			case 0:
				m.reopen(t, dir)
			case 1, 2, 3:
				m.look()
			}
		}
		m.look()
		if err := m.archive.Close(); err != nil {
			rt.Fatal(err)
		}
		r, err := Verify(context.Background(), dir, VerifyOptions{})
		for _, f := range r.Faults {
			if f.Code != "reference" { // the ids are random
				rt.Errorf("verify: %+v", f)
			}
		}
		if err := errors.Join(err, os.RemoveAll(dir)); err != nil {
			rt.Fatal(err)
		}
	})
}

func pick(t *rapid.T, name string, of ...string) string { return rapid.SampledFrom(of).Draw(t, name) }

// act makes one act of one to three records; one in eight is refused at its end.
func (m *model) act() {
	docs, dues, cases := map[string]*archive.Document{}, map[string]*archive.Deadline{}, map[string]*archive.Case{}
	refused := rapid.IntRange(0, 7).Draw(m.t, "refused") == 0
	_, err := m.archive.Update(context.Background(), "u", archive.DidEdit, func(tx *Tx) error {
		for range rapid.IntRange(1, 3).Draw(m.t, "records") {
			var rec archive.Record
			var note func()
			switch rapid.IntRange(0, 3).Draw(m.t, "kind") {
			case 0:
				d := m.deadline()
				rec, note = d, func() { dues[d.ID] = d }
			case 1:
				c := m.aCase()
				rec, note = c, func() { cases[c.ID] = c }
			default:
				d := m.document()
				if again := docs[d.ID]; again != nil {
					d.Rev = again.Rev
				}
				rec, note = d, func() { docs[d.ID] = d }
			}
			err := tx.Put(rec)
			if err == nil {
				note()
			}
			if archive.CodeOf(err) == archive.Conflict {
				continue // the same record twice with a stale revision: as it should be
			}
			if err != nil {
				return err
			}
		}
		if refused {
			return errRefused
		}
		return nil
	})
	switch {
	case refused && errors.Is(err, errRefused):
		return
	case err != nil:
		m.t.Fatal(err)
	}
	for id, d := range docs {
		m.documents[id] = d
	}
	for id, d := range dues {
		m.deadlines[id] = d
	}
	for id, c := range cases {
		m.cases[id] = c
	}
}

func (m *model) level() archive.Secrecy {
	return rapid.SampledFrom(archive.Levels[:]).Draw(m.t, "level")
}

func (m *model) day() archive.Date {
	return archive.Date(pick(m.t, "day", "", "2024-01-01", "2024-01-02", "2024-02-01"))
}

func (m *model) document() *archive.Document {
	d := blobless(pick(m.t, "document", "d1", "d2", "d3", "d4", "d5"))
	if old := m.documents[d.ID]; old != nil {
		d.Rev = old.Rev
	}
	d.Secrecy, d.Date, d.Received, d.Entered = m.level(), m.day(), m.day(), m.day()
	d.Status = rapid.SampledFrom([]archive.Status{archive.Reading, archive.ToConfirm, archive.Registered}).Draw(m.t, "status")
	d.From.Agency = pick(m.t, "from", "", "a1", "a2")
	d.To = []archive.Party{{Agency: pick(m.t, "to", "a1", "a2")}}
	if pick(m.t, "linked", "yes", "no") == "yes" {
		d.Cases = []archive.CaseLink{{Case: pick(m.t, "case", "c1", "c2")}}
	}
	d.Numbers = []string{pick(m.t, "number", "B-1/24", "B-2/24")}
	return d
}

func (m *model) deadline() *archive.Deadline {
	d := &archive.Deadline{Head: archive.Head{ID: pick(m.t, "deadline", "t1", "t2", "t3")}, What: "x", Due: m.day(), Secrecy: m.level(), Rule: archive.Rule{Kind: archive.NoTime}}
	if old := m.deadlines[d.ID]; old != nil {
		d.Rev = old.Rev
	}
	d.Document, d.OwedBy.Agency = pick(m.t, "source", "", "d1", "d2"), pick(m.t, "owes", "", "a1", "a2")
	if pick(m.t, "answered", "yes", "no") == "yes" {
		d.Answer = &archive.Answer{Date: "2024-01-01", By: pick(m.t, "confirmed by", "", "u")}
	}
	return d
}

func (m *model) aCase() *archive.Case {
	c := &archive.Case{Head: archive.Head{ID: pick(m.t, "case id", "c1", "c2")}, Title: "x", Opened: m.day(), Secrecy: m.level()}
	if old := m.cases[c.ID]; old != nil {
		c.Rev = old.Rev
	}
	c.Status = rapid.SampledFrom([]archive.CaseStatus{archive.CaseOpen, archive.CaseDone}).Draw(m.t, "case status")
	return c
}

func (m *model) reopen(t *testing.T, dir string) {
	if err := m.archive.Close(); err != nil {
		m.t.Fatal(err)
	}
	if pick(m.t, "view", "kept", "deleted") == "deleted" {
		if err := os.RemoveAll(recordsDir(dir)); err != nil {
			m.t.Fatal(err)
		}
	}
	m.archive = openOnly(t, dir, Options{Reserve: -1})
}

// look compares lists for a random clearance with the model's.
func (m *model) look() {
	v := viewer(m.level())
	r := m.archive.Read(v)
	m.lookAtDocuments(v, r)
	m.lookAtDeadlines(v, r)
	status := archive.CaseStatus(pick(m.t, "asked case status", "", "open", "closed"))
	p, err := r.Cases(context.Background(), CaseQuery{Status: status})
	want := sorted(m.cases, func(c *archive.Case) bool { return v.Sees(c.Secrecy) && (status == "" || c.Status == status) },
		func(c *archive.Case) string { return string(c.Opened) + "\x00" + c.ID }, true)
	if ids := idsOf(p.Items); err != nil || ids != want || p.Total != strings.Count(want, " ") {
		m.t.Fatalf("cases %q: %s total %d, want %s, %v", status, ids, p.Total, want, err)
	}
}

func (m *model) lookAtDocuments(v archive.Viewer, r *Reader) {
	q := DocumentQuery{
		Order:  rapid.SampledFrom([]Order{ByDate, ByReceived, ByEntered}).Draw(m.t, "order"),
		Status: archive.Status(pick(m.t, "asked status", "", "", "reading", "registered")), Agency: pick(m.t, "asked agency", "", "", "a1"),
		Case: pick(m.t, "asked case", "", "", "c1"), From: archive.Date(pick(m.t, "from day", "", "", "2024-01-02")), To: archive.Date(pick(m.t, "to day", "", "", "2024-01-02")),
		OldestFirst: rapid.Bool().Draw(m.t, "oldest first"), Limit: rapid.IntRange(1, 3).Draw(m.t, "limit"),
	}
	day := map[Order]func(*archive.Document) archive.Date{
		ByDate:     func(d *archive.Document) archive.Date { return d.Date },
		ByReceived: func(d *archive.Document) archive.Date { return d.Received },
		ByEntered:  func(d *archive.Document) archive.Date { return d.Entered },
	}[q.Order]
	want := sorted(m.documents, func(d *archive.Document) bool {
		concerns := d.From.Agency == q.Agency || d.To[0].Agency == q.Agency
		linked := len(d.Cases) > 0 && d.Cases[0].Case == q.Case
		return v.Sees(d.Secrecy) && (q.Status == "" || d.Status == q.Status) && (q.Agency == "" || concerns) && (q.Case == "" || linked) &&
			(q.From == "" || day(d) >= q.From) && (q.To == "" || day(d) != "" && day(d) <= q.To)
	}, func(d *archive.Document) string { return string(day(d)) + "\x00" + d.ID }, !q.OldestFirst)
	got, total := "", -1
	for page := q; ; {
		p, err := r.Documents(context.Background(), page)
		if err != nil {
			m.t.Fatal(err)
		}
		got, total = got+idsOf(p.Items), p.Total
		if page.Cursor = p.Next; p.Next == "" {
			break
		}
	}
	if got != want || total != -1 && total != strings.Count(want, " ") {
		m.t.Fatalf("%+v for %v: %s total %d, want %s", q, v.Clearance, got, total, want)
	}
}

func (m *model) lookAtDeadlines(v archive.Viewer, r *Reader) {
	q := DeadlineQuery{Open: rapid.Bool().Draw(m.t, "open"), OwedBy: pick(m.t, "asked debtor", "", "a1"), Document: pick(m.t, "asked source", "", "d1"), DueTo: archive.Date(pick(m.t, "due by", "", "2024-01-02"))}
	want := sorted(m.deadlines, func(d *archive.Deadline) bool {
		return v.Sees(d.Secrecy) && (!q.Open || !d.Settled()) && (q.OwedBy == "" || d.OwedBy.Agency == q.OwedBy) && (q.Document == "" || d.Document == q.Document) &&
			(q.DueTo == "" || d.Due != "" && d.Due <= q.DueTo)
	}, func(d *archive.Deadline) string { return dueSort(d.Due) + "\x00" + d.ID }, false)
	p, err := r.Deadlines(context.Background(), q)
	n, err2 := r.CountDeadlines(context.Background(), q)
	if ids := idsOf(p.Items); errors.Join(err, err2) != nil || ids != want || n != len(p.Items) {
		m.t.Fatalf("%+v for %v: %s counted %d, want %s, %v %v", q, v.Clearance, ids, n, want, err, err2)
	}
}

func idsOf[T archive.Record](recs []T) string {
	ids := ""
	for _, rec := range recs {
		ids += fmt.Sprintf("%s@%d ", rec.RecordID(), rec.Revision())
	}
	return ids
}

func sorted[T archive.Record](recs map[string]T, keep func(T) bool, key func(T) string, reverse bool) string {
	var kept []T
	for _, rec := range recs {
		if keep(rec) {
			kept = append(kept, rec)
		}
	}
	slices.SortFunc(kept, func(a, b T) int { return strings.Compare(key(a), key(b)) })
	if reverse {
		slices.Reverse(kept)
	}
	return idsOf(kept)
}
