package reading

import (
	"strings"

	"lintas/archive"
)

// Words that say how a letter bears on another.
var (
	answerWords  = []string{"menjawab", "membalas", "menanggapi", "jawaban atas", "tanggapan atas", "balasan atas", "sebagai jawaban", "in reply", "in response", "in answer", "jawaban terhadap", "tanggapan terhadap", "memenuhi", "replying to", "responding to"}
	pressWords   = []string{"mengingatkan", "ingatkan kembali", "kami ingatkan", "mengulangi", "mengulang kembali", "menagih", "pengingat", "reminder", "mengingat kembali", "remind", "recall its", "menegaskan kembali permintaan", "menegaskan kembali permohonan", "kali kedua", "kedua kalinya", "ketiga kalinya"}
	silenceWords = []string{"belum direspons", "belum direspon", "belum dijawab", "belum ditanggapi", "belum mendapat", "belum memperoleh", "belum menerima jawaban", "belum menerima tanggapan", "belum menerima balasan", "belum menerima data", "belum menerima laporan", "belum kami terima", "belum diterima", "belum terima", "belum ada jawaban", "belum ada tanggapan", "belum ada respons", "belum ada balasan", "belum dibalas", "belum kami peroleh", "belum terdapat jawaban", "belum terdapat tanggapan", "belum diperoleh", "belum dipenuhi", "belum saudara penuhi", "belum saudara jawab", "belum saudara tanggapi", "belum diindahkan", "belum ditindaklanjuti", "belum memberikan jawaban", "belum memberikan tanggapan", "belum menyampaikan jawaban", "belum menyampaikan tanggapan", "tidak mendapat tanggapan", "tidak mendapat jawaban", "tidak memperoleh jawaban", "tidak ada jawaban", "tidak ada tanggapan", "remains unanswered", "no reply", "no response", "not been answered", "not yet received", "not received", "awaiting a reply", "awaiting your reply", "still awaiting"}
	endWords     = []string{"nyatakan selesai", "dinyatakan selesai", "anggap selesai", "dianggap selesai", "telah selesai ditangani", "anggap telah selesai", "dianggap telah selesai", "nyatakan telah selesai", "dinyatakan telah selesai", "dinyatakan ditutup", "kami tutup", "is considered closed", "considered as closed", "nyatakan ditutup", "dinyatakan tuntas", "anggap tuntas"}
	settledWords = []string{"telah dijawab", "sudah dijawab", "telah ditanggapi", "telah dibalas", "telah kami jawab", "telah kami tanggapi", "telah kami balas", "sudah kami jawab", "has been answered"}
	openingWords = []string{"sehubungan", "menindaklanjuti", "menindak lanjuti", "melaksanakan", "menunjuk", "merujuk", "memperhatikan", "berdasarkan", "mengacu", "berkenaan", "berkaitan", "tindak lanjut", "menyusuli", "menyusul", "menyambung", "melengkapi", "meralat", "sesuai", "diteruskan", "meneruskan", "teruskan", "dalam rangka", "with reference", "reference is made", "referring", "further to", "following", "thank you for", "terima kasih atas", "terkait", "rujukan", "memenuhi", "melanjutkan", "pursuant", "refer to", "refers to", "berhubung", "mencermati", "mendasari", "mendasarkan"}
	carryWords   = []string{"menindaklanjuti", "menindak lanjuti", "tindak lanjut", "menyusuli", "menyusul", "menyambung", "melengkapi", "meralat", "melanjutkan", "meneruskan", "diteruskan", "teruskan", "further to", "following up"}
	promiseWords = []string{"komitmen", "kesanggupan", "kesediaan", "janji"}
	speakWords   = []string{"meminta", "mengusulkan", "melaporkan", "memohon", "menginformasikan", "memberitahukan", "mengajukan", "mengadukan", "menyampaikan", "requests", "requested", "informs", "reports"}
	doneWords    = []string{"telah dilaksanakan", "telah kami laksanakan", "telah dipenuhi", "telah kami penuhi", "telah kami tindak lanjuti", "telah ditindaklanjuti"}
	finalWords   = []string{"penutupan", "penyelesaian laporan", "pemberitahuan selesai", "closure"}
)

