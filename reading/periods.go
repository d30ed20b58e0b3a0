package reading

import (
	"strconv"
	"time"

	"lintas/archive"
)

// clampDay is the day, or the last of the month where there is no such day.
func clampDay(year int, m time.Month, n int) archive.Date {
	first := time.Date(year, m, 1, 0, 0, 0, 0, time.UTC)
	return archive.DateOf(first.AddDate(0, 0, min(n, first.AddDate(0, 1, -1).Day())-1))
}

// endOfMonth is the last day of a month; m may lie beyond December.
func endOfMonth(year int, m time.Month) archive.Date { return clampDay(year, m, 31) }

// periodEnd reads the end, or another part, of a month, quarter, half or year:
// "akhir bulan ini", "triwulan III tahun 2026", "minggu kedua bulan Mei 2024".
func (p *prose) periodEnd(i int, t *timing, letter archive.Date) (int, bool) {
	ending := p.isAny(i, "akhir", "penghujung", "end")
	j := i
	if ending {
		j++
		for p.isAny(j, "of", "the", "dari") {
			j++
		}
	}
	if k, ok := p.quarterAt(j, t, letter); ok {
		return k, true
	}
	switch {
	case ending:
		return p.monthEnd(j, t, letter)
	case p.isAny(i, "minggu", "pekan"):
		return p.weekOfMonth(i+1, t, letter)
	case p.isAny(i, "pertengahan", "awal", "mid"):
		n := 15
		if p.is(i, "awal") {
			n = 10
		}
		k, ok := p.monthEnd(i+1, t, letter)
		if !ok || t.date == "" {
			return i, false
		}
		t.rule, t.date, t.vague = archive.ByDate, clampDay(t.date.Year(), t.date.Time().Month(), n), true
		return k, true
	case p.is(i, "bulan") && t.strong:
		return p.monthEnd(i, t, letter)
	}
	return i, false
}

// ordinal reads "III", "ketiga", "ke-3", "3 (tiga)"; 0 where there is none.
func (p *prose) ordinal(i int) (n, next int) {
	if m, ok := romanMonths[p.word(i)]; ok {
		return int(m), i + 1
	}
	switch p.word(i) {
	case "pertama", "kesatu", "satu", "first":
		return 1, i + 1
	case "kedua", "dua", "second":
		return 2, i + 1
	case "ketiga", "tiga", "third":
		return 3, i + 1
	case "keempat", "empat", "fourth":
		return 4, i + 1
	case "terakhir":
		return 4, i + 1
	case "ke":
		if p.is(i+1, "-") {
			return p.ordinal(i + 2)
		}
	}
	if p.kind(i) == digitTok && len(p.word(i)) == 1 {
		n, _ = strconv.Atoi(p.word(i))
		var t timing
		_, next, _ = p.withWords(n, i+1, &t)
		return n, next
	}
	return 0, i
}

// quarterAt reads "triwulan III tahun 2026", "semester I 2025" as its last day.
func (p *prose) quarterAt(i int, t *timing, letter archive.Date) (int, bool) {
	months := 0
	switch p.word(i) {
	case "triwulan", "kuartal", "tw", "quarter":
		months = 3
	case "semester":
		months = 6
	case "caturwulan":
		months = 4
	default:
		return i, false
	}
	n, j := p.ordinal(i + 1)
	year := letter.Year()
	if n == 0 && p.isAny(i+1, "ini", "berjalan", "depan", "berikutnya") && letter.Valid() {
		n, j = (int(letter.Time().Month())-1)/months+1, i+2
		if p.isAny(i+1, "depan", "berikutnya") {
			n++
		}
	} else if n < 1 || n > 12/months {
		return i, false
	}
	for p.isAny(j, "tahun", "anggaran", "t", ".", "a", "of", ",") {
		j++
	}
	if y, k, ok := p.year(j, false); ok {
		year, j = y, k
	} else if p.isAny(j, "ini", "berjalan") {
		j++
	}
	if year == 0 {
		return i, false
	}
	t.rule, t.date = archive.ByDate, endOfMonth(year, time.Month(n*months))
	return j, t.date != ""
}

// monthEnd reads "akhir bulan November 2023", "akhir Juni 2024", "akhir bulan ini".
func (p *prose) monthEnd(i int, t *timing, letter archive.Date) (int, bool) {
	t.rule = archive.MonthEnd
	if p.isAny(i, "tahun", "year") {
		return p.yearEnd(i+1, t, letter)
	}
	if p.isAny(i, "minggu", "pekan", "week") && p.isAny(i+1, "ini", "berjalan") && letter.Valid() {
		t.rule, t.date = archive.ByDate, letter.AddDays((5-int(letter.Weekday())+7)%7)
		return i + 2, true
	}
	if p.isAny(i, "bulan", "month") {
		i++
	}
	if m, ok := month(p.word(i)); ok {
		i++
		for p.isAny(i, "tahun", ",") && i+1 < len(p.toks) && (p.is(i, "tahun") || p.kind(i+1) == digitTok) {
			i++
		}
		if year, j, ok := p.year(i, false); ok {
			t.date = endOfMonth(year, m)
			return j, true
		}
		if !letter.Valid() {
			return i, false
		}
		year := letter.Year()
		if m < letter.Time().Month() {
			year++
		}
		t.date = endOfMonth(year, m)
		return i, true
	}
	if !letter.Valid() {
		return i, false
	}
	year, m := letter.Year(), letter.Time().Month()
	if p.isAny(i, "this", "next") && p.is(i+1, "month") {
		if p.is(i, "next") {
			m++
		}
		t.date = endOfMonth(year, m)
		return i + 2, true
	}
	switch {
	case p.isAny(i, "ini", "berjalan"):
		t.date = endOfMonth(year, m)
	case p.isAny(i, "depan", "berikutnya", "mendatang"):
		t.date = endOfMonth(year, m+1)
	default:
		return i, false
	}
	return i + 1, true
}

