package storage

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/options"

	"lintas/archive"
)

// maxBody is the longest a record may be, in bytes. It keeps every value out of
// Badger's value log, where one flipped bit can silence thousands of others.
const maxBody = 1<<20 - 4<<10

// meta is what the view knows of itself. It is written with every batch.
type meta struct {
	Layout int    `json:"layout"`
	Origin string `json:"origin"`
	Head          // the last act in the view
	// Durable is the last act known to be on the disk. It is one write behind Head
	// until the next write: the view is written while the lines are on their way,
	// so that Head does not prove that they have arrived.
	Durable Head   `json:"durable"`
	Dirty   bool   `json:"dirty,omitempty"` // a batch too big for one transaction is under way
	Fault   string `json:"fault,omitempty"` // damage in the journal that the view was built across
}

// view is the current state of every record, in Badger. Badger's versions are
// the numbers of the acts: a batch may be written while its lines are still on
// their way to the disk, because nobody sees it before it is published.
type view struct {
	db   *badger.DB
	path string
	log  *slog.Logger

	gists gists

	mu     sync.Mutex
	seen   uint64         // last act that snapshots show
	users  map[uint64]int // open snapshots by what they show
	idle   chan struct{}  // closed when the last user has gone, once closing
	closed bool
	doubts bool
}

// version is what Badger knows an act's keys by; it has no version 0.
func version(seq uint64) uint64 { return seq + 1 }

// badgerOptions have blocks checked as they are read: a damaged one is an error
// then, where Badger would panic in a goroutine of its own while it opens.
func badgerOptions(path string, log *slog.Logger) badger.Options {
	return badger.DefaultOptions(path).
		WithLogger(badgerLog{log}).
		WithMemTableSize(8 << 20).
		WithNumMemtables(2).
		WithNumCompactors(2).
		WithNumGoroutines(2).
		WithBlockCacheSize(8 << 20).
		WithIndexCacheSize(8 << 20).
		WithValueLogFileSize(16 << 20).
		WithValueThreshold(1 << 20).
		WithCompression(options.Snappy).
		WithChecksumVerificationMode(options.OnBlockRead).
		WithDetectConflicts(false). // one at a time writes
		WithMetricsEnabled(false)
}

// openView opens Badger. Cut off at the wrong moment it may fail to open once
// and succeed the second time; a damaged one may even panic.
func openView(path string, log *slog.Logger) (*view, error) {
	return openViewWith(badgerOptions(path, log), log)
}

// openStill opens a view that may be damaged to look at it: nothing is compacted.
func openStill(path string, log *slog.Logger) (*view, error) {
	return openViewWith(badgerOptions(path, log).WithNumCompactors(0), log)
}

func openViewWith(o badger.Options, log *slog.Logger) (*view, error) {
	path := o.Dir
	db, err := openBadger(o)
	if err != nil {
		log.Warn("records view did not open; trying once more", "error", err)
		db, err = openBadger(o)
	}
	if err != nil {
		return nil, fmt.Errorf("open the records view: %w", err)
	}
	v := &view{db: db, path: path, log: log, users: map[uint64]int{}, idle: make(chan struct{}), seen: math.MaxUint64 - 1}
	m, err := v.meta()
	v.publish(m.Seq)
	if err != nil { // said again by whoever asks; until then nothing is shown
		log.Warn("records view does not know how far it is", "error", err)
	}
	return v, nil
}

func openBadger(o badger.Options) (db *badger.DB, err error) {
	defer caught(&err)
	return badger.OpenManaged(o)
}

// caught makes an error of a panic: Badger has them for damaged tables.
func caught(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("badger panicked: %v", p)
	}
}

// verifyChecksum asks Badger to check every block.
func (v *view) verifyChecksum() (err error) {
	defer caught(&err)
	return v.db.VerifyChecksum()
}

// begin takes a snapshot; every snapshot must be ended.
func (v *view) begin(p *pending) (*snapshot, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.closed {
		return nil, errClosed
	}
	v.users[v.seen]++
	return &snapshot{view: v, txn: v.db.NewTransactionAt(version(v.seen), false), seen: v.seen, pending: p}, nil
}

