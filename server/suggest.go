package server

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"

	"github.com/gofiber/fiber/v2"

	"lintas/archive"
	"lintas/index"
)

// suggestion is what a person may be about to type.
type suggestion struct {
	Kind     string `json:"kind"`               // number, agency, name, subject, word or field
	Text     string `json:"text"`               // what is shown
	Query    string `json:"query"`              // the question with it
	Note     string `json:"note,omitempty"`     // what it is
	Document string `json:"document,omitempty"` // id, where one document is meant
}

const (
	suggestFrom   = 2   // letters typed of the last word
	suggestLength = 200 // bytes; nobody needs help with longer questions
	eachKind      = 3
)

// suggester collects what may follow a question being typed. All of it comes through
// the gate or from the index of permitted documents.
type suggester struct {
	desk  *Desk
	ctx   context.Context
	v     archive.Viewer
	lang  string
	head  string // the question before the last word
	last  string // the word being typed
	items []suggestion
}

// Suggest returns what may be meant by a question being typed.
func (d *Desk) Suggest(ctx context.Context, v archive.Viewer, typed, lang string) ([]suggestion, error) {
	s := &suggester{desk: d, ctx: ctx, v: v, lang: lang, items: []suggestion{}}
	s.head, s.last = lastWord(typed)
	if len(typed) > suggestLength || len([]rune(s.last)) < suggestFrom || strings.ContainsAny(s.last, `"():`) {
		return s.items, nil
	}
	digits := strings.ContainsFunc(typed, unicode.IsDigit)
	s.fields()
	for _, step := range []struct {
		wanted bool
		find   func() error
	}{{true, s.agencies}, {digits, s.numbers}, {!digits, s.names}, {!digits, s.words}, {true, s.subjects}} {
		if !step.wanted {
			continue
		}
		if err := step.find(); err != nil {
			return nil, err
		}
	}
	return s.items, nil
}

// lastWord cuts a question before the word being typed.
func lastWord(typed string) (head, last string) {
	at := strings.LastIndexFunc(typed, unicode.IsSpace) + 1
	return typed[:at], typed[at:]
}

func (s *suggester) add(kind, text, query, note, document string) {
	known := slices.ContainsFunc(s.items, func(i suggestion) bool { return i.Query == query })
	if !known {
		s.items = append(s.items, suggestion{kind, text, query, note, document})
	}
}

// fieldHelp are the fields of the query language with a word on each.
var fieldHelp = [...]struct {
	name string
	text archive.Text
}{
	{"nomor:", archive.Text{ID: "nomor naskah", EN: "number"}}, {"dari:", archive.Text{ID: "pengirim", EN: "sender"}}, {"kepada:", archive.Text{ID: "penerima", EN: "addressee"}},
	{"instansi:", archive.Text{ID: "pengirim atau penerima", EN: "sender or addressee"}}, {"hal:", archive.Text{ID: "perihal", EN: "subject"}}, {"pmi:", archive.Text{ID: "nama, paspor atau NIK", EN: "name, passport or NIK"}},
	{"kasus:", archive.Text{ID: "kasus", EN: "case"}}, {"jenis:", archive.Text{ID: "jenis naskah", EN: "kind of document"}}, {"tanggal:", archive.Text{ID: "tanggal, bulan atau rentang", EN: "day, month or range"}},
	{"tahun:", archive.Text{ID: "tahun", EN: "year"}}, {"tenggat:", archive.Text{ID: "keadaan tenggat", EN: "state of the deadline"}}, {"masalah:", archive.Text{ID: "jenis masalah", EN: "problem type"}},
	{"negara:", archive.Text{ID: "negara", EN: "country"}}, {"arah:", archive.Text{ID: "masuk, keluar", EN: "incoming, outgoing"}}, {"status:", archive.Text{ID: "status naskah atau kasus", EN: "status"}},
}

func (s *suggester) fields() {
	typed := strings.ToLower(s.last)
	for _, f := range fieldHelp {
		if strings.HasPrefix(f.name, typed) {
			s.add("field", f.name, s.head+f.name, f.text.In(s.lang), "")
		}
	}
}

