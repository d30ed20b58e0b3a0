package archive

import "time"

// Disposition (Disposisi) is an internal instruction on a document, from a leader to people
// or units. It has a number of its own series, apart from the letter's.
type Disposition struct {
	Head
	Document    string      `json:"document"`
	Parent      string      `json:"parent,omitempty"` // the disposition that this one passes on
	Number      int         `json:"number"`           // from 1, per book and year; see DispositionBook
	Year        int         `json:"year"`
	Given       time.Time   `json:"given"`
	From        string      `json:"from"` // id of a User
	To          []Recipient `json:"to"`
	Instruction string      `json:"instruction"`
	Due         Date        `json:"due,omitempty"`
	Withdrawn   string      `json:"withdrawn,omitempty"` // why it was taken back
	Secrecy     Secrecy     `json:"secrecy"`             // that of the document
}

// Recipient is whom a disposition is for, and what became of it there.
type Recipient struct {
	User   string    `json:"user,omitempty"` // id of a User
	Unit   string    `json:"unit,omitempty"` // name of a unit without an account of its own
	Seen   time.Time `json:"seen,omitzero"`
	Done   Date      `json:"done,omitempty"`
	Report string    `json:"report,omitempty"` // what was done
}

// DispositionState is how far a disposition has come.
type DispositionState string

// The states of a disposition, and of one recipient's part in it.
const (
	DispositionUnseen    DispositionState = "unseen"
	DispositionSeen      DispositionState = "seen"
	DispositionDone      DispositionState = "done"
	DispositionWithdrawn DispositionState = "withdrawn"
)

// Limits of a disposition.
const (
	maxRecipients  = 50
	maxInstruction = 4000 // bytes
)

// RecordKind names the record.
func (*Disposition) RecordKind() RecordKind { return DispositionRecord }

// Level is that of the document.
func (d *Disposition) Level() Secrecy { return d.Secrecy }

// Validate checks that it says who is to do what.
func (d *Disposition) Validate() error {
	switch {
	case d.ID == "" || d.Document == "":
		return invalid("document", "Disposisi perlu naskah.", "A disposition needs a document.")
	case len(d.To) == 0:
		return invalid("to", "Pilih kepada siapa disposisi diberikan.", "Choose whom the disposition is for.")
	case len(d.To) > maxRecipients:
		return invalid("to", "Satu disposisi paling banyak untuk 50 penerima.", "A disposition has 50 recipients at most.")
	case d.Instruction == "":
		return invalid("instruction", "Tulis atau pilih isi disposisi.", "Write or choose the instruction.")
	case len(d.Instruction) > maxInstruction:
		return invalid("instruction", "Isi disposisi terlalu panjang; paling banyak 4.000 huruf.", "The instruction is too long; 4,000 letters at most.")
	case d.Due != "" && !d.Due.Valid():
		return invalid("due", "Batas waktu tidak ada di kalender; tulis TTTT-BB-HH.", "The due date is no day of the calendar; write YYYY-MM-DD.")
	}
	known := map[Recipient]bool{}
	for _, to := range d.To {
		who := Recipient{User: to.User, Unit: to.Unit}
		if (to.User == "") == (to.Unit == "") || known[who] || len(to.Unit) > 200 || len(to.Report) > maxInstruction {
			return invalid("to", "Setiap penerima adalah satu orang atau satu unit, disebut sekali.", "Each recipient is one person or one unit, named once.")
		}
		if to.Done != "" && !to.Done.Valid() {
			return invalid("done", "Tanggal selesai tidak ada di kalender; tulis TTTT-BB-HH.", "The day it was done is no day of the calendar; write YYYY-MM-DD.")
		}
		known[who] = true
	}
	return nil
}

// Recipient returns a person's part in the disposition, nil if it is not for them.
func (d *Disposition) Recipient(user string) *Recipient {
	for i := range d.To {
		if d.To[i].User == user && user != "" {
			return &d.To[i]
		}
	}
	return nil
}

// State is how far one recipient has come.
func (r Recipient) State() DispositionState {
	switch {
	case r.Done != "":
		return DispositionDone
	case !r.Seen.IsZero():
		return DispositionSeen
	}
	return DispositionUnseen
}

// State is how far the disposition has come: unseen while nobody has looked at it, done when
// all have done their part.
func (d *Disposition) State() DispositionState {
	if d.Withdrawn != "" {
		return DispositionWithdrawn
	}
	unseen, done := 0, 0
	for _, to := range d.To {
		switch to.State() {
		case DispositionUnseen:
			unseen++
		case DispositionDone:
			done++
		}
	}
	switch len(d.To) {
	case done:
		return DispositionDone
	case unseen:
		return DispositionUnseen
	}
	return DispositionSeen
}

// Settled reports whether nothing is left to be done.
func (d *Disposition) Settled() bool {
	state := d.State()
	return state == DispositionDone || state == DispositionWithdrawn
}

// DispositionBook names the series that a disposition is numbered in. Like the register
// books it is kept apart by level: a number must not tell of a secret one.
func DispositionBook(level Secrecy) string {
	if level > Ordinary {
		return "disposisi-" + level.String()
	}
	return "disposisi"
}
