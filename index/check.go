package index

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// checkNow is how many bytes of segments are read on opening a level; what is
// beyond is read in the background. A gigabyte is about 300,000 letters.
const checkNow = 1 << 30

// catch turns a panic, or a fault in memory that is a file, into an error: a
// damaged segment can cause either.
func catch(err *error) {
	if p := recover(); p != nil {
		*err = errors.Join(*err, fmt.Errorf("%w: %v", errDamaged, p))
	}
}

var errDamaged = errors.New("the index is damaged")

func isLocked(err error) bool {
	return err != nil && strings.HasSuffix(err.Error(), "timeout") // bbolt's word for a file locked by somebody else
}

// inspect looks at a folder before it is opened for good: opening starts
// goroutines that would meet the damage where nobody can help. It checks the
// seal, the bytes of every segment in use, the state and the count of documents.
func inspect(dir string) (later []string, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer catch(&err)
	if _, err := os.Stat(filepath.Join(dir, boltName)); err != nil {
		return nil, err
	}
	if err := checkSeal(dir); err != nil {
		return nil, err
	}
	store, err := newStore(dir, nil, map[string]any{"read_only": true})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	l := &level{dir: dir, store: store}
	snapshot, err := l.snapshot()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, snapshot.Close()) }()
	read := int64(0)
	for _, s := range snapshot.Segments() {
		file, ok := s.Segment().(segment.PersistedSegment)
		if !ok {
			continue
		}
		if read += s.FileSize(); read > checkNow {
			later = append(later, file.Path())
			continue
		}
		if err := checkSegment(context.Background(), file.Path()); err != nil {
			return nil, err
		}
	}
	st, err := stateOf(snapshot)
	if err != nil {
		return nil, err
	}
	if st.Schema != schema {
		return nil, fmt.Errorf("it has version %d of the fields and the analysis, not %d", st.Schema, schema)
	}
	docs, err := snapshot.DocCount()
	if err != nil {
		return nil, err
	}
	if st.Docs >= 0 && uint64(st.Docs) != docs {
		return nil, fmt.Errorf("%w: it holds %d documents and should hold %d", errDamaged, docs, st.Docs)
	}
	return later, nil
}

// checkSegment reads a segment and compares it with the checksum at its end.
func checkSegment(ctx context.Context, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close() // only read
	info, err := f.Stat()
	if err != nil {
		return err
	}
	body := info.Size() - crc32.Size
	if body <= 0 {
		return fmt.Errorf("%w: %s is cut off", errDamaged, filepath.Base(path))
	}
	sum := crc32.NewIEEE()
	if err := copyAll(ctx, sum, io.LimitReader(f, body)); err != nil {
		return err
	}
	var stored [crc32.Size]byte
	if _, err := f.ReadAt(stored[:], body); err != nil {
		return err
	}
	if binary.BigEndian.Uint32(stored[:]) != sum.Sum32() {
		return fmt.Errorf("%w: %s does not fit its checksum", errDamaged, filepath.Base(path))
	}
	return nil
}

const (
	boltName = "root.bolt" // scorch's list of segments; it has no checksum of its own
	sealName = "seal"      // the checksum of root.bolt, there only while the level is closed
)

// seal writes down the checksum of the list of segments.
func seal(dir string) error {
	raw, err := os.ReadFile(filepath.Join(dir, boltName))
	if err != nil {
		return fmt.Errorf("seal %s: %w", dir, err)
	}
	sum := fmt.Sprintf("%08x", crc32.ChecksumIEEE(raw))
	if err := os.WriteFile(filepath.Join(dir, sealName), []byte(sum), 0o600); err != nil {
		return fmt.Errorf("seal %s: %w", dir, err)
	}
	return nil
}

// checkSeal compares; a level that was not closed properly has no seal.
func checkSeal(dir string) error {
	want, err := os.ReadFile(filepath.Join(dir, sealName))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	raw, err := os.ReadFile(filepath.Join(dir, boltName))
	if err != nil {
		return err
	}
	if string(want) != fmt.Sprintf("%08x", crc32.ChecksumIEEE(raw)) {
		return fmt.Errorf("%w: %s has changed since it was closed", errDamaged, boltName)
	}
	return nil
}

func breakSeal(dir string) error {
	if err := os.Remove(filepath.Join(dir, sealName)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return syncDir(dir)
}
