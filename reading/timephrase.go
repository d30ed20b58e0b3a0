package reading

import (
	"strconv"

	"lintas/archive"
)

// timing is a time limit found in running text.
type timing struct {
	lo, hi    int // tokens
	rule      archive.RuleKind
	n         int
	date      archive.Date
	exclusive bool
	base      archive.Base
	baseDate  archive.Date
	event     bool // the base is an event whose day stands elsewhere
	anchored  bool // the count starts, as the text says, from this paper
	clock     string
	weekday   bool // a weekday is printed that does not fit
	words     bool // digits and number words disagree
	recurring bool
	today     bool // before the day of the letter ends
	vague     bool // "awal bulan": the day is a guess
	strong    bool // the words can hardly mean anything but a time limit
	trigger   string
}

// limitAt reads a time limit that begins at token i: "paling lambat tanggal 5 April
// 2024 pukul 16.00 WIB", "dalam waktu 5 (lima) hari kerja setelah surat ini diterima",
// "sebelum tanggal 29 Maret 2024", "3 (tiga) hari sebelum rapat".
func (p *prose) limitAt(i int, letter archive.Date) (timing, bool) {
	t := timing{lo: i, base: archive.FromLetter}
	j, ok := p.trigger(i, &t)
	if !ok {
		return p.counted(i, letter)
	}
	if t.rule == archive.NoTime {
		t.hi = min(j, len(p.toks))
		return t, true
	}
	if t.trigger == "period" {
		j, ok = p.periodAt(j+1, &t, letter)
	} else {
		j, ok = p.timeAt(j, &t, letter)
	}
	if !ok {
		return t, false
	}
	t.hi = j
	p.clockAfter(&t)
	p.baseAfter(&t, letter)
	t.hi = min(t.hi, len(p.toks))
	return t, t.hi > t.lo
}

// counted reads a number of days that only what follows makes a time limit: "3
// (tiga) hari kerja sebelum pelaksanaan rapat", "1 x 24 jam setelah kedatangan".
func (p *prose) counted(i int, letter archive.Date) (timing, bool) {
	t := timing{lo: i, base: archive.FromLetter, trigger: "count"}
	if _, word := unitWords[p.word(i)]; !word && spanWords[p.word(i)] == 0 && (p.kind(i) != digitTok || len(p.word(i)) > 3) {
		return t, false
	}
	if i > 0 && (!p.space(i) && p.kind(i-1) != signTok || p.isAny(i-1, "-", "/", ".", ",", "(", "x", "selama", "lebih", "sekitar", "kurang")) {
		return t, false
	}
	j, ok := p.amount(i, &t, letter)
	if !ok || !p.isAny(j, "sebelum", "setelah", "sesudah", "sejak", "terhitung", "before", "after", "prior", "from") || t.rule == archive.Hours && p.isAny(j, "sebelum", "before", "prior") {
		return t, false
	}
	t.hi = j
	p.baseAfter(&t, letter)
	t.hi = min(t.hi, len(p.toks))
	return t, t.hi > j
}

// dayAt2 is dayAt that may stand at the end of the text.
func (p *prose) dayAt2(i int) (day, bool) {
	if i < 0 || i >= len(p.toks) {
		return day{}, false
	}
	return p.dayAt(i)
}

// timeAt reads the time itself.
func (p *prose) timeAt(i int, t *timing, letter archive.Date) (int, bool) {
	if p.countdown(i) {
		n, _ := strconv.Atoi(p.word(i + 2))
		t.rule, t.n = archive.CalendarDay, -n
		return p.eventNamed(i+3, t, letter), true
	}
	if p.isAny(i, "pukul", "jam") { // "pukul 16.00 WIB tanggal 5 Mei 2024"
		if clock, j, ok := p.clock(i + 1); ok {
			t.clock = clock
			i = j
			for p.isAny(i, ",", "hari", "pada", "tanggal", "tgl") && !(p.is(i, "hari") && p.is(i+1, "ini")) {
				i++
			}
		}
	}
	if j, ok := p.nearDay(i, t, letter); ok {
		return j, true
	}
	if d, ok := p.dayAt2(i); ok {
		d.complete(letter)
		t.rule, t.date, t.weekday = archive.ByDate, d.date, d.conflict() && !d.noYear
		return d.to, d.date != ""
	}
	if j, ok := p.periodEnd(i, t, letter); ok {
		return j, true
	}
	if j, ok := p.dayOnly(i, t, letter); ok {
		return j, true
	}
	return p.amount(i, t, letter)
}

// nearDay reads "hari ini", "besok", and their date where one is printed with them.
func (p *prose) nearDay(i int, t *timing, letter archive.Date) (int, bool) {
	if letter == "" {
		return i, false
	}
	ahead, next := 0, i
	switch {
	case p.is(i, "hari") && p.is(i+1, "ini") && p.is(i+2, "juga"):
		t.rule, t.today = archive.CalendarDay, true
		return i + 3, true
	case p.is(i, "hari") && p.is(i+1, "ini"):
		next = i + 2
	case p.is(i, "ini") && t.clock != "":
		next = i + 1
	case p.is(i, "besok"), p.is(i, "tomorrow"):
		ahead, next = 1, i+1
	case p.is(i, "lusa"):
		ahead, next = 2, i+1
	case p.is(i, "today"):
		next = i + 1
	default:
		return p.weekdayOnly(i, t, letter)
	}
	t.rule, t.date = archive.ByDate, letter.AddDays(ahead)
	j := next
	for p.isAny(j, ",", "(", "hari", "tanggal", "tgl", "yaitu", "yakni") {
		j++
	}
	if d, ok := p.dayAt2(j); ok && !d.noYear && d.date != "" {
		t.date, t.weekday = d.date, d.conflict()
		next = d.to
		if p.is(next, ")") {
			next++
		}
	}
	return next, true
}

// weekdayOnly reads a weekday without a date: "hari Jumat minggu ini", "Jumat depan".
func (p *prose) weekdayOnly(i int, t *timing, letter archive.Date) (int, bool) {
	j := i
	if p.is(j, "hari") {
		j++
	}
	w, ok := weekdayWords[p.word(j)]
	if !ok || !letter.Valid() || p.is(j, "minggu") {
		return i, false
	}
	if _, dated := p.dayAt2(j); dated {
		return i, false
	}
	j++
	week := 0
	if p.isAny(j, "minggu", "pekan") {
		j++
		week = 1
	}
	ahead := (int(w) - int(letter.Weekday()) + 7) % 7
	switch {
	case p.isAny(j, "ini"):
		j++
	case p.isAny(j, "depan", "berikutnya", "mendatang"):
		j++
		ahead = (int(w)+6)%7 - (int(letter.Weekday())+6)%7 + 7
		t.vague = week == 0
	case week == 1:
		return i, false
	case p.is(i, "hari") && ahead > 0:
		t.vague = true
	default:
		return i, false
	}
	t.rule, t.date = archive.ByDate, letter.AddDays(ahead)
	return j, true
}
