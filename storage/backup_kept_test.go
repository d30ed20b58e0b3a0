package storage

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lintas/archive"
)

// contents is every file below a folder but its lock, by name.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || e.Name() == "lock" {
			return err
		}
		found[path] = string(read(t, path))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// rot is damage to an archive that has been backed up.
type rot struct {
	name string
	harm func(t *testing.T, dir string)
}

func rots() []rot {
	segment := func(dir string, n int) string { return segmentPath(journalDir(dir), n) }
	last := func(t *testing.T, dir string) string {
		segs, err := segments(journalDir(dir))
		if err != nil {
			t.Fatal(err)
		}
		return segs[len(segs)-1].path
	}
	return []rot{
		{"a byte of an old segment", func(t *testing.T, dir string) { flip(t, segment(dir, 1), 700) }},
		{"an old segment is gone", func(t *testing.T, dir string) {
			if err := os.Remove(segment(dir, 2)); err != nil {
				t.Fatal(err)
			}
		}},
		{"an old segment is empty", func(t *testing.T, dir string) { write(t, segment(dir, 2), nil) }},
		{"a byte of what is new", func(t *testing.T, dir string) {
			path := last(t, dir)
			flip(t, path, len(read(t, path))-300)
		}},
		{"the last line is gone", func(t *testing.T, dir string) { truncate(t, last(t, dir)) }},
		{"a byte of the access log", func(t *testing.T, dir string) { flip(t, segmentPath(accessDir(dir), 1), 30) }},
	}
}

func TestABackupStaysGoodWhenTheArchiveHasRotted(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"folder", "file.tar"} {
		for _, r := range rots() {
			t.Run(name+", "+r.name, func(t *testing.T) {
				ctx, dir := context.Background(), rotated(t)
				a := openOnly(t, dir, Options{Reserve: -1})
				if err := a.RecordAccess(ctx, viewer(0), archive.DidAccess, archive.DocumentRecord, "d1", "x"); err != nil {
					t.Fatal(err)
				}
				clean(t, a)
				a = openOnly(t, dir, Options{Reserve: -1})
				root := t.TempDir()
				dst := filepath.Join(root, name)
				good := backUp(t, a, dst)
				before := contents(t, root)
				if err := receive(a, "new"); err != nil {
					t.Fatal(err)
				}
				r.harm(t, dir)
				_, err := a.Backup(ctx, dst)
				var e *archive.Error
				if !errors.As(err, &e) || e.Code != archive.Damaged || !strings.Contains(e.Text.EN, "was kept as it was") || !strings.Contains(e.Text.EN, "(up to act 30)") {
					t.Errorf("%v", err)
				}
				after := contents(t, root)
				for path, was := range before {
					if after[path] != was {
						t.Errorf("%s is not what it was", path)
					}
				}
				for path := range after {
					if _, ok := before[path]; !ok {
						t.Errorf("%s has been left", path)
					}
				}
				if err := a.Close(); err != nil {
					t.Fatal(err)
				}
				restored, err := Restore(ctx, dst, filepath.Join(t.TempDir(), "restored"))
				if err != nil || restored.Head.Seq != good.Head.Seq+1 {
					t.Errorf("%+v %v", restored, err)
				}
			})
		}
	}
}

// A file that rots before it was ever copied does not take the older state along.
func TestABackupCanBeRestoredUpToItsActWhenANewFileHasRotted(t *testing.T) {
	ctx := context.Background()
	a := openOnly(t, t.TempDir(), Options{Reserve: -1})
	if err := receive(a, "d1"); err != nil {
		t.Fatal(err)
	}
	dst := filepath.Join(t.TempDir(), "backup")
	backUp(t, a, dst)
	if err := receive(a, "d2"); err != nil {
		t.Fatal(err)
	}
	path := a.Blobs().Path(archive.SumOf([]byte("the bytes of d2")))
	raw := read(t, path)
	write(t, path, []byte("rotten"))
	for range 2 {
		if r, err := a.Backup(ctx, dst); archive.CodeOf(err) != archive.Damaged || len(r.Faults) == 0 {
			t.Errorf("%+v %v", r, err)
		}
		r, err := Restore(ctx, dst, filepath.Join(t.TempDir(), "restored"))
		if err != nil || r.Head.Seq != 2 { // one act and the restore's
			t.Errorf("%+v %v", r, err)
		}
	}
	write(t, path, raw)
	backUp(t, a, dst)
	if r, err := Restore(ctx, dst, filepath.Join(t.TempDir(), "restored")); err != nil || r.Head.Seq != 3 {
		t.Errorf("%+v %v", r, err)
	}
	clean(t, a)
}

