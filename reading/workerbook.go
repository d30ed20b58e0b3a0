package reading

import "strings"

// maxWorkers bounds the list of one document.
const maxWorkers = 500

// candidate is a worker found somewhere, with how sure the place makes it.
type candidate struct {
	Worker
	parent string
	score  float64
	line   int
	why    string
}

// workerBook collects the workers of a document, one entry a person.
type workerBook struct {
	list    []*candidate
	byKey   map[string]*candidate
	aliases map[string]bool
	barred  map[string]bool // signers, note-takers, contacts
	doubted map[string]bool // who wrote in, often for somebody else
	scanned bool
}

// sureWorker is the score of a mention that outweighs a doubt.
const sureWorker = 0.9

// doubt notes that a person may be none of the workers.
func (b *workerBook) doubt(name string) { b.doubted[nameKey(name)] = true }

// workers returns the persons of the book without the doubtful.
func (b *workerBook) workers() []*candidate {
	var list []*candidate
	for _, c := range b.list {
		if !b.doubted[nameKey(c.Name)] || c.score >= sureWorker {
			list = append(list, c)
		}
	}
	return list
}

// nameKey is the spelling key of a name without bin, binti and titles.
func nameKey(name string) string {
	var parts []string
	for _, w := range strings.Fields(lower(name)) {
		w = strings.Trim(w, ".,()'’")
		if w == "bin" || w == "binti" || w == "bt" || w == "alias" {
			break
		}
		if w != "" && w != "alm" && w != "sdr" && w != "sdri" && w != "h" && w != "hj" {
			parts = append(parts, w)
		}
	}
	return strings.Join(parts, " ")
}

// add puts a candidate into the book, or merges it with the same person.
func (b *workerBook) add(c candidate) *candidate {
	if b.scanned {
		c.Name = mendName(c.Name)
	}
	key := nameKey(c.Name)
	if key == "" || b.barred[key] || b.aliases[key] && b.byKey[key] == nil || len(b.list) >= maxWorkers {
		return nil
	}
	old := b.byKey[key]
	if old == nil {
		old = b.shortOrLong(key, c)
	}
	if old == nil {
		c.Name = properName(c.Name)
		c.Printed = []string{printedName(c)}
		kept := c
		b.list = append(b.list, &kept)
		b.byKey[key] = &kept
		old = &kept
	} else {
		old.merge(c)
	}
	if old.Alias != "" {
		b.aliases[nameKey(old.Alias)] = true
	}
	return old
}

// shortOrLong returns the one person of the book who has a part of the name, or all
// of it and more: "Sdri. Dwi" after "Dwi Astutik", "Rosmini br Siregar" after "Rosmini".
func (b *workerBook) shortOrLong(key string, c candidate) *candidate {
	var found *candidate
	for _, other := range b.list {
		if b.scanned && foldWord(nameKey(other.Name)) == foldWord(key) {
			return other // one sign of it was misread
		}
		short, long := nameKey(other.Name), key
		if len(short) > len(long) {
			short, long = long, short
		}
		if strings.Contains(short, " ") || !strings.HasPrefix(long, short+" ") && (short != key || !strings.HasSuffix(long, " "+short)) {
			continue
		}
		if differ(other.Passport, c.Passport) || differ(other.NIK, c.NIK) || found != nil {
			return nil
		}
		found = other
	}
	return found
}

// sasak are words of names of Lombok; a scan takes their q for other signs.
var sasak = func() map[string]string {
	m := map[string]string{}
	for _, w := range []string{"ama", "ina", "bai", "papu"} {
		for _, sign := range []string{"g", "o", "0", "9"} {
			m[w+sign] = w + "q"
		}
	}
	return m
}()

// mendName puts right what a scan is known to misread in names.
func mendName(name string) string {
	words := strings.Fields(name)
	for i, w := range words {
		if mended, ok := sasak[lower(w)]; ok && len(words) > 1 {
			words[i] = matchCase(mended, w)
		}
	}
	return strings.Join(words, " ")
}

// matchCase writes a word in capitals where the other is.
func matchCase(word, like string) string {
	if allCaps(like) {
		return strings.ToUpper(word)
	}
	return capitalise(word)
}

func differ(a, b string) bool { return a != "" && b != "" && a != b }

func printedName(c candidate) string {
	name := properName(c.Name)
	if c.parent != "" {
		name += " " + c.parent
	}
	return name
}

func (c *candidate) merge(other candidate) {
	form := printedName(other)
	if short, long := nameKey(c.Name), nameKey(other.Name); short == long || strings.HasPrefix(long, short+" ") {
		seen := false
		for _, p := range c.Printed {
			seen = seen || strings.EqualFold(p, form)
		}
		if !seen {
			c.Printed = append(c.Printed, form)
		}
	}
	for _, f := range []struct{ to, from *string }{{&c.Passport, &other.Passport}, {&c.NIK, &other.NIK}, {&c.Alias, &other.Alias}, {&c.Country, &other.Country}, {&c.Employer, &other.Employer}, {&c.parent, &other.parent}} {
		if *f.to == "" {
			*f.to = *f.from
		}
	}
	if c.Birth == "" {
		c.Birth = other.Birth
	}
	c.score = max(c.score, other.score)
}

// properName writes RIZKY FADILAH as Rizky Fadilah.
func properName(s string) string {
	s = clean(s)
	if !allCaps(s) {
		return s
	}
	words := strings.Fields(s)
	for i, w := range words {
		words[i] = capitalise(strings.ToLower(w))
		if low := lower(w); low == "bin" || low == "binti" {
			words[i] = low
		}
	}
	return strings.Join(words, " ")
}
