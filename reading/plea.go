package reading

import (
	"strings"

	"lintas/archive"
)

// plea is what the words of a sentence say about a time limit in it: whether they ask,
// promise, quote a law or tell a story. The numbers are tokens, -1 where there is none.
type plea struct {
	request, commit, law, story int
	every                       bool // "setiap P3MI": a general rule
	past                        bool // it was asked or done before
	threat                      bool // "apabila dalam 7 hari tidak …"
	directed                    bool // the sentence speaks to the addressee
	answer                      bool // the sentence speaks of an answer or a report
}

// weigh reads the sentence around a time limit.
func (r *reader) weigh(t timing, at place) plea {
	p := at.para
	e := plea{request: -1, commit: -1, law: -1, story: -1}
	for k := at.lo; k < at.hi; k++ {
		if k >= t.lo && k < t.hi {
			continue
		}
		switch w := p.word(k); {
		case (w == "memerlukan" || w == "membutuhkan" || w == "perlukan" || w == "butuhkan") && (p.is(k-1, "kami") || p.is(k-1, "sangat") && p.is(k-2, "kami")):
			e.request = k
		case requestWords[w] && (w == "harus" || !p.isAny(k-1, "sebagaimana", "seperti", "yang", "telah", "sudah", "tidak")):
			if !e.isRequest(p, k, w) {
				continue
			}
			e.request = k
		case commitWords[w] && e.commit < 0 && k < t.lo:
			e.commit = k
		case lawWords[w]:
			e.law = k
		case storyWords[w] && (k == at.lo || !p.upper(k)):
			e.story = k
		case w == "setiap" && k < t.lo && !p.isAny(k+1, "bulan", "minggu", "triwulan", "tahun", "hari", "semester", "tanggal"):
			e.every = true
		case (w == "telah" || w == "sudah" || w == "pernah" || w == "has" || w == "was") && k < t.lo && t.lo-k < 8 && !p.isAny(k+1, "kami", "harus", "dapat", "diterima", "menyampaikan", "dapat"):
			e.past = true
		}
	}
	if e.request < 0 && r.leadAsks(at) {
		e.request = at.lo
	}
	e.threat = r.threatens(t, at)
	e.directed, e.answer = r.directed(at), r.answerWord(at)
	return e
}

// leadAsks reports whether a sentence is an item of a list that its lead asks for:
// "dengan ini diminta: a. PT X melunasi gaji".
func (r *reader) leadAsks(at place) bool {
	const longestList = 12
	if at.para.mark == "" {
		return false
	}
	for i := at.index - 1; i >= 0 && i > at.index-longestList; i-- {
		p := &r.paras[i]
		if p.table {
			return false
		}
		if n := len(p.toks); p.is(n-1, ":") {
			for k := n - 2; k >= 0 && k > n-8 && !p.ends(k); k-- {
				if p.isAny(k, "diminta", "dimohon", "mohon", "meminta", "memohon", "diwajibkan", "wajib", "agar", "kiranya", "diharapkan", "harus", "diinstruksikan", "requested") {
					return true
				}
			}
			return false
		}
		if p.mark == "" {
			return false
		}
	}
	return false
}

// isRequest reports whether a word asks something here: "shall" of a law does not.
func (e *plea) isRequest(p *para, k int, w string) bool {
	switch w {
	case "shall", "must", "should", "wajib", "harus":
		return e.law < 0
	case "ditunggu", "tunggu", "menunggu":
		return !p.isAny(k+1, "di", "oleh")
	}
	return true
}

// threatens reports whether a time limit stands in a condition that something is not
// done: "apabila dalam waktu 7 hari Saudara tidak memenuhi kewajiban tersebut".
func (r *reader) threatens(t timing, at place) bool {
	p := at.para
	start := at.lo
	for start < t.lo && !p.isAny(start, "apabila", "jika", "bilamana", "bila", "manakala", "if") && !(p.is(start, "dalam") && p.is(start+1, "hal")) {
		start++
	}
	if start >= t.lo {
		return false
	}
	not, owed := false, false
	for k := start; k < at.hi && !p.is(k, "maka"); k++ {
		not = not || p.isAny(k, "tidak", "belum", "tanpa", "no", "not")
		owed = owed || p.isAny(k, "saudara", "jawaban", "tanggapan", "klarifikasi", "balasan", "konfirmasi", "kewajiban", "respons", "respon", "penyelesaian", "dipenuhi", "memenuhi", "reply", "response", "perusahaan", "bapak", "pembayaran", "direksi")
		if p.is(k, ",") && not && k > t.hi {
			break
		}
	}
	return not && owed
}

