package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"lintas/archive"
	"lintas/demo"
	"lintas/reading"
)

// scanTable measures what the reading of scans costs, searchable copy included, and
// that of digital letters, each beside the programs that one would else use.
func scanTable(ctx context.Context, dir string) error {
	for program, debian := range map[string]string{"ocrmypdf": "ocrmypdf", "tesseract": "tesseract-ocr tesseract-ocr-ind", "pdfimages": "poppler-utils"} {
		if _, err := exec.LookPath(program); err != nil {
			return fmt.Errorf("%s is not installed: apt-get install %s", program, debian)
		}
	}
	bin, err := build(ctx, dir)
	if err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	scans := filepath.Join(dir, "scans")
	files, err := copyScans(scans)
	if err != nil {
		return err
	}
	images, err := embedded(ctx, files)
	if err != nil {
		return err
	}
	rows := []costRow{
		{"bare `tesseract` on the embedded image, `ind`", each(ctx, images, "tesseract", "-", "-l", "ind")},
		{"bare `tesseract` on the embedded image, `ind+eng`", each(ctx, images, "tesseract", "-", "-l", "ind+eng")},
		{"Lintas: `ind+eng`, words with places, searchable copy", one(ctx, self, "searchable", bin, scans)},
		{"`ocrmypdf -l ind+eng`, its defaults", each(ctx, files, "ocrmypdf", "-", "-q", "-l", "ind+eng")},
	}
	fmt.Printf("%d pages of %d scans, CPU of all processes that take part.\n\n", len(images), len(files))
	if err := printCosts(rows, len(images), "s per page", 1, 1); err != nil {
		return err
	}
	if err := foundInCopies(ctx, files); err != nil {
		return err
	}
	letters := filepath.Join(dir, "letters")
	n, err := copyLetters(letters)
	if err != nil {
		return err
	}
	digital, err := filepath.Glob(filepath.Join(letters, "*.pdf"))
	if err != nil {
		return err
	}
	fmt.Printf("\n%d digital letters.\n\n", n)
	return printCosts([]costRow{
		{"one `pdftotext` process a letter", each(ctx, digital, "pdftotext", os.DevNull)},
		{"Lintas: text with places, and all fields", one(ctx, self, "fields", bin, letters)},
	}, n, "ms per letter", 1000, 0)
}

// costRow is a way to do the work; cmds makes its processes.
type costRow struct {
	name string
	cmds []*exec.Cmd
}

// each runs a program once for each file, which is its first argument.
func each(ctx context.Context, files []string, program string, args ...string) []*exec.Cmd {
	var cmds []*exec.Cmd
	for _, file := range files {
		cmd := exec.CommandContext(ctx, program, append([]string{file}, args...)...)
		if program == "tesseract" {
			cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1") // else it takes three times as much
		}
		cmds = append(cmds, cmd)
	}
	return cmds
}

func one(ctx context.Context, program string, args ...string) []*exec.Cmd {
	return []*exec.Cmd{exec.CommandContext(ctx, program, args...)}
}

// printCosts runs the rows and prints what each took for one of n, against the row
// that is the measure.
func printCosts(rows []costRow, n int, unit string, factor float64, measure int) error {
	cost := make([]float64, len(rows))
	for i, row := range rows {
		for _, cmd := range row.cmds {
			u, err := timed(cmd)
			if err != nil {
				return err
			}
			cost[i] += u.cpu.Seconds()
		}
	}
	fmt.Printf("| | CPU %s | ratio |\n|---|---|---|\n", unit)
	for i, row := range rows {
		fmt.Printf("| %s | %.2f | %.2f |\n", row.name, cost[i]*factor/float64(n), cost[i]/cost[measure])
	}
	return nil
}

