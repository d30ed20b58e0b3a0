package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"sync"

	"lintas/archive"
	"lintas/server"
	"lintas/storage"
)

// knownLetter is what the truth.json of a folder says of one letter, as far as tying it to
// others is concerned. See demo/README.md for the format.
type knownLetter struct {
	File       string
	Scanned    bool
	Date       archive.Date
	Case       string
	Cases      []string
	Workers    []struct{ Name string }
	References []struct{ Target string }
	Deadlines  []struct {
		FulfilledBy string `json:"fulfilled_by"`
	}
}

func (k knownLetter) cases() []string {
	if k.Case == "" || slices.Contains(k.Cases, k.Case) {
		return k.Cases
	}
	return append([]string{k.Case}, k.Cases...)
}

const linkOrders = 4 // by date, and at random

// linkTable measures how letters are tied together: folders of letters with a truth.json
// each, taken in through the desk in several orders of arrival.
func linkTable(ctx context.Context, dir string, folders []string) error {
	bin, err := build(ctx, dir)
	if err != nil {
		return err
	}
	for _, folder := range folders {
		letters, err := readKnown(folder)
		if err != nil {
			return err
		}
		fmt.Printf("%s: %d letters\n\n| order of arrival | pairs in a case | precision | recall | F1 | pairs, letters about a worker: F1 | references to letters: precision | recall | offered as a choice | answers to deadlines: precision | recall |\n|---|---|---|---|---|---|---|---|---|---|---|\n",
			filepath.Base(folder), len(letters))
		var worst *linked
		for order := range linkOrders {
			name := "by date"
			if order > 0 {
				name = fmt.Sprint("random ", order)
			}
			desk := linkDesk{bin: bin, dir: filepath.Join(dir, filepath.Base(folder)+fmt.Sprint(order)), folder: folder}
			result, err := desk.link(ctx, arrival(letters, order))
			if err != nil {
				return err
			}
			result.print(name)
			if worst == nil || result.allPairs().f1() < worst.allPairs().f1() {
				worst = result
			}
		}
		fmt.Print("\nThe worst order:\n\n")
		worst.printErrors()
	}
	return nil
}

func readKnown(folder string) ([]knownLetter, error) {
	raw, err := os.ReadFile(filepath.Join(folder, "truth.json"))
	if err != nil {
		return nil, fmt.Errorf("read the truth: %w", err)
	}
	var letters []knownLetter
	if err := json.Unmarshal(raw, &letters); err != nil {
		return nil, fmt.Errorf("read the truth of %s: %w", folder, err)
	}
	return letters, nil
}

// arrival puts letters into an order: 0 is by date, the others are random but the same each time.
func arrival(letters []knownLetter, order int) []knownLetter {
	sorted := slices.Clone(letters)
	if order == 0 {
		sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].Date < sorted[j].Date })
		return sorted
	}
	rand.New(rand.NewPCG(uint64(order), 0)).Shuffle(len(sorted), func(i, j int) { sorted[i], sorted[j] = sorted[j], sorted[i] })
	return sorted
}

// linkDesk is an archive of its own for one order of arrival.
type linkDesk struct{ bin, dir, folder string }

func (l linkDesk) link(ctx context.Context, letters []knownLetter) (result *linked, err error) {
	desk, err := server.OpenDesk(ctx, server.Config{Dir: l.dir, Workers: 2, Reserve: -1, ReaderCommand: []string{l.bin, "reader-child"}, Tesseract: os.Getenv("LINTAS_TESSERACT")})
	if err != nil {
		return nil, err
	}
	working, stop := context.WithCancel(ctx)
	var running sync.WaitGroup
	running.Go(func() { err = errors.Join(err, desk.Run(working)) })
	result, linkErr := l.fill(ctx, desk, letters)
	stop()
	running.Wait()
	return result, errors.Join(err, linkErr, desk.Close())
}

