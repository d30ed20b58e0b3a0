package index

import (
	"fmt"
	"slices"
	"strings"

	"lintas/archive"
)

// composer makes a plan of a query.
type composer struct {
	lx       *lexicon
	today    archive.Date // "" if not known
	states   bool         // words may name states
	plan     *plan
	problems []archive.Text
	readings []archive.Text // how words were taken
}

// compose reads a query and says what to look up for it.
func compose(query string, lx *lexicon, today archive.Date, states bool) *composer {
	root, problems := parse(query)
	c := &composer{lx: lx, today: today, states: states, plan: &plan{}, problems: problems}
	if root != nil {
		c.plan.root = c.branch(root, true)
	}
	return c
}

func (c *composer) problem(id, en string) {
	c.problems = append(c.problems, archive.Text{ID: id, EN: en})
}

func (c *composer) reading(words, id, en string) {
	c.readings = append(c.readings, archive.Text{ID: fmt.Sprintf("“%s” dibaca sebagai %s.", words, id), EN: fmt.Sprintf("“%s” is taken as %s.", words, en)})
}

func (c *composer) leaf(cl clause) *branch {
	c.plan.clauses = append(c.plan.clauses, cl)
	return &branch{clause: len(c.plan.clauses) - 1}
}

// branch turns a node into a branch; nil if it asks for nothing. Plain words may
// be missing from a relaxed query only where they stand side by side at the top.
func (c *composer) branch(n *node, top bool) *branch {
	switch n.op {
	case notOp:
		before := len(c.plan.clauses)
		kid := c.branch(n.kids[0], false)
		if kid == nil {
			return nil
		}
		for i := range c.plan.clauses[before:] {
			c.plan.clauses[before+i].silent = true
		}
		return &branch{op: notOp, kids: []*branch{kid}}
	case orOp:
		return c.many(orOp, n.kids)
	case andOp:
		return c.side(n.kids, top)
	}
	return c.side([]*node{n}, top)
}

func (c *composer) many(op operator, kids []*node) *branch {
	b := &branch{op: op}
	for _, k := range kids {
		if kid := c.branch(k, false); kid != nil {
			b.kids = append(b.kids, kid)
		}
	}
	return b.simple()
}

func (b *branch) simple() *branch {
	switch len(b.kids) {
	case 0:
		return nil
	case 1:
		return b.kids[0]
	}
	return b
}

// side turns parts that stand side by side into branches. Runs of plain words
// are read together: a name or a date may take several.
func (c *composer) side(kids []*node, top bool) *branch {
	b := &branch{op: andOp}
	var run []string
	flush := func() {
		b.kids = append(b.kids, c.run(run, top)...)
		run = nil
	}
	for _, k := range kids {
		t := k.term
		if k.op == leafOp && t.field == "" && !t.phrase && !t.prefix {
			if list := words(t.text); len(list) == 1 || !hasDigit(t.text) {
				run = append(run, slices.Compact(list)...) // anak-anak is anak
				continue
			}
		}
		flush()
		var kid *branch
		if k.op == leafOp {
			kid = c.single(t, top)
		} else {
			kid = c.branch(k, false)
		}
		if kid != nil {
			b.kids = append(b.kids, kid)
		}
	}
	flush()
	return b.simple()
}

// single turns one term that is not a plain word into a branch.
func (c *composer) single(t term, top bool) *branch {
	switch {
	case t.field != "":
		return c.inField(t)
	case t.prefix:
		return c.leaf(prefixClause(words(t.text)[0]))
	case t.phrase:
		return c.leaf(c.phrase(words(t.text), top))
	}
	return c.leaf(numberClause(t.text, top))
}

// run turns plain words into clauses: dates, then names that mean the same as
// others, then numbers, then words.
func (c *composer) run(list []string, top bool) []*branch {
	var kids []*branch
	c.problemTypes(list)
	onlyFillers := !slices.ContainsFunc(list, func(w string) bool { return !filler(w) }) && len(c.plan.clauses) == 0
	for i := 0; i < len(list); {
		if cl, n := c.dateClause(list[i:]); n > 0 {
			cl.plain = top
			kids = append(kids, c.leaf(cl))
			i += n
			continue
		}
		if cl, n := c.stateClause(list[i:]); n > 0 {
			cl.plain = top
			kids = append(kids, c.leaf(cl))
			i += n
			continue
		}
		if n, groups := c.lx.longestName(list[i:]); n > 0 {
			cl := c.named(list[i:i+n], groups)
			cl.plain = top
			kids = append(kids, c.leaf(cl))
			i += n
			continue
		}
		w := list[i]
		i++
		if i < len(list) && parted(w, list[i]) {
			kids = append(kids, c.leaf(numberClause(w+" "+list[i], top)))
			i++
			continue
		}
		switch {
		case filler(w) && !onlyFillers:
		case hasDigit(w):
			kids = append(kids, c.leaf(numberClause(w, top)))
		default:
			kids = append(kids, c.leaf(clause{leaves: wordLeaves(w), word: w, plain: top}))
		}
	}
	return kids
}

