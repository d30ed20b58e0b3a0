package index

import (
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"lintas/archive"
)

const childFolder = "LINTAS_INDEX_TEST_FOLDER"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childFolder); dir != "" {
		if err := applyForEver(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// act is one of a small journal: act n puts ten letters, changes one of before, and
// takes one away.
func act(n uint64) Batch {
	m := newLetterMaker(n)
	b := Batch{Seq: n, Hash: fmt.Sprint("hash", n)}
	for i := range 10 {
		b.Put = append(b.Put, m.letter(int(n)*100+i))
	}
	spread(b.Put, n)
	if n > 1 {
		moved := m.letter(int(n-1)*100 + 3)
		moved.Document.Secrecy = archive.Secrecy(n % 4)
		b.Put = append(b.Put, moved)
		b.Delete = []string{fmt.Sprintf("D%07d", int(n-1)*100+5)}
	}
	return b
}

const lastAct = 10

// applyForEver is what the child does until it is killed.
func applyForEver(dir string) error {
	ix, err := Open(context.Background(), Options{Dir: dir})
	if err != nil {
		return err
	}
	seq, _ := ix.Applied()
	for n := seq + 1; n <= lastAct; n++ {
		if err := ix.Apply(context.Background(), act(n)); err != nil {
			return err
		}
		fmt.Println(n)
	}
	return ix.Close()
}

// TestAKilledIndexIsWholeAgainAfterReplay kills a process at random moments of
// applying, and compares what is there after replay with an index never killed.
func TestAKilledIndexIsWholeAgainAfterReplay(t *testing.T) {
	t.Parallel()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	r := rand.New(rand.NewPCG(5, 5))
	for range 5 {
		child := exec.Command(exe)
		child.Env = append(os.Environ(), childFolder+"="+dir)
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		child.Stderr = os.Stderr
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		buf := make([]byte, 64)
		for range 1 + r.IntN(2) {
			if _, err := out.Read(buf); err != nil {
				break
			}
		}
		time.Sleep(time.Duration(r.IntN(20)) * time.Millisecond) // a random moment; nothing waits on it
		if err := child.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = child.Wait() // it was killed
	}
	mended, fresh := replayed(t, dir), replayed(t, t.TempDir())
	for i, e := range append(act(lastAct).Put, act(2).Put...) {
		q := Request{Query: e.Document.Subject, Clearance: archive.Levels[i%4], Limit: 30}
		a, b := find(t, mended, q), find(t, fresh, q)
		a, b = alike(a), alike(b)
		if !reflect.DeepEqual(a, b) {
			t.Fatalf("%q:\n%s\n%s", q.Query, describe(a), describe(b))
		}
	}
}

// replayed opens a folder and applies what it lacks.
func replayed(t *testing.T, dir string) *Index {
	t.Helper()
	ix, err := Open(t.Context(), Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := ix.Close(); err != nil {
			t.Error(err)
		}
	})
	seq, hash := ix.Applied()
	if seq > 0 && hash != act(seq).Hash {
		t.Errorf("act %d has hash %s", seq, hash)
	}
	for n := seq + 1; n <= lastAct; n++ {
		if err := ix.Apply(t.Context(), act(n)); err != nil {
			t.Fatal(err)
		}
	}
	return ix
}

// TestADamagedFolderIsRightAgainAfterReplay flips, cuts and removes files of an
// index that was closed. It then says honestly from which act on it wants to be told.
func TestADamagedFolderIsRightAgainAfterReplay(t *testing.T) {
	t.Parallel()
	whole := t.TempDir()
	ix, err := Open(t.Context(), Options{Dir: whole})
	if err != nil {
		t.Fatal(err)
	}
	for n := uint64(1); n <= 4; n++ {
		if err := ix.Apply(t.Context(), act(n)); err != nil {
			t.Fatal(err)
		}
	}
	question := Request{Query: "permohonan OR laporan OR surat", Clearance: archive.TopSecret, Limit: 200}
	right := find(t, ix, question)
	if err := ix.Close(); err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(8, 8))
	noticed := 0
	for round := range 12 {
		dir := t.TempDir()
		if err := os.CopyFS(dir, os.DirFS(whole)); err != nil {
			t.Fatal(err)
		}
		what := damage(t, r, dir, round)
		ix, err := Open(t.Context(), Options{Dir: dir})
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		seq, _ := ix.Applied()
		if seq < 4 {
			noticed++
		}
		for n := seq + 1; n <= 4; n++ {
			if err := ix.Apply(t.Context(), act(n)); err != nil {
				t.Errorf("%s: apply: %v", what, err)
			}
		}
		if got := find(t, ix, question); !reflect.DeepEqual(got.Hits, right.Hits) {
			t.Errorf("%s, from act %d on: %s", what, seq, describe(got))
		}
		if err := ix.Close(); err != nil {
			t.Errorf("%s: close: %v", what, err)
		}
	}
	if noticed == 0 {
		t.Error("no damage was noticed")
	}
}

func damage(t *testing.T, r *rand.Rand, dir string, round int) string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	path := files[r.IntN(len(files))]
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	what := ""
	switch round % 4 {
	case 0, 1:
		for range 1 + r.IntN(3) {
			raw[r.IntN(len(raw))] ^= 1 << r.IntN(8)
		}
		what = "flipped bits of "
	case 2:
		raw = raw[:r.IntN(len(raw))]
		what = "cut off "
	case 3:
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		return "removed " + path
	}
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return what + strings.TrimPrefix(path, dir)
}

