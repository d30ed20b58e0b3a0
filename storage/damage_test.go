package storage

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"lintas/archive"
)

// rotten is an archive of twenty letters with a byte changed in the first half
// of its journal.
func rotten(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	a := openOnly(t, dir, Options{Reserve: -1})
	for i := range 20 {
		put(t, a, letter(fmt.Sprintf("01HZX%021d", i), fmt.Sprintf("B-%d/PWNI/01/2024", i), "2024-09-24", archive.Ordinary))
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "journal", "00000001.jsonl")
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	raw[len(raw)/4] ^= 1
	if err := os.WriteFile(file, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestARebuildAcrossADamagedJournalIsRefusedAndKeepsTheRecords(t *testing.T) {
	dir := rotten(t)
	if err := Rebuild(t.Context(), dir, func(string, int64, int64) {}); archive.CodeOf(err) != archive.Damaged {
		t.Fatalf("rebuild: %v", err)
	}
	a := openOnly(t, dir, Options{Reserve: -1})
	page, err := a.Read(archive.System()).Documents(t.Context(), DocumentQuery{Limit: 100})
	if err != nil || len(page.Items) != 20 {
		t.Errorf("%d documents, %v", len(page.Items), err)
	}
	if err := a.Close(); err != nil {
		t.Error(err)
	}
}

func TestDamageFarFromTheEndMakesTheArchiveReadOnlySoonAfterOpening(t *testing.T) {
	a := openOnly(t, rotten(t), Options{Reserve: -1})
	defer a.Close()
	for end := time.Now().Add(10 * time.Second); a.ReadOnly() == nil && time.Now().Before(end); {
		time.Sleep(time.Millisecond)
	}
	if archive.CodeOf(a.ReadOnly()) != archive.Damaged {
		t.Fatalf("read-only: %v", a.ReadOnly())
	}
}

func TestVerifyDoesNotAdviseARebuildWhileTheJournalIsDamaged(t *testing.T) {
	report, err := Verify(t.Context(), rotten(t), VerifyOptions{})
	if err != nil || len(report.Faults) == 0 {
		t.Fatalf("%d faults, %v", len(report.Faults), err)
	}
	for _, f := range report.Faults {
		if f.Do == doRebuild {
			t.Errorf("%s: %s", f.Where, f.Do)
		}
	}
}