// fill takes letters in one after the other and returns what became of them.
func (l linkDesk) fill(ctx context.Context, desk *server.Desk, letters []knownLetter) (*linked, error) {
	result := &linked{known: letters, ids: map[string]string{}, files: map[string]string{}, docs: map[string]*archive.Document{}, dues: map[string][]*archive.Deadline{}}
	for _, known := range letters {
		path := filepath.Join(l.folder, known.File)
		if _, err := os.Stat(path); err != nil {
			path = filepath.Join(l.folder, "letters", known.File)
		}
		file, err := os.Open(path)
		if err != nil {
			return nil, fmt.Errorf("open a letter: %w", err)
		}
		got, err := desk.Receive(ctx, server.LocalViewer(), server.Upload{Name: known.File, Body: file, Force: true})
		if err := errors.Join(err, file.Close()); err != nil {
			return nil, fmt.Errorf("receive %s: %w", known.File, err)
		}
		result.ids[known.File], result.files[got.Document.ID] = got.Document.ID, known.File
	}
	if err := errors.Join(desk.Settled(ctx), desk.ScansRead(ctx)); err != nil {
		return nil, err
	}
	return result, result.load(ctx, desk)
}

// linked is what a desk has made of letters, beside what is true of them.
type linked struct {
	known []knownLetter
	ids   map[string]string // by file
	files map[string]string // by id
	docs  map[string]*archive.Document
	dues  map[string][]*archive.Deadline
}

func (l *linked) load(ctx context.Context, desk *server.Desk) error {
	reader := desk.Archive().Read(archive.System())
	for _, known := range l.known {
		doc, err := reader.Document(l.ids[known.File])
		if err != nil {
			return err
		}
		dues, err := reader.Deadlines(ctx, storage.DeadlineQuery{Document: doc.ID, Limit: 200})
		if err != nil {
			return err
		}
		l.docs[known.File], l.dues[known.File] = desk.ShowDocument(archive.System(), doc), dues.Items
	}
	return nil
}

// tally counts what was found, what there is to find, and what is right.
type tally struct{ found, there, right int }

func (t *tally) count(found, there bool) {
	if found {
		t.found++
	}
	if there {
		t.there++
	}
	if found && there {
		t.right++
	}
}

func share(part, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(part) / float64(of)
}

func (t tally) precision() float64 { return share(t.right, t.found) }
func (t tally) recall() float64    { return share(t.right, t.there) }
func (t tally) f1() float64 {
	if t.found+t.there == 0 {
		return 1
	}
	return 2 * float64(t.right) / float64(t.found+t.there)
}

// pairs counts the pairs of letters that are in one case.
func (l *linked) pairs(counts func(a, b knownLetter) bool) (t tally) {
	for i, a := range l.known {
		for _, b := range l.known[i+1:] {
			if counts(a, b) {
				t.count(l.together(a, b), intersect(a.cases(), b.cases()))
			}
		}
	}
	return t
}

func (l *linked) allPairs() tally { return l.pairs(func(a, b knownLetter) bool { return true }) }

func (l *linked) together(a, b knownLetter) bool {
	return intersect(casesOf(l.docs[a.File]), casesOf(l.docs[b.File]))
}

func casesOf(doc *archive.Document) []string {
	var ids []string
	for _, link := range doc.Cases {
		ids = append(ids, link.Case)
	}
	return ids
}

func intersect(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}

// references counts the citations of letters that are in the folder, and how many of those
// not found are offered as a choice.
func (l *linked) references() (t tally, offered int) {
	for _, known := range l.known {
		there, found := map[string]bool{}, map[string]bool{}
		for _, ref := range known.References {
			if l.ids[ref.Target] != "" {
				there[ref.Target] = true
			}
		}
		for _, ref := range l.docs[known.File].References {
			if ref.Target != "" {
				found[l.files[ref.Target]] = true
			}
			for _, id := range ref.Choices {
				if ref.Target == "" && there[l.files[id]] {
					offered++
				}
			}
		}
		t = t.add(found, there)
	}
	return t, offered
}

// answers counts the letters that fulfil a deadline of another.
func (l *linked) answers() (t tally) {
	for _, known := range l.known {
		there, found := map[string]bool{}, map[string]bool{}
		for _, due := range known.Deadlines {
			if l.ids[due.FulfilledBy] != "" {
				there[due.FulfilledBy] = true
			}
		}
		for _, due := range l.dues[known.File] {
			if due.Answer != nil && due.Answer.Document != "" {
				found[l.files[due.Answer.Document]] = true
			}
		}
		t = t.add(found, there)
	}
	return t
}

