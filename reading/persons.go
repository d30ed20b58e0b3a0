package reading

import (
	"strings"
)

// person is a name found in running text.
type person struct {
	from, to int // tokens, titles not included
	name     string
	parent   string // after bin or binti
	alias    string
	base     int // token after the name proper, before bin or alias
}

// titlesBefore stand before a person's name.
var titlesBefore = set("sdr", "sdri", "saudara", "saudari", "bapak", "bpk", "ibu", "alm", "almh", "almarhum", "almarhumah", "tn", "ny", "nn", "sdra", "mr", "mrs", "ms", "nona", "nyonya", "tuan", "h", "hj", "kh", "ust", "dr", "drs", "dra", "ir", "prof", "anak", "mendiang", "jenazah", "messrs")

// workerNouns stand before a worker's name.
var workerNouns = set("pmi", "cpmi", "tki", "ctki", "tkw", "wni", "bmi", "abk", "akp", "korban", "almarhum", "almarhumah", "jenazah", "pekerja", "mendiang", "pasien", "pelaut", "plrt", "wnio", "tkl", "deportan", "penyintas", "migran", "repatrian", "pmib", "awak", "peserta", "pemagang", "magang", "national", "nationals", "worker", "workers", "citizen", "citizens", "seafarer", "deceased", "tertanggung", "debitur", "penumpang")

// notNames are capitalised words that end a person's name.
var notNames = set("pmi", "cpmi", "tki", "ctki", "tkw", "wni", "bmi", "abk", "akp", "korban", "kbri", "kjri", "kri", "kdei", "ptri", "bp2mi", "kp2mi", "bp3mi", "bnp2tki", "p3mi", "p4mi", "upt", "ri", "desa", "dusun", "kampung", "kel", "kec", "kab", "prov", "rt", "rw", "jl", "no", "nomor", "rumah", "sakit", "hospital", "klinik",
	"bandara", "pelabuhan", "terminal", "stasiun", "rsud", "rsup", "rs", "nik", "ktp", "paspor", "passport", "splp", "visa", "iqamah", "asal", "terkendala", "bermasalah", "deportasi", "overstay", "undocumented", "hilang", "kontak", "meninggal", "dunia", "gagal", "berangkat", "penipuan", "daring", "online", "scam", "tersebut", "yang", "dkk", "dan", "yaitu", "adalah", "antara", "lain", "serta",
	"dimaksud", "bersangkutan", "usia", "umur", "tahun", "telah", "akan", "sudah", "dengan", "kepada", "oleh", "untuk", "dari", "pada", "ke", "di", "atas", "nama", "perihal", "hal", "terkait", "terhadap", "kasus", "perkara", "laporan", "pengaduan", "permohonan", "penanganan", "pemulangan", "kepulangan", "fasilitasi", "bantuan", "penyelesaian", "hasil", "data", "daftar", "lampiran", "berita", "acara", "hak", "gaji", "biaya",
	"klarifikasi", "mediasi", "undangan", "rapat", "koordinasi", "tim", "satgas", "satuan", "tugas", "gugus", "crisis", "center", "bank", "sekolah", "universitas", "perguruan", "masjid", "hotel", "gedung", "ruang", "lantai", "kawasan", "wilayah", "bpjs", "jaminan", "asuransi", "perjanjian", "kontrak", "nota", "surat", "brafaks", "tanggal", "hari", "pukul", "wib", "wita", "wit", "lahir", "alamat", "agama", "islam", "kristen", "laki", "perempuan", "laki-laki",
	"menteri", "majikan", "agen", "agensi", "agency", "sdn", "bhd", "ltd", "co", "inc", "company", "al-", "mohon", "demikian", "sehubungan", "berdasarkan", "menurut", "hingga", "sampai", "saat", "kami", "saudara", "apabila", "mengingat", "bahwa", "selaku", "sebagai", "juga", "para", "keluarga", "pihak", "setelah", "sebelum", "selanjutnya", "namun", "karena", "kendala", "maktab", "tarhil", "distrik", "district", "provinsi", "negara", "sektor", "formal", "informal", "plrt", "art", "caretaker", "perawat", "konstruksi", "pabrik", "ladang", "kapal",
	"nonprosedural", "prosedural", "ilegal", "repatriasi", "jenazah", "almarhum", "almarhumah", "sakit", "depresi", "stroke", "kritis", "hamil", "tppo", "polri", "tni", "dpr", "lpsk", "sbmi", "iom", "ilo", "ham", "unprosedural", "terlantar", "tertahan", "ditahan", "luar", "dalam", "negeri", "timur", "barat", "utara", "selatan", "tengah", "jawa", "sumatera", "kalimantan", "sulawesi", "lampung", "aceh", "bali", "banten", "nusa", "tenggara", "papua", "maluku", "riau", "jambi", "bengkulu", "madura",
	"uptd", "ppa", "ppo", "perkeso", "socso", "imigresen", "dukcapil", "disdukcapil", "dispendukcapil", "disnakerin", "dinperinaker", "disnakertrans", "bappenas", "satpol", "pp", "blk", "lpk", "siapkerja", "sisko", "sip3mi", "sipmi", "eps", "topik", "rptc", "rpsa", "dpmptsp", "babinsa", "bhabinkamtibmas", "forkopimda", "jkm", "jkk", "jht", "jkn", "kis", "bri", "bni", "bca", "btn", "mou", "mla", "iqama", "iqomah", "muassasah", "kafil", "nakhoda", "nahkoda", "sapa", "saksi", "memerlukan", "khusus", "perihal", "tahap", "gelombang", "kloter", "rombongan", "flight", "pesawat", "penerbangan", "garuda", "saudia", "airasia", "lion", "citilink", "etihad", "emirates", "batik",
	"polresta", "polrestabes", "polresto", "kejari", "kejati", "kejaksaan", "kanim", "lapas", "rutan", "konsulat",
	"siti-", "indonesian", "malaysian", "passport", "embassy", "ministry", "republic", "national", "government", "consulate", "kronologi", "tidak", "belum", "tanpa", "sedang", "ingin", "putus", "lari", "terancam", "terlibat", "lainnya", "langsung", "identitas", "yth", "messrs", "status", "keterangan", "tempat", "tujuan", "penempatan", "pt", "cv", "exit", "permit", "entry", "point", "command", "pusat", "mitra", "usaha", "the", "of", "and", "mr", "sponsor", "perekrut", "otoritas", "pengadilan", "kejaksaan", "komnas", "perempuan", "atase", "peserta", "sdr", "sdri", "wanita", "pria", "jalan", "ltsa", "disnaker", "dinsos", "kemnaker", "kemlu", "imigrasi", "kemensos", "kemenko", "bareskrim", "polda", "polres", "polsek", "siskop2mi", "dokumen", "bukti", "foto", "video", "hp", "telp", "email", "facebook", "whatsapp", "tiktok")

