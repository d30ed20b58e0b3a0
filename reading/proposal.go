package reading

import "lintas/archive"

// Proposal is what the reader takes a document to say: the fields of the
// register, each with its evidence. It is a proposal only; a person confirms it.
//
// Its JSON has the names of the sample truth (demo/truth.json), so that the
// scorer of the samples can read it. Empty strings and missing keys mean "not
// found".
type Proposal struct {
	File               string           `json:"file,omitempty"` // set by the caller
	Form               archive.Form     `json:"type"`
	Number             string           `json:"number"`            // as printed, repaired only where sure; two numbers are joined by " dan "
	Numbers            []string         `json:"numbers,omitempty"` // one, or two for a joint letter
	NumberAsPrinted    string           `json:"number_as_printed,omitempty"`
	Date               archive.Date     `json:"date"`
	DatePrinted        string           `json:"date_printed,omitempty"`
	Place              string           `json:"place"`
	From               Party            `json:"from"`
	To                 []Party          `json:"to"`
	Copies             []Party          `json:"cc"`
	Subject            string           `json:"subject"`
	SubjectDescriptive bool             `json:"subject_descriptive,omitempty"` // the form prints no subject line; Subject is made from the text
	Urgency            archive.Urgency  `json:"urgency"`
	Secrecy            *archive.Secrecy `json:"secrecy"`                       // from a printed label or code only
	SecrecyFromNumber  *archive.Secrecy `json:"secrecy_from_number,omitempty"` // what the number's first token suggests
	Nature             string           `json:"sifat_printed,omitempty"`
	Attachments        string           `json:"attachments"`
	Signer             Signer           `json:"signer"`
	References         []Reference      `json:"references"`
	Deadlines          []Due            `json:"deadlines"`
	Workers            []Worker         `json:"workers"`
	Problems           []string         `json:"problems,omitempty"` // codes, see archive.ProblemTypes
	Meeting            *Meeting         `json:"meeting,omitempty"`
	Received           archive.Date     `json:"received,omitempty"` // from a received stamp, where legible
	AgendaStamp        string           `json:"agenda_stamp,omitempty"`
	PageTexts          []string         `json:"page_texts,omitempty"`

	// Evidence by field: "number", "date", "from", "subject", "type", "to.0",
	// "cc.0", "references.1", "deadlines.0", "workers.0" and so on.
	Evidence map[string]archive.Evidence `json:"evidence,omitempty"`
}

// Party is an agency as a document names it. Name is the canonical name when the
// directory knows the agency; ID is then its id, else empty.
type Party struct {
	ID      string `json:"id,omitempty"`
	Name    string `json:"agency,omitempty"`
	Short   string `json:"name,omitempty"` // the usual abbreviation, where there is one
	Unit    string `json:"unit,omitempty"`
	Printed string `json:"printed,omitempty"`
}

// Party returns the party as documents keep it.
func (p Party) Party() archive.Party {
	return archive.Party{Agency: p.ID, Name: p.Name, Unit: p.Unit, Printed: p.Printed}
}

// IsZero reports whether nothing is known of the party.
func (p Party) IsZero() bool { return p == Party{} }

// Signer is who signed.
type Signer struct {
	Position   string `json:"position,omitempty"`
	Name       string `json:"name,omitempty"`
	NIP        string `json:"nip,omitempty"`
	OnBehalfOf string `json:"on_behalf_of,omitempty"` // the a.n., u.b., Plt., Plh. lines
}

// Signer returns the signer as documents keep it.
func (s Signer) Signer() archive.Signer {
	return archive.Signer{Name: s.Name, Position: s.Position, NIP: s.NIP, OnBehalfOf: s.OnBehalfOf}
}

// Reference is a citation of a letter or a meeting.
type Reference struct {
	Number   string           `json:"number,omitempty"` // as printed
	Date     archive.Date     `json:"date,omitempty"`
	Agency   Party            `json:"agency,omitzero"` // who sent the cited document
	Relation archive.Relation `json:"relation"`
	About    string           `json:"kind"` // "letter" or "meeting"
	Printed  string           `json:"printed"`
}