func TestABackupThatWasCutShortIsStillTheOneBefore(t *testing.T) {
	a := open(t, t.TempDir())
	if err := receive(a, "d1"); err != nil {
		t.Fatal(err)
	}
	dst := filepath.Join(t.TempDir(), "backup")
	backUp(t, a, dst)
	manifest := read(t, filepath.Join(dst, manifestName))
	if err := receive(a, "d2"); err != nil {
		t.Fatal(err)
	}
	backUp(t, a, dst)
	write(t, filepath.Join(dst, manifestName), manifest) // it is the last to be written
	write(t, segmentPath(journalDir(dst), 2)+aside, []byte("half"))
	r, err := Restore(context.Background(), dst, filepath.Join(t.TempDir(), "restored"))
	if err != nil || r.Head.Seq != 2 {
		t.Errorf("%+v %v", r, err)
	}
	backUp(t, a, dst)
	if r, err := Restore(context.Background(), dst, filepath.Join(t.TempDir(), "again")); err != nil || r.Head.Seq != 3 {
		t.Errorf("%+v %v", r, err)
	}
}

func TestWhatCanBeSavedOfADamagedArchiveIsCopiedIntoAnEmptyFolder(t *testing.T) {
	dir := rotated(t)
	a := openOnly(t, dir, Options{Reserve: -1})
	defer a.Close()
	flip(t, segmentPath(journalDir(dir), 1), 700)
	dst := filepath.Join(t.TempDir(), "saved")
	r, err := a.Backup(context.Background(), dst)
	if archive.CodeOf(err) != archive.Damaged || len(r.Faults) == 0 || r.Head.Seq != 30 {
		t.Errorf("%+v %v", r, err)
	}
	if !bytes.Equal(read(t, segmentPath(journalDir(dst), 2)), read(t, segmentPath(journalDir(dir), 2))) {
		t.Error("a good segment was not copied")
	}
	if _, err := a.Backup(context.Background(), dst+".tar"); archive.CodeOf(err) != archive.Damaged {
		t.Error(err)
	}
	if left, err := filepath.Glob(dst + ".tar*"); err != nil || len(left) != 0 {
		t.Errorf("a file with faults has got a name: %v %v", left, err)
	}
}

// A record may name what does not exist; that is no reason to lose all others.
func TestRecordsThatNameWhatDoesNotExistAreBackedUpAndRestored(t *testing.T) {
	ctx := context.Background()
	a := openOnly(t, t.TempDir(), Options{Reserve: -1})
	defer a.Close()
	put(t, a, &archive.Deadline{Head: archive.Head{ID: "t"}, What: "x", Case: "nowhere", Rule: archive.Rule{Kind: archive.NoTime}})
	for _, name := range []string{"folder", "b.tar"} {
		dst := filepath.Join(t.TempDir(), name)
		for range 2 {
			if r := backUp(t, a, dst); len(r.Faults) != 1 || r.Faults[0].Code != "reference" {
				t.Errorf("%s: %+v", name, r.Faults)
			}
		}
		to := filepath.Join(t.TempDir(), "restored")
		r, err := Restore(ctx, dst, to)
		if err != nil || len(r.Faults) != 1 || r.Faults[0].Code != "reference" {
			t.Fatalf("%s: %+v %v", name, r.Faults, err)
		}
		b := openOnly(t, to, Options{Reserve: -1})
		if d, err := b.Read(archive.System()).Deadline("t"); err != nil || d.Case != "nowhere" {
			t.Errorf("%s: %v", name, err)
		}
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