// firstWords returns the first n words of a text.
func firstWords(s string, n int) string {
	words := strings.Fields(s)
	return strings.Join(words[:min(n, len(words))], " ")
}

// answers reports whether words say that a letter is answered.
func answers(low string) bool { return hasAny(low, answerWords...) }

// officeTitle reports whether a name begins with a title of office and so does not
// name the agency itself.
func officeTitle(name string) bool {
	word, _, _ := strings.Cut(lower(name), " ")
	switch word {
	case "direktur", "kepala", "sekretaris", "deputi", "asisten", "ketua", "wakil", "plt", "plh", "inspektur", "kasubdit", "kabid":
		return true
	}
	return false
}

// relation decides how this document bears on a cited one, and whether the words say so
// outright. last is who sent the letter cited before.
func (r *reader) relation(c citation, sender Party, listed bool, count int, before archive.Relation, last Party) (archive.Relation, bool) {
	if c.settled != "" {
		return c.settled, true
	}
	p := c.para
	lo, hi := p.sentenceAround(c.noun)
	lead, tail := lower(p.slice(lo, c.noun)), lower(p.slice(c.end, hi))
	own := r.ownLead(c, lo)
	if sure, ok := r.plainRelation(c, sender, lead, tail, before); ok {
		return sure, true
	}
	after := strings.LastIndex(lead, "bahwa")
	if answers(lead) && (after < 0 || hasAny(lead[after:], "menjawab", "membalas", "menanggapi")) && (c.index == 0 || !strings.Contains(lead, ",") && answers(own) || before == archive.Replies && onlyJoins(own) && sender.ID == last.ID) {
		return archive.Replies, true
	}
	if listed {
		return r.listedRelation(c, sender, count), c.meeting || count == 0 && !r.addressee(sender)
	}
	if r.out.Form == archive.Notula && r.invitation(c) {
		return archive.Mentions, true
	}
	if count == 0 && r.firstPara(p) && !c.meeting && (hasAny(own, "menerima", "mendapat laporan", "memperoleh laporan", "mendapat surat", "memperoleh surat", "mendapat pengaduan") || handsOn(own)) && !r.theirs(c, sender) {
		return archive.FollowsUp, false // what came in and is carried on
	}
	if c.index > 0 && hasAny(own, carryWords...) && !wroteBefore(own) {
		return archive.FollowsUp, true
	}
	if count == 0 && (!c.meeting || p.isAny(c.noun, "hasil", "keputusan", "kesepakatan", "arahan") && !p.is(c.noun-1, "berdasarkan")) && after >= 0 && r.firstPara(p) && hasAny(lead[after:], "berdasarkan", "sesuai", "sebagaimana") {
		return archive.FollowsUp, false // what all of the letter rests on
	}
	if count == 0 && !c.meeting && r.firstPara(p) && hasAny(firstWords(tail, 6), speakWords...) && !hasAny(firstWords(tail, 6), "kami", "we ") {
		if r.theirs(c, sender) {
			return archive.Replies, false
		}
		return archive.FollowsUp, false // "brafaks KBRI Beirut mengusulkan evakuasi"
	}
	if !hasAny(lead, openingWords...) || after >= 0 || c.index > 0 && !nearJoin(p, c) {
		switch {
		case count == 0 && c.yours() && r.firstPara(p):
			return archive.Replies, false
		case count == 0 && (sender.IsZero() || r.theirs(c, sender)) && hasAny(tail, doneWords...):
			return archive.Replies, false
		case hasAny(lead, "tindak lanjut") && c.index == 0, count == 0 && r.firstPara(p) && (!c.meeting || p.is(c.noun, "hasil")) && hasAny(own, "sebagaimana"):
			return archive.FollowsUp, false
		}
		return archive.Mentions, false
	}
	return r.opened(c, sender, lead, own, before, last)
}

