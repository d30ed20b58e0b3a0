package index

import (
	"slices"
	"strconv"
	"strings"

	api "github.com/blevesearch/bleve_index_api"

	"lintas/archive"
)

// schema is the version of the fields and of the analysis. An index of another
// version is dropped and built again.
const schema = 3

// The fields of an indexed document. Nothing is stored but the id: a hit's text
// is in its transcript.
const (
	fieldText    = "t"  // page texts and the officer's remark; with positions
	fieldStem    = "s"  // stems of fieldText, of words without digits
	fieldSubject = "h"  // hal; with positions
	fieldSubStem = "hs" // stems of the subject
	fieldFrom    = "f"  // names of the sender; with positions
	fieldTo      = "a"  // names of addressees and copies; with positions
	fieldNumber  = "n"  // parts of the own numbers; with positions
	fieldGram    = "g"  // pieces of the folded skeletons of the own numbers
	fieldName    = "w"  // spelling keys of workers' names
	fieldCase    = "c"  // number, title and workers of the cases; with positions
	fieldTag     = "k"  // "kind:letter", "agency:kemlu", "key:AT118204", see tags
	fieldDay     = "d"  // YYYY, YYYYMM, YYYYMMDD
)

const (
	withPlaces = api.IndexField // see packPlaces
	withCounts = api.IndexField
	bare       = api.IndexField | api.SkipFreqNorm
)

// gap keeps phrases from running over the end of a page or of a name.
const gap = 20

// field is one analysed field. It implements api.Field.
type field struct {
	name    string
	options api.FieldIndexingOptions
	length  int
	terms   api.TokenFrequencies
	value   []byte // of the id only
	analyze func() // fills terms; nil when they are there already
}

func (f *field) Name() string                                   { return f.name }
func (f *field) Value() []byte                                  { return f.value }
func (f *field) ArrayPositions() []uint64                       { return nil }
func (f *field) EncodedFieldType() byte                         { return 't' }
func (f *field) Options() api.FieldIndexingOptions              { return f.options }
func (f *field) AnalyzedLength() int                            { return f.length }
func (f *field) AnalyzedTokenFrequencies() api.TokenFrequencies { return f.terms }
func (f *field) NumPlainTextBytes() uint64                      { return 0 }

func (f *field) Analyze() {
	if f.analyze != nil {
		f.analyze()
		f.analyze = nil
	}
}

// paper is a document on its way into the index. It implements api.Document.
type paper struct {
	id     string
	fields []*field
	bytes  int // of text, about
	stems  *stems
}

func (p *paper) ID() string                               { return p.id }
func (p *paper) Size() int                                { return p.bytes }
func (p *paper) VisitComposite(api.CompositeFieldVisitor) {}
func (p *paper) HasComposite() bool                       { return false }
func (p *paper) NumPlainTextBytes() uint64                { return uint64(p.bytes) }
func (p *paper) StoredFieldsBytes() uint64                { return uint64(len(p.id)) }
func (p *paper) Indexed() bool                            { return true }

func (p *paper) VisitFields(visit api.FieldVisitor) {
	for _, f := range p.fields {
		visit(f)
	}
}

// AddIDField adds the one stored field.
func (p *paper) AddIDField() {
	tf := &api.TokenFreq{}
	tf.SetFrequency(1)
	p.fields = append(p.fields, &field{name: "_id", options: api.IndexField | api.StoreField, length: 1, value: []byte(p.id), terms: api.TokenFrequencies{p.id: tf}})
}

// newPaper lays out an entry. The body is analysed later, by Analyze, which the
// index calls on several goroutines.
func newPaper(e Entry, cache *stems) *paper {
	d := e.Document
	p := &paper{id: d.ID, stems: cache}
	p.body(e)
	p.bytes += len(d.Subject) + 200
	p.short(fieldSubject, fieldSubStem, d.Subject)
	p.short(fieldFrom, "", append(partyNames(d.From), d.Signer.Name, d.Signer.OnBehalfOf)...)
	var to []string
	for _, party := range slices.Concat(d.To, d.Copies) {
		to = append(to, partyNames(party)...)
	}
	p.short(fieldTo, "", to...)
	p.short(fieldNumber, "", d.Numbers...)
	p.keys(fieldGram, numberGrams(d.Numbers))
	p.keys(fieldName, nameKeys(e))
	p.short(fieldCase, "", caseWords(e.Cases)...)
	p.keys(fieldTag, tags(e))
	p.keys(fieldDay, dayTerms(dayOf(d)))
	return p
}

// body adds the text and its stems, analysed together.
func (p *paper) body(e Entry) {
	var texts []string
	if e.Transcript != nil {
		for _, page := range e.Transcript.Pages {
			texts = append(texts, page.Text)
			p.bytes += len(page.Text)
		}
	}
	if e.Document.Remark != "" {
		texts = append(texts, e.Document.Remark)
	}
	if len(texts) == 0 {
		return
	}
	exact := &field{name: fieldText, options: withPlaces}
	stems := &field{name: fieldStem, options: withCounts}
	exact.analyze = func() { analyze(exact, stems, texts, p.stems) }
	p.fields = append(p.fields, exact, stems)
}

