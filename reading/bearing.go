package reading

import (
	"strings"

	"lintas/archive"
)

// Words that say how a letter bears on another.
var (
	answerWords  = []string{"menjawab", "membalas", "menanggapi", "jawaban atas", "tanggapan atas", "balasan atas", "sebagai jawaban", "in reply", "in response", "in answer", "jawaban terhadap", "tanggapan terhadap", "memenuhi"}
	pressWords   = []string{"mengingatkan", "mengulangi", "menagih", "pengingat", "reminder", "mengingat kembali", "remind", "recall its"}
	silenceWords = []string{"belum direspons", "belum direspon", "belum dijawab", "belum ditanggapi", "belum mendapat", "belum memperoleh", "belum menerima jawaban", "belum menerima tanggapan", "belum kami terima", "belum ada jawaban", "belum ada tanggapan", "belum dibalas", "belum kami peroleh", "remains unanswered", "belum terdapat jawaban", "belum diperoleh", "belum dipenuhi", "belum saudara penuhi", "belum saudara jawab", "belum saudara tanggapi", "belum diindahkan", "no reply", "not been answered", "not yet received", "awaiting a reply"}
	endWords     = []string{"nyatakan selesai", "dinyatakan selesai", "anggap selesai", "dianggap selesai", "telah selesai ditangani", "anggap telah selesai", "dinyatakan ditutup", "kami tutup", "is considered closed", "nyatakan ditutup"}
	openingWords = []string{"sehubungan", "menindaklanjuti", "menindak lanjuti", "menunjuk", "merujuk", "memperhatikan", "berdasarkan", "mengacu", "berkenaan", "berkaitan", "tindak lanjut", "menyusuli", "sesuai", "diteruskan", "meneruskan", "teruskan", "dalam rangka", "with reference", "referring", "further to", "terkait", "rujukan", "memenuhi", "melanjutkan", "pursuant", "refer to"}
)

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

// relation decides how this document bears on a cited one.
func (r *reader) relation(c citation, sender Party, listed bool, count int, before archive.Relation) archive.Relation {
	p := c.para
	lo, hi := p.sentenceAround(c.noun)
	lead, tail := lower(p.slice(lo, c.noun)), lower(p.slice(c.end, hi))
	if sure, ok := r.plainRelation(c, sender, lead, tail, before); ok {
		return sure
	}
	after := strings.LastIndex(lead, "bahwa")
	if answers(lead) && (after < 0 || hasAny(lead[after:], "menjawab", "membalas", "menanggapi")) && (c.index == 0 || !strings.Contains(lead, ",") && answers(r.ownLead(c, lo))) {
		return archive.Replies
	}
	if listed {
		switch {
		case c.meeting:
			return archive.FollowsUp
		case r.addressee(sender):
			return archive.Replies
		case count == 0:
			return archive.FollowsUp
		}
		return archive.Mentions
	}
	own := r.ownLead(c, lo)
	if r.out.Form == archive.Notula && r.invitation(c) {
		return archive.Mentions
	}
	if count == 0 && r.firstPara(p) && !c.meeting && hasAny(own, "menerima") && !r.addressee(sender) {
		return archive.FollowsUp // what came in and is carried on
	}
	if c.index > 0 && hasAny(own, "menindaklanjuti", "menindak lanjuti", "tindak lanjut", "menyusuli", "meneruskan", "diteruskan") {
		return archive.FollowsUp
	}
	if count == 0 && !c.meeting && after >= 0 && r.firstPara(p) && hasAny(lead[after:], "berdasarkan", "sesuai", "sebagaimana") {
		return archive.FollowsUp // what all of the letter rests on
	}
	if !hasAny(lead, openingWords...) || after >= 0 || c.index > 0 && !nearJoin(p, c) {
		switch {
		case hasAny(lead, "tindak lanjut") && c.index == 0, count == 0 && r.firstPara(p) && !c.meeting && hasAny(own, "sebagaimana"):
			return archive.FollowsUp
		}
		return archive.Mentions
	}
	return r.opened(c, sender, lead, own, before)
}

// plainRelation reads the relations that words say outright: settled, pressed for,
// closed; and the letters that hang on the one before.
func (r *reader) plainRelation(c citation, sender Party, lead, tail string, before archive.Relation) (archive.Relation, bool) {
	own := sender.ID != "" && sender.ID == r.out.From.ID && !r.addressee(sender)
	silent := hasAny(lead, silenceWords...) || hasAny(tail, silenceWords...)
	switch {
	case hasAny(lead, "telah dijawab", "sudah dijawab", "telah ditanggapi", "telah dibalas") && hasAny(lead, "melalui", "dengan", "dalam") && len(lead) < 400 && lastOf(lead, "telah") > lastOf(lead, "bahwa")-1 && !strings.HasSuffix(strings.TrimSpace(lead), "menjawab"),
		hasAny(lead, "telah diselesaikan", "telah selesai", "sudah selesai") && hasAny(lead, "sebagaimana", "melalui surat", "berdasarkan surat") && c.index > 0:
		return archive.Closes, true
	case hasAny(lead, pressWords...):
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
func (r *reader) opened(c citation, sender Party, lead, own string, before archive.Relation) archive.Relation {
	p := c.para
	if c.index > 0 && before != "" && !c.meeting {
		// of two letters that open a text the second is mentioned, unless it too is the addressee's or ours
		if hasAny(own, "merujuk", "sesuai", "berdasarkan") || !r.addressee(sender) && sender.ID != r.out.From.ID {
			return archive.Mentions
		}
	}
	if c.meeting {
		return archive.FollowsUp
	}
	subject := lower(p.slice(c.end, c.subject))
	switch {
	case r.invitation(c) && r.meetingFollows(c):
		return archive.Mentions
	case hasAny(own, "sesuai") && !r.firstPara(p):
		return archive.Mentions
	case !r.addressee(sender) && !r.ownMission(sender):
		return archive.FollowsUp
	case hasAny(subject, " jawaban", " tanggapan", " balasan") && strings.Count(subject, " ") > 1 && answers(strings.Replace(strings.Replace(subject, "hal jawaban", "menjawab", 1), "hal tanggapan", "menjawab", 1)) && !hasAny(lead, "menjawab", "membalas"):
		return archive.FollowsUp // an answer is no question
	}
	return archive.Replies
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
	for end < len(p.toks) && end < c.end+12 && (p.upper(end) || p.isAny(end, "dan", "di") && p.upper(end+1)) {
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
