package reading

import (
	"strconv"
	"time"

	"lintas/archive"
)

// A day is a date found in running text.
type day struct {
	from, to int          // tokens, to not included
	date     archive.Date // "" when the printed day does not exist
	noYear   bool         // the year is not printed; date has year 0 and must be completed
	day      int
	month    time.Month
	weekday  time.Weekday
	named    bool // a weekday is printed with it
	range2   bool // the later end of a range, "13-14 Mei"
}

// conflict reports whether a weekday is printed that does not fit the date.
func (d day) conflict() bool { return d.named && d.date != "" && d.date.Weekday() != d.weekday }

// complete gives a date without a printed year the year that puts it on or after
// the base, or near it.
func (d *day) complete(base archive.Date) {
	if !d.noYear || !base.Valid() {
		return
	}
	d.date = archive.MakeDate(base.Year(), d.month, d.day)
	if d.date != "" && d.date < base.AddDays(-60) {
		d.date = archive.MakeDate(base.Year()+1, d.month, d.day)
	}
}

// days finds all dates in p, left to right.
func (p *prose) days() []day {
	var out []day
	for i := 0; i < len(p.toks); {
		if d, ok := p.dayAt(i); ok {
			out = append(out, d)
			i = d.to
			continue
		}
		i++
	}
	return out
}

// dayAt reads a date that begins at token i: "hari Kamis, 11 Juli 2024",
// "tanggal 11 Juli 2024", "11-07-2024", "2024-07-11", "July 11, 2024", "dua
// belas bulan Maret tahun dua ribu dua puluh tiga".
func (p *prose) dayAt(i int) (day, bool) {
	t := p.toks[i]
	if t.kind == wordTok {
		if len(t.low) < 3 && t.low != "l" && t.low != "o" && t.low != "i" {
			return day{}, false
		}
		if w, ok := weekdayWords[t.low]; ok {
			j := i + 1
			for k := 0; k < 3 && p.isAny(j, ",", "/", "tanggal", "tgl", ".", "("); k++ {
				j++
			}
			if j > i && j < len(p.toks) {
				if _, again := weekdayWords[p.word(j)]; !again {
					if d, ok := p.dayAt(j); ok {
						d.from, d.weekday, d.named = i, w, true
						return d, true
					}
				}
			}
			return day{}, false
		}
		if d, ok := p.monthFirst(i); ok {
			return d, true
		}
		if d, ok := p.wordDate(i); ok {
			return d, true
		}
	}
	if d, ok := p.isoDate(i); ok {
		return d, true
	}
	n, next, ok := p.dayNumber(i)
	if !ok {
		return day{}, false
	}
	return p.afterDay(i, n, next)
}

// dayNumber reads 1 to 31, also where a scan made letters of the digits.
func (p *prose) dayNumber(i int) (n, next int, ok bool) {
	t := p.toks[i]
	if t.kind == digitTok && len(t.low) <= 2 {
		n, _ = strconv.Atoi(t.low)
		next = i + 1
		if n <= 3 && len(t.low) == 1 && p.kind(next) == wordTok && !p.space(next) && (p.word(next) == "o" || p.word(next) == "l") {
			n *= 10 // "1O Januari", "2l Mei"
			if p.word(next) == "l" {
				n++
			}
			next++
		}
		return n, next, n >= 1 && n <= 31
	}
	if (t.low == "l" || t.low == "i" || t.low == "o") && p.kind(i+1) == digitTok && !p.space(i+1) && len(p.word(i+1)) == 1 {
		n, _ = strconv.Atoi(p.word(i + 1))
		if t.low != "o" {
			n += 10
		}
		return n, i + 2, n >= 1
	}
	return 0, 0, false
}

