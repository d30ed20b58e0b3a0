package archive

import "strings"

// Canonical returns the name and id that an agency not in the directory should
// have: "Dinas Ketenagakerjaan Kabupaten Cirebon" and "disnaker-kabupaten-cirebon"
// for "Disnaker Kab. Cirebon" or for a letterhead of that office. Titles,
// addresses and what follows "a.n." are left out. The id is empty when the text
// does not read as the name of an agency; the name is then the text, tidied.
func (d *Directory) Canonical(name string) (canonical, id string) {
	words, raw := printedWords(clip(name, longestName))
	if len(words) == 0 {
		return "", ""
	}
	words, raw = skipOnBehalf(words, raw)
	if at, _ := findOnBehalf(words); at > 0 {
		words, raw = words[:at], raw[:at]
	}
	terms := d.grammar.terms(words)
	if o, ok := parseOffice(terms, raw); ok {
		if isCompany(term{text: o.short}) {
			o = companyAsPrinted(o, name, d.grammar)
		}
		return o.name(), o.id()
	}
	tidy := tidyName(d.grammar, words, raw)
	if tidy == "" || !readsAsAgency(words) && !initialsOnly(tidy, raw) {
		return tidy, ""
	}
	return tidy, slug(tidy)
}

// companyAsPrinted keeps of a company's name what stands before a comma or a
// bracket, where its seat or a remark begins.
func companyAsPrinted(o office, name string, g *grammar) office {
	cut := strings.IndexAny(name, ",(\n")
	if cut < 0 {
		return o
	}
	words, raw := printedWords(name[:cut])
	if shorter, ok := parseOffice(g.terms(words), raw); ok {
		return shorter
	}
	return o
}

// name writes the canonical name of an office.
func (o office) name() string {
	switch o.family {
	case companyFamily:
		if len(o.place) == 1 && len(o.place[0]) <= 4 {
			return strings.ToUpper(o.short + " " + o.place[0]) // PT AKM
		}
		return strings.ToUpper(o.short) + " " + properNames(o.place)
	case "kedubes", "konjen":
		country, _ := countryByCode(o.place[0])
		if o.family == "konjen" {
			return "Konsulat Jenderal " + country.Text.ID
		}
		return "Kedutaan Besar " + country.Text.ID
	}
	if first(o.family) || hospital(o.family) && len(o.words) > 0 {
		return titleWords(o.words)
	}
	parts := []string{o.familyName()}
	switch o.level {
	case "kab":
		parts = append(parts, "Kabupaten")
	case "kota":
		parts = append(parts, "Kota")
	case "prov":
		parts = append(parts, "Provinsi")
	}
	return strings.Join(append(parts, o.placeName()), " ")
}

func (o office) placeName() string {
	if isProvince(o.place) {
		return provinceNames[o.place[0]]
	}
	return properNames(o.place)
}

func (o office) familyName() string {
	if len(o.words) > 0 {
		return titleWords(o.words)
	}
	switch o.family {
	case labourOffice:
		if strings.Contains(o.short, "trans") {
			return "Dinas Tenaga Kerja dan Transmigrasi"
		}
		return "Dinas Ketenagakerjaan"
	case "sosial":
		return "Dinas Sosial"
	case "kesehatan":
		return "Dinas Kesehatan"
	case "dukcapil":
		return "Dinas Kependudukan dan Pencatatan Sipil"
	case "pppa":
		return "Dinas Pemberdayaan Perempuan dan Perlindungan Anak"
	case "kanim":
		return "Kantor Imigrasi"
	case "kejari":
		return "Kejaksaan Negeri"
	case "kejati":
		return "Kejaksaan Tinggi"
	case "pn":
		return "Pengadilan Negeri"
	case "pa":
		return "Pengadilan Agama"
	case "pengti":
		return "Pengadilan Tinggi"
	case ombudsmanOffice:
		return "Ombudsman RI Perwakilan"
	case "bp3mi", "p4mi", "bpbd", "rsud", "rsup", "rsj", "rs", "ltsa", "dprd":
		return strings.ToUpper(o.family)
	}
	return capital(o.family)
}

