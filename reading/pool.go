package reading

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"time"

	"lintas/archive"
)

// PoolOptions are the limits and the place of the reader children.
type PoolOptions struct {
	Workers int           // children at once; 0 = one per processor
	Command []string      // how a child is started; default: this binary with "reader-child"
	Cache   string        // folder of compiled engines; default: lintas in the user's cache folder
	Timeout time.Duration // for the text of one file; 0 = 10 s. A picture gets twice as long
	Idle    time.Duration // a child unused for so long ends; 0 = 30 s
	Log     *slog.Logger
}

// Pool reads PDFs in child processes, so that a hostile file costs a child and
// never the archive.
type Pool struct{}

// NewPool returns a pool. No child runs before the first file is read.
func NewPool(o PoolOptions) *Pool { return &Pool{} }

// Paper is what was read from one file.
type Paper struct {
	Transcript archive.Transcript
	Pages      int                // in the file; the transcript may hold fewer when the file is huge
	Signature  *archive.Signature // nil when the file is not signed
	NeedsOCR   bool               // a page has a picture and no usable text
}

// Read reads the text of the PDF at path.
func (p *Pool) Read(ctx context.Context, path string) (Paper, error) {
	return Paper{}, errors.New("not built yet")
}

// Picture draws a page (from 1) as a JPEG, width pixels wide.
func (p *Pool) Picture(ctx context.Context, path string, page, width int) ([]byte, error) {
	return nil, errors.New("not built yet")
}

// Close ends the children.
func (p *Pool) Close() error { return nil }

// ServeChild is the child's side: it answers requests from in on out until in ends.
func ServeChild(in io.Reader, out io.Writer) error { return errors.New("not built yet") }
