package reading

import (
	"strconv"
	"strings"

	"lintas/archive"
)

// amount reads a number of days or hours: "7 (tujuh) hari kerja", "3 x 24 jam",
// "2 sampai dengan 5 hari kerja", "empat belas hari".
func (p *prose) amount(i int, t *timing, letter archive.Date) (int, bool) {
	if days := spanWords[p.word(i)]; days > 0 && (days < 30 || letter.Valid()) {
		if days == 30 {
			days = letter.DaysUntil(archive.DateOf(letter.Time().AddDate(0, 1, 0)))
		}
		t.rule, t.n = archive.CalendarDay, days
		return i + 1, true
	}
	n, j, ok := p.count(i, t)
	if !ok {
		return i, false
	}
	// a range ends later
	if k, ok := p.rangeSign(j); ok {
		if m, next, ok := p.count(k, t); ok && m > n {
			n, j = m, next
		}
	}
	if p.isAny(j, "x", "×", "kali", "*") {
		m, next, ok := p.count(j+1, t)
		if !ok {
			return i, false
		}
		n *= m
		j = p.parenthesis(next, n/max(m, 1), m, t)
	}
	switch {
	case p.is(j, "hari") && p.is(j+1, "-") && p.is(j+2, "kerja"):
		t.rule, j = archive.WorkingDays, j+3
	case p.isAny(j, "hari", "days", "day", "harl", "hr") && p.isAny(j+1, "kerja", "kerja.", "keria", "efektif", "kerjanya"):
		t.rule, j = archive.WorkingDays, j+2
	case p.isAny(j, "working", "business") && p.isAny(j+1, "days", "day"):
		t.rule, j = archive.WorkingDays, j+2
	case p.isAny(j, "hk", "harikerja"):
		t.rule, j = archive.WorkingDays, j+1
	case p.isAny(j, "hari", "days", "day", "calendar", "hr"):
		t.rule, j = archive.CalendarDay, j+1
		for p.isAny(j, "kalender", "takwim", "days", "berturut", "-", "turut", "calendar") {
			j++
		}
	case p.isAny(j, "jam", "hours", "hour"):
		t.rule, j = archive.Hours, j+1
	case p.isAny(j, "minggu", "pekan", "weeks", "week"):
		t.rule, j = archive.CalendarDay, j+1
		n *= 7
	case p.isAny(j, "bulan", "months", "month"):
		if !letter.Valid() || n > 24 {
			return i, false
		}
		t.rule, j = archive.CalendarDay, j+1
		n = letter.DaysUntil(archive.DateOf(letter.Time().AddDate(0, n, 0)))
	default:
		return i, false
	}
	t.n = n
	return j, n > 0 && n < 2000
}

// spanWords are spans in one word, in days; a month is 30 here.
var spanWords = map[string]int{"sehari": 1, "seminggu": 7, "sepekan": 7, "sebulan": 30}

// count reads digits, number words, or both, and notes when they disagree. Where a
// scan damaged the digits, the words count.
func (p *prose) count(i int, t *timing) (n, next int, ok bool) {
	if i >= len(p.toks) {
		return 0, i, false
	}
	if p.kind(i) != digitTok {
		if n, next, ok = p.numberWords(i); ok {
			if p.is(next, "(") && p.kind(next+1) == digitTok && p.is(next+2, ")") { // "tujuh (7)"
				m, _ := strconv.Atoi(p.word(next + 1))
				t.words = t.words || m != n
				next += 3
			}
			return n, next, true
		}
		if digits := unletter(p.word(i)); p.is(i+1, "(") && len(digits) <= 2 && digits != p.word(i) || len(digits) == 1 && digits >= "0" && digits <= "9" && digits != p.word(i) && p.is(i+1, "(") {
			n, _ = strconv.Atoi(digits)
			return p.withWords(n, i+1, t)
		}
		return 0, i, false
	}
	digits := p.word(i)
	if len(digits) > 4 {
		return 0, i, false
	}
	next = i + 1
	if p.kind(next) == wordTok && !p.space(next) && len(p.word(next)) == 1 && strings.ContainsAny(p.word(next), "ol") { // "1O"
		digits += unletter(p.word(next))
		next++
	}
	n, _ = strconv.Atoi(digits)
	return p.withWords(n, next, t)
}

