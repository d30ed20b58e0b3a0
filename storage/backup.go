package storage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"lintas/archive"
)

// manifest is head.json of a backup: what it must hold. Backups, reports and
// peers carry the head because a chain cannot tell that its end is missing.
type manifest struct {
	Version int       `json:"version"`
	Origin  origin    `json:"origin"`
	Head    Head      `json:"head"`
	Access  Head      `json:"access"`
	At      time.Time `json:"at"`
}

const (
	manifestName    = "head.json"
	manifestVersion = 1
)

// Backup copies the archive while it runs, to a folder or, if dst ends in .tar,
// to one file. A folder that holds an earlier backup of the same archive gets
// what is new: the journal's tail and new blobs. The whole backup is then
// verified, blob by blob. A backup that reaches further than the archive, or
// follows another history, is refused: the archive was restored from an older
// one meanwhile.
//
// Damage to a journal or a blob is an error with code Damaged. An earlier backup
// at dst then stays as good as it was: it can be restored up to its own act. Only
// a folder that held none gets what could be copied. Records that name what does
// not exist are told in the report and are no error: a backup holds what the
// archive holds.
func (a *Archive) Backup(ctx context.Context, dst string) (Report, error) {
	if inside(a.dir, dst) {
		return Report{}, invalid("", "Cadangan tidak boleh di dalam folder arsip itu sendiri.", "A backup cannot be inside the archive's own folder.")
	}
	seq, hash := a.Head()
	a.access.mu.Lock()
	access := a.access.written
	a.access.mu.Unlock()
	c := &copying{archive: a, manifest: manifest{manifestVersion, a.origin, Head{seq, hash}, access, a.now().UTC().Truncate(time.Second)}}
	var r Report
	var err error
	if strings.HasSuffix(dst, ".tar") {
		r, err = c.toFile(ctx, dst)
	} else {
		r, err = c.toFolder(ctx, dst)
	}
	if err != nil {
		err = fmt.Errorf("back up to %s: %w", dst, err)
	} else {
		err = faulty(r, c.faults...)
	}
	r.Faults = append(c.faults, r.Faults...)
	return r, err
}

// faulty makes an error of the first fault that takes something away: in a chain,
// a sum or a file. The others a restore can bring back as they were.
func faulty(r Report, more ...Fault) error {
	for _, f := range slices.Concat(more, r.Faults) {
		part, _, _ := strings.Cut(f.Code, "-")
		if part == "journal" || part == "access" || part == "blob" {
			return damaged(fmt.Sprintf("%s: %s (%d faults)", f.Where, f.What.EN, len(more)+len(r.Faults)), nil)
		}
	}
	return nil
}

// kept is why a backup that was good has not been replaced.
func kept(dst string, seq uint64, cause error) error {
	e := archive.Fail(archive.Damaged,
		fmt.Sprintf("Arsip rusak, jadi cadangan %s (sampai catatan %d) dibiarkan seperti semula. Jalankan `lintas verify` untuk melihat berkas yang rusak, lalu salin berkas itu dari cadangan ini; atau pulihkan seluruhnya dengan `lintas restore`.", dst, seq),
		fmt.Sprintf("The archive is damaged, so the backup %s (up to act %d) was kept as it was. Run `lintas verify` to see which file is damaged and copy that file from this backup; or bring all of it back with `lintas restore`.", dst, seq))
	e.Err = cause
	return e
}

func inside(dir, path string) bool {
	dir, err := filepath.Abs(dir)
	path, err2 := filepath.Abs(path)
	if errors.Join(err, err2) != nil {
		return false
	}
	rel, err := filepath.Rel(dir, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// copying is one backup under way.
type copying struct {
	archive  *Archive
	manifest manifest
	faults   []Fault // of the archive, met while copying
}

// toFolder writes what is new aside, checks the chain, and only then lets it take
// its place: a backup that was good stays good, whatever has happened to the
// archive. The manifest follows when all of it has been verified.
func (c *copying) toFolder(ctx context.Context, dst string) (r Report, err error) {
	if err := makeFolder(dst); err != nil {
		return r, err
	}
	lock, err := lockFolder(dst)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, lock.Close()) }()
	before, err := c.continues(dst)
	if err != nil {
		return r, err
	}
	if err := c.placeJournals(ctx, dst, before); err != nil {
		return r, err
	}
	if err := c.copyBlobs(ctx, filepath.Join(dst, "blobs")); err != nil {
		return r, err
	}
	r, err = newVerifier(dst, VerifyOptions{Head: &c.manifest.Head, Progress: c.archive.progress}).all(ctx)
	if err != nil {
		return r, err
	}
	if whole := faulty(r, c.faults...); whole != nil && before != nil {
		return r, kept(dst, before.Head.Seq, whole)
	}
	if before != nil && c.manifest.Access.Seq == 0 { // this archive could not read its own
		c.manifest.Access = before.Access
	}
	return r, writeManifest(dst, c.manifest)
}

func writeManifest(dir string, m manifest) error {
	raw, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("write manifest: %w", err)
	}
	return writeFile(filepath.Join(dir, manifestName), append(raw, '\n'))
}