func (t tally) add(found, there map[string]bool) tally {
	for file := range found {
		t.count(true, there[file])
	}
	for file := range there {
		if !found[file] {
			t.count(false, true)
		}
	}
	return t
}

func (l *linked) print(order string) {
	named := map[string]bool{"": true} // threads in which somebody is named, and lone letters
	for _, known := range l.known {
		named[known.Case] = named[known.Case] || len(known.Workers) > 0
	}
	all := l.allPairs()
	people := l.pairs(func(a, b knownLetter) bool { return named[a.Case] && named[b.Case] })
	refs, offered := l.references()
	answers := l.answers()
	fmt.Printf("| %s | %d | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %d | %.3f | %.3f |\n", order, all.there, all.precision(), all.recall(), all.f1(),
		people.f1(), refs.precision(), refs.recall(), offered, answers.precision(), answers.recall())
}

// printErrors names the cases that fell apart, and those that were thrown together.
func (l *linked) printErrors() {
	parts, mixes := map[string]map[string][]string{}, map[string]map[string][]string{}
	put := func(in map[string]map[string][]string, a, b, file string) {
		if in[a] == nil {
			in[a] = map[string][]string{}
		}
		in[a][b] = append(in[a][b], file)
	}
	for _, known := range l.known {
		found := "none"
		if cases := casesOf(l.docs[known.File]); len(cases) > 0 {
			found = strings.Join(cases, "+")
		}
		if known.Case != "" {
			put(parts, known.Case, found, known.File)
		}
		if found != "none" {
			put(mixes, found, known.Case, known.File)
		}
	}
	say := func(what string, groups map[string]map[string][]string) {
		for name, of := range groups {
			if len(of) > 1 || len(of[""]) > 1 {
				fmt.Printf("- %s %s: %v\n", what, name, of)
			}
		}
	}
	say("in pieces:", parts)
	say("thrown together:", mixes)
	for _, known := range l.known {
		l.printReferences(known)
		l.printAnswers(known)
	}
	fmt.Println()
}

func (l *linked) printReferences(known knownLetter) {
	for _, ref := range known.References {
		found := slices.ContainsFunc(l.docs[known.File].References, func(r archive.Reference) bool { return r.Target != "" && l.files[r.Target] == ref.Target })
		if l.ids[ref.Target] != "" && !found {
			fmt.Printf("- %s cites %s, not found\n", known.File, ref.Target)
		}
	}
	for _, ref := range l.docs[known.File].References {
		meant := slices.ContainsFunc(known.References, func(r struct{ Target string }) bool { return r.Target == l.files[ref.Target] })
		if ref.Target != "" && !meant {
			fmt.Printf("- %s does not cite %s (%q, %s)\n", known.File, l.files[ref.Target], ref.Number, ref.Date)
		}
	}
}

func (l *linked) printAnswers(known knownLetter) {
	for _, d := range l.dues[known.File] {
		if d.Answer == nil {
			continue
		}
		file := l.files[d.Answer.Document]
		right := slices.ContainsFunc(known.Deadlines, func(k struct {
			FulfilledBy string `json:"fulfilled_by"`
		}) bool {
			return k.FulfilledBy == file
		})
		if !right {
			fmt.Printf("- %s (%q by %s) is not answered by %s\n", known.File, d.OwedBy.Name, d.Due, file)
		}
	}
	for _, due := range known.Deadlines {
		right := func(d *archive.Deadline) bool {
			return d.Answer != nil && l.files[d.Answer.Document] == due.FulfilledBy
		}
		if l.ids[due.FulfilledBy] == "" || slices.ContainsFunc(l.dues[known.File], right) {
			continue
		}
		fmt.Printf("- %s is answered by %s from %s, not found; it asks", known.File, due.FulfilledBy, l.docs[due.FulfilledBy].From.Name)
		for _, d := range l.dues[known.File] {
			fmt.Printf(" %q by %s;", d.OwedBy.Name, d.Due)
		}
		fmt.Println()
	}
}
