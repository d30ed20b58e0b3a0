package archive

import (
	"fmt"
	"regexp"
	"time"
)

// Role is what a person does in the archive.
type Role string

// The roles.
const (
	Officer Role = "petugas"  // petugas arsip: registers
	Staff   Role = "staf"     // reads, follows up
	Leader  Role = "pimpinan" // reads, disposes
	Admin   Role = "admin"    // all of it, and accounts and settings
)

// Action is something a role may be allowed to do. Reading needs a clearance only.
type Action string

// The actions.
const (
	Register   Action = "register"  // upload, confirm, edit documents, cases and agencies
	FollowUp   Action = "follow_up" // extend, waive, answer deadlines; link cases
	Dispose    Action = "dispose"
	Administer Action = "administer" // accounts, tokens of others, settings, holidays
)

// May reports whether a role allows an action.
func (r Role) May(a Action) bool {
	switch r {
	case Admin:
		return true
	case Officer:
		return a == Register || a == FollowUp
	case Staff:
		return a == FollowUp
	case Leader:
		return a == FollowUp || a == Dispose
	}
	return false
}

// User is an account.
type User struct {
	Head
	Login     string    `json:"login"`
	Name      string    `json:"name"`
	Role      Role      `json:"role"`
	Clearance Secrecy   `json:"clearance"`
	Language  string    `json:"language,omitempty"` // "id" or "en"
	Password  string    `json:"password,omitempty"` // argon2id in PHC form; never leaves the server
	Disabled  bool      `json:"disabled,omitempty"`
	Created   time.Time `json:"created"`
}

// RecordKind names the record.
func (*User) RecordKind() RecordKind { return UserRecord }

var loginForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{1,31}$`)

// Validate checks login, name and role.
func (u *User) Validate() error {
	switch {
	case u.ID == "":
		return invalid("id", "Akun tidak punya pengenal.", "The account has no id.")
	case !loginForm.MatchString(u.Login):
		return invalid("login", "Nama masuk memakai 2-32 huruf kecil, angka, titik, garis bawah atau tanda hubung.", "A login has 2-32 lower-case letters, digits, dots, underscores or hyphens.")
	case u.Name == "":
		return invalid("name", "Tulis nama lengkap.", "Write the full name.")
	case u.Role != Officer && u.Role != Staff && u.Role != Leader && u.Role != Admin:
		return invalid("role", fmt.Sprintf("Peran %q tidak dikenal; pilih petugas, staf, pimpinan atau admin.", u.Role), fmt.Sprintf("Role %q is not known; choose petugas, staf, pimpinan or admin.", u.Role))
	}
	return nil
}

// Token is the key of a program. It acts with the role and clearance it was given,
// never above those of the person who made it.
type Token struct {
	Head
	Name      string    `json:"name"`
	User      string    `json:"user"` // id of the person who made it
	Role      Role      `json:"role"`
	Clearance Secrecy   `json:"clearance"`
	Sum       string    `json:"sum"` // SHA-256 of the secret, hex
	Created   time.Time `json:"created"`
	Expires   time.Time `json:"expires,omitzero"`
	Revoked   bool      `json:"revoked,omitempty"`
}

// RecordKind names the record.
func (*Token) RecordKind() RecordKind { return TokenRecord }

// Validate checks that the token has a name and an owner.
func (t *Token) Validate() error {
	if t.ID == "" || t.Name == "" || t.User == "" || t.Sum == "" {
		return invalid("name", "Token perlu nama.", "A token needs a name.")
	}
	return nil
}

// Viewer is who is looking or acting. Every read passes through it.
type Viewer struct {
	ID        string // of a User or Token, or ByLocal, ByReader, BySystem
	Name      string
	Role      Role
	Clearance Secrecy
	Language  string
}

// May reports whether the viewer's role allows an action.
func (v Viewer) May(a Action) bool { return v.Role.May(a) }

// Sees reports whether the viewer may know of something at a level.
func (v Viewer) Sees(level Secrecy) bool { return level <= v.Clearance }

// System is the viewer for the archive's own work; it sees everything.
func System() Viewer {
	return Viewer{ID: BySystem, Name: "Lintas", Role: Admin, Clearance: TopSecret}
}
