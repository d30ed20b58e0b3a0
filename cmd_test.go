package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lintas/archive"
)

// TestMain lets the test binary be the reader's child, as the command is.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "reader-child" {
		os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// command runs a command line in this process.
func command(t *testing.T, args ...string) (code int, out, complaints string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code = run(t.Context(), args, strings.NewReader("rahasia sekali lagi\n"), &stdout, &stderr)
	return code, stdout.String(), stderr.String()
}

func mustRun(t *testing.T, args ...string) string {
	t.Helper()
	code, out, complaints := command(t, args...)
	if code != 0 {
		t.Fatalf("lintas %s: exit %d\n%s%s", strings.Join(args, " "), code, out, complaints)
	}
	return out
}

func TestTheCommandsLookAfterAnArchive(t *testing.T) {
	dir, folder := filepath.Join(t.TempDir(), "data"), t.TempDir()
	letters(t, folder, 6, 0)
	if out := mustRun(t, "ingest", "--dir", dir, folder); !strings.HasPrefix(out, "6 diterima") {
		t.Errorf("ingest: %s", out)
	}
	if out := mustRun(t, "ingest", "--dir", dir, "--lang", "en", folder); !strings.HasPrefix(out, "0 received, 6 already there") {
		t.Errorf("again: %s", out)
	}
	var answer found
	if err := json.Unmarshal([]byte(mustRun(t, "search", "--dir", dir, "--json", "1605")), &answer); err != nil || answer.Total != 1 {
		t.Errorf("search: %+v, %v", answer, err)
	}
	if out := mustRun(t, "overdue", "--dir", dir); !strings.Contains(out, "hari") {
		t.Errorf("overdue: %s", out)
	}
	mustRun(t, "user", "add", "ratna", "--name", "Ratna", "--role", "petugas", "--dir", dir)
	mustRun(t, "user", "passwd", "ratna", "--dir", dir)
	if out := mustRun(t, "user", "list", "--dir", dir); !strings.Contains(out, "ratna") {
		t.Errorf("user list: %s", out)
	}
	if out := mustRun(t, "token", "add", "skaner", "--dir", dir); !strings.HasPrefix(out, "lts_") {
		t.Errorf("token add: %s", out)
	}
	backup, restored := filepath.Join(t.TempDir(), "cadangan"), filepath.Join(t.TempDir(), "pulih")
	mustRun(t, "backup", backup, "--dir", dir)
	mustRun(t, "restore", backup, "--dir", restored)
	mustRun(t, "rebuild", "--dir", restored)
	mustRun(t, "verify", "--dir", restored)
	if err := json.Unmarshal([]byte(mustRun(t, "search", "--dir", restored, "--json", "1605")), &answer); err != nil || answer.Total != 1 {
		t.Errorf("search after the restore: %+v, %v", answer, err)
	}
}

func TestTheCommandsGoThroughTheRunningServer(t *testing.T) {
	dir, folder := filepath.Join(t.TempDir(), "data"), t.TempDir()
	letters(t, folder, 4, 0)
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan int, 1)
	var out bytes.Buffer
	go func() {
		served <- run(ctx, []string{"serve", "--dir", dir, "--addr", "127.0.0.1:0"}, strings.NewReader(""), &out, io.Discard)
	}()
	awaitDoor(t, dir)
	if out := mustRun(t, "ingest", "--dir", dir, folder); !strings.HasPrefix(out, "4 diterima") {
		t.Errorf("ingest: %s", out)
	}
	var answer found
	if err := json.Unmarshal([]byte(mustRun(t, "search", "--dir", dir, "--json", "1605")), &answer); err != nil || answer.Total != 1 {
		t.Errorf("search: %+v, %v", answer, err)
	}
	mustRun(t, "overdue", "--dir", dir)
	mustRun(t, "user", "add", "ratna", "--name", "Ratna", "--dir", dir)
	mustRun(t, "user", "passwd", "ratna", "--dir", dir)
	mustRun(t, "backup", filepath.Join(t.TempDir(), "cadangan.tar"), "--dir", dir)
	mustRun(t, "verify", "--dir", dir)
	if code, _, _ := command(t, "token", "list", "--dir", dir); code != int(exitLocked) {
		t.Errorf("token list beside a server: exit %d", code)
	}
	stop()
	if code := <-served; code != 0 {
		t.Errorf("serve ended with %d", code)
	}
	if !strings.Contains(out.String(), "/#/setup?token=") {
		t.Errorf("no set-up link: %s", out.String())
	}
	if _, err := os.Stat(filepath.Join(dir, "local.token")); !os.IsNotExist(err) {
		t.Errorf("the secret of the run is left: %v", err)
	}
	mustRun(t, "verify", "--dir", dir)
}