// personAt reads a person's name that begins at token i, titles before it passed.
func (p *prose) personAt(i int) (person, bool) {
	for n := 0; n < 4 && i < len(p.toks); n++ {
		if titlesBefore[p.word(i)] && (p.is(i+1, ".") || p.upper(i+1) || p.is(i, "almarhum") || p.is(i, "almarhumah") || p.is(i+1, "(")) && len(p.word(i)) > 0 && !(p.is(i, "h") && !p.is(i+1, ".")) {
			i++
			if p.is(i, ".") {
				i++
			}
			continue
		}
		break
	}
	from := i
	words := 0
	for i < len(p.toks) && words < 6 && p.nameWord(i, words) {
		words++
		i++
		for i+1 < len(p.toks) && p.isAny(i, "-", "'", "’") && !p.space(i) && !p.space(i+1) && p.upper(i+1) {
			i += 2
		}
		if p.is(i, ".") && !p.space(i) && len(p.word(i-1)) <= 3 && p.upper(i+1) && (!p.ends(i) || nameHeads[p.word(i-1)]) {
			i++ // "M. Yusuf", "Muh. Ali"
		}
		if p.clanAt(i) {
			i++
			if p.is(i, ".") {
				i++
			}
		}
	}
	if words == 0 {
		return person{}, false
	}
	if p.is(i-1, ".") {
		i--
	}
	x := person{from: from, base: i, to: i, name: strings.TrimSpace(p.slice(from, i))}
	if words == 1 && len(x.name) < 3 {
		return person{}, false
	}
	if end, name, ok := p.parentAt(i); ok {
		x.parent, x.to = name, end
	}
	if end, name, ok := p.aliasAt(x.to); ok {
		x.alias, x.to = name, end
		if parentEnd, parent, ok := p.parentAt(x.to); ok && x.parent == "" {
			x.parent, x.to = parent, parentEnd
		}
	}
	return x, true
}

