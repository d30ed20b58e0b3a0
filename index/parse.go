package index

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"lintas/archive"
)

// Bounds of a query. What is beyond is left out, and the answer says so.
const (
	longestQuery = 1000 // bytes
	mostTerms    = 32
	deepest      = 8 // groups inside groups
	shortestStem = 3 // letters before the * of a prefix
)

// operator joins the parts of a query.
type operator int

const (
	leafOp operator = iota
	andOp
	orOp
	notOp
)

// node is a query as written.
type node struct {
	op   operator
	kids []*node
	term term // of a leaf
}

// term is one word, phrase, prefix or field of a query.
type term struct {
	field  string // canonical name of a field, "" for all
	text   string // as written
	phrase bool
	prefix bool
	at     int // character in the query, from 1
}

// parser reads the query language: words (all must be there), "phrases", -not,
// OR, groups in parentheses, prefix*, field:value. It never fails: what cannot be
// read is taken as plain words, and problems says what and where.
type parser struct {
	lexemes  []lexeme
	next     int
	depth    int
	terms    int
	problems []archive.Text
}

type lexemeKind int

const (
	wordLexeme lexemeKind = iota
	phraseLexeme
	openLexeme
	closeLexeme
	orLexeme
	notLexeme
)

type lexeme struct {
	kind  lexemeKind
	field string
	text  string
	at    int
}

// parse reads a query; root is nil if it asks for nothing.
func parse(query string) (root *node, problems []archive.Text) {
	p := &parser{}
	if len(query) > longestQuery {
		cut := longestQuery
		for cut > 0 && !utf8.RuneStart(query[cut]) {
			cut--
		}
		query = query[:cut]
		p.problem(fmt.Sprintf("Pertanyaan terlalu panjang; hanya %d huruf pertama yang dicari.", longestQuery), fmt.Sprintf("The query is too long; only the first %d characters are searched.", longestQuery))
	}
	p.split(strings.ToValidUTF8(query, " "))
	root = p.or()
	for p.next < len(p.lexemes) { // a closing parenthesis too many
		l := p.lexemes[p.next]
		p.problem(fmt.Sprintf("Kurung tutup pada huruf ke-%d tidak punya pasangan; diabaikan.", l.at), fmt.Sprintf("The closing parenthesis at character %d has no partner; it is ignored.", l.at))
		p.next++
		root = join(andOp, root, p.or())
	}
	return root, p.problems
}

func (p *parser) problem(id, en string) {
	if len(p.problems) < 5 {
		p.problems = append(p.problems, archive.Text{ID: id, EN: en})
	}
}

// split cuts the query into lexemes.
func (p *parser) split(query string) {
	runes := []rune(query)
	for i := 0; i < len(runes); {
		r := runes[i]
		switch {
		case unicode.IsSpace(r):
			i++
		case r == '(':
			p.lexemes = append(p.lexemes, lexeme{kind: openLexeme, at: i + 1})
			i++
		case r == ')':
			p.lexemes = append(p.lexemes, lexeme{kind: closeLexeme, at: i + 1})
			i++
		case quote(r):
			i = p.quoted(runes, i, "")
		case r == '-' && excludes(runes, i):
			p.lexemes = append(p.lexemes, lexeme{kind: notLexeme, at: i + 1})
			i++
		default:
			i = p.plain(runes, i)
		}
	}
}

// excludes reports whether the minus at i stands before a part to leave out, and
// not inside a number or between blanks.
func excludes(runes []rune, i int) bool {
	if i > 0 && !unicode.IsSpace(runes[i-1]) && runes[i-1] != '(' || i+1 >= len(runes) {
		return false
	}
	r := runes[i+1]
	return unicode.IsLetter(r) || unicode.IsDigit(r) || quote(r) || r == '('
}

func quote(r rune) bool { return r == '"' || r == '“' || r == '”' || r == '„' }

