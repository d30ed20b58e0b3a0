package reading

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"lintas/archive"
)

// TesseractOptions say where Tesseract is and what it may take.
type TesseractOptions struct {
	Command string        // the program; default "tesseract", looked for in PATH
	Workers int           // pages at once; 0 = one per processor
	Timeout time.Duration // for one page; 0 = 60 s
}

// Tesseract is the OCR program as installed. It may be used from many goroutines.
type Tesseract struct {
	command   string
	languages string // what it reads, as it wants to be told
	timeout   time.Duration
	places    chan struct{} // one token per page that may be read at once
}

// FindTesseract looks for Tesseract and its Indonesian data. Without English data
// it reads Indonesian only. When it cannot read, the error is an *archive.Error
// that says what to install.
func FindTesseract(ctx context.Context, o TesseractOptions) (*Tesseract, error) {
	path, err := exec.LookPath(cmp.Or(o.Command, "tesseract"))
	if err != nil {
		return nil, errNoTesseract(err)
	}
	if o.Workers <= 0 {
		o.Workers = runtime.NumCPU()
	}
	if o.Timeout <= 0 {
		o.Timeout = time.Minute
	}
	t := &Tesseract{command: path, timeout: min(o.Timeout, 20*time.Second), places: make(chan struct{}, o.Workers)}
	list, err := t.run(ctx, nil, "--list-langs")
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, errNoTesseract(err)
	}
	known := strings.Fields(string(list))
	if !slices.Contains(known, "ind") {
		return nil, errNoTesseract(fmt.Errorf("%s has no data for Indonesian", path))
	}
	t.languages = "ind"
	if slices.Contains(known, "eng") {
		t.languages = "ind+eng"
	}
	t.timeout = o.Timeout
	return t, nil
}

func errNoTesseract(cause error) error {
	e := archive.Fail(archive.NotFound,
		"Halaman hasil pindai belum dapat dibaca: program Tesseract dengan data bahasa Indonesia tidak ada di server. Pasang paket tesseract-ocr dan tesseract-ocr-ind; pembacaan lalu mulai sendiri.",
		"Scanned pages cannot be read yet: Tesseract with its Indonesian data is not on the server. Install the packages tesseract-ocr and tesseract-ocr-ind; reading then starts by itself.")
	e.Err = cause
	return e
}

// table reads an image and returns the table of its words.
func (t *Tesseract) table(ctx context.Context, image []byte, dpi float64) (string, error) {
	out, err := t.run(ctx, image, "-", "-l", t.languages, "--dpi", strconv.Itoa(int(dpi+0.5)), "tsv")
	return string(out), err
}

// orientation returns the quarter turns clockwise that bring an image upright.
func (t *Tesseract) orientation(ctx context.Context, image []byte, dpi float64) (int, error) {
	out, err := t.run(ctx, image, "-", "-l", "osd", "--psm", "0", "--dpi", strconv.Itoa(int(dpi+0.5)))
	if err != nil {
		return 0, err
	}
	for line := range strings.SplitSeq(string(out), "\n") {
		if value, ok := strings.CutPrefix(line, "Rotate: "); ok {
			degrees, err := strconv.Atoi(strings.TrimSpace(value))
			if err != nil || degrees%90 != 0 {
				return 0, fmt.Errorf("%w: orientation %.20q", errTSV, value)
			}
			return degrees / 90 & 3, nil
		}
	}
	return 0, fmt.Errorf("%w: no orientation", errTSV)
}

// errNotStarted is when Tesseract was there and is no longer.
var errNotStarted = errors.New("cannot start Tesseract")

func (t *Tesseract) enter(ctx context.Context) error {
	select {
	case t.places <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (t *Tesseract) leave() { <-t.places }

const (
	mostSaid     = 16 << 20 // bytes of an answer; a full page takes 60 KB
	tesseractRAM = 1 << 30  // bytes; a page takes 150 MB
)

// run runs Tesseract, on one image if there is one, in a process group of its own with
// limits of time and memory, and with less claim to the processor than the rest.
func (t *Tesseract) run(ctx context.Context, image []byte, args ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, t.timeout, errTooLong)
	defer cancel()
	cmd := exec.Command(t.command, args...)
	cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1")
	out, said := &capped{most: mostSaid}, &tail{}
	cmd.Stdout, cmd.Stderr = out, said
	cmd.WaitDelay = time.Second
	if image != nil {
		name, done, err := hand(cmd, image)
		if err != nil {
			return nil, err
		}
		defer done()
		cmd.Args = slices.Insert(cmd.Args, 1, name)
	}
	apart(cmd)
	defer lockThread()() // see apart
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("%w: %w", errNotStarted, err)
	}
	stop := context.AfterFunc(ctx, func() { killGroup(cmd) })
	defer stop()
	limited := limitOther(cmd.Process.Pid, tesseractRAM, t.timeout)
	if limited != nil {
		killGroup(cmd)
	}
	err := errors.Join(limited, cmd.Wait())
	switch {
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case err != nil:
		return nil, fmt.Errorf("run Tesseract: %w; it said %q", err, said.String())
	case out.over:
		return nil, fmt.Errorf("%w: more than %d bytes", errTSV, mostSaid)
	}
	return out.b.Bytes(), nil
}

// capped keeps the first bytes written to it.
type capped struct {
	b    bytes.Buffer
	most int
	over bool
}

func (c *capped) Write(p []byte) (int, error) {
	if c.b.Len()+len(p) > c.most {
		c.over = true
		return len(p), nil
	}
	return c.b.Write(p)
}
