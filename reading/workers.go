package reading

import (
	"strconv"
	"strings"
)

func (r *reader) readWorkers() {
	b := &workerBook{byKey: map[string]*candidate{}, aliases: map[string]bool{}, barred: r.barredNames(), doubted: map[string]bool{}, scanned: r.scanned}
	subject := para{marks: []mark{{0, -1}}}
	subject.prose = scan(r.out.Subject)
	if p := r.pairOf(subjectField); p != nil {
		subject.marks[0].line = p.first
	}
	r.workersIn(&subject, b, true)
	for i := range r.events {
		if r.events[i].field == agendaField {
			agenda := para{prose: scan(r.events[i].value), marks: []mark{{0, r.events[i].first}}}
			r.workersIn(&agenda, b, true)
			if smallWords(agenda.text) > 0 {
				r.workersIn(&agenda, b, false)
			}
		}
	}
	if first := r.firstLines(); first.text != "" {
		r.workersIn(&first, b, false)
	}
	listing := false
	for i := range r.paras {
		p := &r.paras[i]
		if p.table {
			continue
		}
		if r.scanned && strings.Contains(p.text, "A@ ") { // AMA@ SAHDAN
			p = &para{prose: scan(strings.ReplaceAll(p.text, "A@ ", "AQ ")), mark: p.mark, marks: p.marks}
		}
		if initial(p.mark) { // "M. Yusuf" at the start of a line
			whole := para{prose: scan(p.mark + " " + p.text), marks: p.marks}
			r.workersIn(&whole, b, false)
			continue
		}
		r.workersIn(p, b, false)
		if listing && p.mark != "" {
			r.listedWorker(p, b)
		}
		if strings.HasSuffix(p.text, ":") || strings.Contains(p.text, ": 1") && strings.HasSuffix(p.text, ";") {
			listing = announcesWorkers(p)
		} else if p.mark == "" {
			listing = false
		}
	}
	r.workerTables(b)
	r.workerBlocks(b)
	r.looseIdentities(b)
	country := ""
	if len(b.list) > 0 {
		country = r.country()
	}
	for i, c := range b.workers() {
		if c.Country == "" {
			c.Country = country
		}
		r.out.Workers = append(r.out.Workers, c.Worker)
		r.note("workers."+strconv.Itoa(i), c.Name, c.line, c.line+2, c.score, c.why)
	}
}

// initial reports whether a list mark is rather the initial of a name.
func initial(mark string) bool {
	return len(mark) == 2 && mark[0] >= 'H' && mark[0] <= 'Z' && mark[1] == '.' && !strings.ContainsAny(mark, "IVX")
}

// firstLines returns the prose right above the running text, which the address took
// with it, and the first paragraph, which it runs into.
func (r *reader) firstLines() para {
	at := min(r.body, len(r.lines))
	for at > 0 && at > r.body-8 && !r.inPair(at-1) && !addressStart(r.lines[at-1].text) && (smallWords(r.lines[at-1].text) > 0 || strings.Trim(r.lines[at-1].text, "0123456789. ") == "") {
		at--
	}
	if at >= r.body {
		return para{}
	}
	var text []string
	for _, l := range r.lines[at:min(r.body, len(r.lines))] {
		text = append(text, l.text)
	}
	if len(r.paras) > 0 && !r.paras[0].table {
		text = append(text, r.paras[0].text)
	}
	return para{prose: scan(strings.Join(text, " ")), marks: []mark{{0, at}}}
}

// inPair reports whether a line belongs to a label of the head.
func (r *reader) inPair(i int) bool {
	for k := range r.pairs {
		if i >= r.pairs[k].first && i < r.pairs[k].end {
			return true
		}
	}
	return false
}

// smallWords counts the words of a line that only running text has.
func smallWords(s string) int {
	n := 0
	for _, w := range strings.Fields(s) {
		if w[0] >= 'a' && w[0] <= 'z' && len(w) > 3 && !connectives[strings.Trim(w, ".,;:()")] {
			n++
		}
	}
	return n
}

// barredNames are the persons of the office: signer, note-taker, chair.
func (r *reader) barredNames() map[string]bool {
	barred := map[string]bool{}
	for _, name := range []string{r.out.Signer.Name} {
		barred[nameKey(name)] = true
		head, _, _ := strings.Cut(name, ",")
		barred[nameKey(head)] = true
	}
	for _, f := range []field{noteTakerField, chairField} {
		if p := r.eventOf(f); p != nil {
			barred[nameKey(p.value)] = true
		}
	}
	for _, i := range r.signature {
		if personLine(r.lines[i].text) {
			barred[nameKey(r.lines[i].text)] = true
		}
	}
	delete(barred, "")
	return barred
}

