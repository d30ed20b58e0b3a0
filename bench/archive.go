package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"lintas/archive"
	"lintas/demo"
	"lintas/storage"

	"github.com/klauspost/compress/zstd"
)

const (
	letters   = 100_000
	inOneAct  = 500
	perClass  = 200 // queries of a class
	benchAddr = "127.0.0.1:18099"
)

// archiveTable measures a server on an archive of 100,000 letters: how fast the
// index follows the journal, how soon the server is ready, what it holds while
// idle, and how long searches take over HTTP, snippets included.
func archiveTable(ctx context.Context, dir string) error {
	bin, err := build(ctx, dir)
	if err != nil {
		return err
	}
	data := filepath.Join(dir, "data")
	fmt.Fprintf(os.Stderr, "writing %d letters …\n", letters)
	filled, err := fill(ctx, data)
	if err != nil {
		return err
	}
	secret, err := token(ctx, bin, data)
	if err != nil {
		return err
	}
	fmt.Fprintln(os.Stderr, "indexing …")
	first, err := serve(ctx, bin, data)
	if err != nil {
		return err
	}
	if err := first.wait(ctx, secret, true); err != nil {
		return err
	}
	indexed, err := first.stop()
	if err != nil {
		return err
	}
	fmt.Fprintln(os.Stderr, "starting again …")
	second, err := serve(ctx, bin, data)
	if err != nil {
		return err
	}
	if err := second.wait(ctx, secret, false); err != nil {
		return err
	}
	ready := time.Since(second.started)
	idle, err := second.resident(ctx, 15*time.Second)
	if err != nil {
		return err
	}
	fmt.Printf("One archive of %d invented letters (seed 1, about 250 words each), one server, two cores.\n\n| | |\n|---|---|\n", letters)
	fmt.Printf("| writing through `storage`, %d documents an act | %.0f documents/s |\n", inOneAct, letters/filled.Seconds())
	fmt.Printf("| index from the journal, first start | %.0f documents per CPU second, peak %d MB with mapped files, %d MB anonymous |\n", letters/indexed.cpu.Seconds(), indexed.peak>>20, first.anonymous>>20)
	fmt.Printf("| start to ready | %.2f s |\n", ready.Seconds())
	fmt.Printf("| idle, resident after 15 s | %d MB, of it %d MB anonymous |\n\n", idle.resident>>20, idle.anonymous>>20)
	if err := searches(ctx, secret); err != nil {
		return err
	}
	busy, err := second.resident(ctx, 0)
	if err != nil {
		return err
	}
	fmt.Printf("\nAfter the searches: %d MB resident, of it %d MB anonymous.\n", busy.resident>>20, busy.anonymous>>20)
	_, err = second.stop()
	return err
}

// fill writes the letters into a new archive and returns how long it took.
func fill(ctx context.Context, data string) (time.Duration, error) {
	a, err := storage.Open(ctx, storage.Options{Dir: data})
	if err != nil {
		return 0, err
	}
	defer a.Close()
	made, err := newCorpus(1)
	if err != nil {
		return 0, err
	}
	packer, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest))
	if err != nil {
		return 0, err
	}
	page, err := demo.Letters().Open("S001.pdf")
	if err != nil {
		return 0, err
	}
	defer page.Close()
	file, err := a.Blobs().Put(ctx, page, 1<<20)
	if err != nil {
		return 0, err
	}
	start := time.Now()
	for done := 0; done < letters; done += inOneAct {
		var batch []*archive.Document
		for i := done; i < done+inOneAct; i++ {
			d, text := made.letter(i)
			raw, err := json.Marshal(text)
			if err != nil {
				return 0, err
			}
			blob, err := a.Blobs().Put(ctx, bytes.NewReader(packer.EncodeAll(raw, nil)), 1<<20)
			if err != nil {
				return 0, err
			}
			d.Files = []archive.File{{Name: fmt.Sprintf("surat-%06d.pdf", i), Blob: file.Sum, Size: file.Size, Media: "application/pdf", Pages: 1}}
			d.Transcript = blob.Sum
			batch = append(batch, d)
		}
		if _, err := a.Update(ctx, archive.BySystem, archive.DidReceive, func(tx *storage.Tx) error {
			for _, d := range batch {
				if err := tx.Put(d); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			return 0, err
		}
	}
	return time.Since(start), nil
}

// token makes a key that sees everything.
func token(ctx context.Context, bin, data string) (string, error) {
	add := exec.CommandContext(ctx, bin, "user", "add", "bench", "--name", "Bench", "--role", "admin", "--clearance", "sangat_rahasia", "--dir", data)
	add.Stdin = strings.NewReader("kata-sandi-panjang\n")
	if out, err := add.CombinedOutput(); err != nil {
		return "", fmt.Errorf("user add: %w: %s", err, out)
	}
	out, err := exec.CommandContext(ctx, bin, "token", "add", "bench", "--json", "--role", "admin", "--clearance", "sangat_rahasia", "--dir", data).Output()
	if err != nil {
		return "", fmt.Errorf("token add: %w", err)
	}
	for _, word := range strings.FieldsFunc(string(out), func(r rune) bool { return strings.ContainsRune(" \n\t\",{}:", r) }) {
		if strings.HasPrefix(word, "lts_") {
			return word, nil
		}
	}
	return "", errors.New("token add printed no secret")
}

// process is a running server.
type process struct {
	cmd       *exec.Cmd
	started   time.Time
	anonymous int64 // the most seen while waiting
}

func serve(ctx context.Context, bin, data string) (*process, error) {
	cmd := exec.CommandContext(ctx, bin, "serve", "--dir", data, "--addr", benchAddr)
	cmd.Stderr = os.Stderr
	p := &process{cmd: cmd, started: time.Now()}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the server: %w", err)
	}
	return p, nil
}

