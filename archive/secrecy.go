package archive

import "fmt"

// Secrecy is the level of a document and the clearance of a person
// (sifat kerahasiaan). A person sees what is at or below their clearance.
type Secrecy int

// The levels, lowest first (domain reference: Peraturan Bapanas 3/2022 Ps 39,
// Permenlu 01/2010: SR, R, T, B).
const (
	Ordinary  Secrecy = iota // biasa / terbuka
	Limited                  // terbatas
	Secret                   // rahasia, konfidensial
	TopSecret                // sangat rahasia
)

// Levels lists all levels, lowest first.
var Levels = [...]Secrecy{Ordinary, Limited, Secret, TopSecret}

var secrecyNames = [...]string{"biasa", "terbatas", "rahasia", "sangat_rahasia"}

// String returns the name used in JSON, in files and on the screens.
func (s Secrecy) String() string {
	if s < Ordinary || s > TopSecret {
		return fmt.Sprintf("secrecy(%d)", int(s))
	}
	return secrecyNames[s]
}

// ParseSecrecy is the inverse of String; "" is biasa.
func ParseSecrecy(name string) (Secrecy, error) {
	if name == "" {
		return Ordinary, nil
	}
	for i, n := range secrecyNames {
		if n == name {
			return Secrecy(i), nil
		}
	}
	return Ordinary, invalid("secrecy",
		fmt.Sprintf("Tingkat kerahasiaan %q tidak dikenal; pilih biasa, terbatas, rahasia atau sangat_rahasia.", name),
		fmt.Sprintf("Secrecy %q is not known; choose biasa, terbatas, rahasia or sangat_rahasia.", name))
}

// MarshalText writes the name.
func (s Secrecy) MarshalText() ([]byte, error) {
	if s < Ordinary || s > TopSecret {
		return nil, fmt.Errorf("secrecy %d is out of range", int(s))
	}
	return []byte(secrecyNames[s]), nil
}

// UnmarshalText reads the name.
func (s *Secrecy) UnmarshalText(text []byte) error {
	v, err := ParseSecrecy(string(text))
	if err != nil {
		return err
	}
	*s = v
	return nil
}

// Urgency is how fast a document is to be handled (derajat kecepatan). The rules
// of the agencies differ in the hours they attach to it, so none are attached here.
type Urgency string

// The levels, lowest first. Amat segera and kilat are read as sangat segera; the
// printed word stays in Document.Nature.
const (
	NoUrgency  Urgency = ""
	Normal     Urgency = "biasa"
	Important  Urgency = "penting"
	Urgent     Urgency = "segera"
	VeryUrgent Urgency = "sangat_segera"
)

// Valid reports whether u is one of the levels.
func (u Urgency) Valid() bool {
	switch u {
	case NoUrgency, Normal, Important, Urgent, VeryUrgent:
		return true
	}
	return false
}
