package reading

import (
	"strconv"
	"strings"

	"lintas/archive"
)

// amount reads a number of days or hours: "7 (tujuh) hari kerja", "3 x 24 jam",
// "2 sampai dengan 5 hari kerja", "empat belas hari".
func (p *prose) amount(i int, t *timing, letter archive.Date) (int, bool) {
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
	case p.isAny(j, "hari", "days", "day", "harl") && p.isAny(j+1, "kerja", "kerja.", "keria", "efektif"):
		t.rule, j = archive.WorkingDays, j+2
	case p.isAny(j, "working", "business") && p.isAny(j+1, "days", "day"):
		t.rule, j = archive.WorkingDays, j+2
	case p.isAny(j, "hk"):
		t.rule, j = archive.WorkingDays, j+1
	case p.isAny(j, "hari", "days", "day", "calendar"):
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

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// clockAfter reads the hour after a date.
func (p *prose) clockAfter(t *timing) {
	j := t.hi
	if p.isAny(j, ",") {
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

// thisPaper reports whether a clause names the paper it stands in: "sejak pengaduan
// ini".
func (p *prose) thisPaper(from, to int) bool {
	for k := from; k+1 < to; k++ {
		if p.is(k+1, "ini") && (letterNouns[p.word(k)] || p.isAny(k, "pengaduan", "laporan", "pemberitahuan", "edaran", "panggilan", "peringatan", "somasi", "tagihan")) {
			return true
		}
	}
	return false
}

// countdown reads "H-3" at token i.
func (p *prose) countdown(i int) bool {
	return p.is(i, "h") && p.isAny(i+1, "-", "–", "min") && p.kind(i+2) == digitTok && p.upper(i) && len(p.word(i+2)) <= 2
}

// eventNamed reads the event that a time limit counts back from, and its day where
// that is printed: "sebelum kedatangan pada tanggal 7 November 2025".
func (p *prose) eventNamed(j int, t *timing) int {
	t.base, t.event = archive.FromEvent, true
	if !p.isAny(j, "sebelum", "dari", "pelaksanaan", "kegiatan", "acara", "rapat", "before", "prior") {
		return j
	}
	end := j
	for end < len(p.toks) && end < j+8 {
		if d, ok := p.dayAt(end); ok && end > j {
			if !d.noYear {
				t.baseDate, t.event = d.date, false
				return d.to
			}
			break
		}
		if p.kind(end) != wordTok || p.isAny(end, "agar", "kepada", "melalui", "dan", "untuk", "disertai", "dengan", "serta") {
			break
		}
		end++
	}
	return min(end, j+5)
}

// baseAfter reads what the count starts from: "sejak surat ini diterima", "setelah
// kedatangan", "sejak tanggal surat ini".
func (p *prose) baseAfter(t *timing) {
	if t.rule != archive.WorkingDays && t.rule != archive.CalendarDay && t.rule != archive.Hours || t.n < 0 {
		return
	}
	j := t.hi
	if t.today {
		return
	}
	if p.isAny(j, "sebelum", "before", "prior") && t.rule != archive.Hours { // "3 (tiga) hari sebelum rapat dilaksanakan"
		t.n, t.hi = -t.n, p.eventNamed(j, t)
		return
	}
	if p.is(j, ",") {
		j++
	}
	for p.isAny(j, "terhitung", "dihitung", "counted", "terhitung-") {
		j++
	}
	for p.isAny(j, "mulai") {
		j++
	}
	if !p.isAny(j, "sejak", "setelah", "sesudah", "semenjak", "dari", "from", "after", "since", "of", "pasca", "usai", "seusai") && j == t.hi {
		return
	}
	start := j
	end := j
	for end < len(p.toks) && end < start+14 {
		if p.isAny(end, ",", ";", "dan", "agar", "untuk", "kepada", "melalui", "guna", "mengingat", "(", "serta", "apabila") || p.is(end, ".") && p.ends(end) {
			break
		}
		end++
	}
	clause := p.low[p.toks[min(start, len(p.toks)-1)].start:]
	if end > start {
		clause = lower(p.slice(start, end))
	}
	switch {
	case strings.Contains(clause, "terima") || strings.Contains(clause, "receipt") || strings.Contains(clause, "received") || strings.Contains(clause, "sampainya"):
		t.base = archive.FromReceipt
	case p.thisPaper(start, end), strings.Contains(clause, "tanggal surat") || strings.Contains(clause, "surat ini") || strings.Contains(clause, "date of this") || strings.Contains(clause, "nota ini") || strings.Contains(clause, "brafaks ini") || strings.Contains(clause, "surat dimaksud") || strings.Contains(clause, "dikeluarkan") || strings.Contains(clause, "ditetapkan") || strings.Contains(clause, "tanggal edaran") || strings.Contains(clause, "edaran ini") || strings.Contains(clause, "surat peringatan") || strings.Contains(clause, "tanggal nota"):
		t.base = archive.FromLetter
	default:
		t.base, t.event = archive.FromEvent, true
		for k := start; k < end; k++ {
			if d, ok := p.dayAt(k); ok && !d.noYear {
				t.baseDate, t.event = d.date, false
				end = max(end, d.to)
				break
			}
		}
	}
	t.hi = end
}