// announcesWorkers reports whether a paragraph that ends in a colon announces a
// list of workers.
func announcesWorkers(p *para) bool {
	for k := range p.toks {
		if workerNouns[p.word(k)] || p.is(k, "nama") && p.isAny(k-1, "atas", "daftar") || p.isAny(k, "terhadap") {
			return true
		}
	}
	return false
}

// listedWorker reads a list item that begins with a name.
func (r *reader) listedWorker(p *para, b *workerBook) {
	x, ok := p.personAt(0)
	if !ok || x.from > 4 || p.official(x) {
		return
	}
	if !(x.to >= len(p.toks) || p.isAny(x.to, ",", ";", "(", ".", "-", "–", "dan", "/", ":")) {
		return
	}
	if strings.Count(x.name, " ") == 0 && x.parent == "" && !(x.to >= len(p.toks) || p.isAny(x.to, ",", ";", "(", ".")) {
		return
	}
	r.addPerson(p, x, b, 0.85, "list of workers")
}

// addPerson puts a person into the book with the identities that follow the name.
func (r *reader) addPerson(p *para, x person, b *workerBook, score float64, why string) *candidate {
	c := candidate{score: score, why: why, line: p.lineAt(p.toks[x.from].start)}
	c.Name, c.Alias = x.name, properName(x.alias)
	if x.parent != "" {
		c.parent = strings.ToLower(p.slice(x.base, x.base+1)) + " " + properName(x.parent)
		if word := p.word(x.base); word == "bt" || word == "bte" || word == "b" {
			c.parent = properName(p.slice(x.base, x.to))
		}
		if x.alias != "" && strings.Contains(lower(c.parent), "alias") {
			c.parent = strings.TrimSpace(c.parent[:strings.Index(lower(c.parent), "alias")])
		}
	}
	r.identities(p, x.to, &c)
	return b.add(c)
}

// identities reads passport, NIK and birth that follow a name: "(paspor C4417203)",
// ", NIK 3212…, paspor …".
func (r *reader) identities(p *para, i int, c *candidate) int {
	for k := i; k < len(p.toks) && k < i+34; k++ {
		if n, next, ok := p.passportAt(k); ok {
			if c.Passport == "" {
				c.Passport = n
			}
			k = next - 1
			continue
		}
		if n, next, ok := p.nikAt(k); ok {
			if c.NIK == "" {
				c.NIK = n
			}
			k = next - 1
			continue
		}
		if p.isAny(k, "lahir") {
			for j := k + 1; j < k+6 && j < len(p.toks); j++ {
				if d, ok := p.dayAt(j); ok && !d.noYear && d.date < "2015" {
					c.Birth = d.date
					k = d.to - 1
					break
				}
			}
			continue
		}
		switch {
		case p.is(k, ";"), p.is(k, ".") && p.ends(k):
			return k
		case p.isAny(k, "dan", "serta") && p.upper(k+1) && !p.isAny(k+1, "paspor", "nik"):
			return k
		case k > i && (p.is(k-1, ",") || p.is(k-1, ")")) && p.upper(k) && !identityWords[p.word(k)]:
			if x, ok := p.personAt(k); ok && strings.Contains(x.name, " ") {
				return k
			}
		}
		if p.kind(k) == wordTok && !p.upper(k) && !identityWords[p.word(k)] && k > i+2 && !p.isAny(k, "asal", "alamat", "umur", "tahun", "warga", "yang", "mengaku") {
			return k
		}
	}
	return i
}

var identityWords = set("paspor", "passport", "nik", "no", "nomor", "nomer", "ktp", "pemegang", "ri", "dengan", "holder", "lahir", "tanggal", "tempat", "splp", "usia", "umur", "dan", "of", "bearing", "memiliki", "memegang", "di", "tgl", "ppt", "asal", "alamat", "mengaku", "yang", "indonesian", "an", "a", "national", "citizen", "worker", "migrant", "domestic", "holding", "bearer", "aged", "age", "years", "old", "with", "number", "kelahiran", "ttl", "born", "on", "tgl", "asal", "warga", "negara", "indonesia", "wni", "pmi", "rt", "rw", "jenis", "kelamin", "perempuan", "laki", "berpaspor", "passports", "respectively", "and")

// workersIn finds the workers a paragraph names. In a title, where every word is
// capitalised, only "a.n." counts.
func (r *reader) workersIn(p *para, b *workerBook, title bool) {
	for i := 0; i < len(p.toks); i++ {
		if at, ok := p.onBehalfAt(i); ok {
			if suspect(p, i) && !(title && p.near(i, "rekening")) {
				if x, ok := p.personAt(at); ok {
					b.doubt(x.name)
					i = x.to - 1
				}
				continue
			}
			if next := r.namesFrom(p, at, b, 0.93, "a.n."); next > at {
				i = next - 1
				continue
			}
		}
		if title {
			late := p.isAny(i, "almarhum", "almarhumah", "alm", "almh", "jenazah", "mendiang")
			if x, ok := p.personAt(i); ok && (x.parent != "" || late && x.from > i) && p.upper(i) {
				r.addPerson(p, x, b, 0.88, "bin, binti, or the late")
				i = x.to - 1
			}
			continue
		}
		if p.toks[i].kind != wordTok {
			continue
		}
		if next := r.nameInText(p, i, b); next > i {
			i = next - 1
		}
	}
}

