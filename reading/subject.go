package reading

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lintas/archive"
)

// acronyms stay in capitals when a title is written small.
var acronyms = set("pmi", "cpmi", "wni", "tki", "tkw", "tppo", "bp2mi", "kp2mi", "bp3mi", "bnp2tki", "p3mi", "abk", "kbri", "kjri", "kdei", "ri", "nik", "splp", "dpr", "lpsk", "bpjs", "ltsa", "p4mi", "pt", "cv",
	"upt", "uu", "polri", "tni", "asn", "apbn", "dipa", "sop", "mou", "ln", "ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", "uea", "rrt", "plrt", "pjtki", "pptkis", "hiv", "aids", "who", "iom", "ilo", "ham", "ti", "sdm", "bmn", "lhkpn", "thr", "kur", "siskop2mi", "sip3mi", "sbmi", "pwni", "bhi", "dki", "ntb", "ntt", "diy")

// titleCase writes a line of capitals as a title: "Larangan Pembebanan Biaya".
func titleCase(s string) string {
	if !mostlyCaps(s) {
		return s
	}
	words := strings.Fields(s)
	for i, w := range words {
		low := strings.ToLower(w)
		bare := strings.Trim(low, ".,;:()\"")
		switch {
		case acronyms[bare] || strings.ContainsAny(w, "0123456789/"):
		case i > 0 && connectives[bare] && bare != "bidang" && bare != "wilayah" && bare != "para":
			words[i] = low
		default:
			words[i] = capitalise(low)
		}
	}
	return strings.Join(words, " ")
}

// capitalise writes the first letter, and those after a hyphen or bracket, big.
func capitalise(low string) string {
	up := true
	return strings.Map(func(r rune) rune {
		c := r
		if up {
			c = unicode.ToUpper(r)
		}
		up = r == '-' || r == '(' || r == '/' || r == '"' || r == '“'
		return c
	}, low)
}

// subjectOf returns the subject, its line and how sure it is.
func (s *sheet) subjectOf() (subject string, line int, confidence float64, why string) {
	if s.about != "" {
		return titleCase(s.about), s.aboutLine, 0.95, "after TENTANG"
	}
	if s.titleForm == archive.Notula {
		return s.minutesSubject()
	}
	if p := s.pairOf(subjectField); p != nil && p.value != "" {
		c := 0.95
		if len(p.value) > 250 || len(p.value) < 4 || brokenOff(p.value) {
			c = 0.6
		}
		return trimSubject(p.value), p.first, c, "label " + clean(p.label)
	}
	if text, line := s.bareSubject(); text != "" {
		return trimSubject(text), line, 0.5, "a line of its own before the text"
	}
	if p := s.eventOf(agendaField); p != nil && p.value != "" && s.titleForm == archive.Undangan {
		return p.value, p.first, 0.7, "agenda of the invitation"
	}
	if s.titleForm != "" && s.titleForm != archive.NotaDiplomatik && s.title != "" {
		if rest := titleRest(s.title); rest != "" {
			return titleCase(rest), s.titleLine, 0.7, "title"
		}
	}
	return "", -1, 0, ""
}

// brokenOff reports whether a subject ends in the middle, or has swallowed what stood
// beside it.
func brokenOff(s string) bool {
	low := " " + lower(s) + " "
	if strings.Contains(low, " yth") || strings.Contains(low, " kepada yth") || strings.Contains(low, " : ") || strings.Count(s, "(") != strings.Count(s, ")") {
		return true
	}
	words := strings.Fields(lower(s))
	last := strings.Trim(words[len(words)-1], ".,")
	return strings.HasSuffix(s, ",") || strings.HasSuffix(low, " a.n. ") || last != "tempat" && last != "wilayah" && last != "bidang" && last != "para" && connectives[last]
}

// bareSubject returns the line between the address and the salutation, where some print
// the subject without a label.
func (s *sheet) bareSubject() (string, int) {
	if s.title != "" || len(s.to) == 0 || len(s.loose) == 0 || s.body == 0 {
		return "", -1
	}
	i := s.loose[len(s.loose)-1]
	text := clean(s.lines[i].text)
	if i != s.body-1 || i < s.to[len(s.to)-1].end || len(strings.Fields(text)) < 2 || len(text) > 150 || strings.HasSuffix(text, ",") || addressLine(text) || looksLikeNumber(text) > 0.7 {
		return "", -1
	}
	return titleCase(text), i
}

// minutesSubject is the name of the meeting.
func (s *sheet) minutesSubject() (string, int, float64, string) {
	named := titleRest(s.title)
	for _, f := range []field{meetingField, subjectField} {
		if p := s.eventOf(f); p != nil && p.value != "" && len(p.value) > 3 {
			if strings.HasPrefix(lower(named), lower(p.value)) {
				break // the title says which meeting of the kind
			}
			return trimSubject(p.value), p.first, 0.93, "label " + clean(p.label)
		}
	}
	if named != "" {
		return titleCase(named), s.titleLine, 0.85, "title of the minutes"
	}
	if p := s.eventOf(agendaField); p != nil && p.value != "" {
		return trimSubject(p.value), p.first, 0.75, "agenda"
	}
	return "", -1, 0, ""
}

// titleRest returns what a title says besides the name of the form. "NOTULA RAPAT
// KOORDINASI X" is the minutes of "Rapat Koordinasi X".
func titleRest(title string) string {
	low := lower(title)
	for _, w := range []string{"notulensi", "notulen", "notula", "risalah singkat", "risalah sementara", "risalah resmi", "risalah", "minutes of meeting", "minutes of the meeting", "catatan hasil", "catatan", "laporan singkat", "laporan hasil", "ringkasan", "hasil", "berita faksimile", "nota dinas", "surat edaran", "undangan"} {
		if strings.HasPrefix(low, w) {
			rest := clean(strings.Trim(title[len(w):], " -–()"))
			switch lower(rest) {
			case "", "rapat", "pertemuan", "brafaks", "rapat koordinasi":
				return ""
			}
			return rest
		}
	}
	return ""
}

