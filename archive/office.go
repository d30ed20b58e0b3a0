package archive

import (
	"slices"
	"strings"
	"unicode"
)

// office is the name of an agency taken apart by its form: an office of a region,
// a company, a foreign embassy. It needs no list.
type office struct {
	family string   // what sort, in terms: "naker", "polres", "pt"
	level  string   // "kab", "kota", "prov" or ""
	place  []string // terms; of a company its name, of an embassy the country's code
	words  []string // of the family, as printed; nil when only shortened
	at     int      // index of the family's term
	short  string   // the family's term
}

const (
	companyFamily = "pt"
	embassyFamily = "kedubes"
	governments   = "pemerintah"
	labourOffice  = "naker"

	ombudsmanOffice = "ombudsman"
	mostPlace       = 3 // words of a place name
	mostAirport     = 5 // words of an airport: Bandara Internasional Ngurah Rai
)

// key is the same for all printed forms of one office.
func (o office) key() string {
	return o.family + "|" + o.level + "|" + strings.Join(o.place, " ")
}

func (o office) initials() string {
	var b strings.Builder
	for _, w := range o.place {
		for _, r := range w {
			b.WriteRune(r)
			break
		}
	}
	return b.String()
}

// parseOffice takes apart the name of an office; ok is false if it has not the
// form of one. raw are the words that the terms point into.
func parseOffice(terms []term, raw []string) (o office, ok bool) {
	if i := slices.IndexFunc(terms, isCompany); i >= 0 && i < 6 {
		return parseCompany(terms, i)
	}
	if i := slices.IndexFunc(terms, func(t term) bool { return t.text == "kedubes" || t.text == "konjen" }); i >= 0 {
		return parseEmbassy(terms, i)
	}
	at := familyAt(terms)
	level, levelAt := levelOf(terms, at)
	if at < 0 {
		if levelAt < 0 || !strings.HasPrefix(terms[levelAt].text, "pem") {
			return office{}, false
		}
		o = office{family: governments, level: level, at: levelAt, place: placeAfter(terms, levelAt)}
		return o, len(o.place) > 0
	}
	o = office{family: familyOf(terms[at].text), level: level, at: at, short: terms[at].text}
	if first(o.family) || hospital(o.family) && named(terms, at) {
		return parseNamed(o, terms, raw)
	}
	if levelAt >= 0 {
		o.place = placeAfter(terms, levelAt)
	}
	if terms[at].text == "dinas" {
		o.readDuty(terms, raw)
	} else if levelAt < 0 || len(o.place) == 0 {
		o.place = placeAfter(terms, at)
	}
	if isProvince(o.place) && (o.level == "" || o.level == "prov") && !vertical(o.family) {
		o.level = "prov"
	}
	if vertical(o.family) {
		o.level = ""
	}
	return o, len(o.place) > 0 && o.family != ""
}

// parseNamed keeps the whole name: there are many villages of one name, and hospitals
// are called after people. In a letterhead what stands above a village comes first; it
// is written behind it, as elsewhere.
func parseNamed(o office, terms []term, raw []string) (office, bool) {
	end := len(terms)
	for i := o.at + 1; i < end; i++ {
		if hospital(o.family) && (isLevel(terms[i].text) || strings.HasPrefix(terms[i].text, "pem") || i-o.at > 7) {
			end = i
		}
	}
	for _, t := range terms[o.at+1 : end] {
		o.place = append(o.place, t.text)
	}
	o.level = ""
	o.words = slices.Clone(raw[terms[o.at].from:terms[end-1].to])
	for i := o.at - 1; i > 0; i-- {
		if first(familyOf(terms[i].text)) {
			for _, t := range terms[i:o.at] {
				o.place = append(o.place, t.text)
			}
			o.words = append(o.words, raw[terms[i].from:terms[o.at-1].to]...)
			break
		}
	}
	return o, len(o.place) > 0
}

// named tells whether a name of its own follows a word, not a regency or province.
func named(terms []term, at int) bool {
	return at+1 < len(terms) && !isLevel(terms[at+1].text) && !isProvince([]string{terms[at+1].text})
}

// hospital tells the families of hospitals.
func hospital(family string) bool {
	switch family {
	case "rsud", "rsup", "rsj", "rs":
		return true
	}
	return false
}

