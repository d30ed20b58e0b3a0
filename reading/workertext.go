package reading

import (
	"strings"
)

// nameInText tries the signs of a worker other than "a.n." at token i: bin or
// binti, a passport or NIK behind the name, a worker noun before it, a list of
// names. It returns the token after what it took.
func (r *reader) nameInText(p *para, i int, b *workerBook) int {
	if !p.upper(i) || notNames[p.word(i)] || officeWords[p.word(i)] {
		return i
	}
	if end := p.companyRun(i); end > i {
		return end
	}
	if i > 0 && p.upper(i-1) && p.space(i) && !titlesBefore[p.word(i-1)] && !workerNouns[p.word(i-1)] && !notNames[p.word(i-1)] && !officeWords[p.word(i-1)] {
		return i // inside a longer name
	}
	x, ok := p.personAt(i)
	if !ok || x.from > i+4 || r.agencyWord(p, x) {
		return i
	}
	switch {
	case p.ofTheWriter(x) || p.wanted(x):
		r.addPerson(p, x, b, 0.88, "relative of the writer")
		return r.othersAfter(p, x, b)
	case p.possessor(x):
		r.addPerson(p, x, b, 0.85, "whose people are named")
		return x.to
	case p.wroteLetter(x):
		b.doubt(x.name)
		return x.to
	case p.official(x) || p.relative(x):
		return x.to
	}
	if p.identityFollows(x.to) || p.identifiedAs(x.from) {
		r.addPerson(p, x, b, 0.92, "passport or NIK behind the name")
		return r.othersAfter(p, x, b)
	}
	if x.parent != "" {
		r.addPerson(p, x, b, 0.88, "bin, binti")
		return r.othersAfter(p, x, b)
	}
	if r.helped(p, x) {
		r.addPerson(p, x, b, 0.72, "who is helped")
		return r.othersAfter(p, x, b)
	}
	return r.nameBySurroundings(p, i, x, b)
}

// nameBySurroundings tries the weaker signs: what stands before and behind a name that nothing
// of its own marks as a worker's.
func (r *reader) nameBySurroundings(p *para, i int, x person, b *workerBook) int {
	sentenceStart := i == 0 || p.ends(i-1)
	if workerBefore(p, x.from) && !sentenceStart && p.kind(x.from) == wordTok {
		r.namesFrom(p, x.from, b, 0.8, "worker noun before the name")
		return x.to
	}
	if x.alias != "" {
		r.addPerson(p, x, b, 0.8, "alias")
		return x.to
	}
	if list := r.nameList(p, x); list != nil && r.aboutWorkers(p, i) {
		for _, y := range list {
			if !p.official(y) && !p.relative(y) {
				r.addPerson(p, y, b, 0.75, "list of names")
			}
		}
		return list[len(list)-1].to
	}
	titled := p.isAny(x.from-2, "sdr", "sdri", "mr", "ms", "mrs") && p.is(x.from-1, ".") && !p.is(x.from-3, "/")
	if list := r.nameList(p, x); list != nil && p.suffers(list[len(list)-1].to) {
		for _, y := range list {
			r.addPerson(p, y, b, 0.78, "what befell the persons")
		}
		return list[len(list)-1].to
	}
	if p.suffers(x.to) && (titled || strings.Contains(x.name, " ") || p.inCapitals(x) || !sentenceStart && p.isAny(x.from-1, ",", "bahwa", "sedangkan", "sementara", "dan") && r.aboutWorkers(p, i)) && !p.isAny(x.from-1, "-", "/") {
		r.addPerson(p, x, b, 0.78, "what befell the person")
		return r.othersAfter(p, x, b)
	}
	if p.inCapitals(x) && r.aboutWorkers(p, i) && !p.meets(i) {
		r.addPerson(p, x, b, 0.7, "in capitals")
		return r.othersAfter(p, x, b)
	}
	if titled && r.aboutWorkers(p, i) && !r.aboutOffice(p, i) {
		r.addPerson(p, x, b, 0.7, "Sdr., Sdri.")
		return x.to
	}
	if followedByOthers(p, x.to) && !sentenceStart {
		r.addPerson(p, x, b, 0.8, "dkk. behind the name")
		return x.to
	}
	if known := b.byKey[nameKey(x.name)]; known != nil {
		known.merge(candidate{Worker: Worker{Name: x.name}})
		return x.to
	}
	return i
}

