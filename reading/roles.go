package reading

import "strings"

// What the words around a name in running text make of the person: a worker, a
// relative, an official, an employer or a suspect.

// kin are relatives; what a worker or the writer of a letter has.
var kin = set("suami", "istri", "isteri", "anak", "ayah", "bapak", "ibu", "adik", "kakak", "abang", "saudara", "saudari", "keponakan", "sepupu", "menantu", "mertua", "paman", "bibi", "kakek", "nenek", "cucu", "putri", "putra", "puteri", "putera", "keluarga", "kerabat")

// rescued are nouns that stand before the name of a worker: "pencarian X".
var rescued = set("pemulangan", "kepulangan", "pencarian", "penelusuran", "keberadaan", "penjemputan", "evakuasi", "penyelamatan", "pembebasan", "jenazah", "kondisi", "nasib", "deportasi", "repatriasi", "pemakaman", "penguburan", "keselamatan", "whereabouts", "gaji", "upah", "santunan", "kematian", "meninggalnya", "wafatnya", "penempatan", "pendampingan", "keberangkatan", "kedatangan", "perawatan", "klaim", "hak", "hak-hak", "haknya", "tunggakan", "otopsi", "autopsi", "visum", "perceraian", "kehamilan", "hukuman", "vonis", "kasus", "permasalahan", "pengaduan", "tertanggung", "debitur", "terlindung", "penahanan", "penangkapan", "pemakaman", "pembayaran", "diri", "almarhum")

// rescues are verbs whose object is a worker.
var rescues = set("membebaskan", "memulangkan", "menjemput", "mendampingi", "mengevakuasi", "menyelamatkan", "merepatriasi", "merawat", "memakamkan", "mencari", "menelusuri", "mendeportasi", "mempekerjakan", "memberangkatkan", "menempatkan", "menyekap", "menganiaya", "menemui", "bertemu", "mengunjungi", "mewawancarai", "menjenguk", "menemukan", "memeriksa", "mengadukan", "menghubungi")

// suffered are verbs and states that make their subject a worker.
var suffered = set("bekerja", "dipekerjakan", "dipulangkan", "dipindahkan", "dideportasi", "direpatriasi", "ditahan", "ditangkap", "dibebaskan", "diberangkatkan", "berangkat", "direkrut", "dievakuasi", "diselamatkan", "disekap", "dirawat", "dioperasi", "dimakamkan", "disemayamkan", "dianiaya", "disiksa", "diperkosa", "dilecehkan", "diterlantarkan", "ditelantarkan", "telantar", "terlantar", "terdampar", "tertahan", "terjebak", "tertipu", "hilang", "meninggal", "wafat", "sakit", "menderita", "hamil", "melahirkan", "overstay", "kabur", "melarikan", "mengaku", "mengeluh", "mengalami", "putus", "digaji", "dibayar", "dijemput", "ditampung", "diamankan", "dijanjikan", "didenda", "divonis", "dijatuhi", "dihukum", "pulang", "berada", "tinggal", "tiba", "mendarat", "bertolak", "kelahiran", "bergaji", "diekspolitasi", "dieksploitasi", "diperdagangkan", "depresi", "stroke", "koma", "terluka", "cedera", "kecelakaan", "menghilang", "ditemukan", "teridentifikasi", "berpaspor", "bersalah", "menerima", "melapor", "bersedia", "tercatat", "terdaftar", "meninggalkan", "dijerat", "melunasi", "dioperasi", "sadar", "membaik", "kritis", "dituduh", "didakwa", "disidangkan", "dipenjara", "ditampar", "dipukul", "dikurung", "diserahkan", "diserahterimakan", "dimintai", "menolak", "menghendaki", "ingin", "serving", "resides", "held", "injured", "found", "rescued", "returned", "suffered",
	"works", "worked", "working", "died", "passed", "admitted", "detained", "arrested", "deported", "repatriated", "missing", "employed", "deceased", "hospitalized", "hospitalised", "arrived", "rescued", "departed", "left", "overstayed", "sentenced")

// auxiliaries stand between a subject and its verb.
var auxiliaries = set("telah", "sudah", "masih", "sedang", "akan", "yang", "kini", "saat", "ini", "hingga", "sampai", "belum", "tidak", "pernah", "dapat", "juga", "dinyatakan", "dilaporkan", "tersebut", "semula", "sempat", "mulai", "hanya", "diketahui", "dimaksud", "benar", "kemudian", "lalu", "diduga", "sebelumnya", "selama", "terakhir", "sekarang", "resmi", "berhasil", "dijadwalkan", "direncanakan", "bersangkutan", "itu", "kembali", "was", "is", "has", "had", "been", "who", "were", "have", "currently", "still", "jadi", "baru", "segera", "terus", "dalam", "keadaan", "kondisi", "melaporkan", "menyatakan", "menyampaikan", "menerangkan", "menjelaskan", "menginformasikan", "bahwa")