// wait returns when the server is ready; with all, when every letter can be found.
func (p *process) wait(ctx context.Context, secret string, all bool) error {
	for ctx.Err() == nil && time.Since(p.started) < 20*time.Minute {
		resp, err := http.Get("http://" + benchAddr + "/readyz")
		if err == nil {
			io.Copy(io.Discard, resp.Body)
			resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				if !all {
					return nil
				}
				if n, _, err := search(ctx, secret, "nomor", "limit=1"); err == nil && n == letters {
					return nil
				}
				if m, err := p.resident(ctx, time.Second); err == nil {
					p.anonymous = max(p.anonymous, m.anonymous)
				}
				continue
			}
		}
		time.Sleep(5 * time.Millisecond)
	}
	return errors.New("the server did not become ready")
}

func (p *process) stop() (usage, error) {
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return usage{}, err
	}
	if err := p.cmd.Wait(); err != nil {
		return usage{}, fmt.Errorf("stop the server: %w", err)
	}
	u := usage{wall: time.Since(p.started), cpu: p.cmd.ProcessState.UserTime() + p.cmd.ProcessState.SystemTime()}
	if r, ok := p.cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		u.peak = r.Maxrss * 1024
	}
	return u, nil
}

type memory struct{ resident, anonymous int64 }

// resident returns what the server holds after being left alone for a while.
func (p *process) resident(ctx context.Context, idle time.Duration) (memory, error) {
	select {
	case <-ctx.Done():
		return memory{}, ctx.Err()
	case <-time.After(idle):
	}
	f, err := os.Open(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return memory{}, err
	}
	defer f.Close()
	var m memory
	for lines := bufio.NewScanner(f); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if len(fields) < 2 {
			continue
		}
		kb, _ := strconv.ParseInt(fields[1], 10, 64)
		switch fields[0] {
		case "VmRSS:":
			m.resident = kb << 10
		case "RssAnon:":
			m.anonymous = kb << 10
		}
	}
	return m, nil
}

// searches prints the table of query classes.
func searches(ctx context.Context, secret string) error {
	made, err := newCorpus(1)
	if err != nil {
		return err
	}
	dice := made.draw(-1)
	word := func(from, to int) string { return made.words[from+dice.rnd.IntN(to-from)] }
	classes := []struct {
		name string
		make func() string
	}{
		{"frequent word", func() string { return word(0, 60) }},
		{"middling word", func() string { return word(300, 1500) }},
		{"rare word", func() string { return word(15_000, 29_000) }},
		{"two words", func() string { return word(0, 200) + " " + word(0, 200) }},
		{"phrase", func() string { return `"` + word(0, 30) + " " + word(0, 30) + `"` }},
		{"name", dice.name},
		{"number, whole", func() string { d, _ := made.letter(dice.rnd.IntN(letters)); return d.Number() }},
		{"word, sender, years", func() string {
			return word(0, 200) + " dari:" + made.agencies[dice.rnd.IntN(20)].ID + " tanggal:2018..2020"
		}},
	}
	fmt.Printf("| %d searches over HTTP, first 10 hits with snippets | hits, median | p50 ms | p95 ms |\n|---|---|---|---|\n", perClass)
	for _, c := range classes {
		var times []time.Duration
		var hits []int64
		for range perClass {
			n, took, err := search(ctx, secret, c.make(), "limit=10")
			if err != nil {
				return fmt.Errorf("%s: %w", c.name, err)
			}
			times, hits = append(times, took), append(hits, n)
		}
		slices.Sort(times)
		ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
		fmt.Printf("| %s | %d | %.1f | %.1f |\n", c.name, median(hits), ms(times[len(times)/2]), ms(times[len(times)*95/100]))
	}
	return nil
}

func search(ctx context.Context, secret, query, more string) (int64, time.Duration, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+benchAddr+"/api/v1/search?q="+url.QueryEscape(query)+"&"+more, nil)
	if err != nil {
		return 0, 0, err
	}
	req.Header.Set("Authorization", "Bearer "+secret)
	start := time.Now()
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, 0, err
	}
	defer resp.Body.Close()
	var answer struct {
		Total int64 `json:"total"`
	}
	body, err := io.ReadAll(resp.Body)
	took := time.Since(start)
	if err != nil {
		return 0, 0, err
	}
	if resp.StatusCode != http.StatusOK {
		return 0, 0, fmt.Errorf("%s: %s", resp.Status, body)
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		return 0, 0, err
	}
	return answer.Total, took, nil
}
