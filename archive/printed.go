package archive

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Names are printed in many ways: in capitals, with titles, on several lines,
// shortened. printed reduces them all to the same short list of terms, so that
// "Direktur Jenderal Imigrasi" and "DITJEN IMIGRASI" are one.

// Longer texts are not names; the rest of them is not looked at.
const (
	longestName  = 600 // bytes
	mostTerms    = 64
	mostPasses   = 4
	longestWords = 12 // of a shortened phrase
)

// term is one word or shortened phrase and where it stood: words[from:to].
type term struct {
	text     string
	from, to int
}

// clip cuts a text to at most n bytes at a letter's edge.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// printedWords returns the words of a text in lower case and as they stand.
// Apostrophes vanish; all else that is neither letter nor digit parts words.
func printedWords(s string) (lower, raw []string) {
	start := -1
	flush := func(end int) {
		if start >= 0 {
			w := strings.Map(dropQuote, s[start:end])
			raw = append(raw, w)
			lower = append(lower, strings.ToLower(w))
			start = -1
		}
	}
	for i, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || start >= 0 && isQuote(r) {
			if start < 0 {
				start = i
			}
			continue
		}
		flush(i)
	}
	flush(len(s))
	return lower, raw
}

func isQuote(r rune) bool { return r == '\'' || r == '’' || r == '‘' || r == '`' }

func dropQuote(r rune) rune {
	if isQuote(r) {
		return -1
	}
	return r
}

// wordSet is a set of lower-case words.
type wordSet map[string]bool

