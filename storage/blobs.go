package storage

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"lintas/archive"
)

// Blobs keeps files by the SHA-256 of their bytes. What is in is never changed.
type Blobs struct {
	dir   string
	space space
	log   *slog.Logger
	mu    [256]sync.Mutex // by first byte; held while a name is given

	buffers sync.Pool // of *[bufferSize]byte

	checking sync.Mutex
	checked  map[string]time.Time // blobs that were whole when last opened
}

// A blob that was whole a while ago is opened without being read through again; so many of
// them are remembered.
const (
	wholeFor    = 10 * time.Minute
	wholeAtMost = 4096
)

// Blob is a file that is kept.
type Blob struct {
	Sum  string // SHA-256, hex
	Size int64  // bytes
}

const incoming = "incoming" // folder of files on their way in

// openBlobs removes what was on its way in when the archive was last stopped.
func openBlobs(dir string, s space, log *slog.Logger) (*Blobs, error) {
	b := &Blobs{dir: dir, space: s, log: log}
	for _, folder := range []string{dir, b.incoming()} {
		if err := makeFolder(folder); err != nil {
			return nil, err
		}
	}
	left, err := os.ReadDir(b.incoming())
	if err != nil {
		return nil, fmt.Errorf("open blobs: %w", err)
	}
	for _, e := range left {
		if err := os.Remove(filepath.Join(b.incoming(), e.Name())); err != nil {
			return nil, fmt.Errorf("remove what was not received whole: %w", err)
		}
	}
	return b, syncFolder(dir) // folders made just before a crash
}

func (b *Blobs) incoming() string { return filepath.Join(b.dir, incoming) }

// Put keeps what r delivers, at most limit bytes (0 is no limit; more is an error
// with code TooLarge). When it returns the bytes are on the disk. The same bytes
// twice are one blob; one that has been damaged meanwhile is replaced.
func (b *Blobs) Put(ctx context.Context, r io.Reader, limit int64) (Blob, error) {
	if err := b.space.check(0); err != nil {
		return Blob{}, err
	}
	var blob Blob
	err := b.receive(ctx, r, limit, func(got Blob) error {
		blob = got
		return nil
	})
	return blob, err
}

// receive keeps what r delivers, unless accept refuses it. What fits into one buffer
// is known by its sum before a file is made for it.
func (b *Blobs) receive(ctx context.Context, r io.Reader, limit int64, accept func(Blob) error) error {
	buf := b.buffer()
	defer b.buffers.Put(buf)
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("receive file: %w", err)
	}
	n, err := io.ReadFull(r, buf[:])
	switch {
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		err = b.receiveSmall(buf[:n], limit, accept)
	case err == nil:
		err = b.receiveLarge(ctx, io.MultiReader(bytes.NewReader(buf[:]), r), limit, accept)
	}
	if err != nil {
		return fmt.Errorf("receive file: %w", err)
	}
	return nil
}

const bufferSize = 128 << 10 // most letters fit

// buffer returns one to be given back: making and clearing one for each file was a
// tenth of the garbage of filling an archive.
func (b *Blobs) buffer() *[bufferSize]byte {
	if buf, ok := b.buffers.Get().(*[bufferSize]byte); ok {
		return buf
	}
	return new([bufferSize]byte)
}

func (b *Blobs) receiveSmall(data []byte, limit int64, accept func(Blob) error) error {
	sum := sha256.Sum256(data)
	blob := Blob{hex.EncodeToString(sum[:]), int64(len(data))}
	if limit > 0 && blob.Size > limit {
		return tooLarge(limit)
	}
	if err := accept(blob); err != nil {
		return err
	}
	if there, _, err := b.there(blob); there || err != nil {
		return err
	}
	return b.bring(func(temp *os.File) (Blob, error) {
		_, err := temp.Write(data)
		return blob, err
	})
}

func (b *Blobs) receiveLarge(ctx context.Context, r io.Reader, limit int64, accept func(Blob) error) error {
	return b.bring(func(temp *os.File) (Blob, error) {
		blob, err := b.fill(ctx, temp, r, limit)
		if err == nil {
			err = accept(blob)
		}
		return blob, err
	})
}

