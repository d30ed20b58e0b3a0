package archive

import "strings"

// Match is what a printed name means.
type Match struct {
	Agency *Agency // nil if none is likely enough
	Unit   string  // one of Agency.Units, if the name says which
	Score  float64 // 0 to 1
}

// leastScore is the score below which nothing is found.
const leastScore = 0.5

// Match reads a printed name: a letterhead joined by blanks, the title of an
// office holder, an abbreviation, an old name, with a letter or two misread. The
// more special agency wins over the one above it: BP3MI Jawa Timur over BP2MI,
// KBRI Riyadh over the ministry. An office of a region or a company that is not in the
// directory matches nothing, rather than the ministry of the same matter; see
// Canonical.
func (d *Directory) Match(name string) Match {
	words, raw := printedWords(clip(name, longestName))
	if len(words) == 0 {
		return Match{}
	}
	if m, ok := d.taught[squeeze(words)]; ok {
		return m
	}
	best := d.match(words, raw)
	if best.Score == 1 {
		return best
	}
	if mended, n := d.spelling.mend(words); n > 0 {
		m := d.match(mended, raw)
		m.Score -= mendedCost * float64(min(n, 3))
		if m.Agency != nil && m.Score >= leastScore && (m.Score > best.Score || best.Agency != nil && d.above(best.Agency, m.Agency)) {
			best = m
		}
	}
	if best.Agency == nil {
		if a := d.squeezed[squeeze(words)]; a != nil {
			best = Match{Agency: a, Score: squeezedScore}
		}
	}
	return best
}

// What a name scores, and what it loses by.
const (
	taughtScore   = 0.99 // a person has said so
	squeezedScore = 0.85
	looseScore    = 0.85 // an office whose level, or a company whose full name, is not said
	mendedCost    = 0.05
	postCost      = 0.04 // there is a unit or a post around the name
	unitCost      = 0.05 // only a unit is named
	rivalCost     = 0.25 // another agency stands beside it
	strangeCost   = 0.7  // times the share of words that say nothing known
)

// match tries what stands before an "a.n." that is not at the start first:
// what follows may be a person.
func (d *Directory) match(words, raw []string) Match {
	words, raw = skipOnBehalf(words, raw)
	at, past := findOnBehalf(words)
	if at > 0 {
		if m := d.matchPart(words[:at], raw[:at]); m.Agency != nil {
			return m
		}
		return d.matchPart(words[past:], raw[past:])
	}
	return d.matchPart(words, raw)
}

func (d *Directory) matchPart(words, raw []string) Match {
	terms := d.grammar.terms(words)
	if len(terms) == 0 {
		return Match{}
	}
	hits := d.hits(terms)
	if len(hits) == 1 && hits[0].to-hits[0].from == len(terms) {
		return d.judge(terms, hits)
	}
	if o, ok := parseOffice(terms, raw); ok && !d.knows(o, hits) {
		return d.matchOffice(o)
	}
	if len(hits) == 0 {
		return Match{}
	}
	return d.judge(terms, hits)
}

// knows reports whether an office is in the tree of names already, so that the
// hits say more than its parts: "BP3MI Jawa Barat".
func (d *Directory) knows(o office, hits []hit) bool {
	for _, h := range hits {
		if h.from <= o.at && o.at < h.to && h.to-h.from > 1 && h.agency.Group != collective {
			if vertical(o.family) && h.to-o.at-1 < len(o.place) && h.rank != unitName {
				continue // P4MI Bandara, but of another airport
			}
			return true
		}
	}
	return false
}

// matchOffice finds an office of a region or a company by its parts.
func (d *Directory) matchOffice(o office) Match {
	if a := d.offices[o.key()]; a != nil {
		return Match{Agency: a, Score: 0.98}
	}
	if o.family == companyFamily {
		if a := d.initials[strings.Join(o.place, "")]; a != nil && len(o.place) == 1 {
			return Match{Agency: a, Score: looseScore}
		}
		return Match{}
	}
	levels := []string{""}
	if o.level == "" {
		levels = []string{"kab", "kota", "prov"}
	}
	for _, level := range levels {
		o.level = level
		if a := d.offices[o.key()]; a != nil {
			return Match{Agency: a, Score: looseScore}
		}
	}
	return Match{}
}

// hit is a known name among the terms: terms[from:to].
type hit struct {
	*nameNode
	from, to int
}

// hits returns the known names from left to right, the longest at each place.
func (d *Directory) hits(terms []term) []hit {
	var hits []hit
	for i := 0; i < len(terms); {
		at, to := d.names, i
		var found *nameNode
		for j := i; j < len(terms); j++ {
			at = at.next[terms[j].text]
			if at == nil {
				break
			}
			if at.agency != nil {
				found, to = at, j+1
			}
		}
		if found == nil {
			i++
			continue
		}
		hits = append(hits, hit{found, i, to})
		i = to
	}
	return hits
}