// readDuty reads what follows the word dinas: the duty, then, unless a regency or
// province has been named, the place.
func (o *office) readDuty(terms []term, raw []string) {
	i := o.at + 1
	for i < len(terms) && !isLevel(terms[i].text) && familyOf(terms[i].text) == "" && (len(o.place) > 0 || dutyWord(terms[i].text)) && i-o.at < 12 {
		i++
	}
	duty := make([]string, 0, i-o.at)
	for _, t := range terms[o.at+1 : i] {
		duty = append(duty, t.text)
	}
	if len(duty) == 0 {
		o.family = ""
		return
	}
	o.family = strings.Join(duty, " ")
	if labour(o.family) {
		o.family = labourOffice
	}
	o.words = raw[terms[o.at].from:terms[i-1].to]
	if len(o.place) == 0 {
		o.place = placeAfter(terms, i-1)
	}
}

func labour(duty string) bool {
	return strings.Contains(duty, "tenaga kerja") || strings.Contains(duty, "naker") || strings.Contains(duty, "ketenagakerjaan")
}

// familyAt returns where the word stands that says what sort of office it is, -1
// if none does. Of several police offices the last counts.
func familyAt(terms []term) int {
	at := -1
	for i, t := range terms {
		family := familyOf(t.text)
		switch {
		case family == "":
		case first(family) && i > 0 && !isLevel(terms[i-1].text) && !strings.HasPrefix(terms[0].text, "pem"):
		case at >= 0 && first(family) && first(familyOf(terms[at].text)) && strings.HasPrefix(terms[0].text, "pem"):
			at = i // the smallest place of a letterhead stands last
		case at < 0, strings.HasPrefix(t.text, "pol") && strings.HasPrefix(terms[at].text, "pol"), family == "kejari" && terms[at].text == "kejati", family == "pn" && terms[at].text == "pengti":
			at = i
		}
	}
	return at
}

// first tells the families that count only at the start of a name.
func first(family string) bool {
	return family == "desa" || family == "kecamatan" || family == "kelurahan"
}

// vertical tells the families whose offices belong to no regency or province.
func vertical(family string) bool {
	switch family {
	case "polda", "kanim", "bp3mi", "p4mi", "kejati", "kejari", "pn", "pa", "pengti", ombudsmanOffice:
		return true
	}
	return false
}

func familyOf(word string) string {
	switch word {
	case "dinas", "polda", "polres", "polsek", "kanim", "bp3mi", "p4mi", "bpbd", "rsud", "rsup", "rsj", "rs", "pn", "pa", "pengti", "kejari", "kejati", "desa", "kelurahan", "kecamatan", "kesbangpol", "ltsa", "dprd":
		return word
	case "orip":
		return ombudsmanOffice
	case "dinsos":
		return "sosial"
	case "dinkes":
		return "kesehatan"
	case "disdukcapil":
		return "dukcapil"
	case "dp3a", "dpppa", "dp3akb", "dp2kbp3a":
		return "pppa"
	case "camat":
		return "kecamatan"
	case "lurah":
		return "kelurahan"
	case "nakertrans":
		return labourOffice
	}
	if (strings.HasPrefix(word, "dis") || strings.HasPrefix(word, "din")) && strings.Contains(word, "naker") {
		return labourOffice
	}
	return ""
}

func isLevel(word string) bool { return levelNames[word] != "" }

// levelOf returns the level a name speaks of and where. "Kota" and the like
// count before the family only as part of a letterhead.
func levelOf(terms []term, family int) (level string, at int) {
	at = -1
	for i, t := range terms {
		if !isLevel(t.text) || i+1 >= len(terms) {
			continue
		}
		if at < 0 || i > family && at < family && family >= 0 {
			at = i
			level = levelNames[t.text]
		}
	}
	return level, at
}

// levelNames are the levels by the words that name them or their government.
var levelNames = map[string]string{"kab": "kab", "pemkab": "kab", "kota": "kota", "pemkot": "kota", "prov": "prov", "pemprov": "prov"}

// placeAfter returns the terms of the place name after terms[i].
func placeAfter(terms []term, i int) []string {
	var place []string
	regency := levelNames[terms[i].text] == "kab" || levelNames[terms[i].text] == ""
	for _, t := range terms[i+1:] {
		if len(place) == 0 && rankWords[t.text] {
			continue
		}
		if isLevel(t.text) || familyOf(t.text) != "" || t.text == "kelas" || len(place) >= mostPlace && !(place[0] == "bandara" && len(place) < mostAirport) || notPlace(t.text) {
			break
		}
		if len(place) > 0 && isProvince(place[:1]) && !(regency && quarters[t.text]) {
			break // Lampung, but the regency of Lampung Timur
		}
		place = append(place, t.text)
	}
	return place
}

