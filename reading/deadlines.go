package reading

import (
	"strconv"

	"lintas/archive"
)

// maxDeadlines bounds what one document can ask for, mostTries what is looked at.
const (
	maxDeadlines = 30
	mostTries    = 600
)

// requestWords ask; commitWords promise; lawWords quote.
var (
	requestWords = set("mohon", "dimohon", "memohon", "dimohonkan", "agar", "supaya", "diminta", "meminta", "diharapkan", "mengharapkan", "diharap", "harap", "harapkan", "kiranya", "wajib", "diwajibkan", "mewajibkan", "harus", "ditugaskan", "menugaskan",
		"diinstruksikan", "diperintahkan", "tolong", "hendaknya", "please", "kindly", "request", "requested", "requests", "should", "must", "shall", "appreciate", "ditunggu", "tunggu", "menunggu", "disarankan", "berkenan", "berharap", "perlu", "grateful", "dimintai", "menginstruksikan", "diingatkan", "appreciated", "mengingatkan", "nantikan", "dinantikan", "menantikan", "urges", "mendesak", "menuntut", "awaited", "awaits", "looks", "look", "urge", "minta", "mohonkan", "dimintakan", "dinanti", "menanti", "menghargai", "mengimbau", "mengundang", "ask", "asks")
	commitWords = set("bersedia", "berjanji", "berkomitmen", "sanggup", "menyanggupi", "kesanggupan", "komitmen", "akan", "kesediaan", "berkewajiban", "will")
	lawWords    = set("pasal", "undang", "peraturan", "perpres", "permen", "permenaker", "ketentuan", "uu", "pp", "perda", "kepmen", "kepmenaker", "sop", "perban", "perbadan", "permenlu", "kuhap", "article")
	// answerNouns are what an answer or a report is called, and how it is given.
	answerNouns = set("jawaban", "tanggapan", "laporan", "dilaporkan", "melaporkan", "disampaikan", "menyampaikan", "konfirmasi", "klarifikasi", "dikirim", "dikirimkan", "mengirimkan", "terima", "diterima", "hasil", "hasilnya", "balasan", "data", "dokumen", "informasi", "masukan", "perkembangan", "perkembangannya", "diserahkan", "dilengkapi", "melengkapi", "diselesaikan", "menyelesaikan", "ditindaklanjuti", "reply", "response", "report", "submit", "submitted", "information", "kesediaan", "konfirmasinya", "penyelesaian", "penyelesaiannya", "dipenuhi",
		"keberatan", "sanggahan", "registrasi", "pendaftaran", "menjawab", "dijawab", "menanggapi", "ditanggapi", "keterangan", "penjelasan", "bukti", "bahan", "kelengkapan", "submission", "confirmation", "confirm", "nama", "manifes", "diunggah", "mengunggah", "dituntaskan", "respons", "respon")
	// storyWords tell of pay, contracts and the past, where the same phrases ask nothing.
	storyWords = set("gaji", "upah", "angsuran", "cicilan", "iuran", "kontrak", "spp", "pajak", "visa", "denda", "sewa", "retribusi", "izin")
)

// place is where a time limit was found.
type place struct {
	para   *para
	index  int       // of the paragraph
	lo, hi int       // the sentence
	seen   *dayTrail // the days named before the paragraph; nil where nobody kept them
}

func (r *reader) readDeadlines() {
	if r.out.Meeting != nil && r.out.Form == archive.Notula {
		r.actionDeadlines()
		if len(r.out.Deadlines) > 0 {
			return
		}
	}
	tries := 0
	seen := &dayTrail{}
	var threats, soft []func()
	for i := range r.paras {
		p := &r.paras[i]
		if p.table {
			continue
		}
		for _, s := range p.sentences() {
			at := place{para: p, index: i, lo: s[0], hi: s[1], seen: seen}
			for _, t := range r.limitsIn(at, &tries) {
				later := at
				later.seen = nil
				switch {
				case t.rule == archive.NoTime:
					soft = append(soft, func() { r.addDeadline(t, later) })
				case r.threatens(t, at):
					threats = append(threats, func() { r.addDeadline(t, later) })
				default:
					r.addDeadline(t, at)
				}
			}
		}
	}
	// a threat repeats what was asked, and what asks without a time counts only where nothing names one
	if len(r.out.Deadlines) == 0 && len(threats) > 0 {
		threats[0]()
	}
	if len(r.out.Deadlines) == 0 && len(soft) > 0 {
		soft[0]()
	}
}

// limitsIn returns the time limits of a sentence that ask something of somebody.
func (r *reader) limitsIn(at place, tries *int) []timing {
	p := at.para
	var out []timing
	best := 0 // of no time, a period without a day, a time
	for i := at.lo; i < at.hi && *tries < mostTries; i++ {
		if p.toks[i].kind == signTok {
			continue
		}
		t, ok := p.limitAt(i, r.out.Date)
		if !ok || t.hi > at.hi+12 {
			continue
		}
		*tries++
		if r.asks(t, at) {
			out = append(out, t)
			best = max(best, t.weight())
		}
		i = t.hi - 1
	}
	if len(out) == 0 && !p.annex {
		if t, ok := r.plainHurry(at); ok {
			out = append(out, t)
		}
	}
	kept := out[:0]
	for _, t := range out {
		if t.weight() == best {
			kept = append(kept, t)
		}
	}
	return kept
}

// weight orders time limits of one sentence: a day outweighs "setiap bulan", and that
// "pada kesempatan pertama".
func (t timing) weight() int {
	switch {
	case t.rule == archive.NoTime:
		return 0
	case t.trigger == "period" && t.vague:
		return 1
	}
	return 2
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
	confidence := t.trust()
	if t.event && t.baseDate == "" {
		d.BaseDate = r.eventDay(at, t)
		if d.BaseDate == "" {
			d.Base = archive.FromLetter
			confidence = min(confidence, 0.5)
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
	sure := 0.0
	d.OwedBy, d.OwedTo, sure = r.debtor(t, at)
	if sure < archive.HighConfidence {
		confidence = min(confidence, max(sure, archive.LowConfidence), 0.85)
	}
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

// trust says how sure a time limit is by its words alone.
func (t timing) trust() float64 {
	switch {
	case t.vague:
		return 0.55
	case t.rule == archive.NoTime, t.recurring, t.trigger == "count", t.trigger == "on":
		return 0.8
	case t.strong:
		return 0.93
	}
	return 0.82
}

// compute fills in the due date and how it came about.
func (r *reader) compute(d *Due) {
	if d.Kind == archive.NoTime {
		return
	}
	due := d.Rule().Compute(r.out.Date, "", r.calendar)
	if due.Date != "" {
		d.Due = due.Date
	} else if d.N < 0 && !d.BaseDate.Valid() {
		d.Due = "" // the event's day is not printed
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
