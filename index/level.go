package index

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"log/slog"
	"maps"
	"os"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"
	api "github.com/blevesearch/bleve_index_api"

	"lintas/archive"
)

// level is the index of one level of secrecy.
type level struct {
	dir   string
	store *scorch.Scorch

	mu    sync.Mutex
	state state
	saved uint64 // the Seq of the state inside the index
}

// state is kept inside the index and changes in the same batch as the documents.
type state struct {
	Schema int    `json:"schema"`
	Seq    uint64 `json:"seq"` // of the last act wholly applied
	Hash   string `json:"hash"`
	Docs   int64  `json:"docs"` // -1 while a batch of several pieces is under way
}

const stateKey = "lintas"

func (s state) encode() []byte {
	body, err := json.Marshal(s)
	if err != nil {
		panic(err) // a struct of numbers and a string
	}
	return fmt.Appendf(nil, "%08x %s", crc32.ChecksumIEEE(body), body)
}

func decodeState(raw []byte) (state, error) {
	var s state
	sum, body, _ := strings.Cut(string(raw), " ")
	if sum != fmt.Sprintf("%08x", crc32.ChecksumIEEE([]byte(body))) {
		return s, errors.New("the state does not fit its checksum")
	}
	if err := json.Unmarshal([]byte(body), &s); err != nil {
		return s, fmt.Errorf("read the state: %w", err)
	}
	return s, nil
}

// openLevel opens a level, or starts it anew. The paths in later are segments
// whose bytes are still to be checked.
func openLevel(dir string, queue *api.AnalysisQueue, log *slog.Logger) (l *level, later []string, err error) {
	if err := errors.Join(os.RemoveAll(dir+".new"), os.RemoveAll(dir+".old")); err != nil {
		return nil, nil, fmt.Errorf("clear what an earlier start left: %w", err)
	}
	later, err = inspect(dir)
	if isLocked(err) {
		return nil, nil, archive.Fail(archive.Locked, "Indeks sedang dipakai proses lain.", "The index is in use by another process.")
	}
	if err == nil {
		if l, err = openStore(dir, queue, nil); err == nil {
			return l, later, nil
		}
	}
	if !errors.Is(err, os.ErrNotExist) {
		log.Warn("index cannot be used; it is built again", "folder", dir, "reason", err)
	}
	if err := startLevel(dir, queue); err != nil {
		return nil, nil, fmt.Errorf("start an empty index: %w", err)
	}
	l, err = openStore(dir, queue, nil)
	return l, nil, err
}

// startLevel puts an empty index in the place of dir: made beside it, made
// durable, then swapped in, so that what stands in dir is always whole.
func startLevel(dir string, queue *api.AnalysisQueue) error {
	if err := makeLevel(dir+".new", queue); err != nil {
		return err
	}
	return swapIn(dir)
}

func makeLevel(dir string, queue *api.AnalysisQueue) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	store, err := newStore(dir, queue, nil)
	if err != nil {
		return err
	}
	first := api.NewBatch()
	first.SetInternal([]byte(stateKey), state{Schema: schema}.encode())
	if err := errors.Join(store.Batch(first), store.Close()); err != nil {
		return err
	}
	return syncFiles(dir)
}

// swapIn renames dir.new to dir and removes what was there.
func swapIn(dir string) error {
	if err := os.Rename(dir, dir+".old"); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if err := os.Rename(dir+".new", dir); err != nil {
		return err
	}
	return errors.Join(syncDir(dir+"/.."), os.RemoveAll(dir+".old"))
}

// newStore opens scorch, with more settings than the usual.
func newStore(dir string, queue *api.AnalysisQueue, more map[string]any) (*scorch.Scorch, error) {
	config := map[string]any{"path": dir, "bolt_timeout": "2s"}
	maps.Copy(config, more)
	made, err := scorch.NewScorch(scorch.Name, config, queue)
	if err != nil {
		return nil, err
	}
	store := made.(*scorch.Scorch)
	if err := store.Open(); err != nil {
		return nil, err
	}
	return store, nil
}

// openStore opens a folder that inspect has found good.
func openStore(dir string, queue *api.AnalysisQueue, more map[string]any) (l *level, err error) {
	defer catch(&err)
	store, err := newStore(dir, queue, more)
	if err != nil {
		return nil, err
	}
	l = &level{dir: dir, store: store}
	reader, err := store.Reader()
	if err == nil {
		l.state, err = stateOf(reader.(*scorch.IndexSnapshot))
		l.saved = l.state.Seq
		err = errors.Join(err, reader.Close())
	}
	if err == nil {
		err = breakSeal(dir)
	}
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	return l, nil
}