// parted reports whether two words are a passport number written with a blank.
func parted(letters, digits string) bool {
	return len(letters) <= 2 && !hasDigit(letters) && len(digits) >= 6 && len(digits) <= 8 && strings.Trim(digits, "0123456789") == ""
}

func joined(list []string) string { return strings.Join(list, " ") }

// plainWords searches each word for itself.
func (c *composer) plainWords(list []string) *branch {
	b := &branch{op: andOp}
	for _, w := range list {
		b.kids = append(b.kids, c.leaf(clause{leaves: wordLeaves(w), word: w}))
	}
	return b.simple()
}

// wordLeaves returns all places where a word can stand.
func wordLeaves(w string) []leaf {
	leaves := []leaf{
		one(fieldText, w, weightText), stemOf(fieldStem, w, weightStem),
		one(fieldSubject, w, weightSubject), stemOf(fieldSubStem, w, weightSubStem),
		one(fieldFrom, w, weightFrom), one(fieldTo, w, weightTo),
		one(fieldNumber, w, weightNumber), one(fieldCase, w, weightCase),
	}
	if key := strings.Fields(archive.NameKey(w)); len(key) == 1 {
		leaves = append(leaves, one(fieldName, key[0], weightName))
	}
	if grams := fragmentGrams(archive.Skeleton(w)); len(grams) > 0 { // a piece of a number may have no digit: KUALALUMPUR
		leaves = append(leaves, leaf{kind: allOf, field: fieldGram, terms: grams, weight: weightPiece})
	}
	return leaves
}

// exactLeaves returns the places where words stand one after another.
func exactLeaves(list []string, factor float32) []leaf {
	return append(nameLeaves(list, factor), exactIn(list, factor, weighted{fieldNumber, weightNumber}, weighted{fieldCase, weightCase})...)
}

// nameLeaves returns the places where the name of an agency or a country stands.
func nameLeaves(list []string, factor float32) []leaf {
	return exactIn(list, factor, weighted{fieldText, weightText}, weighted{fieldSubject, weightSubject}, weighted{fieldFrom, weightFrom}, weighted{fieldTo, weightTo})
}

func exactIn(list []string, factor float32, places ...weighted) []leaf {
	leaves := make([]leaf, 0, len(places))
	for _, place := range places {
		kind := inOrder
		if len(list) == 1 {
			kind = oneTerm
		}
		leaves = append(leaves, leaf{kind: kind, field: place.text, terms: list, weight: place.weight * factor})
	}
	return leaves
}

// named is a name of an agency, a country or a kind of document: any of its
// other names will do, at less weight.
func (c *composer) named(list []string, groups []int) clause {
	cl := clause{}
	if len(list) == 1 {
		cl.leaves = wordLeaves(list[0])
	} else {
		cl.leaves = exactLeaves(list, 1.5)
	}
	for _, other := range c.lx.others(strings.Join(list, " "), groups) {
		for _, l := range nameLeaves(strings.Fields(other), weightAlias) {
			l.late = l.kind == inOrder
			cl.leaves = append(cl.leaves, l)
		}
	}
	for _, g := range groups {
		for _, tag := range c.lx.groups[g].tags {
			cl.leaves = append(cl.leaves, one(fieldTag, tag.text, tag.weight))
		}
	}
	return cl
}

// mostVariants bounds the forms a phrase is looked for in.
const mostVariants = 8

// phrase is words in quotation marks, also with another name in the place of a
// known one.
func (c *composer) phrase(list []string, top bool) clause {
	cl := clause{leaves: exactLeaves(list, 1.5)}
	variants := 0
	for i := range list {
		n, groups := c.lx.longestName(list[i:])
		if n == 0 {
			continue
		}
		for _, other := range c.lx.others(strings.Join(list[i:i+n], " "), groups) {
			if variants++; variants > mostVariants {
				return cl
			}
			form := slices.Concat(list[:i], strings.Fields(other), list[i+n:])
			cl.leaves = append(cl.leaves, exactLeaves(form, weightAlias)...)
		}
	}
	return cl
}