func (s *snapshot) end() {
	v := s.view
	if err := s.discard(); err != nil { // an iterator that panicked stays open
		v.log.Error("leaving the damaged records view", "error", err)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.users[s.seen]--; v.users[s.seen] == 0 {
		delete(v.users, s.seen)
	}
	if v.closed && len(v.users) == 0 {
		close(v.idle)
	}
}

func (s *snapshot) discard() (err error) {
	defer caught(&err)
	s.txn.Discard()
	return nil
}

// publish shows everything up to an act to the snapshots that follow, and lets
// Badger forget what no snapshot can ask for any more.
func (v *view) publish(seq uint64) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.seen = seq
	oldest := seq
	for s := range v.users {
		oldest = min(oldest, s)
	}
	v.db.SetDiscardTs(version(oldest))
}

// close waits for the snapshots in use.
func (v *view) close() error {
	v.mu.Lock()
	waiting := len(v.users) > 0
	v.closed = true
	v.mu.Unlock()
	if waiting {
		<-v.idle
	}
	if err := v.db.Close(); err != nil {
		return fmt.Errorf("close the records view: %w", err)
	}
	if err := sealTables(v.path); err != nil {
		return fmt.Errorf("seal the records view: %w", err)
	}
	return nil
}

// doubt notes that the view has shown damage, so that the next open rebuilds it.
func (v *view) doubt(err error) error {
	if err == nil || errors.Is(err, errMissing) {
		return err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if !v.doubts {
		v.doubts = true
		v.log.Error("the records view is damaged and will be rebuilt at the next start", "error", err)
		if err := writeFile(doubtFile(v.path), []byte(err.Error()+"\n")); err != nil {
			v.log.Error("note the damaged records view", "error", err)
		}
	}
	if archive.CodeOf(err) != "" {
		return err
	}
	return damaged("the records view cannot be read", err)
}

func doubtFile(path string) string { return path + ".damaged" }

func (v *view) meta() (meta, error) {
	s, err := v.begin(nil)
	if err != nil {
		return meta{}, err
	}
	defer s.end()
	var m meta
	raw, err := s.get([]byte(metaKey))
	if errors.Is(err, errMissing) {
		return m, nil
	}
	if err != nil {
		return m, err
	}
	if err := json.Unmarshal(raw, &m); err != nil {
		return m, damaged("the records view does not know how far it is", err)
	}
	return m, nil
}

// acknowledge notes that everything up to the view's last act is on the disk.
func (v *view) acknowledge() error {
	m, err := v.meta()
	if err != nil || m.Durable == m.Head {
		return err
	}
	m.Durable = m.Head
	return v.writeWhole(newPending(), m)
}

// write stores a batch and how far the view is, all or nothing. It shows once
// published.
func (v *view) write(p *pending, m meta) error {
	v.gists.stand(p, m.Seq)
	const most = 8000 // keys; Badger takes some 13,000 at this memory table
	if p.bytes < maxBody && len(p.order) < most {
		return v.writeWhole(p, m)
	}
	m.Dirty = true
	if err := v.writeWhole(newPending(), m); err != nil {
		return err
	}
	if err := v.writeParts(p, m.Seq); err != nil {
		return err
	}
	m.Dirty = false
	return v.writeWhole(newPending(), m)
}

func (v *view) writeWhole(p *pending, m meta) (err error) {
	defer caught(&err)
	raw, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("write the records view: %w", err)
	}
	txn := v.db.NewTransactionAt(version(m.Seq), true)
	defer txn.Discard()
	p.set([]byte(metaKey), raw)
	if err := p.each(txn.SetEntry, txn.Delete); err != nil {
		return fmt.Errorf("write the records view: %w", err)
	}
	if err := txn.CommitAt(version(m.Seq), nil); err != nil {
		return fmt.Errorf("write the records view: %w", err)
	}
	return nil
}

// writeParts stores a batch in as many transactions as it takes.
func (v *view) writeParts(p *pending, seq uint64) (err error) {
	defer caught(&err)
	wb := v.db.NewWriteBatchAt(version(seq))
	defer wb.Cancel()
	if err := p.each(wb.SetEntry, wb.Delete); err != nil {
		return fmt.Errorf("write the records view: %w", err)
	}
	if err := wb.Flush(); err != nil {
		return fmt.Errorf("write the records view: %w", err)
	}
	return nil
}