// short adds a field of a few words, and their stems if stemField is named.
func (p *paper) short(name, stemField string, values ...string) {
	exact := &field{name: name, options: withPlaces}
	var stems *field
	if stemField != "" {
		stems = &field{name: stemField, options: withCounts}
	}
	if analyze(exact, stems, values, p.stems); exact.length == 0 {
		return
	}
	p.fields = append(p.fields, exact)
	if stems != nil && stems.length > 0 {
		p.fields = append(p.fields, stems)
	}
}

// keys adds a field of whole terms that are only there or not there.
func (p *paper) keys(name string, terms []string) {
	if len(terms) == 0 {
		return
	}
	f := &field{name: name, options: bare, length: 1, terms: make(api.TokenFrequencies, len(terms))}
	there := &api.TokenFreq{}
	if name == fieldTag {
		there.SetFrequency(1) // a byte more, but a term of one document then needs none
	}
	for _, t := range terms {
		if t != "" {
			f.terms[t] = there
		}
	}
	p.fields = append(p.fields, f)
}

func partyNames(party archive.Party) []string {
	names := []string{party.Name, party.Unit}
	if party.Printed != party.Name {
		names = append(names, party.Printed)
	}
	return names
}

func numberGrams(numbers []string) []string {
	var grams []string
	for _, n := range numbers {
		for _, form := range numberForms(n) {
			gramsOf(form, func(g string) { grams = append(grams, g) })
		}
	}
	return grams
}

// nameKeys returns the words of the spelling keys of everyone the document or
// its cases are about.
func nameKeys(e Entry) []string {
	var keys []string
	add := func(names ...string) {
		for _, n := range names {
			keys = append(keys, strings.Fields(archive.NameKey(n))...)
		}
	}
	for _, m := range e.Document.Workers {
		add(m.Name, m.Alias)
		add(m.Printed...)
	}
	for _, c := range e.Cases {
		for _, w := range c.Workers {
			add(w.Name)
			add(w.Variants...)
		}
	}
	return keys
}

func caseWords(cases []*archive.Case) []string {
	var list []string
	for _, c := range cases {
		list = append(list, c.Number, c.Title)
		for _, w := range c.Workers {
			list = append(list, w.Name)
			list = append(list, w.Variants...)
		}
	}
	return list
}

// tags returns what filters and exact look-ups ask for.
func tags(e Entry) []string {
	d := e.Document
	list := []string{"all", "kind:" + string(d.Kind), "form:" + string(d.Form), "status:" + string(d.Status), "direction:" + string(d.Direction),
		"urgency:" + string(d.Urgency), "level:" + d.Secrecy.String()}
	if d.From.Agency != "" {
		list = append(list, "from:"+d.From.Agency, "agency:"+d.From.Agency)
	}
	for _, p := range slices.Concat(d.To, d.Copies) {
		if p.Agency != "" {
			list = append(list, "to:"+p.Agency, "agency:"+p.Agency)
		}
	}
	for _, c := range d.Cases {
		list = append(list, "case:"+c.Case)
	}
	for _, r := range d.References {
		list = append(list, "relation:"+string(r.Relation))
		for _, form := range numberForms(r.Number) {
			list = append(list, "cites:"+form)
		}
	}
	for _, n := range d.Numbers {
		for _, form := range numberForms(n) {
			list = append(list, "number:"+form)
		}
	}
	for _, problem := range d.Problems {
		list = append(list, "problem:"+problem)
	}
	for _, m := range d.Workers {
		list = append(list, "key:"+identity(m.Passport), "key:"+identity(m.NIK), "country:"+strings.ToLower(m.Country))
	}
	for _, c := range e.Cases {
		list = append(list, "case_status:"+string(c.Status), "country:"+strings.ToLower(c.Country))
		for _, problem := range c.Problems {
			list = append(list, "problem:"+problem)
		}
		for _, w := range c.Workers {
			list = append(list, "key:"+identity(w.NIK))
			for _, passport := range w.Passport {
				list = append(list, "key:"+identity(passport))
			}
		}
	}
	return slices.DeleteFunc(list, func(t string) bool { return strings.HasSuffix(t, ":") })
}

// dayOf is the day a document is listed under: its date, or the day it was
// received, or entered.
func dayOf(d *archive.Document) archive.Date {
	for _, day := range [...]archive.Date{d.Date, d.Received, d.Entered} {
		if day.Valid() {
			return day
		}
	}
	return ""
}

func dayTerms(d archive.Date) []string {
	if d == "" {
		return nil
	}
	compact := strings.ReplaceAll(string(d), "-", "")
	return []string{compact[:4], compact[:6], compact}
}

func dateOfNumber(n int32) archive.Date {
	if n == 0 {
		return ""
	}
	s := strconv.Itoa(int(n))
	return archive.Date(s[:4] + "-" + s[4:6] + "-" + s[6:])
}
