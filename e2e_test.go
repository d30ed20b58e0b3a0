package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lintas/archive"
	"lintas/demo"
	"lintas/server"
	"lintas/storage"
)

// binary builds the command once for a test.
func binary(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "lintas")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", path, ".")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return path
}

// letters writes digital demo letters, each with a comment behind its end that makes it
// another file, and returns their paths.
func letters(t *testing.T, dir string, n, copyNumber int) []string {
	t.Helper()
	scanned, err := demo.Scanned()
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for i := 1; len(paths) < n && i <= 60; i++ {
		name := fmt.Sprintf("S%03d.pdf", i)
		if scanned[name] {
			continue
		}
		raw, err := fs.ReadFile(demo.Letters(), name)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, fmt.Sprintf("%03d-%s", copyNumber, name))
		if err := os.WriteFile(path, fmt.Appendf(raw[:len(raw):len(raw)], "\n%% copy %d\n", copyNumber), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}

// inArchive returns how often each file name is in an archive that nobody has open.
func inArchive(t *testing.T, dir string) (names map[string]int, unread int) {
	t.Helper()
	store, err := storage.Open(t.Context(), storage.Options{Dir: dir, Reserve: -1})
	if err != nil {
		t.Fatalf("open after the kill: %v", err)
	}
	defer func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	}()
	names = map[string]int{}
	for doc, err := range store.Read(archive.System()).AllDocuments(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		names[doc.Files[0].Name]++
		if doc.Status == archive.Reading {
			unread++
		}
	}
	return names, unread
}

func verifyClean(t *testing.T, bin, dir string) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), bin, "verify", "--dir", dir, "--lang", "en").CombinedOutput()
	if err != nil {
		t.Fatalf("verify: %v\n%s", err, out)
	}
}

// ingestAndKill starts an ingest and kills it after a while; it returns the files
// acknowledged until then.
func ingestAndKill(t *testing.T, bin, dir string, files []string, after time.Duration) []string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), bin, append([]string{"ingest", "--json", "--dir", dir}, files...)...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	killer := time.AfterFunc(after, func() { cmd.Process.Kill() }) //nolint:errcheck // it may have ended
	defer killer.Stop()
	var acknowledged []string
	for lines := bufio.NewScanner(out); lines.Scan(); {
		var line ingested
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			break // cut off by the kill
		}
		if line.Status == "refused" {
			t.Fatalf("refused: %+v", line)
		}
		acknowledged = append(acknowledged, line.File)
	}
	if err := cmd.Wait(); err != nil && !strings.Contains(err.Error(), "killed") {
		t.Fatalf("ingest ended by itself: %v\n%s", err, complaints.String())
	}
	return acknowledged
}

func TestWhatAnIngestAcknowledgedSurvivesEveryKill(t *testing.T) {
	const kills, fresh = 26, 24
	bin, dir, folder := binary(t), filepath.Join(t.TempDir(), "data"), t.TempDir()
	acknowledged, open := map[string]bool{}, []string(nil)
	for kill := range kills {
		open = append(open, letters(t, folder, fresh, kill)...)
		after := time.Duration(50+rand.IntN(1200)) * time.Millisecond
		for _, file := range ingestAndKill(t, bin, dir, open, after) {
			acknowledged[filepath.Base(file)] = true
		}
		open = stillOpen(open, acknowledged)
		if _, err := os.Stat(filepath.Join(dir, "journal")); err != nil {
			continue // killed before there was an archive
		}
		verifyClean(t, bin, dir)
		checkOnce(t, dir, acknowledged)
	}
	t.Logf("%d acknowledged through %d kills, %d open", len(acknowledged), kills, len(open))
	if len(acknowledged) == 0 {
		t.Fatal("nothing was acknowledged: the kills came too early to show anything")
	}
	if len(open) > 0 {
		for _, file := range ingestAndKill(t, bin, dir, open, time.Hour) {
			acknowledged[filepath.Base(file)] = true
		}
	}
	if out, err := exec.CommandContext(t.Context(), bin, "ingest", "--dir", dir, filepath.Join(folder, "000-S001.pdf")).CombinedOutput(); err != nil {
		t.Fatalf("the last ingest, which reads what is left: %v\n%s", err, out)
	}
	if len(acknowledged) != kills*fresh {
		t.Errorf("%d of %d files are in", len(acknowledged), kills*fresh)
	}
	verifyClean(t, bin, dir)
	if unread := checkOnce(t, dir, acknowledged); unread > 0 {
		t.Errorf("%d documents were never read", unread)
	}
}

func stillOpen(files []string, acknowledged map[string]bool) []string {
	var open []string
	for _, file := range files {
		if !acknowledged[filepath.Base(file)] {
			open = append(open, file)
		}
	}
	return open
}

// checkOnce checks that each acknowledged file is one document, and returns how many
// documents wait to be read.
func checkOnce(t *testing.T, dir string, acknowledged map[string]bool) int {
	t.Helper()
	names, unread := inArchive(t, dir)
	for name := range acknowledged {
		if names[name] != 1 {
			t.Fatalf("%s was acknowledged and is in the archive %d times", name, names[name])
		}
	}
	for name, n := range names {
		if n != 1 {
			t.Fatalf("%s is in the archive %d times", name, n)
		}
	}
	return unread
}

func TestWhatTheServerAcknowledgedSurvivesKillsAndRetries(t *testing.T) {
	bin, dir, folder := binary(t), filepath.Join(t.TempDir(), "data"), t.TempDir()
	acknowledged := map[string]bool{}
	for kill := range 5 {
		files := letters(t, folder, 20, kill)
		cmd := exec.CommandContext(t.Context(), bin, "serve", "--dir", dir, "--addr", "127.0.0.1:0")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		door := awaitDoor(t, dir)
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Duration(rand.IntN(600))*time.Millisecond, func() { cmd.Process.Kill() }) //nolint:errcheck // it may have ended
		c := (&app{server: door.URL, token: door.Token}).mustClient(t)
		for _, path := range files {
			file, err := os.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			var answer struct{ Document *archive.Document }
			err = c.upload(ctx, path, file, nil, &answer)
			file.Close() //nolint:errcheck // only read
			if err == nil || archive.CodeOf(err) == archive.Duplicate {
				acknowledged[filepath.Base(path)] = true
			}
		}
		cancel()
		cmd.Wait() //nolint:errcheck // killed
		if err := os.Remove(filepath.Join(dir, "local.token")); err != nil {
			t.Fatal(err)
		}
		verifyClean(t, bin, dir)
		checkOnce(t, dir, acknowledged)
		// A client that got no answer sends again; nothing is doubled.
		for _, file := range ingestAndKill(t, bin, dir, files, time.Hour) {
			acknowledged[filepath.Base(file)] = true
		}
	}
	if unread := checkOnce(t, dir, acknowledged); unread > 0 || len(acknowledged) != 100 {
		t.Errorf("%d files are in, %d unread", len(acknowledged), unread)
	}
	verifyClean(t, bin, dir)
}

func (a *app) mustClient(t *testing.T) *client {
	t.Helper()
	c, err := a.remote(nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// awaitDoor waits until a server that was just started has announced itself.
func awaitDoor(t *testing.T, dir string) server.Door {
	t.Helper()
	for limit := time.Now().Add(30 * time.Second); time.Now().Before(limit); time.Sleep(10 * time.Millisecond) {
		if door, err := server.FindDoor(dir); err == nil {
			return door
		}
	}
	t.Fatal("the server has not announced itself")
	return server.Door{}
}
