package storage

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"lintas/archive"
)

// Restore makes a data folder from a backup, a folder or a .tar file. The target
// must not exist, or be empty. Everything is verified before it gets its name; a
// backup whose chain, sums or files have faults is refused with code Damaged and
// the report says which. Other faults, such as a record that names one that does
// not exist, stood in the archive already: they are in the report. A
// restored archive is a new incarnation, which its first act says: peers and
// later backups notice what was lost since the backup.
func Restore(ctx context.Context, src, dir string) (Report, error) {
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return Report{}, invalid("", "Folder tujuan tidak kosong. Pilih folder kosong atau nama baru.", "The target folder is not empty. Choose an empty folder or a new name.")
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Report{}, fmt.Errorf("restore to %s: %w", dir, err)
	}
	temp := filepath.Clean(dir) + ".restoring"
	if err := os.RemoveAll(temp); err != nil {
		return Report{}, fmt.Errorf("restore to %s: %w", dir, err)
	}
	r, err := restoreTo(ctx, src, temp)
	if err == nil {
		err = takePlace(temp, dir)
	}
	if err != nil {
		return r, fmt.Errorf("restore to %s: %w", dir, errors.Join(err, os.RemoveAll(temp)))
	}
	return r, syncFolder(filepath.Dir(dir))
}

// takePlace gives a folder the name of one that is empty or does not exist.
func takePlace(temp, dir string) error {
	if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.Rename(temp, dir)
}

func restoreTo(ctx context.Context, src, temp string) (Report, error) {
	for _, folder := range []string{temp, journalDir(temp), accessDir(temp)} {
		if err := makeFolder(folder); err != nil {
			return Report{}, err
		}
	}
	blobs, err := openBlobs(filepath.Join(temp, "blobs"), space{reserve: -1}, silent())
	if err != nil {
		return Report{}, err
	}
	info, err := os.Stat(src)
	if err != nil {
		return Report{}, err
	}
	if info.IsDir() {
		err = copyBackup(ctx, src, temp, blobs)
	} else {
		err = extractFile(ctx, src, temp, blobs)
	}
	if err != nil {
		return Report{}, err
	}
	m, err := readManifest(temp)
	if errors.Is(err, fs.ErrNotExist) {
		return Report{}, errors.Join(notBackup(src), err)
	}
	if err != nil {
		return Report{}, err
	}
	r, err := Verify(ctx, temp, VerifyOptions{Head: &m.Head})
	if err = errors.Join(err, faulty(r)); err != nil {
		return r, err
	}
	if r.Head != m.Head {
		return r, damaged("the backup's journal goes on after its manifest", nil)
	}
	r.Head, r.Origin, err = newLife(temp, m)
	r.Acts++
	return r, err
}

func notBackup(src string) error {
	return invalid("", fmt.Sprintf("%s bukan cadangan Lintas.", src), fmt.Sprintf("%s is not a backup of Lintas.", src))
}

func extractFile(ctx context.Context, src, temp string, blobs *Blobs) error {
	f, err := os.Open(src)
	if err != nil {
		return err
	}
	defer f.Close() // only read
	err = extract(ctx, f, temp, blobs)
	for _, folder := range []string{journalDir(temp), accessDir(temp), temp} {
		err = errors.Join(err, syncFolder(folder))
	}
	return err
}

func copyBackup(ctx context.Context, src, temp string, blobs *Blobs) error {
	m, err := readManifest(src)
	if errors.Is(err, fs.ErrNotExist) {
		return errors.Join(notBackup(src), err)
	}
	if err != nil {
		return err
	}
	acts, err := upTo(journalDir(src), m.Head) // more is there if a later backup was cut short
	if err != nil {
		return err
	}
	accesses, err := segments(accessDir(src))
	if err != nil {
		return err
	}
	err = errors.Join(copySegments(ctx, acts, journalDir(temp)), copySegments(ctx, accesses, accessDir(temp)))
	if err != nil {
		return err
	}
	for _, name := range []string{manifestName, "origin.json"} {
		raw, err := os.ReadFile(filepath.Join(src, name))
		if errors.Is(err, fs.ErrNotExist) {
			return errors.Join(notBackup(src), err)
		}
		if err != nil {
			return err
		}
		if err := writeFile(filepath.Join(temp, name), raw); err != nil {
			return err
		}
	}
	from := &Blobs{dir: filepath.Join(src, "blobs")}
	return from.each(ctx, func(sum, path string, size int64) error {
		if sum == "" {
			return nil
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close() // only read
		err = blobs.putAs(ctx, f, sum)
		if archive.CodeOf(err) == archive.Damaged {
			return nil // missing then, which the verification names
		}
		return err
	})
}

// newLife begins the next incarnation with an act that says so.
func newLife(dir string, m manifest) (Head, string, error) {
	o := m.Origin.next()
	j, err := openJournal(journalDir(dir), segmentSize)
	if err != nil {
		return Head{}, "", err
	}
	act := archive.Act{At: time.Now().UTC().Truncate(time.Microsecond), Origin: o.String(), By: archive.ByLocal, Did: archive.DidRestore, Changes: []archive.Change{}}
	raw, err := seal(&act, m.Head, nil)
	if err == nil {
		err = errors.Join(j.append(raw), j.sync())
	}
	err = errors.Join(err, j.close(), os.Remove(filepath.Join(dir, manifestName)), writeOrigin(dir, o))
	if lock := os.Remove(filepath.Join(dir, "lock")); !errors.Is(lock, fs.ErrNotExist) {
		err = errors.Join(err, lock)
	}
	return Head{act.Seq, act.Hash}, o.String(), err
}
