package reading

import (
	"strings"

	"lintas/archive"
)

// citation is a place in running text that cites a letter or a meeting.
type citation struct {
	para      *para
	noun      int // token of "surat", "brafaks", "rapat"
	senderEnd int // tokens noun+1 to senderEnd name the sender
	number    string
	date      archive.Date
	end       int // token after number and date
	subject   int // token after the cited subject
	meeting   bool
	joined    bool             // hangs on the citation before with "dan"
	index     int              // running number in the paragraph
	after     int              // token after the citation before
	sender    string           // printed in a cell of its own
	settled   archive.Relation // where a table says how its letters bear
}

// citations finds the citations of a paragraph from left to right.
func (r *reader) citations(p *para) []citation {
	var out []citation
	last, covered := 0, 0 // ends of the citation before, without and with its subject
	for i := 0; i < len(p.toks); i++ {
		if p.toks[i].kind == signTok && !strings.Contains("/-", p.toks[i].low) {
			continue
		}
		c, ok := r.letterAt(p, i, last, len(out) > 0)
		if !ok && i >= covered {
			c, ok = r.undatedOrMeeting(p, i, last)
		}
		if !ok {
			continue
		}
		c.para, c.index, c.after = p, len(out), covered
		c.subject = p.subjectEnd(c.end)
		out = append(out, c)
		last, covered = c.end, c.subject
		i = c.end - 1
		if len(out) >= maxReferences {
			break
		}
	}
	return p.shareDates(out)
}

// shareDates gives citations that hang together the dates printed once behind them:
// "Nomor X dan Nomor Y tanggal 5 Mei 2024", "masing-masing tanggal 5 dan 6 Mei 2024".
func (p *prose) shareDates(list []citation) []citation {
	for i := range list {
		if list[i].date != "" || list[i].number == "" {
			continue
		}
		last := i
		for last+1 < len(list) && list[last+1].joined && list[last].date == "" {
			last++
		}
		if j, ok := p.seq(list[last].end, "masing", "-", "masing"); ok && list[last].date == "" {
			for k := i; k <= last; k++ {
				for p.isAny(j, "dan", ",", "serta") {
					j++
				}
				d, ok := p.dateAfter(j)
				if !ok {
					break
				}
				list[k].date, list[k].end, j = d.date, max(list[k].end, d.to), d.to
			}
			continue
		}
		list[i].date = list[last].date
	}
	return list
}

// letterAt reads a citation whose number label, or bare number, is at token i.
func (r *reader) letterAt(p *para, i, last int, some bool) (citation, bool) {
	at, labelled := p.numberLabel(i)
	if !labelled {
		if !p.bareNumber(i) {
			return citation{}, false
		}
		at = i
	}
	noun, kind := p.nounBefore(i, last)
	joined := false
	if kind == noNoun && some && i-last <= 4 && p.isAny(last, "dan", "serta", ",", "and", ";", "&") {
		joined, kind, noun = true, letterNoun, i
	}
	if kind == noNoun && p.numbered(at) && (p.isAny(i-1, "(", ":") || i == 0) && labelled {
		kind, noun = letterNoun, i
	}
	if kind != letterNoun || !labelled && !joined && (i-noun > 14 || i <= noun) {
		return citation{}, false
	}
	end := p.numberEnd(at, false)
	number := tidyNumber(clean(p.slice(at, end)))
	if p.slice(at, end) == "" && !p.isAny(at, "-", "–") {
		return citation{}, false
	}
	c := citation{noun: noun, senderEnd: i, joined: joined}
	if !emptyNumber(number) && plausible(number) {
		c.number = number
	} else if !emptyNumber(number) {
		return citation{}, false
	}
	for end < len(p.toks) && c.number == "" && p.isAny(end, "-", "–", ".", "…") {
		end++
	}
	c.end = end
	if p.isAny(noun+1, "edaran") && p.revoked(end) {
		return citation{}, false
	}
	if d, ok := p.dateAfter(end); ok {
		c.date, c.end = d.date, d.to
	} else if d, ok := p.dateBetween(noun, i); ok {
		c.date, c.senderEnd = d.date, d.from
	} else if d, ok := p.dateBeyondSubject(end); ok {
		c.date = d.date
	}
	if c.number == "" && c.date == "" || c.number != "" && !strings.ContainsAny(c.number, "/-.") && c.date == "" {
		return citation{}, false
	}
	return c, true
}

// revoked reports whether the rest of the sentence takes a circular out of force.
func (p *prose) revoked(i int) bool {
	_, hi := p.sentenceAround(i - 1)
	return hasAny(lower(p.slice(min(i, hi), hi)), "tidak berlaku", "dicabut")
}

