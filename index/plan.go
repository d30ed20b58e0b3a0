package index

// plan is a query made ready to be run: what to look up, and what must be there.
type plan struct {
	root    *branch  // nil: everything
	clauses []clause // referred to by the branches; one that is not adds to the score and is never required
}

// branch is the logic of a query over its clauses.
type branch struct {
	op     operator
	kids   []*branch
	clause int // of a leaf
}

// clause is one thing that is looked for, in all the places where it can stand.
// A document has it if any leaf finds it; the leaves that do are its evidence.
type clause struct {
	leaves []leaf
	word   string // the word typed, if it is one; may be widened when nothing has it
	plain  bool   // may be missing where the query is relaxed
	silent bool   // filters, adds nothing to the score
	number string // the skeleton typed, if it is a number
	state  State  // whose documents the first leaf is of
}

type leafKind int

const (
	oneTerm leafKind = iota
	byPrefix
	inOrder // terms one after another
	allOf
	anyOf
	byID // terms are ids of documents
)

// leaf is a look-up in one field.
type leaf struct {
	kind   leafKind
	field  string
	terms  []string
	least  int // of allOf: how many are enough; 0 is all
	weight float32
	spare  bool // counts only where the leaf before it does not
	late   bool // a phrase, looked for only where nothing else of the clause is
}

func one(field, term string, weight float32) leaf {
	return leaf{kind: oneTerm, field: field, terms: []string{term}, weight: weight}
}

func oneOf(field string, terms []string, weight float32) leaf {
	return leaf{kind: anyOf, field: field, terms: terms, weight: weight}
}

// stemOf returns the look-up of a word's stem. It counts only where the exact word,
// the leaf before it, is not: exact words outrank others of the same stem, and
// frequent ones are gone through once.
func stemOf(field, word string, weight float32) leaf {
	l := one(field, stem(word), weight)
	l.spare = true
	return l
}

// How much a place counts.
const (
	weightText    = 1.0
	weightStem    = 0.45
	weightSubject = 2.2
	weightSubStem = 1.0
	weightFrom    = 1.2
	weightTo      = 0.7
	weightNumber  = 2.5
	weightPiece   = 3 // of a number: more than a date and a citation together
	weightName    = 2.5
	weightCase    = 1.2
	weightAlias   = 0.5 // of another name for what was typed
)

// shape is what a field's length does to its score: the usual length, and how
// much a longer field is held against a document (BM25's b). The lengths are fixed
// so that scores depend on no other document.
type shape struct {
	usual float32
	slope float32
}

func shapeOf(field string) shape {
	switch field {
	case fieldText:
		return shape{250, 0.4}
	case fieldStem:
		return shape{230, 0.4}
	case fieldSubject, fieldSubStem:
		return shape{8, 0.3}
	case fieldFrom, fieldTo:
		return shape{14, 0.2}
	case fieldNumber:
		return shape{7, 0.1}
	case fieldCase:
		return shape{10, 0.2}
	}
	return shape{1, 0}
}