// id is the same for all printed forms of one office.
func (o office) id() string {
	family := o.family
	switch {
	case family == labourOffice:
		family = "disnaker"
	case family == companyFamily:
		family = o.short
	case family == "pn", family == "pa", family == "pengti":
		family = o.familyName()
	case len(o.words) > 0 && !first(family) && !hospital(family), family == "sosial", family == "kesehatan", family == "dukcapil", family == "pppa":
		family = "dinas " + family
	}
	level := map[string]string{"kab": "kabupaten", "kota": "kota", "prov": "provinsi"}[o.level]
	place := strings.Join(o.place, " ")
	switch {
	case isProvince(o.place):
		place = provinceNames[o.place[0]]
	case family == "kedubes", family == "konjen":
		country, _ := countryByCode(place)
		place = country.Text.EN
	}
	return slug(family + " " + level + " " + place)
}

func countryByCode(code string) (Country, bool) {
	for _, c := range Countries() {
		if strings.EqualFold(c.Code, code) {
			return c, true
		}
	}
	return Country{}, false
}

func properNames(words []string) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = capital(w)
	}
	return strings.Join(out, " ")
}

// titleWords writes words as a name: small words small, short forms in capitals.
func titleWords(words []string) string {
	out := make([]string, len(words))
	mixed := false
	for _, w := range words {
		mixed = mixed || len(w) > 3 && w != strings.ToUpper(w) && w != strings.ToLower(w) // not the "Dr." before a name in capitals
	}
	for i, w := range words {
		lower := strings.ToLower(w)
		switch {
		case i > 0 && smallWords[lower]:
			out[i] = lower
		case mixed && w != lower:
			out[i] = w
		case capitals[lower] || strings.ContainsAny(w, "0123456789"):
			out[i] = strings.ToUpper(w)
		default:
			out[i] = capital(w)
		}
	}
	return strings.Join(out, " ")
}

var (
	smallWords = newWordSet("dan di untuk pada yang dengan atas dari of the and for in on")
	capitals   = newWordSet("ri pt cv ui ugm lbh lsm ylbhi spmi pmi tki wni tppo ham iom ilo un dpr dprd mpr tni ukm umkm kbri kjri kri bp2mi kp2mi bp3mi p4mi bpjs bnn bin rs rsud rsup rsj tk asean usa uk npo ngo sdn bhd co ltd llc dpn dpp dpd dpc")
	titleStart = newWordSet("yth kepada bapak ibu bpk saudara sdr sdri para kepala wakil pimpinan ketua direktur manajer manager direksi presiden umum utama eksekutif koordinator plt plh sekretaris the a di head director chairman chief executive")
	agencyWord = newWordSet("yayasan serikat lembaga perkumpulan perhimpunan asosiasi universitas institut sekolah akademi lbh ylbhi federasi konfederasi komisi komite dewan badan kementerian departemen ministry department police embassy foundation organization organisation office agency company corporation sdn bhd ltd llc inc koperasi bank kantor balai loka pusat satgas gugus komnas pengadilan kejaksaan mahkamah rsud rsup rumah sakit direktorat ditjen dinas sekretariat inspektorat polri kepolisian konsulat kedutaan persatuan ikatan paguyuban jaringan solidaritas aliansi forum union association council commission committee council centre center institute mission agensi majelis otoritas perwakilan perusahaan pemerintah korps pangkalan tni lsm rsj rs bnn bnnp bnnk unodc unicef unfpa unhcr icrc polis imigresen kesbangpol")
)

func readsAsAgency(words []string) bool {
	for _, w := range words {
		if agencyWord[w] {
			return true
		}
	}
	return false
}

// initialsOnly reports whether a name is one word of capitals among others that are
// not: SPPI in "Ketua Umum SPPI".
func initialsOnly(tidy string, raw []string) bool {
	const shortest, longest = 3, 8
	if len(raw) < 2 || len(tidy) < shortest || len(tidy) > longest || tidy != strings.ToUpper(tidy) || strings.Contains(tidy, " ") {
		return false
	}
	return raw[0] != strings.ToUpper(raw[0])
}

// tidyName leaves out the titles before a name and the address after it.
func tidyName(g *grammar, words, raw []string) string {
	from, to := 0, len(words)
	for from < to-1 && titleStart[words[from]] {
		from++
	}
	for i := from + 1; i < to; i++ {
		if g.ends[words[i]] || words[i] == "di" && i+2 >= to {
			to = i
		}
	}
	if to-from == 1 && from > 0 && raw[0] != strings.ToUpper(raw[0]) {
		return raw[from] // SPPI stays SPPI
	}
	return titleWords(raw[from:to])
}