// plausible reports whether a number can be that of a letter: not a telephone,
// passport or identity number.
func plausible(n string) bool {
	digits, separators := 0, 0
	for i := 0; i < len(n); i++ {
		switch c := n[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c == '/' || c == '-' || c == '.':
			separators++
		}
	}
	if digits == 0 || len(n) > 90 {
		return false
	}
	if strings.HasPrefix(n, "08") && !strings.Contains(n, "/") && digits >= 9 || strings.HasPrefix(n, "+") {
		return false
	}
	return separators > 0 || digits <= 6 && (len(n)-digits > 3 || digits == len(n))
}

// numberLabel reads "Nomor", "No.", "nomor :" and returns the token after it.
func (p *prose) numberLabel(i int) (int, bool) {
	if !p.isAny(i, "nomor", "no", "nomer", "number", "nr", "nomornya", "nornor", "nos", "nombor", "ref", "reference") || p.isAny(i, "ref", "reference") && !p.isAny(i+1, ".", ":", "no", "number") {
		return i, false
	}
	if p.is(i, "no") && i+1 < len(p.toks) && !p.isAny(i+1, ".", ":") && p.kind(i+1) != digitTok && !p.numbered(i+1) {
		return i, false
	}
	j := i + 1
	if p.isAny(i, "ref", "reference") {
		for p.isAny(j, ".", "no", "number") && j < i+4 {
			j++
		}
	}
	if p.is(j, "surat") && p.is(j+1, ":") {
		j++
	}
	for p.isAny(j, ".", ":") && j < i+5 {
		j++
	}
	if j >= len(p.toks) {
		return i, false
	}
	return j, p.numbered(j) || p.kind(j) == digitTok || p.isAny(j, "-", "–", "…") || p.caps(j) || p.is(j, ".")
}

// numbered reports whether the run of signs at token i has digits and a separator.
func (p *prose) numbered(i int) bool {
	c := p.chunk(i)
	return strings.ContainsAny(c, "0123456789") && strings.ContainsAny(c, "/-.")
}

// bareNumber reports whether a letter number stands at token i without a label.
func (p *prose) bareNumber(i int) bool {
	if i == 0 || !p.space(i) && !p.isAny(i-1, "(", ":") || p.isAny(i-1, ".", "no", "nomor") {
		return false
	}
	c := strings.Trim(p.chunk(i), ".,;()")
	if strings.Count(c, "/") == 1 && len(p.word(i)) <= 2 && p.is(i+1, "-") && p.kind(i+2) == digitTok { // "B-00091/CAPE TOWN/230714"
		c = p.slice(i, p.numberEnd(i, false))
	}
	if len(c) < 7 || strings.Count(c, "/") < 2 || !strings.ContainsAny(c, "0123456789") {
		return false
	}
	year, _ := numberMonth(c)
	return year > 0 || brafaksNumber(c)
}

type nounKind byte

const (
	noNoun nounKind = iota
	letterNoun
	foreignNoun // a law, a passport, a telephone: not a letter
)

// nounBefore finds what the number at token i is the number of.
func (p *prose) nounBefore(i, last int) (int, nounKind) {
	for k := i - 1; k >= last && i-k <= 26; k-- {
		w := p.word(k)
		if w == "." && p.ends(k) && !p.strayDot(k, i) || w == ";" {
			return 0, noNoun
		}
		if p.toks[k].kind != wordTok {
			continue
		}
		if (w == "laporan" || w == "pengaduan") && (letterNouns[p.word(k-1)] || p.writtenReport(k, i)) {
			return p.widen(k, last), letterNoun
		}
		if i-k <= 3 && otherNumbered[w] && !(w == "acara" && p.is(k-1, "berita")) && !(w == "pos" && p.upper(k)) && !p.isAny(k-1, "pt") {
			return k, foreignNoun
		}
		if lawNouns[w] && !p.isAny(k-1, "biro", "bagian") && (i-k <= 16) {
			return k, foreignNoun
		}
		if letterNouns[w] {
			if p.notLetter(k) {
				return k, foreignNoun
			}
			return p.widen(k, last), letterNoun
		}
	}
	return 0, noNoun
}

// strayDot reports whether the dot at token k is a scan's, inside the name of the sender
// before the number at token i: "Serikat Buruh Migran. Indonesia nomor".
func (p *prose) strayDot(k, i int) bool {
	if i-k > 4 || !p.upper(k-1) || !p.upper(k+1) || openers[p.word(k+1)] {
		return false
	}
	for j := k + 1; j < i; j++ {
		if !p.upper(j) {
			return false
		}
	}
	return true
}