// quoted reads a phrase that opens at i and returns where to go on.
func (p *parser) quoted(runes []rune, i int, field string) int {
	for j := i + 1; j < len(runes); j++ {
		if quote(runes[j]) {
			p.lexemes = append(p.lexemes, lexeme{kind: phraseLexeme, field: field, text: string(runes[i+1 : j]), at: i + 1})
			return j + 1
		}
	}
	p.problem(fmt.Sprintf("Tanda kutip pada huruf ke-%d tidak ditutup; dicari sebagai kata biasa.", i+1), fmt.Sprintf("The quotation mark at character %d is not closed; it is searched as plain words.", i+1))
	return i + 1
}

// plain reads up to the next blank or parenthesis: a word, OR, or field:value.
func (p *parser) plain(runes []rune, i int) int {
	j := i
	for j < len(runes) && !unicode.IsSpace(runes[j]) && !quote(runes[j]) && runes[j] != ')' && runes[j] != '(' {
		j++
		if j < len(runes) && runes[j-1] == ':' && quote(runes[j]) {
			if field, known := fieldNamed(string(runes[i : j-1])); known {
				return p.quoted(runes, j, field)
			}
		}
	}
	word := string(runes[i:j])
	switch word {
	case "OR", "ATAU", "|", "||":
		p.lexemes = append(p.lexemes, lexeme{kind: orLexeme, at: i + 1})
		return j
	case "AND", "DAN", "&", "&&", "+":
		return j
	case "NOT":
		p.lexemes = append(p.lexemes, lexeme{kind: notLexeme, at: i + 1})
		return j
	}
	p.word(word, i+1)
	return max(j, i+1)
}

func (p *parser) word(word string, at int) {
	name, value, split := strings.Cut(word, ":")
	if !split || name == "" {
		p.lexemes = append(p.lexemes, lexeme{text: word, at: at})
		return
	}
	field, known := fieldNamed(name)
	switch {
	case known && value != "":
		p.lexemes = append(p.lexemes, lexeme{field: field, text: value, at: at})
		return
	case known:
		p.problem(fmt.Sprintf("%q pada huruf ke-%d tidak diikuti apa pun; dicari sebagai kata biasa.", name+":", at), fmt.Sprintf("%q at character %d is followed by nothing; it is searched as a plain word.", name+":", at))
	case value != "" && lettersOnly(name):
		p.problem(fmt.Sprintf("Kolom %q pada huruf ke-%d tidak dikenal; dicari sebagai kata biasa. Yang ada: %s.", name, at, fieldList), fmt.Sprintf("There is no field %q (character %d); it is searched as plain words. There are: %s.", name, at, fieldList))
	}
	for _, w := range []string{name, value} {
		if w != "" {
			p.lexemes = append(p.lexemes, lexeme{text: w, at: at})
		}
	}
}

func lettersOnly(s string) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) {
			return false
		}
	}
	return true
}

const fieldList = "nomor: dari: kepada: instansi: hal: kasus: pmi: jenis: arah: tanggal: tahun: tenggat: masalah: negara: status: tingkat:"

// fieldNamed returns the canonical name of a field of the query language.
func fieldNamed(name string) (string, bool) {
	switch strings.ToLower(name) {
	case "nomor", "no", "number":
		return "nomor", true
	case "dari", "from", "pengirim":
		return "dari", true
	case "kepada", "to", "tujuan":
		return "kepada", true
	case "hal", "perihal", "subject":
		return "hal", true
	case "kasus", "case":
		return "kasus", true
	case "pmi", "nama", "worker":
		return "pmi", true
	case "jenis", "kind":
		return "jenis", true
	case "tanggal", "tgl", "date":
		return "tanggal", true
	case "status":
		return "status", true
	case "instansi", "agency":
		return "instansi", true
	case "tahun", "year":
		return "tahun", true
	case "tenggat", "deadline", "due":
		return "tenggat", true
	case "masalah", "problem":
		return "masalah", true
	case "negara", "country":
		return "negara", true
	case "arah", "direction":
		return "arah", true
	case "tingkat", "level":
		return "tingkat", true
	}
	return "", false
}