// othersAfter adds the full names that a list goes on with after a worker, and
// returns the token after the last: "X bin Y dan Z A".
func (r *reader) othersAfter(p *para, x person, b *workerBook) int {
	end := x.to
	for n := 0; n < 40; n++ {
		next := p.nextName(end)
		if next == end {
			break
		}
		y, ok := p.personAt(next)
		if !ok || y.from != next || !strings.Contains(y.name, " ") && allCaps(y.name) != allCaps(x.name) || r.agencyWord(p, y) || p.official(y) || p.relative(y) || !strings.Contains(y.name, " ") && !p.identityFollows(y.to) && !allCaps(y.name) {
			break
		}
		r.addPerson(p, y, b, 0.85, "listed with a worker")
		end = y.to
	}
	return end
}

// wrongs are done to workers: "penganiayaan terhadap X".
var wrongs = set("penganiayaan", "kekerasan", "pelecehan", "pemerkosaan", "perkosaan", "pemukulan", "penyiksaan", "penyekapan", "eksploitasi", "penipuan", "pemerasan", "penyiraman", "penelantaran", "pembunuhan")

// helped reports whether a full name is the object of a verb that tells of help for
// a worker: "memulangkan Siti Aminah dari Riyadh".
func (r *reader) helped(p *para, x person) bool {
	k := p.backOver(x.from-1, ".", "dengan", "atas")
	if p.is(k, "terhadap") && wrongs[p.word(k-1)] {
		return true
	}
	if k < 0 || p.upper(k) || !rescues[p.word(k)] && !rescued[p.word(k)] || p.isAny(x.to, "-", "/") {
		return false
	}
	if rescues[p.word(k)] && len(x.name) > 3 && !p.isAny(k, "mencari", "menemukan", "memeriksa", "bertemu", "menghubungi", "mengunjungi", "menemui") {
		return true
	}
	return strings.Contains(x.name, " ") || p.inCapitals(x) || k < x.from-1 || len(r.nameList(p, x)) > 1
}

// identifiedAs reports whether the words before token i say who a worker is.
func (p *prose) identifiedAs(i int) bool {
	return p.isAny(i-1, "sebagai", "identitas") && p.isAny(i-2, "identik", "teridentifikasi", "diidentifikasi", "dikenali")
}

// companyRun returns the token after the name of a company that token i stands in,
// and i where it stands in none: "PT Samudra Awak Sejahtera" names no crew.
func (p *prose) companyRun(i int) int {
	start := i
	for start > 0 && start > i-6 && (p.upper(start-1) && p.kind(start-1) == wordTok || p.is(start-1, ".") && p.isAny(start-2, "pt", "cv", "ud")) && !p.isAny(start, "pt", "cv", "ud") {
		start--
	}
	if !p.isAny(start, "pt", "cv", "ud", "koperasi", "yayasan") || start == i {
		return i
	}
	end := i
	for end < len(p.toks) && p.upper(end) && p.kind(end) == wordTok {
		end++
	}
	return end
}

// agencyWord reports whether a supposed name stands inside the name of an office,
// a company or a place.
func (r *reader) agencyWord(p *para, x person) bool {
	k := x.from - 1
	if p.is(k, ".") {
		k--
	}
	if p.birthplace(x.from) && x.parent == "" {
		return true
	}
	if p.is(k, "dari") && (relatives[p.word(k-1)] || x.parent != "") {
		return false // "ibu kandung dari X", "anak dari X binti Y"
	}
	if p.isAny(k, "pt", "cv", "desa", "dusun", "kampung", "kelurahan", "kecamatan", "kabupaten", "kota", "provinsi", "jalan", "jl", "rs", "rsud", "rsup", "bandara", "pelabuhan", "hotel", "gedung", "distrik", "di", "ke", "hospital", "bank", "universitas", "sakit", "klinik", "kantor", "polda", "polres", "kab", "kec", "kel", "negara", "pulau", "kapal", "mv", "km", "yayasan", "lembaga", "ruang", "tpi", "terminal", "kbri", "kjri", "wilayah", "dari", "asal", "penampungan", "shelter", "pondok", "pasar", "sd", "mt", "lp", "rutan", "lapas", "penjara", "kamp", "mitra", "grup", "kota", "tujuan", "daerah", "disnaker", "dinas", "polsek", "polresta", "polrestabes", "kejari", "kejati", "kanim", "lapas", "ditreskrimum", "stasiun", "kapolres", "kapolda", "bupati", "gubernur", "walikota", "camat") {
		return !p.isAny(k, "dari") || !workerMentioned(p) && p.isAny(k, "dari")
	}
	if p.is(k, ":") && k < 6 && !p.suffers(x.to) && !p.identityFollows(x.to) && !p.isAny(k-1, "nama", "pmi", "wni", "korban", "atas", "yaitu", "berikut", "adalah") {
		return true // the value of another label
	}
	if _, _, country := p.countryAt(x.from); country {
		return true
	}
	_, known := r.known(x.name)
	return known && x.parent == "" && !p.identityFollows(x.to)
}