// bring makes a file in the folder of those on their way in, has it filled, makes it
// durable and gives it its name.
func (b *Blobs) bring(fill func(*os.File) (Blob, error)) error {
	temp, err := os.OpenFile(filepath.Join(b.incoming(), rand.Text()), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	blob, err := fill(temp)
	if err == nil {
		err = errors.Join(temp.Chmod(0o444), temp.Sync())
	}
	if err = errors.Join(err, temp.Close()); err == nil {
		err = b.settle(temp.Name(), blob)
	}
	if err != nil {
		if gone := os.Remove(temp.Name()); !errors.Is(gone, fs.ErrNotExist) {
			err = errors.Join(err, gone)
		}
	}
	return err
}

// fill copies while it counts, hashes and watches the free space.
func (b *Blobs) fill(ctx context.Context, w io.Writer, r io.Reader, limit int64) (Blob, error) {
	const checkEvery = 16 << 20
	hash, buf := sha256.New(), b.buffer()
	defer b.buffers.Put(buf)
	var size, checked int64
	for {
		if err := ctx.Err(); err != nil {
			return Blob{}, err
		}
		n, err := r.Read(buf[:])
		if size += int64(n); limit > 0 && size > limit {
			return Blob{}, tooLarge(limit)
		}
		if size-checked > checkEvery {
			if err := b.space.check(int64(n)); err != nil {
				return Blob{}, err
			}
			checked = size
		}
		hash.Write(buf[:n]) // never fails
		if _, err := w.Write(buf[:n]); err != nil {
			return Blob{}, err
		}
		if errors.Is(err, io.EOF) {
			return Blob{hex.EncodeToString(hash.Sum(nil)), size}, nil
		}
		if err != nil {
			return Blob{}, err
		}
	}
}

func tooLarge(limit int64) error {
	return archive.Fail(archive.TooLarge,
		fmt.Sprintf("Berkas ini lebih besar dari batas %d MB.", limit>>20),
		fmt.Sprintf("The file is larger than the limit of %d MB.", limit>>20))
}

// there reports whether a blob is kept, whole and for good. damaged is whether it is
// kept with other bytes.
func (b *Blobs) there(blob Blob) (there, damaged bool, err error) {
	path := b.Path(blob.Sum)
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, false, nil
	}
	if err != nil {
		return false, false, err
	}
	if info.Size() != blob.Size || checkBlob(path, blob.Sum) != nil {
		return false, true, nil
	}
	return true, false, syncFolder(filepath.Dir(path))
}

// settle gives a received file its name, unless it is there already.
func (b *Blobs) settle(temp string, blob Blob) error {
	path := b.Path(blob.Sum)
	mu := &b.mu[shard(blob.Sum)]
	mu.Lock()
	defer mu.Unlock()
	if err := makeFolder(filepath.Dir(path)); err != nil {
		return err
	}
	there, damaged, err := b.there(blob)
	if there || err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	if damaged {
		b.log.Error("a damaged blob is replaced by the good bytes just received", "blob", blob.Sum)
	}
	if err := os.Rename(temp, path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

func shard(sum string) byte {
	raw, err := hex.DecodeString(sum[:2])
	if err != nil {
		return 0
	}
	return raw[0]
}

// Path returns where a blob is or would be kept, "" if sum is no SHA-256 in hex.
func (b *Blobs) Path(sum string) string {
	if !isSum(sum) {
		return ""
	}
	return filepath.Join(b.dir, sum[:2], sum)
}

func isSum(sum string) bool {
	raw, err := hex.DecodeString(sum)
	return err == nil && len(raw) == sha256.Size && hex.EncodeToString(raw) == sum
}

// Has reports whether a blob is kept.
func (b *Blobs) Has(sum string) bool {
	path := b.Path(sum)
	if path == "" {
		return false
	}
	_, err := os.Stat(path)
	return err == nil
}

// Open opens a blob for reading. Whoever asks has its sum from a record, so a file
// that is missing, or holds other bytes, is damage.
func (b *Blobs) Open(sum string) (*os.File, error) {
	path := b.Path(sum)
	if path == "" {
		return nil, notFound("blob", sum)
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, damaged("the file "+sum[:12]+"… is missing", err)
	}
	if err != nil {
		return nil, fmt.Errorf("open blob: %w", err)
	}
	if err := b.whole(path, sum); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// Whole returns where a blob lies, for programs that open it themselves, once its bytes have been
// found to be those that were received.
func (b *Blobs) Whole(sum string) (string, error) {
	f, err := b.Open(sum)
	if err != nil {
		return "", err
	}
	return f.Name(), f.Close()
}

// whole reads a blob through, unless that was done a while ago: bytes that rotted on the disk
// are not handed out as if they were the letter.
func (b *Blobs) whole(path, sum string) error {
	b.checking.Lock()
	last := b.checked[sum]
	b.checking.Unlock()
	if time.Since(last) < wholeFor {
		return nil
	}
	if err := checkBlob(path, sum); err != nil {
		return damaged("the file "+sum[:12]+"… has changed on the disk", err)
	}
	b.checking.Lock()
	defer b.checking.Unlock()
	if b.checked == nil || len(b.checked) >= wholeAtMost {
		b.checked = map[string]time.Time{}
	}
	b.checked[sum] = time.Now()
	return nil
}

// checkBlob compares a file with the sum it is named by.
func checkBlob(path, sum string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("check blob: %w", err)
	}
	defer f.Close() // only read
	hash := sha256.New()
	if _, err := io.Copy(hash, f); err != nil {
		return fmt.Errorf("check blob: %w", err)
	}
	if got := hex.EncodeToString(hash.Sum(nil)); got != sum {
		return fmt.Errorf("its bytes have the sum %s", got)
	}
	return nil
}

// each calls fn for every blob kept, in order, with what else lies in the folder
// as sum "".
func (b *Blobs) each(ctx context.Context, fn func(sum, path string, size int64) error) error {
	return filepath.WalkDir(b.dir, func(path string, e fs.DirEntry, err error) error {
		if err = errors.Join(err, ctx.Err()); err != nil {
			return fmt.Errorf("list blobs: %w", err)
		}
		if e.IsDir() {
			if e.Name() == incoming {
				return fs.SkipDir
			}
			return nil
		}
		info, err := e.Info()
		if err != nil {
			return fmt.Errorf("list blobs: %w", err)
		}
		sum := e.Name()
		if b.Path(sum) != path {
			sum = ""
		}
		return fn(sum, path, info.Size())
	})
}
