package reading

import "lintas/archive"

// trigger reads the words that announce a time limit and returns the token after them.
func (p *prose) trigger(i int, t *timing) (int, bool) {
	switch w := p.word(i); w {
	case "paling":
		if p.isAny(i+1, "lambat", "lama", "telat", "lambatnya", "lamanya", "akhir", "larnbat", "lamhat", "lambal", "iambat", "1ambat") {
			t.strong = true
			return p.fillers(i+2, t), true
		}
	case "selambat", "selama", "selambatnya", "selambatnja", "selambat2nya", "selekas", "selambatlambatnya":
		return p.atTheLatest(i, t)
	case "batas", "tenggat", "deadline", "due":
		return p.limitNamed(i, t)
	case "dalam", "dlm", "within", "selama-lamanya", "kurun", "jangka", "as", "at", "pada", "secepatnya", "sesegera", "secepat", "sesegara", "in":
		return p.within(i, t)
	case "sebelum", "before":
		return p.before(i, t)
	case "prior", "ahead":
		if p.isAny(i+1, "to", "of") {
			return p.before(i+1, t)
		}
	case "sampai", "hingga", "until", "s", "till":
		return p.until(i, t)
	case "no", "not":
		if p.is(i+1, "later") && p.is(i+2, "than") {
			t.strong = true
			return p.fillers(i+3, t), true
		}
	case "by", "on":
		return p.by(i, t)
	case "maksimal", "maksimum", "maks", "max", "selewat":
		return p.fillers(i+1, t), true
	case "tidak", "kurang", "jangan":
		return p.notBeyond(i, t)
	case "antara", "between":
		return p.between(i, t)
	case "h", "hari", "tanggal", "tgl":
		return p.bareDay(i, t)
	case "setiap", "tiap", "saban", "every", "each":
		t.recurring = true
		t.trigger = "period"
		return i, true
	case "waktu", "kesempatan", "tempo":
		if p.granted(i) {
			t.strong = true
			return p.fillers(i+1, t), true
		}
	default:
		if p.isAny(i+1, "lambat", "telat", "lambatnya") && near(w, "paling") { // a scan's "naling lambat"
			t.strong = true
			return p.fillers(i+2, t), true
		}
	}
	return i, false
}

// bareDay reads a day that no word announces: "H-3", "hari ini juga", "menyampaikannya
// hari Selasa tanggal 18 Juli 2023", "kami terima tanggal 18 Juli 2023".
func (p *prose) bareDay(i int, t *timing) (int, bool) {
	today := p.is(i, "hari") && p.is(i+1, "ini")
	if today && p.is(i+2, "juga") {
		t.strong = true
		return i, true
	}
	if !p.is(i, "h") && (p.delivered(i-1) || p.is(i-1, "terima")) || today && p.is(i+2, ".") && !p.isAny(i-1, "pada", "sampai", "hingga", "per", "sejak") {
		t.trigger = "on"
		return p.fillers(i, t), true
	}
	return i, p.countdown(i)
}

// atTheLatest reads "selambat-lambatnya", "selambatnya", "selama-lamanya".
func (p *prose) atTheLatest(i int, t *timing) (int, bool) {
	if p.isAny(i, "selambatnya", "selambatlambatnya", "selambat2nya") {
		t.strong = true
		return p.fillers(i+1, t), true
	}
	j := i + 1
	for p.isAny(j, "-", "–", "2") {
		j++
	}
	if p.isAny(j, "lambatnya", "lamanya", "lambat", "nya", "lekasnya") {
		t.strong = true
		return p.fillers(j+1, t), true
	}
	return i, false
}

// limitNamed reads "batas waktu penyampaian data adalah", "the deadline for submission is".
func (p *prose) limitNamed(i int, t *timing) (int, bool) {
	j := i + 1
	for j < i+10 && p.isAny(j, "waktu", "akhir", "penyampaian", "pengiriman", "penyerahan", "pengumpulan", "pemenuhan", "jawaban", "tanggapan", "adalah", "yaitu", "yakni", "pada", "ialah", ":", "data", "laporan", "dokumen", "klarifikasi", "masukan", "paling", "lambat", "konfirmasi", "date", "for", "of", "is", "the", "submission", "reply", "response", "replies", "tersebut", "dimaksud", "selama", "ditetapkan", "kehadiran", "pendaftaran", "registrasi") {
		j++
	}
	if _, dated := p.dayAt2(j); dated && !p.isAny(i, "batas", "due") || j > i+1 || p.granted(i) {
		t.strong = true
		return p.fillers(j, t), true
	}
	return i, false
}

// granted reports whether the word at token i is time that somebody is given: "kami
// berikan waktu", "Saudara diberi kesempatan".
func (p *prose) granted(i int) bool {
	for k := i - 1; k > i-8 && k >= 0 && !p.ends(k); k-- {
		if p.isAny(k, "beri", "memberi", "berikan", "diberikan", "diberi", "memberikan", "given", "grant", "granted") {
			return true
		}
	}
	return false
}

