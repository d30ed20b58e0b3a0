package index

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	"lintas/archive"
)

// Sort is the order of the hits.
type Sort string

// The orders. Hits that are equal come newest first, then by id.
const (
	ByRelevance Sort = "relevance"
	ByDate      Sort = "date" // newest first
)

// Request is a search by one person.
type Request struct {
	Query     string          // see parser; empty finds everything the filters let through
	Clearance archive.Secrecy // levels above are not looked at
	Sort      Sort            // "" is ByRelevance
	Offset    int             // hits to leave out; for jumps, while Cursor is exact
	Limit     int             // 0 is 20, at most 1000
	Cursor    string          // Result.Next of the page before; Offset is then not used

	// Filters; empty means any.
	Kind      archive.Kind
	Agency    string // id: sender or addressee
	Case      string // id
	Status    archive.Status
	Direction archive.Direction
	From, To  archive.Date // inclusive

	// Today is what "minggu ini" and the like are counted from; without it they are
	// plain words.
	Today archive.Date
	// States returns the ids of the documents with a deadline in a state, of those the
	// person may see; nil where states are not known. See States.
	States func(ctx context.Context, state State) ([]string, error)
	// Among narrows the search to these documents if it is not nil.
	Among []string

	Facets bool // count Result.Facets

	like *alikeness // instead of Query
}

// Result is a page of hits.
type Result struct {
	Total     uint64 // hits on all pages
	Hits      []Hit
	Next      string         // cursor of the next page; empty on the last
	Problems  []archive.Text // what was wrong with the query, and how it was widened
	Readings  []archive.Text // how words of the query were taken: dates, states
	Meant     string         // the query with its misspelled words mended; empty if none is
	Facets    *Facets        // nil unless asked for
	Highlight *Highlight
	Took      time.Duration
}

// Hit is a document that was found.
type Hit struct {
	ID    string
	Score float64      // 0 when sorted by date
	Day   archive.Date // of the letter, or received, or entered
}

const (
	usualLimit = 20
	mostHits   = 1000
	mostOffset = 100_000

	// few is how many hits with every word of a query are taken as little: then
	// documents with some of the words are listed below them.
	few = 10
)

// Search finds documents. A malformed query is searched as plain words, and
// Problems points at the mistake. Where no document has all the words, or few do,
// those with the more telling of them follow below; a word that no document has is widened to
// those most like it; both are said in Problems.
//
// A cursor goes on exactly after the last hit of its page, with the statistics of
// the first page, so that nothing is shown twice or left out while documents
// arrive. A cursor that cannot be read is an archive.Invalid error. Damage met
// while searching is an archive.Busy error, and Degraded is true from then on.
func (ix *Index) Search(ctx context.Context, q Request) (res Result, err error) {
	ix.used.Store(true)
	began := ix.now()
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer ix.noteDamage(&err)
	defer catch(&err)
	v, err := ix.look()
	if err != nil {
		return Result{}, err
	}
	defer v.release()
	parts, err := v.upTo(q.Clearance)
	if err != nil {
		return Result{}, err
	}
	from, err := readCursor(q.Cursor)
	if err != nil {
		return Result{}, err
	}
	s := &search{ctx: ctx, ix: ix, q: q, from: from, parts: parts}
	res, err = s.run()
	if err != nil {
		return Result{}, blame(ctx, err, s.asking)
	}
	res.Took = ix.now().Sub(began)
	return res, nil
}

// blame says whose fault an error is: what neither the caller's context nor what was
// asked of others on the way brought about is damage that a segment's reader has met.
func blame(ctx context.Context, err error, asking bool) error {
	var own *archive.Error
	if err == nil || ctx.Err() != nil || asking || errors.As(err, &own) || errors.Is(err, errClosed) || errors.Is(err, errDamaged) {
		return err
	}
	return fmt.Errorf("%w: %w", errDamaged, err)
}

// noteDamage turns damage that was met into what a person is told, and remembers it.
func (ix *Index) noteDamage(err *error) {
	if errors.Is(*err, errDamaged) {
		ix.log.Error("index is damaged", "err", *err)
		ix.degraded.Store(true)
		*err = errNoIndex(*err)
	}
}

// search is one search under way.
type search struct {
	ctx      context.Context
	ix       *Index
	q        Request
	from     *cursor // nil on the first page
	parts    []*part
	plan     *plan
	problems []archive.Text
	docs     float64   // in all parts
	df       []uint64  // documents per clause, at most
	weights  []float32 // of clauses: how rare they are
	widened  map[int][]string
	readings []archive.Text
	lean     bool // relaxed as far as can be
	asking   bool // for the documents of a state: an error is not the index's
}

