package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sort"
	"time"

	"lintas/archive"
	"lintas/demo"
	"lintas/server"
	"lintas/storage"
)

// The demonstration is set a few days after its last letter, so that replies are due,
// overdue and answered as they would be on a living desk.
const (
	demoDay      = "2025-03-11T08:30:00+07:00"
	demoAgency   = "bp2mi"
	demoWaiting  = 9 // of the newest letters that wait to be confirmed
	demoPassword = "lintas lintas lintas"
)

// serveDemo serves a throw-away archive that is gone when the server ends.
func (a *app) serveDemo(ctx context.Context, cfg server.Config) (err error) {
	a.dir, err = os.MkdirTemp("", "lintas-demo-")
	if err != nil {
		return fmt.Errorf("make a folder for the demonstration: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(a.dir)) }()
	start, err := time.Parse(time.RFC3339, demoDay)
	if err != nil {
		return fmt.Errorf("day of the demonstration: %w", err)
	}
	begun := time.Now()
	cfg.Now = func() time.Time { return start.Add(time.Since(begun)) }
	cfg.Reserve = -1
	a.note("Menyiapkan arsip contoh: 60 surat rekaan dibaca dan dihubungkan…", "Preparing the example archive: 60 invented letters are read and linked…")
	return a.serve(ctx, cfg, a.fillDemo)
}

// fillDemo puts accounts and letters in and prints the links to log in with.
func (a *app) fillDemo(ctx context.Context, desk *server.Desk, srv *server.Server) error {
	users, err := demoUsers(ctx, desk)
	if err != nil {
		return err
	}
	officer := users[0]
	v := archive.Viewer{ID: officer.ID, Name: officer.Name, Role: officer.Role, Clearance: officer.Clearance}
	if err := demoLetters(ctx, desk, v); err != nil {
		return err
	}
	if err := demoDispositions(ctx, desk, users); err != nil {
		return fmt.Errorf("dispositions of the demonstration: %w", err)
	}
	a.printf("\nLintas (contoh) berjalan di %s sampai dihentikan dengan Ctrl-C; lalu semuanya dihapus.\n\nBuka salah satu tautan ini; Anda langsung masuk (sekali pakai):\n",
		"\nLintas (example) runs at %s until Ctrl-C, and is then deleted.\n\nOpen one of these links; each logs you in, once:\n", srv.URL())
	for _, user := range users {
		link, err := srv.LoginLink(user.ID)
		if err != nil {
			return err
		}
		a.printf("    %-22s %s", "    %-22s %s", user.Name, link)
	}
	a.printf("\nAtau masuk dengan %s, %s, %s, %s dan kata sandi: %s", "\nOr log in as %s, %s, %s, %s with the password: %s",
		users[0].Login, users[1].Login, users[2].Login, users[3].Login, demoPassword)
	return nil
}

// demoUsers makes an account for each role, the records officer first.
func demoUsers(ctx context.Context, desk *server.Desk) ([]*archive.User, error) {
	if _, _, err := desk.EditSettings(ctx, archive.System(), 0, json.RawMessage(`{"name":"Lintas · contoh","agency":"`+demoAgency+`"}`)); err != nil {
		return nil, fmt.Errorf("settings of the demonstration: %w", err)
	}
	var users []*archive.User
	for _, n := range []server.NewUser{
		{Login: "petugas", Name: "Ratna (petugas arsip)", Role: archive.Officer, Clearance: archive.TopSecret},
		{Login: "staf", Name: "Bayu (staf)", Role: archive.Staff, Clearance: archive.Limited},
		{Login: "pimpinan", Name: "Hartati (pimpinan)", Role: archive.Leader, Clearance: archive.TopSecret},
		{Login: "admin", Name: "Admin", Role: archive.Admin, Clearance: archive.TopSecret},
	} {
		n.Password, n.Language = demoPassword, "id"
		user, _, err := desk.NewUser(ctx, archive.System(), n)
		if err != nil {
			return nil, fmt.Errorf("accounts of the demonstration: %w", err)
		}
		users = append(users, user)
	}
	return users, nil
}

// demoLetters takes the letters in as an office would have: received the working day
// after they were written, all but the newest confirmed.
func demoLetters(ctx context.Context, desk *server.Desk, v archive.Viewer) error {
	var uploads []server.Upload
	err := fs.WalkDir(demo.Letters(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		raw, err := fs.ReadFile(demo.Letters(), name)
		if err != nil {
			return err
		}
		uploads = append(uploads, server.Upload{Name: name, Body: bytes.NewReader(raw)})
		return nil
	})
	if err != nil {
		return fmt.Errorf("letters of the demonstration: %w", err)
	}
	_, errs := desk.ReceiveAll(ctx, v, uploads)
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("receive the letters of the demonstration: %w", err)
	}
	if err := desk.Settled(ctx); err != nil {
		return err
	}
	page, err := desk.Archive().Read(v).Documents(ctx, storage.DocumentQuery{OldestFirst: true, Limit: len(uploads)})
	if err != nil {
		return fmt.Errorf("letters of the demonstration: %w", err)
	}
	var dated []*archive.Document
	for _, doc := range page.Items {
		if doc.Status == archive.ToConfirm && doc.Date != "" {
			dated = append(dated, doc)
		}
	}
	sort.SliceStable(dated, func(i, j int) bool { return dated[i].Date < dated[j].Date })
	for i, doc := range dated {
		patch := fmt.Sprintf(`{"received":%q`, desk.Calendar().AddWorkingDays(doc.Date, 1))
		if i < len(dated)-demoWaiting {
			patch += `,"status":"registered"`
		}
		if _, _, err := desk.EditDocument(ctx, v, doc.ID, 0, json.RawMessage(patch+"}")); err != nil {
			return fmt.Errorf("confirm %s: %w", doc.Title(), err)
		}
	}
	return desk.Settled(ctx)
}

// demoDispositions lets the leader give instructions on the newest registered letters to the
// office, as far as the staff may read them: one is done, one in hand, one not seen yet.
func demoDispositions(ctx context.Context, desk *server.Desk, users []*archive.User) error {
	staff, leader := users[1], users[2]
	viewer := func(u *archive.User) archive.Viewer {
		return archive.Viewer{ID: u.ID, Name: u.Name, Role: u.Role, Clearance: u.Clearance}
	}
	page, err := desk.Archive().Read(viewer(staff)).Documents(ctx, storage.DocumentQuery{Status: archive.Registered, Direction: archive.Incoming, Limit: 3})
	if err != nil {
		return err
	}
	for i, doc := range page.Items {
		given := []string{"Siapkan jawaban; Koordinasikan dengan instansi terkait", "Pelajari / telaah dan beri saran", "Untuk ditindaklanjuti"}[i]
		fields := fmt.Sprintf(`{"to":[{"user":%q},{"unit":"Direktorat Pelindungan"}],"instruction":%q,"due":%q}`, staff.ID, given, desk.Calendar().AddWorkingDays(desk.Today(), 3*i-1))
		d, _, err := desk.Dispose(ctx, viewer(leader), doc.ID, json.RawMessage(fields), "")
		if err != nil {
			return err
		}
		deeds := [][]string{{`{"seen":true}`}, {`{"seen":true}`, `{"done":{"report":"Telaah disampaikan dalam nota dinas"}}`}, nil}[i]
		for _, deed := range deeds {
			if _, _, err := desk.EditDisposition(ctx, viewer(staff), d.ID, 0, json.RawMessage(deed)); err != nil {
				return err
			}
		}
	}
	return nil
}
