package storage

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
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
// one meanwhile. Faults in the result are an error with code Damaged; what
// could be copied has been copied.
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
		return r, fmt.Errorf("back up to %s: %w", dst, err)
	}
	r.Faults = append(c.faults, r.Faults...)
	return r, faulty(r)
}

// faulty makes an error of the first fault of a report.
func faulty(r Report) error {
	if len(r.Faults) == 0 {
		return nil
	}
	f := r.Faults[0]
	return damaged(fmt.Sprintf("%s: %s (%d faults)", f.Where, f.What, len(r.Faults)), nil)
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

func (c *copying) toFolder(ctx context.Context, dst string) (Report, error) {
	if err := makeFolder(dst); err != nil {
		return Report{}, err
	}
	lock, err := lockFolder(dst)
	if err != nil {
		return Report{}, err
	}
	err = c.fill(ctx, dst)
	if err = errors.Join(err, lock.Close()); err != nil {
		return Report{}, err
	}
	return Verify(ctx, dst, VerifyOptions{Head: &c.manifest.Head, Progress: c.archive.progress})
}

func (c *copying) fill(ctx context.Context, dst string) error {
	if err := c.continues(dst); err != nil {
		return err
	}
	if err := writeOrigin(dst, c.manifest.Origin); err != nil {
		return err
	}
	for _, part := range []struct {
		dir  func(string) string
		head Head
	}{{journalDir, c.manifest.Head}, {accessDir, c.manifest.Access}} {
		segs, err := upTo(part.dir(c.archive.dir), part.head)
		if err != nil {
			return err
		}
		if err := copySegments(ctx, segs, part.dir(dst)); err != nil {
			return err
		}
	}
	if err := c.copyBlobs(ctx, filepath.Join(dst, "blobs")); err != nil {
		return err
	}
	raw, err := json.Marshal(c.manifest)
	if err != nil {
		return fmt.Errorf("write manifest: %w", err)
	}
	return writeFile(filepath.Join(dst, manifestName), append(raw, '\n'))
}

// continues checks that a folder is empty or an earlier backup of this archive.
func (c *copying) continues(dst string) error {
	entries, err := os.ReadDir(dst)
	if err != nil {
		return fmt.Errorf("look at the backup: %w", err)
	}
	if len(entries) <= 1 { // the lock
		return nil
	}
	o, err := readOrigin(dst)
	if err != nil || o.ID != c.manifest.Origin.ID {
		return errors.Join(invalid("", "Folder tujuan berisi hal lain, bukan cadangan arsip ini. Pilih folder kosong.", "The destination holds something else, not a backup of this archive. Choose an empty folder."), err)
	}
	m, err := readManifest(dst)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // the first backup was cut short
	}
	if err != nil {
		return err
	}
	segs, err := segments(journalDir(c.archive.dir))
	if err != nil {
		return err
	}
	err = confirm(segs, m.Head)
	if errors.Is(err, errAhead) || errors.Is(err, errOther) {
		e := archive.Fail(archive.Conflict,
			fmt.Sprintf("Cadangan ini (sampai catatan %d) memuat riwayat yang tidak ada di arsip: arsip pernah dipulihkan dari cadangan yang lebih lama. Simpan cadangan ini dan pilih folder lain.", m.Head.Seq),
			fmt.Sprintf("This backup (up to act %d) holds a history that the archive does not: the archive was restored from an older backup. Keep this backup and choose another folder.", m.Head.Seq))
		e.Err = err
		return e
	}
	return err
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

// upTo lists the segments of a journal up to and with an act.
func upTo(dir string, head Head) ([]segment, error) {
	segs, err := segments(dir)
	if err != nil || head.Seq == 0 {
		return nil, err
	}
	end, err := findAfter(segs, head.Seq)
	if err != nil {
		return nil, err
	}
	segs = segs[:end.index+1]
	segs[end.index].size = end.offset
	return segs, nil
}

func copySegments(ctx context.Context, segs []segment, dst string) error {
	if err := makeFolder(dst); err != nil {
		return err
	}
	for i, s := range segs {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := copySegment(s, segmentPath(dst, s.number), i < len(segs)-1); err != nil {
			return err
		}
	}
	return syncFolder(dst)
}

// copySegment makes a copy equal to the segment. What the copy has already is
// compared, not trusted.
func copySegment(s segment, dst string, closed bool) error {
	from, err := os.Open(s.path)
	if err != nil {
		return fmt.Errorf("copy segment: %w", err)
	}
	defer from.Close() // only read
	if err := os.Chmod(dst, 0o600); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("copy segment: %w", err)
	}
	to, err := os.OpenFile(dst, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("copy segment: %w", err)
	}
	same, err := commonStart(io.NewSectionReader(from, 0, s.size), to)
	if err == nil {
		_, err = to.Seek(same, io.SeekStart)
	}
	if err == nil {
		_, err = io.Copy(to, io.NewSectionReader(from, same, s.size-same))
	}
	if err == nil {
		err = to.Truncate(s.size)
	}
	if err == nil && closed {
		err = to.Chmod(0o400)
	}
	if err = errors.Join(err, to.Sync(), to.Close()); err != nil {
		return fmt.Errorf("copy segment %s: %w", s.name(), err)
	}
	return nil
}

// commonStart returns how far two files are the same, in whole blocks.
func commonStart(a, b io.Reader) (int64, error) {
	const block = 64 << 10
	x, y := make([]byte, block), make([]byte, block)
	var same int64
	for {
		n, err := io.ReadFull(a, x)
		m, err2 := io.ReadFull(b, y)
		if n == 0 || m == 0 || !bytes.Equal(x[:min(n, m)], y[:min(n, m)]) {
			return same, nil
		}
		same += int64(min(n, m))
		if ended(err) || ended(err2) {
			return same, nil
		}
		if err = errors.Join(err, err2); err != nil {
			return 0, err
		}
	}
}

func ended(err error) bool { return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) }

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
	c.faults = append(c.faults, Fault{"blob-damaged", "blobs/" + sum[:2] + "/" + sum, "the archive's own file does not fit its name and was not copied", doBlob})
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
