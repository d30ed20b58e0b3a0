package storage

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lintas/archive"
)

// digest is all that the journal's view shows, in one string.
func digest(t *testing.T, a *Archive) string {
	t.Helper()
	var out strings.Builder
	err := a.Read(archive.System()).with(func(s *snapshot) error {
		for _, prefix := range []string{recordPrefix, indexPrefix, countPrefix, historyPrefix} {
			err := s.walk(context.Background(), walk{prefixes: [][]byte{[]byte(prefix)}, values: true}, func(st step) error {
				fmt.Fprintf(&out, "%s%q=%q\n", prefix, st.rest, st.value)
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// edited makes an archive with letters, of which some have been changed.
func edited(t *testing.T) (dir, want string) {
	t.Helper()
	dir, _ = filled(t, 12)
	a := openOnly(t, dir, Options{Reserve: -1})
	for i := range 6 {
		d, err := a.Read(archive.System()).Document(fmt.Sprint("d", i))
		if err != nil {
			t.Fatal(err)
		}
		d.Secrecy, d.From.Agency = archive.Secrecy(i%4), "bp2mi"
		put(t, a, d)
	}
	want = digest(t, a)
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	return dir, want
}

func TestADeletedViewIsRebuiltAsItWas(t *testing.T) {
	dir, want := edited(t)
	if err := os.RemoveAll(recordsDir(dir)); err != nil {
		t.Fatal(err)
	}
	if got := digest(t, open(t, dir)); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

func TestAViewThatLagsCatchesUpAndKeepsPrivateValues(t *testing.T) {
	dir, _ := edited(t)
	a := openOnly(t, dir, Options{Reserve: -1})
	if err := a.Private().Set("session", "s1", []byte("siti"), time.Hour); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	behind := filepath.Join(t.TempDir(), "records")
	if err := os.CopyFS(behind, os.DirFS(recordsDir(dir))); err != nil {
		t.Fatal(err)
	}
	a = openOnly(t, dir, Options{Reserve: -1})
	for i := range 5 {
		if err := receive(a, fmt.Sprint("late", i)); err != nil {
			t.Fatal(err)
		}
	}
	want := digest(t, a)
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	swap(t, behind, recordsDir(dir))
	a = open(t, dir)
	if got := digest(t, a); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if v, err := a.Private().Get("session", "s1"); err != nil || string(v) != "siti" {
		t.Errorf("session: %q %v", v, err)
	}
}

func swap(t *testing.T, from, to string) {
	t.Helper()
	if err := os.RemoveAll(to); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}

func TestAViewAheadOfTheJournalIsRebuiltAndTheOldOneKeptAside(t *testing.T) {
	dir, path := filled(t, 5)
	raw := read(t, path)
	cutAt := bytes.LastIndexByte(raw[:len(raw)-1], '\n') + 1
	write(t, path, raw[:cutAt])
	r, err := Verify(context.Background(), dir, VerifyOptions{})
	if err != nil || len(r.Faults) != 1 || r.Faults[0].Code != "journal-short" {
		t.Fatalf("%+v %v", r.Faults, err)
	}
	a := open(t, dir)
	if _, err := a.Read(archive.System()).Document("d4"); archive.CodeOf(err) != archive.NotFound {
		t.Error(err)
	}
	if _, err := os.Stat(recordsDir(dir) + ".ahead-5"); err != nil {
		t.Error(err)
	}
}

func TestAViewOfAnotherArchiveIsRebuilt(t *testing.T) {
	dir, want := edited(t)
	other, _ := filled(t, 3)
	swap(t, recordsDir(other), recordsDir(dir))
	if got := digest(t, open(t, dir)); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

func TestARebuildThatWasCutOffIsBegunAgain(t *testing.T) {
	dir, want := edited(t)
	if err := os.Rename(recordsDir(dir), recordsDir(dir)+".old"); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(recordsDir(dir)+".building", 0o700); err != nil {
		t.Fatal(err)
	}
	a := open(t, dir)
	if got := digest(t, a); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if left, err := filepath.Glob(recordsDir(dir) + ".*"); err != nil || len(left) != 0 {
		t.Error(left, err)
	}
}

// A bit of any Badger file may flip. Either it does no harm, or verify names it
// and the rebuild puts everything right; it never passes for a good view.
func TestFlippedBitsInTheViewAreFoundAndMended(t *testing.T) {
	t.Parallel()
	dir, want := edited(t)
	good := filepath.Join(t.TempDir(), "records")
	if err := os.CopyFS(good, os.DirFS(recordsDir(dir))); err != nil {
		t.Fatal(err)
	}
	tables, err := filepath.Glob(filepath.Join(good, "*.sst"))
	if err != nil || len(tables) == 0 {
		t.Fatal(tables, err)
	}
	size := len(read(t, tables[0]))
	found := 0
	for at := 5; at < size; at += size/25 + 1 {
		swap(t, good, recordsDir(dir))
		path := filepath.Join(recordsDir(dir), filepath.Base(tables[0]))
		raw := read(t, path)
		raw[at] ^= 4
		write(t, path, raw)
		r, err := Verify(context.Background(), dir, VerifyOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Faults) == 0 {
			a := openOnly(t, dir, Options{Reserve: -1})
			if digest(t, a) != want {
				t.Errorf("bit flipped at %d: verify found nothing", at)
			}
			if err := a.Close(); err != nil {
				t.Fatal(err)
			}
			continue
		}
		found++
		if r.Faults[0].Code != "view" {
			t.Errorf("bit flipped at %d: %+v", at, r.Faults[0])
		}
		if err := Rebuild(context.Background(), dir, nil); err != nil {
			t.Fatal(err)
		}
		a := openOnly(t, dir, Options{Reserve: -1})
		if digest(t, a) != want {
			t.Errorf("bit flipped at %d: the rebuilt view differs", at)
		}
		clean(t, a)
	}
	if found < 10 {
		t.Errorf("only %d flips were found", found)
	}
}

func TestDamageMetWhileReadingHasTheViewRebuiltAtTheNextStart(t *testing.T) {
	dir, want := edited(t)
	a := openOnly(t, dir, Options{Reserve: -1})
	p := newPending()
	p.set(recordKey(archive.DocumentRecord, "d3"), []byte("nonsense that is long enough to be a record of some kind"))
	if err := a.view.writeParts(p, a.head.Seq); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Read(archive.System()).Documents(context.Background(), DocumentQuery{}); archive.CodeOf(err) != archive.Damaged {
		t.Errorf("reading a damaged view: %v", err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if got := digest(t, open(t, dir)); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

func TestVerifyNamesWhatTheListsOfAViewLeaveOut(t *testing.T) {
	dir, _ := edited(t)
	a := openOnly(t, dir, Options{Reserve: -1})
	p := newPending()
	p.drop(secondary{documentsNumber, archive.Ordinary, archive.Skeleton("B-12/PWNI/2024"), "2024-09-24", "d11"}.key())
	p.set(secondary{documentsAll, archive.Ordinary, orderDate, "2024-09-24", "ghost"}.key(), nil)
	p.drop(historyKey(archive.DocumentRecord, "d0", 1))
	p.drop(countKey(documentsAgency, archive.Ordinary, orderDate+"kemlu"))
	if err := a.view.writeParts(p, a.head.Seq); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := Verify(context.Background(), dir, VerifyOptions{})
	if err != nil {
		t.Fatal(err)
	}
	told := fmt.Sprint(r.Faults)
	for _, part := range []string{"a list leaves it out", "does not belong there", "lists 41 acts by record", "has no count"} {
		if !strings.Contains(told, part) {
			t.Errorf("%q is not told: %s", part, told)
		}
	}
}

func TestPrivateValuesEndAndVanishWithARebuild(t *testing.T) {
	dir, now := t.TempDir(), time.Now()
	clock := func() time.Time { return now }
	a := openOnly(t, dir, Options{Reserve: -1, Now: clock})
	p := a.Private()
	for _, key := range []string{"a", "b", "c"} {
		if err := p.Set("session", key, []byte("v"+key), time.Hour); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Set("sessions", "other", nil, time.Hour); err != nil {
		t.Fatal(err)
	}
	if err := p.Set("session", "short", []byte("v"), time.Minute); err != nil {
		t.Fatal(err)
	}
	now = now.Add(2 * time.Minute)
	if err := p.Delete("session", "b"); err != nil {
		t.Fatal(err)
	}
	keys := ""
	if err := p.Each("session", func(key string, value []byte) error { keys += key + string(value); return nil }); err != nil || keys != "avacvc" {
		t.Error(keys, err)
	}
	if _, err := p.Get("session", "short"); archive.CodeOf(err) != archive.NotFound {
		t.Error(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	a = openOnly(t, dir, Options{Reserve: -1, Now: clock})
	if v, err := a.Private().Get("session", "a"); err != nil || string(v) != "va" {
		t.Errorf("after a restart: %q %v", v, err)
	}
	clean(t, a)
	if err := Rebuild(context.Background(), dir, nil); err != nil {
		t.Fatal(err)
	}
	a = open(t, dir)
	if _, err := a.Private().Get("session", "a"); archive.CodeOf(err) != archive.NotFound {
		t.Errorf("after a rebuild: %v", err)
	}
}
