package storage

import (
	"archive/tar"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"lintas/archive"
)

// toFile writes a backup as one tar file: manifest and origin first, then the
// journals, then the blobs. Extracted, it is a backup folder. It gets its name
// only when all of it has been verified.
func (c *copying) toFile(ctx context.Context, dst string) (Report, error) {
	temp := dst + ".new"
	f, err := os.OpenFile(temp, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return Report{}, err
	}
	err = c.writeTar(ctx, f)
	if err == nil {
		err = f.Sync()
	}
	var r Report
	if err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err == nil {
		r, err = verifyTar(ctx, f)
	}
	if err == nil {
		err = faulty(r, c.faults...)
	}
	if err = errors.Join(err, f.Close()); err != nil {
		if before, ok := headOfFile(ctx, dst); ok && archive.CodeOf(err) == archive.Damaged {
			err = kept(dst, before.Seq, err)
		}
		return r, errors.Join(err, os.Remove(temp))
	}
	if err := os.Rename(temp, dst); err != nil {
		return r, err
	}
	return r, syncFolder(filepath.Dir(dst))
}

// headOfFile returns how far an earlier backup file reaches, if there is one.
func headOfFile(ctx context.Context, path string) (Head, bool) {
	f, err := os.Open(path)
	if err != nil {
		return Head{}, false
	}
	defer f.Close() // only read
	var m manifest
	found := errors.New("found")
	err = tarParts(ctx, f, func(_, name string, r io.Reader) error {
		if name != manifestName {
			return nil
		}
		raw, err := io.ReadAll(io.LimitReader(r, 1<<20))
		if err == nil {
			m, err = parseManifest(raw)
		}
		if err != nil {
			return err
		}
		return found
	})
	return m.Head, errors.Is(err, found)
}

func (c *copying) writeTar(ctx context.Context, f io.Writer) error {
	w := tar.NewWriter(f)
	for _, part := range []struct {
		name  string
		value any
	}{{manifestName, c.manifest}, {"origin.json", c.manifest.Origin}} {
		raw, err := json.Marshal(part.value)
		if err != nil {
			return err
		}
		if err := c.addTar(w, part.name, int64(len(raw)), bytes.NewReader(raw)); err != nil {
			return err
		}
	}
	if err := c.addSegments(w, "journal", c.manifest.Head); err != nil {
		return err
	}
	if err := c.addSegments(w, "access", c.manifest.Access); err != nil {
		return err
	}
	err := c.archive.blobs.each(ctx, func(sum, path string, size int64) error {
		if sum == "" {
			return nil
		}
		return c.addBlob(w, sum, path, size)
	})
	return errors.Join(err, w.Close())
}