// handsOn reports whether the words before a citation pass that letter on: "bersama ini
// kami lampirkan", "terlampir disampaikan".
func handsOn(own string) bool {
	words := strings.Fields(own)
	for i := len(words) - 1; i >= 0; i-- {
		switch words[i] {
		case "lampirkan", "melampirkan", "dilampirkan", "terlampir", "sampaikan", "disampaikan", "kirimkan", "dikirimkan", "enclosed", "attached":
			return true
		case "salinan", "tembusan", "fotokopi", "foto", "kopi", "kembali", "copy", "of", "a":
		default:
			return false
		}
	}
	return false
}

// wroteBefore reports whether the words before a citation tell what was done by that
// letter: "pengaduan telah kami teruskan melalui".
func wroteBefore(own string) bool {
	words := strings.Fields(own)
	if len(words) == 0 || !hasAny(own, "telah", "sudah", "pernah") {
		return false
	}
	last := words[len(words)-1]
	return last == "melalui" || last == "dengan" || last == "lewat"
}

// aside reports whether a sentence turns to something by the way: "mengenai biaya".
func aside(lead string) bool {
	switch firstWord(lead) {
	case "mengenai", "adapun", "tentang", "perihal", "soal", "sementara":
		return true
	}
	return false
}

// endsMatter reports whether the paragraph, or the one after it, says that the matter is
// at an end: "dengan demikian permasalahan ini selesai".
func (r *reader) endsMatter(p *para) bool {
	for _, text := range []string{p.low, r.followingText(p)} {
		at := max(lastOf(text, "dengan demikian"), lastOf(text, "dengan ini"), lastOf(text, "oleh karena itu"))
		if at < 0 {
			continue
		}
		end, _, _ := strings.Cut(text[at:], ".")
		if hasAny(end, "permasalahan", "kasus", "perkara", "penanganan", "pengaduan", "masalah", "hal ini", "hal tersebut") && hasAny(end, "selesai", "tuntas", "ditutup") && !hasAny(end, "belum", "agar", "mohon", "dapat", "akan", "diharapkan") {
			return true
		}
	}
	return false
}

// listedRelation decides about an item of a list of references.
func (r *reader) listedRelation(c citation, sender Party, count int) archive.Relation {
	switch {
	case c.meeting:
		return archive.FollowsUp
	case r.theirs(c, sender) && !r.demands(c):
		return archive.Replies
	case count == 0, r.theirs(c, sender):
		return archive.FollowsUp
	}
	return archive.Mentions
}

// demands reports whether this letter itself asks, and does not answer a question: a
// request, summons or warning that rests on a letter which was none.
func (r *reader) demands(c citation) bool {
	own, cited := firstWord(lower(r.out.Subject)), lower(c.para.slice(c.end, c.subject))
	switch own {
	case "permintaan", "undangan", "panggilan", "peringatan", "surat":
		return (own != "surat" || hasAny(lower(r.out.Subject), "surat panggilan", "surat peringatan")) && !hasAny(cited, "permintaan", "permohonan", "undangan", "panggilan")
	}
	return false
}

// theirs reports whether a cited letter is the addressee's.
func (r *reader) theirs(c citation, sender Party) bool {
	return c.yours() || r.addressee(sender) || r.possessor(c) == theirs
}

// whose says whether a note is ours or theirs.
type whose byte

const (
	nobodys whose = iota
	ours
	theirs
)

// possessor reads "the Ministry's Note", "the Embassy's Note": the one of the two
// correspondents that is such.
func (r *reader) possessor(c citation) whose {
	owner, _, ok := strings.Cut(strings.ReplaceAll(c.para.word(c.noun-1), "’", "'"), "'s")
	if !ok || !c.para.isAny(c.noun-2, "the", "esteemed", "honourable") {
		return nobodys
	}
	kinds := map[string][]string{"ministry": {"ministry", "kementerian"}, "embassy": {"embassy", "kedutaan", "kbri"}, "consulate": {"consulate", "konsulat", "kjri", "kri "}, "agency": {"agency", "badan"}, "office": {"office", "kantor"}}[owner]
	switch {
	case kinds == nil:
		return nobodys
	case hasAny(lower(r.out.From.Name+" "+r.out.From.Printed), kinds...):
		return ours
	}
	return theirs
}

