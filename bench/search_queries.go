package main

import (
	"math/rand/v2"
	"slices"
	"strings"

	"lintas/archive"
)

// query is one search, in words that every engine is asked in its own way.
type query struct {
	How    string   `json:"how"` // word, all, any, phrase, prefix, number, fragment, name, narrowed, newest, facets
	Words  []string `json:"words"`
	Text   string   `json:"text,omitempty"` // a number as typed
	Agency string   `json:"agency,omitempty"`
	From   string   `json:"from,omitempty"`
	To     string   `json:"to,omitempty"`
}

type queryClass struct {
	Name    string  `json:"name"`
	Queries []query `json:"queries"`
}

const (
	inClass  = 200    // queries of a class, of which the first warmUp are not counted
	warmUp   = 20     //
	censused = 20_000 // letters in which words are counted to tell frequent from rare
)

// census says in how many of the first letters each word stands.
type census struct {
	counted int
	words   []string // most frequent first
	letters map[string]int
}

func count(made *corpus, letters int) census {
	c := census{counted: min(letters, censused), letters: map[string]int{}}
	for i := range c.counted {
		_, text := made.letter(i)
		seen := map[string]bool{}
		for _, w := range strings.Fields(text.Text()) {
			if plainWord(w) && !seen[w] {
				seen[w] = true
				c.letters[w]++
			}
		}
	}
	for w := range c.letters {
		c.words = append(c.words, w)
	}
	slices.SortFunc(c.words, func(a, b string) int {
		if n := c.letters[b] - c.letters[a]; n != 0 {
			return n
		}
		return strings.Compare(a, b)
	})
	return c
}

// plainWord reports whether a word is one that every engine takes for itself: in
// small letters, and none that a search of plain words leaves out.
func plainWord(w string) bool {
	for _, r := range w {
		if r < 'a' || r > 'z' {
			return false
		}
	}
	switch w {
	case "yang", "dan", "dengan", "untuk", "dari", "pada", "ini", "dalam", "oleh", "kepada", "sebagai", "atau", "surat", "nomor", "tanggal", "perihal":
		return false
	}
	return len(w) >= 4
}

// between returns the words that stand in such a share of the letters.
func (c census) between(least, most float64) []string {
	var list []string
	for _, w := range c.words {
		if share := float64(c.letters[w]) / float64(c.counted); share >= least && share <= most {
			list = append(list, w)
		}
	}
	return list
}

// queryClasses makes the queries for a corpus of so many letters.
func queryClasses(made *corpus, letters int) []queryClass {
	c := count(made, letters)
	rnd := rand.New(rand.NewPCG(made.seed, 4))
	frequent, middling, rare := c.between(0.4, 1), c.between(0.01, 0.03), c.between(0.0002, 0.002)
	some := c.between(0.05, 0.4)
	of := func(list []string) string { return list[rnd.IntN(len(list))] }
	letter := func() (*archive.Document, []string) {
		d, text := made.letter(rnd.IntN(letters))
		return d, strings.Fields(text.Text())
	}
	phrase := func() query {
		for {
			_, words := letter()
			at := 50 + rnd.IntN(100)
			if list := words[at : at+2+rnd.IntN(2)]; !slices.ContainsFunc(list, func(w string) bool { return !plainWord(w) }) {
				return query{How: "phrase", Words: list}
			}
		}
	}
	number := func() string { d, _ := letter(); return d.Number() }
	kinds := []struct {
		name string
		make func() query
	}{
		{"rare word", func() query { return query{How: "word", Words: []string{of(rare)}} }},
		{"middling word", func() query { return query{How: "word", Words: []string{of(middling)}} }},
		{"frequent word", func() query { return query{How: "word", Words: []string{of(frequent)}} }},
		{"three words, all", func() query { return query{How: "all", Words: []string{of(frequent), of(some), of(middling)}} }},
		{"three words, any", func() query { return query{How: "any", Words: []string{of(frequent), of(some), of(middling)}} }},
		{"phrase of two or three", phrase},
		{"phrase of two frequent words", func() query { return query{How: "phrase", Words: []string{of(frequent), of(frequent)}} }},
		{"prefix of four letters", func() query { return query{How: "prefix", Words: []string{of(some)[:4]}} }},
		{"number", func() query { return query{How: "number", Text: number()} }},
		{"piece of a number", func() query { return query{How: "fragment", Text: piece(rnd, number())} }},
		{"name, other spelling", func() query { d, _ := letter(); return query{How: "name", Words: misspelt(d.Workers[0].Name)} }},
		{"agency by its old name", func() query {
			return query{How: "alias", Words: []string{of([]string{"BNP2TKI", "Deplu", "Depnaker", "BP2MI"})}}
		}},
		{"word, agency, dates", func() query {
			return query{How: "narrowed", Words: []string{of(some)}, Agency: made.agencies[rnd.IntN(20)].ID, From: "2018-01-01", To: "2020-06-30"}
		}},
		{"frequent word, newest first", func() query { return query{How: "newest", Words: []string{of(frequent)}} }},
		{"frequent word with facets", func() query { return query{How: "facets", Words: []string{of(frequent)}} }},
	}
	classes := make([]queryClass, len(kinds))
	for i, kind := range kinds {
		classes[i].Name = kind.name
		for range inClass {
			classes[i].Queries = append(classes[i].Queries, kind.make())
		}
	}
	return classes
}

// piece cuts four to eight characters out of a number, from letter or digit to
// letter or digit.
func piece(rnd *rand.Rand, number string) string {
	for {
		n := 4 + rnd.IntN(5)
		at := rnd.IntN(max(1, len(number)-n+1))
		cut := strings.Trim(number[at:min(at+n, len(number))], "/.-")
		if len(archive.Skeleton(cut)) >= 4 {
			return cut
		}
	}
}

// misspelt writes a name as another clerk would.
func misspelt(name string) []string {
	other := strings.NewReplacer("Muhammad", "Mohamad", "Sukarno", "Soekarno", "u", "oe", "y", "j", "ss", "s").Replace(name)
	return strings.Fields(other)
}