// afterDay reads the month and year that follow a day number.
func (p *prose) afterDay(from, n, i int) (day, bool) {
	if from > 0 && !p.space(from) && p.isAny(from-1, ".", ":", "-", "/") && from > 1 && p.kind(from-2) == digitTok {
		return day{}, false // the minutes of an hour, the end of a number
	}
	d := day{from: from, day: n}
	if p.isAny(i, "st", "nd", "rd", "th") && !p.space(i) {
		i++
	}
	if p.is(i, "of") {
		i++
	}
	if m, j, ok := p.numberWords(i + 1); ok && p.is(i, "(") && p.is(j, ")") && m == n { // "14 (empat belas) Juni 2024"
		i = j + 1
	}
	// ranges and lists: "13-14 Mei 2024", "13 s.d. 14 Mei 2024", "20, 23, dan 24 Maret 2026"
	if j, last, ok := p.dayList(i); ok {
		i, d.day, d.range2 = j, last, true
	}
	sep := p.isAny(i, "-", "/", ".", "–")
	if sep {
		i++
	}
	if p.is(i, "bulan") {
		i++
	}
	if m, ok := month(p.word(i)); ok && p.kind(i) == wordTok {
		d.month = m
		i++
		if p.is(i, ".") {
			i++
		}
		return p.yearOf(d, i, sep)
	}
	if !sep || d.range2 {
		return day{}, false
	}
	m, err := strconv.Atoi(p.word(i))
	if err != nil || m < 1 || m > 12 || len(p.word(i)) > 2 || p.space(i) && p.space(i-1) != p.space(i) {
		return day{}, false
	}
	d.month = time.Month(m)
	i++
	if !p.is(i, p.word(i-2)) || p.kind(i+1) != digitTok || p.space(i) != p.space(i-2) {
		return day{}, false
	}
	year := p.word(i + 1)
	if len(year) != 4 && len(year) != 2 || p.isAny(i+2, "/") && !p.space(i+2) {
		return day{}, false
	}
	d.date = archive.MakeDate(fullYear(year), d.month, d.day)
	d.to = i + 2
	return d, d.date != "" && d.date.Year() >= 1940 && d.date.Year() <= 2100
}

// dayList reads the further days of a list or range before its month.
func (p *prose) dayList(i int) (next, last int, ok bool) {
	for {
		j := i
		switch {
		case p.isAny(j, "-", "–", "—"):
			j++
		case p.is(j, ",") && p.isAny(j+1, "dan", "and"):
			j += 2
		case p.isAny(j, ",", "dan", "and", "&"):
			j++
		case p.is(j, "s"):
			k := j + 1
			for k < j+5 && p.isAny(k, ".", "/", "d") {
				k++
			}
			j = k
		case p.is(j, "sampai"):
			j++
			if p.is(j, "dengan") {
				j++
			}
		case p.is(j, "hingga"):
			j++
		default:
			return i, last, ok
		}
		if p.is(j, "tanggal") {
			j++
		}
		if p.kind(j) != digitTok || len(p.word(j)) > 2 || j+1 >= len(p.toks) {
			return i, last, ok
		}
		n, _ := strconv.Atoi(p.word(j))
		// a numeric date "11-07-2024" is no range
		if n < 1 || n > 31 || p.isAny(j+1, "-", "/", ".") && p.kind(j+2) == digitTok {
			return i, last, ok
		}
		if _, isMonth := month(p.word(j + 1)); !isMonth && !p.isAny(j+1, ",", "dan", "-", "–", "s", "bulan", "and", "&") {
			return i, last, ok
		}
		i, last, ok = j+1, n, true
	}
}

// yearOf reads the year after the month, if there is one.
func (p *prose) yearOf(d day, i int, sep bool) (day, bool) {
	j := i
	if p.isAny(j, "-", "/", ".") && (sep || p.kind(j+1) == digitTok && len(p.word(j+1)) == 4 && !p.space(j+1)) {
		j++
	}
	if p.isAny(j, ",", "tahun") {
		j++
	}
	if p.is(j, "tahun") {
		j++
	}
	if year, next, ok := p.year(j, sep); ok {
		d.date = archive.MakeDate(year, d.month, d.day)
		d.to = next
		return d, d.date != ""
	}
	d.noYear, d.to = true, i
	return d, archive.MakeDate(2024, d.month, d.day) != ""
}