func (p *pending) each(set func(*badger.Entry) error, drop func([]byte) error) error {
	for _, key := range p.order {
		k, c := []byte(key), p.values[key]
		var err error
		if c.gone {
			err = drop(k)
		} else {
			err = set(badger.NewEntry(k, guard(k, c.value)))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// take puts an act's changes into the batch of a snapshot.
func (s *snapshot) take(act archive.Act) error {
	for _, c := range act.Changes {
		sum, err := hex.DecodeString(c.Sum)
		if err != nil || len(sum) != sumSize {
			return damaged(fmt.Sprintf("act %d has a sum of the wrong length", act.Seq), err)
		}
		rec, err := decode(c.Kind, c.Body)
		if err != nil {
			return fmt.Errorf("act %d: %w", act.Seq, err)
		}
		old, err := s.record(c.Kind, c.ID)
		if err != nil && !errors.Is(err, errMissing) {
			return err
		}
		if err := s.put(c.Kind, c.ID, old, stored{c.Rev, string(sum), c.Body}, rec); err != nil {
			return err
		}
		s.pending.set(historyKey(c.Kind, c.ID, act.Seq), nil)
	}
	return nil
}

// put stores a record with its secondary keys and counts, in place of an old
// state (the zero stored if there is none). rec is nil for a kind this version
// does not know and for an erased body.
func (s *snapshot) put(kind archive.RecordKind, id string, old, now stored, rec archive.Record) error {
	gone, err := s.keysIn(kind, id, old)
	if err != nil {
		return err
	}
	come := keysOf(rec)
	if len(now.body) > 0 {
		fresh := gist{keys: come, keyed: true}
		if doc, ok := rec.(*archive.Document); ok {
			fresh.sketch = SketchOf(doc)
		}
		s.view.gists.bodies.put(bodyName{kind, now.sum}, fresh)
	}
	for _, k := range come {
		if slices.Contains(gone, k) {
			continue
		}
		s.pending.set(k.key(), nil)
		if err := s.adjust(k, +1); err != nil {
			return err
		}
	}
	for _, k := range gone {
		if slices.Contains(come, k) {
			continue
		}
		s.pending.drop(k.key())
		if err := s.adjust(k, -1); err != nil {
			return err
		}
	}
	s.pending.set(recordKey(kind, id), now.encode())
	return nil
}

// keysIn returns the secondary keys of a record as kept.
func (s *snapshot) keysIn(kind archive.RecordKind, id string, kept stored) ([]secondary, error) {
	if len(kept.body) == 0 {
		return nil, nil
	}
	if g, ok := s.view.gists.bodies.get(bodyName{kind, kept.sum}); ok && g.keyed {
		return g.keys, nil
	}
	rec, err := decode(kind, kept.body)
	if err != nil {
		return nil, s.view.doubt(damaged(fmt.Sprintf("%s %s in the records view", kind, id), err))
	}
	return keysOf(rec), nil
}

func (s *snapshot) adjust(k secondary, by int) error {
	if !k.counted() {
		return nil
	}
	n, err := s.count(k.index, k.level, k.term)
	if err != nil {
		return err
	}
	s.pending.set(countKey(k.index, k.level, k.term), binary.AppendVarint(nil, int64(n+by)))
	return nil
}

// buildView makes a fresh view of a journal in a folder beside the old one and
// swaps it in. What the private bucket held is lost: it is no part of the truth.
func buildView(ctx context.Context, path string, log *slog.Logger, fill func(context.Context, *view) error) (*view, error) {
	fresh, old := path+".building", path+".old"
	if err := errors.Join(os.RemoveAll(fresh), os.RemoveAll(old)); err != nil {
		return nil, fmt.Errorf("rebuild the records view: %w", err)
	}
	v, err := openView(fresh, log)
	if err != nil {
		return nil, err
	}
	if err := fill(ctx, v); err != nil {
		return nil, errors.Join(fmt.Errorf("rebuild the records view: %w", err), v.close(), os.RemoveAll(fresh))
	}
	if err := v.close(); err != nil {
		return nil, err
	}
	if err := os.Rename(path, old); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("swap the records view: %w", err)
	}
	if err := os.Rename(fresh, path); err != nil {
		return nil, fmt.Errorf("swap the records view: %w", err)
	}
	if err := errors.Join(syncFolder(filepath.Dir(path)), os.RemoveAll(old)); err != nil {
		return nil, fmt.Errorf("swap the records view: %w", err)
	}
	if err := os.Remove(doubtFile(path)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("swap the records view: %w", err)
	}
	return openView(path, log)
}

// badgerLog passes on Badger's warnings only; its plans and plays are noise.
type badgerLog struct{ log *slog.Logger }

func (l badgerLog) Errorf(f string, args ...any)   { l.log.Error("badger: " + fmt.Sprintf(f, args...)) }
func (l badgerLog) Warningf(f string, args ...any) { l.log.Warn("badger: " + fmt.Sprintf(f, args...)) }
func (badgerLog) Infof(string, ...any)             {}
func (badgerLog) Debugf(string, ...any)            {}