// suspect reports whether "a.n." at token i follows a word for who did wrong or who
// serves the office.
func suspect(p *para, i int) bool {
	for k := i - 1; k > i-7; k-- { // "rekening BRI nomor 0123 a.n."
		if p.is(k, "rekening") {
			return true
		}
		if workerNouns[p.word(k)] {
			break
		}
	}
	return p.isAny(i-1, "tersangka", "terlapor", "pelaku", "terdakwa", "perekrut", "terpidana", "penyidik", "penyalur", "sponsor", "calo", "rekening", "majikan", "pejabat", "petugas", "tersangkanya", "agen", "pengacara", "advokat", "direktur", "kuasa", "masyarakat", "pelapor", "pengadu", "pemohon")
}

// onBehalfAt reads "a.n.", "an.", "atas nama", "bernama", "a/n" and returns the
// token after it.
func (p *prose) onBehalfAt(i int) (int, bool) {
	j := i
	switch {
	case p.is(i, "a") && p.isAny(i+1, ".", "/") && p.is(i+2, "n") && !p.space(i+2):
		j = i + 3
	case p.is(i, "an") && (p.is(i+1, ".") || p.upper(i+1)):
		j = i + 1
	case p.is(i, "atas") && p.is(i+1, "nama"):
		j = i + 2
	case p.isAny(i, "bernama", "namely", "named"):
		j = i + 1
	default:
		return i, false
	}
	for p.isAny(j, ".", ":") {
		j++
	}
	for j < len(p.toks) && (workerNouns[p.word(j)] || p.isAny(j, "lengkap", "saudara", "seorang")) {
		j++
	}
	return j, j < len(p.toks)
}

// namesFrom reads one name, or a list of names, from token i.
func (r *reader) namesFrom(p *para, i int, b *workerBook, score float64, why string) int {
	last := i
	for n := 0; n < 60 && i < len(p.toks); n++ {
		if mark := p.kind(i) == digitTok && p.isAny(i+1, ".", ")"); mark {
			i += 2
		} else if p.is(i, "(") && p.kind(i+1) == digitTok && p.is(i+2, ")") {
			i += 3
		}
		x, ok := p.personAt(i)
		if !ok {
			break
		}
		if !p.ofTheWriter(x) && !p.wanted(x) && (p.official(x) || p.relative(x)) {
			return x.to
		}
		r.addPerson(p, x, b, score, why)
		last = x.to
		i = p.nextName(x.to)
		if i == x.to {
			break
		}
	}
	return last
}

// nextName passes identities and separators to the next name of a list; it returns
// i if the list ends.
func (p *prose) nextName(i int) int {
	j := i
	if p.is(j, "(") {
		k := j + 1
		for k < len(p.toks) && k < j+24 && !p.is(k, ")") {
			k++
		}
		if !p.is(k, ")") {
			return i
		}
		j = k + 1
	}
	if p.is(j, ",") && identityWords[p.word(j+1)] && !p.isAny(j+1, "dan", "dengan", "yang", "di") {
		for k := j + 1; k < len(p.toks) && k < j+24; k++ {
			if p.isAny(k, ";", "dan") || p.is(k, ".") && p.ends(k) {
				j = k
				break
			}
			if p.is(k, ",") && p.upper(k+1) && !identityWords[p.word(k+1)] {
				j = k
				break
			}
		}
	}
	start := j
	for p.isAny(j, ",", ";", "dan", "serta", "and", "&", "/") {
		j++
	}
	if j > start && (p.kind(j) == digitTok || p.kind(j) == wordTok && len(p.word(j)) == 1) && p.isAny(j+1, ")", ".") && !p.space(j+1) && p.upper(j+2) && p.space(j+2) {
		return j + 2 // "1) Ani; 2) Budi"
	}
	if p.isAny(j, "sdr", "sdri", "mr", "ms", "mrs", "alm", "almh") && j > start {
		return j
	}
	if j > start && p.is(j, "(") && p.kind(j+1) == digitTok && p.is(j+2, ")") && p.upper(j+3) {
		return j + 3 // "(1) Ani, (2) Budi"
	}
	if j == start || j >= len(p.toks) || !p.upper(j) && p.kind(j) != digitTok {
		return i
	}
	return j
}