// or reads parts joined by OR.
func (p *parser) or() *node {
	var parts []*node
	for {
		if part := p.and(); part != nil {
			parts = append(parts, part)
		} else if p.peek(orLexeme) || len(parts) > 0 {
			at := 0
			if p.next < len(p.lexemes) {
				at = p.lexemes[p.next].at
			}
			p.problem(fmt.Sprintf("OR%s kurang satu sisi; diabaikan.", atID(at)), fmt.Sprintf("An OR%s lacks a side; it is ignored.", atEN(at)))
		}
		if !p.peek(orLexeme) {
			break
		}
		p.next++
	}
	return join(orOp, parts...)
}

func atID(at int) string {
	if at == 0 {
		return " di akhir"
	}
	return fmt.Sprintf(" pada huruf ke-%d", at)
}

func atEN(at int) string {
	if at == 0 {
		return " at the end"
	}
	return fmt.Sprintf(" at character %d", at)
}

func (p *parser) peek(kind lexemeKind) bool {
	return p.next < len(p.lexemes) && p.lexemes[p.next].kind == kind
}

// and reads parts that stand side by side.
func (p *parser) and() *node {
	var parts []*node
	for p.next < len(p.lexemes) && !p.peek(orLexeme) && !p.peek(closeLexeme) {
		if part := p.unary(); part != nil {
			parts = append(parts, part)
		}
	}
	return join(andOp, parts...)
}

func (p *parser) unary() *node {
	l := p.lexemes[p.next]
	p.next++
	switch l.kind {
	case notLexeme:
		if p.next >= len(p.lexemes) || p.peek(orLexeme) || p.peek(closeLexeme) || p.peek(notLexeme) {
			p.problem(fmt.Sprintf("Tanda minus pada huruf ke-%d tidak diikuti kata; diabaikan.", l.at), fmt.Sprintf("The minus at character %d is followed by no word; it is ignored.", l.at))
			return nil
		}
		if kid := p.unary(); kid != nil {
			return &node{op: notOp, kids: []*node{kid}}
		}
		return nil
	case openLexeme:
		return p.group(l.at)
	}
	return p.leaf(l)
}

func (p *parser) group(at int) *node {
	if p.depth >= deepest {
		p.problem("Kurung bersarang terlalu dalam; sebagian diabaikan.", "Parentheses are nested too deep; some are ignored.")
		return nil
	}
	p.depth++
	inner := p.or()
	p.depth--
	if p.peek(closeLexeme) {
		p.next++
	} else {
		p.problem(fmt.Sprintf("Kurung buka pada huruf ke-%d tidak ditutup.", at), fmt.Sprintf("The parenthesis opened at character %d is not closed.", at))
	}
	return inner
}

func (p *parser) leaf(l lexeme) *node {
	t := term{field: l.field, text: strings.TrimSpace(l.text), phrase: l.kind == phraseLexeme, at: l.at}
	if stem, ok := strings.CutSuffix(t.text, "*"); ok && !t.phrase && t.field != "tanggal" {
		stem = strings.TrimRight(stem, "*")
		t.text = stem
		if list := words(stem); len(list) == 1 && utf8.RuneCountInString(list[0]) >= shortestStem {
			t.prefix = true
		} else if len(list) > 0 {
			p.problem(fmt.Sprintf("Sebelum * pada huruf ke-%d perlu satu kata dengan sedikitnya %d huruf; dicari sebagai kata biasa.", l.at, shortestStem), fmt.Sprintf("The * at character %d needs one word of at least %d letters before it; it is searched as a plain word.", l.at, shortestStem))
		}
	}
	if len(words(t.text)) == 0 {
		return nil
	}
	if p.terms++; p.terms > mostTerms {
		if p.terms == mostTerms+1 {
			p.problem(fmt.Sprintf("Hanya %d kata pertama yang dicari.", mostTerms), fmt.Sprintf("Only the first %d words are searched.", mostTerms))
		}
		return nil
	}
	return &node{term: t}
}

// join puts parts under one operator; nil parts fall away.
func join(op operator, parts ...*node) *node {
	n := &node{op: op}
	for _, part := range parts {
		switch {
		case part == nil:
		case part.op == op:
			n.kids = append(n.kids, part.kids...)
		default:
			n.kids = append(n.kids, part)
		}
	}
	switch len(n.kids) {
	case 0:
		return nil
	case 1:
		return n.kids[0]
	}
	return n
}