// Reference returns the reference as documents keep it.
func (r Reference) Reference() archive.Reference {
	return archive.Reference{Number: r.Number, Date: r.Date, Agency: r.Agency.Party(), Relation: r.Relation, About: r.About, Printed: r.Printed}
}

// Due is a response owed, as the document asks for it.
type Due struct {
	Kind            archive.RuleKind `json:"kind"`
	N               int              `json:"n,omitempty"`
	Due             archive.Date     `json:"due,omitempty"` // last day in time; empty if the document names no time
	DueTime         string           `json:"due_time,omitempty"`
	Base            archive.Base     `json:"base"`
	BaseDate        archive.Date     `json:"base_date,omitempty"`
	DatePrinted     archive.Date     `json:"date_printed,omitempty"` // where Due is the day before
	Exclusive       bool             `json:"exclusive,omitempty"`
	WeekdayConflict bool             `json:"weekday_conflict,omitempty"` // the printed weekday does not fit the date
	WordsConflict   bool             `json:"words_conflict,omitempty"`   // "7 (delapan) hari"
	Recurring       bool             `json:"recurring,omitempty"`        // "setiap tanggal 10"; Due is the first time
	OwedBy          Party            `json:"owed_by,omitzero"`
	OwedTo          Party            `json:"owed_to,omitzero"`
	Phrase          string           `json:"phrase"`
	What            string           `json:"what,omitempty"`   // the sentence or action that is owed
	Source          string           `json:"source,omitempty"` // "action" for an action item of minutes
	Computation     archive.Text     `json:"computation,omitzero"`
	Doubt           *archive.Text    `json:"doubt,omitempty"`
}

// Rule returns how the due date is counted.
func (d Due) Rule() archive.Rule {
	r := archive.Rule{Kind: d.Kind, N: d.N, Exclusive: d.Exclusive, Base: d.Base, BaseDate: d.BaseDate, Source: d.Phrase}
	if d.Kind == archive.ByDate {
		r.Date = d.Due
		if d.Exclusive {
			r.Date = d.DatePrinted
		}
	}
	return r
}

// Worker is a migrant worker as the document names them.
type Worker struct {
	Name     string       `json:"name"`
	Printed  []string     `json:"printed,omitempty"`
	Alias    string       `json:"alias,omitempty"`
	Passport string       `json:"passport,omitempty"`
	NIK      string       `json:"nik,omitempty"`
	Birth    archive.Date `json:"birth,omitempty"`
	Country  string       `json:"country,omitempty"`
	Employer string       `json:"employer,omitempty"`
}

// Mention returns the worker as documents keep it.
func (w Worker) Mention() archive.Mention {
	return archive.Mention{Name: w.Name, Printed: w.Printed, Alias: w.Alias, Passport: w.Passport, NIK: w.NIK, Birth: w.Birth, Country: w.Country, Employer: w.Employer}
}

// Meeting is what minutes, or an invitation, say of a meeting.
type Meeting struct {
	Title            string       `json:"title,omitempty"`
	Date             archive.Date `json:"date,omitempty"`
	Time             string       `json:"time,omitempty"`
	Place            string       `json:"place,omitempty"`
	Chair            string       `json:"chair,omitempty"`
	Agenda           string       `json:"agenda,omitempty"`
	Attendees        []Party      `json:"attendees,omitempty"`
	AttendeesPrinted []string     `json:"attendees_printed,omitempty"`
	Decisions        []string     `json:"decisions,omitempty"`
	Actions          []Action     `json:"actions,omitempty"`
}

// Action is what somebody promised in a meeting.
type Action struct {
	What         string       `json:"what"`
	Owner        Party        `json:"owner,omitzero"`
	OwnerPrinted string       `json:"owner_printed,omitempty"`
	Due          archive.Date `json:"due,omitempty"`
	DuePrinted   string       `json:"due_printed,omitempty"`
}
