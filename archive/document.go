package archive

import (
	"fmt"
	"strings"
	"time"
)

// Kind (Jenis) is what sort of document it is.
type Kind string

// The kinds.
const (
	Letter  Kind = "letter"  // surat
	Minutes Kind = "minutes" // notula
	Note    Kind = "note"    // catatan komunikasi: a call, a chat; may have no file
)

// Form (Bentuk) is the layout of the document in the rules of official writing
// (tata naskah dinas).
type Form string

// The forms.
const (
	SuratDinas     Form = "surat_dinas"
	NotaDinas      Form = "nota_dinas"
	NotaDiplomatik Form = "nota_diplomatik"
	Brafaks        Form = "brafaks"
	Undangan       Form = "undangan"
	SuratEdaran    Form = "surat_edaran"
	Notula         Form = "notula"
	CatatanKontak  Form = "catatan"
)

// KindOf returns the kind that a form belongs to.
func KindOf(f Form) Kind {
	switch f {
	case Notula:
		return Minutes
	case CatatanKontak:
		return Note
	}
	return Letter
}

// Status is where a document stands on its way into the register.
type Status string

// The statuses.
const (
	Reading    Status = "reading"    // received; the reader has not come to it yet
	ToConfirm  Status = "to_confirm" // read; waits for an officer
	Registered Status = "registered" // confirmed by a person
	SetAside   Status = "set_aside"  // quarantined: cannot be read; the file is kept
	Withdrawn  Status = "withdrawn"  // registered by mistake and taken back
)

// Direction is which way a document went, seen from the own agency.
type Direction string

// The directions; empty while the own agency or the sender is not known.
const (
	Incoming Direction = "incoming"
	Outgoing Direction = "outgoing"
	Internal Direction = "internal"
)

// Party is who sent or receives a document.
type Party struct {
	Agency  string `json:"agency,omitempty"`  // id of an Agency; empty if not resolved
	Name    string `json:"name,omitempty"`    // canonical name, or the best known one
	Unit    string `json:"unit,omitempty"`    // the unit inside the agency
	Printed string `json:"printed,omitempty"` // as it stands on the page
}

// Signer is who signed.
type Signer struct {
	Name       string `json:"name,omitempty"`
	Position   string `json:"position,omitempty"`
	NIP        string `json:"nip,omitempty"`
	OnBehalfOf string `json:"on_behalf_of,omitempty"` // a.n., u.b., Plt., Plh. lines
}

// Agenda is the place of a document in a register book (buku agenda).
type Agenda struct {
	Register string `json:"register"` // see Book
	Year     int    `json:"year"`
	Number   int    `json:"number"` // from 1, without collisions
}

// Book returns the name of the register book a document belongs to. Books
// are kept apart by direction and by level, as paper books are: a number in an
// open book must not tell of a secret letter. A document that has a number and
// changes its level gets the next one of the other book; the old one stays taken.
func Book(d Direction, level Secrecy) string {
	book := "masuk"
	switch d {
	case Outgoing:
		book = "keluar"
	case Internal:
		book = "internal"
	}
	if level > Ordinary {
		book += "-" + level.String()
	}
	return book
}

// Level is the level of the letters that an agenda's book holds: who may not know
// of those may not know of a number between them either.
func (a Agenda) Level() Secrecy {
	if _, name, found := strings.Cut(a.Register, "-"); found {
		if level, err := ParseSecrecy(name); err == nil {
			return level
		}
	}
	return Ordinary
}

// File is one file of a document, exactly as received.
type File struct {
	Name  string `json:"name"`
	Blob  string `json:"blob"` // SHA-256 of the bytes, hex
	Size  int64  `json:"size"` // bytes
	Media string `json:"media"`
	Pages int    `json:"pages,omitempty"`

	// What the file says of itself (read by pdfcpu); nil while not inspected.
	Signature *Signature `json:"signature,omitempty"`
}

// Signature says what could be found out, offline, of the electronic signature
// in a PDF. It never says "valid": revocation cannot be checked offline.
type Signature struct {
	Count       int    `json:"count"`
	CoversWhole bool   `json:"covers_whole"` // nothing was appended after the last signature
	Intact      bool   `json:"intact"`       // the digest fits the bytes
	Signer      string `json:"signer,omitempty"`
}

