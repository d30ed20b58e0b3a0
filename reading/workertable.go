package reading

import (
	"strings"

	"lintas/archive"
)

// workerColumns says which column of a table holds what; -1 where none does.
type workerColumns struct {
	name, passport, nik, birth, country, employer int
}

// workerHeads reads the heads of a table of workers. A list of officials, which has
// posts or signatures and no passports, is none.
func workerHeads(heads []string) (workerColumns, bool) {
	c := workerColumns{-1, -1, -1, -1, -1, -1}
	officials := false
	for i, head := range heads {
		low := lower(strings.Trim(head, " .:|"))
		switch {
		case hasAny(low, "jabatan", "nip", "tanda tangan", "instansi", "paraf", "pangkat", "ttd", "unit kerja"):
			officials = true
		case hasAny(low, "paspor", "passport", "splp", "dokumen perjalanan"):
			if c.name < 0 && strings.Contains(low, "nama") {
				c.name = i
			}
			c.passport = i
		case wordIn(low, "nik") || strings.Contains(low, "ktp") || strings.Contains(low, "kependudukan"):
			if c.name < 0 && strings.Contains(low, "nama") {
				c.name = i
			}
			c.nik = i
		case c.name < 0 && nameHead(low):
			c.name = i
		case strings.Contains(low, "lahir") || low == "ttl" || low == "dob" || strings.Contains(low, "birth"):
			c.birth = i
		case hasAny(low, "negara", "country", "penempatan", "tujuan"):
			c.country = i
		case hasAny(low, "majikan", "pengguna", "employer", "pemberi kerja"):
			c.employer = i
		}
	}
	return c, c.name >= 0 && !(officials && c.passport < 0 && c.nik < 0)
}

// nameHead reports whether a head is that of the workers' names.
func nameHead(low string) bool {
	if hasAny(low, "majikan", "perusahaan", "agen", "kapal", "p3mi", "instansi", "barang", "dokumen", "kegiatan", "rumah sakit", "orang tua", "suami", "pelapor", "kuasa") {
		return false
	}
	switch low {
	case "name", "pmi", "wni", "cpmi", "tki", "abk", "korban", "identitas", "full name", "names", "narna", "namna":
		return true
	}
	return strings.HasPrefix(low, "nama") || strings.HasSuffix(low, " nama") || strings.HasPrefix(low, "identitas") || strings.HasSuffix(low, "name")
}

// workerTables reads the tables of workers in the text and the annexes.
func (r *reader) workerTables(b *workerBook) {
	for i := r.body; i < len(r.lines); i++ {
		if !headsLine(&r.lines[i]) {
			r.looseWorkerRow(i, b)
			continue
		}
		g := r.gridAt(i, isIdentity)
		c, ok := workerHeads(g.heads)
		if !ok || len(g.rows) == 0 {
			r.looseWorkerRow(i, b)
			continue
		}
		for _, row := range g.rows {
			r.addRow(row, c, b)
		}
		i = max(g.end-1, i)
	}
}

// isIdentity reports whether a cell is a passport or identity number.
func isIdentity(s string) bool {
	sc := scan(s)
	for i := range sc.toks {
		if _, _, ok := sc.passportAt(i); ok {
			return true
		}
		if _, _, ok := sc.nikAt(i); ok {
			return true
		}
	}
	return false
}

