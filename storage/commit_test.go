package storage

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lintas/archive"
)

func TestAStaleRevisionIsAConflictThatCarriesTheCurrentRecord(t *testing.T) {
	a := open(t, t.TempDir())
	put(t, a, blobless("d1"))
	r := a.Read(archive.System())
	mine, err := r.Document("d1")
	theirs, err2 := r.Document("d1")
	if errors.Join(err, err2) != nil {
		t.Fatal(err, err2)
	}
	theirs.Subject = "diubah lebih dulu"
	put(t, a, theirs)
	mine.Subject = "terlambat"
	_, err = a.Update(context.Background(), "u2", archive.DidEdit, func(tx *Tx) error { return tx.Put(mine) })
	var e *archive.Error
	if !errors.As(err, &e) || e.Code != archive.Conflict {
		t.Fatalf("%v", err)
	}
	if current := e.Current.(*archive.Document); current.Rev != 2 || current.Subject != "diubah lebih dulu" {
		t.Errorf("%+v", current)
	}
	if _, err := a.Update(context.Background(), "u2", archive.DidEdit, func(tx *Tx) error { return tx.Put(blobless("d1")) }); archive.CodeOf(err) != archive.Conflict {
		t.Errorf("making a record that exists: %v", err)
	}
}

// blobless is a note: it needs no file.
func blobless(id string) *archive.Document {
	return &archive.Document{Head: archive.Head{ID: id}, Kind: archive.Note, Status: archive.Registered, Subject: id}
}

func TestAnActIsAllOrNothing(t *testing.T) {
	a := open(t, t.TempDir())
	for name, fn := range map[string]func(*Tx) error{
		"fails later": func(tx *Tx) error { return errors.Join(tx.Put(blobless("x")), errors.New("no")) },
		"is invalid":  func(tx *Tx) error { return errors.Join(tx.Put(blobless("x")), tx.Put(&archive.Case{})) },
		"has bad ids": func(tx *Tx) error { return errors.Join(tx.Put(blobless("x")), tx.Put(blobless("a\x00b"))) },
		"is too big": func(tx *Tx) error {
			d := blobless("x")
			d.Remark = strings.Repeat("x", maxBody)
			return tx.Put(d)
		},
	} {
		act, err := a.Update(context.Background(), "u1", archive.DidReceive, fn)
		if err == nil || act.Seq != 0 {
			t.Errorf("%s: %v, act %d", name, err, act.Seq)
		}
	}
	if act, err := a.Update(context.Background(), "u1", archive.DidEdit, func(*Tx) error { return nil }); err != nil || act.Seq != 0 {
		t.Errorf("an act without changes: %d, %v", act.Seq, err)
	}
	if seq, _ := a.Head(); seq != 0 {
		t.Errorf("%d acts were made", seq)
	}
	if _, err := a.Read(archive.System()).Document("x"); archive.CodeOf(err) != archive.NotFound {
		t.Errorf("x: %v", err)
	}
	if n, err := a.Read(archive.System()).Counts(context.Background()); err != nil || n.Documents[archive.Registered] != 0 {
		t.Error(n, err)
	}
}