func stateOf(snapshot *scorch.IndexSnapshot) (state, error) {
	raw, err := snapshot.GetInternal([]byte(stateKey))
	if err != nil {
		return state{}, err
	}
	return decodeState(raw)
}

// lag is how many acts a level that they do not touch may be behind on disk. So
// many are applied again after a crash; none after Close.
const lag = 200

// pass notes that acts did not touch the level. It is written down now and then:
// four writes for one letter would make everybody wait.
func (l *level) pass(after state) error {
	l.mu.Lock()
	if after.Seq < l.saved+lag && after.Seq >= l.saved && after.Docs == l.state.Docs {
		l.state = after
		l.mu.Unlock()
		return nil
	}
	l.mu.Unlock()
	return l.write(api.NewBatch(), after)
}

// close closes the level and seals the folder.
func (l *level) close() error {
	if now := l.current(); now.Seq > l.saved {
		if err := l.write(api.NewBatch(), now); err != nil {
			return errors.Join(err, l.store.Close())
		}
	}
	if err := l.store.Close(); err != nil {
		return err
	}
	return seal(l.dir)
}

// snapshot returns the level as it now is; close it after use.
func (l *level) snapshot() (*scorch.IndexSnapshot, error) {
	reader, err := l.store.Reader()
	if err != nil {
		return nil, err
	}
	snapshot, ok := reader.(*scorch.IndexSnapshot)
	if !ok || snapshot == nil {
		return nil, errClosed
	}
	return snapshot, nil
}

func (l *level) current() state {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.state
}

// write applies a batch together with the state that is true afterwards, and
// returns when both are durable.
func (l *level) write(b *api.Batch, after state) error {
	b.SetInternal([]byte(stateKey), after.encode())
	if err := l.attempt(func() error { return l.store.Batch(b) }); err != nil {
		return fmt.Errorf("write to %s: %w", l.dir, err)
	}
	l.mu.Lock()
	l.state, l.saved = after, after.Seq
	l.mu.Unlock()
	return nil
}

// unite merges all segments into one: a term is then looked up once, and stands in
// the index once.
func (l *level) unite(ctx context.Context) error {
	const most = 1 << 30 // letters
	one := mergeplan.MergePlanOptions{MaxSegmentsPerTier: 1, MaxSegmentSize: most, MaxSegmentFileSize: most << 10, TierGrowth: 1,
		SegmentsPerMergeTask: 10_000, FloorSegmentSize: most, FloorSegmentFileSize: most << 10, ReclaimDeletesWeight: 2}
	if err := l.attempt(func() error { return l.store.ForceMerge(ctx, &one) }); err != nil {
		return fmt.Errorf("merge the segments of %s: %w", l.dir, err)
	}
	return ctx.Err()
}

// attempt does what waits for scorch's own goroutines. Those end on a panic, and
// one would then wait for ever.
func (l *level) attempt(do func() error) error {
	errorsBefore := l.backgroundErrors()
	done := make(chan error, 1)
	go func() {
		var err error
		defer func() { done <- err }()
		defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
		defer catch(&err)
		err = do()
	}()
	patience := time.NewTicker(10 * time.Second)
	defer patience.Stop()
	for {
		select {
		case err := <-done:
			return err
		case <-patience.C:
			if l.backgroundErrors() > errorsBefore {
				return errors.New("scorch has given up in the background")
			}
		}
	}
}

func (l *level) backgroundErrors() uint64 {
	n, _ := l.store.StatsMap()["TotOnErrors"].(uint64)
	return n
}

// holds returns how many of the documents the level holds.
func (l *level) holds(ids []string) (n int64, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer catch(&err)
	snapshot, err := l.snapshot()
	if err != nil {
		return 0, err
	}
	for _, s := range snapshot.Segments() {
		found, err := s.DocNumbers(ids)
		if err != nil {
			return 0, errors.Join(err, snapshot.Close())
		}
		n += int64(found.GetCardinality())
	}
	return n, snapshot.Close()
}

func (l *level) count() (n int64, err error) {
	snapshot, err := l.snapshot()
	if err != nil {
		return 0, err
	}
	docs, err := snapshot.DocCount()
	return int64(docs), errors.Join(err, snapshot.Close())
}
