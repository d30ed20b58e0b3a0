package storage

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lintas/archive"
)

// unanswered is an archive as the power leaves it when the records view has
// reached the disk with a last write of which nobody was told yet.
type unanswered struct {
	dir, records string
	before, last []byte // the journal before the write, and its lines
	lines        int
	meta         meta
}

func leaveUnanswered(t *testing.T, lines int) unanswered {
	t.Helper()
	u := unanswered{dir: t.TempDir(), records: filepath.Join(t.TempDir(), "records"), lines: lines}
	path := segmentPath(journalDir(u.dir), 1)
	a := openOnly(t, u.dir, Options{Reserve: -1})
	for i := range 3 {
		put(t, a, blobless(fmt.Sprint("d", i)))
	}
	u.before = read(t, path)
	var queue []*request
	for i := range lines {
		queue = append(queue, &request{ctx: context.Background(), by: "u", did: archive.DidEdit, done: make(chan struct{}),
			fn: func(tx *Tx) error { return tx.Put(blobless(fmt.Sprint("last", i))) }})
	}
	a.commitAll(queue)
	u.last = read(t, path)[len(u.before):]
	if err := os.CopyFS(u.records, os.DirFS(recordsDir(u.dir))); err != nil { // Badger maps its files: this is what a cut leaves
		t.Fatal(err)
	}
	var err error
	if u.meta, err = a.view.meta(); err != nil || u.meta.Seq != uint64(3+lines) || u.meta.Durable.Seq != 3 || bytes.Count(u.last, []byte("\n")) != lines {
		t.Fatalf("%+v %v", u.meta, err)
	}
	clean(t, a)
	return u
}

// cutTo puts the folder into the state of a cut that let n bytes of the write through.
func (u unanswered) cutTo(t *testing.T, n int) {
	t.Helper()
	swap(t, u.records, recordsDir(u.dir))
	write(t, segmentPath(journalDir(u.dir), 1), append(bytes.Clone(u.before), u.last[:n]...))
}

func TestALastWriteThatTheViewHasAndNobodyWasToldOfMayBeCutAnywhere(t *testing.T) {
	t.Parallel()
	for _, lines := range []int{1, 3} {
		t.Run(fmt.Sprint(lines), func(t *testing.T) {
			u := leaveUnanswered(t, lines)
			path := segmentPath(journalDir(u.dir), 1)
			for n := range len(u.last) + 1 {
				write(t, path, append(bytes.Clone(u.before), u.last[:n]...))
				segs, err := segments(journalDir(u.dir))
				if err != nil {
					t.Fatal(err)
				}
				whole := n == len(u.last)
				if err := u.meta.follows(context.Background(), segs); whole != (err == nil) || !whole && !errors.Is(err, errUntold) {
					t.Fatalf("cut at %d of %d: %v", n, len(u.last), err)
				}
			}
			places := []int{0, 1, len(u.last) - 1, len(u.last)}
			for i, c := range u.last {
				if c == '\n' && i+2 < len(u.last) {
					places = append(places, i, i+1, i+2)
				}
			}
			for n := 40; n < len(u.last); n += len(u.last)/5 + 1 {
				places = append(places, n)
			}
			for _, n := range places {
				u.cutTo(t, n)
				u.opens(t, n)
			}
		})
	}
}

