package reading

import "lintas/archive"

// Knowledge is what the installation knows and the reader may use. Both parts may
// be nil: names are then kept as printed and working days are Monday to Friday.
type Knowledge struct {
	Directory *archive.Directory
	Calendar  *archive.Calendar
}

// Propose reads the fields of the register from the text of a document. It is
// pure: the same transcript and knowledge give the same proposal.
func Propose(t *archive.Transcript, k Knowledge) Proposal {
	p := Proposal{Evidence: map[string]archive.Evidence{}}
	for _, page := range t.Pages {
		p.PageTexts = append(p.PageTexts, page.Text)
	}
	return p
}
