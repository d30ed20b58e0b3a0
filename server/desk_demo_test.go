package server

import (
	"encoding/json"
	"os"
	"sort"
	"testing"

	"lintas/archive"
)

// demoTruth is what demo/truth.json says of a letter, as far as linking is concerned.
type demoTruth struct {
	File       string
	Scanned    bool
	Case       string
	References []struct {
		Target   string
		Relation archive.Relation
	}
	Deadlines []struct {
		Due         archive.Date
		FulfilledBy string `json:"fulfilled_by"`
	}
}

func readTruth(t *testing.T) []demoTruth {
	t.Helper()
	raw, err := os.ReadFile("../demo/truth.json")
	if err != nil {
		t.Fatal(err)
	}
	var truth []demoTruth
	if err := json.Unmarshal(raw, &truth); err != nil {
		t.Fatal(err)
	}
	return truth
}

// ratio counts right answers.
type ratio struct{ right, of int }

func (r *ratio) count(right bool) {
	r.of++
	if right {
		r.right++
	}
}

func (r ratio) share() float64 { return float64(r.right) / float64(max(r.of, 1)) }

func TestTheDemoLettersAreLinkedAsTheTruthSays(t *testing.T) {
	w := openWorkplace(t)
	truth := readTruth(t)
	var names []string
	scanned := map[string]bool{}
	for _, one := range truth {
		names = append(names, one.File)
		scanned[one.File] = one.Scanned
	}
	sort.Strings(names) // not the order they were written in
	docs := w.receive(names...)
	fileOf := map[string]string{}
	for name, doc := range docs {
		fileOf[doc.ID] = name
	}
	var targets, wrong, answered, falseAnswers, cases ratio
	caseOf := map[string]map[string]int{}
	for _, one := range truth {
		doc := docs[one.File]
		if one.Scanned {
			continue
		}
		found := map[string]bool{}
		for _, ref := range w.ShowDocument(officer(), doc).References {
			if ref.Target != "" {
				found[fileOf[ref.Target]] = true
			}
		}
		wanted := map[string]bool{}
		for _, ref := range one.References {
			if ref.Target != "" && !scanned[ref.Target] {
				wanted[ref.Target] = true
				targets.count(found[ref.Target])
				if !found[ref.Target] {
					t.Logf("%s cites %s (%s): not found; it has %+v", one.File, ref.Target, ref.Relation, doc.References)
				}
			}
		}
		for target := range found {
			wrong.count(!wanted[target])
			if !wanted[target] {
				t.Logf("%s is said to cite %s", one.File, target)
			}
		}
		for _, want := range one.Deadlines {
			if want.FulfilledBy != "" && scanned[want.FulfilledBy] {
				continue
			}
			for _, due := range w.deadlines(doc.ID) {
				if due.Due != want.Due || want.Due == "" {
					continue
				}
				got := ""
				if due.Answer != nil {
					got = fileOf[due.Answer.Document]
				}
				if want.FulfilledBy != "" {
					answered.count(got == want.FulfilledBy)
				} else {
					falseAnswers.count(got != "")
				}
				if got != want.FulfilledBy {
					t.Logf("%s due %s (%s): answered by %q, want %q", one.File, want.Due, due.OwedBy.Name, got, want.FulfilledBy)
				}
			}
		}
		if one.Case != "" {
			if caseOf[one.Case] == nil {
				caseOf[one.Case] = map[string]int{}
			}
			id := ""
			if len(doc.Cases) > 0 {
				id = doc.Cases[0].Case
			}
			caseOf[one.Case][id]++
			if id == "" {
				t.Logf("%s of %s is in no case", one.File, one.Case)
			}
		}
	}
	for name, ids := range caseOf {
		most, all := 0, 0
		for id, n := range ids {
			all += n
			if id != "" {
				most = max(most, n)
			}
		}
		cases.right += most
		cases.of += all
		if len(ids) > 1 {
			t.Logf("case %s is split: %v", name, ids)
		}
	}
	t.Logf("targets %v, wrong %v, answers %v, false answers %v, cases %v", targets, wrong, answered, falseAnswers, cases)
	for what, bar := range map[string]bool{
		"references find their target":    targets.share() >= 0.97,
		"no reference finds another":      wrong.right == 0,
		"answers are proposed":            answered.share() >= 0.7,
		"no answer is proposed wrongly":   falseAnswers.right <= 1,
		"letters of a case come together": cases.share() >= 0.9,
	} {
		if !bar {
			t.Errorf("%s: not as well as they should", what)
		}
	}
}