// looseWorkerRow reads a row of a table without a header that can be read: one cell is
// a name in full, another begins with a passport or identity number.
func (r *reader) looseWorkerRow(i int, b *workerBook) {
	l := &r.lines[i]
	if len(l.cells) < 2 {
		return
	}
	cand := candidate{score: 0.85, why: "row of a table", line: i}
	nameAt := -1
	for k, c := range l.cells {
		if len(c.text) > 60 {
			continue
		}
		sc := scan(strings.Trim(c.text, " |"))
		if len(sc.toks) == 0 {
			continue
		}
		if n, _, ok := sc.passportAt(0); ok {
			cand.Passport = n
			continue
		}
		if n, _, ok := sc.nikAt(0); ok {
			cand.NIK = n
			continue
		}
		if x, ok := sc.personAt(0); ok && x.to == len(sc.toks) && nameAt < 0 {
			nameAt = k
			cand.Name, cand.Alias = x.name, properName(x.alias)
			if x.parent != "" {
				cand.parent = strings.ToLower(sc.slice(x.base, x.base+1)) + " " + properName(x.parent)
			}
		}
	}
	if nameAt < 0 || cand.Passport == "" && cand.NIK == "" {
		return
	}
	// the name may go on below
	if i+1 < len(r.lines) && !r.lines[i+1].gap {
		for _, c := range r.lines[i+1].cells {
			sc := scan(c.text)
			if x, ok := sc.personAt(0); ok && x.to == len(sc.toks) && abs(c.left-l.cells[nameAt].left) < 8 && allCaps(c.text) == allCaps(cand.Name) {
				if n, _, found := sc.passportAt(0); !found && n == "" && !r.hasIdentity(i+1) {
					cand.Name += " " + x.name
				}
			}
		}
	}
	b.add(cand)
}

// hasIdentity reports whether a line carries a passport or identity number.
func (r *reader) hasIdentity(i int) bool {
	sc := scan(r.lines[i].text)
	for k := range sc.toks {
		if _, _, ok := sc.passportAt(k); ok {
			return true
		}
		if _, _, ok := sc.nikAt(k); ok {
			return true
		}
	}
	return false
}

// nameCell reads the name in a cell that holds one: there, a word that elsewhere is none
// may be part of it.
func nameCell(text string) (prose, person, bool) {
	if _, rest := listMark(text); rest != "" {
		text = rest
	}
	name := scan(strings.TrimLeft(text, "|!-–— ."))
	if len(name.toks) == 0 || name.isAny(0, "pt", "cv", "ud", "jumlah", "total", "nihil") {
		return name, person{}, false
	}
	x, ok := name.personAt(0)
	if !ok && name.upper(0) && len(name.word(0)) > 2 && !titlesBefore[name.word(0)] {
		x = person{base: 1, to: 1, name: name.slice(0, 1)}
	} else if !ok {
		return name, x, false
	}
	if x.parent == "" && x.alias == "" {
		for x.to < len(name.toks) && name.upper(x.to) && len(name.word(x.to)) > 1 {
			x.to++
			x.base = x.to
		}
		x.name = strings.TrimSpace(name.slice(x.from, x.base))
		x.to, x.parent, _ = name.parentAt(x.base)
		if end, alias, ok := name.aliasAt(x.to); ok {
			x.to, x.alias = end, alias
		}
	}
	return name, x, true
}

// addRow makes a worker of a row.
func (r *reader) addRow(row gridRow, c workerColumns, b *workerBook) {
	name, x, ok := nameCell(row.column(c.name))
	if !ok {
		return
	}
	p := &para{prose: name, marks: []mark{{0, row.line}}}
	cand := candidate{score: 0.93, why: "table of workers", line: row.line}
	cand.Name, cand.Alias = x.name, properName(x.alias)
	if x.parent != "" {
		cand.parent = strings.ToLower(p.slice(x.base, x.base+1)) + " " + properName(x.parent)
	}
	all := scan(strings.Join(row.cells, " ; "))
	for i := range all.toks {
		if n, _, ok := all.passportAt(i); ok && cand.Passport == "" {
			cand.Passport = n
		}
		if n, _, ok := all.nikAt(i); ok && cand.NIK == "" {
			cand.NIK = n
		}
	}
	if c.birth >= 0 {
		birth := scan(row.column(c.birth))
		for _, d := range birth.days() {
			if !d.noYear {
				cand.Birth = d.date
			}
		}
	}
	if country := scan(row.column(c.country)); len(country.toks) > 0 {
		for i := range country.toks {
			if name, _, ok := country.countryAt(i); ok {
				cand.Country = name
				break
			}
		}
	}
	if c.employer >= 0 {
		cand.Employer = row.column(c.employer)
	}
	b.add(cand)
}

