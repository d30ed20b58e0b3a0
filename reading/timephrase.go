package reading

import (
	"strconv"
	"time"

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
	clock     string
	weekday   bool // a weekday is printed that does not fit
	words     bool // digits and number words disagree
	recurring bool
	today     bool // before the day of the letter ends
	strong    bool // the words can hardly mean anything but a time limit
	trigger   string
}

// limitAt reads a time limit whose trigger is at token i: "paling lambat tanggal
// 5 April 2024 pukul 16.00 WIB", "dalam waktu 5 (lima) hari kerja setelah surat
// ini diterima", "sebelum tanggal 29 Maret 2024", "H-3 sebelum pelaksanaan".
func (p *prose) limitAt(i int, letter archive.Date) (timing, bool) {
	t := timing{lo: i, base: archive.FromLetter}
	j, ok := p.trigger(i, &t)
	if !ok {
		return t, false
	}
	if t.rule == archive.NoTime {
		t.hi = min(j, len(p.toks))
		return t, true
	}
	j, ok = p.timeAt(j, &t, letter)
	if !ok {
		return t, false
	}
	t.hi = j
	p.clockAfter(&t)
	p.baseAfter(&t)
	t.hi = min(t.hi, len(p.toks))
	return t, t.hi > t.lo
}

// trigger reads the words that announce a time limit.
func (p *prose) trigger(i int, t *timing) (int, bool) {
	switch w := p.word(i); w {
	case "paling":
		if p.isAny(i+1, "lambat", "lama", "telat", "lambatnya", "lamanya", "akhir", "larnbat", "lamhat", "lambal") {
			t.strong = true
			return p.fillers(i+2, t), true
		}
	case "selambat", "selama", "selambatnya", "selambatnja", "selambat2nya", "selekas":
		if w == "selambatnya" {
			t.strong = true
			return p.fillers(i+1, t), true
		}
		j := i + 1
		for p.isAny(j, "-", "–", "2") {
			j++
		}
		if p.isAny(j, "lambatnya", "lamanya", "lambat", "nya", "lekasnya") {
			t.strong = true
			return p.fillers(j+1, t), true
		}
	case "batas", "tenggat", "deadline", "due":
		j := i + 1
		for j < i+8 && p.isAny(j, "waktu", "akhir", "penyampaian", "pengiriman", "jawaban", "tanggapan", "adalah", "yaitu", "pada", "ialah", ":", "data", "laporan", "paling", "lambat", "konfirmasi", "date") {
			j++
		}
		if j > i+1 {
			t.strong = true
			return p.fillers(j, t), true
		}
	case "dalam", "within", "selama-lamanya", "kurun", "jangka":
		if k, ok := p.noTime(i); ok {
			t.rule = archive.NoTime
			return k, true
		}
		if w == "within" || w == "dalam" && !p.isAny(i-1, "paling") {
			return p.fillers(i+1, t), true
		}
	case "sebelum", "before", "prior":
		return p.before(i, t)
	case "sampai", "hingga", "until", "s":
		return p.until(i, t)
	case "no", "not":
		if p.is(i+1, "later") && p.is(i+2, "than") {
			t.strong = true
			return p.fillers(i+3, t), true
		}
	case "by":
		if _, ok := p.dayAt2(i + 1); ok {
			return i + 1, true
		}
	case "h", "hari":
		t.strong = w == "hari" && p.is(i+1, "ini") && p.is(i+2, "juga")
		return i, t.strong || p.countdown(i)
	case "pada", "secepatnya", "sesegera", "secepat", "as", "at", "sesegara":
		if k, ok := p.noTime(i); ok {
			t.rule = archive.NoTime
			return k, true
		}
		if w == "pada" && p.isAny(i+1, "akhir") {
			t.trigger = "pada"
			return i + 1, true
		}
	case "setiap", "tiap":
		if p.isAny(i+1, "tanggal", "tgl") && p.kind(i+2) == digitTok {
			t.recurring = true
			return i + 1, true
		}
	case "tidak":
		if p.isAny(i+1, "lebih") && p.isAny(i+2, "lambat", "lama") {
			t.strong = true
			j := i + 3
			if p.is(j, "dari") {
				j++
			}
			return p.fillers(j, t), true
		}
	}
	return i, false
}

// before reads what follows "sebelum": the day is the first that is too late.
func (p *prose) before(i int, t *timing) (int, bool) {
	t.exclusive = true
	t.trigger = "sebelum"
	j := p.fillers(i+1, t)
	if _, ok := p.dayAt2(j); ok || p.isAny(j, "pukul", "jam", "akhir") {
		return j, true
	}
	// "sebelum berakhirnya masa berlaku hibah yakni tanggal 31 Desember 2017"
	for k := j; k < len(p.toks) && k < i+14; k++ {
		if p.isAny(k, ".", ";", ",") && p.ends(k) {
			break
		}
		if p.isAny(k, "yakni", "yaitu") {
			return p.fillers(k+1, t), true
		}
	}
	return i, false
}