func TestAnActSeesWhatItHasPut(t *testing.T) {
	a := open(t, t.TempDir())
	ctx := context.Background()
	old := blobless("old")
	old.Numbers = []string{"B-1/2024"}
	put(t, a, old)
	act, err := a.Update(ctx, "u1", archive.DidReceive, func(tx *Tx) error {
		d := blobless("new")
		d.Numbers, d.Transcript = []string{"B-1/2024"}, archive.SumOf(nil)
		c := &archive.Case{Head: archive.Head{ID: "c1"}, Title: "Kasus", Status: archive.CaseOpen, Workers: []archive.Worker{{Name: "Siti", Passport: []string{"C 712-0384"}}}}
		if err := errors.Join(tx.Put(d), tx.Put(c), tx.Put(&archive.Receipt{Head: archive.Head{ID: "r"}, Sum: "s", Document: "new"})); err != nil {
			return err
		}
		d.Subject = "sekali lagi"
		if err := tx.Put(d); err != nil || d.Rev != 1 {
			return fmt.Errorf("putting twice: revision %d, %w", d.Rev, err)
		}
		moved, err := tx.Document("old")
		if err != nil {
			return err
		}
		moved.Numbers = nil
		if err := tx.Put(moved); err != nil {
			return err
		}
		found, err := tx.DocumentsByNumber(ctx, archive.Skeleton("B-1/2024"))
		if err != nil || len(found) != 1 || found[0].Subject != "sekali lagi" {
			return fmt.Errorf("by number: %v, %w", found, err)
		}
		if found, err := tx.DocumentsByBlob(ctx, d.Transcript); err != nil || len(found) != 1 {
			return fmt.Errorf("by blob: %v, %w", found, err)
		}
		if found, err := tx.CasesByWorkerKey(ctx, "passport:C7120384"); err != nil || len(found) != 1 {
			return fmt.Errorf("by passport: %v, %w", found, err)
		}
		if _, err := tx.Receipt("r"); err != nil {
			return err
		}
		for want := range 3 {
			if n, err := tx.NextAgenda("masuk", 2024); err != nil || n != want+1 {
				return fmt.Errorf("agenda number %d: %w", n, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(act.Changes) != 5 {
		t.Errorf("%d changes", len(act.Changes))
	}
	// The transcript that d names must be there when the folder is verified.
	if _, err := a.Blobs().Put(ctx, strings.NewReader(""), 0); err != nil {
		t.Fatal(err)
	}
}

func TestABigActIsSeenWholeOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	a := openOnly(t, dir, Options{Reserve: -1})
	const n = 1200 // over 25,000 keys
	recs := make([]archive.Record, n)
	for i := range recs {
		d := blobless(fmt.Sprintf("d%04d", i))
		d.Entered, d.Remark = "2024-01-02", strings.Repeat("catatan ", 200)
		recs[i] = d
	}
	stop, seen := make(chan struct{}), make(chan error, 1)
	go func() {
		for {
			select {
			case <-stop:
				seen <- nil
				return
			default:
			}
			count := 0
			for _, err := range a.Read(archive.System()).AllDocuments(context.Background()) {
				if err != nil {
					seen <- err
					return
				}
				count++
			}
			if count != 0 && count != n {
				seen <- fmt.Errorf("%d of %d documents seen", count, n)
				return
			}
		}
	}()
	put(t, a, recs...)
	close(stop)
	if err := <-seen; err != nil {
		t.Error(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	open(t, dir)
}

func TestEveryWriteOfActsIsOneSync(t *testing.T) {
	a := open(t, t.TempDir())
	if n, total := a.Syncs(); n != 0 || total != 0 {
		t.Errorf("%d syncs in %v before the first act", n, total)
	}
	for i := range 3 {
		put(t, a, blobless(fmt.Sprint("d", i)))
	}
	if n, total := a.Syncs(); n != 3 || total <= 0 {
		t.Errorf("%d syncs in %v", n, total)
	}
}

func TestAPanicInAnActReachesItsCallerOnly(t *testing.T) {
	a := open(t, t.TempDir())
	func() {
		defer func() {
			if p := recover(); p != "boom" {
				t.Errorf("recovered %v", p)
			}
		}()
		_, err := a.Update(context.Background(), "u1", archive.DidEdit, func(tx *Tx) error {
			if err := tx.Put(blobless("x")); err != nil {
				return err
			}
			panic("boom")
		})
		t.Errorf("Update returned %v", err)
	}()
	put(t, a, blobless("y"))
}

func TestFollowersAreWokenAfterTheCommit(t *testing.T) {
	a := open(t, t.TempDir())
	woken := make(chan error, 1)
	go func() {
		err := a.Wait(context.Background(), 0)
		if seq, _ := a.Head(); seq != 1 {
			err = fmt.Errorf("woken at %d", seq)
		}
		woken <- err
	}()
	put(t, a, blobless("d"))
	if err := <-woken; err != nil {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := a.Wait(ctx, 1); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, err := a.Update(ctx, "u", archive.DidEdit, func(*Tx) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestAClosedArchiveRefuses(t *testing.T) {
	a := openOnly(t, t.TempDir(), Options{Reserve: -1})
	waiting := make(chan error)
	go func() { waiting <- a.Wait(context.Background(), 0) }()
	if err := errors.Join(a.Close(), a.Close()); err != nil {
		t.Fatal(err)
	}
	if err := <-waiting; !errors.Is(err, errClosed) {
		t.Error(err)
	}
	if _, err := a.Update(context.Background(), "u", archive.DidEdit, func(*Tx) error { return nil }); !errors.Is(err, errClosed) {
		t.Error(err)
	}
	if _, err := a.Read(archive.System()).Document("x"); !errors.Is(err, errClosed) {
		t.Error(err)
	}
}

func TestAFailedWriteMakesTheArchiveReadOnly(t *testing.T) {
	dir := t.TempDir()
	a := openOnly(t, dir, Options{Reserve: -1})
	put(t, a, blobless("before"))
	if err := a.journal.file.Close(); err != nil { // the disk goes away
		t.Fatal(err)
	}
	for range 2 {
		_, err := a.Update(context.Background(), "u", archive.DidEdit, func(tx *Tx) error { return tx.Put(blobless("after")) })
		if archive.CodeOf(err) != archive.Damaged || a.ReadOnly() == nil {
			t.Fatalf("%v, read-only: %v", err, a.ReadOnly())
		}
	}
	if _, err := a.Read(archive.System()).Document("before"); err != nil {
		t.Error(err)
	}
	if _, err := a.Read(archive.System()).Document("after"); archive.CodeOf(err) != archive.NotFound {
		t.Errorf("an act that failed is seen: %v", err)
	}
	if err := a.Close(); !errors.Is(err, os.ErrClosed) {
		t.Error(err)
	}
	open(t, dir)
}

func TestASecondProcessIsToldWhoHoldsTheFolder(t *testing.T) {
	a := open(t, t.TempDir())
	_, err := Open(context.Background(), Options{Dir: a.Dir()})
	if archive.CodeOf(err) != archive.Locked || !strings.Contains(err.Error(), fmt.Sprint(os.Getpid())) {
		t.Error(err)
	}
}

func TestANearlyFullDiskRefusesPeopleAndReadsOn(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir)
	put(t, a, blobless("d"))
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	free, err := newSpace(dir, 0)
	if err != nil {
		t.Fatal(err)
	}
	// A reserve over the free space, of which a quarter is still free.
	reserve := int64(1)
	for free.keep(reserve, 0) == nil {
		reserve *= 2
	}
	full := openOnly(t, dir, Options{Reserve: reserve})
	defer full.Close()
	if _, err := full.Update(context.Background(), "u1", archive.DidEdit, func(tx *Tx) error { return tx.Put(blobless("e")) }); archive.CodeOf(err) != archive.DiskFull {
		t.Errorf("a person's act: %v", err)
	}
	if _, err := full.Blobs().Put(context.Background(), strings.NewReader("x"), 0); archive.CodeOf(err) != archive.DiskFull {
		t.Errorf("a file: %v", err)
	}
	if err := full.Room(1); archive.CodeOf(err) != archive.DiskFull {
		t.Errorf("an upload on its way: %v", err)
	}
	if _, err := full.Update(context.Background(), archive.ByReader, archive.DidRead, func(tx *Tx) error { return tx.Put(blobless("f")) }); err != nil {
		t.Errorf("the reader's act: %v", err)
	}
	if _, err := full.Read(archive.System()).Document("d"); err != nil {
		t.Error(err)
	}
	if err := full.Private().Set("session", "s", []byte("v"), time.Hour); err != nil {
		t.Errorf("logging in: %v", err)
	}
	if left, err := os.ReadDir(filepath.Join(dir, "blobs", incoming)); err != nil || len(left) != 0 {
		t.Error(left, err)
	}
}
