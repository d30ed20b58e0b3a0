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
	w := p.word(i)
	letter := letterNouns[w] && (!loosely[w] || mailNouns[w] && (p.isAny(i+1, "saudara", "bapak", "ibu", "kami", "dari") || p.isAny(i-1, "your", "our"))) && !p.notLetter(i) && i >= last
	if letter && p.isAny(i-1, "menerima", "mengirim", "mengirimkan", "menandatangani", "membuat", "memperoleh", "mendapat", "mendapatkan", "membawa") && !p.isAny(i-2, "kami", "telah") {
		return citation{}, false // somebody's own papers
	}
	if !letter && i >= last && noticeNouns[w] && r.noticeOf(p, i+1) {
		letter = true
	}
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
		for meeting && noun > last && p.isAny(noun-1, "hasil", "keputusan", "kesimpulan", "arahan", "kesepakatan") {
			noun--
		}
		for meeting && noun > last && (w == "meeting" || w == "discussion") && p.upper(noun-1) && !openers[p.word(noun-1)] {
			noun--
		}
		return citation{noun: noun, senderEnd: k, date: d.date, end: d.to, meeting: meeting}, true
	}
	return citation{}, false
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

// citedBy returns who sent the cited document.
func (r *reader) citedBy(c citation, before Party) (Party, float64) {
	p := c.para
	if c.meeting {
		return r.meetingHost(c), 0.6
	}
	if c.sender != "" {
		found, score := r.party(c.sender)
		return asCited(found), score
	}
	from, to := c.noun, c.senderEnd
	for from < to && (letterNouns[p.word(from)] || p.isAny(from, "dinas", "verbale", "diplomatik", "dari", "resmi", "permohonan", "pengaduan", "laporan", "masyarakat", "pengantar", "kedua", "pertama", "terdahulu", "sebelumnya", "no", "balasan", "rahasia", ".", ":", "yang", "mulia", "dengan", "edaran", "pemeriksaan", "peringatan", "panggilan", "teguran", "pemberitahuan", "tagihan", "pernyataan", "penegasan", "acara", "klarifikasi", "i", "ii", "iii", "kesatu", "ketiga")) {
		from++
	}
	words := from
	for words < to {
		if numberStops[p.word(words)] && !p.isAny(words, "dan", "di", "untuk", "kami", "saudara", "dari", "atas", "of", "to") || p.isAny(words, ",") && words+1 < to && !p.upper(words+1) {
			break
		}
		words++
	}
	name := strings.Trim(p.slice(from, words), " ,:")
	low := lower(name)
	switch {
	case c.joined && name == "":
		return before, 0.7
	case hasWord(low, "kami"), low == "our":
		return asCited(r.out.From), 0.9
	case c.yours() && (name == "" || low == "saudara"), p.latter(from):
		if len(r.out.To) > 0 {
			return asCited(r.out.To[0]), 0.85
		}
		return Party{}, 0.5
	case p.is(c.noun-1, "our"), r.possessor(c) == ours:
		return asCited(r.out.From), 0.9
	case r.possessor(c) == theirs && len(r.out.To) > 0:
		return asCited(r.out.To[0]), 0.8
	case low == "saudara" || low == "bapak" || low == "ibu" || low == "bapak/ibu" || low == "anda" || low == "saudari" || low == "sdr" || low == "your":
		if len(r.out.To) > 0 {
			return asCited(r.out.To[0]), 0.85
		}
	}
	for _, lead := range []string{"saudara ", "bapak ", "ibu ", "sdr. ", "yang mulia ", "yth. ", "permohonan ", "pengaduan ", "the "} {
		if strings.HasPrefix(low, lead) {
			name = strings.TrimSpace(name[len(lead):])
			low = lower(name)
		}
	}
	if name == "" && p.is(c.end, "of") { // "Note No. X dated D of the Embassy of Y in Z"
		name = p.nameAfter(c.end + 1)
		low = lower(name)
	}
	name = homePost(name)
	if len(name) > 2 {
		if found, ok := r.known(name); ok {
			return r.completePost(found, c.number), 0.9
		}
		if hit, ok := r.named(low); ok {
			return asCited(hit), 0.75
		}
	}
	if p.isAny(c.noun-1, "melalui", "dalam", "dengan") && p.isAny(c.noun-2, "saudara", "bapak", "ibu") && len(r.out.To) > 0 {
		return asCited(r.out.To[0]), 0.8
	}
	if found, score := r.byNumber(c.number); score > 0.5 {
		for _, list := range [][]Party{r.out.To, {r.out.From}} {
			for _, one := range list { // "B.402/UPT.04/…" is of one of the offices
				if found.ID != "" && strings.HasPrefix(one.ID, found.ID+"-") {
					return asCited(one), score
				}
			}
		}
		return found, score
	}
	if len(r.out.To) > 0 && r.out.To[0].ID != "" && officeTitle(name) && answers(lower(p.slice(max(0, c.noun-3), c.noun))) {
		return asCited(r.out.To[0]), 0.5 // what a letter answers came from the addressee's house
	}
	if len(name) > 3 && name != c.number && strings.Trim(name, "0123456789/.-") != "" && !strings.Contains(name, "/") {
		found, _ := r.party(name)
		return found, 0.4
	}
	if r.out.Form == archive.Notula && c.para.marks[0].line < r.body+12 && c.index == 0 && name == "" {
		return asCited(r.out.From), 0.5
	}
	if hasWord(low, "saudara") && len(r.out.To) > 0 {
		return asCited(r.out.To[0]), 0.6
	}
	return Party{}, 0
}