// until reads what follows "sampai dengan", "hingga" or "s.d.".
func (p *prose) until(i int, t *timing) (int, bool) {
	w := p.word(i)
	j := i + 1
	switch {
	case w == "sampai" && p.is(j, "dengan"), w == "hingga" && p.is(j, "dengan"):
		j++
	case w == "s":
		k := j
		for k < j+5 && p.isAny(k, ".", "/", "d") {
			k++
		}
		if !p.is(k-1, "d") && !p.is(k-1, ".") || k == j || p.isAny(i-1, "wib") {
			return i, false
		}
		j = k
	}
	t.trigger = "sampai"
	t.strong = t.strong || p.extended(i)
	return p.fillers(j, t), true
}

// extended reports whether the words before token i extend a time limit: "batas
// waktu pembayaran diperpanjang sampai", "have extended the period until".
func (p *prose) extended(i int) bool {
	longer, limit := false, false
	for k := i - 1; k >= 0 && k > i-16 && !p.ends(k); k-- {
		longer = longer || p.isAny(k, "extended", "extend", "diperpanjang", "memperpanjang", "perpanjangan", "extension", "dilanjutkan")
		limit = limit || p.isAny(k, "period", "deadline", "batas", "tenggat", "jangka", "tempo", "term", "limit")
	}
	return longer && limit
}

// dayAt2 is dayAt that may stand at the end of the text.
func (p *prose) dayAt2(i int) (day, bool) {
	if i < 0 || i >= len(p.toks) {
		return day{}, false
	}
	return p.dayAt(i)
}

// fillers passes the words between a trigger and the time.
func (p *prose) fillers(i int, t *timing) int {
	for n := 0; n < 8 && i < len(p.toks); n++ {
		switch p.word(i) {
		case "sebelum", "before":
			t.exclusive = true
		case "pada", "dalam", "jangka", "kurun", "waktu", "tempo", "rentang", "tanggal", "tgl", ".", ":", "yakni", "yaitu", "the", "on", "of", "a", "period", "sampai", "dengan", "di", "batas", "hingga", "selama", "kembali", "untuk", ",":
		case "hari":
			if _, ok := weekdayWords[p.word(i+1)]; !ok && !p.isAny(i+1, "tanggal") {
				return i
			}
		case "-":
			if !p.is(i+1, "lambatnya") {
				return i
			}
		default:
			return i
		}
		i++
	}
	return i
}

// noTime reads the phrases that ask without naming a time.
func (p *prose) noTime(i int) (int, bool) {
	for _, words := range [][]string{
		{"pada", "kesempatan", "pertama"}, {"pada", "kesempatan", "yang", "pertama"}, {"pada", "kesempatan", "awal"}, {"pada", "waktu", "yang", "tidak", "terlalu", "lama"},
		{"dalam", "waktu", "dekat"}, {"dalam", "waktu", "yang", "dekat"}, {"dalam", "waktu", "tidak", "terlalu", "lama"}, {"dalam", "waktu", "yang", "tidak", "terlalu", "lama"}, {"dalam", "waktu", "yang", "tidak", "lama"}, {"dalam", "waktu", "sesingkat"}, {"dalam", "waktu", "secepatnya"}, {"dalam", "waktu", "singkat"}, {"dalam", "waktu", "segera"}, {"dalam", "kesempatan", "pertama"},
		{"secepatnya"}, {"sesegera", "mungkin"}, {"secepat", "mungkin"}, {"as", "soon", "as", "possible"}, {"at", "the", "earliest"}, {"at", "your", "earliest"}, {"at", "its", "earliest"},
	} {
		if end, ok := p.seq(i, words...); ok {
			if p.isAny(end, "convenience", "opportunity", "-") {
				end++
			}
			return end, true
		}
	}
	return i, false
}

// timeAt reads the time itself.
func (p *prose) timeAt(i int, t *timing, letter archive.Date) (int, bool) {
	if p.countdown(i) {
		n, _ := strconv.Atoi(p.word(i + 2))
		t.rule, t.n = archive.CalendarDay, -n
		return p.eventNamed(i+3, t), true
	}
	if p.isAny(i, "pukul", "jam") { // "pukul 16.00 WIB tanggal 5 Mei 2024"
		if clock, j, ok := p.clock(i + 1); ok {
			t.clock = clock
			i = j
			for p.isAny(i, ",", "hari", "pada", "tanggal", "tgl") {
				i++
			}
			if p.isAny(i, "ini") {
				t.rule, t.date = archive.ByDate, letter
				return i + 1, letter != ""
			}
		}
	}
	if d, ok := p.dayAt2(i); ok {
		d.complete(letter)
		t.rule, t.date, t.weekday = archive.ByDate, d.date, d.conflict() && !d.noYear
		return d.to, d.date != ""
	}
	if p.isAny(i, "akhir", "penghujung") {
		return p.monthEnd(i+1, t, letter)
	}
	if p.isAny(i, "hari") && p.is(i+1, "ini") && letter != "" {
		if p.is(i+2, "juga") {
			t.rule, t.today = archive.CalendarDay, true
			return i + 3, true
		}
		t.rule, t.date = archive.ByDate, letter
		return i + 2, true
	}
	if p.isAny(i, "minggu", "pekan") {
		return p.weekOfMonth(i+1, t, letter)
	}
	if j, ok := p.dayOnly(i, t, letter); ok {
		return j, true
	}
	return p.amount(i, t, letter)
}

