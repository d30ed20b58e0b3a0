package storage

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"lintas/archive"
)

func TestTheSameBytesTwiceAreOneBlob(t *testing.T) {
	a := open(t, t.TempDir())
	b := a.Blobs()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			got, err := b.Put(context.Background(), strings.NewReader("%PDF-1.7 isi"), 100)
			if err != nil || got.Sum != archive.SumOf([]byte("%PDF-1.7 isi")) || got.Size != 12 {
				t.Error(got, err)
			}
		})
	}
	wg.Wait()
	n := 0
	err := b.each(context.Background(), func(sum, path string, size int64) error { n++; return nil })
	if err != nil || n != 1 {
		t.Errorf("%d blobs, %v", n, err)
	}
	f, err := b.Open(archive.SumOf([]byte("%PDF-1.7 isi")))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	raw, err := io.ReadAll(f)
	info, err2 := f.Stat()
	if errors.Join(err, err2) != nil || string(raw) != "%PDF-1.7 isi" || info.Mode().Perm() != 0o444 {
		t.Errorf("%q %v %v %v", raw, info.Mode(), err, err2)
	}
}

func TestWhatIsNotReceivedWholeLeavesNothing(t *testing.T) {
	a := open(t, t.TempDir())
	b := a.Blobs()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	broken := errors.New("the line went dead")
	for name, c := range map[string]struct {
		ctx   context.Context
		r     io.Reader
		limit int64
		is    func(error) bool
	}{
		"too large": {context.Background(), strings.NewReader("0123456789"), 9, func(err error) bool { return archive.CodeOf(err) == archive.TooLarge }},
		"broken":    {context.Background(), io.MultiReader(strings.NewReader("half"), failing{broken}), 0, func(err error) bool { return errors.Is(err, broken) }},
		"given up":  {ctx, strings.NewReader("x"), 0, func(err error) bool { return errors.Is(err, context.Canceled) }},
	} {
		if _, err := b.Put(c.ctx, c.r, c.limit); !c.is(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if left, err := os.ReadDir(b.incoming()); err != nil || len(left) != 0 {
		t.Error(left, err)
	}
	if _, err := b.Put(context.Background(), strings.NewReader("0123456789"), 10); err != nil {
		t.Errorf("exactly the limit: %v", err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestLeftOversOfACrashAreRemovedOnOpening(t *testing.T) {
	dir := t.TempDir()
	clean(t, openOnly(t, dir, Options{Reserve: -1}))
	left := filepath.Join(dir, "blobs", incoming, "HALF")
	write(t, left, []byte("half"))
	open(t, dir)
	if _, err := os.Stat(left); !os.IsNotExist(err) {
		t.Error(err)
	}
}

func TestADamagedBlobIsNamedAndReplacedByTheGoodBytes(t *testing.T) {
	dir, _ := filled(t, 4)
	sum := archive.SumOf([]byte("the bytes of d2"))
	path := filepath.Join(dir, "blobs", sum[:2], sum)
	raw := read(t, path)
	for i := range raw {
		bad := bytes.Clone(raw)
		bad[i] ^= 1 << (i % 8)
		write(t, path, bad)
		r, err := Verify(context.Background(), dir, VerifyOptions{})
		if err != nil || len(r.Faults) != 1 || r.Faults[0].Code != "blob-damaged" || r.Faults[0].Where != "blobs/"+sum[:2]+"/"+sum {
			t.Fatalf("%+v %v", r.Faults, err)
		}
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	r, err := Verify(context.Background(), dir, VerifyOptions{})
	if err != nil || len(r.Faults) != 1 || r.Faults[0].Code != "blob-missing" || !strings.Contains(r.Faults[0].What.EN, "document/d2") {
		t.Fatalf("%+v %v", r.Faults, err)
	}
	write(t, path, []byte("other bytes"))
	a := open(t, dir)
	if _, err := a.Blobs().Put(context.Background(), bytes.NewReader(raw), 0); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(read(t, path), raw) {
		t.Error("the damaged file is still there")
	}
}

func TestBytesThatRottedAreNotHandedOut(t *testing.T) {
	dir, _ := filled(t, 4)
	a := open(t, dir)
	sum := archive.SumOf([]byte("the bytes of d2"))
	path := a.Blobs().Path(sum)
	raw := read(t, path)
	bad := bytes.Clone(raw)
	bad[3] ^= 1
	write(t, path, bad)
	if f, err := a.Blobs().Open(sum); archive.CodeOf(err) != archive.Damaged {
		t.Fatalf("%v %v", f, err)
	}
	write(t, path, raw)
	f, err := a.Blobs().Open(sum)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(f)
	if err = errors.Join(err, f.Close()); err != nil || !bytes.Equal(got, raw) {
		t.Errorf("%q %v", got, err)
	}
}

func TestOrphansAndForeignFilesAreToldAndAreNoFaults(t *testing.T) {
	a := open(t, t.TempDir())
	if _, err := a.Blobs().Put(context.Background(), strings.NewReader("orphan"), 0); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(a.Dir(), "blobs", "notes.txt"), []byte("x"))
	r, err := Verify(context.Background(), a.Dir(), VerifyOptions{}) // while the archive is open
	if err != nil || len(r.Faults) != 0 || r.Orphans != 1 || r.ViewChecked {
		t.Fatalf("%+v %v", r, err)
	}
	codes := ""
	for _, n := range r.Notes {
		codes += n.Code + " "
	}
	if codes != "view-skipped foreign-file orphans " {
		t.Error(codes)
	}
}

func TestABlobIsAskedForByItsSumOnly(t *testing.T) {
	a := open(t, t.TempDir())
	for _, sum := range []string{"", "../../lock", "ab", strings.Repeat("A", 64), strings.Repeat("g", 64)} {
		if _, err := a.Blobs().Open(sum); archive.CodeOf(err) != archive.NotFound || a.Blobs().Has(sum) || a.Blobs().Path(sum) != "" {
			t.Errorf("%q: %v", sum, err)
		}
	}
	if _, err := a.Blobs().Open(strings.Repeat("a", 64)); archive.CodeOf(err) != archive.Damaged {
		t.Errorf("a blob that is gone: %v", err)
	}
}