// asks decides whether a time limit is a request, an order or a promise, and no
// quoted law, contract or story.
func (r *reader) asks(t timing, at place) bool {
	p := at.para
	e := r.weigh(t, at)
	if r.outOfReach(t, e, at) || r.lawful(t, e, at) {
		return false
	}
	if p.annex && !(t.strong && (e.commit >= 0 || e.directed || e.request >= 0 && !e.every)) {
		return false
	}
	switch {
	case t.rule == archive.NoTime:
		return (e.request >= 0 || p.delivered(t.lo-1) && e.answer && !e.past && !p.is(t.lo-2, "akan")) && !r.ownPromise(t, at) && !p.annex
	case e.threat:
		return true
	case t.strong:
		return r.asksStrongly(t, e, at)
	case t.trigger == "period":
		return (e.directed || e.request >= 0 && e.request < t.lo+8) && e.story < 0 && r.reports(at)
	case t.recurring:
		return e.directed || e.request >= 0 && e.story < 0
	case t.trigger == "count":
		return (e.request >= 0 && e.request < t.hi+12 || t.anchored && p.handed(at.lo, t.lo)) && e.answer && !e.past
	case t.trigger == "on":
		return e.request >= 0 && e.request < t.lo && !e.past && !r.ownPromise(t, at)
	case t.trigger == "sampai":
		if p.isAny(t.lo-1, "disampaikan", "dikirim", "dikirimkan", "diserahkan", "ditunggu", "dilengkapi", "dinantikan") && t.rule == archive.ByDate {
			return !e.past // "masukan disampaikan hingga tanggal 3 Mei"
		}
		return e.request >= 0 && e.request < t.lo && (t.rule == archive.ByDate || t.rule == archive.MonthEnd || t.rule == archive.WorkingDays || t.rule == archive.CalendarDay) && !e.past && e.answer
	case t.event && t.n < 0:
		return e.request >= 0 || e.directed || e.answer
	case e.request >= 0:
		return !e.past || e.request > t.lo-10 && e.request < t.lo
	case e.directed && e.answer && t.anchored:
		return !e.past
	case e.commit >= 0:
		return r.ownPromise(t, at) || p.isAny(e.commit, "bersedia", "berjanji", "sanggup", "menyanggupi", "berkomitmen")
	}
	return t.exclusive && t.rule == archive.ByDate && e.answer && !e.past
}

// asksStrongly decides about words such as "paling lambat".
func (r *reader) asksStrongly(t timing, e plea, at place) bool {
	p := at.para
	plain := e.request < 0 && e.commit < 0
	span := t.rule == archive.WorkingDays || t.rule == archive.CalendarDay || t.rule == archive.Hours
	switch {
	case e.every && plain:
		return false
	case t.recurring && !e.directed && (e.story >= 0 || e.request < 0 && !e.answer):
		return false
	case e.story >= 0 && plain:
		return false
	case e.past && plain, p.allows(at.lo, t.lo) && e.request < 0 && !t.anchored && !r.ownPromise(t, at):
		return false
	case span && plain && !e.directed && !e.answer && !t.anchored && !t.today && (t.n >= 0 || !t.event):
		return false // "disemayamkan paling lama 3 (tiga) hari"
	}
	return !t.today || e.request >= 0 || e.directed
}

// outOfReach reports whether the day is past, or so far off that it is the end of a
// contract or a passport.
func (r *reader) outOfReach(t timing, e plea, at place) bool {
	p := at.para
	letter := r.out.Date
	if t.rule == archive.ByDate && letter != "" && t.date != "" {
		if t.date < letter || !t.strong && letter.DaysUntil(t.date) > 400 || letter.DaysUntil(t.date) > 1100 {
			return true
		}
	}
	if t.trigger == "on" && letter != "" && t.date == letter && !p.is(t.lo, "hari") {
		return true // "surat yang kami terima tanggal 3 Juni"
	}
	if t.trigger == "sampai" && (p.isAny(t.lo-1, "berlaku", "selama", "terhitung") || e.story > 0 && e.request < 0 || p.isAny(t.lo-2, "berlaku")) {
		return true
	}
	return t.rule == archive.MonthEnd && letter != "" && t.date < letter
}

