package storage

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
)

// upTo lists the segments of a journal up to and with an act.
func upTo(dir string, head Head) ([]segment, error) {
	segs, err := segments(dir)
	if err != nil || head.Seq == 0 || len(segs) == 0 {
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

func copySegment(s segment, dst string, closed bool) error {
	from, err := os.Open(s.path)
	if err != nil {
		return fmt.Errorf("copy segment: %w", err)
	}
	defer from.Close() // only read
	if err := os.Remove(dst); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("copy segment: %w", err)
	}
	to, err := os.OpenFile(dst, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("copy segment: %w", err)
	}
	_, err = io.Copy(to, io.NewSectionReader(from, 0, s.size))
	if err == nil && closed {
		err = to.Chmod(0o400)
	}
	if err = errors.Join(err, to.Sync(), to.Close()); err != nil {
		return fmt.Errorf("copy segment %s: %w", s.name(), err)
	}
	return nil
}

// staged is a journal of a backup as it is to be: segments that stay as they are,
// and new ones that lie beside their place.
type staged struct {
	dir  string
	segs []segment
}

const aside = ".new"

// stage compares what the backup holds with the archive's segments, and writes
// those that differ aside.
func stage(ctx context.Context, segs []segment, dir string) (staged, error) {
	s := staged{dir: dir}
	if err := makeFolder(dir); err != nil {
		return s, err
	}
	for i, seg := range segs {
		if err := ctx.Err(); err != nil {
			return s, err
		}
		path := segmentPath(dir, seg.number)
		same, err := sameBytes(seg, path)
		if err == nil && !same {
			path += aside
			err = copySegment(seg, path, i < len(segs)-1)
		}
		s.segs = append(s.segs, segment{seg.number, path, seg.size})
		if err != nil {
			return s, err
		}
	}
	return s, nil
}

// check reads the chain that the backup will have, up to the head it will claim.
func (s staged) check(ctx context.Context, code string, head Head) (Report, error) {
	j := &journalCheck{verifier: newVerifier("", VerifyOptions{}), code: code}
	for _, seg := range s.segs {
		f, err := os.Open(seg.path)
		if err != nil {
			return j.report, fmt.Errorf("check segment: %w", err)
		}
		err = j.stream(ctx, fmt.Sprintf("%s/%08d.jsonl", code, seg.number), f)
		if err = errors.Join(err, f.Close()); err != nil {
			return j.report, fmt.Errorf("check segment: %w", err)
		}
	}
	if j.head != head {
		j.fault(code+"-short", code, said("berakhir pada tindakan %d, seharusnya %d, atau tindakan lain bernomor itu", "it ends with act %d where act %d is expected, or with another one of that number", j.head.Seq, head.Seq), doSegment)
	}
	return j.report, nil
}

// place gives the new segments their names.
func (s staged) place() error {
	for _, seg := range s.segs {
		if name, ok := strings.CutSuffix(seg.path, aside); ok {
			if err := os.Rename(seg.path, name); err != nil {
				return fmt.Errorf("place segment: %w", err)
			}
		}
	}
	return syncFolder(s.dir)
}

// drop removes what has not been placed.
func (s staged) drop() error {
	for _, seg := range s.segs {
		if !strings.HasSuffix(seg.path, aside) {
			continue
		}
		if err := os.Remove(seg.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove what was not placed: %w", err)
		}
	}
	return nil
}

// sameBytes reports whether a file holds just what a segment does.
func sameBytes(s segment, path string) (bool, error) {
	a, err := os.Open(s.path)
	if err != nil {
		return false, fmt.Errorf("compare segment: %w", err)
	}
	defer a.Close() // only read
	b, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("compare segment: %w", err)
	}
	defer b.Close() // only read
	info, err := b.Stat()
	if err != nil || info.Size() != s.size {
		return false, err
	}
	const block = 64 << 10
	x, y := make([]byte, block), make([]byte, block)
	for at := int64(0); at < s.size; at += block {
		n := min(block, s.size-at)
		_, err := a.ReadAt(x[:n], at)
		_, err2 := b.ReadAt(y[:n], at)
		if err = errors.Join(err, err2); err != nil {
			return false, fmt.Errorf("compare segment: %w", err)
		}
		if !bytes.Equal(x[:n], y[:n]) {
			return false, nil
		}
	}
	return true, nil
}
