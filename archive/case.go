package archive

import "fmt"

// Case (Kasus) is the matter of one or more Indonesian migrant workers.
type Case struct {
	Head
	Number   string     `json:"number,omitempty"` // K-2024-0012, or the number of the agency's own system
	Title    string     `json:"title"`
	Status   CaseStatus `json:"status"`
	Country  string     `json:"country,omitempty"`
	Problems []string   `json:"problems,omitempty"` // see ProblemTypes
	Workers  []Worker   `json:"workers,omitempty"`
	Agencies []string   `json:"agencies,omitempty"` // ids
	Opened   Date       `json:"opened,omitempty"`
	Closed   Date       `json:"closed,omitempty"`
	Secrecy  Secrecy    `json:"secrecy"` // of the least secret document in it, or as set by a person
	Proposed bool       `json:"proposed,omitempty"`
	Remark   string     `json:"remark,omitempty"`
}

// Worker (PMI) is a person in a case.
type Worker struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Variants []string `json:"variants,omitempty"` // other spellings and aliases seen
	Passport []string `json:"passport,omitempty"`
	NIK      string   `json:"nik,omitempty"`
	Birth    Date     `json:"birth,omitempty"`
	Sector   string   `json:"sector,omitempty"`
	Employer string   `json:"employer,omitempty"`
}

// CaseStatus is how far a case has come.
type CaseStatus string

// The statuses.
const (
	CaseOpen   CaseStatus = "open"
	CaseDone   CaseStatus = "closed"
	CasePaused CaseStatus = "paused"

	// CaseDropped is a proposal of the machine that came to nothing, or turned out to
	// be part of another case. No list shows it.
	CaseDropped CaseStatus = "dropped"
)

// RecordKind names the record.
func (*Case) RecordKind() RecordKind { return CaseRecord }

// Level is the clearance needed to see the case.
func (c *Case) Level() Secrecy { return c.Secrecy }

// Validate checks the title and the status.
func (c *Case) Validate() error {
	switch {
	case c.ID == "" || c.Title == "":
		return invalid("title", "Kasus perlu judul.", "A case needs a title.")
	case c.Status != CaseOpen && c.Status != CaseDone && c.Status != CasePaused && (c.Status != CaseDropped || !c.Proposed):
		return invalid("status", fmt.Sprintf("Status kasus %q tidak dikenal; pilih open, paused atau closed.", c.Status), fmt.Sprintf("Case status %q is not known; choose open, paused or closed.", c.Status))
	}
	return nil
}
