package storage

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"lintas/archive"
)

// segmentSize is where a segment is closed and the next one begun, in bytes.
const segmentSize = 64 << 20

// Head is the last act of a journal: its number and hash. Whoever has noted a
// head elsewhere can tell that later acts have gone missing, which the chain
// itself cannot.
type Head struct {
	Seq  uint64 `json:"seq"`
	Hash string `json:"hash"`
}

// journal appends to the last segment of a folder. One goroutine uses it.
type journal struct {
	dir    string
	limit  int64 // bytes, see segmentSize
	file   *os.File
	number int
	size   int64

	syncs  atomic.Uint64
	syncNs atomic.Int64
}

// openJournal opens the last segment for appending and makes what stands in it
// durable: after a crash it may be in the cache only.
func openJournal(dir string, limit int64) (*journal, error) {
	if err := makeFolder(dir); err != nil {
		return nil, err
	}
	segs, err := segments(dir)
	if err != nil {
		return nil, err
	}
	j := &journal{dir: dir, limit: limit}
	if len(segs) == 0 {
		return j, j.begin(1)
	}
	last := segs[len(segs)-1]
	info, err := os.Stat(last.path)
	if err != nil {
		return nil, fmt.Errorf("open the journal: %w", err)
	}
	if info.Mode().Perm()&0o200 == 0 { // closed, and the next one never begun
		return j, j.begin(last.number + 1)
	}
	f, err := os.OpenFile(last.path, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return nil, fmt.Errorf("open the journal: %w", err)
	}
	if err := f.Sync(); err != nil {
		return nil, errors.Join(fmt.Errorf("sync the journal: %w", err), f.Close())
	}
	j.file, j.number, j.size = f, last.number, last.size
	return j, nil
}

func (j *journal) begin(number int) error {
	f, err := os.OpenFile(segmentPath(j.dir, number), os.O_WRONLY|os.O_APPEND|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("begin journal segment: %w", err)
	}
	if err := syncFolder(j.dir); err != nil {
		return errors.Join(err, f.Close())
	}
	j.file, j.number, j.size = f, number, 0
	return nil
}

// rotate closes the segment for ever and begins the next.
func (j *journal) rotate() error {
	if err := errors.Join(j.file.Chmod(0o400), j.file.Sync(), j.file.Close()); err != nil {
		return fmt.Errorf("close journal segment %d: %w", j.number, err)
	}
	return j.begin(j.number + 1)
}

// append writes whole lines without making them durable. After an error nothing
// may be written any more: what has reached the disk is not known.
func (j *journal) append(raw []byte) error {
	if j.size > 0 && j.size+int64(len(raw)) > j.limit {
		if err := j.rotate(); err != nil {
			return err
		}
	}
	n, err := j.file.Write(raw)
	j.size += int64(n)
	if err != nil {
		return fmt.Errorf("write journal segment %d: %w", j.number, err)
	}
	return nil
}

func (j *journal) sync() error {
	start := time.Now()
	err := j.file.Sync()
	j.syncNs.Add(int64(time.Since(start)))
	j.syncs.Add(1)
	if err != nil {
		return fmt.Errorf("sync journal segment %d: %w", j.number, err)
	}
	return nil
}

func (j *journal) close() error {
	if j.file == nil {
		return nil
	}
	return j.file.Close()
}

// seal numbers, links and hashes an act, and adds its line to those of the write.
func seal(act *archive.Act, after Head, raw []byte) ([]byte, error) {
	act.Seq, act.Prev = after.Seq+1, after.Hash
	hash, err := act.Chain()
	if err != nil {
		return raw, err
	}
	act.Hash = hash
	start := len(raw)
	if start > 0 {
		raw = append(raw, ' ') // see line.begins
	}
	if raw, err = appendAct(raw, *act); err != nil {
		return raw[:start], fmt.Errorf("write act %d: %w", act.Seq, err)
	}
	return append(raw, '\n'), nil
}

// appendAct is json.Marshal, but copies the bodies as they are: they are JSON
// already, and their sums hold for exactly these bytes.
func appendAct(raw []byte, act archive.Act) ([]byte, error) {
	changes := act.Changes
	act.Changes = []archive.Change{}
	frame, err := json.Marshal(act)
	if err != nil {
		return raw, err
	}
	head, tail, _ := bytes.Cut(frame, []byte(`"changes":[]`)) // quotes in strings are escaped
	raw = append(append(raw, head...), `"changes":[`...)
	for i, c := range changes {
		body := c.Body
		c.Body = nil
		if frame, err = json.Marshal(c); err != nil {
			return raw, err
		}
		if i > 0 {
			raw = append(raw, ',')
		}
		raw = append(raw, frame[:len(frame)-1]...)
		if len(body) > 0 {
			raw = append(append(raw, `,"body":`...), body...)
		}
		raw = append(raw, '}')
	}
	return append(append(raw, ']'), tail...), nil
}

// cut takes the torn end off the last segment. The bytes are kept in a file
// beside it, whose name is returned.
func cut(segs []segment, at place, now time.Time) (string, error) {
	s := segs[at.index]
	f, err := os.OpenFile(s.path, os.O_RDWR, 0)
	if err != nil {
		return "", fmt.Errorf("cut torn journal: %w", err)
	}
	defer f.Close() // synced below
	tail, err := io.ReadAll(io.NewSectionReader(f, at.offset, s.size-at.offset))
	if err != nil {
		return "", fmt.Errorf("cut torn journal: %w", err)
	}
	name := fmt.Sprintf("cut-%s-%08d-%d.bin", now.UTC().Format("20060102T150405"), s.number, at.offset)
	if err := writeFile(filepath.Join(filepath.Dir(s.path), name), tail); err != nil {
		return "", err
	}
	if err := errors.Join(f.Truncate(at.offset), f.Sync()); err != nil {
		return "", fmt.Errorf("cut torn journal: %w", err)
	}
	return name, nil
}