// trimSubject takes off a closing stop and dirt of a scan.
func trimSubject(s string) string {
	s = clean(s)
	if strings.HasSuffix(s, ".") {
		last := s[strings.LastIndexAny(s, " ")+1:]
		if !abbreviations[strings.Trim(lower(last), ".")] && strings.Count(last, ".") == 1 && len(last) > 4 {
			s = s[:len(s)-1]
		}
	}
	for s != "" {
		r, size := utf8.DecodeRuneInString(s)
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("\"“('", r) {
			break
		}
		s = s[size:]
	}
	return s
}

// natureOf reads urgency and secrecy, which forms mix, from the labels and stamps
// of the head.
func (s *sheet) natureOf() (urgency archive.Urgency, secrecy *archive.Secrecy, printed string, line int) {
	line = -1
	for i := range s.pairs {
		p := &s.pairs[i]
		if p.field != natureField && p.field != classField {
			continue
		}
		u, sec, isNormal := readNature(p.value)
		if first, second, ok := bothNatures(p); ok {
			urgency, secrecy, printed, line = first, second, p.value, p.first
			continue
		}
		if p.field == natureField {
			printed, line = p.value, p.first
			if isNormal && u == "" {
				u = archive.Normal
			}
			if u != "" {
				urgency = u
			}
			if sec != nil {
				secrecy = sec
			}
			continue
		}
		if isNormal && sec == nil {
			level := archive.Ordinary
			sec = &level
		}
		if sec != nil {
			secrecy = sec
		}
		if u != "" && urgency == "" {
			urgency = u
		}
		if printed == "" {
			printed, line = p.value, p.first
		}
	}
	for _, stamp := range s.stamps {
		u, sec, isNormal := readNature(stamp)
		if isNormal && sec == nil {
			level := archive.Ordinary
			sec = &level
		}
		if sec != nil && secrecy == nil {
			secrecy = sec
		}
		if u != "" && urgency == "" {
			urgency = u
		}
		if printed == "" {
			printed = stamp
		}
	}
	return urgency, secrecy, printed, line
}

// bothNatures reads a label of two parts with a value of two parts, "Derajat/Sifat :
// Segera/Biasa": how fast, and how secret.
func bothNatures(p *pair) (archive.Urgency, *archive.Secrecy, bool) {
	label, value := strings.Split(labelKey(p.label), "/"), strings.Split(p.value, "/")
	if len(label) != 2 || len(value) != 2 {
		return "", nil, false
	}
	if labels[label[0]] == classField || label[0] == "sifat" && labels[label[1]] == natureField {
		value[0], value[1] = value[1], value[0]
	}
	urgency, _, normal := readNature(value[0])
	if normal {
		urgency = archive.Normal
	}
	_, secrecy, normal := readNature(value[1])
	if normal && secrecy == nil {
		level := archive.Ordinary
		secrecy = &level
	}
	return urgency, secrecy, true
}

// readNature reads a Sifat value such as "Segera", "Biasa/Rahasia", "Amat Segera".
func readNature(value string) (u archive.Urgency, secrecy *archive.Secrecy, normal bool) {
	low := lower(squeeze(value))
	level := func(s archive.Secrecy) { secrecy = &s }
	switch {
	case strings.Contains(low, "sangat rahasia"), strings.Contains(low, "top secret"), low == "sr":
		level(archive.TopSecret)
	case strings.Contains(low, "rahasia"), strings.Contains(low, "konfidensial"), strings.Contains(low, "confidential"), strings.Contains(low, "secret"), low == "r":
		level(archive.Secret)
	case strings.Contains(low, "terbatas"), strings.Contains(low, "restricted"), low == "t":
		level(archive.Limited)
	case strings.Contains(low, "terbuka"):
		level(archive.Ordinary)
	}
	switch {
	case strings.Contains(low, "sangat segera"), strings.Contains(low, "amat segera"), strings.Contains(low, "kilat"), strings.Contains(low, "immediate"), strings.Contains(low, "flash"), strings.Contains(low, "sangat urgen"):
		u = archive.VeryUrgent
	case strings.Contains(low, "segera"), strings.Contains(low, "urgent"), strings.Contains(low, "cito"):
		u = archive.Urgent
	case strings.Contains(low, "penting"), strings.Contains(low, "important"):
		u = archive.Important
	case strings.Contains(low, "biasa"), strings.Contains(low, "routine"), strings.Contains(low, "normal"):
		normal = true
		if secrecy != nil || strings.ContainsAny(low, "/-,") {
			u = archive.Normal
		}
	}
	if low == "b" {
		normal = true
	}
	return u, secrecy, normal
}

// secrecyOfNumber is what the first token of a number suggests: SR-, R-, T-, B-.
func secrecyOfNumber(number string) *archive.Secrecy {
	i := 0
	for i < len(number) && isLetter(number[i]) {
		i++
	}
	if i == 0 || i >= len(number) || !strings.ContainsRune("-./ ", rune(number[i])) {
		return nil
	}
	var s archive.Secrecy
	switch number[:i] {
	case "SR":
		s = archive.TopSecret
	case "R":
		s = archive.Secret
	case "T":
		s = archive.Limited
	case "B":
		s = archive.Ordinary
	default:
		return nil
	}
	return &s
}
