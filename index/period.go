package index

import (
	"fmt"
	"strconv"
	"time"

	"lintas/archive"
)

// period is a time that words of a query name.
type period struct {
	span
	said int  // words that name it
	told bool // counted from today, or open: the answer says which days were meant
}

// dateClause reads a time in words at the head of the list: 24 September 2024,
// September 2024, tahun 2024, triwulan I 2025, minggu ini, 3 bulan terakhir, sejak
// Maret 2023; in English too. Of a time that is named outright the text may speak as
// well; a time counted from today is the document's.
func (c *composer) dateClause(list []string) (clause, int) {
	p, ok := readPeriod(list, c.today)
	if !ok {
		return clause{}, 0
	}
	days := oneOf(fieldDay, spanTerms(p.span), 2)
	if p.told {
		text := p.span.words()
		c.reading(joined(list[:p.said]), text.ID, text.EN)
		return clause{leaves: []leaf{days}}, p.said
	}
	return clause{leaves: append(exactLeaves(list[:p.said], 1), days)}, p.said
}

// readPeriod reads the time that the first words of a list name. Without today
// only times that are named outright are read.
func readPeriod(list []string, today archive.Date) (period, bool) {
	for _, read := range [...]func([]string) (period, bool){monthOfYear, quarterOfYear, wholeYear} {
		if p, ok := read(list); ok {
			return p, true
		}
	}
	if p, ok := openPeriod(list, today); ok {
		return p, true
	}
	if today == "" {
		return period{}, false
	}
	if p, ok := relative(list, today); ok {
		return p, true
	}
	return lastMany(list, today)
}

// monthOfYear reads 24 September 2024 and September 2024.
func monthOfYear(list []string) (period, bool) {
	n := 0
	if len(list) >= 3 && len(list[0]) <= 2 && hasDigit(list[0]) && monthNamed(list[1]) > 0 {
		n = 3
	} else if len(list) >= 2 && monthNamed(list[0]) > 0 {
		n = 2
	}
	if n == 0 || len(list[n-1]) != 4 {
		return period{}, false
	}
	month := fmt.Sprintf("%02d", monthNamed(list[n-2]))
	s, ok := parsePeriod(list[n-1] + "-" + month)
	if n == 3 {
		s, ok = parsePeriod(list[0] + "-" + month + "-" + list[2])
	}
	return period{span: s, said: n}, ok
}

// quarterOfYear reads triwulan I 2025, kuartal 1 2025, Q1 2025, first quarter 2025 and
// semester II 2024.
func quarterOfYear(list []string) (period, bool) {
	if len(list) >= 2 && len(list[0]) == 2 && list[0][0] == 'q' {
		return partOfYear(list[0][1:], list[1], 3, 2)
	}
	if len(list) < 3 {
		return period{}, false
	}
	switch list[0] {
	case "triwulan", "tw", "kuartal", "quarter":
		return partOfYear(list[1], list[2], 3, 3)
	case "semester":
		return partOfYear(list[1], list[2], 6, 3)
	}
	if list[1] == "quarter" {
		return partOfYear(list[0], list[2], 3, 3)
	}
	return period{}, false
}

func partOfYear(which, year string, months, said int) (period, bool) {
	n := ordinal(which)
	y, ok := yearNamed(year)
	if n < 1 || n > 12/months || !ok {
		return period{}, false
	}
	from := archive.MakeDate(y, time.Month((n-1)*months+1), 1)
	return period{span: span{from, archive.DateOf(from.Time().AddDate(0, months, -1))}, said: said}, true
}

func ordinal(w string) int {
	switch w {
	case "1", "i", "pertama", "first", "1st":
		return 1
	case "2", "ii", "kedua", "second", "2nd":
		return 2
	case "3", "iii", "ketiga", "third", "3rd":
		return 3
	case "4", "iv", "keempat", "fourth", "4th":
		return 4
	}
	return 0
}

func yearNamed(w string) (int, bool) {
	y, err := strconv.Atoi(w)
	return y, err == nil && len(w) == 4 && y >= 1900 && y <= 2100
}

// wholeYear reads tahun 2024.
func wholeYear(list []string) (period, bool) {
	if len(list) < 2 || list[0] != "tahun" && list[0] != "year" && list[0] != "thn" {
		return period{}, false
	}
	if _, ok := yearNamed(list[1]); !ok {
		return period{}, false
	}
	s, ok := parsePeriod(list[1])
	return period{span: s, said: 2}, ok
}

// openPeriod reads sejak Maret 2023, sebelum 2024, and from to: dari Maret 2023 sampai
// Mei 2023.
func openPeriod(list []string, today archive.Date) (period, bool) {
	if len(list) < 2 {
		return period{}, false
	}
	inner, ok := yearOrPeriod(list[1:], today)
	if !ok {
		return period{}, false
	}
	inner.said++
	inner.told = true
	switch list[0] {
	case "sejak", "since", "mulai":
		inner.to = ""
	case "sebelum", "before":
		inner.to, inner.from = inner.from.AddDays(-1), ""
	case "sesudah", "setelah", "after":
		inner.from, inner.to = inner.to.AddDays(1), ""
	case "sampai", "hingga", "until":
		inner.from = ""
	case "antara", "between", "dari", "from":
		return closed(inner, list, today)
	default:
		return period{}, false
	}
	return inner, true
}

