package reading

import (
	"strings"

	"lintas/archive"
)

// kindWords stand between "surat" and its sender and name neither.
var kindWords = set("dinas", "verbale", "diplomatik", "dari", "resmi", "permohonan", "pengaduan", "laporan", "masyarakat", "pengantar", "kedua", "pertama", "terdahulu", "sebelumnya", "no", "balasan", "rahasia", ".", ":", "yang", "mulia", "dengan",
	"edaran", "pemeriksaan", "peringatan", "panggilan", "teguran", "pemberitahuan", "tagihan", "pernyataan", "penegasan", "acara", "klarifikasi", "i", "ii", "iii", "kesatu", "ketiga")

// youWords stand for the addressee.
var youWords = set("saudara", "bapak", "ibu", "bapak/ibu", "anda", "saudari", "sdr", "your")

// citedBy returns who sent the cited document, and how sure that is.
func (r *reader) citedBy(c citation, before Party) (Party, float64) {
	p := c.para
	if c.meeting {
		return r.meetingHost(c), 0.6
	}
	if c.sender != "" {
		found, score := r.party(c.sender)
		return asCited(found), score
	}
	name, from := c.senderName()
	low := lower(name)
	addressee := Party{}
	if len(r.out.To) > 0 {
		addressee = asCited(r.out.To[0])
	}
	switch {
	case c.joined && name == "":
		return before, 0.7
	case hasWord(low, "kami"), low == "our":
		return asCited(r.out.From), 0.9
	case c.yours() && (name == "" || low == "saudara"), p.latter(from), youWords[low] && !addressee.IsZero():
		return addressee, 0.85
	case p.is(c.noun-1, "our"), r.possessor(c) == ours:
		return asCited(r.out.From), 0.9
	case r.possessor(c) == theirs && !addressee.IsZero():
		return addressee, 0.8
	}
	for _, lead := range []string{"saudara ", "bapak ", "ibu ", "sdr. ", "yang mulia ", "yth. ", "permohonan ", "pengaduan ", "the "} {
		if strings.HasPrefix(lower(name), lead) {
			name = strings.TrimSpace(name[len(lead):])
		}
	}
	if name == "" && p.is(c.end, "of") { // "Note No. X dated D of the Embassy of Y in Z"
		name = p.nameAfter(c.end + 1)
	}
	name = homePost(name)
	if len(name) > 2 {
		if found, ok := r.known(name); ok {
			return r.completePost(found, c.number), 0.9
		}
		if hit, ok := r.named(lower(name)); ok {
			return asCited(hit), 0.75
		}
	}
	return r.guessSender(c, name, addressee, hasWord(low, "saudara"))
}

// senderName returns the words between "surat" and its number, and the token where they
// begin.
func (c citation) senderName() (string, int) {
	p := c.para
	from, to := c.noun, c.senderEnd
	for from < to && (letterNouns[p.word(from)] || kindWords[p.word(from)]) {
		from++
	}
	words := from
	for words < to {
		if numberStops[p.word(words)] && !p.isAny(words, "dan", "di", "untuk", "kami", "saudara", "dari", "atas", "of", "to") || p.isAny(words, ",") && words+1 < to && !p.upper(words+1) {
			break
		}
		words++
	}
	return strings.Trim(p.slice(from, words), " ,:"), from
}

// guessSender tells the sender of a cited letter by its number, or by what is usual.
func (r *reader) guessSender(c citation, name string, addressee Party, you bool) (Party, float64) {
	p := c.para
	if p.isAny(c.noun-1, "melalui", "dalam", "dengan") && p.isAny(c.noun-2, "saudara", "bapak", "ibu") && !addressee.IsZero() {
		return addressee, 0.8
	}
	if found, score := r.byNumber(c.number); score > 0.5 {
		for _, one := range append(append([]Party{}, r.out.To...), r.out.From) { // "B.402/UPT.04/…" is of one of the offices
			if found.ID != "" && strings.HasPrefix(one.ID, found.ID+"-") {
				return asCited(one), score
			}
		}
		return found, score
	}
	if addressee.ID != "" && officeTitle(name) && answers(lower(p.slice(max(0, c.noun-3), c.noun))) {
		return addressee, 0.5 // what a letter answers came from the addressee's house
	}
	if len(name) > 3 && name != c.number && strings.Trim(name, "0123456789/.-") != "" && !strings.Contains(name, "/") {
		found, _ := r.party(name)
		return found, 0.4
	}
	if r.out.Form == archive.Notula && p.marks[0].line < r.body+12 && c.index == 0 && name == "" {
		return asCited(r.out.From), 0.5
	}
	if you {
		return addressee, 0.6
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
