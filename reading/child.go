package reading

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"sync/atomic"
	"time"
)

// child is the pool's end of one child process.
type child struct {
	cmd   *exec.Cmd
	in    *bufio.Writer
	out   *bufio.Reader
	said  tail          // the end of what it wrote to stderr
	done  chan struct{} // closed when the process is gone
	ended error         // of the process; valid after done
	idle  *time.Timer   // ends it when unused

	doomed atomic.Bool // killed, if not yet gone
}

// startTime is for the first start ever, which compiles PDFium: 4 to 11 s.
const startTime = 2 * time.Minute

// startChild starts a child and waits until it is ready.
func startChild(ctx context.Context, command []string, cache string) (*child, error) {
	c := &child{done: make(chan struct{})}
	c.cmd = exec.Command(command[0], command[1:]...)
	c.cmd.Env = append(os.Environ(), cacheVariable+"="+cache)
	c.cmd.Stderr = &c.said
	c.cmd.WaitDelay = time.Second
	apart(c.cmd)
	in, err := c.cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("pipe to the reader: %w", err)
	}
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("pipe from the reader: %w", err)
	}
	c.in, c.out = bufio.NewWriter(in), bufio.NewReaderSize(out, 64<<10)
	started := make(chan error, 1)
	go c.run(started)
	if err := <-started; err != nil {
		return nil, fmt.Errorf("start the reader %q: %w", command, err)
	}
	if _, err := c.exchange(ctx, nil, startTime); err != nil {
		c.kill()
		return nil, fmt.Errorf("start the reader %q: %w; it said %q", command, err, c.said.String())
	}
	return c, nil
}

// run starts the process and waits for its end, on one thread: see apart.
func (c *child) run(started chan<- error) {
	defer lockThread()()
	if err := c.cmd.Start(); err != nil {
		started <- err
		return
	}
	started <- nil
	c.ended = c.cmd.Wait()
	close(c.done)
}

// errTooLong is the cause when a child was killed for the time it took.
var errTooLong = errors.New("no answer in time")

// exchange sends a frame (if any) and returns the answering frame. When ctx ends
// or time runs out the child is killed. After an error the child is of no use.
func (c *child) exchange(ctx context.Context, ask []byte, limit time.Duration) ([]byte, error) {
	var late atomic.Bool
	clock := time.AfterFunc(limit, func() {
		late.Store(true)
		c.kill()
	})
	stop := context.AfterFunc(ctx, c.kill)
	body, err := c.send(ask)
	if inTime, wanted := clock.Stop(), stop(); !inTime || !wanted {
		c.kill() // it is being killed: say so before somebody takes it
	}
	switch {
	case err == nil:
		return body, nil
	case late.Load():
		return nil, errTooLong
	case ctx.Err() != nil:
		return nil, ctx.Err()
	}
	return nil, err
}

func (c *child) send(ask []byte) ([]byte, error) {
	if ask != nil {
		if err := writeFrame(c.in, ask); err != nil {
			return nil, fmt.Errorf("ask the reader: %w", err)
		}
	}
	body, err := readFrame(c.out)
	if err != nil {
		return nil, fmt.Errorf("hear the reader: %w", err)
	}
	return body, nil
}

// kill ends the process and all it started, at once. It may be called twice.
func (c *child) kill() {
	c.doomed.Store(true)
	select {
	case <-c.done:
	default:
		killGroup(c.cmd)
	}
}

func (c *child) alive() bool {
	select {
	case <-c.done:
		return false
	default:
		return !c.doomed.Load()
	}
}

// end kills the child and waits until it is gone.
func (c *child) end() {
	c.kill()
	<-c.done
}

// tail keeps the last bytes written to it.
type tail struct {
	mu   sync.Mutex
	last []byte
}

const tailSize = 2 << 10

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.last = append(t.last, p...)
	if n := len(t.last) - tailSize; n > 0 {
		t.last = append(t.last[:0], t.last[n:]...)
	}
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.last)
}
