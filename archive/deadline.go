package archive

import "time"

// Deadline (Tenggat) is a response owed by one agency to another.
type Deadline struct {
	Head
	Document    string      `json:"document,omitempty"` // the source: letter, minutes or note
	Case        string      `json:"case,omitempty"`
	What        string      `json:"what"` // what is owed, in the words of the source
	OwedBy      Party       `json:"owed_by,omitzero"`
	OwedTo      Party       `json:"owed_to,omitzero"`
	Rule        Rule        `json:"rule"`
	Due         Date        `json:"due,omitempty"`      // last day in time; empty if none can be computed
	DueTime     string      `json:"due_time,omitempty"` // "16:00", when the source names an hour
	Computation Text        `json:"computation"`        // how Due came about, in words
	Doubt       *Text       `json:"doubt,omitempty"`    // contradictions in the source, or a calendar year without a list
	Extensions  []Extension `json:"extensions,omitempty"`
	Waiver      *Waiver     `json:"waiver,omitempty"`
	Answer      *Answer     `json:"answer,omitempty"`
	Refused     []string    `json:"refused,omitempty"`   // ids of documents a person has said are no answer
	Reminders   []string    `json:"reminders,omitempty"` // ids of documents that pressed for the answer
	Secrecy     Secrecy     `json:"secrecy"`             // that of the source document
	Proposed    bool        `json:"proposed,omitempty"`  // read by the machine, not yet confirmed
	Evidence    Evidence    `json:"evidence,omitzero"`
}

// RuleKind is how a due date is counted.
type RuleKind string

// The kinds of rule.
const (
	ByDate      RuleKind = "date"
	WorkingDays RuleKind = "working_days"
	CalendarDay RuleKind = "calendar_days"
	Hours       RuleKind = "hours"
	MonthEnd    RuleKind = "month_end"
	NoTime      RuleKind = "none" // asks without naming a time
)

// Base is the day a count starts from.
type Base string

// The bases.
const (
	FromLetter  Base = "letter"  // the letter's date
	FromReceipt Base = "receipt" // the day it was received
	FromEvent   Base = "event"   // a day named in the text, in Rule.BaseDate
)

// Rule is what the source, a law or the installation says about the due date.
type Rule struct {
	Kind      RuleKind `json:"kind"`
	N         int      `json:"n,omitempty"` // days, hours, or months ahead for month_end
	Date      Date     `json:"date,omitempty"`
	Exclusive bool     `json:"exclusive,omitempty"` // "sebelum": the day before Date
	Base      Base     `json:"base,omitempty"`
	BaseDate  Date     `json:"base_date,omitempty"`
	Calendar  string   `json:"calendar,omitempty"` // name of a calendar; empty is the national one
	Default   bool     `json:"default,omitempty"`  // not in the source: the installation's default
	Source    string   `json:"source,omitempty"`   // the phrase or the regulation
}

// Extension moves a due date.
type Extension struct {
	Due    Date      `json:"due"`
	Ground string    `json:"ground"`
	By     string    `json:"by"`
	At     time.Time `json:"at"`
}

// Waiver says that no answer is needed any more.
type Waiver struct {
	Reason string    `json:"reason"`
	By     string    `json:"by"`
	At     time.Time `json:"at"`
}

// Answer is what fulfilled a deadline.
type Answer struct {
	Document string `json:"document,omitempty"`
	Date     Date   `json:"date"`
	By       string `json:"by,omitempty"` // the person who confirmed it, or ByRule; empty while only proposed

	// Score is how sure the machine was of its proposal, 0 to 1.
	Score float64 `json:"score,omitempty"`
}

// ByPerson reports whether a person has given or confirmed the answer.
func (a *Answer) ByPerson() bool { return a.By != "" && a.By != ByRule }

// DeadlineState is what a list shows of a deadline.
type DeadlineState string

// The states.
const (
	DeadlineOpen         DeadlineState = "open"
	DeadlineSoon         DeadlineState = "due_soon"
	DeadlineOverdue      DeadlineState = "overdue"
	DeadlineAnswered     DeadlineState = "answered"
	DeadlineAnsweredLate DeadlineState = "answered_late"
	DeadlineExtended     DeadlineState = "extended"
	DeadlineWaived       DeadlineState = "waived"
)

// SoonDays is how many calendar days before its due date a deadline is "due soon".
const SoonDays = 3

// RecordKind names the record.
func (*Deadline) RecordKind() RecordKind { return DeadlineRecord }

// Level is that of the source document.
func (d *Deadline) Level() Secrecy { return d.Secrecy }

// Effective returns the due date after extensions.
func (d *Deadline) Effective() Date {
	if n := len(d.Extensions); n > 0 {
		return d.Extensions[n-1].Due
	}
	return d.Due
}

// Settled reports whether nothing is owed any more. An answer that is only
// proposed settles nothing: a person has to confirm it, or the installation's rule.
func (d *Deadline) Settled() bool { return d.Waiver != nil || d.answered() }

func (d *Deadline) answered() bool { return d.Answer != nil && d.Answer.By != "" }

// State returns the state on a day. A late answer stays late for ever.
func (d *Deadline) State(today Date) DeadlineState {
	due := d.Effective()
	switch {
	case d.Waiver != nil:
		return DeadlineWaived
	case d.answered() && due != "" && d.Answer.Date > due:
		return DeadlineAnsweredLate
	case d.answered():
		return DeadlineAnswered
	case due != "" && due < today:
		return DeadlineOverdue
	case due != "" && today.DaysUntil(due) <= SoonDays:
		return DeadlineSoon
	case len(d.Extensions) > 0:
		return DeadlineExtended
	}
	return DeadlineOpen
}

// Validate checks the rule and the dates.
func (d *Deadline) Validate() error {
	switch {
	case d.ID == "":
		return invalid("id", "Tenggat tidak punya pengenal.", "The deadline has no id.")
	case d.What == "":
		return invalid("what", "Tulis apa yang ditunggu.", "Say what is owed.")
	case d.Due != "" && !d.Due.Valid():
		return invalid("due", "Tanggal tenggat tidak ada di kalender; tulis TTTT-BB-HH.", "The due date is no day of the calendar; write YYYY-MM-DD.")
	case d.Waiver != nil && d.Waiver.Reason == "":
		return invalid("waiver", "Pembebasan tenggat perlu alasan.", "A waiver needs a reason.")
	}
	if d.Answer != nil && d.Answer.Date != "" && !d.Answer.Date.Valid() {
		return invalid("answer", "Tanggal jawaban tidak ada di kalender; tulis TTTT-BB-HH.", "The date of the answer is no day of the calendar; write YYYY-MM-DD.")
	}
	for _, e := range d.Extensions {
		if !e.Due.Valid() || e.Ground == "" {
			return invalid("extensions", "Perpanjangan perlu tanggal dan alasan.", "An extension needs a date and a ground.")
		}
	}
	switch d.Rule.Kind {
	case ByDate, WorkingDays, CalendarDay, Hours, MonthEnd, NoTime:
		return nil
	}
	return invalid("rule", "Aturan tenggat tidak dikenal.", "The deadline's rule is not known.")
}