// Evidence is where the machine found a value and whether a person agreed.
type Evidence struct {
	Value      string     `json:"value"`          // as read
	Page       int        `json:"page,omitempty"` // from 1; 0 if not from a page
	Box        [4]float64 `json:"box,omitzero"`   // left, top, right, bottom in points from the top left of the page
	Confidence float64    `json:"confidence"`     // 0 to 1
	Why        string     `json:"why,omitempty"`  // the rule that found it, a short English phrase
	By         string     `json:"by,omitempty"`   // the person who confirmed or typed the value; empty while only read
}

// Confidence bounds: at or above High the value may be accepted in a batch, below
// Low it is shown as a doubt.
const (
	HighConfidence = 0.9
	LowConfidence  = 0.6
)

// ReadState is how far the reader has come with a document.
type ReadState struct {
	State    string    `json:"state"`              // queued, read, needs_ocr, failed
	Attempts int       `json:"attempts,omitempty"` // times the reader crashed or ran out of time on it
	Pages    int       `json:"pages,omitempty"`
	Unread   []int     `json:"unread,omitempty"` // pages of a scan that could not be read, from 1
	Problem  *Text     `json:"problem,omitempty"`
	At       time.Time `json:"at,omitzero"`
	Version  int       `json:"version,omitempty"` // of the reader
}

// States of reading.
const (
	ReadQueued   = "queued"
	ReadDone     = "read"
	ReadNeedsOCR = "needs_ocr"
	ReadFailed   = "failed"
)

// Relation is how a document bears on another it cites.
type Relation string

// The relations.
const (
	Replies   Relation = "replies"
	FollowsUp Relation = "follows_up"
	Reminds   Relation = "reminds"
	Closes    Relation = "closes"
	Mentions  Relation = "mentions"
)

// Reference (Rujukan) is a citation of another document or of a meeting.
type Reference struct {
	Number   string   `json:"number,omitempty"` // as printed
	Date     Date     `json:"date,omitempty"`
	Agency   Party    `json:"agency,omitzero"` // sender of the cited document, if named
	Relation Relation `json:"relation"`
	About    string   `json:"kind,omitempty"` // "letter" or "meeting"
	Printed  string   `json:"printed,omitempty"`
	Target   string   `json:"target,omitempty"`  // id of the Document, once found
	Choices  []string `json:"choices,omitempty"` // ids, when several fit
	By       string   `json:"by,omitempty"`      // the person who set or confirmed the target
}

// CaseLink ties a document to a case.
type CaseLink struct {
	Case  string  `json:"case"` // id
	Score float64 `json:"score,omitempty"`
	Why   Text    `json:"why,omitzero"`
	By    string  `json:"by,omitempty"` // the person who confirmed it; empty while only proposed
}

// Mention is a worker as one document names them.
type Mention struct {
	Name     string   `json:"name"`
	Printed  []string `json:"printed,omitempty"`
	Alias    string   `json:"alias,omitempty"`
	Passport string   `json:"passport,omitempty"`
	NIK      string   `json:"nik,omitempty"`
	Birth    Date     `json:"birth,omitempty"`
	Country  string   `json:"country,omitempty"`
	Employer string   `json:"employer,omitempty"`
}

// Document (Naskah) is an official document: a letter, minutes, or the note of a
// call or chat. The letter's date, the day it was received and the day it was
// entered are three different things, each of which may be unknown.
type Document struct {
	Head
	Kind           Kind        `json:"kind"`
	Form           Form        `json:"form,omitempty"`
	Status         Status      `json:"status"`
	Direction      Direction   `json:"direction,omitempty"`
	Numbers        []string    `json:"numbers,omitempty"` // raw; none, one, or two for a joint letter
	Date           Date        `json:"date,omitempty"`
	Received       Date        `json:"received,omitempty"`
	Entered        Date        `json:"entered,omitempty"`
	Place          string      `json:"place,omitempty"`
	From           Party       `json:"from,omitzero"`
	To             []Party     `json:"to,omitempty"`
	Copies         []Party     `json:"copies,omitempty"` // tembusan
	Subject        string      `json:"subject,omitempty"`
	Urgency        Urgency     `json:"urgency,omitempty"`
	Secrecy        Secrecy     `json:"secrecy"`          // the level that counts, see ReadSecrecy
	Nature         string      `json:"nature,omitempty"` // the Sifat line as printed
	Classification string      `json:"classification,omitempty"`
	Attachments    string      `json:"attachments,omitempty"`
	Signer         Signer      `json:"signer,omitzero"`
	Agenda         *Agenda     `json:"agenda,omitempty"`
	Stamp          string      `json:"stamp,omitempty"` // agenda number on a received stamp, of whoever stamped it
	Files          []File      `json:"files,omitempty"`
	Transcript     string      `json:"transcript,omitempty"` // blob of the Transcript
	Read           ReadState   `json:"read"`
	References     []Reference `json:"references,omitempty"`
	Cases          []CaseLink  `json:"cases,omitempty"`
	Workers        []Mention   `json:"workers,omitempty"`
	Problems       []string    `json:"problems,omitempty"` // problem types, see ProblemTypes
	Meeting        string      `json:"meeting,omitempty"`  // id of the Meeting that minutes record
	Remark         string      `json:"remark,omitempty"`   // free text of the officer
	EnteredBy      string      `json:"entered_by,omitempty"`

	// PossibleDuplicates are ids of documents with the same bytes, or with the same
	// number, sender and date, found by the machine; a person decides.
	PossibleDuplicates []string `json:"possible_duplicates,omitempty"`

	// Evidence by field: "number", "date", "from", "subject", "to.0",
	// "references.1", "workers.0" and so on.
	Evidence map[string]Evidence `json:"evidence,omitempty"`
}

