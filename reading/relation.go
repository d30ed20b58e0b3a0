package reading

import (
	"strings"

	"lintas/archive"
)

// meetingNouns name meetings that can be cited by their day.
var meetingNouns = set("rapat", "pertemuan", "audiensi", "rakor", "rakornas", "rakortas", "ratas", "konsinyering", "mediasi", "meeting", "sidang", "koordinasi", "vicon", "fgd", "discussion", "rdp", "lokakarya", "workshop", "klarifikasi", "pembahasan", "kunjungan")

// meetingAt reports whether token i names a meeting that the text may cite.
func (r *reader) meetingAt(p *para, i int) bool {
	w := p.word(i)
	if !meetingNouns[w] || r.out.Form == archive.Notula || p.isAny(i-1, "ruang", "bahan", "peserta", "pimpinan", "notula", "notulen", "risalah", "undangan", "akan", "agenda", "jadwal") {
		return false
	}
	switch w {
	case "klarifikasi", "pembahasan", "kunjungan":
		return p.isAny(i-1, "hasil", "pelaksanaan")
	case "koordinasi", "mediasi", "sidang", "meeting", "discussion":
		return p.isAny(i-1, "hasil", "kick", "off", "-", "pelaksanaan", "coordination", "working", "the", "bilateral", "technical", "our", "group") || w == "meeting" && p.upper(i) && p.upper(i-1)
	}
	return true
}

// held passes "yang dilaksanakan", "held": a cited meeting took place.
func (p *prose) held(i int) bool {
	return p.is(i, "yang") && (p.isAny(i+1, "dilaksanakan", "diselenggarakan", "diadakan", "dilakukan", "berlangsung", "digelar", "difasilitasi") || p.isAny(i+1, "telah") && p.isAny(i+2, "dilaksanakan", "diselenggarakan", "diadakan", "berlangsung", "digelar"))
}

// undatedOrMeeting reads a citation without a number: "surat Saudara tanggal 3 Mei
// 2024", "hasil rapat koordinasi tanggal 11 Juli 2024".
func (r *reader) undatedOrMeeting(p *para, i, last int) (citation, bool) {
	letter := i >= last && r.undatedLetter(p, i)
	meeting := !letter && r.meetingAt(p, i)
	if !letter && !meeting {
		return citation{}, false
	}
	about := false
	for k := i + 1; k < len(p.toks) && k < i+26; k++ {
		switch w := p.word(k); {
		case w == "." && p.ends(k), w == ";", w == ":" && !p.isAny(k-1, "tanggal", "tgl"):
			return citation{}, false
		case letter && p.bareNumber(k):
			return citation{}, false
		case p.isAny(k, "nomor", "no", "ref", "number", "reference") && letter:
			if _, ok := p.numberLabel(k); ok {
				return citation{}, false
			}
		case meeting && p.held(k), meeting && p.held(k-1) && w == "telah":
		case undatedStops[w] && !(meeting && w == "melalui" && p.isAny(k+1, "daring", "zoom", "video")):
			return citation{}, false
		case letterNouns[w] && !letterNouns[p.word(k-1)] && !about || letter && w == "," && k > i+12:
			return citation{}, false
		}
		about = about || p.isAny(k, "perihal", "hal", "tentang", "mengenai")
		if !p.isAny(k, "tanggal", "tgl", "tertanggal", "bertanggal", "hari", "dated") && !(p.isAny(k, "pada", "on") && meeting) {
			continue
		}
		d, ok := p.dateAfter(k)
		if !ok {
			if p.isAny(k, "pada", "hari") {
				continue
			}
			return citation{}, false
		}
		if meeting && r.out.Date != "" && d.date > r.out.Date {
			return citation{}, false
		}
		if letter { // "surat Saudara tanggal 3 Mei 2024 nomor X" has a number
			next := d.to
			for p.isAny(next, ",", "dengan", "(") {
				next++
			}
			if _, ok := p.numberLabel(next); ok {
				return citation{}, false
			}
		}
		noun := i
		if meeting {
			noun = p.meetingStart(i, last)
		}
		return citation{noun: noun, senderEnd: k, date: d.date, end: d.to, meeting: meeting}, true
	}
	return citation{}, false
}

