package index

import (
	"encoding/json"
	"flag"
	"math"
	"os"
	"slices"
	"testing"

	"lintas/archive"
)

var resultsFile = flag.String("results", "", "write the answers to the judged queries to this file, for demo/score_search.py")

type judged struct {
	ID, Query, Kind string
	Relevant        map[string]int
}

// TestJudgedQueriesFindTheirLetters scores the queries that come with the demo
// letters as demo/score_search.py does.
func TestJudgedQueriesFindTheirLetters(t *testing.T) {
	d := demoDirectory(t)
	ix := openFilled(t, demoEntries(t, d))
	ix.SetDirectory(d)
	raw, err := os.ReadFile("../demo/queries.json")
	if err != nil {
		t.Fatal(err)
	}
	var queries []judged
	if err := json.Unmarshal(raw, &queries); err != nil {
		t.Fatal(err)
	}
	results := map[string][]string{}
	sum, top := 0.0, 0
	for _, q := range queries {
		res := find(t, ix, Request{Query: q.Query, Clearance: archive.TopSecret, Limit: 10})
		results[q.ID] = ids(res)
		n := ndcg(ids(res), q.Relevant)
		sum += n
		if slices.ContainsFunc(results[q.ID][:min(3, len(results[q.ID]))], func(id string) bool { return q.Relevant[id] == 2 }) {
			top++
		}
		t.Logf("%.3f  %3d  %s  %v", n, res.Total, q.Query, res.Problems)
	}
	mean := sum / float64(len(queries))
	t.Logf("nDCG@10 %.4f over %d queries; a letter about it in the top three for %d", mean, len(queries), top)
	if mean < 0.9 {
		t.Errorf("nDCG@10 is %.4f, want 0.9", mean)
	}
	if float64(top) < 0.95*float64(len(queries)) {
		t.Errorf("a letter about it is in the top three for %d of %d, want 95 %%", top, len(queries))
	}
	if *resultsFile != "" {
		body, err := json.MarshalIndent(results, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(*resultsFile, body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func ndcg(found []string, relevant map[string]int) float64 {
	gain := func(grades []int) (sum float64) {
		for i, g := range grades[:min(10, len(grades))] {
			sum += (math.Pow(2, float64(g)) - 1) / math.Log2(float64(i)+2)
		}
		return sum
	}
	var got, best []int
	for _, id := range found {
		got = append(got, relevant[id])
	}
	for _, g := range relevant {
		best = append(best, g)
	}
	slices.Sort(best)
	slices.Reverse(best)
	return gain(got) / gain(best)
}
