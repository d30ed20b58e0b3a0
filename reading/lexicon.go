package reading

import "time"

// The words that letters are made of. Package values that never change.

var monthWords = map[string]time.Month{
	"januari": 1, "january": 1, "jan": 1, "januarl": 1,
	"februari": 2, "pebruari": 2, "february": 2, "feb": 2, "peb": 2, "febuari": 2,
	"maret": 3, "mac": 3, "march": 3, "mar": 3, "mrt": 3,
	"april": 4, "apr": 4,
	"mei": 5, "may": 5,
	"juni": 6, "june": 6, "jun": 6,
	"juli": 7, "julai": 7, "july": 7, "jul": 7,
	"agustus": 8, "ogos": 8, "august": 8, "agu": 8, "agt": 8, "ags": 8, "agst": 8, "aug": 8,
	"september": 9, "sep": 9, "sept": 9, "septembar": 9,
	"oktober": 10, "october": 10, "okt": 10, "oct": 10,
	"november": 11, "nopember": 11, "nov": 11, "nop": 11,
	"desember": 12, "disember": 12, "december": 12, "des": 12, "dec": 12,
}

// longMonths are the full names, for reading past one wrong letter.
var longMonths = []string{
	"januari", "february", "februari", "pebruari", "maret", "april", "agustus", "september",
	"oktober", "november", "nopember", "desember", "january", "august", "october", "december",
}

var romanMonths = map[string]time.Month{
	"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12,
}

var weekdayWords = map[string]time.Weekday{
	"minggu": 0, "ahad": 0, "sunday": 0,
	"senin": 1, "monday": 1,
	"selasa": 2, "tuesday": 2,
	"rabu": 3, "wednesday": 3,
	"kamis": 4, "thursday": 4,
	"jumat": 5, "jum'at": 5, "jum’at": 5, "friday": 5,
	"sabtu": 6, "saturday": 6,
}

// unitWords are the number words that stand for themselves.
var unitWords = map[string]int{
	"nol": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9,
	"sepuluh": 10, "sebelas": 11, "seratus": 100, "seribu": 1000,
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
	"eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90,
}

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// connectives may be written small inside a name or title.
var connectives = set("dan", "di", "ke", "dari", "dengan", "untuk", "atas", "serta", "pada", "yang", "bagi", "of", "the", "and",
	"in", "to", "for", "at", "on", "by", "with", "oleh", "c.q", "cq", "u.p", "up", "a.n", "an", "d.a", "melalui", "tentang", "terhadap",
	"dalam", "antara", "kepada", "selaku", "sebagai", "d/a", "terkait", "para", "bidang", "wilayah", "tempat", "binti", "bin")

// openers start the body of a letter.
var openers = set("sehubungan", "menindaklanjuti", "menindak", "menunjuk", "merujuk", "memenuhi", "menjawab", "membalas", "berdasarkan",
	"bersama", "dalam", "dengan", "disampaikan", "memperhatikan", "mengacu", "berkenaan", "menanggapi", "menyusuli", "mengingat",
	"mengingatkan", "mengulangi", "melalui", "sesuai", "sebagai", "sebagaimana", "teriring", "puji", "guna", "kami", "bahwa", "dapat",
	"terkait", "permohonan", "surat", "adapun", "pursuant", "with", "reference", "further", "we", "dear", "assalamu", "assalamualaikum",
	"salam", "mohon", "untuk", "the", "in", "following", "please", "referring", "diberitahukan", "dilaporkan", "menurut", "pada", "perkenankan", "perkenankanlah", "berkaitan",
	"meneruskan", "diteruskan", "menyambung", "melanjutkan", "melengkapi", "menyusul", "meralat", "sejalan", "mencermati", "mendasari", "mendasarkan", "bertalian", "berhubung", "diinformasikan", "menginformasikan", "dimaklumkan", "thank", "this", "bersesuaian")

// letterNouns name what a citation can be of.
var letterNouns = set("surat", "suratnya", "brafaks", "brafax", "brapaks", "berita", "nota", "note", "faksimile", "faksimili", "fax", "memorandum", "memo", "undangan",
	"letter", "radiogram", "telegram", "kawat", "teleks", "email", "surel", "surat-surat", "notula", "notulen", "risalah", "permohonan", "ndp", "nodip", "nodis")

// lawNouns name what is quoted, not answered.
var lawNouns = set("undang-undang", "undang", "uu", "uud", "peraturan", "perpres", "perpu", "perppu", "keputusan", "kepres", "keppres", "inpres", "instruksi", "permen",
	"kepmen", "permenaker", "kepmenaker", "permenlu", "permendagri", "perban", "perka", "perda", "pergub", "perbup", "perwal", "pasal", "ayat", "pp", "skb",
	"kuhp", "kuhap", "konvensi", "convention", "law", "act", "regulation", "decree", "peraturan-peraturan", "ketetapan", "qanun", "statuta", "kepdirjen", "perdirjen",
	"perbadan", "permenkumham", "permensos", "kepmensos", "permenko", "putusan", "penetapan")

// otherNumbered name things that carry a number and are no letters.
var otherNumbered = set("paspor", "passport", "nik", "ktp", "kk", "telepon", "telp", "tlp", "hp", "handphone", "ponsel", "whatsapp", "wa", "rekening", "visa", "penerbangan", "flight",
	"kontrak", "akta", "polis", "register", "registrasi", "perkara", "tiket", "sertifikat", "kartu", "npwp", "nip", "nrp", "id", "kamar", "rumah",
	"jalan", "jl", "blok", "gedung", "lantai", "kav", "kaveling", "iqamah", "splp", "sip3mi", "siup", "laporan", "pengaduan", "aduan", "hotline", "kasus", "invoice", "kwitansi",
	"faktur", "bukti", "resi", "kode", "pos", "anggaran", "dipa", "perjanjian", "agenda", "urut", "izin", "lisensi", "sprin", "bpjs", "kepesertaan", "kpj", "seri", "ruang", "rt", "rw", "acara", "ambulans", "kendaraan", "polisi", "calling", "visum", "surat-tanda", "job", "tel", "phone", "mobile", "case", "kursi", "voucher", "vessel", "kapal", "imo")

// numberStops end a letter number in running text.
var numberStops = set("tanggal", "tgl", "tertanggal", "bertanggal", "bertarikh", "dated", "date", "pada", "perihal", "hal", "tentang", "mengenai", "kepada", "dari", "yang", "dan", "serta",
	"sebagaimana", "bersama", "dengan", "kami", "kita", "saudara", "telah", "terkait", "untuk", "atas", "dimaksud", "tersebut", "di", "dapat", "disampaikan", "and", "of", "regarding",
	"concerning", "on", "from", "tersebut", "terlampir", "subject", "hari", "maka", "oleh", "bahwa", "sifat", "lampiran", "ditujukan", "beserta", "to", "was", "is", "has", "by", "or", "atau", "adalah", "ini", "itu", "dalam", "ke", "a.n", "an")