// yours reports whether the text calls the cited letter "surat Saudara", "your letter".
func (c citation) yours() bool {
	p := c.para
	for k := c.noun + 1; k < c.senderEnd && k < c.noun+4; k++ {
		if p.isAny(k, "saudara", "bapak", "ibu", "anda", "saudari") {
			return !p.upper(k+1) || p.is(k, "saudara") && p.isAny(k+1, "nomor", "no", "tanggal", "perihal", "hal", "tertanggal")
		}
		if !letterNouns[p.word(k)] && !p.isAny(k, "dinas", "permohonan", "dari", "resmi", "pengaduan") {
			break
		}
	}
	return p.is(c.noun-1, "your") || p.is(c.noun-1, "esteemed") || p.latter(c.noun)
}

// latter reports whether the noun at token i is "the latter's Note".
func (p *prose) latter(i int) bool { return p.isAny(i-1, "latter's", "latter’s") }

// onlyJoins reports whether nothing but "dan" stands between two citations.
func onlyJoins(own string) bool {
	own = strings.Trim(own, " ,;")
	return own == "" || own == "dan" || own == "serta" || own == "and"
}

// plainRelation reads the relations that words say outright: settled, pressed for,
// closed; and the letters that hang on the one before.
func (r *reader) plainRelation(c citation, sender Party, lead, tail string, before archive.Relation) (archive.Relation, bool) {
	p := c.para
	own := sender.ID != "" && sender.ID == r.out.From.ID && !r.addressee(sender)
	unmet := c.index == 0 && ((own || sender.IsZero()) && hasAny(tail, "saudara belum", "belum saudara") || hasWord(lead, "belum") && hasAny(lead, promiseWords...))
	silent := hasAny(lead, silenceWords...) || hasAny(tail, silenceWords...) || own && c.index == 0 && hasAny(r.nextSentence(c), silenceWords...)
	switch {
	case hasAny(lead, settledWords...) && hasAny(lead, "melalui", "dengan", "dalam", "through", "by") && len(lead) < 400 && lastOf(lead, "telah") > lastOf(lead, "bahwa")-1 && !strings.HasSuffix(strings.TrimSpace(lead), "menjawab"),
		hasAny(lead, "telah diselesaikan", "telah selesai", "sudah selesai", "telah dituntaskan") && hasAny(lead, "sebagaimana", "melalui", "berdasarkan surat"),
		strings.HasSuffix(strings.TrimSpace(lead), "sebagaimana") && !aside(lead) && !r.theirs(c, sender) && hasAny(r.nextSentence(c), endWords...),
		before == "" && c.index == 0 && !hasAny(lead, answerWords...) && r.firstPara(p) && r.endsMatter(p):
		return archive.Closes, true
	case c.index == 0 && r.theirs(c, sender) && hasAny(lower(r.out.Subject), finalWords...) && hasAny(lower(p.slice(c.end, len(p.toks)))+" "+r.followingText(p), endWords...):
		return archive.Closes, true
	case hasAny(lead, pressWords...), unmet:
		return archive.Reminds, true
	case silent && !r.addressee(sender) && (own || hasWord(lead, "kami") || sender.ID == ""):
		if r.sentElsewhere(c) {
			return archive.FollowsUp, true // the complaint goes to somebody else now
		}
		return archive.Reminds, true
	case hasAny(tail, endWords...) && !strings.HasPrefix(lead, "menjawab") && !strings.HasPrefix(lead, "membalas"):
		return archive.Closes, true
	case c.joined:
		return before, true
	case before == archive.Reminds && c.index > 0 && !c.meeting && r.addressee(sender):
		return archive.Mentions, true
	}
	return "", false
}