// suffers reports whether the words after a name, token i, tell what befell a worker:
// "X telah meninggal dunia", "X, asal Blitar, masih berada di Malaysia".
func (p *prose) suffers(i int) bool {
	i = p.pastApposition(i)
	claims := false // a verb of saying alone says nothing of who speaks
	for n := 0; n < 8 && i < len(p.toks); n++ {
		w := p.word(i)
		switch {
		case suffered[w]:
			return !(w == "menerima" && !p.near(i, "belum", "tidak", "pernah") && !p.gets(i)) && !(claims && (w == "tinggal" || w == "berada" || w == "putus"))
		case auxiliaries[w]:
			claims = claims || w == "bahwa"
		default:
			return false
		}
		i++
	}
	return false
}

// gets reports whether the verb at token i has wages or rights for its object.
func (p *prose) gets(i int) bool {
	for k := i + 1; k <= i+4; k++ {
		if p.isAny(k, "hak", "haknya", "gaji", "gajinya", "upah", "upahnya", "santunan", "kompensasi", "pesangon", "hak-haknya") {
			return true
		}
	}
	return false
}

// pastApposition passes what stands between brackets or commas behind a name.
func (p *prose) pastApposition(i int) int {
	closing, limit := "", 24
	switch {
	case p.is(i, "("):
		closing = ")"
	case p.is(i, ",") && !auxiliaries[p.word(i+1)] && !suffered[p.word(i+1)]:
		closing = ","
	case p.is(i, ","):
		return i + 1
	default:
		return i
	}
	for k := i + 1; k < len(p.toks) && k < i+limit && !p.ends(k); k++ {
		if p.is(k, closing) {
			if p.is(k+1, ",") {
				return k + 2
			}
			return k + 1
		}
	}
	return i
}

// ofTheWriter reports whether a name is that of the writer's own relative: "istri saya
// X", "anak kami yang bernama X".
func (p *prose) ofTheWriter(x person) bool {
	k := p.backOver(x.from-1, "yang", "bernama", "nama", "atas", "yaitu", "yakni", "tercinta", ",", ":", "(", ".")
	if !p.isAny(k, "saya", "kami") {
		return false
	}
	k--
	if p.isAny(k, "kandung", "tiri", "perempuan", "laki-laki", "pertama", "kedua", "sulung", "bungsu", "angkat", "sepupu", "ipar") {
		k--
	}
	return kin[p.word(k)] && !p.is(k, "keluarga")
}

// wanted reports whether a name is that of a relative for whom somebody asks: "yang
// memohon bantuan pemulangan istrinya, X".
func (p *prose) wanted(x person) bool {
	k := p.backOver(x.from-1, "yang", "bernama", "nama", "atas", "yaitu", "yakni", ",", ":", "(", ".")
	noun, his := strings.CutSuffix(p.word(k), "nya")
	if !his || !kin[noun] {
		if !p.is(k, "kandungnya") || !kin[p.word(k-1)] {
			return false
		}
		k--
	}
	if p.isAny(k-1, "mengenai", "tentang", "perihal", "menimpa") {
		return true // "pengaduan Sdr. X mengenai istrinya, Y"
	}
	for n := 1; n <= 3; n++ {
		if rescued[p.word(k-n)] || rescues[p.word(k-n)] {
			return true
		}
	}
	return false
}

// backOver steps back from token i over titles and the given words.
func (p *prose) backOver(i int, words ...string) int {
	for i >= 0 && (titlesBefore[p.word(i)] && !kin[p.word(i)] || p.isAny(i, words...)) {
		i--
	}
	return i
}

// hasPeople are those a worker has, before whose name the worker's stands: "majikan X,
// Mr. Y", "ahli waris X adalah Y".
var hasPeople = set("majikan", "agen", "agensi", "suami", "istri", "isteri", "ayah", "ibu", "orangtua", "tua", "waris", "keluarga", "anak", "wali", "adik", "kakak", "pengguna", "kuasa")

// possessor reports whether the people named behind x are x's: "ahli waris X adalah
// Bapak Y", "suami PMI X, Sdr. Y".
func (p *prose) possessor(x person) bool {
	k := p.backOver(x.from-1, ".", "pmi", "wni", "cpmi", "abk", "dari", "almarhum", "almarhumah", "korban")
	if !hasPeople[p.word(k)] || p.is(k, "tua") && !p.isAny(k-1, "orang") || p.is(k, "waris") && !p.is(k-1, "ahli") {
		return false
	}
	if strings.Contains(p.slice(k, x.from), ",") || p.is(x.from-1, ":") {
		return false
	}
	j := x.to
	switch {
	case p.isAny(j, "adalah", "yaitu", "yakni", "ialah", "bernama"):
		return p.personFollows(j + 1)
	case p.is(j, "atas") && p.is(j+1, "nama"):
		return p.personFollows(j + 2)
	case p.isAny(j, ",", "("):
		if p.isAny(j+1, "yaitu", "yakni", "bernama", "an", "a") {
			j++
		}
		if titlesBefore[p.word(j+1)] {
			return p.personFollows(j + 1)
		}
		y, ok := p.personAt(j + 1)
		return ok && strings.Contains(y.name, " ") && p.isAny(y.to, ",", ")", ".") && !p.identityFollows(x.to)
	}
	return false
}

