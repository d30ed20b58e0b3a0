package server

import (
	"slices"
	"testing"

	"lintas/archive"
)

// sent gives a letter a sender and an addressee.
func sent(doc *archive.Document, from, to string) *archive.Document {
	doc.From, doc.To = archive.Party{Agency: from}, []archive.Party{{Agency: to}}
	return doc
}

func (o *office) stored(id string) *archive.Document {
	o.t.Helper()
	doc, err := o.desk.Archive().Read(archive.System()).Document(id)
	if err != nil {
		o.t.Fatal(err)
	}
	return doc
}

func TestACitationWaitsForYearsForItsTarget(t *testing.T) {
	kemlu := archive.Party{Agency: "kemlu"}
	for what, c := range map[string]struct {
		target *archive.Document
		cited  archive.Reference
	}{
		"by number":                  {about("1", "2024-01-10"), archive.Reference{Number: "B.1/PP.01/2025"}},
		"by a misprinted number":     {sent(about("1", "2024-01-10"), "kemlu", "bp2mi"), archive.Reference{Number: "B.1/PP.07/2025", Date: "2024-01-10", Agency: kemlu}},
		"by look-alikes":             {about("1", "2024-01-10"), archive.Reference{Number: "8.I/PP.O1/2025"}},
		"by sender and date":         {sent(about("1", "2024-01-10"), "kemlu", "bp2mi"), archive.Reference{Date: "2024-01-10", Agency: kemlu}},
		"by the name of its signer":  {&archive.Document{Head: archive.Head{ID: "1"}, Form: archive.SuratDinas, Date: "2024-01-10", Signer: archive.Signer{Name: "Sumirah"}}, archive.Reference{Date: "2024-01-10", Agency: archive.Party{Name: "Ibu Sumirah"}}},
		"by a wrong year of its day": {sent(about("1", "2024-01-10"), "kemlu", "bp2mi"), archive.Reference{Number: "B.1/PP.01/2025", Date: "2025-01-10", Agency: kemlu}},
	} {
		for _, late := range []bool{false, true} {
			o := openOffice(t)
			c.cited.Relation, c.cited.About = archive.FollowsUp, "letter"
			citing := sent(about("2", "2026-03-10"), "bp2mi", "kemlu")
			citing.References = []archive.Reference{c.cited}
			target := *c.target
			if late {
				o.arrive(citing)
				if ref := o.stored("2").References[0]; ref.Target != "" || len(ref.Choices) > 0 {
					t.Errorf("%s: a target before it came: %+v", what, ref)
				}
				o.arrive(about("3", "2025-05-05"), &target)
			} else {
				o.arrive(&target, citing)
			}
			if ref := o.stored("2").References[0]; ref.Target != "1" {
				t.Errorf("%s, late %t: %+v", what, late, ref)
			}
		}
	}
}

func TestLettersThatFitAlikeAreOfferedAsAChoice(t *testing.T) {
	o := openOffice(t)
	one, two := sent(about("1", "2024-01-10"), "kemlu", "bp2mi"), sent(about("2", "2024-01-10"), "kemlu", "bp2mi")
	two.Numbers = one.Numbers // one number for two letters of a day: it happens
	o.arrive(one, two, citing(sent(about("3", "2024-02-10"), "bp2mi", "kemlu"), archive.Replies, "1"))
	ref := o.stored("3").References[0]
	slices.Sort(ref.Choices)
	if ref.Target != "" || !slices.Equal(ref.Choices, []string{"1", "2"}) {
		t.Fatalf("%+v", ref)
	}
	var answer documentAnswer
	g := o.as(o.person("petugas", archive.Officer, archive.TopSecret))
	g.get("/api/v1/documents/3").want(200, &answer)
	if len(answer.Choices) != 2 || answer.Choices["1"].Title == "" {
		t.Errorf("the choices are shown as %+v", answer.Choices)
	}
}

func TestAnAnswerFromBelowIsNotedOnTheDeadlineAboveAndNowhereElse(t *testing.T) {
	for _, late := range []bool{false, true} {
		o := openOffice(t)
		asked := sent(about("1", "2024-01-10"), "kemlu", "kjri-jeddah")
		asked.Secrecy = archive.Secret
		due := &archive.Deadline{Head: archive.Head{ID: "t"}, Document: "1", What: "laporan", Due: "2024-01-20", Secrecy: archive.Secret,
			Rule: archive.Rule{Kind: archive.ByDate, Date: "2024-01-20"}, OwedBy: archive.Party{Agency: "kjri-jeddah"}, OwedTo: archive.Party{Agency: "kemlu"}}
		reply := citing(sent(about("2", "2024-01-18"), "kjri-jeddah", "kemlu"), archive.Replies, "1")
		if late {
			o.arrive(reply)
		}
		if _, err := o.desk.act(t.Context(), archive.ByReader, archive.DidRead, func(w *work) error { w.change(due); return nil }); err != nil {
			t.Fatal(err)
		}
		o.arrive(asked)
		if !late {
			o.arrive(reply)
		}
		due, err := o.desk.Archive().Read(archive.System()).Deadline("t")
		if err != nil || due.Answer == nil || due.Answer.Document != "2" {
			t.Fatalf("late %t: %+v, %v", late, due, err)
		}
		if ref := o.stored("2").References[0]; ref.Target != "" {
			t.Errorf("late %t: an open letter names a secret one: %+v", late, ref)
		}
	}
}
