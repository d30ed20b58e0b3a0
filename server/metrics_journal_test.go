package server

import (
	"fmt"
	"strings"
	"testing"

	"lintas/archive"
)

func TestTheTimeOfTheJournalsSyncsIsAmongTheMetricsAndGrows(t *testing.T) {
	o := openOffice(t)
	o.settled()
	if err := o.desk.Announce(o.url); err != nil {
		t.Fatal(err)
	}
	door, err := FindDoor(o.dir)
	if err != nil {
		t.Fatal(err)
	}
	look := func() (count, seconds float64) {
		for line := range strings.Lines(string(o.nobody().get("/metrics", "Authorization", "Bearer "+door.Token).want(200, nil).body)) {
			name, value, _ := strings.Cut(strings.TrimSpace(line), " ")
			switch name {
			case "lintas_journal_sync_seconds_count":
				_, err = fmt.Sscan(value, &count)
			case "lintas_journal_sync_seconds_sum":
				_, err = fmt.Sscan(value, &seconds)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		return count, seconds
	}
	before, took := look()
	o.letter(archive.Document{Head: archive.Head{ID: "surat"}}, "isi")
	after, took2 := look()
	if after <= before || took2 <= took {
		t.Errorf("%v syncs in %v s, then %v in %v s", before, took, after, took2)
	}
}