func (p *prose) personFollows(i int) bool {
	for p.isAny(i, ":", "seorang") {
		i++
	}
	_, ok := p.personAt(i)
	return ok
}

// wroteLetter reports whether a name is that of who wrote in: "surat Sdr. X tanggal …",
// "surat permohonan X".
func (p *prose) wroteLetter(x person) bool {
	k := p.backOver(x.from-1, ".", "dari", "saudara", "a", "n", "atas", "nama", "an", "masyarakat", "keluarga", "permohonan", "pengaduan", "tertulis", "elektronik", "pribadi", "terbuka", "warga")
	if k < 0 || k == x.from-1 || !p.isAny(k, "surat", "surel", "email", "suratnya", "warkat") && !p.isAny(x.from-1, "surat") {
		return false
	}
	return p.isAny(k+1, "masyarakat") || p.isAny(x.to, "tanggal", "tertanggal", "perihal", "hal", "nomor", "no", "kepada", "yang", "tgl", "tentang", "ditujukan") && !workerNouns[p.word(x.from-1)]
}

// birthplace reports whether token i stands where a place of birth or an address does.
func (p *prose) birthplace(i int) bool {
	if p.is(i-1, ":") || p.is(i-1, ",") && p.isAny(i-2, "lahir") {
		i--
	}
	return p.isAny(i-1, "lahir", "kelahiran", "ttl", "alamat", "beralamat", "domisili", "berdomisili", "tinggal", "born", "asal", "berasal", "bertempat") || p.is(i-1, "dari") && p.is(i-2, "berasal")
}

// services stand behind or before the name of a civil servant, soldier or policeman.
var services = set("penata", "pembina", "pengatur", "juru", "golongan", "pangkat", "nip", "nrp", "jabatan", "kolonel", "kapten", "mayor", "letnan", "letkol", "letda", "lettu", "brigadir", "ipda", "iptu", "akp", "kompol", "akbp", "kombes", "kombespol", "aipda", "aiptu", "bripka", "briptu", "bripda", "brigjen", "irjen", "komjen", "inspektur", "sersan", "serda", "sertu", "serka", "serma", "pelda", "peltu", "kopral", "praka", "pratu", "laksma", "laksda", "marsma", "bupati", "gubernur", "walikota", "camat", "lurah", "menteri", "dubes", "konjen", "anggota", "pegawai", "panitera", "jaksa", "notaris", "advokat", "dosen", "psikolog", "narasumber", "moderator", "staf", "petugas", "pejabat", "kasi", "kabid", "kasubdit", "kadis", "kades")

// inCapitals reports whether a name stands out in capitals from a text in small
// letters, as letters print their workers'.
func (p *para) inCapitals(x person) bool {
	for i := x.from; i < x.base; i++ {
		if p.kind(i) == wordTok && !p.caps(i) {
			return false
		}
	}
	const asFar = 2000 // bytes tell what letters a text is in
	if p.table || mostlyCaps(p.text[:min(len(p.text), asFar)]) {
		return false
	}
	if strings.Contains(x.name, " ") {
		return true
	}
	vowels := 0
	for _, c := range lower(x.name) {
		if strings.ContainsRune("aiueo", c) {
			vowels++
		}
	}
	return len(x.name) >= 5 && vowels >= 2 && vowels*5 >= len(x.name)+1 && !p.isAny(x.from-1, "(", "/") && !p.isAny(x.to, "/", "-")
}