func prefixClause(prefix string) clause {
	cl := clause{}
	for _, place := range [...]weighted{{fieldText, weightText}, {fieldSubject, weightSubject}, {fieldFrom, weightFrom}, {fieldTo, weightTo}, {fieldNumber, weightNumber}, {fieldCase, weightCase}} {
		cl.leaves = append(cl.leaves, leaf{kind: byPrefix, field: place.text, terms: []string{prefix}, weight: place.weight})
	}
	cl.leaves = append(cl.leaves, leaf{kind: byPrefix, field: fieldTag, terms: []string{"key:" + strings.ToUpper(prefix)}, weight: weightName})
	return cl
}

// numberClause is something with digits: a letter number or a piece of one, a
// passport, a NIK, a year.
func numberClause(text string, top bool) clause {
	list := words(text)
	cl := clause{plain: top}
	cl.leaves = append(exactLeaves(list, 1), one(fieldTag, "key:"+identity(text), 6))
	if len(list) == 1 && beginsPaper(list[0]) {
		for _, place := range [...]weighted{{fieldText, weightText}, {fieldTag, 3}} {
			prefix := list[0]
			if place.text == fieldTag {
				prefix = "key:" + identity(prefix)
			}
			cl.leaves = append(cl.leaves, leaf{kind: byPrefix, field: place.text, terms: []string{prefix}, weight: place.weight})
		}
	}
	if len(list) == 1 {
		cl.leaves = append(cl.leaves, one(fieldCase, list[0], weightCase))
		if s, ok := parsePeriod(list[0]); ok && len(list[0]) == 4 {
			cl.leaves = append(cl.leaves, oneOf(fieldDay, spanTerms(s), 0.5))
		}
	} else if s, ok := parsePeriod(text); ok {
		cl.leaves = append(cl.leaves, oneOf(fieldDay, spanTerms(s), 1.5))
	}
	cl.leaves = append(cl.leaves, ownNumber(text)...)
	if other := amount(list); other != nil {
		cl.leaves = append(cl.leaves, exactIn(other, 1, weighted{fieldText, weightText}, weighted{fieldSubject, weightSubject})...)
	}
	for _, form := range numberForms(text) {
		cl.leaves = append(cl.leaves, one(fieldTag, "cites:"+form, 1.5))
		if len(form) >= gramSize {
			cl.number = form
		}
	}
	return cl
}

// beginsPaper reports whether a word can be the beginning of a passport number or a NIK:
// a letter or two and digits, or many digits.
func beginsPaper(w string) bool {
	digits := strings.TrimLeft(w, "abcdefghijklmnopqrstuvwxyz")
	letters := len(w) - len(digits)
	return strings.Trim(digits, "0123456789") == "" && (letters > 0 && letters <= 2 && len(digits) >= 4 || letters == 0 && len(digits) >= 7)
}

// amount returns the other way a sum of money is written: Rp45.000.000 is one word with
// its sign, 45.000.000 is not.
func amount(list []string) []string {
	if len(list) < 2 {
		return nil
	}
	for _, group := range list[1:] {
		if len(group) > 3 || strings.Trim(group, "0123456789") != "" {
			return nil
		}
	}
	first, signed := strings.CutPrefix(list[0], "rp")
	if len(first) > 3 || first == "" || strings.Trim(first, "0123456789") != "" || len(list[1]) != 3 {
		return nil
	}
	if !signed {
		first = "rp" + first
	}
	return append([]string{first}, list[1:]...)
}

// ownNumber returns where a number, or a fragment of one, stands among the own
// numbers of a document: exactly, or with look-alike glyphs taken as the same.
func ownNumber(text string) []leaf {
	leaves := []leaf{}
	for _, form := range numberForms(text) {
		leaves = append(leaves, one(fieldTag, "number:"+form, 6))
		switch grams := fragmentGrams(form); {
		case len(grams) > 0:
			leaves = append(leaves, leaf{kind: allOf, field: fieldGram, terms: grams, weight: weightPiece})
		case len(form) == gramSize-1:
			leaves = append(leaves, leaf{kind: byPrefix, field: fieldGram, terms: []string{form}, weight: 0.7})
		}
	}
	return leaves
}

// problemTypes adds a bonus for documents marked with a problem that the words
// name. No branch refers to it, so it is never required.
func (c *composer) problemTypes(list []string) {
	text := " " + strings.Join(list, " ") + " "
	seen := map[string]bool{}
	for _, p := range c.lx.problems {
		if !seen[p.tag] && strings.Contains(text, " "+p.words+" ") {
			seen[p.tag] = true
			c.plan.clauses = append(c.plan.clauses, clause{leaves: []leaf{one(fieldTag, p.tag, 1)}})
		}
	}
}