// workerBlocks reads workers described by labels: "Nama : …", "No. Paspor : …".
func (r *reader) workerBlocks(b *workerBook) {
	var c *candidate
	office := false
	flush := func() {
		if c != nil && !office {
			b.add(*c)
		}
		c, office = nil, false
	}
	for i := max(r.body-1, 0); i < len(r.lines); i++ {
		l := &r.lines[i]
		at := colon(l.text)
		if at < 2 || at > 45 {
			if c != nil && (proseLine(l.text) || l.gap) {
				flush()
			}
			continue
		}
		_, text := listMark(l.text[:at])
		if text == "" {
			text = l.text[:at]
		}
		label, value := labelKey(text), clean(l.text[at+1:])
		switch {
		case (label == "nama" || strings.HasPrefix(label, "nama lengkap") || label == "name" || strings.HasPrefix(label, "nama pmi") || strings.HasPrefix(label, "nama cpmi") || strings.HasPrefix(label, "nama tki") || strings.HasPrefix(label, "nama korban") || strings.HasPrefix(label, "nama wni") || label == "nama/paspor" || strings.HasPrefix(label, "nama almarhum") || strings.HasPrefix(label, "nama pekerja")) && value != "" && i >= r.body:
			flush()
			sc := scan(value)
			if x, ok := sc.personAt(0); ok {
				c = &candidate{score: 0.9, why: "label Nama", line: i}
				c.Name, c.Alias = x.name, properName(x.alias)
				if x.parent != "" {
					c.parent = strings.ToLower(sc.slice(x.base, x.base+1)) + " " + properName(x.parent)
				}
				p := &para{prose: sc}
				r.identities(p, x.to, c)
			}
		case c == nil:
		case hasAny(label, "jabatan", "nip", "pangkat", "pekerjaan sekarang"):
			office = true
		case hasAny(label, "paspor", "passport", "splp"):
			sc := scan("paspor: " + value)
			for k := range sc.toks {
				if n, _, ok := sc.passportAt(k); ok && c.Passport == "" {
					c.Passport = n
				}
			}
		case strings.Contains(label, "nik") || strings.Contains(label, "ktp"):
			sc := scan("NIK " + value)
			for k := range sc.toks {
				if n, _, ok := sc.nikAt(k); ok {
					c.NIK = n
				}
			}
		case strings.Contains(label, "lahir"):
			sc := scan(value)
			for _, d := range sc.days() {
				if !d.noYear {
					c.Birth = d.date
				}
			}
		case hasAny(label, "negara", "country"):
			if country, ok := archive.FindCountry(value); ok {
				c.Country = country.Text.ID
			}
		case hasAny(label, "majikan", "pengguna", "employer", "pemberi kerja"):
			c.Employer = value
		}
	}
	flush()
}

// looseIdentities gives passport and NIK that stand apart from any name to the one
// worker of the document who has none.
func (r *reader) looseIdentities(b *workerBook) {
	if len(b.list) != 1 {
		return
	}
	c := b.list[0]
	for i := range r.paras {
		p := &r.paras[i]
		for k := range p.toks {
			if n, _, ok := p.passportAt(k); ok && c.Passport == "" && p.near(k, "paspor", "passport", "splp") {
				c.Passport = n
			}
			if n, _, ok := p.nikAt(k); ok && c.NIK == "" && p.near(k, "nik", "ktp", "kependudukan") {
				c.NIK = n
			}
		}
	}
}

// near reports whether one of the words stands within eight tokens before token i.
func (p *prose) near(i int, words ...string) bool {
	for k := i - 1; k >= 0 && k >= i-8; k-- {
		if p.isAny(k, words...) {
			return true
		}
	}
	return false
}
