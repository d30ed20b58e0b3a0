package reading

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// ranks of the police and the forces stand under the name, as a NIP does.
var ranks = []string{"jenderal", "brigadir", "komisaris", "ajun", "inspektur", "brigjen", "irjen", "komjen", "kombes", "akbp", "kompol", "akp", "iptu", "ipda", "laksamana", "laksda", "laksma", "marsekal", "marsda", "marsma", "mayor", "letnan", "kolonel", "kapten", "pembina", "penata", "mayjen", "letjen", "aipda", "aiptu", "bripka"}

// signerOf reads the signature block.
func (s *sheet) signerOf() (Signer, int) {
	lines := s.signatureColumn()
	if len(lines) == 0 {
		return Signer{}, -1
	}
	var sg Signer
	nameAt := -1
	for k := len(lines) - 1; k >= 0; k-- {
		low := lower(lines[k].text)
		if at := nipAt(low); at >= 0 {
			sg.NIP = clean(lines[k].text[at:])
			nameAt = k - 1
			break
		}
	}
	if nameAt < 0 {
		for k := len(lines) - 1; k >= 0; k-- {
			if rankLine(lines[k].text) && k > 0 && !rankedName(lines[k].text) {
				sg.NIP = clean(lines[k].text)
				nameAt = k - 1
				break
			}
		}
	}
	if nameAt < 0 {
		nameAt = afterClosing(lines)
	}
	if nameAt < 0 {
		for k := len(lines) - 1; k >= 0; k-- {
			if personLine(lines[k].text) || rankedName(lines[k].text) {
				nameAt = k
				break
			}
		}
	}
	if nameAt < 0 {
		nameAt = len(lines)
	} else {
		sg.Name = clean(strings.Trim(lines[nameAt].text, " ()_"))
		if sg.NIP != "" && nameAt > 0 && rankLine(sg.Name) {
			nameAt--
			sg.Name = clean(lines[nameAt].text)
		}
		for nameAt > 0 && degrees(sg.Name) { // "…, S.H.,\nM.Hum."
			nameAt--
			sg.Name = strings.TrimRight(clean(lines[nameAt].text), ",") + ", " + sg.Name
		}
	}
	var position []string
	for k := 0; k < nameAt; k++ {
		text := clean(lines[k].text)
		low := lower(text)
		if _, ok := dateLine(text); ok || !letters(text) || strings.HasPrefix(low, "hormat kami") || strings.HasPrefix(low, "hormat saya") || strings.HasPrefix(low, "wassalam") || low == "ttd" || strings.HasPrefix(low, "ditetapkan") || strings.HasPrefix(low, "pada tanggal") || strings.HasPrefix(low, "dikeluarkan") || companyName(text) || strings.HasPrefix(low, "tertanda") || strings.HasPrefix(low, "salam") || strings.HasPrefix(low, "yours") || strings.HasPrefix(low, "sincerely") || strings.HasPrefix(low, "best regards") || strings.Contains(low, "${") || strings.HasPrefix(low, "ditandatangani") {
			continue
		}
		if behalf(low) {
			sg.OnBehalfOf = strings.TrimSpace(sg.OnBehalfOf + "\n" + text)
			continue
		}
		position = append(position, text)
	}
	if len(position) == 0 && nameAt+1 < len(lines) && sg.NIP == "" {
		if text := clean(lines[nameAt+1].text); letters(text) {
			position = append(position, text) // below the name, as companies do
		}
	}
	sg.Position = strings.Join(position, "\n")
	line := -1
	if nameAt < len(lines) {
		line = lines[nameAt].line
	}
	return sg, line
}

// afterClosing returns the line of the name in an English letter, where the title
// stands below it: Sincerely yours, the name, the title; -1 if it is no such letter.
func afterClosing(lines []signLine) int {
	closed := false
	for k, l := range lines {
		low := lower(l.text)
		switch {
		case strings.Contains(low, "sincerely") || strings.Contains(low, "yours faithfully") || strings.HasPrefix(low, "best regards") || strings.HasPrefix(low, "kind regards") || strings.HasPrefix(low, "yours truly") || strings.HasPrefix(low, "respectfully"):
			closed = true
		case closed && personLine(l.text):
			return k
		}
	}
	return -1
}

// confidence is how sure a signer is: a staff number or rank stands under a name, an
// office over it.
func (sg Signer) confidence() float64 {
	switch {
	case sg.NIP != "" && personLine(sg.Name):
		return 0.95
	case sg.Position != "" && personLine(sg.Name):
		return 0.92
	}
	return 0.7
}

// behalf reports whether a line says for whom the signer signs.
func behalf(low string) bool {
	for _, w := range []string{"a.n.", "a.n ", "an. ", "an ", "atas nama", "u.b.", "u.b ", "untuk beliau", "a/n", "for and on behalf", "on behalf"} {
		if strings.HasPrefix(low, w) {
			return true
		}
	}
	return false
}

func nipAt(low string) int {
	for _, w := range []string{"nip", "nrp", "nipppk", "nbm"} {
		if strings.HasPrefix(low, w) {
			rest := strings.TrimLeft(low[len(w):], " .:")
			if rest != "" && (rest[0] >= '0' && rest[0] <= '9') {
				return len(low) - len(rest)
			}
		}
	}
	return -1
}

func rankLine(s string) bool {
	low := lower(strings.TrimSpace(s))
	for _, r := range ranks {
		if strings.HasPrefix(low, r) && (len(low) == len(r) || low[len(r)] == ' ') {
			return true
		}
	}
	return false
}

