package reading

import (
	"strconv"
	"strings"

	"lintas/archive"
)

// maxDeadlines bounds what one document can ask for.
const maxDeadlines = 30

// requestWords ask; commitWords promise; lawWords quote.
var (
	requestWords = set("mohon", "dimohon", "memohon", "dimohonkan", "agar", "supaya", "diminta", "meminta", "dimintakan", "diharapkan", "mengharapkan", "diharap", "harap", "harapkan", "kiranya", "wajib", "diwajibkan", "mewajibkan", "harus", "ditugaskan", "menugaskan",
		"diinstruksikan", "diperintahkan", "tolong", "hendaknya", "please", "kindly", "request", "requested", "requests", "should", "must", "shall", "appreciate", "ditunggu", "tunggu", "menunggu", "disarankan", "permohonan", "berkenan", "berharap", "perlu", "grateful", "dimintai", "menginstruksikan", "diingatkan", "appreciated", "mengingatkan", "nantikan", "dinantikan", "urges")
	commitWords = set("bersedia", "berjanji", "berkomitmen", "sanggup", "menyanggupi", "kesanggupan", "komitmen", "akan", "kesediaan", "berkewajiban", "will")
	lawWords    = set("pasal", "undang", "peraturan", "perpres", "permen", "permenaker", "ketentuan", "uu", "pp", "perda", "kepmen", "kepmenaker", "sop", "perban", "perbadan", "permenlu", "kuhap", "article")
	// storyWords tell of pay, contracts and the past, where the same phrases ask nothing.
	storyWords = set("gaji", "upah", "angsuran", "cicilan", "iuran", "kontrak", "spp", "pajak", "visa", "denda", "sewa", "retribusi", "izin")
)

// place is where a time limit was found.
type place struct {
	para   *para
	index  int // of the paragraph
	lo, hi int // the sentence
}

func (r *reader) readDeadlines() {
	if r.out.Meeting != nil && r.out.Form == archive.Notula {
		r.actionDeadlines()
		if len(r.out.Deadlines) > 0 {
			return
		}
	}
	var soft []func()
	for i := range r.paras {
		p := &r.paras[i]
		if p.table {
			continue
		}
		for _, s := range p.sentences() {
			at := place{para: p, index: i, lo: s[0], hi: s[1]}
			found := r.limitsIn(at)
			for _, t := range found {
				if t.rule == archive.NoTime {
					t := t
					soft = append(soft, func() { r.addDeadline(t, at) })
					continue
				}
				r.addDeadline(t, at)
			}
		}
	}
	// what asks without a time counts only where nothing names one
	if len(r.out.Deadlines) == 0 && len(soft) > 0 {
		soft[0]()
	}
}

// limitsIn returns the time limits of a sentence that ask something of somebody.
func (r *reader) limitsIn(at place) []timing {
	p := at.para
	var out []timing
	timed := false
	for i := at.lo; i < at.hi; i++ {
		if p.toks[i].kind == signTok {
			continue
		}
		t, ok := p.limitAt(i, r.out.Date)
		if !ok || t.hi > at.hi+12 {
			continue
		}
		if r.asks(t, at) {
			out = append(out, t)
			timed = timed || t.rule != archive.NoTime
		}
		i = t.hi - 1
	}
	if !timed && len(out) == 0 && !p.annex {
		if t, ok := r.plainHurry(at); ok {
			out = append(out, t)
		}
	}
	if timed {
		kept := out[:0]
		for _, t := range out {
			if t.rule != archive.NoTime {
				kept = append(kept, t)
			}
		}
		out = kept
	}
	return out
}

