package reading

import (
	"strconv"
	"strings"
	"time"

	"lintas/archive"
)

// brafaksNumber reports whether a number is of the missions' telegram family:
// B-00282/HAMBURG/171114.
func brafaksNumber(n string) bool {
	_, ok := brafaksDate(n)
	return ok
}

// brafaksDate reads the date inside a telegram's number, YYMMDD at the end.
func brafaksDate(n string) (archive.Date, bool) {
	n = strings.TrimSpace(n)
	at := strings.LastIndexByte(n, '/')
	if at < 4 || len(n)-at-1 != 6 {
		return "", false
	}
	tail := unletter(n[at+1:])
	v, err := strconv.Atoi(tail)
	if err != nil {
		return "", false
	}
	head := n[:at]
	sep := strings.IndexAny(head, "/.")
	if sep < 0 || !strings.ContainsAny(head[sep:], "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") || !strings.ContainsAny(head[:sep], "0123456789") {
		return "", false
	}
	d := archive.MakeDate(2000+v/10000, time.Month(v/100%100), v%100)
	return d, d != ""
}

// numberValue cuts a letter number out of the value of its label: up to a date,
// another label or plain words.
func numberValue(value string) string {
	value = clean(strings.TrimLeft(value, " :."))
	if value == "" {
		return ""
	}
	p := scan(value)
	end := p.numberEnd(0, true)
	n := clean(p.slice(0, end))
	return tidyNumber(n)
}

// numberEnd returns the token after the letter number that begins at token i. In
// a head, where nothing follows a number but its date, blanks are no end.
func (p *prose) numberEnd(i int, head bool) int {
	start := i
	digits := false
	for i < len(p.toks) && i-start < 60 {
		t := &p.toks[i]
		if i > start && t.space && !p.numberGoesOn(start, i, head) {
			break
		}
		switch t.low {
		case ",", ";", ":", "“", "”", "\"":
			if t.low == "," && p.kind(i+1) == digitTok && !p.space(i+1) && head {
				i++
				continue
			}
			return p.trimNumber(start, i)
		case "(":
			if !(p.kind(i+1) == digitTok && p.is(i+2, ")")) {
				return p.trimNumber(start, i)
			}
		case ")":
			if !(i >= 2 && p.is(i-2, "(")) {
				return p.trimNumber(start, i)
			}
		}
		digits = digits || t.kind == digitTok
		i++
	}
	return p.trimNumber(start, i)
}

// trimNumber takes the full stop of the sentence off the number.
func (p *prose) trimNumber(start, end int) int {
	for end > start && p.isAny(end-1, ".", ",", "-", "–", "&") && (p.space(end) || end >= len(p.toks) || !p.is(end-1, ".")) {
		if p.is(end-1, ".") && end-2 > start && p.is(end-2, ".") {
			end--
		}
		end--
	}
	return end
}