// RecordKind names the record.
func (*Document) RecordKind() RecordKind { return DocumentRecord }

// Level is the clearance needed to see the document.
func (d *Document) Level() Secrecy { return d.Secrecy }

// Confirmed reports whether a person has set or confirmed a field. The machine
// never overwrites such a field.
func (d *Document) Confirmed(field string) bool { return d.Evidence[field].By != "" }

// Number returns the first number, or "".
func (d *Document) Number() string {
	if len(d.Numbers) == 0 {
		return ""
	}
	return d.Numbers[0]
}

// Title is the line a list shows: the subject, or the best there is.
func (d *Document) Title() string {
	switch {
	case d.Subject != "":
		return d.Subject
	case len(d.Numbers) > 0:
		return strings.Join(d.Numbers, " & ")
	case len(d.Files) > 0:
		return d.Files[0].Name
	}
	return d.ID
}

// Validate checks what no document may break. Most fields may be empty: a letter
// without a number or date is registered all the same.
func (d *Document) Validate() error {
	switch {
	case d.ID == "":
		return invalid("id", "Naskah tidak punya pengenal.", "The document has no id.")
	case d.Kind != Letter && d.Kind != Minutes && d.Kind != Note:
		return invalid("kind", fmt.Sprintf("Jenis %q tidak dikenal; pilih surat, notula atau catatan.", d.Kind), fmt.Sprintf("Kind %q is not known; choose letter, minutes or note.", d.Kind))
	case len(d.Files) == 0 && d.Kind != Note:
		return invalid("files", "Surat dan notula perlu berkas PDF.", "Letters and minutes need a PDF file.")
	case !d.Urgency.Valid():
		return invalid("urgency", fmt.Sprintf("Derajat %q tidak dikenal; pilih biasa, penting, segera atau sangat_segera.", d.Urgency), fmt.Sprintf("Urgency %q is not known; choose biasa, penting, segera or sangat_segera.", d.Urgency))
	}
	days := []struct {
		field string
		day   Date
	}{{"date", d.Date}, {"received", d.Received}, {"entered", d.Entered}}
	for _, f := range days {
		if day := f.day; day != "" && !day.Valid() {
			return invalid(f.field, fmt.Sprintf("%q bukan tanggal; tulis TTTT-BB-HH, misalnya 2024-09-24.", day), fmt.Sprintf("%q is not a date; write YYYY-MM-DD, such as 2024-09-24.", day))
		}
	}
	switch d.Status {
	case "", Reading, ToConfirm, Registered, SetAside, Withdrawn:
	default:
		return invalid("status", fmt.Sprintf("Status naskah %q tidak dikenal.", d.Status), fmt.Sprintf("Document status %q is not known.", d.Status))
	}
	if d.Secrecy < Ordinary || d.Secrecy > TopSecret {
		return invalid("secrecy", "Tingkat kerahasiaan tidak dikenal.", "The secrecy level is not known.")
	}
	if d.Direction != "" && d.Direction != Incoming && d.Direction != Outgoing && d.Direction != Internal {
		return invalid("direction", fmt.Sprintf("Arah %q tidak dikenal.", d.Direction), fmt.Sprintf("Direction %q is not known.", d.Direction))
	}
	return d.checkBounds()
}
