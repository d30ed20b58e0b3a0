package reading

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/jpeg"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"lintas/archive"
)

// letter is a good PDF of one line.
func letter(text string) []byte { return pageWith(printAt(72, 700, 12, text), "") }

func wantText(t *testing.T, pool *Pool, pdf []byte, want string) {
	t.Helper()
	got, err := pool.Read(t.Context(), saved(t, pdf))
	if err != nil {
		t.Fatalf("read a good letter: %v", err)
	}
	if got.Transcript.Text() != want {
		t.Errorf("text %q, want %q", got.Transcript.Text(), want)
	}
}

// children returns the processes that this one has started and that still live.
func children(t testing.TB) []int {
	t.Helper()
	return childrenOf(t, os.Getpid())
}

func childrenOf(t testing.TB, of int) []int {
	t.Helper()
	var pids []int
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range stats {
		stat, err := os.ReadFile(path)
		if err != nil {
			continue // gone meanwhile
		}
		var parent int
		var state string
		rest := stat[bytes.LastIndexByte(stat, ')')+1:]
		if _, err := fmt.Sscan(string(rest), &state, &parent); err != nil {
			t.Fatal(err)
		}
		if parent == of && state != "Z" {
			pid, err := strconv.Atoi(filepath.Base(filepath.Dir(path)))
			if err != nil {
				t.Fatal(err)
			}
			pids = append(pids, pid)
		}
	}
	return pids
}

// eventually waits for something that happens soon but at no known moment.
func eventually(t *testing.T, what string, done func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); <-tick.C {
		if done() {
			return
		}
	}
	t.Errorf("after 20 s still not: %s", what)
}

func TestFilesThatAreNoLettersAreRefusedWithWhatToDo(t *testing.T) {
	pool := testPool(t)
	good := letter("Surat")
	for _, c := range []struct {
		name string
		data []byte
		code archive.Code
		says string
	}{
		{"nothing", nil, archive.EmptyPDF, "empty"},
		{"no pages", makePDF(catalog, "<< /Type /Pages /Kids [] /Count 0 >>"), archive.EmptyPDF, "no pages"},
		{"a photo", []byte("\xff\xd8\xff\xe0\x00\x10JFIF"), archive.NotPDF, "picture"},
		{"a Word file", []byte("PK\x03\x04\x14\x00word/document.xml"), archive.NotPDF, "Word"},
		{"an archive", []byte("PK\x03\x04\x14\x00surat.pdf"), archive.NotPDF, "Unpack"},
		{"a text", []byte("Dengan hormat,"), archive.NotPDF, "save or print it as a PDF"},
		{"a header only", []byte("%PDF-1.7\n"), archive.BrokenPDF, "scan"},
		{"a locked file", lockedPDF(), archive.EncryptedPDF, "password"},
		{"half a file with its header", append([]byte("%PDF-1.4\n"), good[len(good)/2:len(good)/2+60]...), archive.BrokenPDF, "damaged"},
	} {
		_, err := pool.Read(t.Context(), saved(t, c.data))
		var e *archive.Error
		if !errors.As(err, &e) || e.Code != c.code || !strings.Contains(e.Text.EN, c.says) || e.Text.ID == "" {
			t.Errorf("%s: %v, want %s that says %q", c.name, err, c.code, c.says)
		}
	}
	wantText(t, pool, good, "Surat")
	wantText(t, pool, append([]byte("From: kantor@contoh.go.id\r\n\r\n"), good...), "Surat")
}

// lockedPDF says that it is encrypted and has no key for an empty password.
func lockedPDF() []byte {
	key := strings.Repeat("41", 32)
	pdf := string(letter("Rahasia"))
	return []byte(strings.Replace(pdf, "/Root 1 0 R", "/Root 1 0 R /ID [<41><41>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <"+key+"> /U <"+key+"> >>", 1))
}

func TestMissingFileIsNotBlamedOnTheLetter(t *testing.T) {
	pool := testPool(t)
	_, err := pool.Read(t.Context(), filepath.Join(t.TempDir(), "none.pdf"))
	if err == nil || archive.CodeOf(err) != "" {
		t.Errorf("error %v, want one without a code", err)
	}
}

func TestChildThatHangsIsKilledInTime(t *testing.T) {
	pool := testPoolWith(t, PoolOptions{Command: []string{os.Args[0], hangingChild}, Timeout: 300 * time.Millisecond})
	began := time.Now()
	_, err := pool.Read(t.Context(), saved(t, letter("Surat")))
	if archive.CodeOf(err) != archive.TooCostly || !strings.Contains(err.Error(), "within 1 seconds") {
		t.Errorf("error %v, want too costly", err)
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("took %v", took)
	}
	if left := children(t); len(left) > 0 {
		t.Errorf("processes %v are left", left)
	}
}

