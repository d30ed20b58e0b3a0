package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"lintas/archive"
	"lintas/server"
	"lintas/storage"
)

func (a *app) verifyCommand() *cobra.Command {
	var head string
	command := &cobra.Command{
		Use:   "verify",
		Short: "Check every sum, hash, link and view",
		Long: "Check the journal's chain, every sum, every file's hash, the references, and that records\n" +
			"and index agree with the journal. Each fault is named with what to do about it.\n" +
			"With --head SEQ:HASH, as a backup or an earlier report printed it, a journal that was cut\n" +
			"off is noticed too. Stop the server first.",
		Args: cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			if err := a.existing(); err != nil {
				return err
			}
			expected, err := parseHead(head)
			if err != nil {
				return err
			}
			report, err := server.Verify(command.Context(), a.dir, expected, a.progress())
			if err != nil {
				return err
			}
			return a.printReport(report)
		},
	}
	command.Flags().StringVar(&head, "head", "", "the last act as known from elsewhere, SEQ:HASH")
	return command
}

func parseHead(text string) (*storage.Head, error) {
	if text == "" {
		return nil, nil
	}
	head := new(storage.Head)
	number, hash, ok := strings.Cut(text, ":")
	if _, err := fmt.Sscan(number, &head.Seq); err != nil || !ok || hash == "" {
		return nil, usageError{archive.Text{ID: "--head ditulis NOMOR:HASH.", EN: "--head is written SEQ:HASH."}}
	}
	head.Hash = hash
	return head, nil
}

// progress prints how far a long task has come, where somebody can see it.
func (a *app) progress() func(task string, done, total int64) {
	if !onTerminal(a.err) || a.json {
		return nil
	}
	last := ""
	return func(task string, done, total int64) {
		line := fmt.Sprintf("%s %d/%d", task, done, total)
		if total > 0 {
			line = fmt.Sprintf("%s %d %%", task, done*100/total)
		}
		if line != last {
			last = line
			fmt.Fprintf(a.err, "\r\x1b[K%s", line) //nolint:errcheck // only decoration
			if done >= total && total > 0 {
				fmt.Fprint(a.err, "\r\x1b[K") //nolint:errcheck // only decoration
			}
		}
	}
}

func (a *app) printReport(report storage.Report) error {
	if a.json {
		if err := a.printJSON(report); err != nil {
			return err
		}
	} else {
		for _, fault := range report.Faults {
			a.printf("%s  %s: %s\n    → %s", "%s  %s: %s\n    → %s", fault.Code, fault.Where, fault.What.In(a.lang), fault.Do.In(a.lang))
		}
		for _, n := range report.Notes {
			a.printf("catatan  %s: %s", "note  %s: %s", n.Where, n.What.In(a.lang))
		}
		a.printf("%d tindakan, %d catatan, %d berkas (%d MB) diperiksa; %d kesalahan. Kepala jurnal %d:%s",
			"%d acts, %d records, %d files (%d MB) checked; %d faults. Head of the journal %d:%s",
			report.Acts, report.Records, report.Blobs, report.BlobBytes>>20, len(report.Faults), report.Head.Seq, report.Head.Hash)
	}
	if len(report.Faults) > 0 {
		return faultsError{len(report.Faults)}
	}
	return nil
}

func (a *app) rebuildCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "rebuild",
		Short: "Delete the records and the index and build them anew from the journal",
		Args:  cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			if err := a.existing(); err != nil {
				return err
			}
			if err := storage.Rebuild(command.Context(), a.dir, a.progress()); err != nil {
				return err
			}
			return a.withDesk(command.Context(), server.Config{Progress: a.progress()}, false, func(ctx context.Context, desk *server.Desk) error {
				if err := desk.RebuildIndex(ctx); err != nil {
					return err
				}
				a.printf("Catatan dan indeks sudah dibangun ulang.", "Records and index have been rebuilt.")
				return nil
			})
		},
	}
}

func (a *app) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "backup FOLDER|FILE",
		Short: "Copy the archive, also while the server runs; only what is new",
		Long: "Copy the journal and the files into a folder, or pack them into a file\n" +
			"that ends in .tar, also while the\n" +
			"server runs. A folder that holds an earlier backup gets only what is new since.",
		Args: cobra.ExactArgs(1),
		RunE: func(command *cobra.Command, args []string) error {
			if err := a.existing(); err != nil {
				return err
			}
			report, err := a.backup(command.Context(), args[0])
			if err != nil {
				return err
			}
			a.note("Cadangan selesai: %s", "Backed up: %s", args[0])
			return a.printReport(report)
		},
	}
}

// backup copies what nobody has open itself, and asks the running server for the rest.
func (a *app) backup(ctx context.Context, to string) (report storage.Report, err error) {
	if to, err = filepath.Abs(to); err != nil {
		return report, fmt.Errorf("find %s: %w", to, err)
	}
	store, err := storage.Open(ctx, storage.Options{Dir: a.dir, Reserve: -1, Log: a.log(), Progress: a.progress()})
	if archive.CodeOf(err) == archive.Locked {
		c, err := a.remote(err)
		if err != nil {
			return report, err
		}
		return report, c.send(ctx, http.MethodPost, "/backup", map[string]string{"to": to}, &report)
	}
	if err != nil {
		return report, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return store.Backup(ctx, to)
}

func (a *app) restoreCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "restore FOLDER|FILE",
		Short: "Bring a backup back into an empty data folder",
		Long: "Bring a backup back into the data folder named by --dir, which must not hold an archive.\n" +
			"The restored archive counts as a new incarnation of its origin.",
		Args: cobra.ExactArgs(1),
		RunE: func(command *cobra.Command, args []string) error {
			report, err := storage.Restore(command.Context(), args[0], a.dir)
			if err != nil {
				return err
			}
			return a.printReport(report)
		},
	}
}