// identityFollows reports whether a passport or identity number stands behind a name,
// in the same breath: "X, kelahiran Indramayu, 3 Mei 1990, pemegang paspor C1234567".
func (p *prose) identityFollows(i int) bool {
	for k := i; k < len(p.toks) && k < i+30; k++ {
		if _, _, ok := p.passportAt(k); ok {
			return true
		}
		if _, _, ok := p.nikAt(k); ok {
			return true
		}
		if p.isAny(k, ";") || p.is(k, ".") && p.ends(k) {
			return false
		}
		if p.kind(k) != wordTok || identityWords[p.word(k)] || p.birthplace(k) {
			continue
		}
		if _, ok := monthWords[p.word(k)]; !ok || p.kind(k-1) != digitTok {
			return false
		}
	}
	return false
}

// workerBefore reports whether a worker noun stands right before token i.
func workerBefore(p *para, i int) bool {
	k := i - 1
	if p.is(k, ".") {
		k--
	}
	if p.isAny(k, "almarhum", "almarhumah", "alm", "almh", "mendiang") || p.is(k, "istri") && p.is(k-1, "suami") {
		return true
	}
	k = i - 1
	for k > 0 && (titlesBefore[p.word(k)] || p.isAny(k, ".", ",", ":", "bernama", "(", "adalah", "yaitu", "yakni", "ialah", "dimaksud", "tersebut", "perempuan", "seorang", "nama", "kami", "namely", "overstay", "sakit", "terkendala", "bermasalah", "nonprosedural", "undocumented", "hamil", "deportasi")) {
		k--
	}
	return workerNouns[p.word(k)] && !(p.is(k, "pekerja") && p.upper(k)) && !(p.is(k, "migran") && !p.isAny(k-1, "pekerja", "buruh", "tenaga")) || p.isAny(k, "anaknya", "istrinya") && p.is(k+1, ",") || p.isAny(k, "terhadap", "bagi") && p.isAny(i-1, ".") || p.isAny(k, "dari") && relatives[p.word(k-1)]
}

// followedByOthers reads "dkk." or "dan kawan-kawan".
func followedByOthers(p *para, i int) bool {
	if p.is(i, ",") {
		i++
	}
	return p.is(i, "dkk") || p.is(i, "dan") && p.is(i+1, "kawan") || p.is(i, "cs")
}

// nameList reads two or more names joined by commas and "dan"; nil if there are
// fewer.
func (r *reader) nameList(p *para, x person) []person {
	list := []person{x}
	at := x.to
	for len(list) < 40 {
		next := p.nextName(at)
		if next == at {
			break
		}
		y, ok := p.personAt(next)
		if !ok || r.agencyWord(p, y) || p.kind(next) == digitTok {
			break
		}
		list = append(list, y)
		at = y.to
	}
	if len(list) < 2 {
		return nil
	}
	full := 0
	if p.isAny(x.from-1, "yaitu", "yakni", ")", ":") && workerMentioned(p) || p.isAny(x.from-1, "korban", "pmi", "wni", "cpmi", "abk") {
		full = len(list) // announced as workers: "empat orang PMI, yaitu Ani dan Budi"
	}
	for _, y := range list {
		if strings.Contains(y.name, " ") || givenNames[lower(y.name)] {
			full++
		}
		for _, w := range strings.Fields(lower(y.name)) {
			if titlesOrThings[w] {
				return nil
			}
		}
	}
	if full*2 < len(list) {
		return nil
	}
	return list
}

