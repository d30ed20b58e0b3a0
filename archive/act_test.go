package archive_test

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lintas/archive"
)

// sealed returns an act that registers a letter, with its hash.
func sealed(t testing.TB) archive.Act {
	t.Helper()
	body := json.RawMessage(`{"id":"d1","rev":1,"subject":"gaji <belum> dibayar & \u2028"}`)
	act := archive.Act{
		Seq: 7, At: time.Date(2024, 9, 24, 3, 4, 5, 678, time.UTC), Origin: "kantor.1", By: "u1", Did: archive.DidReceive, Prev: "abc",
		Changes: []archive.Change{{Kind: archive.DocumentRecord, ID: "d1", Rev: 1, Sum: archive.SumOf(body), Body: body}},
	}
	hash, err := act.Chain()
	if err != nil {
		t.Fatal(err)
	}
	act.Hash = hash
	return act
}

func TestAnActSurvivesTheJournal(t *testing.T) {
	act := sealed(t)
	raw, err := json.Marshal(act)
	if err != nil {
		t.Fatal(err)
	}
	var read archive.Act
	if err := json.Unmarshal(raw, &read); err != nil {
		t.Fatal(err)
	}
	hash, err := read.Chain()
	if err != nil || hash != act.Hash {
		t.Errorf("the hash of the act read back is %s, %v; want %s", hash, err, act.Hash)
	}
}

func TestEveryAlterationOfAnActIsNoticed(t *testing.T) {
	if err := sealed(t).Check(7, "abc"); err != nil {
		t.Fatalf("an untouched act: %v", err)
	}
	for name, alter := range map[string]func(*archive.Act){
		"number":      func(a *archive.Act) { a.Seq = 8 },
		"time":        func(a *archive.Act) { a.At = a.At.Add(time.Nanosecond) },
		"origin":      func(a *archive.Act) { a.Origin = "kantor.2" },
		"person":      func(a *archive.Act) { a.By = "u2" },
		"deed":        func(a *archive.Act) { a.Did = archive.DidEdit },
		"link":        func(a *archive.Act) { a.Prev = "abd" },
		"hash":        func(a *archive.Act) { a.Hash = "x" },
		"sum":         func(a *archive.Act) { a.Changes[0].Sum = archive.SumOf(nil) },
		"body":        func(a *archive.Act) { a.Changes[0].Body = json.RawMessage(`{}`) },
		"revision":    func(a *archive.Act) { a.Changes[0].Rev = 2 },
		"base":        func(a *archive.Act) { a.Changes[0].Base = 1 },
		"record":      func(a *archive.Act) { a.Changes[0].ID = "d2" },
		"lost change": func(a *archive.Act) { a.Changes = nil },
		"more":        func(a *archive.Act) { a.Changes = append(a.Changes, archive.Change{}) },
	} {
		act := sealed(t)
		alter(&act)
		if act.Check(7, "abc") == nil {
			t.Errorf("altered %s: not noticed", name)
		}
	}
}

func TestABodyCanBeErasedAndTheChainStillVerifies(t *testing.T) {
	act := sealed(t)
	act.Changes[0].Body = nil
	if err := act.Check(7, "abc"); err != nil {
		t.Error(err)
	}
}

func TestChainLeavesTheActAsItWas(t *testing.T) {
	act := sealed(t)
	if _, err := act.Chain(); err != nil || act.Changes[0].Body == nil || act.Hash == "" {
		t.Errorf("%+v, %v", act, err)
	}
}

func TestTheHashIsThatOfTheJournalForEver(t *testing.T) {
	act := archive.Act{Seq: 1, At: time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC), Origin: "a.1", By: "system", Did: archive.DidStart}
	const want = "807989da544b76db091d35be07b9a866d4a023df285f727a3869547a09808823"
	if hash, err := act.Chain(); err != nil || hash != want {
		t.Errorf("%s, %v: journals already written would no longer verify", hash, err)
	}
}

func TestDifferentActsHaveDifferentHashes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(label string) archive.Act {
			return archive.Act{By: rapid.StringN(0, 4, -1).Draw(t, label+" by"), Did: rapid.StringN(0, 4, -1).Draw(t, label+" did")}
		}
		a, b := draw("a"), draw("b")
		ha, err := a.Chain()
		if err != nil {
			t.Fatal(err)
		}
		hb, err := b.Chain()
		if err != nil {
			t.Fatal(err)
		}
		if (ha == hb) != (a.By == b.By && a.Did == b.Did) {
			t.Fatalf("%+v %s, %+v %s", a, ha, b, hb)
		}
	})
}
