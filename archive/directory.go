package archive

import "strings"

// Directory finds agencies by any name they are printed under. It does not
// change after it is made and may be used by several goroutines.
type Directory struct {
	byID   map[string]*Agency
	byName map[string]*Agency
}

// NewDirectory makes the directory of the given agencies.
func NewDirectory(agencies []*Agency) *Directory {
	d := &Directory{byID: make(map[string]*Agency), byName: make(map[string]*Agency)}
	for _, a := range agencies {
		d.byID[a.ID] = a
		for _, n := range a.Names() {
			d.byName[strings.ToLower(n)] = a
		}
	}
	return d
}

// ByID returns the agency with an id, nil if there is none.
func (d *Directory) ByID(id string) *Agency { return d.byID[id] }

// Find returns the agency a printed name means and how sure that is, 0 to 1;
// nil if none is likely enough.
func (d *Directory) Find(name string) (*Agency, float64) {
	if a := d.byName[strings.ToLower(strings.TrimSpace(name))]; a != nil {
		return a, 1
	}
	return nil, 0
}

// ByNumber returns the agency whose number family a letter number belongs to.
func (d *Directory) ByNumber(number string) (*Agency, float64) { return nil, 0 }

// Canonical returns the name and id that an agency not in the directory should
// have: "Dinas Ketenagakerjaan Kabupaten Cirebon" for "Disnaker Kab. Cirebon".
// Both are empty when the text does not read as the name of an agency.
func (d *Directory) Canonical(name string) (canonical, id string) {
	return name, slug(name)
}

// slug makes a stable id of a name: lower-case letters and digits, hyphens between.
func slug(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(name) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
			continue
		}
		gap = true
	}
	return b.String()
}
