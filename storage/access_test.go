package storage

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"lintas/archive"
)

func TestTheAccessLogSaysWhoLookedAtWhatAndGoesOnAfterReopening(t *testing.T) {
	dir := t.TempDir()
	ctx := context.Background()
	for round := range 3 {
		a := openOnly(t, dir, Options{Reserve: -1})
		for i := range 5 {
			if err := a.RecordAccess(ctx, viewer(archive.Ordinary), archive.DidAccess, archive.DocumentRecord, fmt.Sprintf("d%d-%d", round, i), "paspor <siti>"); err != nil {
				t.Fatal(err)
			}
		}
		clean(t, a)
	}
	a := open(t, dir)
	n := 0
	for act, err := range a.AccessActs(ctx, 0) {
		if err != nil {
			t.Fatal(err)
		}
		if act.By != "v" || act.Changes[0].ID != fmt.Sprintf("d%d-%d", n/5, n%5) || !strings.Contains(string(act.Changes[0].Body), "paspor") {
			t.Errorf("%+v", act)
		}
		n++
	}
	if n != 15 {
		t.Errorf("%d entries", n)
	}
}

func TestADamagedAccessLogIsNamedAndReadingDocumentsGoesOn(t *testing.T) {
	dir := t.TempDir()
	a := openOnly(t, dir, Options{Reserve: -1})
	put(t, a, blobless("d"))
	for range 5 {
		if err := a.RecordAccess(context.Background(), viewer(archive.Ordinary), archive.DidAccess, archive.DocumentRecord, "d", "x"); err != nil {
			t.Fatal(err)
		}
	}
	clean(t, a)
	path := segmentPath(accessDir(dir), 1)
	raw := read(t, path)
	write(t, path, []byte(strings.Replace(string(raw), `"by":"v"`, `"by":"w"`, 1)))
	r, err := Verify(context.Background(), dir, VerifyOptions{})
	if err != nil || len(r.Faults) == 0 || r.Faults[0].Code != "access-damaged" || !strings.Contains(r.Faults[0].Where, "access/00000001.jsonl line 1") {
		t.Fatalf("%+v %v", r.Faults, err)
	}
	write(t, path, raw[:len(raw)-5]) // torn: the last entries of a crash may be lost
	a = openOnly(t, dir, Options{Reserve: -1})
	if err := a.RecordAccess(context.Background(), viewer(archive.Ordinary), archive.DidAccess, archive.DocumentRecord, "d", ""); err != nil {
		t.Error(err)
	}
	clean(t, a)
	lines := strings.SplitAfter(string(raw), "\n")
	lines[2] = strings.Replace(lines[2], "detail", "DETAIL", 1)
	write(t, path, []byte(strings.Join(lines, "")))
	a = openOnly(t, dir, Options{Reserve: -1})
	if err := a.RecordAccess(context.Background(), viewer(archive.Ordinary), archive.DidAccess, archive.DocumentRecord, "d", ""); archive.CodeOf(err) != archive.Damaged {
		t.Errorf("an entry in a damaged log: %v", err)
	}
	if _, err := a.Read(archive.System()).Document("d"); err != nil {
		t.Error(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(accessDir(dir)); err != nil {
		t.Fatal(err)
	}
	open(t, dir)
}
