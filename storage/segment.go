package storage

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"lintas/archive"
)

// segment is one file of a journal, as long as it was when it was listed.
type segment struct {
	number int
	path   string
	size   int64
}

func (s segment) name() string { return filepath.Base(s.path) }

func segmentPath(dir string, number int) string {
	return filepath.Join(dir, fmt.Sprintf("%08d.jsonl", number))
}

// segments lists the segments of a journal folder in order; none if there is no
// folder. A missing number is damage.
func segments(dir string) ([]segment, error) {
	entries, err := os.ReadDir(dir) // sorted by name
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list the journal: %w", err)
	}
	var segs []segment
	for _, e := range entries {
		base, ok := strings.CutSuffix(e.Name(), ".jsonl")
		if !ok {
			continue
		}
		number, err := strconv.Atoi(base)
		if err != nil {
			continue
		}
		info, err := e.Info()
		if err != nil {
			return nil, fmt.Errorf("list the journal: %w", err)
		}
		if number != len(segs)+1 {
			return segs, damaged(fmt.Sprintf("journal segment %08d.jsonl is missing", len(segs)+1), nil)
		}
		segs = append(segs, segment{number, filepath.Join(dir, e.Name()), info.Size()})
	}
	return segs, nil
}

// place is where a line begins.
type place struct {
	index  int // in the list of segments
	offset int64
}

// line is one line as it stands on disk.
type line struct {
	place
	raw   []byte // without the newline; valid until the next line
	whole bool   // a newline ends it
}

// begins reports whether the line is the first of a write. Further lines of the
// same write begin with a space, which JSON does not mind: so it can be told
// whether a broken line belongs to the last write, which may have been torn
// and was never acknowledged, or to an earlier one, which was.
func (l line) begins() bool { return bytes.HasPrefix(l.raw, []byte("{")) }

// lines yields the lines from a place on, up to the listed sizes.
func lines(segs []segment, from place) iter.Seq2[line, error] {
	return func(yield func(line, error) bool) {
		for i := from.index; i < len(segs); i++ {
			if !linesOf(segs, place{i, from.offset}, yield) {
				return
			}
			from.offset = 0
		}
	}
}

func linesOf(segs []segment, at place, yield func(line, error) bool) bool {
	f, err := os.Open(segs[at.index].path)
	if err != nil {
		return yield(line{}, fmt.Errorf("open journal segment: %w", err))
	}
	defer f.Close() // only read
	return linesFrom(io.NewSectionReader(f, at.offset, segs[at.index].size-at.offset), segs[at.index].name(), at, yield)
}

func linesFrom(from io.Reader, name string, at place, yield func(line, error) bool) bool {
	r := bufio.NewReaderSize(from, 256<<10)
	var long []byte
	for {
		raw, err := r.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			long = append(long, raw...)
			continue
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return yield(line{}, fmt.Errorf("read journal segment %s: %w", name, err))
		}
		if len(long) > 0 {
			long = append(long, raw...)
			raw = long
		}
		if len(raw) == 0 {
			return true
		}
		l := line{place: at, raw: bytes.TrimSuffix(raw, []byte("\n")), whole: raw[len(raw)-1] == '\n'}
		at.offset += int64(len(raw))
		if !yield(l, nil) {
			return false
		}
		long = long[:0]
	}
}

// parse reads an act from a line without judging its chain.
func (l line) parse() (archive.Act, error) {
	var act archive.Act
	if !l.whole {
		return act, errors.New("the line has no end")
	}
	if i := bytes.IndexByte(l.raw, 0); i >= 0 {
		return act, fmt.Errorf("the line holds NUL bytes from byte %d on", i)
	}
	if err := json.Unmarshal(l.raw, &act); err != nil {
		return act, fmt.Errorf("the line is no JSON: %w", err)
	}
	return act, nil
}

// seq reads only the number of the act, which every line begins with.
func (l line) seq() (uint64, bool) { return seqOf(l.raw) }