// placeJournals copies both journals. A chain that does not check out takes the
// place of nothing: only an empty folder gets what can be saved of it.
func (c *copying) placeJournals(ctx context.Context, dst string, before *manifest) (err error) {
	if before == nil { // so that a copy that is cut short is known as one
		if err := writeOrigin(dst, c.manifest.Origin); err != nil {
			return err
		}
	}
	var all []staged
	defer func() {
		for _, s := range all {
			err = errors.Join(err, s.drop())
		}
	}()
	for _, part := range []struct {
		code string
		dir  func(string) string
		head Head
	}{{"journal", journalDir, c.manifest.Head}, {"access", accessDir, c.manifest.Access}} {
		segs, err := upTo(part.dir(c.archive.dir), part.head)
		if archive.CodeOf(err) == archive.Damaged && before != nil {
			return kept(dst, before.Head.Seq, err)
		}
		if err != nil {
			return err
		}
		s, err := stage(ctx, segs, part.dir(dst))
		all = append(all, s)
		if err != nil {
			return err
		}
		bad, err := s.check(ctx, part.code, part.head)
		if err != nil {
			return err
		}
		if bad := faulty(bad); bad != nil && before != nil {
			return kept(dst, before.Head.Seq, bad)
		}
	}
	if err := writeOrigin(dst, c.manifest.Origin); err != nil {
		return err
	}
	for _, s := range all {
		if err := s.place(); err != nil {
			return err
		}
	}
	return nil
}

// continues checks that a folder is empty or an earlier backup of this archive,
// whose manifest it returns; nil if there is none that was finished.
func (c *copying) continues(dst string) (*manifest, error) {
	entries, err := os.ReadDir(dst)
	if err != nil {
		return nil, fmt.Errorf("look at the backup: %w", err)
	}
	if len(entries) <= 1 { // the lock
		return nil, nil
	}
	o, err := readOrigin(dst)
	if err != nil || o.ID != c.manifest.Origin.ID {
		return nil, errors.Join(invalid("", "Folder tujuan berisi hal lain, bukan cadangan arsip ini. Pilih folder kosong.", "The destination holds something else, not a backup of this archive. Choose an empty folder."), err)
	}
	m, err := readManifest(dst)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil // the first backup was cut short
	}
	if err != nil {
		return nil, err
	}
	segs, err := segments(journalDir(c.archive.dir))
	if err == nil {
		err = confirm(segs, m.Head)
	}
	if errors.Is(err, errAhead) || errors.Is(err, errOther) {
		e := archive.Fail(archive.Conflict,
			fmt.Sprintf("Cadangan ini (sampai catatan %d) memuat riwayat yang tidak ada di arsip: arsip pernah dipulihkan dari cadangan yang lebih lama. Simpan cadangan ini dan pilih folder lain.", m.Head.Seq),
			fmt.Sprintf("This backup (up to act %d) holds a history that the archive does not: the archive was restored from an older backup. Keep this backup and choose another folder.", m.Head.Seq))
		e.Err = err
		return nil, e
	}
	if archive.CodeOf(err) == archive.Damaged {
		return nil, kept(dst, m.Head.Seq, err)
	}
	return &m, err
}

func readManifest(dir string) (manifest, error) {
	raw, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil {
		return manifest{}, fmt.Errorf("read the backup's manifest: %w", err)
	}
	return parseManifest(raw)
}

func parseManifest(raw []byte) (manifest, error) {
	var m manifest
	if err := json.Unmarshal(raw, &m); err != nil {
		return m, damaged("the backup's manifest cannot be read", err)
	}
	if m.Version != manifestVersion {
		return m, damaged(fmt.Sprintf("the backup is of version %d, this program knows %d", m.Version, manifestVersion), nil)
	}
	return m, nil
}

// copyBlobs copies what is not there yet, checking each file's sum on the way.
func (c *copying) copyBlobs(ctx context.Context, dst string) error {
	to, err := openBlobs(dst, space{reserve: -1}, c.archive.log)
	if err != nil {
		return err
	}
	return c.archive.blobs.each(ctx, func(sum, path string, size int64) error {
		if sum == "" {
			return nil
		}
		if info, err := os.Stat(to.Path(sum)); err == nil && info.Size() == size && checkBlob(to.Path(sum), sum) == nil {
			return nil
		}
		from, err := os.Open(path)
		if err != nil {
			return fmt.Errorf("copy blob: %w", err)
		}
		defer from.Close() // only read
		return c.judge(sum, to.putAs(ctx, from, sum))
	})
}

// judge turns a blob of the archive that does not fit its name into a fault.
func (c *copying) judge(sum string, err error) error {
	if archive.CodeOf(err) != archive.Damaged {
		return err
	}
	c.faults = append(c.faults, Fault{"blob-damaged", "blobs/" + sum[:2] + "/" + sum, said("berkas arsip sendiri tidak cocok dengan namanya dan tidak disalin", "the archive's own file does not fit its name and was not copied"), doBlob})
	return nil
}

// putAs keeps what r delivers, if it has the sum it should have.
func (b *Blobs) putAs(ctx context.Context, r io.Reader, sum string) error {
	if !isSum(sum) {
		return damaged("a blob has the name "+sum, nil)
	}
	return b.receive(ctx, r, 0, func(got Blob) error {
		if got.Sum != sum {
			return damaged("blob "+sum, fmt.Errorf("its bytes have the sum %s", got.Sum))
		}
		return nil
	})
}
