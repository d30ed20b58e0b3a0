package storage

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"lintas/archive"
)

// writeForEver is the child: four writers put blobs and acts, and say on standard
// output what was acknowledged. It ends by being killed.
func writeForEver(dir string) error {
	a, err := Open(context.Background(), Options{Dir: dir, Reserve: -1})
	if err != nil {
		return err
	}
	seq, _ := a.Head()
	failed := make(chan error)
	for w := range 4 {
		go func() {
			for n := 0; ; n++ {
				id := fmt.Sprintf("d-%d-%d-%d", seq, w, n)
				if err := receive(a, id); err != nil {
					failed <- err
					return
				}
				fmt.Println("saved", id) // one write, not buffered
			}
		}()
	}
	return <-failed
}

// receive stores a letter as the server does: the bytes first, then one act with
// the document, its deadline and an agenda number.
func receive(a *Archive, id string) error {
	ctx := context.Background()
	blob, err := a.Blobs().Put(ctx, strings.NewReader("the bytes of "+id), 0)
	if err != nil {
		return err
	}
	_, err = a.Update(ctx, "u1", archive.DidReceive, func(tx *Tx) error {
		n, err := tx.NextAgenda("masuk", 2024)
		if err != nil {
			return err
		}
		d := letter(id, fmt.Sprintf("B-%d/PWNI/2024", n), "2024-09-24", archive.Ordinary)
		d.Files[0].Blob, d.Files[0].Size = blob.Sum, blob.Size
		d.Agenda = &archive.Agenda{Register: "masuk", Year: 2024, Number: n}
		if err := tx.Put(d); err != nil {
			return err
		}
		return tx.Put(&archive.Deadline{Head: archive.Head{ID: "t-" + id}, Document: id, What: "jawaban", Due: "2024-10-01", Rule: archive.Rule{Kind: archive.NoTime}})
	})
	return err
}

// child is the process that is killed.
type child struct {
	cmd  *exec.Cmd
	out  string // file with what it said
	errs bytes.Buffer
}

// startChild starts the writing process and lets it work for a while.
func startChild(t *testing.T, dir string, work time.Duration) *child {
	t.Helper()
	c := &child{cmd: exec.Command(os.Args[0], "-child", dir), out: filepath.Join(t.TempDir(), "said")}
	out, err := os.Create(c.out)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	c.cmd.Stdout, c.cmd.Stderr = out, &c.errs
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(work) // the moment of the cut is what is being varied
	return c
}

// kill ends the child as the power does. Once its disk is gone it may have ended
// by itself.
func (c *child) kill(t *testing.T) {
	t.Helper()
	if err := c.cmd.Process.Signal(syscall.SIGKILL); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Fatal(err)
	}
	err := c.cmd.Wait()
	diskGone := strings.Contains(c.errs.String(), syscall.EIO.Error()) || strings.Contains(c.errs.String(), syscall.EROFS.Error())
	if err == nil || !strings.Contains(err.Error(), "killed") && !diskGone {
		t.Fatalf("the child ended by itself: %v\n%s", err, c.errs.String())
	}
}

// saved is what the child has said was acknowledged so far.
func (c *child) saved(t *testing.T) []string {
	t.Helper()
	var ids []string
	for line := range strings.Lines(string(read(t, c.out))) {
		if id, ok := strings.CutPrefix(line, "saved "); ok && strings.HasSuffix(id, "\n") {
			ids = append(ids, strings.TrimSpace(id))
		}
	}
	return ids
}

// holdsExactlyOnce opens the archive as a restart does and looks for what was saved.
func holdsExactlyOnce(t *testing.T, dir string, saved []string) {
	t.Helper()
	a := openOnly(t, dir, Options{Reserve: -1, Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
	defer clean(t, a)
	if err := a.ReadOnly(); err != nil {
		t.Fatal(err)
	}
	times, agenda := map[string]int{}, map[int]string{}
	for act, err := range a.Acts(context.Background(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range act.Changes {
			times[c.ID]++
		}
	}
	r := a.Read(archive.System())
	for _, id := range saved {
		d, err := r.Document(id)
		if err != nil {
			seq, _ := a.Head()
			t.Fatalf("%s was acknowledged and is %d times in the journal up to act %d: %v", id, times[id], seq, err)
		}
		if times[id] != 1 || times["t-"+id] != 1 {
			t.Errorf("%s is in the journal %d times", id, times[id])
		}
		if !a.Blobs().Has(d.Files[0].Blob) {
			t.Errorf("the file of %s is missing", id)
		}
		if other := agenda[d.Agenda.Number]; other != "" {
			t.Errorf("agenda number %d was given to %s and %s", d.Agenda.Number, other, id)
		}
		agenda[d.Agenda.Number] = id
	}
}

func TestWhatWasAcknowledgedSurvivesKillingTheProcess(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "data")
	var saved []string
	for i := range *torture.kills {
		most := 150 + 10*rand.IntN(10)
		c := startChild(t, dir, time.Duration(30+rand.IntN(most))*time.Millisecond)
		c.kill(t)
		saved = append(saved, c.saved(t)...)
		if i%4 == 3 || i == *torture.kills-1 { // else the next child opens what the last one left
			holdsExactlyOnce(t, dir, saved)
		}
	}
	if len(saved) == 0 {
		t.Fatal("nothing was saved before any kill")
	}
	t.Logf("%d letters acknowledged over %d kills", len(saved), *torture.kills)
}

func TestSixteenWritersShareWritesAndLoseNothing(t *testing.T) {
	a := open(t, t.TempDir())
	var wg sync.WaitGroup
	for w := range 16 {
		wg.Go(func() {
			for n := range 20 {
				if err := receive(a, fmt.Sprintf("d-%d-%d", w, n)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	seq, _ := a.Head()
	last, err := a.Read(archive.System()).Counter("masuk", 2024)
	if err != nil || seq != 320 || last != 320 {
		t.Errorf("%d acts, agenda number %d: %v", seq, last, err)
	}
	first := 0
	segs, err := segments(journalDir(a.Dir()))
	if err != nil {
		t.Fatal(err)
	}
	for l := range lines(segs, place{}) {
		if l.begins() {
			first++
		}
	}
	if first == 320 {
		t.Error("no two acts shared a write")
	}
}