// opens checks that the archive takes acts again after the cut and holds whole
// lines, and nothing else.
func (u unanswered) opens(t *testing.T, n int) {
	t.Helper()
	whole := bytes.Count(u.last[:n], []byte("\n"))
	r, err := Verify(context.Background(), u.dir, VerifyOptions{})
	if err != nil || len(r.Faults) != 0 || whole < u.lines && !strings.Contains(fmt.Sprint(r.Notes), "view-ahead") {
		t.Errorf("cut at %d: verify before opening: %+v %v", n, r, err)
	}
	a := openOnly(t, u.dir, Options{Reserve: -1})
	if seq, _ := a.Head(); seq != uint64(3+whole) || a.ReadOnly() != nil {
		t.Fatalf("cut at %d: head %d, %v", n, seq, a.ReadOnly())
	}
	for i := range u.lines {
		if _, err := a.Read(archive.System()).Document(fmt.Sprint("last", i)); (err == nil) != (i < whole) {
			t.Errorf("cut at %d: last%d: %v", n, i, err)
		}
	}
	put(t, a, blobless("next"))
	clean(t, a)
	kept, err := filepath.Glob(filepath.Join(journalDir(u.dir), "cut-*.bin"))
	rest := u.last[bytes.LastIndexByte(u.last[:n], '\n')+1 : n]
	if err != nil || (len(kept) == 1) != (len(rest) > 0) || len(kept) == 1 && !bytes.Equal(read(t, kept[0]), rest) {
		t.Errorf("cut at %d: kept %v, %v", n, kept, err)
	}
	for _, path := range kept {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	if aside, err := filepath.Glob(recordsDir(u.dir) + ".*"); err != nil || len(aside) != 0 {
		t.Errorf("cut at %d: %v, %v", n, aside, err)
	}
}

// Pages of the last write may be missing in its middle while its end is there.
func TestALastWriteThatTheViewHasMayHaveAHole(t *testing.T) {
	u := leaveUnanswered(t, 3)
	u.cutTo(t, len(u.last))
	second := bytes.IndexByte(u.last, '\n') + 1
	raw := append(bytes.Clone(u.before), u.last...)
	copy(raw[len(u.before)+second+20:], make([]byte, 50))
	write(t, segmentPath(journalDir(u.dir), 1), raw)
	a := open(t, u.dir)
	if seq, _ := a.Head(); seq != 4 || a.ReadOnly() != nil {
		t.Fatalf("head %d, %v", seq, a.ReadOnly())
	}
}

// The torn last write does not excuse what was acknowledged before it.
func TestABrokenAcknowledgedLineBeforeATornWriteIsDamage(t *testing.T) {
	u := leaveUnanswered(t, 3)
	third := bytes.LastIndexByte(u.before[:len(u.before)-1], '\n') + 1 // the last that was acknowledged
	for _, at := range []int{5, third + 5, third + 60, len(u.before) - 20, len(u.before) - 1} {
		for _, n := range []int{0, 7, len(u.last) - 3, len(u.last)} {
			u.cutTo(t, n)
			flip(t, segmentPath(journalDir(u.dir), 1), at)
			if found := codes(t, u.dir, VerifyOptions{}); !strings.Contains(found, "journal-damaged") {
				t.Errorf("flipped at %d, cut at %d: verify found %s", at, n, found)
			}
			if at < third && n == len(u.last) {
				continue // old lines are read again when verifying, or when the view is made anew
			}
			for range 2 { // damage does not become a torn write by opening again
				a := openOnly(t, u.dir, Options{Reserve: -1})
				if archive.CodeOf(a.ReadOnly()) != archive.Damaged {
					t.Errorf("flipped at %d, cut at %d: read-only because of: %v", at, n, a.ReadOnly())
				}
				if err := a.Close(); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

func TestAnArchiveThatIsOpenKnowsItsLastActToBeOnTheDisk(t *testing.T) {
	dir, path := filled(t, 3)
	raw := read(t, path)
	if err := os.RemoveAll(recordsDir(dir)); err != nil {
		t.Fatal(err)
	}
	for range 2 { // after a rebuild, and as it was
		a := openOnly(t, dir, Options{Reserve: -1})
		if m, err := a.view.meta(); err != nil || m.Durable != m.Head || m.Seq != 3 {
			t.Errorf("%+v %v", m, err)
		}
		clean(t, a)
	}
	write(t, path, raw[:len(raw)-1])
	if err := Rebuild(context.Background(), dir, nil); archive.CodeOf(err) != archive.Damaged {
		t.Errorf("rebuilt over a broken acknowledged line: %v", err)
	}
	a := openOnly(t, dir, Options{Reserve: -1})
	if archive.CodeOf(a.ReadOnly()) != archive.Damaged {
		t.Errorf("the rebuild has made a torn write of damage: %v", a.ReadOnly())
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
}