// within reads "dalam waktu", "pada akhir", or a phrase that asks without naming a time.
func (p *prose) within(i int, t *timing) (int, bool) {
	if k, ok := p.noTime(i); ok {
		t.rule = archive.NoTime
		return k, true
	}
	switch w := p.word(i); {
	case w == "within", (w == "dalam" || w == "dlm") && !p.is(i-1, "paling"), w == "kurun", w == "jangka":
		return p.fillers(i+1, t), true
	case w == "at" && p.is(i+1, "the") && p.is(i+2, "latest"):
		t.strong = true
		j := i + 3
		for p.isAny(j, "by", "on", "until") {
			j++
		}
		return j, true
	case w == "pada" && p.is(i+1, "akhir"):
		t.trigger = "pada"
		return i + 1, true
	case w == "pada" && (p.isAny(i+1, "tanggal", "tgl", "hari", "minggu", "pekan") || p.kind(i+1) == digitTok) && p.delivered(i-1):
		t.trigger = "on"
		return p.fillers(i+1, t), true
	}
	return i, false
}

// delivered reports whether token i hands something in.
func (p *prose) delivered(i int) bool {
	return p.isAny(i, "disampaikan", "dikirim", "dikirimkan", "diserahkan", "dilaporkan", "diterima", "diselesaikan", "dijawab", "kami", "submitted", "menyampaikannya", "mengirimkannya", "melaporkannya", "menyerahkannya") && (!p.is(i, "kami") || p.is(i-1, "kepada"))
}

// handed reports whether something is handed in between the tokens lo and hi.
func (p *prose) handed(lo, hi int) bool {
	for k := lo; k < hi; k++ {
		if p.delivered(k) && !p.isAny(k-1, "akan", "telah", "yang", "sudah", "dapat") {
			return true
		}
	}
	return false
}

// before reads what follows "sebelum": the day is the first that is too late.
func (p *prose) before(i int, t *timing) (int, bool) {
	t.exclusive = true
	t.trigger = "sebelum"
	j := p.fillers(i+1, t)
	if _, ok := p.dayAt2(j); ok || p.isAny(j, "pukul", "jam", "akhir") {
		return j, true
	}
	// "sebelum sidang tanggal 15 Desember 2025", "sebelum berakhirnya masa berlaku hibah yakni tanggal 31 Desember 2017"
	for k := j; k < len(p.toks) && k < i+14; k++ {
		if p.kind(k) != wordTok && !p.isAny(k, ",", "-", "(", ")") || p.isAny(k, "yang", "agar", "mohon", "telah", "untuk", "karena", "sehingga", "namun", "dan", "setelah", "sejak", "kami", "maka", "sudah", "tidak", "belum", "masih") {
			break
		}
		if p.isAny(k, "yakni", "yaitu", "tanggal", "tgl", "hari", "on") {
			n := p.fillers(k, t)
			if _, ok := p.dayAt2(n); ok {
				return n, true
			}
		}
	}
	return i, false
}

// until reads what follows "sampai dengan", "hingga" or "s.d.".
func (p *prose) until(i int, t *timing) (int, bool) {
	w := p.word(i)
	j := i + 1
	switch {
	case w == "sampai" && p.is(j, "dengan"), w == "hingga" && p.is(j, "dengan"):
		j++
	case w == "s":
		k := j
		for k < j+5 && p.isAny(k, ".", "/", "d") {
			k++
		}
		if !p.is(k-1, "d") && !p.is(k-1, ".") || k == j || p.isAny(i-1, "wib") {
			return i, false
		}
		j = k
	}
	t.trigger = "sampai"
	t.strong = t.strong || p.extended(i)
	return p.fillers(j, t), true
}

// extended reports whether the words before token i extend a time limit: "batas
// waktu pembayaran diperpanjang sampai", "have extended the period until".
func (p *prose) extended(i int) bool {
	longer, limit := false, false
	for k := i - 1; k >= 0 && k > i-16 && !p.ends(k); k-- {
		longer = longer || p.isAny(k, "extended", "extend", "diperpanjang", "memperpanjang", "perpanjangan", "extension", "dilanjutkan")
		limit = limit || p.isAny(k, "period", "deadline", "batas", "tenggat", "jangka", "tempo", "term", "limit")
	}
	return longer && limit
}

