package storage

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lintas/archive"
)

// filled makes a closed archive with n letters and returns its last segment.
func filled(t *testing.T, n int) (dir, segment string) {
	t.Helper()
	dir = t.TempDir()
	a := openOnly(t, dir, Options{Reserve: -1})
	for i := range n {
		if err := receive(a, fmt.Sprint("d", i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	return dir, segmentPath(journalDir(dir), 1)
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func write(t *testing.T, path string, raw []byte) {
	t.Helper()
	if err := os.Chmod(path, 0o600); err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestLinesAreWhatJSONWouldWrite(t *testing.T) {
	body := json.RawMessage(`{"subject":"a \u0026 b \"changes\":[]"}`)
	acts := []archive.Act{
		{By: `"changes":[]`, Did: "x<y>&\u2028", At: time.Unix(1, 0).UTC(), Changes: []archive.Change{{Kind: "document", ID: "a", Body: body, Sum: archive.SumOf(body)}, {Kind: "case", ID: "b"}}},
		{Changes: []archive.Change{}},
	}
	for _, act := range acts {
		want, err := json.Marshal(act)
		if err != nil {
			t.Fatal(err)
		}
		got, err := appendAct(nil, act)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s\nwant %s\n%v", got, want, err)
		}
	}
}

// A write that was cut short leaves any part of its lines. Whatever the length,
// the archive opens, keeps the acts before, and says what it cut off.
func TestATornLineOfAnyLengthIsCutOffAndKeptAside(t *testing.T) {
	t.Parallel()
	dir, path := filled(t, 3)
	whole := read(t, path)
	torn := bytes.Replace(whole[bytes.LastIndexByte(whole[:len(whole)-1], '\n')+1:], []byte(`{"seq":3`), []byte(`{"seq":4`), 1)
	for n := 1; n <= len(torn); n++ {
		write(t, path, append(bytes.Clone(whole), torn[:n]...))
		segs, err := segments(journalDir(dir))
		if err != nil {
			t.Fatal(err)
		}
		rp := &replay{segs: segs, durable: 3, each: func(archive.Act, int) error { return nil }}
		if err := rp.run(context.Background(), Head{}); err != nil || rp.head.Seq != 3 {
			t.Fatalf("cut at %d: head %d, %v", n, rp.head.Seq, err)
		}
		if isWhole := n == len(torn); isWhole != (rp.torn == nil) || isWhole != (rp.fault != nil) {
			t.Fatalf("cut at %d of %d: torn at %v, %v", n, len(torn), rp.torn, rp.fault)
		}
	}
	// One archive takes many lengths in turn: each open must leave it as it was.
	for n := 1; n < len(torn); n += 1 + n/6 {
		write(t, path, append(bytes.Clone(whole), torn[:n]...))
		a := openOnly(t, dir, Options{Reserve: -1})
		if seq, _ := a.Head(); seq != 3 || a.ReadOnly() != nil {
			t.Fatalf("cut at %d: head %d, %v", n, seq, a.ReadOnly())
		}
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
		kept, err := filepath.Glob(filepath.Join(journalDir(dir), "cut-*.bin"))
		if err != nil || len(kept) != 1 || !bytes.Equal(read(t, kept[0]), torn[:n]) {
			t.Fatalf("cut at %d: kept %v, %v", n, kept, err)
		}
		if err := os.Remove(kept[0]); err != nil {
			t.Fatal(err)
		}
	}
	open(t, dir)
}

// When power fails, a file may have its new length and old, empty pages, in any
// part of the last write.
func TestATornWriteOfSeveralLinesIsCutOffAtItsFirstBrokenLine(t *testing.T) {
	dir, path := filled(t, 3)
	a := openOnly(t, dir, Options{Reserve: -1})
	head := a.head
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	var raw []byte
	for i := range 4 {
		act := archive.Act{Changes: []archive.Change{}, Did: fmt.Sprint("lost ", i), At: time.Unix(1, 0).UTC(), Origin: a.Origin()}
		var err error
		if raw, err = seal(&act, head, raw); err != nil {
			t.Fatal(err)
		}
		head = Head{act.Seq, act.Hash}
	}
	second := bytes.IndexByte(raw, '\n') + 1
	copy(raw[second+20:], make([]byte, 250)) // the second line and the end of it: lines run together
	write(t, path, append(read(t, path), raw...))
	b := open(t, dir)
	if seq, _ := b.Head(); seq != 4 || b.ReadOnly() != nil {
		t.Fatalf("head %d, %v", seq, b.ReadOnly())
	}
}

func TestADamagedLineIsNamedAndTheArchiveIsReadOnly(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		harm func(lines [][]byte) [][]byte
	}{
		{"a flipped letter", func(l [][]byte) [][]byte {
			l[1] = bytes.Replace(l[1], []byte("Permohonan"), []byte("Permohonam"), 1)
			return l
		}},
		{"broken JSON", func(l [][]byte) [][]byte { l[1][5] ^= 1; return l }},
		{"NUL bytes", func(l [][]byte) [][]byte { copy(l[1][50:], make([]byte, 100)); return l }},
		{"a line taken out", func(l [][]byte) [][]byte { return append(l[:1], l[2:]...) }},
		{"two lines run together", func(l [][]byte) [][]byte { l[1][len(l[1])-1] = 'x'; return l }},
		{"the last, acknowledged line broken", func(l [][]byte) [][]byte { l[4][9] = 0; return l }},
		{"the last, acknowledged line without its end", func(l [][]byte) [][]byte { l[4] = l[4][:len(l[4])-9]; return l }},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir, path := filled(t, 5)
			lines := bytes.SplitAfter(bytes.Clone(read(t, path)), []byte("\n"))
			good := read(t, path)
			write(t, path, bytes.Join(c.harm(lines), nil))
			r, err := Verify(context.Background(), dir, VerifyOptions{})
			if err != nil || len(r.Faults) == 0 || !strings.HasPrefix(r.Faults[0].Code, "journal") || !strings.Contains(r.Faults[0].Where, "00000001.jsonl line") {
				t.Fatalf("%+v %v", r.Faults, err)
			}
			if err := os.RemoveAll(recordsDir(dir)); err != nil && strings.HasPrefix(c.name, "the last") {
				t.Fatal(err)
			}
			if strings.HasPrefix(c.name, "the last") {
				return // without the view nothing tells it from a torn write
			}
			a := openOnly(t, dir, Options{Reserve: -1})
			if archive.CodeOf(a.ReadOnly()) != archive.Damaged {
				t.Errorf("read-only because of: %v", a.ReadOnly())
			}
			if err := receive(a, "new"); archive.CodeOf(err) != archive.Damaged {
				t.Errorf("an act on a damaged journal: %v", err)
			}
			if _, err := a.Read(archive.System()).Document("d4"); err != nil {
				t.Errorf("what stands after the damage cannot be read: %v", err)
			}
			if err := a.Close(); err != nil {
				t.Fatal(err)
			}
			write(t, path, good) // as from a backup
			open(t, dir)
		})
	}
}

func TestABrokenLastLineThatTheViewHasSeenIsDamageNotATornWrite(t *testing.T) {
	dir, path := filled(t, 5)
	raw := read(t, path)
	write(t, path, raw[:len(raw)-9])
	a := openOnly(t, dir, Options{Reserve: -1})
	if archive.CodeOf(a.ReadOnly()) != archive.Damaged {
		t.Errorf("read-only because of: %v", a.ReadOnly())
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	write(t, path, raw)
	open(t, dir)
}

func TestAMissingSegmentIsDamage(t *testing.T) {
	dir := rotated(t)
	path := segmentPath(journalDir(dir), 2)
	raw := read(t, path)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	a := openOnly(t, dir, Options{Reserve: -1})
	if archive.CodeOf(a.ReadOnly()) != archive.Damaged {
		t.Errorf("read-only because of: %v", a.ReadOnly())
	}
	if _, err := a.Read(archive.System()).Document("d29"); err != nil {
		t.Error(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	write(t, path, raw)
	open(t, dir)
}

// rotated makes a closed archive of 30 letters in small segments.
func rotated(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	a := openOnly(t, dir, Options{Reserve: -1})
	a.journal.limit = 8 << 10
	for i := range 30 {
		if err := receive(a, fmt.Sprint("d", i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestClosedSegmentsAreReadOnlyAndActsAreFoundInAllOfThem(t *testing.T) {
	dir := rotated(t)
	segs, err := segments(journalDir(dir))
	if err != nil || len(segs) < 4 {
		t.Fatal(segs, err)
	}
	for _, s := range segs[:len(segs)-1] {
		if info, err := os.Stat(s.path); err != nil || info.Mode().Perm() != 0o400 {
			t.Error(s.name(), info.Mode(), err)
		}
	}
	a := open(t, dir)
	for after := range uint64(31) {
		want := after
		for act, err := range a.Acts(context.Background(), after) {
			if err != nil {
				t.Fatal(err)
			}
			if want++; act.Seq != want {
				t.Fatalf("after %d: act %d, want %d", after, act.Seq, want)
			}
		}
		if want != 30 {
			t.Fatalf("after %d the acts ended at %d", after, want)
		}
	}
}

func TestActsPassOnDamageAndGoOn(t *testing.T) {
	dir, path := filled(t, 5)
	a := openOnly(t, dir, Options{Reserve: -1})
	defer a.Close()
	raw := read(t, path)
	write(t, path, bytes.Replace(raw, []byte("d2.pdf"), []byte("dX.pdf"), 1))
	var seqs []uint64
	var faults int
	for act, err := range a.Acts(context.Background(), 0) {
		if err != nil {
			faults++
			continue
		}
		seqs = append(seqs, act.Seq)
	}
	if faults != 1 || fmt.Sprint(seqs) != "[1 2 4 5]" {
		t.Errorf("%d faults, acts %v", faults, seqs)
	}
}

func TestALostOriginBeginsANewIncarnation(t *testing.T) {
	dir, _ := filled(t, 2)
	before, err := readOrigin(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "origin.json")); err != nil {
		t.Fatal(err)
	}
	a := open(t, dir)
	if a.origin.ID != before.ID || a.origin.Incarnation != 2 {
		t.Errorf("%v became %v", before, a.origin)
	}
}