// rankedName reports whether a line is a rank with the name behind it: "Kombes Pol.
// Imam Riyanto, S.I.K.".
func rankedName(s string) bool {
	if !rankLine(s) {
		return false
	}
	words := strings.Fields(s)
	for len(words) > 0 && (rankLine(words[0]) || rankParts[strings.Trim(lower(words[0]), ".,()")]) {
		words = words[1:]
	}
	return len(words) > 1 && personLine(strings.Join(words, " "))
}

// rankParts are the further words of a rank.
var rankParts = set("pol", "polisi", "jenderal", "besar", "laut", "udara", "marinir", "inf", "infanteri", "kav", "art", "czi", "cba", "cpm", "chb", "pnb", "penerbang", "tni", "ad", "al", "au", "purn", "madya", "muda", "utama", "satu", "dua", "kepala", "tingkat", "tk", "i", "ii", "iii", "pertama", "komisaris", "brigadir", "kolonel", "laksamana", "marsekal", "(p)", "p", "(t)", "t", "nrp", "pembina", "penata")

// degrees reports whether a line holds nothing but degrees: "M.Mar.", "S.H., M.H.".
func degrees(s string) bool {
	for _, w := range strings.Fields(strings.ReplaceAll(s, ",", " ")) {
		if !strings.Contains(w, ".") || len(strings.Split(strings.TrimSuffix(w, "."), ".")) < 2 && len(w) > 4 {
			return false
		}
	}
	return s != "" && len(s) < 30
}

type signLine struct {
	text string
	line int
}

// signatureColumn returns the lines of the block that holds the sender's
// signature: in minutes with two blocks, the one of the note-taker, which carries
// the date.
func (s *sheet) signatureColumn() []signLine {
	split := 0.0
	for _, i := range s.signature {
		if l := &s.lines[i]; len(l.cells) == 2 && l.cells[1].left > s.widths[l.page]*0.4 {
			split = l.cells[1].left - 6*charWidth
			break
		}
	}
	var right, left []signLine
	for _, i := range s.signature {
		l := &s.lines[i]
		if !letters(l.text) && !personLine(l.text) && nipAt(lower(l.text)) < 0 || len(l.text) > 160 {
			continue
		}
		if split == 0 {
			right = append(right, signLine{l.text, i})
			continue
		}
		for _, c := range l.cells {
			if c.left >= split || len(l.cells) == 1 && c.left > s.widths[l.page]*0.35 {
				right = append(right, signLine{c.text, i})
			} else {
				left = append(left, signLine{c.text, i})
			}
		}
	}
	if len(right) == 0 {
		return left
	}
	return right
}

// personLine reports whether a line of a signature block is a person's name:
// capitalised words, no word of an office.
func personLine(s string) bool {
	s = clean(strings.Trim(s, " ()_"))
	words := strings.Fields(strings.ReplaceAll(s, ",", " "))
	if len(words) == 0 || len(words) > 9 || strings.ContainsAny(s, ":/@") {
		return false
	}
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(r) && w != "bin" && w != "binti" && w != "al" {
			return false
		}
		if officeWords[strings.Trim(lower(w), ".")] {
			return false
		}
	}
	_, dated := dateLine(s)
	return !dated
}

// officeWords belong to offices, places and forms, never to a person's name.
var officeWords = set("kepala", "direktur", "direktorat", "direksi", "ketua", "wakil", "sekretaris", "sekretariat", "deputi", "menteri", "kementerian", "badan", "balai", "dinas", "kantor", "bidang", "bagian", "biro", "pusat", "bupati", "gubernur", "wali", "walikota",
	"konsul", "konsulat", "duta", "besar", "kedutaan", "atase", "staf", "jenderal", "inspektur", "inspektorat", "pelaksana", "fungsi", "koordinator", "manajer", "manager", "direktorial", "president", "presiden", "komisaris", "pimpinan", "pengurus", "yayasan", "perusahaan", "kepolisian", "polri", "polda", "polres", "bareskrim",
	"republik", "indonesia", "negara", "nasional", "provinsi", "kabupaten", "kota", "kecamatan", "desa", "kelurahan", "jakarta", "luar", "negeri", "tenaga", "kerja", "ketenagakerjaan", "migran", "pekerja", "pelindungan", "perlindungan", "penempatan", "hormat", "kami", "tembusan", "notulis", "pencatat", "rapat", "pimpinan rapat", "mengetahui", "plt", "plh", "a.n", "u.b", "camat", "lurah", "rektor", "dekan", "panitera", "hakim", "jaksa", "utama", "muda", "madya", "ahli", "to", "embassy", "ambassador", "director", "minister", "secretary", "head", "chief", "consul", "general", "division", "department", "umum", "hukum", "politik", "kawasan", "asia", "afrika", "deputy", "the", "of", "and", "dan", "kasubdit", "kasi", "kabid", "sekda", "asisten", "daerah", "selaku", "lampiran", "halaman", "surat", "nomor", "executive", "counsellor", "representative", "officer", "attaché", "mission", "office", "section", "affairs", "labour", "labor", "manpower", "country", "protokol", "konsuler", "chargé", "tindak", "pidana", "imigrasi", "keimigrasian", "lintas", "warga", "lembaga", "komisi", "serikat", "buruh", "perwakilan", "pt", "cv", "salam", "ditetapkan", "penelaah", "analis", "pejabat", "pembuat", "ekonomi", "sosial", "budaya", "informasi", "penerangan")