// lawful reports whether the sentence states what a law or a rule says.
func (r *reader) lawful(t timing, e plea, at place) bool {
	switch {
	case e.law >= 0 && e.law < t.lo && e.request < e.law && !e.directed:
		return true
	case e.law > t.hi && at.para.isAny(e.law-1, "(", "ketentuan") && e.request < 0:
		return true
	}
	return r.quotedRule(at) && !e.directed
}

// allows reports whether the words from lo to hi say what can be done for how long,
// or what will be done by nobody here, and ask nothing: "dapat menampung paling lama
// 5 hari", "santunan akan dibayarkan paling lama 60 hari".
func (p *prose) allows(lo, hi int) bool {
	for k := lo; k+1 < hi; k++ {
		if p.is(k, "akan") && strings.HasPrefix(p.word(k+1), "di") && k+2 == hi {
			return true
		}
		if p.is(k, "dapat") && (strings.HasPrefix(p.word(k+1), "me") || p.isAny(k+1, "tinggal", "dirawat", "ditampung")) {
			return true
		}
	}
	return false
}

// quotedRule reports whether a sentence states a general rule.
func (r *reader) quotedRule(at place) bool {
	text := lower(at.para.slice(at.lo, at.hi))
	return hasAny(text, "sebagaimana diatur", "berbunyi", "diatur bahwa", "mengatur bahwa", "sesuai pasal", "berdasarkan pasal", "(pasal", "sebagaimana dimaksud dalam pasal", "menetapkan bahwa", "menyebutkan bahwa", "according to", "sesuai sop", "sesuai standar pelayanan", "sesuai maklumat")
}

// directed reports whether a sentence speaks to the addressee.
func (r *reader) directed(at place) bool {
	for k := at.lo; k < at.hi; k++ {
		switch at.para.word(k) {
		case "mohon", "dimohon", "diminta", "saudara", "kiranya", "memohon", "meminta", "bapak", "ibu", "harapkan", "diharapkan", "tunggu", "ditugaskan", "mengharapkan", "mendesak", "menuntut", "menantikan", "you", "your":
			return true
		}
	}
	return false
}

// reports reports whether a sentence speaks of reports.
func (r *reader) reports(at place) bool {
	for k := at.lo; k < at.hi; k++ {
		if at.para.isAny(k, "laporan", "melaporkan", "dilaporkan", "pelaporan", "laporannya", "report", "reports", "rekapitulasi", "perkembangan", "perkembangannya", "kemajuan", "kemajuannya") {
			return true
		}
	}
	return false
}

// answerWord reports whether a sentence speaks of an answer or a report.
func (r *reader) answerWord(at place) bool {
	for k := at.lo; k < at.hi; k++ {
		if answerNouns[at.para.word(k)] {
			return true
		}
	}
	return false
}

// plainHurry finds a request for an answer that says only "segera".
func (r *reader) plainHurry(at place) (timing, bool) {
	p := at.para
	asked := p.is(at.hi-2, "appreciated")
	for k := at.lo; k < at.hi; k++ {
		w := p.word(k)
		asked = asked || w == "mohon" || w == "dimohon" || w == "diminta" || w == "harap" || w == "diharapkan" || w == "agar" || w == "kiranya" || w == "harapkan" || w == "mengharapkan" || w == "grateful" || w == "appreciate" || w == "tunggu" || w == "ditunggu" || w == "nantikan"
		if !asked || w != "segera" && w != "prompt" && w != "early" || p.isAny(k-1, "sangat", "amat") {
			continue
		}
		for j := max(at.lo, k-4); j <= k+3 && j < at.hi; j++ {
			switch p.word(j) {
			case "jawaban", "tanggapan", "balasan", "konfirmasi", "dijawab", "ditanggapi", "menjawab", "menanggapi", "dibalas", "dikonfirmasi", "klarifikasi", "jawabannya", "tanggapannya", "membalas", "reply", "response", "laporan", "dilaporkan", "melaporkan":
				lo, hi := min(j, k), max(j, k)+1
				return timing{lo: lo, hi: hi, rule: archive.NoTime, base: archive.FromLetter}, true
			}
		}
	}
	return timing{}, false
}
