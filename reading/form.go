package reading

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lintas/archive"
)

// titles are the names of forms as they stand alone in the head.
var titles = []struct {
	text string
	form archive.Form
}{
	{"nota dinas", archive.NotaDinas}, {"memorandum", archive.NotaDinas}, {"memo", archive.NotaDinas}, {"memo dinas", archive.NotaDinas}, {"memo internal", archive.NotaDinas},
	{"nota internal", archive.NotaDinas}, {"nota intern", archive.NotaDinas}, {"telaahan staf", archive.NotaDinas}, {"memorandum dinas", archive.NotaDinas},
	{"surat edaran", archive.SuratEdaran}, {"edaran", archive.SuratEdaran}, {"circular", archive.SuratEdaran}, {"circular letter", archive.SuratEdaran}, {"surat edaran bersama", archive.SuratEdaran},
	{"notula", archive.Notula}, {"notulen", archive.Notula}, {"notulensi", archive.Notula}, {"risalah", archive.Notula}, {"minutes of meeting", archive.Notula}, {"minutes of the meeting", archive.Notula}, {"meeting minutes", archive.Notula},
	{"catatan rapat", archive.Notula}, {"laporan singkat", archive.Notula}, {"ringkasan rapat", archive.Notula}, {"hasil rapat", archive.Notula}, {"kesimpulan rapat", archive.Notula}, {"laporan hasil rapat", archive.Notula}, {"laporan rapat", archive.Notula}, {"catatan hasil rapat", archive.Notula}, {"resume rapat", archive.Notula}, {"ikhtisar rapat", archive.Notula},
	{"surat telegram", archive.Brafaks}, {"surat telegram rahasia", archive.Brafaks}, {"radiogram", archive.Brafaks},
	{"berita faksimile", archive.Brafaks}, {"berita faksimili", archive.Brafaks}, {"brafaks", archive.Brafaks}, {"berita rahasia", archive.Brafaks}, {"berita biasa", archive.Brafaks}, {"berita terbatas", archive.Brafaks}, {"berita kawat", archive.Brafaks}, {"kawat", archive.Brafaks}, {"berita", archive.Brafaks}, {"faksimile", archive.Brafaks}, {"faksimili", archive.Brafaks}, {"brafax", archive.Brafaks}, {"berita komunikasi", archive.Brafaks}, {"telegram", archive.Brafaks},
	{"nota diplomatik", archive.NotaDiplomatik}, {"note verbale", archive.NotaDiplomatik}, {"nota verbal", archive.NotaDiplomatik}, {"nota verbale", archive.NotaDiplomatik}, {"verbal note", archive.NotaDiplomatik},
	{"undangan", archive.Undangan}, {"surat undangan", archive.Undangan}, {"undangan rapat", archive.Undangan}, {"invitation", archive.Undangan},
}

// titleOf reads the name of a form from a line of its own.
func titleOf(s string) (archive.Form, bool) {
	if len(s) > 120 || len(s) < 4 || strings.ContainsAny(s, ":;") {
		return "", false
	}
	low := lower(strings.Trim(s, " .-_*\"“”"))
	if spacedOut(low) {
		low = strings.ReplaceAll(strings.ReplaceAll(low, "  ", "\x00"), " ", "")
		low = strings.ReplaceAll(low, "\x00", " ")
		switch low {
		case "notadinas":
			low = "nota dinas"
		case "suratedaran":
			low = "surat edaran"
		}
	}
	caps := mostlyCaps(s)
	for _, t := range titles {
		if !strings.HasPrefix(low, t.text) {
			continue
		}
		rest := strings.TrimSpace(low[len(t.text):])
		if rest == "" {
			return t.form, true
		}
		if isLetter(low[len(t.text)]) || !caps {
			continue
		}
		switch {
		case t.form == archive.Notula, strings.HasPrefix(rest, "("), t.form == archive.NotaDinas && len(rest) < 14, t.form == archive.SuratEdaran:
			return t.form, true
		case t.form == archive.Brafaks && len(strings.Fields(rest)) <= 4:
			return t.form, true
		}
	}
	return "", false
}

