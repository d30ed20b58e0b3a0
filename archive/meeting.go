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