// yearEnd reads "akhir tahun 2024", "akhir tahun ini", from behind "tahun".
func (p *prose) yearEnd(next int, t *timing, letter archive.Date) (int, bool) {
	year := letter.Year()
	if p.is(next, "anggaran") {
		next++
	}
	if y, j, ok := p.year(next, false); ok {
		year, next = y, j
	} else if p.isAny(next, "ini", "berjalan") {
		next++
	}
	t.date = endOfMonth(year, time.December)
	return next, year > 0
}

// weekOfMonth reads "minggu kedua bulan Mei 2024" as the last day of it.
func (p *prose) weekOfMonth(i int, t *timing, letter archive.Date) (int, bool) {
	if letter.Valid() && p.isAny(i, "depan", "ini", "berjalan", "mendatang") {
		ahead := (5 - int(letter.Weekday()) + 7) % 7
		if p.isAny(i, "depan", "mendatang") {
			ahead = 12 - int(letter.Weekday())
		}
		t.rule, t.date, t.vague = archive.ByDate, letter.AddDays(ahead), true
		return i + 1, true
	}
	n, i := p.ordinal(i)
	if n < 1 || n > 5 {
		return i, false
	}
	if p.is(i, "bulan") {
		i++
	}
	m, ok := month(p.word(i))
	if !ok {
		return i, false
	}
	i++
	if p.is(i, "tahun") {
		i++
	}
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

// dayOnly reads a day without its month: "tanggal 10 setiap bulan", "5 bulan
// berikutnya", and "tanggal 5" in a sentence that says "setiap bulan" before.
func (p *prose) dayOnly(i int, t *timing, letter archive.Date) (int, bool) {
	dated := p.isAny(i-1, "tanggal", "tgl", ".")
	if p.isAny(i, "tanggal", "tgl") {
		dated = true
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
	monthly := t.recurring || p.monthlyBefore(t.lo)
	ahead := false
	switch {
	case p.isAny(next, "setiap", "tiap", "every") && p.isAny(next+1, "bulan", "bulannya", "month"):
		monthly = true
		next += 2
	case p.is(next, "bulan") && p.is(next+1, "pertama") && p.isAny(next+2, "triwulan", "kuartal"):
		monthly, ahead = true, true
		m = (m-1)/3*3 + 4
		next += 3
		if p.isAny(next, "berikutnya", "selanjutnya") {
			next++
		}
	case p.is(next, "bulan") && p.isAny(next+1, "depan", "berikutnya", "selanjutnya"):
		ahead = true
		m++
		next += 2
	case p.is(next, "bulan") && p.isAny(next+1, "ini", "berjalan"):
		next += 2
	case !monthly || !dated && !t.recurring:
		return i, false
	}
	t.recurring = monthly
	t.rule, t.date = archive.ByDate, clampDay(year, m, n)
	if t.date < letter && !ahead {
		t.date = clampDay(year, m+1, n)
	}
	return next, t.date != ""
}

// monthlyBefore reports whether the sentence says "setiap bulan" before token i.
func (p *prose) monthlyBefore(i int) bool {
	for k := i - 1; k > 0 && k > i-30 && !p.ends(k); k-- {
		if p.isAny(k, "bulan", "bulannya", "triwulan", "semester") && p.isAny(k-1, "setiap", "tiap", "per") || p.isAny(k, "bulanan", "triwulanan") {
			return true
		}
	}
	return false
}

// periodAt reads what follows "setiap": "tanggal 5", "akhir bulan", "hari Jumat",
// "triwulan". Due is the first time.
func (p *prose) periodAt(i int, t *timing, letter archive.Date) (int, bool) {
	if !letter.Valid() {
		return i, false
	}
	if p.isAny(i, "tanggal", "tgl") {
		t.trigger = ""
		if d, ok := p.dayAt2(i + 1); ok && d.noYear {
			d.complete(letter)
			t.rule, t.date = archive.ByDate, d.date
			return d.to, d.date != ""
		}
		return p.dayOnly(i+1, t, letter)
	}
	j := i
	if p.is(j, "hari") {
		j++
	}
	if w, ok := weekdayWords[p.word(j)]; ok && (j > i || !p.is(j, "minggu")) {
		t.rule, t.date = archive.ByDate, letter.AddDays((int(w)-int(letter.Weekday())+6)%7+1)
		return j + 1, true
	}
	ending := p.is(i, "akhir")
	if ending {
		i++
	}
	year, m := letter.Year(), int(letter.Time().Month())
	switch p.word(i) {
	case "bulan", "bulannya", "month":
		t.rule, t.date = archive.MonthEnd, endOfMonth(year, time.Month(m))
	case "triwulan", "triwulannya", "kuartal", "quarter":
		t.rule, t.date = archive.ByDate, endOfMonth(year, time.Month((m+2)/3*3))
	case "semester":
		t.rule, t.date = archive.ByDate, endOfMonth(year, time.Month((m+5)/6*6))
	case "tahun", "tahunnya", "year":
		t.rule, t.date = archive.ByDate, endOfMonth(year, time.December)
	case "minggu", "pekan", "minggunya", "week":
		t.rule, t.date = archive.ByDate, letter.AddDays((5-int(letter.Weekday())+7)%7)
	default:
		return i, false
	}
	t.vague = !ending
	return i + 1, t.date != ""
}
