// Package server is the records office: the Desk, where everything happens that
// happens to the archive, and the HTTP server in front of it.
//
// The Desk knows no HTTP. It receives documents, has them read, links them,
// keeps the index up with the journal and answers searches; the command line
// uses it the same way as the HTTP half does.
package server

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"time"

	"lintas/archive"
)

var errNotBuilt = errors.New("not built yet")

// Desk is the one place where the archive is changed. Its methods may be called
// by several goroutines.
type Desk struct {
	cfg Config
}

// OpenDesk opens the archive in cfg.Dir, creating it when it is not there, and its
// index. Nothing is read or indexed before Run.
func OpenDesk(ctx context.Context, cfg Config) (*Desk, error) { return nil, errNotBuilt }

// Close ends the reader's children and closes index and archive. Run must have
// returned before.
func (d *Desk) Close() error { return errNotBuilt }

// Run reads what waits to be read and keeps the index at the journal's head until
// ctx ends. No goroutine outlives it.
func (d *Desk) Run(ctx context.Context) error { return errNotBuilt }

// Settled waits until nothing is queued for reading and the index stands at the
// journal's head. Run must be running.
func (d *Desk) Settled(ctx context.Context) error { return errNotBuilt }

// Today is the calendar day in the installation's time zone.
func (d *Desk) Today() archive.Date { return "" }

// Calendar is the national calendar of working days.
func (d *Desk) Calendar() *archive.Calendar { return nil }

// Directory finds agencies by name. It knows all agencies, whatever their level: it
// is for reading and resolving, not for showing.
func (d *Desk) Directory() *archive.Directory { return nil }

// Settings are the installation's own.
func (d *Desk) Settings() *archive.Settings { return nil }

// Refresh reads agencies, holidays and settings again; to be called after a change
// of them that was not made through the Desk.
func (d *Desk) Refresh() error { return errNotBuilt }

// Status is what the desk is busy with.
type Status struct {
	Queued    int           `json:"queued"`     // documents waiting for the reader
	Reading   int           `json:"reading"`    // being read now
	Behind    bool          `json:"behind"`     // the index has not caught up with the journal
	Rebuild   string        `json:"rebuild"`    // the view being rebuilt, "" if none
	Done      int64         `json:"done"`       // of the rebuild
	Total     int64         `json:"total"`      // of the rebuild
	Problem   *archive.Text `json:"problem"`    // what is wrong, nil if nothing
	IndexedAt time.Time     `json:"indexed_at"` // when the index last caught up
}

// Status says what the desk is busy with, for the status line and the metrics.
func (d *Desk) Status() Status { return Status{} }

// Local returns the viewer that the command line on this machine acts as when it
// talks to the running server, and whether token is the secret of this run. The
// secret stands in the file local.token (mode 0600) in the data folder.
func (d *Desk) Local(token string) (archive.Viewer, bool) { return archive.Viewer{}, false }

// Upload is a document as it is brought in.
type Upload struct {
	Name   string          // of the file
	Body   io.Reader       // the bytes of the PDF
	Fields json.RawMessage // what the person typed: a merge patch as for EditDocument; may be nil
	Key    string          // the sender's idempotency key; may be empty
	Force  bool            // accept a document although the same bytes are in the archive
}

// Received is the answer to an Upload.
type Received struct {
	Document *archive.Document
	Seq      uint64 // the act it was received in; search with it to find the document
	Replayed bool   // the key was known: this is the first answer again
}

// Receive takes a document in. It is refused, and nothing of it kept, when the
// bytes are no PDF (EmptyPDF, NotPDF), too many (TooLarge) or those of a document
// this viewer may see (Duplicate, with the document in Current; Force accepts it). Whether
// the PDF can be opened is found out later, by the reader.
func (d *Desk) Receive(ctx context.Context, v archive.Viewer, u Upload) (Received, error) {
	return Received{}, errNotBuilt
}

// ReceiveAll takes many documents in as one act. The answers and the errors stand at
// the places of their uploads; a refused upload does not hinder the others.
func (d *Desk) ReceiveAll(ctx context.Context, v archive.Viewer, uploads []Upload) ([]Received, []error) {
	errs := make([]error, len(uploads))
	for i := range errs {
		errs[i] = errNotBuilt
	}
	return make([]Received, len(uploads)), errs
}

// EditDocument applies a JSON merge patch (RFC 7396) to the fields of a document that
// people may edit. rev is the revision the patch was made from; 0 means "whatever it is
// now". What only the reader has changed since is no conflict unless the patch names it.
//
// {"status":"registered"} confirms: the document gets its agenda number and its evidence
// the person's name. {"status":"to_confirm"} takes that back and keeps the number;
// {"status":"withdrawn"} takes the document out of the register.
func (d *Desk) EditDocument(ctx context.Context, v archive.Viewer, id string, rev uint64, patch json.RawMessage) (*archive.Document, uint64, error) {
	return nil, 0, errNotBuilt
}

