package archive

import (
	"errors"
	"fmt"
)

// Code is the stable name of an error, the same in every language and release.
type Code string

// The codes. The server has one table that maps them to HTTP statuses and the
// command one that maps them to exit codes.
const (
	Invalid      Code = "invalid"       // what was sent breaks a rule; the text says which
	NotFound     Code = "not_found"     // no such record, or none this person may know of
	Conflict     Code = "conflict"      // the record has changed meanwhile; Current carries it
	Duplicate    Code = "duplicate"     // the same letter is in the archive already; Current names it
	Forbidden    Code = "forbidden"     // the role does not allow it
	Unknown      Code = "unauthorized"  // nobody is logged in
	TooLarge     Code = "too_large"     // the file is over the limit
	NotPDF       Code = "not_pdf"       // the bytes are not a PDF
	BrokenPDF    Code = "broken_pdf"    // a PDF that cannot be opened
	EncryptedPDF Code = "encrypted_pdf" // a PDF that asks for a password
	EmptyPDF     Code = "empty_pdf"     // no bytes, or a PDF without pages
	TooCostly    Code = "too_costly"    // reading the file took too much time or memory
	DiskFull     Code = "disk_full"     // the reserve of free space is reached
	KeyReused    Code = "key_reused"    // an idempotency key came back with other bytes
	TooMany      Code = "too_many"      // throttled; try again later
	Locked       Code = "locked"        // another process has the data folder open
	Damaged      Code = "damaged"       // a check failed; `lintas verify` names the place
	Busy         Code = "busy"          // a view is being rebuilt; try again
)

// Text is a sentence in the two languages of the screens.
type Text struct {
	ID string `json:"id"` // Bahasa Indonesia
	EN string `json:"en"`
}

// In returns the sentence in the language asked for, "en" or "id" (the default).
func (t Text) In(lang string) string {
	if lang == "en" && t.EN != "" || t.ID == "" {
		return t.EN
	}
	return t.ID
}

// Error is an error that a user sees: what happened and what to do next.
type Error struct {
	Code    Code
	Text    Text
	Field   string // the field it is about, if it is about one
	Current any    // with Conflict and Duplicate: the record that stands in the way
	Err     error  // the cause, for logs only
}

// Error returns the English sentence and the cause: the form for logs.
func (e *Error) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("%s: %v", e.Text.EN, e.Err)
	}
	return e.Text.EN
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Fail makes an error for users from its code and its sentence in Bahasa
// Indonesia and English.
func Fail(code Code, id, en string) *Error {
	return &Error{Code: code, Text: Text{ID: id, EN: en}}
}

// CodeOf returns the code of the first *Error in err's chain, or "".
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

func invalid(field, id, en string) *Error {
	e := Fail(Invalid, id, en)
	e.Field = field
	return e
}