// completePost turns "Brafaks KBRI" into the post that the number names.
func (r *reader) completePost(p Party, number string) Party {
	if mission, ok := r.missionOf(number); ok && mission.ID != p.ID {
		low := lower(p.Printed)
		if postWord(low) {
			mission.Printed = p.Printed
			return mission
		}
	} else if !ok && postWord(lower(p.Printed)) { // "nota KBRI" in a letter from or to a post
		for _, one := range append([]Party{r.out.From}, r.out.To...) {
			if hasAny(one.ID, "kbri-", "kjri-", "kri-", "kdei-") {
				return asCited(one)
			}
		}
	}
	return p
}

// postWord reports whether a name says only that it is a post of Indonesia.
func postWord(low string) bool {
	switch low {
	case "kbri", "kjri", "kri", "perwakilan", "perwakilan ri", "kdei":
		return true
	}
	return false
}

// homePost gives the Indonesian name of a post named in English: "Embassy of Indonesia
// in Lima" is "KBRI Lima".
func homePost(name string) string {
	kind, place, ok := strings.Cut(lower(name), " in ")
	if !ok || !strings.HasSuffix(kind, " indonesia") {
		return name
	}
	place = name[len(name)-len(place):]
	switch {
	case strings.HasPrefix(kind, "embassy of "), strings.HasPrefix(kind, "indonesian embassy"):
		return "KBRI " + place
	case strings.HasPrefix(kind, "consulate general of "):
		return "KJRI " + place
	}
	return name
}

// named returns the correspondent that a short name such as "Deputi" stands for:
// one of this letter's own whose printed name has that word.
func (r *reader) named(low string) (Party, bool) {
	for _, list := range [][]Party{r.out.To, {r.out.From}, r.out.Copies} {
		for _, p := range list {
			if wordIn(lower(p.Printed), low) {
				return p, true
			}
		}
	}
	return Party{}, false
}

// asCited is a correspondent as the author of a cited letter.
func asCited(p Party) Party {
	p.Printed = ""
	return p
}

// meetingHost reads who held a cited meeting, where the text says so.
func (r *reader) meetingHost(c citation) Party {
	p := c.para
	if p.isAny(c.end, "di", "bertempat") {
		end := c.end + 1
		for end < len(p.toks) && end < c.end+8 && (p.upper(end) || p.kind(end) == digitTok && !p.space(end) || p.isAny(end, "dan", "di")) {
			end++
		}
		if found, ok := r.known(strings.TrimPrefix(p.slice(c.end+1, end), "Kantor ")); ok {
			return found
		}
	}
	return Party{}
}

// nameAfter returns the capitalised words from token i, "the" passed.
func (p *prose) nameAfter(i int) string {
	if p.is(i, "the") {
		i++
	}
	end := i
	for end < len(p.toks) && end < i+12 && (p.upper(end) || p.isAny(end, "of", "in", "the", "to", "for", "and") && (p.upper(end+1) || p.is(end+1, "the"))) {
		end++
	}
	return p.slice(i, end)
}

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
