package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"lintas/demo"

	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

const (
	copiesOfEach = 20
	rounds       = 3
)

// ingestTable measures digital letters end to end into search.
func ingestTable(ctx context.Context, dir string) error {
	letters := filepath.Join(dir, "letters")
	n, err := copyLetters(letters)
	if err != nil {
		return err
	}
	bin, err := build(ctx, dir)
	if err != nil {
		return err
	}
	if _, err := exec.LookPath("recollindex"); err != nil {
		return errors.New("recollindex is not installed: apt-get install recoll")
	}
	names := []string{"lintas ingest (read, linked, searchable)", "recollindex", "bare PDFium loop, one instance a core"}
	took := make([][]usage, len(names))
	for round := range rounds {
		data, conf := filepath.Join(dir, fmt.Sprint("data", round)), filepath.Join(dir, fmt.Sprint("recoll", round))
		if err := recollConfig(conf, letters); err != nil {
			return err
		}
		self, err := os.Executable()
		if err != nil {
			return err
		}
		for i, cmd := range []*exec.Cmd{
			exec.CommandContext(ctx, bin, "ingest", "--dir", data, letters),
			exec.CommandContext(ctx, "recollindex", "-c", conf),
			exec.CommandContext(ctx, self, "bare", letters),
		} {
			u, err := timed(cmd)
			if err != nil {
				return err
			}
			took[i] = append(took[i], u)
		}
	}
	fmt.Printf("%d digital letters, median of %d rounds in turn, %d cores.\n\n", n, rounds, runtime.NumCPU())
	fmt.Println("| | letters/s | ratio, round by round | CPU ms per letter |")
	fmt.Println("|---|---|---|---|")
	for i, name := range names {
		var rate, ratio, cpu []float64
		for round, u := range took[i] {
			rate = append(rate, float64(n)/u.wall.Seconds())
			ratio = append(ratio, took[0][round].wall.Seconds()/u.wall.Seconds())
			cpu = append(cpu, u.cpu.Seconds()*1000/float64(n))
		}
		fmt.Printf("| %s | %.0f | %.2f | %.1f |\n", name, median(rate), median(ratio), median(cpu))
	}
	return nil
}

// copyLetters writes the digital sample letters several times over, each copy with
// a comment after its end that makes it another file.
func copyLetters(dir string) (int, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return 0, err
	}
	scanned, err := demo.Scanned()
	if err != nil {
		return 0, err
	}
	n := 0
	err = fs.WalkDir(demo.Letters(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || scanned[name] {
			return err
		}
		raw, err := fs.ReadFile(demo.Letters(), name)
		if err != nil {
			return err
		}
		for i := range copiesOfEach {
			n++
			other := fmt.Appendf(raw[:len(raw):len(raw)], "\n%% copy %d\n", i)
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%02d-%s", i, name)), other, 0o644); err != nil {
				return err
			}
		}
		return nil
	})
	return n, err
}

func recollConfig(conf, letters string) error {
	if err := os.MkdirAll(conf, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(conf, "recoll.conf"), fmt.Appendf(nil, "topdirs = %s\nidxflushmb = 100\nloglevel = 1\n", letters), 0o644)
}

// compilationCache keeps the compiled PDFium from one run to the next, as the
// product does, so that the loop is not charged with compiling it.
func compilationCache() (wazero.CompilationCache, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return nil, err
	}
	return wazero.NewCompilationCacheWithDir(filepath.Join(dir, "lintas-bench"))
}

// bareLoop takes the text out of every page with PDFium and nothing else, one
// instance a core: the least that reading can cost.
func bareLoop(dir string) error {
	files, err := filepath.Glob(filepath.Join(dir, "*.pdf"))
	if err != nil {
		return err
	}
	workers := runtime.NumCPU()
	cache, err := compilationCache()
	if err != nil {
		return err
	}
	pool, err := webassembly.Init(webassembly.Config{MinIdle: workers, MaxIdle: workers, MaxTotal: workers,
		RuntimeConfig: wazero.NewRuntimeConfig().WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).WithCompilationCache(cache)})
	if err != nil {
		return fmt.Errorf("start PDFium: %w", err)
	}
	defer pool.Close()
	var next atomic.Int64
	var wait sync.WaitGroup
	failed := make(chan error, workers)
	for range workers {
		wait.Go(func() {
			failed <- func() error {
				instance, err := pool.GetInstance(time.Minute)
				if err != nil {
					return err
				}
				defer instance.Close()
				for i := next.Add(1) - 1; i < int64(len(files)); i = next.Add(1) - 1 {
					raw, err := os.ReadFile(files[i])
					if err != nil {
						return err
					}
					doc, err := instance.OpenDocument(&requests.OpenDocument{File: &raw})
					if err != nil {
						return err
					}
					count, err := instance.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
					if err != nil {
						return err
					}
					for page := range count.PageCount {
						if _, err := instance.GetPageText(&requests.GetPageText{Page: requests.Page{ByIndex: &requests.PageByIndex{Document: doc.Document, Index: page}}}); err != nil {
							return err
						}
					}
					if _, err := instance.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: doc.Document}); err != nil {
						return err
					}
				}
				return nil
			}()
		})
	}
	wait.Wait()
	close(failed)
	var all error
	for err := range failed {
		all = errors.Join(all, err)
	}
	return all
}