// quarters tell regencies from the provinces whose names they bear.
var quarters = newWordSet("utara selatan timur barat tengah tenggara besar jaya singkil tamiang laut")

func notPlace(word string) bool {
	switch word {
	case "dit", "ditjen", "deputi", "setjen", "badan", "kantor", "biro", "seksi", "bagian", "sekretariat", "sekretaris", "kem", "polri", "jalan", "upt", "uptd", "unit", "satuan", "satreskrim", "ditreskrimum":
		return true
	}
	return false
}

// rankWords stand between an office and its place: Kantor Imigrasi Kelas I TPI Cirebon.
var rankWords = newWordSet("kelas i ii iii iv tpi non khusus a b c metro")

// dutyWords are those that tell a dinas's duty from its place.
var dutyWords = newWordSet("tenaga kerja ketenagakerjaan transmigrasi sosial perindustrian industri perdagangan koperasi usaha mikro kecil menengah ukm umkm dukcapil kesehatan pendidikan pemberdayaan perempuan pelindungan anak keluarga berencana pengendalian penduduk masyarakat desa pekerjaan umum penataan ruang penanaman modal pelayanan terpadu satu pintu energi sumber daya mineral esdm pertanian kelautan perikanan perhubungan komunikasi informatika pariwisata kebudayaan pemuda olahraga lingkungan hidup pangan ketahanan kearsipan perpustakaan pmi penempatan pelatihan")

func dutyWord(word string) bool { return dutyWords[word] || strings.Contains(word, "naker") }

func isCompany(t term) bool { return t.text == "pt" || t.text == "cv" }

// parseCompany reads the name of a company after PT.
func parseCompany(terms []term, i int) (office, bool) {
	o := office{family: companyFamily, at: i, short: terms[i].text}
	for _, t := range terms[i+1:] {
		if t.text == "persero" || t.text == "tbk" || t.text == "jakarta" && len(o.place) > 1 || len(o.place) == 8 || isCompany(t) {
			break
		}
		o.place = append(o.place, t.text)
	}
	return o, len(o.place) > 0
}

// parseEmbassy reads the name of a foreign mission: it must name a country.
func parseEmbassy(terms []term, i int) (office, bool) {
	var b strings.Builder
	for _, t := range terms {
		b.WriteString(t.text)
		b.WriteByte(' ')
	}
	country, ok := FindCountry(b.String())
	return office{family: terms[i].text, at: i, short: terms[i].text, place: []string{country.Code}}, ok
}

func isProvince(place []string) bool { return len(place) == 1 && provinceNames[place[0]] != "" }

// provinceNames are the provinces by the short form that grammar gives them.
var provinceNames = map[string]string{
	"aceh": "Aceh", "sumut": "Sumatera Utara", "sumbar": "Sumatera Barat", "riau": "Riau", "kepri": "Kepulauan Riau",
	"jambi": "Jambi", "sumsel": "Sumatera Selatan", "bengkulu": "Bengkulu", "lampung": "Lampung", "babel": "Kepulauan Bangka Belitung",
	"dki": "DKI Jakarta", "banten": "Banten", "jabar": "Jawa Barat", "jateng": "Jawa Tengah", "diy": "DI Yogyakarta", "jatim": "Jawa Timur",
	"bali": "Bali", "ntb": "Nusa Tenggara Barat", "ntt": "Nusa Tenggara Timur",
	"kalbar": "Kalimantan Barat", "kalteng": "Kalimantan Tengah", "kalsel": "Kalimantan Selatan", "kaltim": "Kalimantan Timur", "kaltara": "Kalimantan Utara",
	"sulut": "Sulawesi Utara", "gorontalo": "Gorontalo", "sulteng": "Sulawesi Tengah", "sulsel": "Sulawesi Selatan", "sultra": "Sulawesi Tenggara", "sulbar": "Sulawesi Barat",
	"maluku": "Maluku", "malut": "Maluku Utara", "papua": "Papua", "pabar": "Papua Barat", "pabardaya": "Papua Barat Daya", "papsel": "Papua Selatan", "papteng": "Papua Tengah", "papeg": "Papua Pegunungan",
}

// capital writes a word with a capital first letter and the rest small.
func capital(word string) string {
	for i, r := range word {
		return string(unicode.ToUpper(r)) + strings.ToLower(word[i+len(string(r)):])
	}
	return word
}