// by reads "by 5 May 2025", "by close of business on", "by the end of", "on or before".
func (p *prose) by(i int, t *timing) (int, bool) {
	if j, ok := p.seq(i, "on", "or", "before"); ok {
		t.strong = true
		return p.fillers(j, t), true
	}
	if !p.is(i, "by") {
		return i, false
	}
	j := i + 1
	for p.isAny(j, "the", "latest", "no", "later", "than", "not") {
		j++
	}
	if p.is(j, "end") && p.is(j+1, "of") && !p.isAny(j+2, "business", "office", "the", "day", "working") {
		return j, true
	}
	closing := j
	for p.isAny(j, "close", "end", "of", "business", "office", "hours", "working", "day", "the", "cob", "eob", "on", ",") {
		j++
	}
	if clock, next, ok := p.englishHour(j); ok {
		t.clock, j = clock, next
		for p.isAny(j, ",", "on", "the") {
			j++
		}
	}
	if _, ok := p.dayAt2(j); ok {
		t.strong = j > closing || t.clock != "" || j > i+1
		return j, true
	}
	return i, false
}

// notBeyond reads "tidak lebih dari", "tidak melewati", "kurang dari".
func (p *prose) notBeyond(i int, t *timing) (int, bool) {
	j := i + 1
	switch {
	case p.is(i, "kurang") && p.is(j, "dari"):
		return p.fillers(j+1, t), true
	case p.is(i, "kurang"):
		return i, false
	case p.is(j, "lebih") && p.isAny(j+1, "lambat", "lama"):
		t.strong = true
		j += 2
	case p.is(j, "lebih") && p.is(j+1, "dari"):
		j++
	case p.isAny(j, "melebihi", "melewati", "melampaui", "lewat", "terlambat"):
		j++
	default:
		return i, false
	}
	if p.is(j, "dari") {
		j++
	}
	return p.fillers(j, t), true
}

// between reads "antara tanggal 26 s.d. 30 Mei 2025": the later day counts.
func (p *prose) between(i int, t *timing) (int, bool) {
	j := p.fillers(i+1, t)
	if d, ok := p.dayAt2(j); ok && (d.range2 || p.isAny(d.to, "dan", "sampai", "hingga", "s", "-", "–", "and")) {
		t.trigger = "sampai"
		if d.range2 {
			return j, true
		}
		if k := p.fillers(d.to+1, t); k < len(p.toks) {
			return k, true
		}
	}
	return j, p.kind(j) == digitTok
}

// fillers passes the words between a trigger and the time.
func (p *prose) fillers(i int, t *timing) int {
	for n := 0; n < 8 && i < len(p.toks); n++ {
		switch p.word(i) {
		case "sebelum", "before":
			t.exclusive = true
		case "pada", "dalam", "jangka", "kurun", "waktu", "tempo", "rentang", "tanggal", "tgl", ".", ":", "yakni", "yaitu", "the", "on", "of", "a", "period", "sampai", "dengan", "di", "batas", "hingga", "selama", "kembali", "untuk", ",", "adalah", "paling", "lama", "lambat", "maksimal", "periode", "next":
		case "hari":
			if _, ok := weekdayWords[p.word(i+1)]; !ok && !p.isAny(i+1, "tanggal") {
				return i
			}
		case "-":
			if !p.is(i+1, "lambatnya") {
				return i
			}
		default:
			return i
		}
		i++
	}
	return i
}

// noTime reads the phrases that ask without naming a time.
func (p *prose) noTime(i int) (int, bool) {
	for _, words := range [][]string{
		{"pada", "kesempatan", "pertama"}, {"pada", "kesempatan", "yang", "pertama"}, {"pada", "kesempatan", "awal"}, {"pada", "waktu", "yang", "tidak", "terlalu", "lama"},
		{"dalam", "waktu", "dekat"}, {"dalam", "waktu", "yang", "dekat"}, {"dalam", "waktu", "tidak", "terlalu", "lama"}, {"dalam", "waktu", "yang", "tidak", "terlalu", "lama"}, {"dalam", "waktu", "yang", "tidak", "lama"}, {"dalam", "waktu", "sesingkat"}, {"dalam", "waktu", "yang", "sesingkat"}, {"dalam", "waktu", "secepatnya"}, {"dalam", "waktu", "secepat"}, {"dalam", "waktu", "singkat"}, {"dalam", "waktu", "segera"}, {"dalam", "kesempatan", "pertama"},
		{"secepatnya"}, {"sesegera", "mungkin"}, {"secepat", "mungkin"}, {"as", "soon", "as", "possible"}, {"at", "the", "earliest"}, {"at", "your", "earliest"}, {"at", "its", "earliest"}, {"at", "their", "earliest"},
	} {
		if end, ok := p.seq(i, words...); ok {
			if p.isAny(end, "convenience", "opportunity", "-") {
				end++
			}
			if p.is(end, "possible") && p.isAny(end+1, "opportunity", "convenience") {
				end += 2
			}
			return end, true
		}
	}
	if p.is(i, "at") { // "at the Ministry's earliest convenience"
		for k := i + 1; k < i+6; k++ {
			if p.is(k, "earliest") && p.isAny(k+1, "convenience", "opportunity") {
				return k + 2, true
			}
		}
	}
	return i, false
}