// numberGoesOn reports whether the number goes on past the blank before token i.
func (p *prose) numberGoesOn(start, i int, head bool) bool {
	t, before := &p.toks[i], &p.toks[i-1]
	if isSeparator(t.low) {
		return t.low != "-" && t.low != "–" || p.kind(i+1) != signTok && i+1 < len(p.toks) && (head || !p.upper(i+1) || p.caps(i+1))
	}
	if isSeparator(before.low) && before.low != "." {
		return !numberStops[t.low]
	}
	if _, ok := p.dayAt(i); ok && i > start+2 {
		return false
	}
	if t.low == "tahun" && p.kind(i+1) == digitTok && len(p.word(i+1)) == 4 {
		return true
	}
	if before.low == "tahun" && t.kind == digitTok {
		return true
	}
	if numberStops[t.low] {
		// "272/D.8.ND/11/2017 dan 350/D.3.ND/11/2017", "299 & 300/GGGI"
		return head && (t.low == "dan" || t.low == "and") && p.looksNumbered(i+1)
	}
	if t.low == "&" || before.low == "&" {
		return true
	}
	if t.low == "(" {
		return p.kind(i+1) == digitTok && p.is(i+2, ")")
	}
	if before.low == ")" {
		return t.kind == digitTok
	}
	if _, ok := romanMonths[t.low]; ok && p.caps(i) && before.kind == wordTok && p.is(i-2, "/") && p.upper(i-1) && !p.is(i+1, "/") {
		return true // a base of the navy: "…/Lantamal IV"
	}
	if p.caps(i) && p.caps(i-1) && len(t.low) > 1 {
		// a post of two words: B-00096/KUALA LUMPUR/240116
		j := i + 1
		for j < len(p.toks) && p.caps(j) && j < i+3 {
			j++
		}
		return p.is(j, "/") || p.is(j, "-") && !p.space(j)
	}
	if t.kind == digitTok && before.kind == digitTok && len(before.low) <= 2 && len(t.low) <= 2 {
		return true // "20 17"
	}
	if before.kind == digitTok && t.kind == wordTok && head && len(t.low) <= 4 && !t.isLower(p) {
		return true
	}
	if before.kind == wordTok && t.kind == digitTok && i == start+1 && p.caps(i-1) {
		return true // "SR 686/2", "KU 03.01-Db/852"
	}
	if t.kind == wordTok && before.kind == digitTok && p.is(i+1, ".") && p.kind(i+2) == digitTok && !p.space(i+2) {
		return true // "686/2 Jld.2"
	}
	if head && i-start <= 8 && t.kind != signTok && p.caps(i) && p.chunkHas(i, "/") {
		return true
	}
	return head && t.kind == digitTok && p.chunkHas(i, "/") || head && p.chunkHas(i, "/") && strings.ContainsAny(p.chunk(i), "0123456789")
}

func (t *tok) isLower(p *prose) bool {
	c := p.text[t.start]
	return c >= 'a' && c <= 'z'
}

// looksNumbered reports whether the run of signs at token i could be a letter number.
func (p *prose) looksNumbered(i int) bool {
	c := p.chunk(i)
	return strings.ContainsAny(c, "/-.") && strings.ContainsAny(c, "0123456789") && len(c) > 4
}

// chunk returns the text from token i to the next blank.
func (p *prose) chunk(i int) string {
	if i < 0 || i >= len(p.toks) {
		return ""
	}
	j := i + 1
	for j < len(p.toks) && !p.toks[j].space {
		j++
	}
	return p.slice(i, j)
}

func (p *prose) chunkHas(i int, sign string) bool { return strings.Contains(p.chunk(i), sign) }

func isSeparator(s string) bool {
	switch s {
	case "/", "-", ".", "–", "_", "\\":
		return true
	}
	return false
}

// tidyNumber closes the blanks around separators and mends what scans do to the
// month and the year, where there is no doubt.
func tidyNumber(n string) string {
	n = squeeze(n)
	for _, sep := range []string{"/", "."} {
		n = strings.ReplaceAll(n, " "+sep, sep)
		n = strings.ReplaceAll(n, sep+" ", sep)
	}
	parts := strings.Split(n, "/")
	for i, part := range parts {
		if i == 0 {
			continue
		}
		if fixed, ok := mendRoman(part); ok {
			parts[i] = fixed
		}
		if fixed, ok := mendYear(part); ok {
			parts[i] = fixed
		}
	}
	return strings.Join(parts, "/")
}

// mendRoman reads a month in Roman figures past l, 1 and | for I.
func mendRoman(s string) (string, bool) {
	if len(s) == 0 || len(s) > 5 || !strings.ContainsAny(s, "lI|VXvx") || !strings.ContainsAny(s, "l|") && s == strings.ToUpper(s) {
		return "", false
	}
	fixed := strings.ToUpper(strings.NewReplacer("l", "I", "|", "I", "1", "I", "!", "I").Replace(s))
	_, ok := romanMonths[strings.ToLower(fixed)]
	return fixed, ok
}

