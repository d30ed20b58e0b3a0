package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"lintas/archive"
	"lintas/server"
)

func (a *app) userCommand() *cobra.Command {
	command := &cobra.Command{Use: "user", Short: "Accounts: add, list, passwd"}
	command.AddCommand(a.userAddCommand(), a.userListCommand(), a.userPasswordCommand())
	return command
}

func (a *app) userAddCommand() *cobra.Command {
	n := server.NewUser{}
	var role, clearance string
	command := &cobra.Command{
		Use:     "add LOGIN",
		Short:   "Make an account; the password is read from standard input",
		Example: "  lintas user add ratna --name 'Ratna Dewi' --role petugas --clearance terbatas",
		Args:    cobra.ExactArgs(1),
		RunE: func(command *cobra.Command, args []string) (err error) {
			n.Login, n.Role = args[0], archive.Role(role)
			if n.Clearance, err = archive.ParseSecrecy(clearance); err != nil {
				return err
			}
			if n.Password, err = a.readPassword(); err != nil {
				return err
			}
			err = a.office(command.Context(),
				func(ctx context.Context, desk *server.Desk) error {
					_, _, err := desk.NewUser(ctx, server.LocalViewer(), n)
					return err
				},
				func(ctx context.Context, c *client) error {
					return c.send(ctx, http.MethodPost, "/users", n, nil)
				})
			if err == nil {
				a.printf("Akun %s dibuat.", "Account %s made.", n.Login)
			}
			return err
		},
	}
	flags := command.Flags()
	flags.StringVar(&n.Name, "name", "", "full name")
	flags.StringVar(&role, "role", string(archive.Staff), "petugas, staf, pimpinan or admin")
	flags.StringVar(&clearance, "clearance", "biasa", "biasa, terbatas, rahasia or sangat_rahasia")
	flags.StringVar(&n.Language, "language", "id", "id or en")
	return command
}

// readPassword reads one line; on a terminal it asks for it.
func (a *app) readPassword() (string, error) {
	if onTerminal(a.in) {
		fmt.Fprint(a.err, a.text("Kata sandi (terlihat saat diketik): ", "Password (visible as you type): ")) //nolint:errcheck // only a prompt
	}
	line, err := bufio.NewReader(a.in).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("read the password: %w", err)
	}
	if line = strings.TrimRight(line, "\r\n"); line == "" {
		return "", usageError{archive.Text{ID: "Tulis kata sandi pada masukan standar.", EN: "Write the password to standard input."}}
	}
	return line, nil
}

// office carries a task out in the data folder, or through the server that has it open.
func (a *app) office(ctx context.Context, local func(context.Context, *server.Desk) error, remote func(context.Context, *client) error) error {
	var cause error
	if a.server == "" {
		cause = a.withDesk(ctx, server.Config{}, false, local)
		if archive.CodeOf(cause) != archive.Locked {
			return cause
		}
	}
	c, err := a.remote(cause)
	if err != nil {
		return err
	}
	return remote(ctx, c)
}

// account is a user in the form of the API.
type account struct {
	ID        string          `json:"id"`
	Rev       uint64          `json:"rev"`
	Login     string          `json:"login"`
	Name      string          `json:"name"`
	Role      archive.Role    `json:"role"`
	Clearance archive.Secrecy `json:"clearance"`
	Disabled  bool            `json:"disabled,omitempty"`
}

func (a *app) accounts(ctx context.Context) ([]account, error) {
	var accounts []account
	err := a.office(ctx,
		func(ctx context.Context, desk *server.Desk) error {
			users, err := desk.Archive().Read(server.LocalViewer()).Users(ctx)
			for _, u := range users {
				accounts = append(accounts, account{u.ID, u.Rev, u.Login, u.Name, u.Role, u.Clearance, u.Disabled})
			}
			return err
		},
		func(ctx context.Context, c *client) error {
			var answer struct{ Items []account }
			err := c.get(ctx, "/users", url.Values{}, &answer)
			accounts = answer.Items
			return err
		})
	return accounts, err
}

func (a *app) accountOf(ctx context.Context, login string) (account, error) {
	accounts, err := a.accounts(ctx)
	if err != nil {
		return account{}, err
	}
	for _, one := range accounts {
		if one.Login == login {
			return one, nil
		}
	}
	return account{}, archive.Fail(archive.NotFound, "Tidak ada akun "+login+".", "There is no account "+login+".")
}

