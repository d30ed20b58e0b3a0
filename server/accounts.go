package server

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/oklog/ulid/v2"

	"lintas/archive"
	"lintas/storage"
)

// NewUser is an account to be made.
type NewUser struct {
	Login     string          `json:"login"`
	Name      string          `json:"name"`
	Password  string          `json:"password"` // empty: nobody can log in with one until it is set
	Role      archive.Role    `json:"role"`
	Clearance archive.Secrecy `json:"clearance"`
	Language  string          `json:"language"`
}

// NewUser makes an account. Logins are unique, and nobody gives a clearance above
// their own.
func (d *Desk) NewUser(ctx context.Context, v archive.Viewer, n NewUser) (*archive.User, uint64, error) {
	user := &archive.User{
		Head:      archive.Head{ID: ulid.Make().String()},
		Login:     n.Login,
		Name:      n.Name,
		Role:      n.Role,
		Clearance: n.Clearance,
		Language:  n.Language,
		Created:   d.cfg.Now().UTC().Truncate(time.Second),
	}
	if err := checkUser(v, user, n.Password); err != nil {
		return nil, 0, err
	}
	if err := setPassword(user, n.Password); err != nil {
		return nil, 0, err
	}
	act, err := d.Archive().Update(ctx, v.ID, archive.DidUser, func(tx *storage.Tx) error {
		users, err := tx.Users(ctx)
		if err != nil {
			return fmt.Errorf("read the accounts: %w", err)
		}
		if slices.ContainsFunc(users, func(u *archive.User) bool { return u.Login == user.Login }) {
			return invalid("login", "Nama masuk ini sudah dipakai.", "This login is taken.")
		}
		return tx.Put(user)
	})
	return user, act.Seq, err
}

func checkUser(v archive.Viewer, user *archive.User, password string) error {
	if err := user.Validate(); err != nil {
		return err
	}
	if user.Language != "" && user.Language != "id" && user.Language != "en" {
		return invalid("language", "Bahasa yang ada: id dan en.", "The languages are id and en.")
	}
	if !v.Sees(user.Clearance) {
		return invalid("clearance", "Anda tidak dapat memberi izin di atas izin Anda sendiri.", "You cannot give a clearance above your own.")
	}
	if password == "" {
		return nil
	}
	return checkNewPassword(password, user.Login)
}

func setPassword(user *archive.User, password string) error {
	if password == "" {
		return nil
	}
	hash, err := hashPassword(password)
	if err != nil {
		return err
	}
	user.Password = hash
	return nil
}

// userPatch is what may be changed of an account.
type userPatch struct {
	Name      *string          `json:"name"`
	Role      *archive.Role    `json:"role"`
	Clearance *archive.Secrecy `json:"clearance"`
	Language  *string          `json:"language"`
	Disabled  *bool            `json:"disabled"`
	Password  *string          `json:"password"`
}

// EditUser applies a merge patch to an account: name, role, clearance, language,
// disabled, password. A new password ends the sessions of the account. The last
// administrator can be neither disabled nor given another role, and nobody changes
// an account that sees more than they do. rev 0 means "whatever it is now".
func (d *Desk) EditUser(ctx context.Context, v archive.Viewer, id string, rev uint64, patch json.RawMessage) (*archive.User, uint64, error) {
	var p userPatch
	if err := decodeStrictly(patch, &p); err != nil {
		return nil, 0, err
	}
	var user *archive.User
	act, err := d.Archive().Update(ctx, v.ID, archive.DidUser, func(tx *storage.Tx) error {
		found, err := tx.User(id)
		if err != nil {
			return err
		}
		copied := *found
		user = &copied
		if !v.Sees(user.Clearance) {
			return archive.Fail(archive.Forbidden, "Akun ini melihat lebih banyak daripada Anda.", "This account sees more than you do.")
		}
		if err := patchUser(v, user, p); err != nil {
			return err
		}
		if err := keepAnAdmin(ctx, tx, user); err != nil {
			return err
		}
		if rev != 0 {
			user.Rev = rev
		}
		return tx.Put(user)
	})
	return user, act.Seq, err
}