func (s *search) run() (Result, error) {
	query, loose := s.q.Query, false
	if s.from != nil && s.from.Loose {
		query, loose = withoutQuotes(query), true
	}
	for {
		matches, relaxed, err := s.match(query)
		if err != nil {
			return Result{}, err
		}
		if s.from == nil && !loose && total(matches) == 0 && strings.ContainsFunc(query, quote) {
			query, loose = withoutQuotes(query), true
			s.problems = nil
			continue
		}
		if loose {
			s.problem("Tidak ada naskah dengan frasa itu; kata-katanya dicari satu per satu.", "No document has that phrase; its words are searched one by one.")
		}
		hits, next, err := s.page(matches, cursor{Relaxed: relaxed, Lean: s.lean, Loose: loose})
		if err != nil {
			return Result{}, err
		}
		res := Result{Total: total(matches), Hits: hits, Next: next, Problems: s.problems, Readings: s.readings, Meant: s.meant(query), Highlight: s.highlight()}
		if s.q.Facets {
			res.Facets, err = s.facets(matches)
		}
		return res, err
	}
}

func withoutQuotes(query string) string {
	return strings.Map(func(r rune) rune {
		if quote(r) {
			return ' '
		}
		return r
	}, query)
}

func (s *search) problem(id, en string) {
	s.problems = append(s.problems, archive.Text{ID: id, EN: en})
}

// match finds the documents for a query, part by part.
func (s *search) match(query string) (matches []*match, relaxed bool, err error) {
	if err := s.prepare(query); err != nil {
		return nil, false, err
	}
	if err := s.lookUp(); err != nil {
		return nil, false, err
	}
	if err := s.widen(); err != nil {
		return nil, false, err
	}
	s.weigh()
	for _, p := range s.parts {
		m, err := s.strict(p)
		if err != nil {
			return nil, false, err
		}
		matches = append(matches, m)
	}
	must, plain := s.plan.relaxable()
	relaxed = total(matches) < few && len(plain) > 1
	if s.from != nil {
		relaxed = s.from.Relaxed && len(plain) > 1
	}
	if !relaxed {
		return matches, false, nil
	}
	all := total(matches)
	s.lean = s.from != nil && s.from.Lean
	if !s.lean {
		if err := s.relaxAll(matches, must, plain, enough); err != nil {
			return nil, false, err
		}
		s.lean = s.from == nil && total(matches) < few
	}
	if s.lean {
		if err := s.relaxAll(matches, must, plain, hardlyEnough); err != nil {
			return nil, false, err
		}
	}
	switch {
	case total(matches) == all:
	case all == 0:
		s.problem("Tidak ada naskah yang memuat semua kata; ini yang memuat sebagian.", "No document has all the words; these have some of them.")
	default:
		s.problem(fmt.Sprintf("%d naskah memuat semua kata; di bawahnya yang memuat sebagian.", all), fmt.Sprintf("%d have all the words; below them are those with some of them.", all))
	}
	return matches, true, nil
}

func (s *search) relaxAll(matches []*match, must []*branch, plain []int, share float32) error {
	for _, m := range matches {
		if err := s.relax(m, must, plain, share); err != nil {
			return err
		}
	}
	return nil
}

// prepare makes the plan.
func (s *search) prepare(query string) error {
	s.widened, s.problems, s.readings = nil, nil, nil
	if s.q.like != nil {
		return s.compare(s.q.like)
	}
	c := compose(query, (*s.ix.lexicons.Load())[s.q.Clearance], s.q.Today, s.q.States != nil)
	s.plan, s.problems, s.readings = c.plan, c.problems, c.readings
	if s.q.Among != nil {
		s.plan.require(clause{leaves: []leaf{{kind: byID, terms: s.q.Among}}, silent: true})
	}
	s.asking = true
	err := s.fillStates()
	s.asking = err != nil
	return err
}

// lookUp finds every clause in every part.
func (s *search) lookUp() error {
	s.docs = 0
	s.df = make([]uint64, len(s.plan.clauses))
	for _, p := range s.parts {
		s.docs += float64(p.Count())
		p.clauses = make([]*found, len(s.plan.clauses))
		for i, c := range s.plan.clauses {
			if err := s.ctx.Err(); err != nil {
				return err
			}
			f, err := p.findClause(c)
			if err != nil {
				return fmt.Errorf("look up in a segment: %w", err)
			}
			p.clauses[i] = f
			s.df[i] += f.most.GetCardinality()
		}
	}
	return nil
}