func (a *app) userListCommand() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "List the accounts", Args: cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			accounts, err := a.accounts(command.Context())
			if err != nil {
				return err
			}
			if a.json {
				return a.printJSON(map[string]any{"items": accounts})
			}
			t := &table{}
			t.add(a.text("masuk", "login"), a.text("nama", "name"), a.text("peran", "role"), a.text("izin", "clearance"), "")
			for _, u := range accounts {
				state := ""
				if u.Disabled {
					state = a.text("nonaktif", "disabled")
				}
				t.add(u.Login, u.Name, string(u.Role), u.Clearance.String(), state)
			}
			return t.print(a.out)
		},
	}
}

func (a *app) userPasswordCommand() *cobra.Command {
	return &cobra.Command{
		Use: "passwd LOGIN", Short: "Set a password, read from standard input", Args: cobra.ExactArgs(1),
		RunE: func(command *cobra.Command, args []string) error {
			ctx := command.Context()
			one, err := a.accountOf(ctx, args[0])
			if err != nil {
				return err
			}
			password, err := a.readPassword()
			if err != nil {
				return err
			}
			patch := map[string]string{"password": password}
			return a.office(ctx,
				func(ctx context.Context, desk *server.Desk) error {
					raw, err := json.Marshal(patch)
					if err != nil {
						return fmt.Errorf("write the password: %w", err)
					}
					_, _, err = desk.EditUser(ctx, server.LocalViewer(), one.ID, one.Rev, raw)
					return err
				},
				func(ctx context.Context, c *client) error {
					c.revision = one.Rev
					return c.send(ctx, http.MethodPatch, "/users/"+url.PathEscape(one.ID), patch, nil)
				})
		},
	}
}

func (a *app) tokenCommand() *cobra.Command {
	command := &cobra.Command{Use: "token", Short: "Keys for programs: add, list, revoke"}
	command.AddCommand(a.tokenAddCommand(), a.tokenListCommand(), a.tokenRevokeCommand())
	return command
}

func (a *app) tokenAddCommand() *cobra.Command {
	n := server.NewToken{}
	var role, clearance string
	var days int
	command := &cobra.Command{
		Use: "add NAME", Short: "Make a token; its secret is printed once", Args: cobra.ExactArgs(1),
		Long: "Make a token for a program; its secret is printed once and kept nowhere. Stop the server\n" +
			"first: while it runs, people make tokens on the web page, with their own rights at most.",
		RunE: func(command *cobra.Command, args []string) (err error) {
			n.Name, n.Role = args[0], archive.Role(role)
			if n.Clearance, err = archive.ParseSecrecy(clearance); err != nil {
				return err
			}
			if days > 0 {
				n.Expires = time.Now().AddDate(0, 0, days)
			}
			return a.withDesk(command.Context(), server.Config{}, false, func(ctx context.Context, desk *server.Desk) error {
				token, secret, err := desk.NewToken(ctx, server.LocalViewer(), n)
				if err != nil {
					return err
				}
				if a.json {
					return a.printJSON(map[string]string{"id": token.ID, "secret": secret})
				}
				a.printf("%s", "%s", secret)
				return nil
			})
		},
	}
	flags := command.Flags()
	flags.StringVar(&role, "role", string(archive.Staff), "petugas, staf, pimpinan or admin")
	flags.StringVar(&clearance, "clearance", "biasa", "biasa, terbatas, rahasia or sangat_rahasia")
	flags.IntVar(&days, "days", 365, "days until it expires; 0: never")
	return command
}

func (a *app) tokenListCommand() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "List the tokens", Args: cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			return a.withDesk(command.Context(), server.Config{}, false, func(ctx context.Context, desk *server.Desk) error {
				tokens, err := desk.Archive().Read(server.LocalViewer()).Tokens(ctx)
				if err != nil {
					return err
				}
				t := &table{}
				t.add("id", a.text("nama", "name"), a.text("peran", "role"), a.text("izin", "clearance"), a.text("berlaku sampai", "expires"))
				for _, token := range tokens {
					until := "–"
					if !token.Expires.IsZero() {
						until = token.Expires.Format(time.DateOnly)
					}
					if token.Revoked {
						until = a.text("dicabut", "revoked")
					}
					t.add(token.ID, token.Name, string(token.Role), token.Clearance.String(), until)
				}
				return t.print(a.out)
			})
		},
	}
}

func (a *app) tokenRevokeCommand() *cobra.Command {
	return &cobra.Command{
		Use: "revoke ID", Short: "End a token", Args: cobra.ExactArgs(1),
		RunE: func(command *cobra.Command, args []string) error {
			return a.withDesk(command.Context(), server.Config{}, false, func(ctx context.Context, desk *server.Desk) error {
				return desk.RevokeToken(ctx, server.LocalViewer(), args[0])
			})
		},
	}
}