func patchUser(v archive.Viewer, user *archive.User, p userPatch) error {
	assign(&user.Name, p.Name)
	assign(&user.Role, p.Role)
	assign(&user.Clearance, p.Clearance)
	assign(&user.Language, p.Language)
	assign(&user.Disabled, p.Disabled)
	password := ""
	assign(&password, p.Password)
	if p.Password != nil && password == "" {
		return checkNewPassword("", user.Login)
	}
	if err := checkUser(v, user, password); err != nil {
		return err
	}
	return setPassword(user, password)
}

func assign[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

func keepAnAdmin(ctx context.Context, tx *storage.Tx, changed *archive.User) error {
	if changed.Role == archive.Admin && !changed.Disabled {
		return nil
	}
	users, err := tx.Users(ctx)
	if err != nil {
		return fmt.Errorf("read the accounts: %w", err)
	}
	wasAdmin := false
	for _, u := range users {
		if u.ID == changed.ID {
			wasAdmin = u.Role == archive.Admin && !u.Disabled
		} else if u.Role == archive.Admin && !u.Disabled {
			return nil
		}
	}
	if wasAdmin {
		return invalid("role", "Ini admin terakhir; angkat admin lain dulu.", "This is the last administrator; name another one first.")
	}
	return nil
}

// NewToken is a token to be made. Role and clearance are at most those of its owner.
type NewToken struct {
	Name      string          `json:"name"`
	Role      archive.Role    `json:"role"`
	Clearance archive.Secrecy `json:"clearance"`
	Expires   time.Time       `json:"expires"` // zero: never
}

// NewToken makes a token and returns its secret, which is shown once and kept nowhere.
func (d *Desk) NewToken(ctx context.Context, v archive.Viewer, n NewToken) (*archive.Token, string, error) {
	if n.Role == "" {
		n.Role = v.Role
	}
	if lowerRole(n.Role, v.Role) != n.Role {
		return nil, "", invalid("role", "Token tidak boleh melebihi peran Anda sendiri.", "A token cannot have more than your own role.")
	}
	if !v.Sees(n.Clearance) {
		return nil, "", invalid("clearance", "Token tidak boleh melebihi izin Anda sendiri.", "A token cannot have more than your own clearance.")
	}
	if !n.Expires.IsZero() && n.Expires.Before(d.cfg.Now()) {
		return nil, "", invalid("expires", "Tanggal berakhirnya sudah lewat.", "It would have expired already.")
	}
	random, err := newSecret()
	if err != nil {
		return nil, "", err
	}
	id := ulid.Make().String()
	secret := tokenPrefix + id + "_" + random
	token := &archive.Token{
		Head: archive.Head{ID: id}, Name: n.Name, User: v.ID, Role: n.Role, Clearance: n.Clearance,
		Sum: sumOf(secret), Created: d.cfg.Now().UTC().Truncate(time.Second), Expires: n.Expires,
	}
	if err := (&archive.User{Head: archive.Head{ID: id}, Login: "token", Name: "token", Role: n.Role}).Validate(); err != nil {
		return nil, "", err
	}
	_, err = d.Archive().Update(ctx, v.ID, archive.DidToken, func(tx *storage.Tx) error { return tx.Put(token) })
	return token, secret, err
}

// RevokeToken ends a token of the viewer's own, or for an administrator anybody's.
func (d *Desk) RevokeToken(ctx context.Context, v archive.Viewer, id string) error {
	_, err := d.Archive().Update(ctx, v.ID, archive.DidToken, func(tx *storage.Tx) error {
		found, err := tx.Token(id)
		if err != nil {
			return err
		}
		if found.User != v.ID && !v.May(archive.Administer) {
			return notFound()
		}
		token := *found
		token.Revoked = true
		return tx.Put(&token)
	})
	return err
}