// agencies offers those with a name, or a word of a name, that begins as typed: names
// that begin so first, and of those the agencies of most documents.
func (s *suggester) agencies() error {
	typed := strings.ToLower(s.last)
	type candidate struct {
		agency *archive.Agency
		rank   int
		docs   uint64
	}
	var found []candidate
	var ids []string
	for _, a := range s.desk.Directory().All() {
		if !s.v.Sees(a.Level()) {
			continue
		}
		rank := 9
		for i, name := range a.Names() {
			name = strings.ToLower(name)
			switch {
			case strings.HasPrefix(name, typed):
				rank = min(rank, min(i/2, 1)) // its name and its short name before others
			case len(typed) > 2 && strings.Contains(name, " "+typed):
				rank = min(rank, 4)
			}
		}
		if rank < 9 {
			found = append(found, candidate{agency: a, rank: rank})
			ids = append(ids, a.ID)
		}
	}
	counts, err := s.desk.index.CountAgencies(s.ctx, ids, s.v.Clearance)
	if err != nil {
		return err
	}
	for i, n := range counts {
		found[i].docs = n
	}
	slices.SortStableFunc(found, func(x, y candidate) int {
		return cmp.Or(cmp.Compare(x.rank, y.rank), cmp.Compare(y.docs, x.docs), cmp.Compare(len(x.agency.Name), len(y.agency.Name)), cmp.Compare(x.agency.ID, y.agency.ID))
	})
	for _, c := range found[:min(len(found), eachKind)] {
		short := cmp.Or(c.agency.Short, c.agency.Name)
		s.add("agency", short, s.head+"instansi:"+c.agency.ID, c.agency.Name, "")
	}
	return nil
}

// documents are the first documents found for a question, read through the gate.
func (s *suggester) documents(query string, limit int) ([]*archive.Document, error) {
	found, err := s.desk.index.Search(s.ctx, index.Request{Query: query, Clearance: s.v.Clearance, Limit: limit})
	if err != nil {
		return nil, err
	}
	reader := s.desk.archive.Read(s.v)
	var docs []*archive.Document
	for _, hit := range found.Hits {
		doc, err := reader.Document(hit.ID)
		if archive.CodeOf(err) == archive.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		docs = append(docs, doc)
	}
	return docs, nil
}

// numbers offers letters whose number has what was typed.
func (s *suggester) numbers() error {
	typed := archive.Skeleton(s.head + s.last)
	if len(typed) < 3 {
		return nil
	}
	docs, err := s.documents(`nomor:"`+strings.ReplaceAll(s.head+s.last, `"`, " ")+`"`, eachKind)
	if err != nil {
		return err
	}
	for _, doc := range docs {
		for _, n := range doc.Numbers {
			if strings.Contains(archive.Skeleton(n), typed) {
				s.add("number", n, `nomor:"`+n+`"`, doc.Title(), doc.ID)
			}
		}
	}
	return nil
}

// names offers the people of permitted documents with a name that begins as typed.
func (s *suggester) names() error {
	typed := strings.ToLower(s.last)
	if len(typed) < 3 {
		return nil
	}
	docs, err := s.documents("pmi:"+s.last+"*", 12)
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, doc := range docs {
		for _, m := range doc.Workers {
			key := archive.NameKey(m.Name)
			begins := slices.ContainsFunc(strings.Fields(strings.ToLower(m.Name)), func(w string) bool { return strings.HasPrefix(w, typed) })
			if begins && !seen[key] && len(seen) < eachKind {
				seen[key] = true
				s.add("name", m.Name, s.head+`pmi:"`+strings.ReplaceAll(m.Name, `"`, "")+`"`, doc.Title(), "")
			}
		}
	}
	return nil
}

// words offers words of permitted documents.
func (s *suggester) words() error {
	found, err := s.desk.index.Complete(s.ctx, s.last, s.v.Clearance, 4)
	if err != nil {
		return err
	}
	for _, c := range found {
		if c.Word != strings.ToLower(s.last) {
			s.add("word", s.head+c.Word, s.head+c.Word, "", "")
		}
	}
	return nil
}

// subjects offers documents whose subject has the words typed.
func (s *suggester) subjects() error {
	var parts []string
	for _, w := range strings.FieldsFunc(s.head+s.last, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		parts = append(parts, "hal:"+w)
	}
	if len(parts) == 0 || len([]rune(s.last)) < 3 || strings.Contains(s.head, ":") {
		return nil
	}
	docs, err := s.documents(strings.Join(parts, " ")+"*", eachKind)
	if err != nil {
		return err
	}
	for _, doc := range docs {
		if doc.Subject != "" {
			s.add("subject", doc.Subject, `hal:"`+strings.ReplaceAll(doc.Subject, `"`, " ")+`"`, strings.Join(doc.Numbers, " & "), doc.ID)
		}
	}
	return nil
}

func (s *Server) suggest(c *fiber.Ctx) error {
	items, err := s.desk.Suggest(c.UserContext(), viewer(c), c.Query("q"), language(c))
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"items": items})
}