// closed reads the end of dari Maret 2023 sampai Mei 2023.
func closed(from period, list []string, today archive.Date) (period, bool) {
	rest := list[from.said:]
	for len(rest) > 1 && linksDays(rest[0]) {
		from.said++
		rest = rest[1:]
		if to, ok := yearOrPeriod(rest, today); ok && to.to >= from.from {
			from.to = to.to
			from.said += to.said
			return from, true
		}
	}
	return period{}, false
}

func linksDays(w string) bool {
	switch w {
	case "sampai", "hingga", "s", "d", "dan", "dengan", "to", "until", "and":
		return true
	}
	return false
}

func yearOrPeriod(list []string, today archive.Date) (period, bool) {
	if _, ok := yearNamed(list[0]); ok {
		s, ok := parsePeriod(list[0])
		return period{span: s, said: 1}, ok
	}
	return readPeriod(list, today)
}

// relative reads hari ini, kemarin, minggu ini, bulan lalu, tahun lalu and the like.
func relative(list []string, today archive.Date) (period, bool) {
	day := func(d archive.Date, said int) (period, bool) {
		return period{span: span{d, d}, said: said, told: true}, true
	}
	switch list[0] {
	case "kemarin", "yesterday":
		return day(today.AddDays(-1), 1)
	case "today":
		return day(today, 1)
	}
	if len(list) < 2 {
		return period{}, false
	}
	unit, back := unitNamed(list[0]), 0
	switch list[1] {
	case "ini":
	case "lalu", "kemarin", "silam":
		back = 1
	default:
		unit = unitNamed(list[1])
		switch list[0] {
		case "this":
		case "last", "previous":
			back = 1
		default:
			return period{}, false
		}
	}
	s, ok := unitSpan(unit, back, today)
	return period{span: s, said: 2, told: true}, ok
}

type unit int

const (
	noUnit unit = iota
	dayUnit
	weekUnit
	monthUnit
	quarterUnit
	yearUnit
)

func unitNamed(w string) unit {
	switch w {
	case "hari", "day", "days":
		return dayUnit
	case "minggu", "pekan", "week", "weeks":
		return weekUnit
	case "bulan", "month", "months":
		return monthUnit
	case "triwulan", "kuartal", "quarter", "quarters":
		return quarterUnit
	case "tahun", "year", "years":
		return yearUnit
	}
	return noUnit
}

// unitSpan is the week, month, quarter or year that today is in, or so many before it.
// Weeks begin on Monday.
func unitSpan(u unit, back int, today archive.Date) (span, bool) {
	t := today.Time()
	var from, next time.Time
	switch u {
	case dayUnit:
		from = t.AddDate(0, 0, -back)
		next = from.AddDate(0, 0, 1)
	case weekUnit:
		from = t.AddDate(0, 0, -(int(t.Weekday())+6)%7-7*back)
		next = from.AddDate(0, 0, 7)
	case monthUnit:
		from = time.Date(t.Year(), t.Month()-time.Month(back), 1, 0, 0, 0, 0, time.UTC)
		next = from.AddDate(0, 1, 0)
	case quarterUnit:
		from = time.Date(t.Year(), (t.Month()-1)/3*3+1-time.Month(3*back), 1, 0, 0, 0, 0, time.UTC)
		next = from.AddDate(0, 3, 0)
	case yearUnit:
		from = time.Date(t.Year()-back, 1, 1, 0, 0, 0, 0, time.UTC)
		next = from.AddDate(1, 0, 0)
	default:
		return span{}, false
	}
	return span{archive.DateOf(from), archive.DateOf(next.AddDate(0, 0, -1))}, true
}

// lastMany reads 3 bulan terakhir, tiga bulan terakhir, last 3 months.
func lastMany(list []string, today archive.Date) (period, bool) {
	if len(list) < 3 {
		return period{}, false
	}
	count, name := list[0], list[1]
	switch {
	case list[2] == "terakhir" || list[2] == "belakangan":
	case list[0] == "last" || list[0] == "past":
		count, name = list[1], list[2]
	default:
		return period{}, false
	}
	n := counted(count)
	if n < 1 || n > 1000 {
		return period{}, false
	}
	t := today.Time()
	var from time.Time
	switch unitNamed(name) {
	case dayUnit:
		from = t.AddDate(0, 0, 1-n)
	case weekUnit:
		from = t.AddDate(0, 0, 1-7*n)
	case monthUnit:
		from = t.AddDate(0, -n, 1)
	case quarterUnit:
		from = t.AddDate(0, -3*n, 1)
	case yearUnit:
		from = t.AddDate(-n, 0, 1)
	default:
		return period{}, false
	}
	return period{span: span{archive.DateOf(from), today}, said: 3, told: true}, from.Year() >= 1900
}

func counted(w string) int {
	for i, names := range [...][2]string{{"satu", "one"}, {"dua", "two"}, {"tiga", "three"}, {"empat", "four"}, {"lima", "five"}, {"enam", "six"}, {"tujuh", "seven"}, {"delapan", "eight"}, {"sembilan", "nine"}, {"sepuluh", "ten"}} {
		if w == names[0] || w == names[1] {
			return i + 1
		}
	}
	n, err := strconv.Atoi(w)
	if err != nil {
		return 0
	}
	return n
}

// words says a span as people write it.
func (s span) words() archive.Text {
	from, to := s.from.Words(), s.to.Words()
	switch {
	case s.from == s.to:
		return from
	case s.from == "":
		return archive.Text{ID: "sampai " + to.ID, EN: "up to " + to.EN}
	case s.to == "":
		return archive.Text{ID: "sejak " + from.ID, EN: "since " + from.EN}
	}
	return archive.Text{ID: from.ID + " sampai " + to.ID, EN: from.EN + " to " + to.EN}
}