// asks decides whether a time limit is a request, an order or a promise, and no
// quoted law, contract or story.
func (r *reader) asks(t timing, at place) bool {
	p := at.para
	request, commit, law, story, every, past := -1, -1, -1, -1, false, false
	for k := at.lo; k < at.hi; k++ {
		w := p.word(k)
		switch {
		case k >= t.lo && k < t.hi:
		case requestWords[w] && !(w == "permohonan" && k < t.lo-12):
			request = k
		case commitWords[w] && commit < 0 && k < t.lo:
			commit = k
		case lawWords[w]:
			law = k
		case storyWords[w] && (k == at.lo || !p.upper(k)):
			story = k
		case w == "setiap" && k < t.lo && !p.isAny(k+1, "bulan", "minggu", "triwulan", "tahun", "hari", "semester", "tanggal"):
			every = true
		case (w == "telah" || w == "sudah" || w == "pernah") && k < t.lo && t.lo-k < 8 && !p.isAny(k+1, "kami", "harus", "dapat", "diterima"):
			past = true
		}
	}
	letter := r.out.Date
	if t.rule == archive.ByDate && letter != "" && t.date != "" {
		if t.date < letter || !t.strong && letter.DaysUntil(t.date) > 400 || letter.DaysUntil(t.date) > 1100 {
			return false
		}
	}
	if t.trigger == "sampai" && (p.isAny(t.lo-1, "berlaku", "selama", "terhitung") || story > 0 && request < 0 || p.isAny(t.lo-2, "berlaku")) {
		return false
	}
	if t.rule == archive.MonthEnd && letter != "" && t.date < letter {
		return false
	}
	directed := r.directed(at)
	if law >= 0 && law < t.lo && request < law && !directed {
		return false
	}
	if law >= 0 && law > t.hi && p.isAny(law-1, "(", "ketentuan") && request < 0 {
		return false
	}
	if r.quotedRule(at) && !directed {
		return false
	}
	if p.annex && !(t.strong && (commit >= 0 || directed || request >= 0 && !every)) {
		return false
	}
	switch {
	case t.rule == archive.NoTime:
		return request >= 0 && !r.ownPromise(at) && !p.annex
	case t.strong:
		switch {
		case every && request < 0 && commit < 0:
			return false
		case t.recurring && !directed && (story >= 0 || request < 0 && !r.answerWord(at)):
			return false
		case story >= 0 && request < 0 && commit < 0:
			return false
		case past && request < 0 && commit < 0, p.allows(at.lo, t.lo) && request < 0:
			return false
		}
		return !t.today || request >= 0 || directed
	case t.recurring:
		return directed || request >= 0 && story < 0
	case t.trigger == "sampai":
		if p.isAny(t.lo-1, "disampaikan", "dikirim", "dikirimkan", "diserahkan", "ditunggu", "dilengkapi") && t.rule == archive.ByDate {
			return !past // "masukan disampaikan hingga tanggal 3 Mei"
		}
		return request >= 0 && request < t.lo && (t.rule == archive.ByDate || t.rule == archive.MonthEnd) && !past && r.answerWord(at)
	case t.event && t.n < 0:
		return request >= 0 || directed || r.answerWord(at)
	case request >= 0:
		return !past || request > t.lo-10
	case commit >= 0:
		return r.ownPromise(at) || p.isAny(commit, "bersedia", "berjanji", "sanggup", "menyanggupi", "berkomitmen")
	}
	return t.exclusive && t.rule == archive.ByDate && r.answerWord(at) && !past
}

// allows reports whether the words from lo to hi say what can be done for how long,
// or what will be done by nobody here, and ask nothing: "dapat menampung paling lama
// 5 hari", "santunan akan dibayarkan paling lama 60 hari".
func (p *prose) allows(lo, hi int) bool {
	for k := lo; k+1 < hi; k++ {
		if p.is(k, "akan") && strings.HasPrefix(p.word(k+1), "di") && k+2 == hi {
			return true
		}
		if p.is(k, "dapat") && strings.HasPrefix(p.word(k+1), "men") || p.is(k, "dapat") && (strings.HasPrefix(p.word(k+1), "mem") || p.isAny(k+1, "tinggal", "merawat", "dirawat", "ditampung")) {
			return true
		}
	}
	return false
}

// quotedRule reports whether a sentence states a general rule.
func (r *reader) quotedRule(at place) bool {
	text := lower(at.para.slice(at.lo, at.hi))
	return hasAny(text, "sebagaimana diatur", "berbunyi", "diatur bahwa", "mengatur bahwa", "sesuai pasal", "berdasarkan pasal", "(pasal", "sebagaimana dimaksud dalam pasal", "menetapkan bahwa", "menyebutkan bahwa")
}

