package reading

import (
	"strings"

	"lintas/archive"
)

// workerColumns says which column of a table holds what; -1 where none does.
type workerColumns struct {
	actionColumns
	name, passport, nik, birth, country, employer int
}

// workerHeader reads the header of a table of workers. A list of officials, which
// has posts or signatures, is none.
func workerHeader(cells []cell) (workerColumns, bool) {
	c := workerColumns{actionColumns: actionColumns{-1, -1, -1, -1, nil, nil}, name: -1, passport: -1, nik: -1, birth: -1, country: -1, employer: -1}
	if len(cells) < 2 {
		return c, false
	}
	for i, cl := range cells {
		c.lefts, c.rights = append(c.lefts, cl.left), append(c.rights, cl.right)
		low := lower(strings.Trim(cl.text, " .:"))
		switch {
		case hasAny(low, "jabatan", "nip", "tanda tangan", "instansi", "paraf", "pangkat", "ttd"):
			return c, false
		case low == "no" || low == "nomor" || low == "#" || low == "no urut":
			c.no = i
		case hasAny(low, "paspor", "passport", "splp", "dokumen perjalanan"):
			if c.name < 0 && strings.Contains(low, "nama") {
				c.name = i
			}
			c.passport = i
		case strings.Contains(low, "nik") || strings.Contains(low, "ktp"):
			c.nik = i
		case c.name < 0 && (strings.HasPrefix(low, "nama") || low == "name" || low == "pmi" || low == "wni" || strings.HasPrefix(low, "full name") || low == "identitas") && !hasAny(low, "majikan", "perusahaan", "agen", "kapal", "p3mi"):
			c.name = i
		case strings.Contains(low, "lahir") || low == "ttl" || low == "dob":
			c.birth = i
		case hasAny(low, "negara", "country", "penempatan", "tujuan"):
			c.country = i
		case hasAny(low, "majikan", "pengguna", "employer", "pemberi kerja"):
			c.employer = i
		}
	}
	return c, c.name >= 0
}

// workerTables reads the tables of workers in the text and the annexes.
func (r *reader) workerTables(b *workerBook) {
	for i := r.body; i < len(r.lines); i++ {
		c, ok := workerHeader(r.lines[i].cells)
		if !ok {
			r.looseWorkerRow(i, b)
			continue
		}
		i = r.workerRows(i+1, c, b) - 1
	}
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

// workerRows reads the rows below a header and returns the line after them.
func (r *reader) workerRows(at int, c workerColumns, b *workerBook) int {
	var row []string
	line := at
	flush := func() {
		if row != nil {
			r.addRow(row, c, b, line)
		}
		row = nil
	}
	i := at
	for ; i < len(r.lines); i++ {
		l := &r.lines[i]
		if len(l.cells) == 1 && (proseLine(l.text) || l.gap && len(l.text) > 3 && l.page == r.lines[i-1].page && row != nil && !startsDigit(l.text) && (c.no >= 0 || l.right-l.left > 150)) {
			break
		}
		if _, again := workerHeader(l.cells); again {
			continue
		}
		low := lower(l.text)
		if strings.HasPrefix(low, "demikian") || strings.HasPrefix(low, "tembusan") || strings.HasPrefix(low, "berdasarkan") || strings.HasPrefix(low, "jumlah") || strings.HasPrefix(low, "total") {
			break
		}
		index := c.assign(l)
		fresh := startsDigit(l.cells[0].text) && (c.no >= 0) && index[0] == c.no || c.no < 0 && hasCell(index, c.name) && (len(l.cells) >= 2 || row == nil)
		if row == nil && !fresh {
			if len(l.cells) < 2 || onlyHeaderTail(l.text) {
				if i-at > 2 {
					break
				}
				continue
			}
			fresh = true
		}
		if fresh {
			flush()
			row, line = make([]string, len(c.lefts)), i
		}
		for k, cl := range l.cells {
			col, text := index[k], cl.text
			if k == 0 && col == c.no && c.no >= 0 {
				if _, rest := listMark(text); rest != "" && rest != text && len(rest) > 2 {
					col, text = c.name, rest
				}
			}
			row[col] = strings.TrimSpace(row[col] + " " + text)
		}
		if len(l.cells) == len(c.lefts) {
			for k, cl := range l.cells {
				c.lefts[k], c.rights[k] = cl.left, max(cl.right, c.rights[k])
			}
		}
	}
	flush()
	return max(i, at)
}

// onlyHeaderTail reports whether a line is the second line of a header.
func onlyHeaderTail(s string) bool {
	return len(s) < 60 && !strings.ContainsAny(s, "0123456789") && !allCaps(s)
}

// addRow makes a worker of a row.
func (r *reader) addRow(row []string, c workerColumns, b *workerBook, line int) {
	cellAt := func(i int) string {
		if i < 0 || i >= len(row) {
			return ""
		}
		return clean(row[i])
	}
	name := scan(cellAt(c.name))
	if len(name.toks) == 0 {
		return
	}
	x, ok := name.personAt(0)
	if !ok {
		return
	}
	p := &para{prose: name, marks: []mark{{0, line}}}
	cand := candidate{score: 0.93, why: "table of workers", line: line}
	cand.Name, cand.Alias = x.name, properName(x.alias)
	if x.parent != "" {
		cand.parent = strings.ToLower(p.slice(x.base, x.base+1)) + " " + properName(x.parent)
	}
	all := scan(strings.Join(row, " ; "))
	for i := range all.toks {
		if n, _, ok := all.passportAt(i); ok && cand.Passport == "" {
			cand.Passport = n
		}
		if n, _, ok := all.nikAt(i); ok && cand.NIK == "" {
			cand.NIK = n
		}
	}
	if c.birth >= 0 {
		birth := scan(cellAt(c.birth))
		for _, d := range birth.days() {
			if !d.noYear {
				cand.Birth = d.date
			}
		}
	}
	if country := scan(cellAt(c.country)); len(country.toks) > 0 {
		for i := range country.toks {
			if name, _, ok := country.countryAt(i); ok {
				cand.Country = name
				break
			}
		}
	}
	if c.employer >= 0 {
		cand.Employer = cellAt(c.employer)
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