// collective is the group of agencies that stand for all offices of a sort:
// "Para Kepala BP3MI". They are meant only when nothing else is said.
const collective = "collective"

// judge chooses among the hits and says how sure the choice is.
func (d *Directory) judge(terms []term, hits []hit) Match {
	if len(hits) > 1 {
		kept := hits[:0]
		for _, h := range hits {
			if h.agency.Group != collective {
				kept = append(kept, h)
			}
		}
		hits = kept
	}
	if len(hits) == 0 {
		return Match{}
	}
	win := hits[0]
	for _, h := range hits[1:] {
		if deeper := d.depth[h.agency.ID] - d.depth[win.agency.ID]; deeper > 0 || deeper == 0 && win.rank == unitName && h.rank != unitName {
			win = h
		}
	}
	if d.abroad(win, terms) {
		return Match{}
	}
	m := Match{Agency: win.agency, Score: 1}
	covered := make([]bool, len(terms))
	rival, named := false, false
	for _, h := range hits {
		for i := h.from; i < h.to; i++ {
			covered[i] = true
		}
		switch {
		case h.agency == win.agency:
			named = named || h.unit == "" || h.rank != unitName
			if h.unit != "" && m.Unit == "" {
				m.Unit = h.unit
			}
		case !d.above(h.agency, win.agency) && d.depth[h.agency.ID] >= d.depth[win.agency.ID]:
			rival = true
		}
	}
	for i, t := range terms {
		covered[i] = covered[i] || d.own[win.agency.ID][t.text]
	}
	posts, strange := d.around(terms, covered)
	short := win.to-win.from == 1 && len(terms[win.from].text) <= 3
	if strange > 0 && (win.agency.Group == collective || short) {
		return Match{}
	}
	if posts {
		m.Score -= postCost
	}
	if !named {
		m.Score -= unitCost
	}
	if rival {
		m.Score -= rivalCost
	}
	m.Score -= strangeCost * float64(strange) / float64(len(terms))
	if m.Score < leastScore {
		return Match{}
	}
	return m
}

// abroad reports whether a country follows the name of a body of this one, which makes
// it that country's: Ministry of Foreign Affairs, Kingdom of Saudi Arabia.
func (d *Directory) abroad(h hit, terms []term) bool {
	if h.to >= len(terms) || h.agency.Group != "ministry" && h.agency.Group != "agency" && h.agency.Group != "police" {
		return false
	}
	rest := make([]string, 0, 4)
	for _, t := range terms[h.to:min(len(terms), h.to+4)] {
		rest = append(rest, t.text)
	}
	country, ok := FindCountry(strings.Join(rest, " "))
	return ok && country.Code != "ID" && !d.own[h.agency.ID][terms[h.to].text]
}

// above reports whether an agency stands above another in the house.
func (d *Directory) above(a, below *Agency) bool {
	for n := d.depth[below.ID]; n > 0; n-- {
		below = d.byID[below.Parent]
		if below == a {
			return true
		}
	}
	return false
}

// around looks at the terms no name covers: those that begin with a unit or a post
// explain themselves, the others are counted as strange.
func (d *Directory) around(terms []term, covered []bool) (posts bool, strange int) {
	for i := 0; i < len(terms); {
		if covered[i] {
			i++
			continue
		}
		j := i
		for j < len(terms) && !covered[j] {
			j++
		}
		if d.grammar.posts[terms[i].text] || i > 0 && d.grammar.posts[terms[i-1].text] {
			posts = true
		} else {
			strange += j - i
		}
		i = j
	}
	return posts, strange
}

// onBehalf returns the number of words that "a.n." or "atas nama" take at i.
func onBehalf(words []string, i int) int {
	pair := i+1 < len(words)
	switch {
	case words[i] == "an":
		return 1
	case pair && words[i] == "a" && words[i+1] == "n":
		return 2
	case pair && words[i] == "atas" && words[i+1] == "nama":
		return 2
	}
	return 0
}

func skipOnBehalf(words, raw []string) (rest, restRaw []string) {
	if n := onBehalf(words, 0); n > 0 && n < len(words) {
		return words[n:], raw[n:]
	}
	return words, raw
}

// findOnBehalf returns where "a.n." stands after the first word and where it
// ends; 0 if it does not, or nothing follows.
func findOnBehalf(words []string) (at, past int) {
	for i := 1; i < len(words); i++ {
		if n := onBehalf(words, i); n > 0 && i+n < len(words) {
			return i, i + n
		}
	}
	return 0, 0
}
