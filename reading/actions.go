package reading

import (
	"strings"

	"lintas/archive"
)

// columns of a table of actions.
type actionColumns struct {
	what, owner, due, no int // cells; -1 where there is none
}

// headerOf reads the header of a table of actions from a line.
func headerOf(cells []cell) (actionColumns, bool) {
	c := actionColumns{-1, -1, -1, -1}
	for i, cl := range cells {
		switch low := lower(strings.Trim(cl.text, " .:")); {
		case low == "no" || low == "nomor" || low == "#":
			c.no = i
		case c.owner < 0 && (hasAny(low, "penanggung", "pelaksana", "instansi", "p.i.c", "ditugaskan", "unit kerja", "responsible", "owner") || low == "pic" || low == "pj" || strings.HasPrefix(low, "pic ") || low == "oleh" || low == "unit" || low == "k/l"):
			c.owner = i
		case c.due < 0 && (hasAny(low, "batas", "tenggat", "target", "deadline", "jatuh tempo", "due", "jadwal") || low == "waktu" || strings.HasPrefix(low, "waktu ") || low == "tanggal"):
			c.due = i
		case c.what < 0 && (hasAny(low, "tindak lanjut", "uraian", "kegiatan", "rekomendasi", "rencana", "keputusan", "aksi", "action", "tugas", "langkah", "hasil", "arahan", "butir", "isu", "permasalahan", "materi", "kesepakatan")):
			c.what = i
		case hasAny(low, "tindak lanjut", "rencana tindak", "aksi"):
			c.what = i
		}
	}
	return c, c.what >= 0 && c.owner >= 0 && (c.due >= 0 || c.no >= 0)
}

// actionTable reads the table of actions, wherever it stands below the head.
func (r *reader) actionTable() []Action {
	for i := r.body; i < len(r.lines); i++ {
		if headsLine(&r.lines[i]) {
			g := r.gridAt(i, func(s string) bool { return r.dueOf(s).rule != "" })
			if actions := r.gridActions(g); len(actions) > 0 {
				return actions
			}
		}
		if c, _ := headerOf(r.lines[i].cells); c.owner >= 0 && len(r.lines[i].cells) >= 2 && len(r.lines[i].text) < 90 || c.what >= 0 && c.due >= 0 && c.no >= 0 {
			if rows := r.looseRows(i + 1); len(rows) > 0 {
				return rows
			}
		}
		if end, c, ok := r.headerDown(i); ok {
			return r.actionsDown(end, c)
		}
	}
	return nil
}

// gridActions makes actions of the rows of a table.
func (r *reader) gridActions(g grid) []Action {
	heads := make([]cell, len(g.heads))
	for k, head := range g.heads {
		heads[k].text = head
	}
	c, ok := headerOf(heads)
	if !ok {
		return nil
	}
	var out []Action
	for _, row := range g.rows {
		if a, ok := r.action(row.column(c.what), row.column(c.owner), row.column(c.due)); ok {
			out = append(out, a)
		}
	}
	return out
}

// looseRows reads rows below a header that a scan spoilt: each row has a cell that
// is a time limit, and before it who owes.
func (r *reader) looseRows(at int) []Action {
	type row struct {
		what, owner, due       string
		whatAt, ownerAt, dueAt float64
	}
	var rows []row
	for i := at; i < len(r.lines) && len(rows) < 200; i++ {
		l := &r.lines[i]
		low := lower(l.text)
		if strings.HasPrefix(low, "rapat ditutup") || signatureLine(low) || r.dateInSignature(i) || strings.HasPrefix(low, "demikian") {
			break
		}
		cells := l.cells
		n := len(cells)
		if last := cells[n-1]; n >= 2 && len(last.text) < 40 && r.dueOf(last.text).rule != "" && (n > 2 || len(rows) == 0 || abs(last.left-rows[0].dueAt) < 30) {
			next := row{owner: cells[n-2].text, due: last.text, ownerAt: cells[n-2].left, dueAt: last.left}
			if n > 2 {
				next.what, next.whatAt = joinCells("", cells[:n-2]), cells[n-3].left
			}
			rows = append(rows, next)
			continue
		}
		if len(rows) == 0 {
			continue
		}
		current := &rows[len(rows)-1]
		for _, c := range cells {
			switch {
			case abs(c.left-current.ownerAt) < 12:
				current.owner += " " + c.text
			case abs(c.left-current.dueAt) < 12:
				current.due += " " + c.text
			default:
				current.what += " " + c.text
			}
		}
	}
	var out []Action
	for _, row := range rows {
		what := squeeze(row.what)
		for len(what) > 0 && !isLetter(what[0]) { // the row's number
			what = what[1:]
		}
		if first, rest, ok := strings.Cut(what, " "); ok && len(first) <= 2 {
			what = rest
		}
		if a, ok := r.action(what, clean(row.owner), clean(row.due)); ok {
			out = append(out, a)
		}
	}
	return out
}

func startsDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

func signatureLine(low string) bool {
	return hasAny(low, "notulis", "pimpinan rapat,", "pencatat,", "mengetahui") && len(low) < 60
}

// dateInSignature reports whether line i carries the place and date above the
// signatures.
func (r *reader) dateInSignature(i int) bool {
	for _, d := range r.dates {
		if d.line == i && d.place != "" {
			return true
		}
	}
	return false
}

func abs(x float64) float64 { return max(x, -x) }

// headerDown reads a header whose cells came out below each other.
func (r *reader) headerDown(i int) (int, actionColumns, bool) {
	var cells []cell
	for k := i; k < len(r.lines) && k < i+6 && len(r.lines[k].cells) == 1 && len(r.lines[k].text) < 40; k++ {
		cells = append(cells, r.lines[k].cells[0])
		if c, ok := headerOf(cells); ok && c.due >= 0 {
			return k + 1, c, c.no == 0 || i == 0 || c.what == 0
		}
	}
	return 0, actionColumns{}, false
}

// actionsDown reads rows whose cells came out below each other: a number, then
// what, who, until when.
func (r *reader) actionsDown(at int, c actionColumns) []Action {
	var out []Action
	var cells []string
	flush := func() {
		if len(cells) >= 2 {
			due := cells[len(cells)-1]
			rest := cells[:len(cells)-1]
			if r.dueOf(due).rule == "" {
				rest, due = cells, ""
			}
			owner := ""
			for n := 1; n < len(rest) && n <= 3; n++ {
				name := strings.Join(rest[len(rest)-n:], " ")
				if _, ok := r.known(name); ok {
					owner, rest = name, rest[:len(rest)-n]
					break
				}
			}
			if a, ok := r.action(strings.Join(rest, " "), owner, due); ok {
				out = append(out, a)
			}
		}
		cells = nil
	}
	for i := at; i < len(r.lines) && len(out) < 200; i++ {
		text := r.lines[i].text
		low := lower(text)
		if strings.HasPrefix(low, "rapat ditutup") || signatureLine(low) || strings.HasPrefix(low, "demikian") {
			break
		}
		if strings.Trim(text, "0123456789. ") == "" {
			flush()
			continue
		}
		cells = append(cells, text)
	}
	flush()
	return out
}

// action makes an action of the texts of its cells.
func (r *reader) action(what, owner, due string) (Action, bool) {
	what = clean(what)
	if len(what) < 4 {
		return Action{}, false
	}
	a := Action{What: what, OwnerPrinted: owner, DuePrinted: due}
	if owner != "" {
		a.Owner = r.ownerOf(owner)
	}
	t := r.dueOf(due)
	if t.rule != "" && t.rule != archive.NoTime {
		d := Due{Kind: t.rule, N: t.n, Base: archive.FromLetter, Due: t.date}
		if t.rule != archive.ByDate && t.rule != archive.MonthEnd {
			r.compute(&d)
		}
		a.Due = d.Due
	}
	return a, true
}

// ownerOf resolves who owes: the whole cell, or the first of several agencies.
func (r *reader) ownerOf(owner string) Party {
	if from := lower(r.out.From.Name); len(owner) > 4 && r.out.From.ID != "" && strings.HasPrefix(from, lower(owner)+" ") {
		return asCited(r.out.From) // "Dinas Sosial" in the minutes of Dinas Sosial Provinsi X
	}
	if p, ok := r.known(owner); ok {
		return p
	}
	for _, sign := range []string{",", ";", "/", " dan ", "\n", "("} {
		if head, _, ok := strings.Cut(owner, sign); ok {
			if p, ok := r.known(head); ok {
				return p
			}
		}
	}
	p, _ := r.party(owner)
	return p
}

// dueOf reads the cell of a due date.
func (r *reader) dueOf(due string) timing {
	due = clean(due)
	if due == "" {
		return timing{}
	}
	sc := scan(due)
	base := r.out.Date
	for i := range sc.toks {
		t := timing{lo: i, base: archive.FromLetter}
		if sc.isAny(i, "segera", "secepatnya") {
			t.rule, t.hi = archive.NoTime, i+1
			return t
		}
		j := sc.fillers(i, &t)
		if j >= len(sc.toks) {
			break
		}
		if hi, ok := sc.timeAt(j, &t, base); ok {
			t.hi = hi
			if d, ok := sc.dayAt(j); ok && d.to < len(sc.toks) && sc.isAny(d.to, "-", "s", "sampai") {
				for _, later := range sc.days() {
					t.date = max(t.date, later.date)
				}
			}
			return t
		}
	}
	if m, ok := month(sc.word(0)); ok { // "Agustus 2024"
		if year, _, ok := sc.year(1, false); ok {
			return timing{rule: archive.MonthEnd, date: clampDay(year, m, 31), hi: len(sc.toks)}
		}
	}
	return timing{}
}
