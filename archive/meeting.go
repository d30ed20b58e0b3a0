package archive

// Meeting (Rapat) is what minutes record. Its action items are Deadlines.
type Meeting struct {
	Head
	Document  string   `json:"document"` // the minutes
	Series    string   `json:"series,omitempty"`
	Title     string   `json:"title"`
	Date      Date     `json:"date,omitempty"`
	Time      string   `json:"time,omitempty"`
	Place     string   `json:"place,omitempty"`
	Chair     string   `json:"chair,omitempty"`
	Agenda    string   `json:"agenda,omitempty"`
	Attendees []Party  `json:"attendees,omitempty"`
	Decisions []string `json:"decisions,omitempty"`
	Secrecy   Secrecy  `json:"secrecy"` // that of the minutes
}

// RecordKind names the record.
func (*Meeting) RecordKind() RecordKind { return MeetingRecord }

// Level is that of the minutes.
func (m *Meeting) Level() Secrecy { return m.Secrecy }

// Validate checks the title and the date.
func (m *Meeting) Validate() error {
	if m.ID == "" || m.Title == "" {
		return invalid("title", "Rapat perlu judul.", "A meeting needs a title.")
	}
	if m.Date != "" && !m.Date.Valid() {
		return invalid("date", "Tanggal rapat tidak ada di kalender.", "The date of the meeting is no day of the calendar.")
	}
	return nil
}

// Disposition (Disposisi) is an internal instruction on a document to a person or unit.
type Disposition struct {
	Head
	Document    string   `json:"document"`
	Number      int      `json:"number"` // of the dispositions' own series, per year
	Year        int      `json:"year"`
	From        string   `json:"from"` // id of a User
	To          []string `json:"to"`   // ids of Users, or names of units
	Instruction string   `json:"instruction"`
	Due         Date     `json:"due,omitempty"`
	Done        Date     `json:"done,omitempty"`
	Secrecy     Secrecy  `json:"secrecy"` // that of the document
}

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
	case d.Instruction == "":
		return invalid("instruction", "Tulis isi disposisi.", "Write the instruction.")
	}
	return nil
}