func TestChildThatCrashesCostsOneFileOnly(t *testing.T) {
	pool := testPoolWith(t, PoolOptions{Workers: 1})
	wantText(t, pool, letter("Satu"), "Satu")
	for _, pid := range children(t) {
		if err := syscall.Kill(pid, syscall.SIGSTOP); err != nil {
			t.Fatal(err)
		}
		go func() {
			// The read below is on its way, or comes to a dead child: both must do.
			if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
				t.Error(err)
			}
		}()
	}
	if _, err := pool.Read(t.Context(), saved(t, letter("Dua"))); err != nil && archive.CodeOf(err) != archive.TooCostly {
		t.Errorf("error %v, want none or too costly", err)
	}
	wantText(t, pool, letter("Tiga"), "Tiga")
}

func TestCancelledReadEndsAtOnceAndTheNextOneWorks(t *testing.T) {
	pool := testPoolWith(t, PoolOptions{Workers: 1, Command: []string{os.Args[0], hangingChild}, Timeout: time.Minute})
	ctx, cancel := context.WithCancel(t.Context())
	path := saved(t, letter("Surat"))
	failed := make(chan error)
	go func() {
		_, err := pool.Read(ctx, path)
		failed <- err
	}()
	eventually(t, "a child is at work", func() bool { return len(children(t)) == 1 })
	cancel()
	if err := <-failed; !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want cancelled", err)
	}
	if left := children(t); len(left) > 0 {
		t.Errorf("processes %v are left", left)
	}
}

func TestIdleChildrenEndAndComeBack(t *testing.T) {
	pool := testPoolWith(t, PoolOptions{Idle: 50 * time.Millisecond})
	wantText(t, pool, letter("Satu"), "Satu")
	eventually(t, "the idle child is gone", func() bool { return len(children(t)) == 0 })
	wantText(t, pool, letter("Dua"), "Dua")
}

func TestClosedPoolReadsNothingAndLeavesNoProcess(t *testing.T) {
	pool := testPool(t)
	wantText(t, pool, letter("Satu"), "Satu")
	if err := pool.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := pool.Read(t.Context(), saved(t, letter("Dua"))); !errors.Is(err, errPoolClosed) {
		t.Errorf("error %v, want closed", err)
	}
	if left := children(t); len(left) > 0 {
		t.Errorf("processes %v are left", left)
	}
}

func TestChildEndsWhenItsInputEnds(t *testing.T) {
	var out bytes.Buffer
	if err := serveOnce(t, nil, &out); err != nil {
		t.Errorf("the child ended with %v", err)
	}
}

func TestManyReadersShareTheChildren(t *testing.T) {
	pool := testPoolWith(t, PoolOptions{Workers: 2})
	const n = 24
	failed := make(chan error, n)
	for i := range n {
		path := saved(t, letter(fmt.Sprintf("Surat nomor %d", i)))
		go func() {
			got, err := pool.Read(t.Context(), path)
			if want := fmt.Sprintf("Surat nomor %d", i); err == nil && got.Transcript.Text() != want {
				err = fmt.Errorf("text %q, want %q", got.Transcript.Text(), want)
			}
			failed <- err
		}()
	}
	for range n {
		if err := <-failed; err != nil {
			t.Error(err)
		}
	}
	if live := len(children(t)); live > 2 {
		t.Errorf("%d children, want 2 at most", live)
	}
}

func TestPictureShowsThePageAtTheWidthAsked(t *testing.T) {
	pool := testPool(t)
	path := saved(t, pageWith("1 0 0 rg 0 421 595 421 re f\n", "/Rotate 90"))
	data, err := pool.Picture(t.Context(), path, 1, 842)
	if err != nil {
		t.Fatal(err)
	}
	picture, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if size := picture.Bounds().Size(); size.X != 842 || size.Y != 595 {
		t.Errorf("size %v, want 842 × 595", size)
	}
	for _, c := range []struct {
		x    int
		name string
		red  bool
	}{{100, "left", false}, {700, "right", true}} {
		r, g, _, _ := picture.At(c.x, 300).RGBA()
		if (r > 0xe000 && g < 0x2000) != c.red {
			t.Errorf("%s half: red %x green %x, want red: %v", c.name, r, g, c.red)
		}
	}
	if _, err := pool.Picture(t.Context(), path, 2, 800); archive.CodeOf(err) != archive.NotFound {
		t.Errorf("page 2: %v, want not found", err)
	}
}