// official reports whether the words around a name make the person an official, a
// contact, an employer or a suspect.
func (p *prose) official(x person) bool {
	j := x.to
	if p.isAny(j, ",", "(") {
		j++
	}
	if services[p.word(j)] || services[p.word(x.from-1)] && !p.is(x.from-1, "anggota") {
		return true
	}
	if p.isAny(j, "selaku", "sebagai", "direktur", "kepala", "staf", "jabatan", "manajer", "petugas", "pejabat", "pengacara", "advokat", "agen", "majikan", "perekrut", "sponsor", "tersangka", "nip", "nrp", "di") && !(p.is(j, "di")) {
		if p.isAny(j, "sebagai", "selaku") && p.isAny(j+1, "terlindung", "debitur", "peserta", "saksi", "wni", "cpmi", "pemagang", "tertanggung", "awak", "anak", "buruh", "caregiver", "korban", "penata", "pekerja", "pmi", "plrt", "asisten", "perawat", "operator", "buruh", "abk", "pengasuh") {
			return false
		}
		return true
	}
	if p.isAny(j, "di") && p.isAny(j+1, "nomor", "telepon", "hp", "no") || p.isAny(j, "telepon", "hp", "telp") || p.is(j, "nomor") && p.isAny(j+1, "telepon", "hp", "telp", "kontak") {
		return true
	}
	k := x.from - 1
	for k > 0 && (titlesBefore[p.word(k)] || p.isAny(k, ".", "(", ":", ",")) {
		k--
	}
	if p.isAny(k, "direktur", "kepala", "majikan", "majikannya", "agen", "agensi", "perekrut", "sponsor", "tersangka", "pelaku", "terlapor", "petugas", "dokter", "kontak", "narahubung", "hubungi", "kuasa", "pengacara", "calo", "staf", "konsul", "atase", "notulis", "oleh", "penyidik", "ketua", "wakil", "diwakili", "kapten", "nakhoda", "manajer", "pengguna", "hakim", "pemilik", "penyalur") || p.is(k, "saksi") && x.from-k <= 2 && p.victimBefore(k) {
		return !(p.is(k, "oleh") && p.isAny(k-1, "dialami", "diderita", "disampaikan", "dilaporkan", "diadukan"))
	}
	if p.is(k, "menghubungi") {
		return p.isAny(k-1, "dapat", "silakan", "silahkan", "agar", "mohon", "untuk", "harap", "bisa", "dengan", "saudara", "segera")
	}
	return p.isAny(k, "bernama") && p.isAny(k-1, "majikan", "majikannya", "agen", "sponsor", "teman", "temannya", "tetangga", "tetangganya", "yang") && (!p.is(k-1, "yang") || p.isAny(k-2, "majikannya", "majikan", "agen", "agennya", "sponsor", "perekrut"))
}

// victimBefore reports whether the sentence has named a victim before token i.
func (p *prose) victimBefore(i int) bool {
	for lo, _ := p.sentenceAround(i); lo < i; lo++ {
		if p.is(lo, "korban") {
			return true
		}
	}
	return false
}

var relatives = set("suami", "suaminya", "ayah", "ayahnya", "kandung", "ibunya", "orangtua", "kakak", "kakaknya", "adik", "adiknya", "paman", "bibi", "wali", "keluarga", "keluarganya", "mertua", "sepupu", "keponakan", "kerabat", "pelapor", "pengadu", "saudaranya", "istri", "istrinya", "tua", "anak", "ahli", "waris", "menantu", "ibu", "kakek", "nenek", "kuasa")

// relative reports whether a name is that of a relative of the worker, or of who
// complains for them.
func (p *prose) relative(x person) bool {
	j := x.to
	if p.isAny(j, "(", ",", "-") {
		k := j + 1
		if p.is(k, "yang") && p.isAny(k+1, "merupakan", "adalah") {
			k += 2
		}
		if relatives[p.word(k)] || p.is(k, "orang") && p.isAny(k+1, "tua") || p.isAny(k, "selaku") {
			return !p.is(k, "keluarga") || p.is(j, "(")
		}
	}
	if p.isAny(j, "selaku", "merupakan", "adalah") && (relatives[p.word(j+1)] || p.is(j+1, "orang")) {
		return true
	}
	if p.isAny(x.from-1, "almarhum", "almarhumah", "mendiang", "jenazah") && relatives[p.word(x.from-2)] {
		return false // "istri almarhum X" names the worker
	}
	k := x.from - 1
	for k > 0 && (titlesBefore[p.word(k)] && !p.is(k, "anak") && !p.is(k, "ibu") || p.isAny(k, ".", "(", ",", ":")) {
		k--
	}
	if p.isAny(k, "nama") && p.isAny(k-1, "atas") {
		k -= 2
	}
	if p.is(k, "bernama") {
		k--
	}
	if p.is(k, "istri") && p.is(k-1, "suami") {
		return false // "pasangan suami istri X dan Y"
	}
	if p.isAny(k, "istri", "anak", "istrinya", "ibu", "tua", "kandung", "ahli", "kuasa", "waris", "suami", "suaminya", "ayah", "ayahnya", "kakak", "kakaknya", "adik", "adiknya", "paman", "wali", "keluarga", "keluarganya", "pelapor", "pengadu", "ibunya", "mertua", "sepupu", "saudaranya") {
		return !p.is(k, "keluarga") || p.isAny(x.from-1, ".", "nama") || !p.isAny(x.from-1, "keluarga")
	}
	return false
}