// plainTitles head papers that are letters of no form of their own.
var plainTitles = set("pengumuman", "keputusan", "surat keputusan", "instruksi", "surat perintah", "surat perintah tugas", "surat tugas", "surat kuasa", "surat keterangan", "surat pernyataan", "surat pengantar", "surat panggilan", "surat rekomendasi", "surat jaminan", "surat permohonan", "surat pengaduan", "berita acara", "siaran pers", "press release", "announcement", "letter of guarantee", "to whom it may concern", "laporan", "maklumat", "surat permintaan", "permintaan", "surat izin", "telex", "aide memoire", "surat pemberitahuan", "surat keluar", "surat masuk", "surat dinas", "lembar disposisi", "kartu kendali", "surat biasa", "surat resmi", "surat penugasan", "surat peringatan", "somasi")

// plainTitle reports whether a line is such a title, standing alone.
func plainTitle(s string) bool {
	return mostlyCaps(s) && plainTitles[lower(strings.Trim(squeeze(s), " .:-_*"))]
}

// titleWithNumber parts a line that holds the name of a form and the number behind it:
// "SURAT EDARAN NOMOR 5 TAHUN 2025".
func titleWithNumber(s string) (title, number string, ok bool) {
	low := lower(s)
	for _, label := range []string{" nomor", " no.", " no "} {
		at := strings.Index(low, label)
		if at < 4 {
			continue
		}
		number = strings.TrimLeft(s[at+len(label):], " .:")
		if _, named := titleOf(s[:at]); named && strings.ContainsAny(number, "0123456789") {
			return s[:at], number, true
		}
	}
	return "", "", false
}

// formOf decides the form of the whole document.
func (s *sheet) formOf(subject, number string) (archive.Form, float64) {
	if s.titleForm != "" && s.titleForm != archive.Undangan && !(s.titleForm == archive.Brafaks && len(s.title) < 8 && !s.block()) {
		return s.titleForm, 0.97
	}
	text := s.bodyStartText()
	switch {
	case strings.Contains(text, "presents its compliments"), strings.Contains(text, "present its compliments"), strings.Contains(text, "presents their compliments"),
		strings.Contains(text, "salam hormatnya"), strings.Contains(text, "menyampaikan salam hormat kepada"), strings.Contains(text, "avails itself of this opportunity"),
		strings.Contains(text, "menyampaikan hormat kepada kementerian"), strings.Contains(text, "menyampaikan hormatnya"), strings.Contains(text, "salam takzim"):
		return archive.NotaDiplomatik, 0.96
	}
	if brafaksNumber(number) && (s.pairOf(fromField) != nil || s.titleForm == archive.Brafaks || len(s.letterhead) < 4) {
		return archive.Brafaks, 0.94
	}
	low := lower(subject)
	hasDay := s.eventOf(weekdayField) != nil
	hasPlace := s.eventOf(placeField) != nil || s.eventOf(timeField) != nil
	invites := strings.Contains(text, "mengundang") || strings.Contains(text, "kehadiran") || strings.Contains(text, "undangan") || strings.Contains(text, "menghadiri") || strings.Contains(text, "invite")
	switch {
	case s.titleForm == archive.Undangan:
		return archive.Undangan, 0.95
	case strings.HasPrefix(low, "undangan") && (hasDay || hasPlace || invites), strings.HasPrefix(low, "invitation") && invites:
		return archive.Undangan, 0.96
	case hasDay && hasPlace && (strings.Contains(text, "mengundang") || strings.Contains(low, "undangan")) && !strings.Contains(low, "panggilan"):
		return archive.Undangan, 0.92
	case hasDay && hasPlace && (strings.Contains(text, "mengharapkan kehadiran") || strings.Contains(text, "diharapkan kehadiran") || strings.Contains(text, "mohon kehadiran") || strings.Contains(text, "dimohon kehadiran")) && !strings.Contains(low, "panggilan") && !strings.Contains(low, "klarifikasi"):
		return archive.Undangan, 0.85
	case s.about != "" && strings.Contains(lower(s.title), "edaran"):
		return archive.SuratEdaran, 0.95
	}
	if s.pairOf(attendeesField) != nil && (s.pairOf(noteTakerField) != nil || s.pairOf(chairField) != nil) {
		return archive.Notula, 0.9
	}
	if strings.HasPrefix(low, "notula") || strings.HasPrefix(low, "notulen") || strings.HasPrefix(low, "risalah rapat") {
		if s.pairOf(attendeesField) != nil || s.eventOf(attendeesField) != nil {
			return archive.Notula, 0.8
		}
	}
	if s.pairOf(fromField) != nil && s.pairOf(toField) != nil && len(s.to) == 0 {
		if s.pairOf(classField) != nil && s.pairOf(dateField) != nil && mostlyCaps(s.pairOf(fromField).label) {
			return archive.Brafaks, 0.75
		}
		return archive.NotaDinas, 0.8
	}
	if strings.Contains(strings.ToUpper(number), "/ND/") || strings.Contains(strings.ToUpper(number), ".ND/") {
		return archive.NotaDinas, 0.75
	}
	if len(s.pairs) >= 2 {
		return archive.SuratDinas, 0.95
	}
	return archive.SuratDinas, 0.7
}