// nameWord reports whether token i can be a word of a person's name.
func (p *prose) nameWord(i, n int) bool {
	if !p.upper(i) {
		return false
	}
	t := &p.toks[i]
	if n > 0 && !t.space && !p.is(i-1, ".") {
		return false
	}
	if p.kind(i+1) == digitTok && !p.space(i+1) || p.kind(i-1) == digitTok && !p.space(i) {
		return false // C4417203, BP3MI
	}
	w := t.low
	if (notNames[w] || workerNouns[w] || officeWords[w] || requestWords[w]) && !p.nameAfterAll(i) || w == "bin" || w == "binti" || w == "alias" || w == "als" || w == "bt" || w == "bte" {
		return false
	}
	if _, ok := monthWords[w]; ok && (p.kind(i-1) == digitTok || p.kind(i+1) == digitTok || n == 0 && !p.upper(i+1) || p.isAny(i-1, "bulan", "akhir", "awal", "-")) {
		return false
	}
	if _, ok := weekdayWords[w]; ok && w != "minggu" {
		return false
	}
	if letterNouns[w] || lawNouns[w] {
		return false
	}
	if _, _, ok := p.countryAt(i); ok && n == 0 {
		return false
	}
	return len(w) > 1 || p.is(i+1, ".") || w == "i" && balinese[p.word(i+1)]
}

// nameHeads are short forms that begin a name.
var nameHeads = set("rr", "rd", "st", "muh", "moh", "mhd", "abd", "tgk", "dg", "ny")

// balinese are the names that follow the "I" of a Balinese man.
var balinese = set("wayan", "made", "nyoman", "ketut", "gede", "putu", "kadek", "komang", "gusti", "nengah", "dewa", "gde", "ngurah", "luh")

// nameAfterAll reports whether a word that mostly is no name is one where it stands:
// "Hari Purnomo" is, "Hari Senin" is not.
func (p *prose) nameAfterAll(i int) bool {
	if !p.is(i, "hari") || !p.upper(i+1) {
		return false
	}
	_, weekday := weekdayWords[p.word(i+1)]
	return !weekday && !notNames[p.word(i+1)] && !officeWords[p.word(i+1)]
}

// clanAt reports whether token i is the "br" of a Batak woman: "Rosmini br Siregar".
func (p *prose) clanAt(i int) bool {
	if !p.isAny(i, "br", "boru", "beru") {
		return false
	}
	j := i + 1
	if p.is(j, ".") {
		j++
	}
	return p.nameWord(j, 0)
}

// parentAt reads "bin Karsa", "binti Abdul Rahman", "BT ABDULLAH".
func (p *prose) parentAt(i int) (int, string, bool) {
	if !p.isAny(i, "bin", "binti", "bt", "bte", "ibnu", "b", "binte", "bn") {
		return i, "", false
	}
	j := i + 1
	if p.is(j, ".") {
		j++
	} else if p.is(i, "b") {
		return i, "", false
	}
	start := j
	for j < len(p.toks) && j < start+4 && (p.nameWord(j, j-start) || titlesBefore[p.word(j)] && p.is(j+1, ".")) {
		j++
		if p.is(j, ".") && len(p.word(j-1)) <= 2 && p.upper(j+1) {
			j++
		}
	}
	if j == start {
		return i, "", false
	}
	return j, p.slice(start, j), true
}

