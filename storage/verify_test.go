package storage

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lintas/archive"
)

// codes verifies a folder and returns the codes of its faults.
func codes(t *testing.T, dir string, o VerifyOptions) string {
	t.Helper()
	r, err := Verify(context.Background(), dir, o)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, f := range r.Faults {
		if f.Do.EN == "" || f.What.EN == "" {
			t.Errorf("a fault that does not say what it is or what to do: %+v", f)
		}
		found = append(found, f.Code)
	}
	return strings.Join(found, " ")
}

func TestVerifyCountsWhatThereIs(t *testing.T) {
	dir, _ := filled(t, 7)
	r, err := Verify(context.Background(), dir, VerifyOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if r.Acts != 7 || r.Head.Seq != 7 || r.Records != 15 || r.Blobs != 7 || r.Orphans != 0 || r.Segments != 1 || !r.ViewChecked || len(r.Faults)+len(r.Notes) != 0 {
		t.Errorf("%+v", r)
	}
}

// Bits may flip anywhere in the journal; verify names the line of each.
func TestEveryFlippedBitOfTheJournalIsFound(t *testing.T) {
	dir, path := filled(t, 3)
	raw := read(t, path)
	if err := os.RemoveAll(recordsDir(dir)); err != nil { // the journal alone must show it
		t.Fatal(err)
	}
	flipped := func(at int) []byte {
		bad := bytes.Clone(raw)
		bad[at] ^= 1 << (at % 8)
		return bad
	}
	for at := range raw {
		v := &verifier{told: map[string]int{}}
		j := &journalCheck{verifier: v, code: "journal", state: map[string]*trace{}}
		if err := j.stream(context.Background(), "x", bytes.NewReader(flipped(at))); err != nil {
			t.Fatal(err)
		}
		if len(v.report.Faults) == 0 {
			t.Fatalf("bit flipped at %d (%q): not found", at, raw[at])
		}
	}
	last := bytes.LastIndexByte(raw[:len(raw)-1], '\n') + 1
	for at := 0; at < last; at += last/40 + 1 { // the last line, broken, may be a torn write
		write(t, path, flipped(at))
		if found := codes(t, dir, VerifyOptions{}); !strings.Contains(found, "journal-damaged") {
			t.Fatalf("bit flipped at %d (%q): %s", at, raw[at], found)
		}
	}
}

func TestAMissingEndIsSeenWithAHeadFromElsewhere(t *testing.T) {
	dir, path := filled(t, 4)
	a := openOnly(t, dir, Options{Reserve: -1})
	head := a.head
	clean(t, a)
	other := Head{head.Seq, strings.Repeat("0", 64)}
	if found := codes(t, dir, VerifyOptions{Head: &head}); found != "" {
		t.Error(found)
	}
	if found := codes(t, dir, VerifyOptions{Head: &other}); found != "journal-damaged" {
		t.Error(found)
	}
	raw := read(t, path)
	write(t, path, raw[:bytes.LastIndexByte(raw[:len(raw)-1], '\n')+1])
	if err := os.RemoveAll(recordsDir(dir)); err != nil {
		t.Fatal(err)
	}
	if found := codes(t, dir, VerifyOptions{}); found != "" {
		t.Errorf("from inside nothing can be seen: %s", found)
	}
	if found := codes(t, dir, VerifyOptions{Head: &head}); found != "journal-short" {
		t.Error(found)
	}
}

func TestReferencesToWhatDoesNotExistAreNamed(t *testing.T) {
	a := openOnly(t, t.TempDir(), Options{Reserve: -1})
	d := blobless("d")
	d.Cases = []archive.CaseLink{{Case: "nowhere"}}
	d.From.Agency = "kemlu" // comes with the program
	put(t, a, d, &archive.Deadline{Head: archive.Head{ID: "t"}, What: "x", Document: "lost", Rule: archive.Rule{Kind: archive.NoTime}})
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if found := codes(t, a.Dir(), VerifyOptions{}); found != "reference reference" {
		t.Error(found)
	}
}

func TestVerifyRunsBesideAnArchiveThatIsWriting(t *testing.T) {
	t.Parallel()
	a := open(t, t.TempDir())
	stop, done := make(chan struct{}), make(chan error, 1)
	go func() {
		for n := 0; ; n++ {
			select {
			case <-stop:
				done <- nil
				return
			default:
			}
			if err := receive(a, "d"+string(rune('a'+n%26))+strings.Repeat("x", n/26)); err != nil {
				done <- err
				return
			}
		}
	}()
	for range 10 {
		if found := codes(t, a.Dir(), VerifyOptions{}); found != "" {
			t.Error(found)
		}
	}
	close(stop)
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestTheCheckOfTheIndexReadsTheViewAndAddsItsFaults(t *testing.T) {
	dir, _ := filled(t, 3)
	extra := func(ctx context.Context, r *Reader, head Head, found func(Fault)) error {
		d, err := r.Document("d2")
		if err == nil && head.Seq == 3 {
			found(Fault{"index", d.ID, said("tidak ada di indeks", "not in the index"), doRebuild})
		}
		return err
	}
	if found := codes(t, dir, VerifyOptions{Extra: extra}); found != "index" {
		t.Error(found)
	}
}

func TestVerifyOfNothingIsAnErrorAndMakesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "none")
	if _, err := Verify(context.Background(), dir, VerifyOptions{}); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Error(err)
	}
}
