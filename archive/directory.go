package archive

import "strings"

// Directory finds agencies by any name they are printed under. It does not
// change after it is made and may be used by several goroutines.
type Directory struct {
	grammar  *grammar
	spelling *spelling
	byID     map[string]*Agency
	depth    map[string]int     // steps below the top of the house, by id
	own      map[string]wordSet // terms of all names of an agency, by id
	names    *nameNode
	squeezed map[string]*Agency // names without blanks, look-alikes folded
	offices  map[string]*Agency // by office.key
	initials map[string]*Agency // of companies; nil where two share them
	families []numberFamily
	taught   map[string]Match // by AliasKey
}

// nameNode is a node of the tree of names, one term a step.
type nameNode struct {
	next   map[string]*nameNode
	agency *Agency
	rank   nameRank
	unit   string
}

// nameRank says how a name belongs to an agency, the closest first.
type nameRank int

const (
	ownName nameRank = iota
	aliasName
	formerName
	unitName
)

// NewTaughtDirectory makes the directory of the given agencies, in which what people have taught
// comes before the rules of names. Aliases of secret letters, and those taken out, do not count.
func NewTaughtDirectory(agencies []*Agency, aliases []*Alias) *Directory {
	d := NewDirectory(agencies)
	d.taught = make(map[string]Match)
	for _, alias := range aliases {
		a := d.byID[alias.Agency]
		if a == nil || alias.Dropped || alias.Secrecy > Ordinary {
			continue
		}
		if alias.Kind == NameAlias {
			d.taught[alias.Key()] = Match{Agency: a, Unit: alias.Unit, Score: taughtScore}
			continue
		}
		if form, weight := compileFamily(alias.Text); form != nil && weight > 0 {
			d.families = append(d.families, numberFamily{a, form, weight + 1, longestWord(alias.Text)}) // before one of the agency's own
		}
	}
	return d
}

// NewDirectory makes the directory of the given agencies. Where two agencies
// share a name, the closer one keeps it, the earlier of equals.
func NewDirectory(agencies []*Agency) *Directory {
	d := &Directory{
		grammar:  newGrammar(),
		byID:     make(map[string]*Agency, len(agencies)),
		depth:    make(map[string]int, len(agencies)),
		own:      make(map[string]wordSet, len(agencies)),
		names:    &nameNode{},
		squeezed: make(map[string]*Agency),
		offices:  make(map[string]*Agency),
		initials: make(map[string]*Agency),
	}
	d.spelling = newSpelling()
	for phrase := range d.grammar.phrases {
		d.spelling.learn(strings.Fields(phrase))
	}
	for _, a := range agencies {
		d.byID[a.ID] = a
	}
	for _, a := range agencies {
		d.depth[a.ID] = d.depthOf(a)
		d.add(a)
	}
	d.spelling.finish()
	d.families = familiesOf(agencies)
	return d
}

func (d *Directory) depthOf(a *Agency) int {
	const deepest = 8 // parents may run in a ring
	n := 0
	for p := d.byID[a.Parent]; p != nil && n < deepest; p = d.byID[p.Parent] {
		n++
	}
	return n
}

func (d *Directory) add(a *Agency) {
	d.addName(a, a.Name, ownName, "")
	if a.Short != "" {
		d.addName(a, a.Short, ownName, "")
	}
	for _, n := range a.Aliases {
		d.addName(a, n, aliasName, "")
	}
	for _, f := range a.Former {
		d.addName(a, f.Name, formerName, "")
	}
	for _, u := range a.Units {
		d.addName(a, u, unitName, u)
	}
}

func (d *Directory) addName(a *Agency, name string, rank nameRank, unit string) {
	words, raw := printedWords(clip(name, longestName))
	terms := d.grammar.terms(words)
	if len(terms) == 0 {
		return
	}
	d.spelling.learn(words)
	if d.own[a.ID] == nil {
		d.own[a.ID] = make(wordSet)
	}
	at := d.names
	for _, t := range terms {
		d.own[a.ID][t.text] = true
		if at.next == nil {
			at.next = make(map[string]*nameNode)
		}
		if at.next[t.text] == nil {
			at.next[t.text] = &nameNode{}
		}
		at = at.next[t.text]
	}
	if at.agency == nil || rank < at.rank {
		at.agency, at.rank, at.unit = a, rank, unit
	} else if at.agency == a && at.unit == "" {
		at.unit = unit // an alias that is also the name of a unit
	}
	if rank == unitName {
		return
	}
	if key := squeeze(words); len(key) >= shortestSqueezed && d.squeezed[key] == nil {
		d.squeezed[key] = a
	}
	o, ok := parseOffice(terms, raw)
	if !ok {
		return
	}
	if d.offices[o.key()] == nil {
		d.offices[o.key()] = a
	}
	if o.family == companyFamily {
		short := o.initials()
		if other, taken := d.initials[short]; taken && other != a {
			a = nil
		}
		d.initials[short] = a
	}
}

// ByID returns the agency with an id, nil if there is none.
func (d *Directory) ByID(id string) *Agency { return d.byID[id] }

// Find returns the agency a printed name means and how sure that is, 0 to 1;
// nil if none is likely enough. See Match.
func (d *Directory) Find(name string) (*Agency, float64) {
	m := d.Match(name)
	return m.Agency, m.Score
}