// copyScans writes the sample letters that are scans.
func copyScans(dir string) ([]string, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	scanned, err := demo.Scanned()
	if err != nil {
		return nil, err
	}
	var files []string
	err = fs.WalkDir(demo.Letters(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !scanned[name] {
			return err
		}
		raw, err := fs.ReadFile(demo.Letters(), name)
		if err != nil {
			return err
		}
		files = append(files, filepath.Join(dir, name))
		return os.WriteFile(files[len(files)-1], raw, 0o644)
	})
	return files, err
}

// embedded takes the pictures of pages out of scans: JPEG as it lies there, others plain.
func embedded(ctx context.Context, files []string) ([]string, error) {
	var images []string
	for _, file := range files {
		stem := strings.TrimSuffix(file, ".pdf")
		if out, err := exec.CommandContext(ctx, "pdfimages", "-j", file, stem).CombinedOutput(); err != nil {
			return nil, fmt.Errorf("pdfimages: %w: %s", err, out)
		}
		found, err := filepath.Glob(stem + "-*.???")
		if err != nil {
			return nil, err
		}
		images = append(images, found...)
	}
	return images, nil
}

// searchableCopies reads the scans in a folder and makes a searchable copy of each, with
// a list of its words beside it, as a process of its own.
func searchableCopies(ctx context.Context, bin, dir string) error {
	pool := reading.NewPool(reading.PoolOptions{Workers: 1, Command: []string{bin, "reader-child"}})
	program, err := reading.FindTesseract(ctx, reading.TesseractOptions{Workers: 1})
	if err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.pdf"))
	if err != nil {
		return err
	}
	for _, file := range files {
		paper, err := pool.Read(ctx, file)
		if err != nil {
			return err
		}
		if _, err := pool.ReadScans(ctx, program, file, &paper.Transcript); err != nil {
			return err
		}
		copied, err := pool.Searchable(ctx, file, &paper.Transcript)
		if err != nil {
			return err
		}
		if err := os.WriteFile(file+".copy", copied, 0o644); err != nil {
			return err
		}
		var words strings.Builder
		for _, page := range paper.Transcript.Pages {
			for _, w := range page.Words {
				fmt.Fprintln(&words, page.Text[w.Start:w.End])
			}
		}
		if err := os.WriteFile(file+".words", []byte(words.String()), 0o644); err != nil {
			return err
		}
	}
	return pool.Close()
}

// foundInCopies says how many of the words pdftotext finds in the searchable copies.
func foundInCopies(ctx context.Context, files []string) error {
	all, found := 0, 0
	for _, file := range files {
		out, err := exec.CommandContext(ctx, "pdftotext", file+".copy", "-").Output()
		if err != nil {
			return fmt.Errorf("pdftotext: %w", err)
		}
		words, err := os.ReadFile(file + ".words")
		if err != nil {
			return err
		}
		there := strings.Fields(string(out))
		for _, w := range strings.Fields(string(words)) {
			all++
			if slices.Contains(there, w) {
				found++
			}
		}
	}
	fmt.Printf("\npdftotext finds %d of %d words in the searchable copies.\n", found, all)
	return nil
}

// fieldsOf reads the digital letters in a folder to their fields, as a process of its own.
func fieldsOf(ctx context.Context, bin, dir string) error {
	agencies, err := archive.SeedAgencies()
	if err != nil {
		return err
	}
	holidays, err := archive.BuiltinHolidays()
	if err != nil {
		return err
	}
	knows := reading.Knowledge{Directory: archive.NewDirectory(agencies), Calendar: archive.NewCalendar("", holidays)}
	pool := reading.NewPool(reading.PoolOptions{Workers: 1, Command: []string{bin, "reader-child"}})
	files, err := filepath.Glob(filepath.Join(dir, "*.pdf"))
	if err != nil {
		return err
	}
	for _, file := range files {
		paper, err := pool.Read(ctx, file)
		if err != nil {
			return err
		}
		reading.Propose(&paper.Transcript, knows)
	}
	return pool.Close()
}