func TestTheDemonstrationLeavesNothingBehind(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	read, write := io.Pipe()
	served := make(chan int, 1)
	go func() {
		code := run(ctx, []string{"serve", "--demo", "--addr", "127.0.0.1:0"}, strings.NewReader(""), write, os.Stderr)
		write.Close() //nolint:errcheck // never fails
		served <- code
	}()
	var out strings.Builder
	for chunk := make([]byte, 4096); !strings.Contains(out.String(), "kata sandi"); {
		n, err := read.Read(chunk)
		if err != nil {
			t.Fatalf("the demonstration did not start: %v\n%s", err, out.String())
		}
		out.Write(chunk[:n])
	}
	if strings.Count(out.String(), "/enter/") != 4 {
		t.Errorf("not a link for each role:\n%s", out.String())
	}
	go io.Copy(io.Discard, read) //nolint:errcheck // what is still said is of no interest
	stop()
	if code := <-served; code != 0 {
		t.Errorf("serve ended with %d", code)
	}
	if left, err := os.ReadDir(os.Getenv("TMPDIR")); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestWrongUseHasItsOwnExitCode(t *testing.T) {
	for line, want := range map[string]exitCode{
		"nonsense":                             exitUsage,
		"search":                               exitUsage,
		"serve --no-such-flag":                 exitUsage,
		"overdue --lang fr":                    exitUsage,
		"search x --dir /nowhere/at/all":       exitMissing,
		"ingest /nowhere/at/all.pdf":           exitMissing,
		"verify --head x --dir /":              exitUsage,
		"search x --server http://127.0.0.1:1": exitLocked,
		"help":                                 exitDone,
	} {
		if code, out, complaints := command(t, strings.Fields(line)...); code != int(want) {
			t.Errorf("lintas %s: exit %d, want %d\n%s%s", line, code, want, out, complaints)
		}
	}
}

func TestReadPrintsTheFormOfTheSamples(t *testing.T) {
	var one struct {
		File, Number string
		Date         archive.Date
		PageTexts    []string `json:"page_texts"`
	}
	if err := json.Unmarshal([]byte(mustRun(t, "read", "--json", "demo/letters/S001.pdf")), &one); err != nil {
		t.Fatal(err)
	}
	if one.File != "S001.pdf" || one.Number != "B.1605/D2/PP.02.03/IX/2024" || one.Date != "2024-09-24" || len(one.PageTexts) != 1 {
		t.Errorf("%+v", one)
	}
	broken := filepath.Join(t.TempDir(), "rusak.pdf")
	if err := os.WriteFile(broken, []byte("%PDF-1.4\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, _ := command(t, "read", "--json", "demo/letters/S001.pdf", broken)
	var several []map[string]any
	if err := json.Unmarshal([]byte(out), &several); err != nil || code != int(exitRefused) || len(several) != 2 || several[1]["error"] == nil {
		t.Errorf("exit %d, %v\n%s", code, err, out)
	}
}

func TestTheSecondSignalIsNotNeeded(t *testing.T) {
	bin, dir := binary(t), filepath.Join(t.TempDir(), "data")
	cmd := exec.CommandContext(t.Context(), bin, "serve", "--dir", dir, "--addr", "127.0.0.1:0")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	awaitDoor(t, dir)
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("an orderly stop ends with %v", err)
		}
	case <-time.After(20 * time.Second):
		t.Error("the server does not stop")
	}
}

func TestMistakesOnTheCommandLineAreToldPlainly(t *testing.T) {
	dir, missing := filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "tidak-ada")
	occupied, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer occupied.Close() //nolint:errcheck // only held for the test
	for name, c := range map[string]struct {
		args []string
		code exitCode
		want string
	}{
		"file that is not there":    {[]string{"read", missing}, exitRefused, "Tidak ada berkas atau folder " + missing},
		"folder read as a file":     {[]string{"read", t.TempDir()}, exitRefused, "adalah folder"},
		"backup that is not there":  {[]string{"restore", missing, "--dir", missing}, exitMissing, missing},
		"address in use":            {[]string{"serve", "--dir", dir, "--addr", occupied.Addr().String()}, exitLocked, "--addr"},
		"address that is none":      {[]string{"serve", "--dir", dir, "--addr", "127.0.0.1:99999"}, exitUsage, "--addr"},
		"certificate missing":       {[]string{"serve", "--dir", dir, "--addr", "127.0.0.1:0", "--tls-cert", missing, "--tls-key", missing}, exitMissing, missing},
		"secrecy that is none":      {[]string{"ingest", "--dir", dir, "--secrecy", "gawat", "demo/letters"}, exitUsage, "sangat_rahasia"},
		"day that is none":          {[]string{"ingest", "--dir", dir, "--received", "31-12-2024", "demo/letters"}, exitUsage, "TTTT-BB-HH"},
		"direction that is none":    {[]string{"ingest", "--dir", dir, "--direction", "masuk", "demo/letters"}, exitUsage, "incoming"},
		"data folder missing":       {[]string{"search", "--dir", missing, "paspor"}, exitMissing, "--dir"},
		"command that is not known": {[]string{"cari"}, exitUsage, "lintas help"},
	} {
		code, _, complaints := command(t, c.args...)
		if code != int(c.code) || !strings.Contains(complaints, c.want) {
			t.Errorf("%s: exit %d, want %d with %q: %s", name, code, c.code, c.want, complaints)
		}
		for _, raw := range []string{"open ", "no such file", "bind:", "is a directory"} {
			if strings.Contains(complaints, raw) {
				t.Errorf("%s: the system's own words: %s", name, complaints)
			}
		}
	}
}
