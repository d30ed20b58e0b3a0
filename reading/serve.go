package reading

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
)

// cacheVariable tells a child where the compiled engine is kept.
const cacheVariable = "LINTAS_READER_CACHE"

// ServeChild is the child's side: it answers the pool's requests, one at a time,
// from in on out until in ends. It limits the memory of the whole process, so it
// belongs into a process of its own: the hidden command reader-child.
func ServeChild(in io.Reader, out io.Writer) error {
	debug.SetMemoryLimit(128 << 20)
	debug.SetGCPercent(400) // a tenth of the time per letter; the limit above holds
	e, err := newEngine(cmp.Or(os.Getenv(cacheVariable), cacheHome()))
	if err != nil {
		return err
	}
	if err := e.ready(); err != nil {
		return err
	}
	debug.FreeOSMemory() // 80 MB of the loading
	if err := limitSelf(); err != nil {
		return err
	}
	r, w := bufio.NewReader(in), bufio.NewWriter(out)
	if err := writeFrame(w, nil); err != nil {
		return fmt.Errorf("say ready: %w", err)
	}
	for {
		body, err := readFrame(r)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		q, err := decodeRequest(body)
		if err != nil {
			return err
		}
		if err := writeFrame(w, e.answer(q).encode()); err != nil {
			return fmt.Errorf("answer: %w", err)
		}
		e.settle()
	}
}

// answer does what is asked with the file.
func (e *engine) answer(q request) answer {
	f, err := os.Open(q.Path)
	if err != nil {
		return answer{Err: fmt.Errorf("open the file: %w", err)}
	}
	defer f.Close() // only read
	info, err := f.Stat()
	if err != nil {
		return answer{Err: fmt.Errorf("open the file: %w", err)}
	}
	if err := lookAtHead(f); err != nil {
		return answer{Err: err}
	}
	switch q.Op {
	case askPicture:
		return e.drawn(f, info.Size(), q)
	case askScan:
		return e.scanned(f, info.Size(), q)
	case askSearchable:
		return e.layered(f, info.Size(), q.Text)
	}
	return e.read(f, info.Size())
}

func (e *engine) drawn(f *os.File, size int64, q request) answer {
	doc, err := e.open(f, size)
	if err != nil {
		return answer{Err: err}
	}
	defer doc.close()
	picture, err := doc.picture(q.Page, q.Width)
	return answer{Picture: picture, Err: err}
}

func (e *engine) scanned(f *os.File, size int64, q request) answer {
	doc, err := e.open(f, size)
	if err != nil {
		return answer{Err: err}
	}
	defer doc.close()
	image, err := doc.scan(q.Page, q.Turn)
	return answer{Scan: &image, Err: err}
}

func (e *engine) read(f *os.File, size int64) answer {
	doc, err := e.open(f, size)
	if err != nil {
		return answer{Err: err}
	}
	signature := doc.signature(f, size) // before reading, which flattens
	if e.err != nil {                   // a signature never costs the text
		e.settle()
		if doc, err = e.open(f, size); err != nil {
			return answer{Err: err}
		}
	}
	defer doc.close()
	paper, err := doc.read()
	if err != nil {
		return answer{Err: err}
	}
	paper.Signature = signature
	return answer{Paper: paper}
}

func lookAtHead(f *os.File) error {
	head := make([]byte, HeadSize)
	n, err := f.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read the file: %w", err)
	}
	return CheckHead(head[:n])
}