func seqOf(raw []byte) (uint64, bool) {
	rest, ok := bytes.CutPrefix(bytes.TrimPrefix(raw, []byte(" ")), []byte(`{"seq":`))
	if !ok {
		return 0, false
	}
	end := 0
	for end < len(rest) && rest[end] >= '0' && rest[end] <= '9' {
		end++
	}
	seq, err := strconv.ParseUint(string(rest[:end]), 10, 64)
	return seq, err == nil
}

// findAfter returns where the first act after a number begins, which may be the
// end of the last segment. It reads a few dozen places, not the journal.
// A damaged line it comes upon is returned as the place.
func findAfter(segs []segment, after uint64) (place, error) {
	if len(segs) == 0 || after == 0 {
		return place{}, nil
	}
	first := 0
	for lo, hi := 1, len(segs); lo < hi; {
		mid := (lo + hi) / 2
		seq, ok, err := seqAt(segs[mid], 0)
		switch {
		case err != nil:
			return place{}, err
		case !ok:
			return scanAfter(segs, place{}, after) // rare: walk all
		case seq <= after:
			first, lo = mid, mid+1
		default:
			hi = mid
		}
	}
	at, err := halve(segs[first], after)
	if err != nil {
		return place{}, err
	}
	return scanAfter(segs, place{first, at}, after)
}

// halve narrows the search in one segment to a line not after the one looked for.
func halve(s segment, after uint64) (int64, error) {
	const near = 32 << 10
	f, err := os.Open(s.path)
	if err != nil {
		return 0, fmt.Errorf("open journal segment: %w", err)
	}
	defer f.Close() // only read
	lo, hi := int64(0), s.size
	for hi-lo > near {
		mid := (lo + hi) / 2
		r := bufio.NewReaderSize(io.NewSectionReader(f, mid, s.size-mid), 8<<10)
		skipped := int64(0)
		for {
			raw, err := r.ReadSlice('\n')
			skipped += int64(len(raw))
			if err == nil {
				break
			}
			if !errors.Is(err, bufio.ErrBufferFull) {
				return lo, nil // the last line: walk
			}
		}
		head, _ := r.Peek(40) // shorter at the end of the segment
		seq, ok := seqOf(head)
		switch {
		case !ok:
			return lo, nil
		case seq <= after:
			lo = mid + skipped
		default:
			hi = mid
		}
	}
	return lo, nil
}

func scanAfter(segs []segment, from place, after uint64) (place, error) {
	var broken *place // lines that do not tell their number, just passed
	for l, err := range lines(segs, from) {
		if err != nil {
			return place{}, err
		}
		switch seq, ok := l.seq(); {
		case ok && seq <= after:
			broken = nil
		case ok && broken == nil:
			return l.place, nil
		case ok:
			return *broken, nil
		case broken == nil:
			at := l.place
			broken = &at
		}
	}
	if broken != nil {
		return *broken, nil
	}
	return place{len(segs) - 1, segs[len(segs)-1].size}, nil
}

func seqAt(s segment, offset int64) (uint64, bool, error) {
	f, err := os.Open(s.path)
	if err != nil {
		return 0, false, fmt.Errorf("open journal segment: %w", err)
	}
	defer f.Close() // only read
	head := make([]byte, 40)
	n, err := f.ReadAt(head, offset)
	if err != nil && !errors.Is(err, io.EOF) {
		return 0, false, fmt.Errorf("read journal segment %s: %w", s.name(), err)
	}
	seq, ok := seqOf(head[:n])
	return seq, ok, nil
}

// where names a line for people: segment and line number.
func where(segs []segment, at place) string {
	count := 1
	for l, err := range lines(segs[at.index:at.index+1], place{}) {
		if err != nil || l.offset >= at.offset {
			break
		}
		count++
	}
	return fmt.Sprintf("%s line %d", segs[at.index].name(), count)
}