func (c *copying) addTar(w *tar.Writer, name string, size int64, r io.Reader) error {
	h := &tar.Header{Name: name, Mode: 0o444, Size: size, ModTime: c.manifest.At}
	if err := w.WriteHeader(h); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if _, err := io.Copy(w, r); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

func (c *copying) addSegments(w *tar.Writer, folder string, head Head) error {
	segs, err := upTo(filepath.Join(c.archive.dir, folder), head)
	if err != nil {
		return err
	}
	for _, s := range segs {
		f, err := os.Open(s.path)
		if err != nil {
			return err
		}
		err = c.addTar(w, folder+"/"+s.name(), s.size, io.NewSectionReader(f, 0, s.size))
		if err = errors.Join(err, f.Close()); err != nil {
			return err
		}
	}
	return nil
}

// addBlob adds a blob that fits its name; one that does not is a fault.
func (c *copying) addBlob(w *tar.Writer, sum, path string, size int64) error {
	if checkBlob(path, sum) != nil {
		return c.judge(sum, damaged("blob "+sum, nil))
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(c.addTar(w, "blobs/"+sum[:2]+"/"+sum, size, f), f.Close())
}

// tarParts calls fn for each file of a backup, in order, with its place taken
// apart: "journal", "access", "blobs" or "" and the file's own name.
func tarParts(ctx context.Context, f io.Reader, fn func(folder, name string, r io.Reader) error) error {
	t := tar.NewReader(f)
	for {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return damaged("the backup file cannot be read to its end", err)
		}
		folder, name := path.Split(h.Name)
		folder, _, _ = strings.Cut(folder, "/")
		if h.Typeflag != tar.TypeReg || !expected(folder, name, h.Name) {
			return damaged(fmt.Sprintf("the backup file holds %q, which does not belong there", h.Name), nil)
		}
		err = fn(folder, name, t)
		if errors.Is(err, io.ErrUnexpectedEOF) {
			return damaged("the backup file cannot be read to its end", err)
		}
		if err != nil {
			return fmt.Errorf("read %s of the backup: %w", h.Name, err)
		}
	}
}

// expected keeps names out that would be written elsewhere than a backup's own.
func expected(folder, name, whole string) bool {
	switch folder {
	case "":
		return name == manifestName || name == "origin.json"
	case "journal", "access":
		var n int
		_, err := fmt.Sscanf(name, "%08d.jsonl", &n)
		return err == nil && whole == folder+"/"+fmt.Sprintf("%08d.jsonl", n)
	case "blobs":
		return isSum(name) && whole == "blobs/"+name[:2]+"/"+name
	}
	return false
}

// verifyTar checks a backup file as Verify checks a folder.
func verifyTar(ctx context.Context, f io.Reader) (Report, error) {
	v := &verifier{told: map[string]int{}}
	journal := &journalCheck{verifier: v, code: "journal", state: map[string]*trace{}}
	access := &journalCheck{verifier: v, code: "access"}
	there := map[string]bool{}
	err := tarParts(ctx, f, func(folder, name string, r io.Reader) error {
		switch folder {
		case "journal":
			return journal.stream(ctx, folder+"/"+name, r)
		case "access":
			return access.stream(ctx, folder+"/"+name, r)
		case "blobs":
			return v.streamBlob(name, r, there)
		}
		raw, err := io.ReadAll(io.LimitReader(r, 1<<20))
		if err != nil || name != manifestName {
			return err
		}
		m, err := parseManifest(raw)
		v.o.Head, v.report.Origin = &m.Head, m.Origin.String()
		return err
	})
	if err != nil {
		return v.report, err
	}
	v.report.Head, v.report.Acts, v.report.Segments, v.report.Accesses = journal.head, journal.acts, journal.segments, access.acts
	v.checkHead(journal)
	if err := journal.references(); err != nil {
		return v.report, err
	}
	for name, t := range journal.state {
		for _, sum := range t.blobs {
			if !there[sum] {
				v.fault("blob-missing", "blobs/"+sum, said("%s menyebut berkas ini, tetapi tidak ada", "%s names the file, which is not there", name), doBlob)
			}
		}
	}
	v.closeTold()
	return v.report, nil
}

// stream judges the lines of one segment that is not on the disk.
func (j *journalCheck) stream(ctx context.Context, name string, r io.Reader) (err error) {
	j.segments++
	count := 0
	linesFrom(r, name, place{}, func(l line, bad error) bool {
		if err = bad; err != nil {
			return false
		}
		count++
		act, bad := l.parse()
		if bad == nil {
			bad = l.canonical(act)
		}
		err = j.take(ctx, act, bad, func() string { return fmt.Sprintf("%s line %d", name, count) })
		return err == nil
	})
	return err
}

func (v *verifier) streamBlob(sum string, r io.Reader, there map[string]bool) error {
	hash := sha256.New()
	n, err := io.Copy(hash, r)
	if err != nil {
		return err
	}
	if got := hex.EncodeToString(hash.Sum(nil)); got != sum {
		v.fault("blob-damaged", "blobs/"+sum[:2]+"/"+sum, said("isinya bersidik %s", "its bytes have the sum %s", got), doBlob)
	}
	there[sum] = true
	v.report.Blobs++
	v.report.BlobBytes += n
	return nil
}

// extract writes the parts of a backup file into a folder.
func extract(ctx context.Context, f io.Reader, dir string, blobs *Blobs) error {
	return tarParts(ctx, f, func(folder, name string, r io.Reader) error {
		if folder == "blobs" {
			err := blobs.putAs(ctx, r, name)
			if archive.CodeOf(err) == archive.Damaged {
				return nil // missing then, which the verification names
			}
			return err
		}
		to, err := os.OpenFile(filepath.Join(dir, folder, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return err
		}
		_, err = io.Copy(to, r)
		return errors.Join(err, to.Sync(), to.Close())
	})
}
