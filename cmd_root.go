package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"

	"github.com/spf13/cobra"

	"lintas/archive"
	"lintas/reading"
	"lintas/server"
)

// app is one run of the command: where it writes, and the flags that all commands share.
type app struct {
	in       io.Reader
	out, err io.Writer
	dir      string
	lang     string
	json     bool
	verbose  bool
	server   string // address of a server to talk to instead of the data folder
	token    string
}

// run carries out a command line and returns the exit code.
func run(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) int {
	a := &app{in: in, out: out, err: errOut}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errOut)
	started := false
	root.PersistentPreRunE = func(*cobra.Command, []string) error {
		started = true
		if a.lang != "id" && a.lang != "en" {
			return usageError{archive.Text{ID: "--lang: pilih id atau en.", EN: "--lang: choose id or en."}}
		}
		return nil
	}
	err := root.ExecuteContext(ctx)
	if err != nil && !started {
		err = usageError{archive.Text{ID: err.Error() + ". Lihat: lintas help", EN: err.Error() + ". See: lintas help"}}
	}
	if known := explain(err); known != nil {
		known.Err = err
		err = known
	}
	if err != nil {
		a.complain(err)
	}
	return int(codeFor(err))
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "lintas",
		Short:         "An archive of official correspondence that works offline",
		Long:          "Lintas keeps official letters: PDFs go in, are read, found again by any fragment, tied to\ncases, and the replies that are owed are counted in working days.",
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	flags := root.PersistentFlags()
	flags.StringVar(&a.dir, "dir", envOr("LINTAS_DIR", "./data"), "the data folder (LINTAS_DIR)")
	flags.StringVar(&a.lang, "lang", envOr("LINTAS_LANG", "id"), "language of messages and tables: id or en (LINTAS_LANG)")
	flags.BoolVar(&a.json, "json", false, "print JSON, for programs")
	flags.BoolVarP(&a.verbose, "verbose", "v", false, "log to standard error what happens")
	flags.StringVar(&a.server, "server", os.Getenv("LINTAS_SERVER"), "talk to the server at this address instead of opening the data folder (LINTAS_SERVER)")
	flags.StringVar(&a.token, "token", os.Getenv("LINTAS_TOKEN"), "token for --server (LINTAS_TOKEN)")
	root.AddCommand(
		a.serveCommand(), a.ingestCommand(), a.readCommand(), a.searchCommand(), a.overdueCommand(), a.retryCommand(),
		a.verifyCommand(), a.rebuildCommand(), a.backupCommand(), a.restoreCommand(),
		a.userCommand(), a.tokenCommand(), a.childCommand(),
		&cobra.Command{Use: "exit-codes", Short: "The table of exit codes", Long: exitTable},
	)
	return root
}

// childCommand is what the pool of readers starts; see package reading.
func (a *app) childCommand() *cobra.Command {
	return &cobra.Command{
		Use: "reader-child", Hidden: true, Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return reading.ServeChild(a.in, a.out) },
	}
}

func envOr(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}

// text returns a sentence in the language of the run.
func (a *app) text(id, en string) string { return archive.Text{ID: id, EN: en}.In(a.lang) }

func (a *app) printf(id, en string, args ...any) {
	fmt.Fprintf(a.out, a.text(id, en)+"\n", args...) //nolint:errcheck // nobody is there to be told
}

func (a *app) note(id, en string, args ...any) {
	fmt.Fprintf(a.err, a.text(id, en)+"\n", args...) //nolint:errcheck // nobody is there to be told
}

// complain prints an error for people: what happened and what to do.
func (a *app) complain(err error) {
	var own *archive.Error
	var refused refusedError
	var faults faultsError
	var usage usageError
	switch {
	case errors.As(err, &faults): // printed already
	case errors.As(err, &refused):
		a.note("%d dari %d berkas ditolak.", "%d of %d files were refused.", refused.refused, refused.total)
	case errors.As(err, &usage):
		a.note("%s", "%s", usage.text.In(a.lang))
	case errors.Is(err, context.Canceled):
		a.note("Dihentikan.", "Stopped.")
	case errors.As(err, &own):
		a.note("%s", "%s", own.Text.In(a.lang))
		if a.verbose && own.Err != nil {
			a.note("  (%v)", "  (%v)", own.Err)
		}
	default:
		a.note("Gagal: %v", "Failed: %v", err)
	}
}

// printJSON prints a value as indented JSON.
func (a *app) printJSON(value any) error {
	encoder := json.NewEncoder(a.out)
	encoder.SetIndent("", " ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(value)
}

// log returns where the packages log to: standard error when asked, else only warnings.
func (a *app) log() *slog.Logger {
	level := slog.LevelWarn
	if a.verbose {
		level = slog.LevelDebug
	}
	return slog.New(slog.NewTextHandler(a.err, &slog.HandlerOptions{Level: level}))
}

// withDesk opens the data folder and hands it to fn. With running the readers and the index
// work meanwhile.
func (a *app) withDesk(ctx context.Context, cfg server.Config, running bool, fn func(context.Context, *server.Desk) error) (err error) {
	cfg.Dir = a.dir
	if cfg.Log == nil {
		cfg.Log = a.log()
	}
	desk, err := server.OpenDesk(ctx, cfg)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, desk.Close()) }()
	if !running {
		return fn(ctx, desk)
	}
	working, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- desk.Run(working) }()
	err = fn(ctx, desk)
	stop()
	return errors.Join(err, <-ended)
}

// existing refuses a data folder that is not there: only serve and ingest make one.
func (a *app) existing() error {
	if _, err := os.Stat(a.dir); errors.Is(err, fs.ErrNotExist) {
		return archive.Fail(archive.NotFound,
			fmt.Sprintf("Folder data %s tidak ada. Sebutkan dengan --dir.", a.dir),
			fmt.Sprintf("There is no data folder %s. Name it with --dir.", a.dir))
	}
	return nil
}
