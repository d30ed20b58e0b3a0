package index

import (
	"slices"
	"strings"

	"lintas/archive"
)

// lexicon knows which names mean the same. It is made anew when the directory of
// agencies changes, and used at query time only, so that a new alias needs no
// rebuild. It does not change after it is made.
type lexicon struct {
	groups  []group
	byName  map[string][]int // groups a name belongs to; words joined by blanks
	longest int              // words of the longest name
	ids     map[string]bool  // of agencies

	problems []problem
}

// group is names that mean the same, and the tags that say it without words.
type group struct {
	names []string
	tags  []weighted
}

// problem is words for a trouble that a case can be about, and its tag.
type problem struct{ words, tag string }

type weighted struct {
	text   string
	weight float32
}

// newLexicons makes the lexicon of each clearance: an agency that may not be known of
// lends its names to nobody's search. Most often there is no such agency, and one
// lexicon serves all.
func newLexicons(d *archive.Directory, synonyms []string) []*lexicon {
	list := make([]*lexicon, len(archive.Levels))
	var agencies []*archive.Agency
	if d != nil {
		agencies = d.All()
	}
	for i, level := range archive.Levels {
		above := slices.ContainsFunc(agencies, func(a *archive.Agency) bool { return a.Level() == level && level > archive.Ordinary })
		if i > 0 && !above {
			list[i] = list[i-1]
			continue
		}
		list[i] = newLexicon(slices.DeleteFunc(slices.Clone(agencies), func(a *archive.Agency) bool { return a.Level() > level }), synonyms)
	}
	return list
}

func newLexicon(agencies []*archive.Agency, synonyms []string) *lexicon {
	lx := &lexicon{byName: make(map[string][]int), ids: make(map[string]bool)}
	for _, a := range agencies {
		lx.ids[a.ID] = true
		lx.add(a.Names(), weighted{"from:" + a.ID, 1.5}, weighted{"to:" + a.ID, 0.8})
	}
	for _, c := range archive.Countries() {
		names := append([]string{c.Text.ID, c.Text.EN}, c.Variants...)
		var tags []weighted
		for _, n := range names {
			tags = append(tags, weighted{"country:" + strings.ToLower(n), 1})
		}
		lx.add(names, tags...)
	}
	for _, g := range wordings {
		lx.add(g.names, g.tags...)
	}
	for _, line := range synonyms {
		lx.also(strings.Split(line, ","))
	}
	for _, p := range archive.ProblemTypes() {
		for _, w := range p.Words {
			lx.problems = append(lx.problems, problem{strings.Join(words(w), " "), "problem:" + p.Code})
		}
	}
	return lx
}

// add makes a group of names; a single name with no tags adds nothing.
func (lx *lexicon) add(names []string, tags ...weighted) {
	g := group{tags: tags}
	seen := map[string]bool{}
	for _, n := range names {
		list := words(n)
		key := strings.Join(list, " ")
		if len(list) == 0 || len(list) > 12 || seen[key] {
			continue
		}
		seen[key] = true
		g.names = append(g.names, key)
		lx.byName[key] = append(lx.byName[key], len(lx.groups))
		lx.longest = max(lx.longest, len(list))
	}
	lx.groups = append(lx.groups, g)
}

// also joins further names to the groups that have one of them already, or makes a
// group of its own.
func (lx *lexicon) also(names []string) {
	var tags []weighted
	all := names
	for _, n := range names {
		for _, g := range lx.byName[joined(words(n))] {
			all = append(all, lx.groups[g].names...)
			tags = append(tags, lx.groups[g].tags...)
		}
	}
	lx.add(all, tags...)
}

// longestName returns how many of the words, from the first, are the longest
// name that is known, and the groups it belongs to.
func (lx *lexicon) longestName(list []string) (n int, groups []int) {
	for n := min(len(list), lx.longest); n > 0; n-- {
		if g := lx.byName[strings.Join(list[:n], " ")]; g != nil {
			return n, g
		}
	}
	return 0, nil
}

// others returns the other names of the groups, each once.
func (lx *lexicon) others(name string, groups []int) []string {
	var list []string
	seen := map[string]bool{name: true}
	for _, g := range groups {
		for _, other := range lx.groups[g].names {
			if !seen[other] {
				seen[other] = true
				list = append(list, other)
			}
		}
	}
	return list
}