// writtenReport reports whether a report or complaint at token k came as a letter:
// "laporan masyarakat dari Migrant CARE Nomor 056/S-K/MC/V/2025", "laporan Koordinator
// P4MI Entikong Nomor 019/P4MI-ETK/II/2026".
func (p *prose) writtenReport(k, i int) bool {
	from := p.upper(k+1) && len(p.word(k+1)) > 2 && !p.isAny(k+1, "polisi", "informasi", "hasil", "keuangan", "tahunan", "nomor", "pengaduan", "masyarakat")
	for j := k + 1; j < i; j++ {
		from = from || p.isAny(j, "dari", "saudara", "bapak")
	}
	at, ok := p.numberLabel(i)
	if !ok || !from {
		return false
	}
	_, m := numberMonth(p.chunk(at))
	return m > 0 && strings.Count(p.chunk(at), "/") >= 2
}

// widen moves from "dinas" or "verbale" back to the first noun of the name: "nota
// dinas", "surat permohonan".
func (p *prose) widen(k, last int) int {
	for k-1 >= last && letterNouns[p.word(k-1)] {
		k--
	}
	return k
}

// notLetter reports whether the noun at token k is part of the name of something
// else: "berita acara", "nota kesepahaman", "surat keterangan".
func (p *prose) notLetter(k int) bool {
	switch p.word(k) {
	case "berita":
		return p.is(k+1, "acara") && !p.isAny(k-1, "melaksanakan", "menindaklanjuti", "sesuai", "berdasarkan", "merujuk", "memenuhi", "menunjuk")
	case "nota":
		return p.isAny(k+1, "kesepahaman", "kesepakatan", "pembelaan", "kerja")
	case "surat":
		return p.isAny(k+1, "keterangan", "pernyataan", "perjanjian", "izin", "ijin", "jalan", "tanda", "nikah", "kematian", "perintah", "tugas", "keputusan", "kabar", "elektronik", "ini", "setoran", "pengantar-rt", "wasiat", "utang", "suara") ||
			p.is(k+1, "kuasa") && !p.is(k+2, "usaha")
	case "permohonan", "undangan":
		return false
	}
	return false
}

// dateAfter reads the date that follows a number: "tanggal 5 Mei 2024".
func (p *prose) dateAfter(i int) (day, bool) {
	for k := 0; k < 6 && i < len(p.toks); k++ {
		if d, ok := p.dayAt(i); ok {
			return d, !d.noYear && d.date != ""
		}
		if !p.isAny(i, "tanggal", "tgl", ".", ",", ":", "tertanggal", "bertanggal", "bertarikh", "pada", "dated", "on", "of", "(", "date", "hari") {
			return day{}, false
		}
		i++
	}
	return day{}, false
}

// dateBetween reads a date that stands between the noun and the number: "surat
// Saudara tanggal 3 Mei 2024 nomor X".
func (p *prose) dateBetween(from, to int) (day, bool) {
	for k := from + 1; k < to; k++ {
		if p.isAny(k, "tanggal", "tgl", "tertanggal", "bertanggal", "dated", "of") {
			if d, ok := p.dateAfter(k); ok && d.to <= to {
				d.from = k
				return d, true
			}
		}
	}
	return day{}, false
}

// dateBeyondSubject reads the date behind the subject: "Nomor X perihal Y tanggal D".
func (p *prose) dateBeyondSubject(i int) (day, bool) {
	if !p.isAny(i, "perihal", "hal", "tentang", "mengenai", "dari", "kepada") {
		return day{}, false
	}
	for k := i + 1; k < len(p.toks) && k < i+30; k++ {
		if p.isAny(k, ",", ";", "nomor", "no", "yang", "dengan", "bersama", "disampaikan") || p.is(k, ".") && p.ends(k) {
			return day{}, false
		}
		if p.isAny(k, "tanggal", "tgl", "tertanggal") {
			return p.dateAfter(k)
		}
	}
	return day{}, false
}

// subjectEnd returns the token after the cited subject, where one follows.
func (p *prose) subjectEnd(i int) int {
	if !p.isAny(i, "perihal", "hal", "tentang", "mengenai", "terkait") {
		return i
	}
	k := i + 1
	for ; k < len(p.toks) && k < i+60; k++ {
		if p.isAny(k, ",", ";", "(") || p.is(k, ".") && p.ends(k) {
			break
		}
		if p.isAny(k, "dan", "serta") && (letterNouns[p.word(k+1)] || p.isAny(k+1, "nomor", "hasil", "rapat", "menindaklanjuti", "merujuk")) {
			break
		}
		if p.isAny(k, "bersama", "disampaikan", "dengan", "kami") && p.isAny(k+1, "ini", "disampaikan", "hormat", "sampaikan") && p.isAny(k, "bersama", "dengan", "kami") {
			break
		}
	}
	return k
}
