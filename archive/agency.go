package archive

// Agency (Instansi) is who corresponds.
type Agency struct {
	Head
	Name     string       `json:"name"` // canonical
	Short    string       `json:"short,omitempty"`
	Group    string       `json:"group,omitempty"` // ministry, mission, region, police, company, ngo, foreign, international
	Parent   string       `json:"parent,omitempty"`
	Aliases  []string     `json:"aliases,omitempty"`
	Former   []FormerName `json:"former,omitempty"`
	Units    []string     `json:"units,omitempty"`
	Patterns []string     `json:"patterns,omitempty"` // letter-number families, see ByNumber
	Source   string       `json:"source,omitempty"`   // where the facts come from
	Proposed bool         `json:"proposed,omitempty"` // found by the reader, not yet confirmed
	Secrecy  Secrecy      `json:"secrecy,omitempty"`  // of the document it was found in, while proposed
}

// FormerName is a name an agency had in some years.
type FormerName struct {
	Name string `json:"name"`
	From Date   `json:"from,omitempty"`
	To   Date   `json:"to,omitempty"`
}

// RecordKind names the record.
func (*Agency) RecordKind() RecordKind { return AgencyRecord }

// Level hides an agency that was only found in a secret document.
func (a *Agency) Level() Secrecy { return a.Secrecy }

// Validate checks that the agency has a name.
func (a *Agency) Validate() error {
	if a.ID == "" || a.Name == "" {
		return invalid("name", "Instansi perlu nama.", "An agency needs a name.")
	}
	return nil
}

// Names returns every name the agency is or was known by.
func (a *Agency) Names() []string {
	names := []string{a.Name}
	if a.Short != "" {
		names = append(names, a.Short)
	}
	names = append(names, a.Aliases...)
	for _, f := range a.Former {
		names = append(names, f.Name)
	}
	return names
}

// NameOn returns the name the agency had on a day, the full one if it had several;
// today's name if none of the former names is known to cover the day.
func (a *Agency) NameOn(d Date) string {
	name := a.Name
	found := false
	for _, f := range a.Former {
		if d != "" && f.To != "" && d <= f.To && d >= f.From && (!found || len(f.Name) > len(name)) {
			name, found = f.Name, true
		}
	}
	return name
}