// year reads a year of four digits, or of two where a separator stands before
// it, also "20 24" and "2O24".
func (p *prose) year(i int, short bool) (year, next int, ok bool) {
	t := p.word(i)
	switch {
	case p.kind(i) == digitTok && len(t) == 4:
		year, _ = strconv.Atoi(t)
		return year, i + 1, year >= 1940 && year <= 2100
	case (t == "20" || t == "19") && p.kind(i+1) == digitTok && len(p.word(i+1)) == 2:
		return fullYear(t + p.word(i+1)), i + 2, true
	case t == "2" && p.isAny(i+1, "o", "oz") && !p.space(i+1) && p.kind(i+2) == digitTok && !p.space(i+2):
		year = fullYear("20" + p.word(i+2))
		return year, i + 3, year > 1940 && year < 2100
	case (t == "20" || t == "2") && !p.space(i+1) && p.kind(i+1) == wordTok && len(p.word(i+1)) <= 2:
		digits := t + unletter(p.word(i+1))
		next = i + 2
		if p.kind(next) == digitTok && !p.space(next) {
			digits += p.word(next)
			next++
		}
		if len(digits) == 4 {
			if year, err := strconv.Atoi(digits); err == nil && year >= 2000 && year < 2100 {
				return year, next, true
			}
		}
	case p.kind(i) == digitTok && len(t) == 2 && (short || i < len(p.toks) && t >= "10"):
		if !p.isAny(i+1, ".", ":") || p.kind(i+2) != digitTok { // not an hour
			return fullYear(t), i + 1, short
		}
	}
	return 0, 0, false
}

// unletter gives the digits that a scan may have read as letters.
func unletter(s string) string {
	b := []byte(s)
	for i, c := range b {
		switch c {
		case 'o', 'O', 'Q', 'D':
			b[i] = '0'
		case 'l', 'i', 'I', '|', '!':
			b[i] = '1'
		case 'z', 'Z':
			b[i] = '2'
		case 's', 'S':
			b[i] = '5'
		case 'b', 'B':
			b[i] = '8'
		}
	}
	return string(b)
}

func fullYear(s string) int {
	n, _ := strconv.Atoi(s)
	if len(s) == 2 {
		if n > 70 {
			return 1900 + n
		}
		return 2000 + n
	}
	return n
}

// monthFirst reads "July 11, 2024".
func (p *prose) monthFirst(i int) (day, bool) {
	m, ok := monthWords[p.word(i)]
	if !ok || p.kind(i+1) != digitTok || len(p.word(i+1)) > 2 {
		return day{}, false
	}
	n, _ := strconv.Atoi(p.word(i + 1))
	j := i + 2
	if p.isAny(j, "st", "nd", "rd", "th") {
		j++
	}
	if p.is(j, ",") {
		j++
	}
	year, next, ok := p.year(j, false)
	if !ok {
		return day{}, false
	}
	d := day{from: i, to: next, day: n, month: m, date: archive.MakeDate(year, m, n)}
	return d, d.date != ""
}

// isoDate reads "2024-07-11".
func (p *prose) isoDate(i int) (day, bool) {
	if len(p.word(i)) != 4 || p.kind(i) != digitTok || !p.is(i+1, "-") || !p.is(i+3, "-") || len(p.word(i+2)) != 2 || len(p.word(i+4)) != 2 {
		return day{}, false
	}
	year, _ := strconv.Atoi(p.word(i))
	m, _ := strconv.Atoi(p.word(i + 2))
	n, _ := strconv.Atoi(p.word(i + 4))
	d := day{from: i, to: i + 5, day: n, month: time.Month(m), date: archive.MakeDate(year, time.Month(m), n)}
	return d, d.date != "" && year > 1940 && year < 2100
}

// wordDate reads "dua belas bulan Maret tahun dua ribu dua puluh tiga".
func (p *prose) wordDate(i int) (day, bool) {
	n, j, ok := p.numberWords(i)
	if !ok || n < 1 || n > 31 {
		return day{}, false
	}
	if p.is(j, "bulan") {
		j++
	}
	m, ok := month(p.word(j))
	if !ok {
		return day{}, false
	}
	j++
	if p.is(j, "tahun") {
		j++
	}
	year, j, ok := p.numberWords(j)
	if !ok || year < 1940 || year > 2100 {
		return day{}, false
	}
	d := day{from: i, to: j, day: n, month: m, date: archive.MakeDate(year, m, n)}
	return d, d.date != ""
}

// month reads a month's name, with one wrong letter in the long ones.
func month(w string) (time.Month, bool) {
	if m, ok := monthWords[w]; ok {
		return m, true
	}
	if len(w) < 5 || len(w) > 10 {
		return 0, false
	}
	for _, name := range longMonths {
		if len(name) >= 5 && near(w, name) {
			return monthWords[name], true
		}
	}
	if name, ok := foldedMonths[foldWord(w)]; ok {
		return monthWords[name], true
	}
	return 0, false
}

// foldedMonths are the long names past any look-alike letters.
var foldedMonths = foldAll(longMonths...)