// NewNote registers the note of a call or chat, a document without a file. fields is a
// merge patch over an empty document.
func (d *Desk) NewNote(ctx context.Context, v archive.Viewer, fields json.RawMessage) (*archive.Document, uint64, error) {
	return nil, 0, errNotBuilt
}

// Retry has a document read again: one that was set aside, or read by an older reader.
func (d *Desk) Retry(ctx context.Context, v archive.Viewer, id string) (*archive.Document, uint64, error) {
	return nil, 0, errNotBuilt
}

// EditDeadline applies a merge patch to a deadline: what, owed_by, owed_to, rule, case; or
// one of the deeds
//
//	{"extend": {"due": "2026-10-30", "ground": "…"}}   or {"extend": {"working_days": 3, "ground": "…"}}
//	{"waive": {"reason": "…"}}
//	{"answer": {"document": "…", "date": "2026-10-12"}}  date defaults to the document's; either may be left out
//	{"reopen": true}    takes back waiver and answer
//	{"confirm": true}   the proposal, and the proposed answer if there is one
func (d *Desk) EditDeadline(ctx context.Context, v archive.Viewer, id string, rev uint64, patch json.RawMessage) (*archive.Deadline, uint64, error) {
	return nil, 0, errNotBuilt
}

// NewDeadline adds a deadline by hand. fields is a merge patch over an empty one.
func (d *Desk) NewDeadline(ctx context.Context, v archive.Viewer, fields json.RawMessage) (*archive.Deadline, uint64, error) {
	return nil, 0, errNotBuilt
}

// EditCase applies a merge patch to a case.
func (d *Desk) EditCase(ctx context.Context, v archive.Viewer, id string, rev uint64, patch json.RawMessage) (*archive.Case, uint64, error) {
	return nil, 0, errNotBuilt
}

// NewCase opens a case; its number is given unless fields bring one.
func (d *Desk) NewCase(ctx context.Context, v archive.Viewer, fields json.RawMessage) (*archive.Case, uint64, error) {
	return nil, 0, errNotBuilt
}

// EditAgency applies a merge patch to an agency. Reading, resolving and search use it
// from the moment this returns.
func (d *Desk) EditAgency(ctx context.Context, v archive.Viewer, id string, rev uint64, patch json.RawMessage) (*archive.Agency, uint64, error) {
	return nil, 0, errNotBuilt
}

// NewAgency adds an agency.
func (d *Desk) NewAgency(ctx context.Context, v archive.Viewer, fields json.RawMessage) (*archive.Agency, uint64, error) {
	return nil, 0, errNotBuilt
}

// EditSettings applies a merge patch to the settings of the installation.
func (d *Desk) EditSettings(ctx context.Context, v archive.Viewer, rev uint64, patch json.RawMessage) (*archive.Settings, uint64, error) {
	return nil, 0, errNotBuilt
}

// ImportHolidays takes lists in, each replacing the one of its calendar and year, and
// recomputes the open deadlines in the same act. It returns the deadlines whose due
// date changed.
func (d *Desk) ImportHolidays(ctx context.Context, v archive.Viewer, lists []*archive.HolidayList) ([]*archive.Deadline, uint64, error) {
	return nil, 0, errNotBuilt
}

// Letter is a document beside another in a thread.
type Letter struct {
	Document *archive.Document `json:"document"`
	Relation archive.Relation  `json:"relation"`
	Cites    bool              `json:"cites"` // true: it cites the document asked about; false: it is cited by it
}

// Thread returns the documents that a document cites and those that cite it, oldest
// first, as far as the viewer may see them.
func (d *Desk) Thread(ctx context.Context, v archive.Viewer, id string) ([]Letter, error) {
	return nil, errNotBuilt
}

// ShowDocument returns a copy of a document as the viewer may see it: without the ids of
// records above their clearance, and with references resolved that only they may follow. Every
// document passes through it on its way out.
func (d *Desk) ShowDocument(v archive.Viewer, doc *archive.Document) *archive.Document { return doc }

// ShowDeadline does for a deadline what ShowDocument does for a document.
func (d *Desk) ShowDeadline(v archive.Viewer, due *archive.Deadline) *archive.Deadline { return due }

// ShowCase does for a case what ShowDocument does for a document.
func (d *Desk) ShowCase(v archive.Viewer, c *archive.Case) *archive.Case { return c }

// Picture draws a page (from 1) of a document as a JPEG; it is kept in the preview folder.
// It returns the path of the file.
func (d *Desk) Picture(ctx context.Context, v archive.Viewer, id string, page, width int) (string, error) {
	return "", errNotBuilt
}

// Transcript returns the text of a document as read.
func (d *Desk) Transcript(ctx context.Context, v archive.Viewer, id string) (*archive.Transcript, error) {
	return nil, errNotBuilt
}
