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

// backUp makes a backup and fails the test if it has faults.
func backUp(t *testing.T, a *Archive, dst string) Report {
	t.Helper()
	r, err := a.Backup(context.Background(), dst)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestABackupOfARunningArchiveIsRestoredAsItWas(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"folder", "file.tar"} {
		t.Run(name, func(t *testing.T) {
			a := open(t, t.TempDir())
			a.journal.limit = 8 << 10
			dst := filepath.Join(t.TempDir(), name)
			stop, done := make(chan struct{}), make(chan error, 1)
			saved := make(chan string, 10_000)
			go func() {
				for n := 0; ; n++ {
					select {
					case <-stop:
						done <- nil
						return
					default:
					}
					id := fmt.Sprint("d", n)
					if err := receive(a, id); err != nil {
						done <- err
						return
					}
					if n == 40 {
						saved <- id
					}
				}
			}()
			for range 4 {
				<-saved // then once for each backup that ended
				r := backUp(t, a, dst)
				if r.Head.Seq < 41 || len(r.Faults) != 0 {
					t.Errorf("%+v", r)
				}
				saved <- "again"
			}
			close(stop)
			if err := <-done; err != nil {
				t.Fatal(err)
			}
			if err := a.RecordAccess(context.Background(), viewer(0), archive.DidAccess, archive.DocumentRecord, "d1", "x"); err != nil {
				t.Fatal(err)
			}
			last := backUp(t, a, dst)
			to := filepath.Join(t.TempDir(), "restored")
			r, err := Restore(context.Background(), dst, to)
			if err != nil {
				t.Fatal(err)
			}
			if r.Head.Seq != last.Head.Seq+1 || r.Blobs != last.Blobs || !strings.HasPrefix(r.Origin, a.origin.ID+".2-") {
				t.Errorf("%+v\nbacked up %+v", r, last)
			}
			b := open(t, to)
			if b.Origin() != r.Origin {
				t.Error(b.Origin(), r.Origin)
			}
			if digest(t, b) != digest(t, a) {
				t.Error("the restored view differs")
			}
			if err := receive(b, "after"); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestALaterBackupCopiesOnlyWhatIsNew(t *testing.T) {
	dir := rotated(t)
	a := open(t, dir)
	dst := filepath.Join(t.TempDir(), "backup")
	backUp(t, a, dst)
	before := map[string]os.FileInfo{}
	b := &Blobs{dir: filepath.Join(dst, "blobs")}
	err := b.each(context.Background(), func(sum, path string, _ int64) (err error) {
		before[sum], err = os.Stat(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := receive(a, "new"); err != nil {
		t.Fatal(err)
	}
	backUp(t, a, dst)
	n := 0
	err = b.each(context.Background(), func(sum, path string, _ int64) error {
		n++
		info, err := os.Stat(path)
		if was := before[sum]; err == nil && was != nil && !os.SameFile(info, was) {
			t.Errorf("%s was copied again", sum)
		}
		return err
	})
	if err != nil || n != len(before)+1 {
		t.Errorf("%d blobs after %d, %v", n, len(before), err)
	}
}

func TestADamagedBackupIsMendedByTheNextAndRefusedByRestore(t *testing.T) {
	a := openOnly(t, t.TempDir(), Options{Reserve: -1})
	defer clean(t, a)
	for i := range 4 {
		if err := receive(a, fmt.Sprint("d", i)); err != nil {
			t.Fatal(err)
		}
	}
	dst := filepath.Join(t.TempDir(), "backup")
	backUp(t, a, dst)
	sum := archive.SumOf([]byte("the bytes of d2"))
	harms := map[string]func(){
		"blob":    func() { write(t, filepath.Join(dst, "blobs", sum[:2], sum), []byte("the bytes of dX")) },
		"journal": func() { flip(t, segmentPath(journalDir(dst), 1), 700) },
		"end":     func() { truncate(t, segmentPath(journalDir(dst), 1)) },
	}
	for name, harm := range harms {
		harm()
		to := filepath.Join(t.TempDir(), "to")
		if _, err := Restore(context.Background(), dst, to); archive.CodeOf(err) != archive.Damaged {
			t.Errorf("%s: restored: %v", name, err)
		}
		if _, err := os.Stat(to); !os.IsNotExist(err) {
			t.Errorf("%s: something was restored: %v", name, err)
		}
		backUp(t, a, dst)
		if _, err := Restore(context.Background(), dst, to); err != nil {
			t.Errorf("%s: not mended: %v", name, err)
		}
	}
}

func flip(t *testing.T, path string, at int) {
	raw := read(t, path)
	raw[at] ^= 1
	write(t, path, raw)
}

func truncate(t *testing.T, path string) {
	raw := read(t, path)
	write(t, path, raw[:bytes.LastIndexByte(raw[:len(raw)-1], '\n')+1])
}

func TestADamagedFileBackupIsRefused(t *testing.T) {
	a := open(t, t.TempDir())
	for i := range 4 {
		if err := receive(a, fmt.Sprint("d", i)); err != nil {
			t.Fatal(err)
		}
	}
	dst := filepath.Join(t.TempDir(), "b.tar")
	backUp(t, a, dst)
	raw := read(t, dst)
	for _, harm := range []func([]byte) []byte{
		func(b []byte) []byte {
			return bytes.Replace(b, []byte("the bytes of d2"), []byte("the bytes of dX"), 1)
		},
		func(b []byte) []byte { return bytes.Replace(b, []byte("Permohonan"), []byte("Permohonam"), 1) },
		func(b []byte) []byte { return b[:len(b)/2] },
		func(b []byte) []byte { return bytes.Replace(b, []byte("journal/0"), []byte("journal/../0"), 1) },
	} {
		write(t, dst, harm(bytes.Clone(raw)))
		if _, err := Restore(context.Background(), dst, filepath.Join(t.TempDir(), "to")); archive.CodeOf(err) != archive.Damaged {
			t.Errorf("%v", err)
		}
	}
}

func TestADamagedBlobOfTheArchiveIsToldByItsBackup(t *testing.T) {
	dir, _ := filled(t, 3)
	a := openOnly(t, dir, Options{Reserve: -1})
	defer a.Close()
	sum := archive.SumOf([]byte("the bytes of d1"))
	write(t, filepath.Join(dir, "blobs", sum[:2], sum), []byte("rotten"))
	for _, name := range []string{"folder", "b.tar"} {
		r, err := a.Backup(context.Background(), filepath.Join(t.TempDir(), name))
		if archive.CodeOf(err) != archive.Damaged || len(r.Faults) == 0 || r.Faults[0].Code != "blob-damaged" || r.Blobs != 2 {
			t.Errorf("%s: %v %+v", name, err, r)
		}
	}
}

// An archive restored from an old backup gives its numbers out again. A newer
// backup must not be overwritten with that.
func TestABackupNewerThanARestoredArchiveIsNotOverwritten(t *testing.T) {
	a := open(t, t.TempDir())
	old, newer := filepath.Join(t.TempDir(), "old"), filepath.Join(t.TempDir(), "newer")
	if err := receive(a, "d1"); err != nil {
		t.Fatal(err)
	}
	backUp(t, a, old)
	for _, id := range []string{"d2", "d3"} {
		if err := receive(a, id); err != nil {
			t.Fatal(err)
		}
	}
	backUp(t, a, newer)
	to := filepath.Join(t.TempDir(), "restored")
	if _, err := Restore(context.Background(), old, to); err != nil {
		t.Fatal(err)
	}
	b := open(t, to)
	for i := range 3 { // first the backup is ahead, then it is another history
		if _, err := b.Backup(context.Background(), newer); archive.CodeOf(err) != archive.Conflict {
			t.Errorf("with %d acts of its own: %v", i, err)
		}
		if err := receive(b, fmt.Sprint("other", i)); err != nil {
			t.Fatal(err)
		}
	}
	backUp(t, b, old) // this one it goes on from
	again := filepath.Join(t.TempDir(), "again")
	r, err := Restore(context.Background(), newer, again)
	if err != nil || r.Origin == b.Origin() {
		t.Errorf("two restores share the origin %s, %v", r.Origin, err)
	}
}

func TestBackupAndRestoreKeepOffWhatIsNotTheirs(t *testing.T) {
	dir, _ := filled(t, 1)
	a := open(t, dir)
	ctx, full := context.Background(), t.TempDir()
	write(t, filepath.Join(full, "letter.txt"), []byte("x"))
	write(t, filepath.Join(full, "photo.jpg"), []byte("x"))
	if _, err := a.Backup(ctx, full); archive.CodeOf(err) != archive.Invalid {
		t.Errorf("backup over something else: %v", err)
	}
	if _, err := a.Backup(ctx, filepath.Join(dir, "backup")); archive.CodeOf(err) != archive.Invalid {
		t.Errorf("backup into the archive: %v", err)
	}
	if _, err := Restore(ctx, full, t.TempDir()); archive.CodeOf(err) != archive.Invalid {
		t.Errorf("restore of something else: %v", err)
	}
	dst := filepath.Join(t.TempDir(), "b")
	backUp(t, a, dst)
	if _, err := Restore(ctx, dst, full); archive.CodeOf(err) != archive.Invalid {
		t.Errorf("restore over something else: %v", err)
	}
	if _, err := Restore(ctx, dst, t.TempDir()); err != nil {
		t.Errorf("restore into an empty folder: %v", err)
	}
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := Restore(stopped, dst, filepath.Join(t.TempDir(), "x")); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