// directed reports whether a sentence speaks to the addressee.
func (r *reader) directed(at place) bool {
	for k := at.lo; k < at.hi; k++ {
		switch at.para.word(k) {
		case "mohon", "dimohon", "diminta", "saudara", "kiranya", "memohon", "meminta", "bapak", "ibu", "harapkan", "diharapkan", "tunggu", "ditugaskan", "mengharapkan":
			return true
		}
	}
	return false
}

// answerWord reports whether a sentence speaks of an answer or a report.
func (r *reader) answerWord(at place) bool {
	for k := at.lo; k < at.hi; k++ {
		switch at.para.word(k) {
		case "jawaban", "tanggapan", "laporan", "dilaporkan", "melaporkan", "disampaikan", "menyampaikan", "konfirmasi", "klarifikasi", "dikirim", "dikirimkan", "mengirimkan", "terima", "diterima", "hasil", "hasilnya", "balasan", "data", "dokumen", "informasi", "masukan", "perkembangan", "perkembangannya", "diserahkan", "dilengkapi", "melengkapi", "diselesaikan", "menyelesaikan", "ditindaklanjuti", "reply", "response", "report", "submit", "submitted", "information", "kesediaan", "konfirmasinya", "penyelesaian", "penyelesaiannya", "dipenuhi":
			return true
		}
	}
	return false
}

// ownPromise reports whether the sender promises in this sentence: "akan kami
// sampaikan", "kami akan menyampaikan".
func (r *reader) ownPromise(at place) bool {
	p := at.para
	for k := at.lo; k+1 < at.hi; k++ {
		if p.is(k, "akan") && p.is(k+1, "kami") || p.is(k, "kami") && p.isAny(k+1, "akan", "berjanji", "bersedia", "berkomitmen", "sanggup", "menyanggupi") || p.is(k, "we") && p.is(k+1, "will") {
			return true
		}
	}
	return false
}

// plainHurry finds a request for an answer that says only "segera".
func (r *reader) plainHurry(at place) (timing, bool) {
	p := at.para
	asked := false
	for k := at.lo; k < at.hi; k++ {
		w := p.word(k)
		asked = asked || w == "mohon" || w == "dimohon" || w == "diminta" || w == "harap" || w == "diharapkan" || w == "agar" || w == "kiranya" || w == "harapkan" || w == "mengharapkan"
		if w != "segera" || !asked || p.isAny(k-1, "sangat", "amat") {
			continue
		}
		for j := max(at.lo, k-3); j <= k+3 && j < at.hi; j++ {
			switch p.word(j) {
			case "jawaban", "tanggapan", "balasan", "konfirmasi", "dijawab", "ditanggapi", "menjawab", "menanggapi", "dibalas", "dikonfirmasi", "klarifikasi", "jawabannya", "tanggapannya", "membalas":
				lo, hi := min(j, k), max(j, k)+1
				return timing{lo: lo, hi: hi, rule: archive.NoTime, base: archive.FromLetter}, true
			}
		}
	}
	return timing{}, false
}

