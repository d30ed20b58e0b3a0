package reading

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

const (
	wasmPage     = 64 << 10
	memoryPages  = 4096      // 256 MB: the most PDFium may take for one file
	fattestIdle  = 80 << 20  // an instance grown beyond is dropped after the file; WebAssembly memory never shrinks
	largestPaper = 128 << 20 // bytes of a file that fit into the memory beside what is made of them
)

// engine is PDFium in a WebAssembly sandbox, one instance at a time. It sees no
// file system: a file's bytes are copied into its memory.
//
// go-pdfium's own methods take a lock, look up handles and allocate four pointers
// for the box of one character, and a letter has 1,000 to 2,000 characters. Calling
// the exported functions of the module itself takes 55 ns, so that the places of all
// characters cost 3 % of a letter's reading and putting the lines together another
// 5 %; nine tenths are PDFium loading fonts and text, as in a bare loop. A module of
// our own that loops inside the sandbox would take 0.04 ms instead of 0.2, but
// needs a runtime of our own, which go-pdfium does not share.
type engine struct {
	pool pdfium.Pool
	inst pdfium.Pdfium
	mod  api.Module
	fn   map[string]api.Function
	err  error // the first failure; nothing is called after it
	args [16]uint64
	spot uint32 // scratch memory inside the sandbox, spotSize bytes
}

const spotSize = 64

// newEngine compiles PDFium, or takes it from the cache folder: 4 s or 0.1 s.
func newEngine(cache string) (*engine, error) {
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(memoryPages)
	if store, err := wazero.NewCompilationCacheWithDir(cache); err == nil {
		config = config.WithCompilationCache(store)
	} else {
		fmt.Fprintf(os.Stderr, "reading without a cache, each start takes seconds: %v\n", err)
	}
	pool, err := webassembly.Init(webassembly.Config{
		Context:       experimental.WithMemoryAllocator(context.Background(), sandboxMemory()),
		MaxTotal:      1,
		RuntimeConfig: config,
		FSConfig:      wazero.NewFSConfig(),
		Stdout:        io.Discard,
		Stderr:        io.Discard,
	})
	if err != nil {
		return nil, fmt.Errorf("start PDFium: %w", err)
	}
	return &engine{pool: pool}, nil
}

// ready makes an instance if there is none, in 1 to 4 ms.
func (e *engine) ready() error {
	if e.inst != nil {
		return nil
	}
	inst, err := e.pool.GetInstance(10 * time.Second)
	if err != nil {
		return fmt.Errorf("start a PDFium instance: %w", err)
	}
	mod, err := moduleOf(inst)
	if err != nil {
		return err
	}
	e.inst, e.mod, e.err = inst, mod, nil
	e.fn = make(map[string]api.Function)
	e.spot = uint32(e.call("malloc", spotSize))
	return e.err
}

// moduleOf returns the WebAssembly module behind an instance. go-pdfium exports
// it as a field of a type that it does not export.
func moduleOf(inst pdfium.Pdfium) (api.Module, error) {
	v := reflect.ValueOf(inst.GetImplementation())
	if v.Kind() == reflect.Pointer && v.Elem().Kind() == reflect.Struct {
		if f := v.Elem().FieldByName("Module"); f.IsValid() && f.CanInterface() {
			if mod, ok := f.Interface().(api.Module); ok {
				return mod, nil
			}
		}
	}
	return nil, fmt.Errorf("go-pdfium does not show its module; it was written for v1.20.0")
}

// settle drops the instance when it failed or grew fat, so that one file leaves
// nothing behind for the next.
func (e *engine) settle() {
	if e.inst == nil || e.err == nil && e.mod.Memory().Size() <= fattestIdle {
		return
	}
	if err := e.inst.Kill(); err != nil {
		fmt.Fprintf(os.Stderr, "drop a PDFium instance: %v\n", err)
	}
	e.inst, e.mod, e.fn, e.err = nil, nil, nil, nil
}

// call calls an exported function. After a failure (a trap in the sandbox) it
// returns 0 and does nothing; e.err says what failed.
func (e *engine) call(name string, args ...uint64) uint64 {
	if e.err != nil {
		return 0
	}
	return e.invoke(e.function(name), args...)
}