// dayOnly reads "tanggal 10 setiap bulan", "10 bulan berikutnya".
func (p *prose) dayOnly(i int, t *timing, letter archive.Date) (int, bool) {
	if p.is(i, "tanggal") {
		i++
	}
	n, next, ok := 0, i, false
	if i < len(p.toks) {
		n, next, ok = p.dayNumber(i)
	}
	if ok {
		n, next, _ = p.withWords(n, next, t)
	}
	if !ok || !letter.Valid() {
		return i, false
	}
	year, m := letter.Year(), letter.Time().Month()
	switch {
	case p.isAny(next, "setiap", "tiap", "every") && p.isAny(next+1, "bulan", "bulannya", "month"):
		t.recurring = true
		next += 2
	case t.recurring:
		if p.is(next, "bulan") && p.isAny(next+1, "berikutnya", "berjalan") {
			next += 2
		}
	case p.is(next, "bulan") && p.isAny(next+1, "depan", "berikutnya"):
		m++
		next += 2
	case p.is(next, "bulan") && p.isAny(next+1, "ini", "berjalan"):
		next += 2
	default:
		return i, false
	}
	t.rule, t.date = archive.ByDate, clampDay(year, m, n)
	if t.date < letter {
		t.date = clampDay(year, m+1, n)
	}
	return next, t.date != ""
}

// clampDay is the day, or the last of the month where there is no such day.
func clampDay(year int, m time.Month, n int) archive.Date {
	first := time.Date(year, m, 1, 0, 0, 0, 0, time.UTC)
	return archive.DateOf(first.AddDate(0, 0, min(n, first.AddDate(0, 1, -1).Day())-1))
}

// monthEnd reads "akhir bulan November 2023", "akhir Juni 2024", "akhir bulan ini".
func (p *prose) monthEnd(i int, t *timing, letter archive.Date) (int, bool) {
	t.rule = archive.MonthEnd
	end := func(year int, m time.Month) archive.Date { return clampDay(year, m, 31) }
	if p.isAny(i, "tahun", "year") {
		year, next := letter.Year(), i+1
		if y, j, ok := p.year(next, false); ok {
			year, next = y, j
		} else if p.isAny(next, "ini", "berjalan", "anggaran") {
			next++
		}
		t.date = end(year, time.December)
		return next, year > 0
	}
	if p.isAny(i, "minggu", "pekan") && p.isAny(i+1, "ini", "berjalan") && letter.Valid() {
		t.rule, t.date = archive.ByDate, letter.AddDays((5-int(letter.Weekday())+7)%7)
		return i + 2, true
	}
	if p.is(i, "bulan") {
		i++
	}
	if m, ok := month(p.word(i)); ok {
		i++
		if p.is(i, "tahun") {
			i++
		}
		if year, j, ok := p.year(i, false); ok {
			t.date = end(year, m)
			return j, true
		}
		if !letter.Valid() {
			return i, false
		}
		year := letter.Year()
		if m < letter.Time().Month() {
			year++
		}
		t.date = end(year, m)
		return i, true
	}
	if !letter.Valid() {
		return i, false
	}
	year, m := letter.Year(), letter.Time().Month()
	switch {
	case p.isAny(i, "ini", "berjalan"):
		t.date = end(year, m)
	case p.isAny(i, "depan", "berikutnya"):
		t.date = end(year, m+1)
	default:
		return i, false
	}
	return i + 1, true
}

// weekOfMonth reads "minggu kedua bulan Mei 2024" as the last working day of it.
func (p *prose) weekOfMonth(i int, t *timing, letter archive.Date) (int, bool) {
	n := 0
	switch p.word(i) {
	case "pertama", "i":
		n = 1
	case "kedua", "ii":
		n = 2
	case "ketiga", "iii":
		n = 3
	case "keempat", "iv", "terakhir":
		n = 4
	case "ke":
		if p.is(i+1, "-") && p.kind(i+2) == digitTok {
			n, _ = strconv.Atoi(p.word(i + 2))
			i += 2
		}
	case "depan":
		if letter.Valid() {
			t.rule, t.date = archive.ByDate, letter.AddDays(12-int(letter.Weekday()))
			return i + 1, true
		}
	case "ini":
		if letter.Valid() {
			t.rule, t.date = archive.ByDate, letter.AddDays((5-int(letter.Weekday())+7)%7)
			return i + 1, true
		}
	}
	if n < 1 || n > 5 {
		return i, false
	}
	i++
	if p.is(i, "bulan") {
		i++
	}
	m, ok := month(p.word(i))
	if !ok {
		return i, false
	}
	i++
	year, j, ok := p.year(i, false)
	if !ok {
		year, j = letter.Year(), i
	}
	if year == 0 {
		return i, false
	}
	t.rule, t.date = archive.ByDate, clampDay(year, m, 7*n)
	return j, true
}