// block reports whether the head is a block of labels with a sender in it.
func (s *sheet) block() bool { return s.pairOf(fromField) != nil || s.pairOf(toField) != nil }

func (s *sheet) pairOf(f field) *pair {
	for i := range s.pairs {
		if s.pairs[i].field == f {
			return &s.pairs[i]
		}
	}
	return nil
}

// eventOf finds a label of a meeting, in the head or in the body.
func (s *sheet) eventOf(f field) *pair {
	for i := range s.events {
		if s.events[i].field == f {
			return &s.events[i]
		}
	}
	return s.pairOf(f)
}

// bodyStartText returns the first part of the running text in lower case.
func (s *sheet) bodyStartText() string {
	var b strings.Builder
	for i := range s.paras {
		b.WriteString(s.paras[i].low)
		b.WriteByte(' ')
		if b.Len() > 3000 {
			break
		}
	}
	return b.String()
}

// proseLine reports whether a line reads as running text: three or more words in
// small letters that titles and names do not have.
func proseLine(s string) bool {
	small := 0
	for _, w := range strings.Fields(s) {
		r, _ := utf8.DecodeRuneInString(w)
		if unicode.IsLower(r) && len(w) > 2 && !connectives[strings.Trim(w, ".,;:()")] {
			if small++; small >= 3 {
				return true
			}
		}
	}
	return false
}

// bodyStart reports whether a line can open the running text.
func bodyStart(s string) bool {
	if salutation(s) {
		return true
	}
	_, rest := listMark(s)
	if rest == "" {
		return false
	}
	if proseLine(rest) {
		return true
	}
	word, tail, _ := strings.Cut(lower(rest), " ")
	word = strings.Trim(word, ".,:;'’\"")
	if !openers[word] || mostlyCaps(rest) {
		return (word == "rujukan" || word == "dasar" || word == "referensi" || word == "umum") && strings.HasPrefix(s, "1")
	}
	if strongOpeners[word] && len(rest) > 24 && unicode.IsUpper([]rune(rest)[0]) {
		return true
	}
	switch word {
	case "surat", "permohonan", "dalam", "pada", "untuk", "dengan", "the", "in", "sebagai", "guna":
		small := 0
		for _, w := range strings.Fields(tail) {
			if w[0] >= 'a' && w[0] <= 'z' {
				small++
			}
		}
		return small >= 2 && unicode.IsUpper([]rune(rest)[0]) && hasSmall(rest)
	}
	return unicode.IsUpper([]rune(rest)[0]) && hasSmall(rest)
}

// strongOpeners open a body and hardly anything else.
var strongOpeners = set("sehubungan", "menindaklanjuti", "menunjuk", "merujuk", "memenuhi", "menjawab", "membalas", "berdasarkan", "memperhatikan", "mengacu", "berkenaan", "menanggapi", "menyusuli", "mengingatkan", "mengulangi", "bersama", "meneruskan", "diteruskan", "menyambung", "melanjutkan", "menyusul", "meralat", "mencermati", "mendasari")

// hasSmall reports whether two words after the first are written small.
func hasSmall(s string) bool {
	n := 0
	for i, w := range strings.Fields(s) {
		r, _ := utf8.DecodeRuneInString(w)
		if i > 0 && unicode.IsLower(r) {
			if n++; n >= 2 {
				return true
			}
		}
	}
	return len(strings.Fields(s)) <= 3 && n >= 1
}
