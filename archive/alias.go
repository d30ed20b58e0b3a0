package archive

import (
	"fmt"
	"time"
)

// AliasKind is what an Alias tells.
type AliasKind string

// The kinds.
const (
	NameAlias   AliasKind = "name"   // a printed name means an agency
	NumberAlias AliasKind = "number" // a number family belongs to an agency, see Directory.ByNumber
)

// Alias (Alias terpelajari) is what the archive has learnt from a person's correction, or was
// taught by hand: it counts for the next letter, before the rules of names. A person may change
// it or take it out.
type Alias struct {
	Head
	Kind     AliasKind `json:"kind"`
	Text     string    `json:"text"`   // the name as printed, or the family: "B.#/KA/*/%/#"
	Agency   string    `json:"agency"` // id
	Unit     string    `json:"unit,omitempty"`
	Document string    `json:"document,omitempty"` // id of the letter that was corrected
	By       string    `json:"by"`                 // who taught it last
	At       time.Time `json:"at"`
	Dropped  bool      `json:"dropped,omitempty"` // taken out; it may be brought back
	Secrecy  Secrecy   `json:"secrecy,omitempty"` // of the letter it was learnt from
}

// RecordKind names the record.
func (*Alias) RecordKind() RecordKind { return AliasRecord }

// Level hides an alias learnt from a secret letter.
func (a *Alias) Level() Secrecy { return a.Secrecy }

// Validate checks the kind, the text and, of a number family, that it tells anything apart.
func (a *Alias) Validate() error {
	switch {
	case a.ID == "" || a.Agency == "":
		return invalid("agency", "Pilih instansi yang dimaksud.", "Choose the agency that is meant.")
	case a.Kind != NameAlias && a.Kind != NumberAlias:
		return invalid("kind", fmt.Sprintf("Jenis alias %q tidak dikenal; pilih name atau number.", a.Kind), fmt.Sprintf("Alias kind %q is not known; choose name or number.", a.Kind))
	case a.Key() == "":
		return invalid("text", "Tulis nama seperti yang tercetak.", "Write the name as it is printed.")
	case len(a.Text) > longestName || a.Kind == NumberAlias && len(a.Text) > longestPattern:
		return invalid("text", "Teks alias terlalu panjang.", "The text of the alias is too long.")
	}
	if a.Kind == NumberAlias {
		if form, weight := compileFamily(a.Text); form == nil || weight < 2 {
			return invalid("text", "Pola nomor perlu sedikitnya dua huruf tetap, misalnya B.#/KA/*/%/#.", "A number family needs two fixed letters at least, such as B.#/KA/*/%/#.")
		}
	}
	return nil
}

// Key is the form in which a text is looked up: what looks alike on a scan has the same.
func (a *Alias) Key() string {
	if a.Kind == NumberAlias {
		return Skeleton(a.Text)
	}
	return AliasKey(a.Text)
}

// AliasKey is the form in which a printed name is looked up among the aliases.
func AliasKey(name string) string {
	words, _ := printedWords(clip(name, longestName))
	return squeeze(words)
}
