package main

import (
	"context"
	"errors"
	"log/slog"
	"math"
	"runtime/debug"

	"github.com/spf13/cobra"

	"lintas/archive"
	"lintas/server"
)

func (a *app) serveCommand() *cobra.Command {
	cfg := server.Config{}
	command := &cobra.Command{
		Use:   "serve",
		Short: "Run the server and the web page",
		Long: "Run the server and the web page. The first start prints a one-time link that makes the\n" +
			"administrator's account; there is no default password. Stop it with Ctrl-C or SIGTERM.",
		Example: "  lintas serve --dir /srv/lintas\n  lintas serve --demo",
		Args:    cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			if (cfg.TLSCert == "") != (cfg.TLSKey == "") {
				return usageError{archive.Text{ID: "--tls-cert dan --tls-key dipakai bersama.", EN: "--tls-cert and --tls-key go together."}}
			}
			level := slog.LevelInfo
			if a.verbose {
				level = slog.LevelDebug
			}
			cfg.Log = slog.New(slog.NewTextHandler(a.err, &slog.HandlerOptions{Level: level}))
			if cfg.Demo {
				cfg.Log = a.log()
				return a.serveDemo(command.Context(), cfg)
			}
			return a.serve(command.Context(), cfg, a.greet)
		},
	}
	flags := command.Flags()
	flags.StringVar(&cfg.Addr, "addr", "127.0.0.1:8080", "address to listen on; all interfaces: :8080")
	flags.BoolVar(&cfg.Demo, "demo", false, "a throw-away archive with invented letters, logged in")
	flags.IntVar(&cfg.Workers, "workers", 0, "reader processes at once (0: one per processor)")
	flags.Int64Var(&cfg.Reserve, "reserve", 0, "bytes of disk to keep free (0: 512 MB or 2 %)")
	flags.StringVar(&cfg.TLSCert, "tls-cert", "", "certificate file: serve HTTPS")
	flags.StringVar(&cfg.TLSKey, "tls-key", "", "key file of the certificate")
	flags.BoolVar(&cfg.SecureCookies, "secure-cookies", false, "behind a proxy that speaks HTTPS to the browsers")
	flags.StringSliceVar(&cfg.TrustedProxies, "trust-proxy", nil, "address of a proxy whose X-Forwarded-For is believed")
	return command
}

// softMemory is what the server tries to stay within, filling the index of a large
// archive included; GOMEMLIMIT says otherwise. What it needs it takes beyond that too.
const softMemory = 384 << 20

// serve runs desk and server until the context ends. ready is called once the server
// listens.
func (a *app) serve(ctx context.Context, cfg server.Config, ready func(context.Context, *server.Desk, *server.Server) error) error {
	if debug.SetMemoryLimit(-1) == math.MaxInt64 {
		debug.SetMemoryLimit(softMemory)
	}
	return a.withDesk(ctx, cfg, true, func(ctx context.Context, desk *server.Desk) error {
		cfg.Dir = a.dir
		srv := server.New(desk, cfg)
		serving, stop := context.WithCancel(ctx)
		defer stop()
		ended := make(chan error, 1)
		go func() { ended <- srv.Run(serving) }()
		select {
		case err := <-ended:
			return err
		case <-srv.Ready():
		}
		err := desk.Announce(srv.URL())
		if err == nil {
			err = ready(ctx, desk, srv)
		}
		if err != nil {
			stop()
		}
		return errors.Join(err, <-ended)
	})
}

// greet tells where the server is, and how to make the first account.
func (a *app) greet(ctx context.Context, _ *server.Desk, srv *server.Server) error {
	a.printf("Lintas berjalan di %s", "Lintas runs at %s", srv.URL())
	link, err := srv.SetupLink(ctx)
	if err != nil {
		return err
	}
	if link != "" {
		a.printf("\nBelum ada akun. Buka tautan ini untuk membuat akun admin (sekali pakai, sampai server berhenti):\n\n    %s\n",
			"\nThere is no account yet. Open this link to make the administrator's (once, until the server stops):\n\n    %s\n", link)
	}
	return nil
}
