package main

import (
	"context"
	"errors"
	"net/url"

	"github.com/spf13/cobra"

	"lintas/archive"
	"lintas/server"
)

func (a *app) retryCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "retry [DOCUMENT…]",
		Short: "Read documents again: those named, or all that could not be read",
		Long: "Read documents again. Without ids these are all that could not be read, and scans of which pages\n" +
			"could not. What people have set stays. A running server reads in the background; without one the\n" +
			"command waits until the documents have been read.",
		Example: "  lintas retry\n  lintas retry 01JP1EW980RXCM8CZ6JYFT4P1Y",
		RunE: func(command *cobra.Command, ids []string) error {
			return a.retry(command.Context(), ids)
		},
	}
}

// retried is what became of a document that was to be read again.
type retried struct {
	Document string        `json:"document"`
	File     string        `json:"file,omitempty"`
	State    string        `json:"state"` // of the reading, see archive.ReadState
	Problem  *archive.Text `json:"problem,omitempty"`
}

func (a *app) retry(ctx context.Context, ids []string) error {
	cause := error(nil)
	if a.server == "" {
		if err := a.existing(); err != nil {
			return err
		}
		cause = a.withDesk(ctx, server.Config{}, true, func(ctx context.Context, desk *server.Desk) error {
			return a.retryHere(ctx, desk, ids)
		})
		if archive.CodeOf(cause) != archive.Locked {
			return cause
		}
	}
	remote, err := a.remote(cause)
	if err != nil {
		return err
	}
	return a.retryThere(ctx, remote, ids)
}

// retryHere reads in this process and waits for the end of it.
func (a *app) retryHere(ctx context.Context, desk *server.Desk, ids []string) error {
	v := server.LocalViewer()
	if len(ids) == 0 {
		var err error
		if ids, err = desk.Unread(ctx, v); err != nil {
			return err
		}
	}
	for _, id := range ids {
		if _, _, err := desk.Retry(ctx, v, id); err != nil {
			return err
		}
	}
	if err := desk.Settled(ctx); err != nil {
		return err
	}
	if !desk.Status().OCRMissing {
		if err := errors.Join(desk.ScansRead(ctx), desk.Settled(ctx)); err != nil {
			return err
		}
	}
	results := []retried{}
	for _, id := range ids {
		doc, err := desk.Archive().Read(v).Document(id)
		if err != nil {
			return err
		}
		result := retried{Document: id, State: doc.Read.State, Problem: doc.Read.Problem}
		if len(doc.Files) > 0 {
			result.File = doc.Files[0].Name
		}
		results = append(results, result)
	}
	return a.printRetried(results, desk.Status().OCRMissing)
}

// retryThere asks a running server, which reads in the background.
func (a *app) retryThere(ctx context.Context, remote *client, ids []string) error {
	if len(ids) == 0 {
		var unread struct {
			Items []struct{ ID string }
		}
		if err := remote.get(ctx, "/unread", nil, &unread); err != nil {
			return err
		}
		for _, item := range unread.Items {
			ids = append(ids, item.ID)
		}
	}
	results := []retried{}
	for _, id := range ids {
		if err := remote.send(ctx, "POST", "/documents/"+url.PathEscape(id)+"/retry", nil, nil); err != nil {
			return err
		}
		results = append(results, retried{Document: id, State: archive.ReadQueued})
	}
	return a.printRetried(results, false)
}

func (a *app) printRetried(results []retried, missing bool) error {
	if a.json {
		return a.printJSON(map[string]any{"items": results})
	}
	for _, r := range results {
		switch {
		case r.Problem != nil:
			a.printf("%s %s: %s", "%s %s: %s", r.Document, r.File, r.Problem.In(a.lang))
		case r.State == archive.ReadQueued:
			a.printf("%s: dibaca di latar belakang oleh server", "%s: read in the background by the server", r.Document)
		case r.State == archive.ReadNeedsOCR:
			a.printf("%s %s: pindaian, menunggu dibaca", "%s %s: a scan that waits to be read", r.Document, r.File)
		default:
			a.printf("%s %s: terbaca", "%s %s: read", r.Document, r.File)
		}
	}
	if missing {
		a.note("Tesseract belum terpasang; pindaian dibaca setelah dipasang (Debian: apt-get install tesseract-ocr tesseract-ocr-ind).", "Tesseract is not installed; scans are read once it is (Debian: apt-get install tesseract-ocr tesseract-ocr-ind).")
	}
	a.printf("%d naskah dibaca ulang.", "%d documents read again.", len(results))
	return nil
}