// mendYear reads "2O24" and "20 24".
func mendYear(s string) (string, bool) {
	t := strings.ReplaceAll(s, " ", "")
	if len(t) != 4 || t == s && strings.Trim(s, "0123456789") == "" || t[0] != '2' && t[0] != 'Z' {
		return "", false
	}
	t = unletter(t)
	v, err := strconv.Atoi(t)
	return t, err == nil && v >= 2000 && v < 2100
}

// mendMonth reads the month of a scanned number by the letter's own date: the same
// strokes are II and 11.
func mendMonth(n string, date archive.Date) string {
	if !date.Valid() {
		return n
	}
	parts := strings.Split(n, "/")
	for i := 1; i < len(parts); i++ {
		part := strings.TrimSpace(parts[i])
		if len(part) > 5 || part == "" || strings.Trim(part, "IVXlv1x|!") != "" {
			continue
		}
		if v, err := strconv.Atoi(part); err == nil && (v == int(date.Time().Month()) || part == "1") {
			continue
		}
		roman := strings.ToUpper(strings.NewReplacer("l", "I", "1", "I", "|", "I", "!", "I").Replace(part))
		if m, ok := romanMonths[strings.ToLower(roman)]; ok && m == date.Time().Month() {
			parts[i] = roman
		}
	}
	return strings.Join(parts, "/")
}

// emptyNumber reports whether a value says that there is no number, or that its
// serial was never filled in.
func emptyNumber(n string) bool {
	t := strings.Trim(n, " -–—._/:…")
	if t == "" || !strings.ContainsAny(t, "0123456789") {
		return true
	}
	if strings.HasPrefix(strings.TrimLeft(n, " "), "/") || strings.HasPrefix(n, "...") || strings.HasPrefix(n, "…") || strings.HasPrefix(n, "___") || strings.HasPrefix(n, "--") {
		return true
	}
	// "B-      /BP2MI/IX/2024", "B. …/UPT": the serial is a gap
	return strings.Contains(n, "…") || strings.Contains(n, "__") || strings.Contains(n, "....") || strings.Contains(n, "- /") || strings.Contains(n, "./") && strings.HasPrefix(n, ".")
}

// splitNumbers parts two numbers of a joint letter.
func splitNumbers(n string) []string {
	for _, sep := range []string{" dan ", " and ", " & ", "; "} {
		if a, b, ok := strings.Cut(n, sep); ok && strings.ContainsAny(a, "/-") && strings.ContainsAny(b, "/-") {
			b = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(b, "Nomor"), "No."))
			return []string{clean(a), clean(b)}
		}
	}
	return []string{n}
}

// numberMonth returns the year and month that a number names, 0 where it does not.
func numberMonth(n string) (year int, m time.Month) {
	if d, ok := brafaksDate(n); ok {
		return d.Year(), d.Time().Month()
	}
	parts := strings.FieldsFunc(n, func(r rune) bool { return r == '/' || r == ' ' || r == '-' })
	for i, part := range parts {
		if v, err := strconv.Atoi(part); err == nil && len(part) == 4 && v >= 1990 && v <= 2099 {
			year = v
			for _, k := range []int{i - 1, i + 1, i - 2} {
				if k < 1 || k >= len(parts) {
					continue
				}
				if mm, ok := romanMonths[lower(parts[k])]; ok {
					return year, mm
				}
				if k == i-1 && len(parts[k]) == 2 {
					if v, err := strconv.Atoi(parts[k]); err == nil && v >= 1 && v <= 12 {
						return year, time.Month(v)
					}
				}
			}
		}
	}
	return year, m
}

// looksLikeNumber scores how much a value looks like a letter number, 0 to 1.
func looksLikeNumber(n string) float64 {
	if len(n) < 2 || len(n) > 70 || !strings.ContainsAny(n, "0123456789") {
		return 0
	}
	score := 0.4
	if strings.Contains(n, "/") {
		score += 0.35
	}
	if year, m := numberMonth(n); year > 0 {
		score += 0.15
		if m > 0 {
			score += 0.09
		}
	}
	if !strings.Contains(n, " ") {
		score += 0.05
	}
	return min(score, 1)
}