// opened decides the relation of a letter that the opening of the text names.
func (r *reader) opened(c citation, sender Party, lead, own string, before archive.Relation, last Party) (archive.Relation, bool) {
	p := c.para
	if c.index > 0 && before != "" && !c.meeting {
		// of two letters that open a text the second is mentioned, unless it too is the addressee's or ours
		if hasAny(own, "merujuk", "sesuai", "berdasarkan") || !r.theirs(c, sender) && sender.ID != r.out.From.ID {
			return archive.Mentions, false
		}
		if before == archive.FollowsUp && last.IsZero() && onlyJoins(own) { // "rapat tanggal X dan surat Y"
			return archive.FollowsUp, false
		}
	}
	if c.meeting {
		return archive.FollowsUp, true
	}
	subject := lower(p.slice(c.end, c.subject))
	mine := lower(r.out.Subject)
	switch {
	case r.invitation(c) && r.meetingFollows(c):
		return archive.Mentions, false
	case hasAny(own, "sesuai") && !r.firstPara(p):
		return archive.Mentions, false
	case !r.theirs(c, sender) && !r.ownMission(sender):
		ours := sender.ID != "" && sender.ID == r.out.From.ID
		if c.index == 0 && !ours && r.firstPara(p) && (strings.HasPrefix(mine, "jawaban") || strings.HasPrefix(mine, "tanggapan") || strings.HasPrefix(mine, "balasan")) {
			return archive.Replies, false
		}
		return archive.FollowsUp, ours || sender.ID != "" || hasAny(lead, carryWords...)
	case hasAny(subject, " jawaban", " tanggapan", " balasan") && strings.Count(subject, " ") > 1 && answers(strings.Replace(strings.Replace(subject, "hal jawaban", "menjawab", 1), "hal tanggapan", "menjawab", 1)) && !hasAny(lead, "menjawab", "membalas"):
		return archive.FollowsUp, false // an answer is no question
	case r.demands(c):
		return archive.FollowsUp, false
	}
	return archive.Replies, c.yours()
}

// nextSentence returns the sentence after that of a citation.
func (r *reader) nextSentence(c citation) string {
	p := c.para
	_, hi := p.sentenceAround(c.noun)
	if hi+1 >= len(p.toks) {
		return r.followingText(p)
	}
	_, end := p.sentenceAround(hi + 1)
	return lower(p.slice(hi+1, end))
}

// followingText returns the paragraph after p.
func (r *reader) followingText(p *para) string {
	for i := range r.paras {
		if &r.paras[i] == p && i+1 < len(r.paras) && !r.paras[i+1].table {
			return r.paras[i+1].low
		}
	}
	return ""
}

// ownLead returns the words between the citation before and this one.
func (r *reader) ownLead(c citation, lo int) string {
	return lower(c.para.slice(max(lo, c.after), c.noun))
}

// firstPara reports whether a paragraph is the first of the running text.
func (r *reader) firstPara(p *para) bool {
	for i := range r.paras {
		if q := &r.paras[i]; !q.table && len(q.toks) > 7 {
			return q == p
		}
	}
	return false
}

// invitation reports whether the cited letter called a meeting.
func (r *reader) invitation(c citation) bool {
	return c.para.is(c.noun, "undangan") || c.para.is(c.noun+1, "undangan")
}

// meetingFollows reports whether the same sentence cites the meeting itself.
func (r *reader) meetingFollows(c citation) bool {
	for k := c.end; k < len(c.para.toks) && k < c.end+40 && !c.para.ends(k); k++ {
		if c.para.is(k, "hasil") && meetingNouns[c.para.word(k+1)] {
			return true
		}
	}
	return false
}

// sentElsewhere reports whether a cited letter went, as the text says, to somebody
// who is not the addressee of this one.
func (r *reader) sentElsewhere(c citation) bool {
	p := c.para
	if !p.is(c.end, "kepada") {
		return false
	}
	end := c.end + 1
	for end < len(p.toks) && end < c.end+12 && (p.upper(end) || p.kind(end) == digitTok && !p.space(end) || p.isAny(end, "dan", "di") && p.upper(end+1)) {
		end++
	}
	found, ok := r.known(p.slice(c.end+1, end))
	return ok && !r.addressee(found)
}

// ownMission reports whether a foreign embassy answers a mission of the ministry it
// writes to.
func (r *reader) ownMission(sender Party) bool {
	if r.out.Form != archive.NotaDiplomatik {
		return false
	}
	for _, kind := range []string{"kbri-", "kjri-", "kri-"} {
		if strings.HasPrefix(sender.ID, kind) && !strings.HasPrefix(r.out.From.ID, kind) {
			return true
		}
	}
	return false
}