// aliasAt reads "alias Siti Maryam", "als Yanti", "(alias Y)".
func (p *prose) aliasAt(i int) (int, string, bool) {
	j := i
	open := p.is(j, "(")
	if open || p.is(j, ",") {
		j++
	}
	switch {
	case p.isAny(j, "alias", "als", "aka", "alis"):
		j++
		if p.is(j, ".") {
			j++
		}
	case p.is(j, "a") && p.is(j+1, ".") && p.is(j+2, "k"):
		j += 6
	case p.is(j, "dikenal") && p.isAny(j+1, "sebagai", "dengan"):
		j += 2
		if p.is(j, "nama") {
			j++
		}
	default:
		return i, "", false
	}
	start := j
	for j < len(p.toks) && j < start+5 && p.nameWord(j, j-start) {
		j++
	}
	if j == start {
		return i, "", false
	}
	name := p.slice(start, j)
	if open && p.is(j, ")") {
		j++
	}
	return j, name, true
}

// passportAt reads a passport number at token i: one letter and seven digits, or one or
// two letters and six, with a letter or two that a scan took for digits.
func (p *prose) passportAt(i int) (string, int, bool) {
	if p.kind(i) == signTok || i > 0 && !p.space(i) && p.kind(i-1) != signTok {
		return "", i, false
	}
	end := i + 1
	for end < len(p.toks) && !p.space(end) && p.kind(end) != signTok {
		end++
	}
	if p.isAny(end, "/") || p.is(end, "-") && !p.space(end) {
		return "", i, false
	}
	s := p.slice(i, end)
	if n := len(s); n == 1 || n == 2 { // "C 1234567"
		if !p.caps(i) || p.kind(end) != digitTok || !p.isAny(i-1, "paspor", "passport", "nomor", ".", ":", "splp") || p.kind(end+1) != signTok && !p.space(end+1) {
			return "", i, false
		}
		s, end = s+p.word(end), end+1
	}
	n, ok := passportNumber(s)
	if !ok && len(s) == 8 && s[0] == '8' && p.kind(i) == digitTok && p.near(i, "paspor", "passport") && !p.near(i, "hp", "telepon", "rekening") {
		n, ok = "B"+s[1:], strings.Trim(s, "0123456789") == ""
	}
	return n, end, ok
}

// passportNumber returns a passport number written as it should be.
func passportNumber(s string) (string, bool) {
	if len(s) < 7 || len(s) > 9 || strings.Contains(s, "'") {
		return "", false
	}
	letters := 1
	if len(s) == 9 || len(s) == 8 && s[1] >= 'A' && s[1] <= 'Z' && s[2] >= '0' && s[2] <= '9' && !strings.ContainsRune("OIQ", rune(s[1])) {
		letters = 2
	}
	digits, misread := []byte(s[letters:]), 0
	for k, c := range digits {
		if at := strings.IndexByte("OoQDIl|SsZBGg", c); at >= 0 {
			digits[k] = "0000111552866"[at]
			misread++
		} else if c < '0' || c > '9' {
			return "", false
		}
	}
	for _, c := range s[:letters] {
		if c < 'A' || c > 'Z' {
			return "", false
		}
	}
	if misread > 2 || len(digits) < 6 || len(digits) > 7 {
		return "", false
	}
	if letters == 2 && len(digits) == 7 && (s[0] == 'I' || s[0] == 'l') {
		return s[1:2] + string(digits), true // the rule of a table before it
	}
	return s[:letters] + string(digits), true
}

// nikAt reads the sixteen digits of an identity number.
func (p *prose) nikAt(i int) (string, int, bool) {
	if p.kind(i) != digitTok {
		return "", i, false
	}
	if len(p.word(i)) == 16 {
		return p.word(i), i + 1, true
	}
	if w := p.word(i); len(w) == 17 && w[0] == '1' { // the rule of a table before it
		if n, ok := plausibleNIK(w[1:]); ok {
			return n, i + 1, true
		}
	}
	digits := ""
	j := i
	for j < len(p.toks) && j < i+6 && p.kind(j) == digitTok && len(digits) < 16 {
		digits += p.word(j)
		j++
		if p.is(j, ".") || p.is(j, "-") {
			j++
		}
	}
	if len(digits) == 16 && p.isAny(i-1, "nik", ":", ".", "ktp", "nomor") {
		return digits, j, true
	}
	return "", i, false
}