// addDeadline turns a time limit into a proposed deadline.
func (r *reader) addDeadline(t timing, at place) {
	if len(r.out.Deadlines) >= maxDeadlines {
		return
	}
	p := at.para
	d := Due{Kind: t.rule, N: t.n, Base: t.base, BaseDate: t.baseDate, DueTime: t.clock, Exclusive: t.exclusive, WeekdayConflict: t.weekday, WordsConflict: t.words, Recurring: t.recurring}
	d.Phrase = p.slice(t.lo, t.hi)
	d.What = clean(p.slice(at.lo, at.hi))
	confidence := 0.9
	if !t.strong {
		confidence = 0.82
	}
	if t.event && t.baseDate == "" {
		d.BaseDate = r.eventDay(at, t)
		if d.BaseDate == "" {
			d.Base = archive.FromLetter
			confidence = 0.5
			if t.n < 0 {
				return
			}
		}
	}
	switch t.rule {
	case archive.ByDate:
		d.Due = t.date
		d.Base = archive.FromLetter
		if t.exclusive {
			d.DatePrinted, d.Due = t.date, t.date.AddDays(-1)
		}
	case archive.MonthEnd:
		d.Due = t.date
		if r.out.Date.Valid() {
			d.N = (t.date.Year()-r.out.Date.Year())*12 + int(t.date.Time().Month()) - int(r.out.Date.Time().Month())
		}
		if t.exclusive {
			d.Kind, d.N, d.DatePrinted, d.Due = archive.ByDate, 0, t.date, t.date.AddDays(-1)
		} else {
			d.Exclusive = false
		}
	default:
		d.Exclusive = false
	}
	r.compute(&d)
	d.OwedBy, d.OwedTo = r.debtor(t, at)
	if d.WordsConflict || d.WeekdayConflict {
		confidence = min(confidence, 0.6)
	}
	for _, other := range r.out.Deadlines {
		if other.Kind == d.Kind && other.Due == d.Due && other.N == d.N && other.OwedBy.ID == d.OwedBy.ID {
			return
		}
	}
	r.out.Deadlines = append(r.out.Deadlines, d)
	line := p.lineAt(p.toks[t.lo].start)
	r.note("deadlines."+strconv.Itoa(len(r.out.Deadlines)-1), d.Phrase, line, p.lineAt(p.toks[t.hi-1].start)+1, confidence, "time limit: "+string(d.Kind))
}

// compute fills in the due date and how it came about.
func (r *reader) compute(d *Due) {
	if d.Kind == archive.NoTime {
		return
	}
	due := d.Rule().Compute(r.out.Date, "", r.calendar)
	if due.Date != "" {
		d.Due = due.Date
	} else if d.Kind == archive.CalendarDay && d.N < 0 {
		d.Due = d.BaseDate.AddDays(d.N)
	} else if d.Kind == archive.WorkingDays && d.N < 0 {
		d.Due = r.workingDaysBefore(d.BaseDate, -d.N)
	} else if d.Kind == archive.CalendarDay && d.N == 0 {
		d.Due = r.out.Date // "hari ini juga"
	}
	d.Computation, d.Doubt = due.Words, due.Doubt
	switch {
	case d.WordsConflict:
		d.Doubt = &archive.Text{ID: "Angka dan kata bilangannya berbeda: " + d.Phrase, EN: "The digits and the number in words differ: " + d.Phrase}
	case d.WeekdayConflict:
		d.Doubt = &archive.Text{ID: "Hari dan tanggalnya tidak cocok: " + d.Phrase, EN: "The weekday does not fit the date: " + d.Phrase}
	}
}

// workingDaysBefore counts back from a day.
func (r *reader) workingDaysBefore(day archive.Date, n int) archive.Date {
	for steps := 0; n > 0 && day.Valid() && steps < 400; steps++ {
		day = day.AddDays(-1)
		if r.calendar.Working(day) {
			n--
		}
	}
	return day
}

// eventDay finds the day of the event a time limit counts from: the day of the
// meeting the letter calls, or the last day named before.
func (r *reader) eventDay(at place, t timing) archive.Date {
	for i := range r.events {
		e := &r.events[i]
		if e.field != weekdayField && e.field != dateField {
			continue
		}
		sc := scan(e.value)
		for _, d := range sc.days() {
			d.complete(r.out.Date)
			if d.date != "" {
				return d.date
			}
		}
	}
	if m := r.out.Meeting; m != nil && m.Date != "" && r.out.Form == archive.Notula && strings.Contains(lower(at.para.slice(t.lo, t.hi)), "rapat") {
		return m.Date
	}
	var last, later archive.Date
	for i := 0; i <= at.index && i < len(r.paras); i++ {
		p := &r.paras[i]
		if p.table {
			continue
		}
		for _, d := range p.days() {
			if i == at.index && d.from >= t.lo {
				break
			}
			if d.date == "" || d.noYear {
				continue
			}
			last = d.date
			if d.date >= r.out.Date {
				later = d.date
			}
		}
	}
	if later != "" {
		return later
	}
	if t.n < 0 {
		return ""
	}
	return last
}
