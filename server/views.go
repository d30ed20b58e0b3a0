package server

import (
	"time"

	"lintas/archive"
)

// brief is a document as lists show it.
type brief struct {
	ID         string            `json:"id"`
	Rev        uint64            `json:"rev"`
	Kind       archive.Kind      `json:"kind"`
	Form       archive.Form      `json:"form,omitempty"`
	Status     archive.Status    `json:"status"`
	Direction  archive.Direction `json:"direction,omitempty"`
	Title      string            `json:"title"`
	Numbers    []string          `json:"numbers"`
	Date       archive.Date      `json:"date,omitempty"`
	Received   archive.Date      `json:"received,omitempty"`
	Entered    archive.Date      `json:"entered,omitempty"`
	From       archive.Party     `json:"from,omitzero"`
	To         []archive.Party   `json:"to"`
	Subject    string            `json:"subject,omitempty"`
	Urgency    archive.Urgency   `json:"urgency,omitempty"`
	Secrecy    archive.Secrecy   `json:"secrecy"`
	Nature     string            `json:"nature,omitempty"`
	Agenda     *archive.Agenda   `json:"agenda,omitempty"`
	Read       archive.ReadState `json:"read"`
	File       *fileBrief        `json:"file,omitempty"`
	Cases      []string          `json:"cases"`
	Doubts     int               `json:"doubts"`     // fields read with low confidence that nobody has confirmed
	Duplicates int               `json:"duplicates"` // possible ones
}

type fileBrief struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	Pages  int    `json:"pages,omitempty"`
	Signed bool   `json:"signed,omitempty"`
}

// briefOf makes the list form of a document, through the desk's redaction.
func (s *Server) briefOf(v archive.Viewer, full *archive.Document) brief {
	return briefOfShown(s.desk.ShowDocument(v, full))
}

// briefOfShown makes the list form of a document that has been through the redaction.
func briefOfShown(doc *archive.Document) brief {
	b := brief{
		ID: doc.ID, Rev: doc.Rev, Kind: doc.Kind, Form: doc.Form, Status: doc.Status, Direction: doc.Direction,
		Title: doc.Title(), Numbers: list(doc.Numbers), Date: doc.Date, Received: doc.Received, Entered: doc.Entered,
		From: doc.From, To: list(doc.To), Subject: doc.Subject, Urgency: doc.Urgency, Secrecy: doc.Secrecy,
		Nature: doc.Nature, Agenda: doc.Agenda, Read: doc.Read, Cases: []string{}, Duplicates: len(doc.PossibleDuplicates),
	}
	if len(doc.Files) > 0 {
		f := doc.Files[0]
		b.File = &fileBrief{Name: f.Name, Size: f.Size, Pages: f.Pages, Signed: f.Signature != nil && f.Signature.Count > 0}
	}
	for _, link := range doc.Cases {
		b.Cases = append(b.Cases, link.Case)
	}
	for _, e := range doc.Evidence {
		if e.By == "" && e.Confidence < archive.LowConfidence {
			b.Doubts++
		}
	}
	return b
}

func (s *Server) briefs(v archive.Viewer, docs []*archive.Document) []brief {
	items := make([]brief, 0, len(docs))
	for _, doc := range docs {
		items = append(items, s.briefOf(v, doc))
	}
	return items
}

// list turns nil into an empty slice, which is [] in JSON.
func list[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}

// userView is an account as others see it; the pointers are filled for the
// account's owner and for administrators only.
type userView struct {
	ID        string           `json:"id"`
	Rev       uint64           `json:"rev,omitempty"`
	Login     string           `json:"login,omitempty"`
	Name      string           `json:"name"`
	Role      archive.Role     `json:"role"`
	Clearance *archive.Secrecy `json:"clearance,omitempty"`
	Language  string           `json:"language,omitempty"`
	Disabled  bool             `json:"disabled,omitempty"`
	Created   *time.Time       `json:"created,omitempty"`
}

func fullUserView(u *archive.User) userView {
	clearance, created := u.Clearance, u.Created
	return userView{ID: u.ID, Rev: u.Rev, Login: u.Login, Name: u.Name, Role: u.Role, Clearance: &clearance, Language: u.Language, Disabled: u.Disabled, Created: &created}
}

// tokenView is a token without its sum.
type tokenView struct {
	ID        string          `json:"id"`
	Name      string          `json:"name"`
	User      string          `json:"user"`
	Role      archive.Role    `json:"role"`
	Clearance archive.Secrecy `json:"clearance"`
	Created   time.Time       `json:"created"`
	Expires   time.Time       `json:"expires,omitzero"`
	Revoked   bool            `json:"revoked"`
}

func viewOfToken(t *archive.Token) tokenView {
	return tokenView{ID: t.ID, Name: t.Name, User: t.User, Role: t.Role, Clearance: t.Clearance, Created: t.Created, Expires: t.Expires, Revoked: t.Revoked}
}

// outward is the form in which any record may leave the server, nil for what the
// viewer may not know of.
func (s *Server) outward(v archive.Viewer, record any) any {
	if r, ok := record.(archive.Record); ok && !v.Sees(r.Level()) {
		return nil
	}
	switch r := record.(type) {
	case *archive.Document:
		return s.desk.ShowDocument(v, r)
	case *archive.Deadline:
		return s.desk.ShowDeadline(v, r)
	case *archive.Case:
		return s.desk.ShowCase(v, r)
	case *archive.Agency, *archive.Alias, *archive.Settings:
		return r
	case *archive.User:
		if v.May(archive.Administer) || v.ID == r.ID {
			return fullUserView(r)
		}
	case *archive.Token:
		if v.May(archive.Administer) || v.ID == r.User {
			return viewOfToken(r)
		}
	}
	return nil
}

// changed is the answer to a change that went through: the record under its own
// name, and the sealed number of the act, to be handed back as after=.
func (s *Server) changed(name string, record any, seq uint64) map[string]any {
	answer := map[string]any{name: record}
	if seq != 0 {
		answer["seq"] = s.cursors.seal(seq)
	}
	return answer
}