func newWordSet(words string) wordSet {
	set := make(wordSet)
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// grammar is what is known of how names are printed. One is made per Directory.
type grammar struct {
	early   wordSet             // dropped before phrases are shortened
	late    wordSet             // dropped after
	ends    wordSet             // what follows is no longer the name
	posts   wordSet             // words that begin a unit or an office within an agency
	phrases map[string][]string // phrase → its short form
	heads   wordSet             // first words of the phrases
}

func newGrammar() *grammar {
	g := &grammar{
		early:   newWordSet("dan di pada untuk yang para of the and for in at yth kepada bapak ibu saudara sdr terhormat kerajaan kingdom wilayah selaku excellency his her"),
		late:    newWordSet("ri kepala wakil pimpinan ketua bidang pjs pj plt plh pit ad interim up cq u p c q ub"),
		ends:    newWordSet("jalan jl jln gedung telepon telp tlp fax faks faksimile laman website surel email pobox tentang perihal hal terkait mengenai nomor no tanggal sebagai tembusan lampiran sifat tempat"),
		posts:   newWordSet("deputi dit ditjen subdit deputi asdep setjen settama itjen biro pusat bagian subbagian seksi fungsi koordinator atase atnaker atpol staf konsul konsuler sekretaris sekretariat kantor tim satgas unit pelaksana penata bendahara kelompok pejabat komisi panitia penyidik kuasa sub bid bidang divisi asisten jakarta"),
		phrases: make(map[string][]string),
		heads:   make(wordSet),
	}
	for _, line := range strings.Split(shortForms, "\n") {
		long, short, ok := strings.Cut(line, "=")
		if !ok {
			continue
		}
		for _, phrase := range strings.Split(long, "|") {
			words := strings.Fields(phrase)
			g.phrases[strings.Join(words, " ")] = strings.Fields(short)
			g.heads[words[0]] = true
		}
	}
	return g
}

// terms reduces words to terms.
func (g *grammar) terms(words []string) []term {
	terms := make([]term, 0, len(words))
	for i, w := range words {
		if g.ends[w] && len(terms) > 0 {
			break
		}
		if w == "bpk" && i+1 < len(words) && words[i+1] != "ri" {
			continue // Bpk. Kepala …, not the audit board
		}
		if !g.early[w] && !g.ends[w] && len(terms) < mostTerms {
			terms = append(terms, term{headOf(w), i, i + 1})
		}
	}
	for range mostPasses {
		shorter, changed := g.shorten(terms)
		terms = shorter
		if !changed {
			break
		}
	}
	kept := terms[:0]
	for _, t := range terms {
		if !g.late[t.text] {
			kept = append(kept, t)
		}
	}
	return kept
}

// headOf gives the office that a head of a dinas is named after: Kadisnaker is the
// head of Disnaker.
func headOf(word string) string {
	switch {
	case word == "kadis":
		return "dinas"
	case strings.HasPrefix(word, "kadis"), word == "kadinsos", word == "kadinkes":
		return word[len("ka"):]
	}
	return word
}

// shorten puts the short form in the place of each phrase, the longest first.
func (g *grammar) shorten(terms []term) ([]term, bool) {
	out := make([]term, 0, len(terms))
	changed := false
	for i := 0; i < len(terms); {
		n, short := g.phraseAt(terms[i:])
		if n == 0 {
			out = append(out, terms[i])
			i++
			continue
		}
		changed = true
		for _, s := range short {
			out = append(out, term{s, terms[i].from, terms[i+n-1].to})
		}
		i += n
	}
	return out, changed
}

func (g *grammar) phraseAt(terms []term) (n int, short []string) {
	if !g.heads[terms[0].text] {
		return 0, nil
	}
	var key [256]byte
	buf := key[:0]
	for i := 0; i < len(terms) && i < longestWords; i++ {
		if i > 0 {
			buf = append(buf, ' ')
		}
		buf = append(buf, terms[i].text...)
		if s, ok := g.phrases[string(buf)]; ok {
			n, short = i+1, s
		}
	}
	return n, short
}

// shortForms lists phrases and what they are reduced to. Words of grammar.early
// are gone by then. A short form may be part of a longer phrase further on.
const shortForms = `
perlindungan=pelindungan
kementrian|mentri|menteri|departemen|kementerian=kem
kem koordinator|menko=kemenko
pekerja migran indonesia|pekerja migran=pmi
tenaga kerja indonesia=tki
warga negara indonesia=wni
minister=ministry
republik indonesia|rep indonesia=ri
hak asasi manusia=ham
badan pelindungan pmi=bp2mi
balai pelayanan pelindungan pmi|balai besar pelayanan pelindungan pmi|balai pelindungan pmi=bp3mi
balai pelayanan penempatan pelindungan tki|loka pelayanan penempatan pelindungan tki|bp3tki|lp3tki|upt bp2mi|upt bp3mi=bp3mi
pos pelayanan pelindungan pmi|pos pelayanan penempatan pelindungan tki|p4tki=p4mi
perusahaan penempatan pmi=p3mi
direktorat jenderal|direktur jenderal|direktorat jendral|direktur jendral|dirjen|directorate general|director general=ditjen
direktur utama|direktur eksekutif|direktorat|direktur=dit
ketua umum|ketua harian=ketua
sekretaris eksekutif=sekretaris
sekretariat jenderal|sekretaris jenderal|sekretaris jendral|sekjen|sesjen=setjen
sekretariat utama|sekretaris utama|sestama=settama
inspektorat jenderal|inspektur jenderal|irjen=itjen
asisten deputi=asdep
kepolisian negara ri|kepolisian negara|kapolri|kepolisian ri|markas besar polri|mabes polri|polri ri=polri
badan reserse kriminal|kabareskrim|bareskrim polri=bareskrim
dit tindak pidana umum|dittipidum bareskrim=dittipidum
polri daerah|kepolisian daerah|kapolda=polda
polri resor|polri resort|kepolisian resor|kepolisian resort|resor|kapolres|kapolresta|kapolrestabes|polresta|polrestabes|polres kota|polres metro=polres
kepolisian sektor|polri sektor|kapolsek=polsek
kantor imigrasi|kakanim=kanim
kejaksaan negeri|kajari=kejari
kejaksaan tinggi|kajati=kejati
pengadilan negeri=pn
pengadilan tinggi=pengti
pengadilan agama=pa
rumah sakit umum daerah=rsud
rumah sakit umum pusat=rsup
rumah sakit jiwa=rsj
rumah sakit umum|rumah sakit=rs
ombudsman ri perwakilan|ombudsman perwakilan|perwakilan ombudsman ri|perwakilan ombudsman=orip
seluruh indonesia|se indonesia=
sekretaris daerah kab|sekretariat daerah kab|sekda kab|inspektur kab|inspektorat kab=pemkab
sekretaris daerah kota|sekretariat daerah kota|sekda kota|inspektur kota|inspektorat kota=pemkot
sekretaris daerah prov|sekretariat daerah prov|sekda prov|inspektur prov|inspektorat prov=pemprov
kedutaan besar ri|duta besar ri|kedubes ri|dubes ri|duta besar luar biasa berkuasa penuh ri|duta besar lbbp ri|embassy republic indonesia|ambassador republic indonesia|embassy indonesia|indonesian embassy|kuasa usaha ad interim ri=kbri
konsulat jenderal ri|konsulat jendral ri|konsul jenderal ri|konsul jendral ri|konjen ri|konjenri|consulate general republic indonesia|indonesian consulate general=kjri
konsulat ri|konsul ri=kri
perwakilan ri=perwakilan
wakil presiden=wapres
tentara nasional indonesia=tni
tni ad|tni angkatan darat=tniad
tni al|tni angkatan laut=tnial
tni au|tni angkatan udara=tniau
perutusan tetap ri|wakil tetap ri|watapri=ptri
kantor dagang ekonomi indonesia=kdei
kdei taiwan=kdei taipei
kedutaan besar|duta besar|kedubes|dubes|embassy|ambassador=kedubes
konsulat jenderal|konsul jenderal|consulate general=konjen
pwni=pelindungan wni
pelindungan wni badan hukum indonesia|pelindungan wni bhi=pelindungan wni
protokol konsuler=protkons
pembinaan penempatan tenaga kerja perluasan kesempatan kerja|binapenta pkk|pembinaan penempatan tenaga kerja=binapenta
pembinaan pengawasan ketenagakerjaan keselamatan kesehatan kerja|binwasnaker k3|pembinaan pengawasan ketenagakerjaan=binwasnaker
dewan perwakilan rakyat daerah=dprd
pemberdayaan perempuan pelindungan anak=pppa
dinas pppa=dp3a
dinas sosial=dinsos
dinas kesehatan=dinkes
kependudukan pencatatan sipil|kependudukan catatan sipil=dukcapil
dinas dukcapil=disdukcapil
pemerintah kabupaten|pemerintah kab|pemerintah daerah kabupaten|pemda kabupaten|pemda kab|bupati=pemkab
pemerintah kota|pemerintah daerah kota|walikota|wali kota=pemkot
pemerintah provinsi|pemerintah prov|pemerintah daerah provinsi|pemda provinsi|gubernur=pemprov
kabupaten|kotamadya kabupaten=kab
kotamadya=kota
provinsi|propinsi=prov
pemkab kab=pemkab
pemerintah daerah diy|pemda diy=pemprov diy
pemerintah aceh=pemprov aceh
pemprov prov=pemprov
nanggroe aceh darussalam=aceh
sumatera utara|sumatra utara=sumut
sumatera barat|sumatra barat=sumbar
sumatera selatan|sumatra selatan=sumsel
kepulauan riau=kepri
kepulauan bangka belitung|bangka belitung=babel
daerah khusus ibukota jakarta|daerah khusus ibu kota jakarta|daerah khusus jakarta|dki jakarta|dkj=dki
jawa barat=jabar
jawa tengah=jateng
jawa timur=jatim
daerah istimewa yogyakarta=diy
nusa tenggara barat=ntb
nusa tenggara timur=ntt
kalimantan barat=kalbar
kalimantan tengah=kalteng
kalimantan selatan=kalsel
kalimantan timur=kaltim
kalimantan utara=kaltara
sulawesi utara=sulut
sulawesi tengah=sulteng
sulawesi selatan=sulsel
sulawesi tenggara=sultra
sulawesi barat=sulbar
maluku utara=malut
papua barat daya=pabardaya
papua barat=pabar
papua selatan=papsel
papua tengah=papteng
papua pegunungan=papeg
saudi arabia|ksa=arab saudi
uni emirat arab|persatuan emirat arab|pea|uae=uea
korea selatan|republik korea=korsel
brunei darussalam=brunei
hongkong=hong kong
republik rakyat tiongkok|republik rakyat china=rrt
`
