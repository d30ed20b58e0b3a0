// Package archive holds the words of official correspondence and their rules:
// documents, agencies, cases, deadlines, calendars and the acts that change them.
//
// It uses the standard library only. It touches no disk and no network and has
// no clock of its own: whoever calls it says what day it is.
package archive

// RecordKind names one of the kinds of record that an act can change.
type RecordKind string

// The kinds of record. The values are written in the journal and never change.
const (
	DocumentRecord    RecordKind = "document"
	AgencyRecord      RecordKind = "agency"
	CaseRecord        RecordKind = "case"
	DeadlineRecord    RecordKind = "deadline"
	MeetingRecord     RecordKind = "meeting"
	DispositionRecord RecordKind = "disposition"
	UserRecord        RecordKind = "user"
	TokenRecord       RecordKind = "token"
	HolidaysRecord    RecordKind = "holidays"
	SettingsRecord    RecordKind = "settings"
	ReceiptRecord     RecordKind = "receipt"
	CounterRecord     RecordKind = "counter"
	SavedSearchRecord RecordKind = "saved_search"
	AliasRecord       RecordKind = "alias"
)

// Record is what an act can change: a document, a case, a deadline and so on.
//
// Revision 0 means "not yet in the archive". The storage raises the revision by
// one with each act; a record handed back with a revision that is no longer the
// current one is a conflict, never an overwrite.
type Record interface {
	RecordKind() RecordKind
	RecordID() string
	Revision() uint64
	SetRevision(uint64)
	// Level is the clearance a person needs to learn that the record exists.
	Level() Secrecy
	// Validate reports what is wrong with the record as an *Error with code Invalid.
	Validate() error
}

// Head is the identity that every record carries.
type Head struct {
	ID  string `json:"id"`
	Rev uint64 `json:"rev"`
}

// RecordID returns the identifier.
func (h *Head) RecordID() string { return h.ID }

// Revision returns the revision the record was read at.
func (h *Head) Revision() uint64 { return h.Rev }

// SetRevision is called by the storage when it accepts the record.
func (h *Head) SetRevision(rev uint64) { h.Rev = rev }

// Level of a record is biasa unless its kind says otherwise.
func (h *Head) Level() Secrecy { return Ordinary }
