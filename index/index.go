// Package index is the full-text view of the archive: it finds documents by any
// fragment that somebody remembers.
//
// It is a view. It can be deleted; Open then comes back empty with Applied at 0,
// and whoever follows the journal fills it again.
//
// There is one index per level of secrecy, in a folder of the level's name. A
// search opens only those the person may see, and every number it uses, from
// the count of documents to the list of similar words, comes from those. So
// nothing about a document above the clearance can be learned, and the answer is
// the one an archive without that document would give.
//
// Bleve's scorch keeps the postings: segments that never change, snapshots that
// searches hold on to, batches that are wholly there or not at all. Analysis,
// query language, matching and scoring are here, on scorch's segments: sets of
// documents are bitmaps, so that counts, filters and ranking by several fields at
// once cost little (see part and scorer).
//
// Nothing of a document's text is stored. What a hit shows comes from its
// transcript (see Highlight).
package index

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	api "github.com/blevesearch/bleve_index_api"
	"github.com/blevesearch/vellum/levenshtein"

	"lintas/archive"
)

// Options says where the index lives.
type Options struct {
	Dir string           // data/index; made when missing
	Log *slog.Logger     // nil discards
	Now func() time.Time // nil is time.Now; only for what Search reports as Took
}

// Index is the full-text view. All methods may be called by several goroutines.
type Index struct {
	dir   string
	log   *slog.Logger
	now   func() time.Time
	queue *api.AnalysisQueue

	writing sync.Mutex // one Apply or Rebuild at a time

	life   sync.RWMutex // held for reading while the levels are used, for writing while they are swapped
	closed bool
	levels []*level // by archive.Secrecy

	shown    sync.Mutex                 // guards held
	held     *view                      // what searches see while an Apply is under way; nil otherwise
	lexicons atomic.Pointer[[]*lexicon] // by clearance
	degraded atomic.Bool
	used     atomic.Bool // since the last Rest
	rested   bool        // by Rest alone
	columns  columns
	stems    *stems
	slips    func() (*levenshtein.LevenshteinAutomatonBuilder, error) // of words with up to two letters wrong; made when first needed
	buffers  sync.Pool                                                // of *scratch

	stopChecks context.CancelFunc
	checks     sync.WaitGroup
}

// Open opens the index. A level that is missing, of another version, or damaged
// is started anew and empty: Applied then returns 0 and the caller applies
// everything again. The error is archive.Locked if another process holds it.
func Open(ctx context.Context, o Options) (*Index, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the index folder: %w", err)
	}
	slips := sync.OnceValues(func() (*levenshtein.LevenshteinAutomatonBuilder, error) {
		return levenshtein.NewLevenshteinAutomatonBuilder(2, true)
	})
	background, stop := context.WithCancel(context.WithoutCancel(ctx))
	ix := &Index{dir: o.Dir, log: o.Log, now: o.Now, slips: slips, stems: newStems(), queue: api.NewAnalysisQueue(runtime.GOMAXPROCS(0)), stopChecks: stop}
	ix.SetDirectory(nil)
	for _, s := range archive.Levels {
		if err := ctx.Err(); err != nil {
			return nil, errors.Join(err, ix.Close())
		}
		l, later, err := openLevel(filepath.Join(o.Dir, s.String()), ix.queue, ix.log)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("open the index of level %s: %w", s, err), ix.Close())
		}
		ix.levels = append(ix.levels, l)
		if len(later) > 0 {
			ix.checks.Go(func() { ix.checkLater(background, later) })
		}
	}
	return ix, nil
}

// checkLater reads the files that were too big to be read on opening.
func (ix *Index) checkLater(ctx context.Context, paths []string) {
	for _, path := range paths {
		err := checkSegment(ctx, path)
		if ctx.Err() != nil {
			return
		}
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			ix.log.Error("index is damaged; search goes on until it is rebuilt", "file", path, "err", err)
			ix.degraded.Store(true)
			return
		}
	}
}

// Close lets searches and writes finish and closes the files.
func (ix *Index) Close() error {
	ix.stopChecks()
	ix.checks.Wait()
	ix.writing.Lock()
	defer ix.writing.Unlock()
	ix.life.Lock()
	defer ix.life.Unlock()
	if ix.closed {
		return nil
	}
	ix.closed = true
	err := closeLevels(ix.levels)
	ix.queue.Close()
	return err
}

func closeLevels(levels []*level) error {
	var all []error
	for _, l := range levels {
		if err := l.close(); err != nil {
			all = append(all, fmt.Errorf("close %s: %w", l.dir, err))
		}
	}
	return errors.Join(all...)
}

// Applied returns the number and hash of the last act that every level holds; 0
// if one of them is empty and wants everything from the start.
func (ix *Index) Applied() (seq uint64, hash string) {
	ix.life.RLock()
	defer ix.life.RUnlock()
	if len(ix.levels) == 0 {
		return 0, ""
	}
	least := ix.levels[0].current()
	for _, l := range ix.levels[1:] {
		if s := l.current(); s.Seq < least.Seq {
			least = s
		}
	}
	return least.Seq, least.Hash
}

// Degraded reports whether damage was met since the index was opened. Searches
// may fail with archive.Busy until Rebuild has run.
func (ix *Index) Degraded() bool { return ix.degraded.Load() }

// SetDirectory gives the agencies whose names, abbreviations and former names a
// search takes as one. It holds from the next search on, without a rebuild.
// Synonyms are further groups of names, a line each, with commas between.
func (ix *Index) SetDirectory(d *archive.Directory, synonyms ...string) {
	list := newLexicons(d, synonyms)
	ix.lexicons.Store(&list)
}

// Count returns how many documents a level holds.
func (ix *Index) Count(level archive.Secrecy) (uint64, error) {
	v, err := ix.look()
	if err != nil {
		return 0, err
	}
	defer v.release()
	return v.snapshots[level].DocCount()
}

var errClosed = errors.New("the index is closed")

// errNoIndex is what a person is told while the index is of no use.
func errNoIndex(cause error) error {
	e := archive.Fail(archive.Busy, "Indeks pencarian rusak dan sedang disusun ulang. Naskah aman; coba lagi sebentar lagi.",
		"The search index is damaged and is being rebuilt. The documents are safe; try again in a moment.")
	e.Err = cause
	return e
}

// syncDir makes the names in a folder durable.
func syncDir(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// syncFiles makes the files of a folder and the folder itself durable.
func syncFiles(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		f, err := os.Open(filepath.Join(dir, e.Name()))
		if err != nil {
			return err
		}
		if err := errors.Join(f.Sync(), f.Close()); err != nil {
			return err
		}
	}
	return syncDir(dir)
}

// copyAll is io.Copy that ends with the context.
func copyAll(ctx context.Context, w io.Writer, r io.Reader) error {
	buf := make([]byte, 1<<20)
	for ctx.Err() == nil {
		n, err := r.Read(buf)
		if _, werr := w.Write(buf[:n]); werr != nil {
			return werr
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}