// undatedLetter reports whether token i names a letter that may be cited by its day.
func (r *reader) undatedLetter(p *para, i int) bool {
	w := p.word(i)
	switch {
	case noticeNouns[w]:
		return r.noticeOf(p, i+1)
	case !letterNouns[w] || p.notLetter(i):
		return false
	case mailNouns[w]:
		return p.isAny(i+1, "saudara", "bapak", "ibu", "kami", "dari") || p.isAny(i-1, "your", "our")
	case loosely[w]:
		return false
	}
	own := p.isAny(i-1, "menerima", "mengirim", "mengirimkan", "menandatangani", "membuat", "memperoleh", "mendapat", "mendapatkan", "membawa") && !p.isAny(i-2, "kami", "telah")
	return !own // somebody's own papers
}

// meetingStart moves from "rapat" or "Meeting" back to where its name begins: "hasil
// rapat", "Trilateral Meeting".
func (p *prose) meetingStart(i, last int) int {
	noun := i
	for noun > last && p.isAny(noun-1, "hasil", "keputusan", "kesimpulan", "arahan", "kesepakatan") {
		noun--
	}
	for noun > last && p.isAny(i, "meeting", "discussion") && p.upper(noun-1) && !openers[p.word(noun-1)] {
		noun--
	}
	return noun
}

// loosely named things are letters only when a number says so.
var loosely = set("permohonan", "undangan", "surel", "email", "berita", "notula", "notulen", "suratnya", "surat-surat")

// mailNouns are cited by their day where the text says whose they are.
var mailNouns = set("surel", "email")

// noticeNouns are cited by their day where the agency that gave notice is known.
var noticeNouns = set("pemberitahuan", "laporan", "pengaduan", "informasi")

// noticeOf reports whether a known agency is named from token i on: "pemberitahuan KJRI
// Kuching tanggal 4 September 2025".
func (r *reader) noticeOf(p *para, i int) bool {
	if p.is(i, "dari") {
		i++
	}
	end := i
	for end < len(p.toks) && end < i+10 && (p.upper(end) || p.kind(end) == digitTok && !p.space(end)) {
		end++
	}
	if end == i || !p.isAny(end, "tanggal", "tgl", "tertanggal", "pada") {
		return false
	}
	_, ok := r.known(p.slice(i, end))
	return ok
}

// undatedStops break the tie between a noun and a date: they tell a story about
// the letter instead of naming it.
var undatedStops = set("yang", "telah", "akan", "ini", "tersebut", "dimaksud", "diterima", "terima", "dikirim", "dikirimkan", "disampaikan", "agar", "mohon", "paling", "selambat", "selambatnya", "sebelum", "bahwa",
	"ditutup", "dibuka", "dihadiri", "dipimpin", "berikutnya", "sampai", "hingga", "menerima", "mengundang", "dilaksanakan-pada", "melalui", "sejak", "apabila", "jika", "untuk", "lambat", "terlampir", "disposisi", "which", "will", "belum", "dapat", "diminta", "dimohon", "menyampaikannya", "menyampaikan", "bersama")

func hasWord(low, word string) bool { return wordIn(low, word) }

// nearJoin reports whether a further citation hangs on the one before by "dan".
func nearJoin(p *para, c citation) bool {
	for k := c.noun - 1; k >= 0 && k > c.noun-5; k-- {
		if p.isAny(k, "dan", "serta", ",", ";") {
			return true
		}
	}
	return false
}

// addressee reports whether an agency is one of those this letter goes to.
func (r *reader) addressee(p Party) bool {
	for _, t := range r.out.To {
		if t.ID == p.ID && (p.ID != "" || p.Name != "" && t.Name == p.Name && t.Unit == p.Unit) {
			return true
		}
	}
	return false
}

func hasAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

func lastOf(s, w string) int { return strings.LastIndex(s, w) }

// sentenceAround returns the sentence that holds token i.
func (p *prose) sentenceAround(i int) (lo, hi int) {
	for lo = i; lo > 0 && lo > i-longestSentence && !p.ends(lo-1); lo-- {
	}
	for hi = i; hi < len(p.toks) && hi < i+longestSentence && !p.ends(hi); hi++ {
	}
	return lo, hi
}
