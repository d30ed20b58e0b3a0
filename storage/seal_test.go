package storage

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"lintas/archive"
)

func TestATableThatRottedIsNoticedAndTheViewRebuilt(t *testing.T) {
	dir := t.TempDir()
	a := openOnly(t, dir, Options{Reserve: -1})
	for i := range 300 {
		put(t, a, letter(fmt.Sprintf("01HZX%021d", i), fmt.Sprintf("B-%d/PWNI/01/2024", i), "2024-09-24", archive.Ordinary))
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	tables, err := filepath.Glob(filepath.Join(dir, "records", "*.sst"))
	if err != nil || len(tables) == 0 {
		t.Fatalf("no tables: %v", err)
	}
	for _, offset := range []int64{10, 1000, 3000} {
		f, err := os.OpenFile(tables[0], os.O_RDWR, 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.WriteAt([]byte{0xFF, 0, 0xFF, 0}, offset); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		a = openOnly(t, dir, Options{Reserve: -1})
		page, err := a.Read(archive.System()).Documents(t.Context(), DocumentQuery{Limit: 1000})
		if err != nil || len(page.Items) != 300 {
			t.Fatalf("damage at %d: %d documents, %v", offset, len(page.Items), err)
		}
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
		if tables, err = filepath.Glob(filepath.Join(dir, "records", "*.sst")); err != nil || len(tables) == 0 {
			t.Fatalf("no tables after the rebuild: %v", err)
		}
	}
}
