// Package index is the full-text view of the archive.
package index

import (
	"context"
	"iter"
	"log/slog"
	"time"

	"lintas/archive"
)

// Options says where the index lives.
type Options struct {
	Dir string           // data/index; made when missing
	Log *slog.Logger     // nil discards
	Now func() time.Time // nil is time.Now; only for what Search reports as Took
}

// Index is the full-text view: one index per level of secrecy.
type Index struct{}

// Open opens the index, starting with empty levels where they are missing or damaged.
func Open(ctx context.Context, o Options) (*Index, error) { return &Index{}, nil }

// Close lets searches finish and closes the files.
func (ix *Index) Close() error { return nil }

// Applied returns the number and hash of the last act the whole index holds.
func (ix *Index) Applied() (seq uint64, hash string) { return 0, "" }

// Degraded reports whether damage was met; Rebuild mends it.
func (ix *Index) Degraded() bool { return false }

// SetDirectory gives the agencies whose names searches treat as one.
func (ix *Index) SetDirectory(d *archive.Directory) {}

// Entry is a document as it now stands, with its text and cases.
type Entry struct {
	Document   *archive.Document
	Transcript *archive.Transcript // nil while not read
	Cases      []*archive.Case
}

// Batch is what followed from the acts up to Seq.
type Batch struct {
	Put    []Entry
	Delete []string // ids of documents
	Seq    uint64
	Hash   string
}

// Apply makes the index hold a batch.
func (ix *Index) Apply(ctx context.Context, b Batch) error { return nil }

// Rebuild fills new levels beside the old ones and swaps them in.
func (ix *Index) Rebuild(ctx context.Context, entries iter.Seq2[Entry, error], seq uint64, hash string) error {
	return nil
}

// Count returns how many documents a level holds.
func (ix *Index) Count(level archive.Secrecy) (uint64, error) { return 0, nil }