// withWords reads the number words in brackets after digits.
func (p *prose) withWords(n, i int, t *timing) (int, int, bool) {
	if !p.is(i, "(") {
		return n, i, true
	}
	end := i + 1
	for end < len(p.toks) && end < i+9 && !p.is(end, ")") {
		end++
	}
	if !p.is(end, ")") {
		return n, i, true
	}
	if m, next, ok := p.numberWords(i + 1); ok && next == end {
		if m != n {
			t.words = true
			n = m // the words count
		}
		return n, end + 1, true
	}
	if p.kind(i+1) == wordTok {
		return n, end + 1, true // words that cannot be read
	}
	return n, i, true
}

// parenthesis passes "(tiga kali dua puluh empat)" after "3 x 24".
func (p *prose) parenthesis(i, a, b int, t *timing) int {
	if !p.is(i, "(") {
		return i
	}
	if x, j, ok := p.numberWords(i + 1); ok && p.is(j, "kali") {
		if y, k, ok := p.numberWords(j + 1); ok && p.is(k, ")") {
			t.words = t.words || x != a || y != b
			return k + 1
		}
	}
	for end := i + 1; end < i+10 && end < len(p.toks); end++ {
		if p.is(end, ")") {
			return end + 1
		}
	}
	return i
}

// rangeSign passes "-", "s.d.", "sampai dengan" between two numbers.
func (p *prose) rangeSign(i int) (int, bool) {
	switch {
	case p.isAny(i, "-", "–", "hingga", "to", "atau"):
		return i + 1, true
	case p.is(i, "sampai"):
		if p.is(i+1, "dengan") {
			return i + 2, true
		}
		return i + 1, true
	case p.is(i, "s") && p.isAny(i+1, ".", "/"):
		j := i + 1
		for j < i+5 && p.isAny(j, ".", "/", "d") {
			j++
		}
		return j, true
	}
	return i, false
}

// clock reads "16.00 WIB", "09:30".
func (p *prose) clock(i int) (string, int, bool) {
	if p.kind(i) != digitTok || len(p.word(i)) > 2 {
		return "", i, false
	}
	h, _ := strconv.Atoi(p.word(i))
	m, next := 0, i+1
	if p.isAny(next, ".", ":") && p.kind(next+1) == digitTok && len(p.word(next+1)) == 2 {
		m, _ = strconv.Atoi(p.word(next + 1))
		next += 2
	}
	if h > 24 || m > 59 {
		return "", i, false
	}
	if p.isAny(next, "wib", "wita", "wit", "wl", "wlb") {
		next++
	} else if p.is(next, "waktu") && p.isAny(next+1, "setempat", "indonesia") {
		next += 2
	}
	return twoDigits(h) + ":" + twoDigits(m), next, true
}

// englishHour reads "5 p.m.", "5:30 pm", "noon".
func (p *prose) englishHour(i int) (string, int, bool) {
	if p.is(i, "noon") {
		return "12:00", i + 1, true
	}
	if len(p.word(i)) == 4 && p.kind(i) == digitTok && p.isAny(i+1, "hours", "hrs") {
		n, _ := strconv.Atoi(p.word(i))
		return twoDigits(n/100) + ":" + twoDigits(n%100), i + 2, n/100 < 24 && n%100 < 60
	}
	if p.kind(i) != digitTok || len(p.word(i)) > 2 {
		return "", i, false
	}
	h, _ := strconv.Atoi(p.word(i))
	m, next := 0, i+1
	if p.isAny(next, ".", ":") && p.kind(next+1) == digitTok && len(p.word(next+1)) == 2 {
		m, _ = strconv.Atoi(p.word(next + 1))
		next += 2
	}
	letter := p.word(next)
	switch {
	case letter == "pm", letter == "am":
		next++
	case (letter == "p" || letter == "a") && p.is(next+1, ".") && p.is(next+2, "m"):
		next += 3
		if p.is(next, ".") {
			next++
		}
	case p.is(next, "hours") && len(p.word(i)) == 2:
		next++
	default:
		return "", i, false
	}
	if h > 23 || m > 59 || h > 12 && letter != "hours" {
		return "", i, false
	}
	switch {
	case strings.HasPrefix(letter, "p") && h < 12:
		h += 12
	case strings.HasPrefix(letter, "a") && h == 12:
		h = 0
	}
	return twoDigits(h) + ":" + twoDigits(m), next, true
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// clockAfter reads the hour after a date.
func (p *prose) clockAfter(t *timing) {
	j := t.hi
	for p.isAny(j, ",", ")") {
		j++
	}
	if p.is(j, "pada") {
		j++
	}
	if !p.isAny(j, "pukul", "jam", "at") {
		return
	}
	if clock, next, ok := p.clock(j + 1); ok {
		t.clock, t.hi = clock, next
	}
}
