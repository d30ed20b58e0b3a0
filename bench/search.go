package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// beside is how many letters the rivals get as well.
const beside = 100_000

// searchTables measures the index beside its rivals on one core, and how it grows.
// Sizes are numbers of letters. Everything runs in processes of its own, tied to one
// core where taskset is installed; times are CPU times, for machines that do other
// things too. A rival that is not installed is named.
func searchTables(ctx context.Context, dir string, sizes []string) error {
	if err := os.Chmod(dir, 0o755); err != nil { // PostgreSQL runs as another user
		return err
	}
	var races []contest
	for _, word := range sizes {
		letters, err := strconv.Atoi(word)
		if err != nil || letters < 1000 {
			return fmt.Errorf("%q is no number of letters, of at least 1000", word)
		}
		sub := filepath.Join(dir, word)
		r, err := race(ctx, sub, letters)
		if err != nil {
			return err
		}
		if letters == beside {
			r.print()
		}
		races = append(races, r)
		r.printOwn()
		if err := os.RemoveAll(sub); err != nil {
			return err
		}
	}
	printGrowth(races)
	return nil
}

// contest is what the engines did with one corpus, Lintas first.
type contest struct {
	letters int
	text    int64 // bytes of page text
	classes []queryClass
	all     []outcome
	missing []string
}

// race measures the engines over one corpus.
func race(ctx context.Context, dir string, letters int) (contest, error) {
	made, err := newCorpus(1)
	if err != nil {
		return contest{}, err
	}
	own := filepath.Join(dir, "lintas")
	if err := os.MkdirAll(own, 0o755); err != nil {
		return contest{}, err
	}
	r := contest{letters: letters, classes: queryClasses(made, letters)}
	queries, corpus := filepath.Join(dir, "queries.json"), filepath.Join(dir, "letters.jsonl")
	raw, err := json.Marshal(r.classes)
	if err == nil {
		err = os.WriteFile(queries, raw, 0o644)
	}
	if err == nil {
		r.text, err = writeLetters(made, letters, corpus, letters == beside)
	}
	if err != nil {
		return contest{}, err
	}
	fmt.Fprintf(os.Stderr, "%d letters: lintas …\n", letters)
	lintas, err := compete(ctx, os.Args[0], "search-lintas", strconv.Itoa(letters), queries, own)
	if err != nil {
		return contest{}, err
	}
	r.all = append(r.all, lintas)
	if letters != beside {
		return r, nil
	}
	for _, name := range [...]string{"xapian", "fts5", "postgres", "whoosh"} {
		fmt.Fprintf(os.Stderr, "%d letters: %s …\n", letters, name)
		folder := filepath.Join(dir, name)
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return contest{}, err
		}
		o, err := compete(ctx, "/usr/bin/python3", "bench/rivals/rival.py", name, corpus, queries, folder)
		if err != nil {
			fmt.Fprintln(os.Stderr, name, err)
			r.missing = append(r.missing, name)
			continue
		}
		r.all = append(r.all, o)
	}
	return r, nil
}

// compete runs an engine on one core and reads what it says.
func compete(ctx context.Context, args ...string) (outcome, error) {
	if path, err := exec.LookPath("taskset"); err == nil {
		args = append([]string{path, "-c", "0"}, args...)
	}
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Env = append(os.Environ(), "GOMAXPROCS=1")
	cmd.Stderr = os.Stderr
	raw, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) && exit.ExitCode() == 3 {
			return outcome{}, errors.New("is not installed")
		}
		return outcome{}, fmt.Errorf("run %s: %w", strings.Join(args, " "), err)
	}
	var o outcome
	return o, json.NewDecoder(bytes.NewReader(raw)).Decode(&o)
}

// writeLetters writes the corpus for the rivals, a letter a line, and returns how
// many bytes of page text it has. Without wanted it only counts.
func writeLetters(made *corpus, letters int, path string, wanted bool) (text int64, err error) {
	f, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	out := bufio.NewWriterSize(f, 1<<20)
	lines := json.NewEncoder(out)
	for i := range letters {
		d, t := made.letter(i)
		page := t.Text()
		text += int64(len(page))
		if !wanted {
			continue
		}
		if err := lines.Encode(map[string]string{"text": page, "subject": d.Subject, "number": d.Number(), "parties": d.From.Name + "\n" + d.To[0].Name,
			"from": d.From.Agency, "to": d.To[0].Agency, "day": string(d.Date)}); err != nil {
			return 0, err
		}
	}
	return text, errors.Join(out.Flush(), f.Close())
}

func (r contest) print() {
	fmt.Printf("\n%d letters, %d MB of text, one core; CPU milliseconds, p50 / p95.\n\n| |", r.letters, r.text>>20)
	for _, o := range r.all {
		fmt.Printf(" %s |", o.Engine)
	}
	fmt.Printf("\n|---|%s\n| letters indexed per CPU second |", strings.Repeat("---|", len(r.all)))
	for _, o := range r.all {
		fmt.Printf(" %.0f |", float64(r.letters)/o.CPU)
	}
	fmt.Print("\n| index, times the text |")
	for _, o := range r.all {
		fmt.Printf(" %.2f |", float64(o.Bytes)/float64(r.text))
	}
	fmt.Println()
	for _, c := range r.classes {
		fmt.Printf("| %s (%d hits) |", c.Name, r.all[0].Classes[c.Name].Hits)
		for _, o := range r.all {
			if found, asked := o.Classes[c.Name]; asked {
				fmt.Printf(" %.2f / %.2f |", found.P50, found.P95)
			} else {
				fmt.Print(" – |")
			}
		}
		fmt.Println()
	}
	for _, name := range r.missing {
		fmt.Printf("\n%s could not be run.\n", name)
	}
}

func (r contest) printOwn() {
	o := r.all[0]
	fmt.Printf("\nLintas, %d letters: %.0f per CPU second, index %.2f times the text, anonymous memory at most %d MB while indexing, %d MB at rest; pieces of numbers: %d of %d right.\n",
		r.letters, float64(r.letters)/o.CPU, float64(o.Bytes)/float64(r.text), o.Peak>>20, o.Idle>>20, o.Fragments.Right, o.Fragments.Tried)
}

// printGrowth prints the classes by size of the archive: alone, and with snippets and facets.
func printGrowth(races []contest) {
	fmt.Print("\n| CPU ms, p50 / p95 |")
	for _, r := range races {
		fmt.Printf(" %d | with snippets and facets |", r.letters)
	}
	fmt.Printf("\n|---|%s\n", strings.Repeat("---|---|", len(races)))
	for _, c := range races[0].classes {
		fmt.Printf("| %s |", c.Name)
		for _, r := range races {
			a, b := r.all[0].Classes[c.Name], r.all[0].Full[c.Name]
			fmt.Printf(" %.2f / %.2f | %.2f / %.2f |", a.P50, a.P95, b.P50, b.P95)
		}
		fmt.Println()
	}
}