func (e *engine) invoke(f api.Function, args ...uint64) uint64 {
	if e.err != nil {
		return 0
	}
	copy(e.args[:], args)
	if err := f.CallWithStack(context.Background(), e.args[:]); err != nil {
		e.err = fmt.Errorf("%s in PDFium: %w", f.Definition().ExportNames()[0], err)
		return 0
	}
	return e.args[0]
}

// function returns an exported function. Each has a stack of its own, so it is kept.
func (e *engine) function(name string) api.Function {
	f := e.fn[name]
	if f == nil {
		if f = e.mod.ExportedFunction(name); f == nil {
			e.err = cmp.Or(e.err, fmt.Errorf("PDFium has no function %s", name))
			return nil
		}
		e.fn[name] = f
	}
	return f
}

func (e *engine) float32At(offset uint32) float64 {
	v, _ := e.mod.Memory().ReadFloat32Le(e.spot + offset)
	return float64(v)
}

// allocate takes memory inside the sandbox; 0 bytes are never asked for.
func (e *engine) allocate(size int) uint32 {
	p := uint32(e.call("malloc", uint64(size)))
	if p == 0 && e.err == nil {
		e.err = errSandboxFull
	}
	return p
}

// full tells whether the sandbox has used up its memory: what failed then
// failed for that.
func (e *engine) full() bool {
	return e.mod != nil && e.mod.Memory().Size() > (memoryPages-256)*wasmPage
}

// paper is a file open in the engine.
type paper struct {
	e     *engine
	bytes uint32
	doc   uint64
	pages int
}

// open opens a file whose head has been looked at.
func (e *engine) open(f *os.File, size int64) (*paper, error) {
	if size > largestPaper {
		return nil, errTooLarge(size)
	}
	if err := e.ready(); err != nil {
		return nil, err
	}
	p := &paper{e: e, bytes: e.allocate(int(size))}
	if e.err != nil {
		return nil, e.failure()
	}
	view, ok := e.mod.Memory().Read(p.bytes, uint32(size))
	if !ok {
		return nil, fmt.Errorf("copy the file into PDFium: %d bytes at %d", size, p.bytes)
	}
	if _, err := f.ReadAt(view, 0); err != nil && !errors.Is(err, io.EOF) {
		e.call("free", uint64(p.bytes))
		return nil, fmt.Errorf("read the file: %w", err)
	}
	p.doc = e.call("FPDF_LoadMemDocument", uint64(p.bytes), uint64(size), 0)
	if p.doc == 0 {
		defer p.close()
		return nil, e.refusal(view)
	}
	p.pages = int(int32(e.call("FPDF_GetPageCount", p.doc)))
	if e.err == nil && p.pages <= 0 {
		p.close()
		return nil, errNoPages()
	}
	return p, e.failure()
}

func (p *paper) close() {
	if p.doc != 0 {
		p.e.call("FPDF_CloseDocument", p.doc)
	}
	p.e.call("free", uint64(p.bytes))
}

// data returns the file's bytes where they lie in the sandbox; they are valid
// until the next call into it.
func (p *paper) data(size int64) []byte {
	view, _ := p.e.mod.Memory().Read(p.bytes, uint32(size))
	return view
}

// FPDF_GetLastError's answers.
const (
	pdfiumPassword = 4
	pdfiumSecurity = 5
)

// refusal says why the file could not be opened.
func (e *engine) refusal(data []byte) error {
	reason := e.call("FPDF_GetLastError")
	if e.err != nil {
		return e.failure()
	}
	switch reason {
	case pdfiumPassword, pdfiumSecurity:
		return errEncrypted()
	}
	return errBroken(fmt.Errorf("PDFium error %d on %d bytes", reason, len(data)))
}

// failure makes the engine's error one for people: too costly when the memory
// ran out, else broken.
func (e *engine) failure() error {
	switch {
	case e.err == nil:
		return nil
	case e.full() || e.err == errSandboxFull:
		return errMemory(e.err)
	default:
		return errBroken(e.err)
	}
}

var errSandboxFull = errors.New("the sandbox is out of memory")