// TestDamageWhileOpenIsAnErrorAndNoCrash spoils the segments under an open index.
func TestDamageWhileOpenIsAnErrorAndNoCrash(t *testing.T) {
	dir := t.TempDir()
	ix, err := Open(t.Context(), Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	entries := newLetterMaker(2).letters(200)
	if err := ix.Apply(t.Context(), Batch{Put: entries, Seq: 1, Hash: "one"}); err != nil {
		t.Fatal(err)
	}
	if err := ix.Close(); err != nil {
		t.Fatal(err)
	}
	if ix, err = Open(t.Context(), Options{Dir: dir}); err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	segments, err := filepath.Glob(filepath.Join(dir, "biasa", "*.zap"))
	if err != nil || len(segments) == 0 {
		t.Fatal("no segments", err)
	}
	for _, path := range segments {
		if err := os.Truncate(path, 100); err != nil {
			t.Fatal(err)
		}
	}
	broken := 0
	for _, query := range []string{"surat", "gaji", "paspor majikan", "permo*", `"terima kasih"`, "xqzjw"} {
		if _, err := ix.Search(t.Context(), Request{Query: query}); archive.CodeOf(err) == archive.Busy {
			broken++
		}
	}
	if broken == 0 || !ix.Degraded() {
		t.Fatalf("%d searches met the damage; degraded: %v", broken, ix.Degraded())
	}
	err = ix.Rebuild(t.Context(), func(yield func(Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
	}, 7, "seven")
	if err != nil {
		t.Fatal(err)
	}
	if seq, hash := ix.Applied(); seq != 7 || hash != "seven" || ix.Degraded() {
		t.Errorf("after the rebuild: act %d %s, degraded %v", seq, hash, ix.Degraded())
	}
	if n := find(t, ix, Request{Query: "terima kasih"}).Total; n < 150 {
		t.Errorf("%d hits after the rebuild", n)
	}
}

func TestSearchesSeeAWholeBatchOrNothingOfIt(t *testing.T) {
	ix := openFilled(t, []Entry{letterWith("first", "", "", "tanda")})
	ctx, stop := context.WithCancel(t.Context())
	var searchers sync.WaitGroup
	for range 3 {
		searchers.Go(func() {
			for ctx.Err() == nil {
				res, err := ix.Search(t.Context(), Request{Query: "tanda", Clearance: archive.TopSecret})
				if err != nil {
					t.Error(err)
					return
				}
				if res.Total%10 != 1 {
					t.Errorf("%d hits: a part of a batch is seen", res.Total)
					return
				}
			}
		})
	}
	for n := range 12 {
		b := Batch{Seq: uint64(n) + 2}
		for i := range 10 {
			e := letterWith(fmt.Sprintf("%d-%d", n, i), "", "", "tanda")
			e.Document.Secrecy = archive.Secrecy(i % 4)
			b.Put = append(b.Put, e)
		}
		if n > 0 { // and some of before change their level
			for i := range 5 {
				e := letterWith(fmt.Sprintf("%d-%d", n-1, i), "", "", "tanda")
				e.Document.Secrecy = archive.Secrecy((i + n) % 4)
				b.Put = append(b.Put, e)
			}
		}
		if err := ix.Apply(t.Context(), b); err != nil {
			t.Fatal(err)
		}
		if got := find(t, ix, Request{Query: "tanda", Clearance: archive.TopSecret, Limit: 1}).Total; got != uint64(n+1)*10+1 {
			t.Fatalf("%d hits after batch %d", got, n)
		}
	}
	stop()
	searchers.Wait()
}

func TestClosingLeavesNothingRunning(t *testing.T) {
	before := runtime.NumGoroutine()
	ix, err := Open(t.Context(), Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	if err := ix.Apply(t.Context(), act(1)); err != nil {
		t.Fatal(err)
	}
	if err := ix.Close(); err != nil {
		t.Fatal(err)
	}
	if err := ix.Close(); err != nil {
		t.Errorf("closing twice: %v", err)
	}
	if _, err := ix.Search(t.Context(), Request{}); err == nil {
		t.Error("a closed index answers")
	}
	deadline := time.Now().Add(5 * time.Second)
	for runtime.NumGoroutine() > before && time.Now().Before(deadline) {
		runtime.Gosched() // goroutines that were told to end are on their way
	}
	if n := runtime.NumGoroutine(); n > before {
		buf := make([]byte, 1<<16)
		t.Errorf("%d goroutines more than before:\n%s", n-before, buf[:runtime.Stack(buf, true)])
	}
}

func TestAnotherVersionOfTheFieldsIsBuiltAnew(t *testing.T) {
	dir := t.TempDir()
	ix, err := Open(t.Context(), Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if err := ix.Apply(t.Context(), act(1)); err != nil {
		t.Fatal(err)
	}
	l := ix.levels[archive.Limited]
	after := l.current()
	after.Schema = schema + 1
	if err := l.pass(state{Schema: after.Schema, Seq: after.Seq + lag, Docs: after.Docs}); err != nil {
		t.Fatal(err)
	}
	if err := ix.Close(); err != nil {
		t.Fatal(err)
	}
	if ix, err = Open(t.Context(), Options{Dir: dir}); err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	if seq, _ := ix.Applied(); seq != 0 {
		t.Errorf("act %d is applied", seq)
	}
}

func TestAnIndexInUseIsNotTouched(t *testing.T) {
	dir := t.TempDir()
	ix, err := Open(t.Context(), Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	if _, err := Open(t.Context(), Options{Dir: dir}); archive.CodeOf(err) != archive.Locked {
		t.Errorf("a second open gives %v", err)
	}
}
