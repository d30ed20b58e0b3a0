package reading

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"lintas/archive"
)

// PoolOptions are the limits and the place of the reader children.
type PoolOptions struct {
	Workers int           // children at once; 0 = one per processor
	Command []string      // how a child is started; default: this binary with "reader-child"
	Cache   string        // folder of the compiled engine, 42 MB; default: lintas in the user's cache folder
	Timeout time.Duration // for the text of one file, or one picture; 0 = 10 s
	Idle    time.Duration // a child unused for so long ends; 0 = 30 s
	Log     *slog.Logger
}

// Pool reads PDFs in child processes, so that a hostile file costs a child and
// never the archive. Children start when they are needed and end when they are
// idle: a pool at rest takes no memory. It may be used from many goroutines.
type Pool struct {
	o      PoolOptions
	places chan struct{} // one token per child that may work

	starting chan struct{} // one token: the first start compiles, the next find the cache

	life context.Context // ends when the pool is closed
	end  context.CancelFunc

	mu     sync.Mutex
	idle   []*child // the warmest last
	closed bool
	busy   sync.WaitGroup
}

// NewPool returns a pool. No child runs before the first file is read.
func NewPool(o PoolOptions) *Pool {
	if o.Workers <= 0 {
		o.Workers = runtime.NumCPU()
	}
	if o.Timeout <= 0 {
		o.Timeout = 10 * time.Second
	}
	if o.Idle <= 0 {
		o.Idle = 30 * time.Second
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	p := &Pool{o: o, places: make(chan struct{}, o.Workers), starting: make(chan struct{}, 1)}
	p.life, p.end = context.WithCancel(context.Background())
	return p
}

// Paper is what was read from one file.
type Paper struct {
	Transcript archive.Transcript
	Pages      int                // in the file; more than in the transcript if time or room ran out
	Signature  *archive.Signature // nil when the file is not signed
	NeedsOCR   bool               // a page has a picture and no usable text
}

// Read reads the text of the PDF at path. What is wrong with the file is an
// *archive.Error; any other error is the pool's own.
func (p *Pool) Read(ctx context.Context, path string) (Paper, error) {
	a, err := p.ask(ctx, request{Op: askRead, Path: path}, p.o.Timeout)
	if err != nil {
		return Paper{}, fmt.Errorf("read %s: %w", filepath.Base(path), err)
	}
	return a.Paper, nil
}

// widest is the most pixels across that a picture may have.
const widest = 2000

// Picture draws a page (from 1) as a JPEG, width pixels wide (at most 2000).
func (p *Pool) Picture(ctx context.Context, path string, page, width int) ([]byte, error) {
	width = min(max(width, 16), widest)
	a, err := p.ask(ctx, request{Op: askPicture, Path: path, Page: max(page, 0), Width: width}, p.o.Timeout)
	if err != nil {
		return nil, fmt.Errorf("draw page %d of %s: %w", page, filepath.Base(path), err)
	}
	return a.Picture, nil
}

// Close ends the children and waits for them. Reads under way fail.
func (p *Pool) Close() error {
	p.mu.Lock()
	p.closed = true
	idle := p.idle
	p.idle = nil
	p.mu.Unlock()
	p.end()
	for _, c := range idle {
		c.idle.Stop()
		c.end()
	}
	p.busy.Wait()
	return nil
}

var errPoolClosed = errors.New("the readers are closed")

// ask gives the request to a child, the idle one or a new one.
func (p *Pool) ask(ctx context.Context, q request, limit time.Duration) (answer, error) {
	path, err := filepath.Abs(q.Path)
	if err != nil {
		return answer{}, err
	}
	q.Path = path
	if err := p.enter(ctx); err != nil {
		return answer{}, err
	}
	defer p.leave()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	defer context.AfterFunc(p.life, func() { cancel(errPoolClosed) })()
	c, err := p.take(ctx)
	if err != nil {
		return answer{}, err
	}
	body, err := c.exchange(ctx, q.encode(), limit)
	if err != nil {
		c.end()
		return answer{}, p.blame(ctx, c, err, limit)
	}
	a, err := decodeAnswer(body)
	if err != nil {
		c.end()
		return answer{}, errCrash(err)
	}
	p.give(c)
	return a, a.Err
}

func (p *Pool) enter(ctx context.Context) error {
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		return errPoolClosed
	}
	p.busy.Add(1)
	p.mu.Unlock()
	select {
	case p.places <- struct{}{}:
		return nil
	case <-ctx.Done():
		p.busy.Done()
		return ctx.Err()
	}
}

func (p *Pool) leave() {
	<-p.places
	p.busy.Done()
}

// take returns an idle child that lives, or starts one.
func (p *Pool) take(ctx context.Context) (*child, error) {
	p.mu.Lock()
	for len(p.idle) > 0 {
		c := p.idle[len(p.idle)-1]
		p.idle = p.idle[:len(p.idle)-1]
		if c.idle.Stop() && c.alive() {
			p.mu.Unlock()
			return c, nil
		}
	}
	p.mu.Unlock()
	select {
	case p.starting <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-p.starting }()
	command, cache, err := p.place()
	if err != nil {
		return nil, err
	}
	return startChild(ctx, command, cache)
}

// place says how a child is started and where it finds the compiled engine.
func (p *Pool) place() (command []string, cache string, err error) {
	command, cache = p.o.Command, p.o.Cache
	if len(command) == 0 {
		self, err := os.Executable()
		if err != nil {
			return nil, "", fmt.Errorf("find this program to start a reader: %w", err)
		}
		command = []string{self, "reader-child"}
	}
	if cache == "" {
		cache = cacheHome()
	}
	return command, cache, nil
}

func cacheHome() string {
	home, err := os.UserCacheDir()
	if err != nil {
		home = os.TempDir() // a service without a home
	}
	return filepath.Join(home, "lintas")
}

// give puts a child back; it ends if nobody takes it for a while.
func (p *Pool) give(c *child) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed || !c.alive() {
		c.kill()
		return
	}
	c.idle = time.AfterFunc(p.o.Idle, c.kill)
	p.idle = append(p.idle, c)
}

// blame turns the end of a child into what the officer is told.
func (p *Pool) blame(ctx context.Context, c *child, err error, limit time.Duration) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if errors.Is(err, errTooLong) {
		p.o.Log.Warn("a reader was stopped for the time it took", "limit", limit)
		return errTime(int(math.Ceil(limit.Seconds())))
	}
	p.o.Log.Warn("a reader broke down", "error", err, "process", c.ended, "said", c.said.String())
	return errCrash(fmt.Errorf("%w (%v)", err, c.ended))
}