// titlesOrThings are capitalised words of programmes and offices that would pass
// for names.
var titlesOrThings = set("program", "kepmen", "undang-undang", "sistem", "aplikasi", "portal", "layanan", "pelayanan", "kasubdit", "karo", "kabag", "kasubbag", "pukul", "registrasi", "pembukaan", "penutup", "paparan", "diskusi", "kesimpulan", "memorandum", "agreement", "understanding", "whatsapp", "telegram", "instagram", "zoom", "google", "microsoft", "excel", "pdf", "kartu", "akta", "ijazah", "sertifikat", "surat", "rekening", "gubernur", "asean", "covid")

// aboutWorkers reports whether the sentence, or the document, speaks of workers.
func (r *reader) aboutWorkers(p *para, i int) bool {
	lo, hi := p.sentenceAround(i)
	for k := lo; k < hi; k++ {
		if workerNouns[p.word(k)] || p.isAny(k, "p3mi", "mereka", "keempat", "ketiga", "kedua", "kelima", "saksi", "repatriasi", "pemulangan", "kepulangan", "dipulangkan", "penampungan", "pengembalian", "mengembalikan", "ambulans", "mediasi", "majikan", "keluarga", "paspor") {
			return true
		}
	}
	return hasAny(lower(r.out.Subject), "pmi", "wni", "tki", "tppo", "pekerja migran") && !strings.Contains(lower(p.slice(lo, hi)), "rapat")
}

// aboutOffice reports whether the sentence speaks of the office's own business:
// meetings, contacts, signatures.
func (r *reader) aboutOffice(p *para, i int) bool {
	lo, hi := p.sentenceAround(i)
	for k := lo; k < hi; k++ {
		switch p.word(k) {
		case "rapat", "hadir", "menghubungi", "dihubungi", "kontak", "konfirmasi", "petugas", "narahubung", "selaku", "ditandatangani", "kuasa", "pendamping", "perwakilan", "direktur", "pelapor", "pengaduan", "oleh", "suami", "istri", "keluarga":
			return true
		case "orang":
			if p.is(k+1, "tua") {
				return true
			}
		}
	}
	return false
}

// meets reports whether the sentence tells of a meeting or whom to turn to.
func (p *prose) meets(i int) bool {
	lo, hi := p.sentenceAround(i)
	for k := lo; k < hi; k++ {
		if p.isAny(k, "hadir", "dihadiri", "menghadiri", "menghubungi", "dihubungi", "kontak", "narahubung", "selaku", "ditandatangani", "narasumber") {
			return true
		}
	}
	return false
}

func workerMentioned(p *para) bool {
	for k := range p.toks {
		if workerNouns[p.word(k)] || p.isAny(k, "setoran", "pengaduan", "laporan", "keterangan", "dana") {
			return true
		}
	}
	return false
}

// givenNames are common Indonesian names, for one-word names in lists.
var givenNames = set("siti", "sri", "nur", "dewi", "agus", "budi", "slamet", "sumiati", "suparmi", "rohani", "kartini", "suryani", "yanti", "yuliana", "fatimah", "aminah", "aisyah", "khadijah", "maryam", "mariam", "wati", "sumarni", "suminah", "tumini", "sukarsih", "warsini", "nurhayati", "nurjanah", "nuraini", "halimah", "rukmini", "rukiyah", "rumini", "parti", "sarmini", "sunarti", "susanti", "susilowati", "wahyuni", "handayani", "kusmiati", "kurniawati", "komariah", "cicih", "icih", "enok", "eti", "euis", "imas", "iis", "ani", "tini", "eneng", "casmi", "carsiti", "daryati", "dasmi", "darsem", "tarsini", "wasti", "sutini", "suyati", "sukinah", "sugiarti", "supriyati", "suyanto", "supriyanto", "sugianto", "hariyanto", "heriyanto", "joko", "eko", "dwi", "tri", "catur", "wahyu", "rizky", "rizki", "ahmad", "achmad", "muhammad", "mohamad", "abdul", "abdullah", "hasan", "husen", "ali", "umar", "usman", "ibrahim", "ismail", "yusuf", "zainal", "zaenal", "suharti", "mulyani", "lestari", "rahmawati", "ratna", "rina", "rini", "lina", "maya", "mega", "putri", "ayu", "made", "wayan", "ketut", "nyoman", "komang", "yohanes", "maria", "yosef", "petrus", "paulus", "marthen", "yuliana", "adolfina", "meriance", "kasmirah", "rasmini", "sarinah", "satinah", "tuti", "turini", "wiwin", "yayah", "yeni", "yuni", "zubaidah", "zulaikha")
