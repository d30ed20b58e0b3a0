package reading

import "strings"

// field is what a label in the head of a document announces.
type field byte

const (
	noField field = iota
	numberField
	natureField
	classField // Klasifikasi: mostly secrecy
	attachField
	subjectField
	dateField
	fromField
	toField
	copyField
	weekdayField // Hari/tanggal of a meeting
	timeField
	placeField
	agendaField
	meetingField // name of the meeting
	chairField
	noteTakerField
	attendeesField
	invitationField // the letter that called the meeting, or a reference line
	otherField
)

var labels = map[string]field{
	"nomor": numberField, "no": numberField, "nomer": numberField, "number": numberField, "nomor surat": numberField, "no surat": numberField, "nr": numberField,
	"our ref": numberField, "ref": numberField, "ref no": numberField, "reference": numberField, "our reference": numberField, "reference no": numberField, "nomor nota": numberField,
	"no ref": numberField, "nomor ref": numberField, "ref nomor": numberField, "no referensi": numberField, "nomor referensi": numberField, "referensi kami": numberField, "ref kami": numberField, "ref our": numberField, "our ref no": numberField, "our reference no": numberField, "ref number": numberField, "letter no": numberField, "no surat keluar": numberField, "file ref": numberField, "file no": numberField, "nombor": numberField, "ruj kami": numberField, "rujukan kami": numberField,
	"note no": numberField, "nota no": numberField, "nota nomor": numberField, "note verbale no": numberField, "nota diplomatik nomor": numberField, "nomor berita": numberField, "nomor brafaks": numberField, "surat nomor": numberField, "surat no": numberField,
	"sifat": natureField, "derajat": natureField, "sifat surat": natureField, "kecepatan": natureField, "urgensi": natureField, "urgency": natureField, "priority": natureField, "tingkat urgensi": natureField, "derajat kecepatan": natureField, "prioritas": natureField, "precedence": natureField,
	"klasifikasi": classField, "tingkat keamanan": classField, "keamanan": classField, "kerahasiaan": classField, "classification": classField, "derajat kerahasiaan": classField, "klasifikasi keamanan": classField, "sifat keamanan": classField,
	"lampiran": attachField, "lamp": attachField, "attachment": attachField, "attachments": attachField, "encl": attachField, "enclosure": attachField, "enclosures": attachField, "lampiran/berkas": attachField,
	"hal": subjectField, "perihal": subjectField, "subject": subjectField, "re": subjectField, "subjek": subjectField, "subyek": subjectField, "prihal": subjectField, "hal surat": subjectField, "pokok": subjectField, "pokok surat": subjectField, "perkara": subjectField, "subject matter": subjectField, "topic": subjectField, "judul": subjectField, "isi ringkas": subjectField,
	"tanggal": dateField, "tgl": dateField, "date": dateField, "tanggal surat": dateField, "dated": dateField, "tanggal berita": dateField, "tertanggal": dateField, "tarikh": dateField, "hari dan tanggal surat": dateField,
	"dari": fromField, "from": fromField, "pengirim": fromField, "asal": fromField, "asal berita": fromField, "dikirim oleh": fromField,
	"kepada": toField, "to": toField, "kepada yth": toField, "yth": toField, "tujuan": toField, "untuk": toField, "kpd": toField, "kepada yang terhormat": toField, "alamat tujuan": toField, "ditujukan kepada": toField, "disampaikan kepada": toField, "addressee": toField,
	"tembusan": copyField, "cc": copyField, "tindasan": copyField, "copy": copyField, "tembusan yth": copyField, "info": copyField, "tembusan kepada": copyField,
	"hari/tanggal": weekdayField, "hari tanggal": weekdayField, "hari dan tanggal": weekdayField, "hari": weekdayField, "hari/tgl": weekdayField, "hari & tanggal": weekdayField, "tanggal rapat": weekdayField, "hari/tanggal rapat": weekdayField, "tanggal pelaksanaan": weekdayField, "day/date": weekdayField, "harittanggal": weekdayField, "hari/ tanggal": weekdayField, "tanggal pertemuan": weekdayField, "hari / tanggal": weekdayField,
	"waktu": timeField, "pukul": timeField, "jam": timeField, "time": timeField, "waktu rapat": timeField, "waktu sidang/rapat": timeField, "waktu pelaksanaan": timeField,
	"tempat": placeField, "lokasi": placeField, "venue": placeField, "place": placeField, "tempat rapat": placeField, "media": placeField, "bertempat di": placeField, "tempat/media": placeField,
	"acara": agendaField, "agenda": agendaField, "materi": agendaField, "agenda rapat": agendaField, "pokok acara": agendaField, "acara rapat": agendaField, "topik": agendaField, "keperluan": agendaField, "agenda/materi": agendaField, "pembahasan": agendaField,
	"nama rapat": meetingField, "rapat": meetingField, "judul rapat": meetingField, "jenis rapat": meetingField, "sidang/rapat": meetingField, "rapat/sidang": meetingField, "sidang": meetingField, "perihal rapat": meetingField, "meeting title": meetingField, "nama kegiatan": meetingField, "kegiatan": meetingField, "meeting": meetingField, "nama pertemuan": meetingField, "pertemuan": meetingField, "tema": meetingField, "tema rapat": meetingField,
	"pimpinan rapat": chairField, "ketua rapat": chairField, "pemimpin rapat": chairField, "pimpinan": chairField, "dipimpin oleh": chairField, "chair": chairField, "ketua": chairField, "pemimpin": chairField, "moderator": chairField,
	"pencatat": noteTakerField, "notulis": noteTakerField, "sekretaris rapat": noteTakerField, "notulen": noteTakerField, "notula": noteTakerField, "sekretaris": noteTakerField, "pencatat rapat": noteTakerField, "penulis": noteTakerField,
	"peserta": attendeesField, "hadir": attendeesField, "peserta rapat": attendeesField, "dihadiri oleh": attendeesField, "yang hadir": attendeesField, "kehadiran": attendeesField, "daftar hadir": attendeesField, "undangan hadir": attendeesField, "attendees": attendeesField, "peserta hadir": attendeesField,
	"surat undangan": invitationField, "dasar": invitationField, "rujukan": invitationField, "referensi": invitationField, "undangan": invitationField, "dasar undangan": invitationField, "menunjuk": invitationField, "dasar rapat": invitationField, "your ref": invitationField, "your reference": invitationField, "your ref no": invitationField, "ref anda": invitationField, "ref saudara": invitationField, "nomor saudara": invitationField, "no saudara": invitationField, "surat saudara": invitationField, "ruj tuan": invitationField, "nomor undangan": invitationField, "dasar pelaksanaan": invitationField, "dasar surat": invitationField, "merujuk": invitationField,
	"attn": otherField, "attention": otherField, "for the attention of": otherField, "u.p": otherField, "up": otherField, "tahun sidang": otherField, "masa persidangan": otherField, "rapat ke": otherField, "dengan": otherField, "telepon": otherField, "telp": otherField, "faks": otherField, "pos-el": otherField, "email": otherField, "nama": otherField, "jabatan": otherField, "alamat": otherField, "catatan": otherField, "keterangan": otherField,
	"narahubung": otherField, "pakaian": otherField, "id rapat": otherField, "kode akses": otherField, "meeting id": otherField, "passcode": otherField, "link": otherField, "tautan": otherField, "kode": otherField, "indeks": otherField, "no agenda": otherField, "nomor agenda": otherField, "diterima tanggal": otherField, "diterima": otherField, "tgl terima": otherField, "tanggal terima": otherField, "kontak": otherField, "contact person": otherField, "cp": otherField,
	"halaman": otherField, "jumlah halaman": otherField, "pages": otherField, "jumlah": otherField, "paraf": otherField, "agno": otherField, "kode klasifikasi": otherField, "kode pos": otherField, "dress code": otherField,
}

// fuzzyLabels are the labels that are read past one wrong letter.
var fuzzyLabels = []string{"nomor", "sifat", "lampiran", "perihal", "tanggal", "kepada", "tembusan", "derajat", "klasifikasi", "tempat", "agenda", "pimpinan rapat", "surat undangan", "hari/tanggal", "notulis", "pencatat", "peserta", "subject", "nama rapat"}

// labelKey brings a printed label into the form of the table.
func labelKey(s string) string {
	s = lower(strings.TrimSpace(s))
	s = strings.Trim(s, " .-_•*|'`…")
	if strings.ContainsAny(s, ".,/ ") {
		s = strings.ReplaceAll(s, ".", "")
		s = strings.ReplaceAll(s, ", ", "/")
		s = strings.ReplaceAll(s, ",", "/")
		s = strings.ReplaceAll(s, " / ", "/")
		s = strings.ReplaceAll(s, "/ ", "/")
		s = strings.ReplaceAll(s, " /", "/")
		s = squeeze(s)
	}
	return s
}

// fieldOf returns the field a label stands for.
func fieldOf(s string) field {
	if len(s) == 0 || len(s) > 40 {
		return noField
	}
	key := labelKey(s)
	if f, ok := labels[key]; ok {
		return f
	}
	if f := composed(key); f != noField {
		return f
	}
	if len(key) < 5 {
		return noField
	}
	for _, l := range fuzzyLabels {
		if near(key, l) {
			return labels[l]
		}
	}
	if l, ok := foldedLabels[foldWord(key)]; ok {
		return labels[l]
	}
	return noField
}

// qualifiers stand behind a label and say no more than that it is this paper's.
var qualifiers = set("surat", "berita", "brafaks", "brafax", "kawat", "nota", "dinas", "naskah", "dokumen", "memo", "memorandum", "faks", "faksimile", "telegram", "edaran", "keluar", "kami", "nodis")

// composed reads labels put together of known ones: "Tgl. Berita", "Derajat/Sifat",
// "Undangan yang hadir".
func composed(key string) field {
	if a, b, ok := strings.Cut(key, "/"); ok {
		first, second := labels[strings.TrimSpace(a)], labels[strings.TrimSpace(b)]
		switch {
		case first == second:
			return first
		case (first == natureField || first == classField) && (second == natureField || second == classField):
			return natureField
		}
		return noField
	}
	words := strings.Fields(key)
	if len(words) < 2 || len(words) > 4 {
		return noField
	}
	if last := words[len(words)-1]; last == "hadir" && (words[len(words)-2] == "yang" || len(words) == 2) {
		return attendeesField
	}
	for _, w := range words[1:] {
		if !qualifiers[w] {
			return noField
		}
	}
	switch f := labels[words[0]]; f {
	case numberField, dateField, subjectField, natureField, classField, attachField:
		return f
	}
	return noField
}

// foldedLabels are the same labels past any look-alike letters.
var foldedLabels = foldAll(fuzzyLabels...)

// pair is a label with its value.
type pair struct {
	field      field
	label      string
	value      string
	first, end int     // lines, end not included
	left       float64 // where the value begins
	whole      bool    // the label has a colon or stands in a cell of its own
	below      bool    // the value begins on the line under the label
}

// pairIn reads "label : value" from a line. The last result tells whether the
// line begins with a label at all.
func pairIn(l *line, index int) (pair, bool) {
	if len(l.cells) == 0 {
		return pair{}, false
	}
	first := l.cells[0]
	// "Nomor : X", "Nomor: X", "Hari/ tanggal Kamis, : 16 November 2017"
	if at := colon(first.text); at > 0 && at <= 40 {
		if f := fieldOf(first.text[:at]); f != noField {
			value := clean(joinCells(first.text[at+1:], l.cells[1:]))
			left := first.left + (first.right-first.left)*float64(at+2)/float64(len(first.text)+1)
			if strings.TrimSpace(first.text[at+1:]) == "" && len(l.cells) > 1 {
				left = l.cells[1].left
			}
			return pair{field: f, label: first.text[:at], value: value, first: index, end: index + 1, left: left, whole: true}, true
		}
		if f, value := spilledLabel(first.text[:at], first.text[at+1:]); f != noField {
			return pair{field: f, label: first.text[:at], value: clean(joinCells(value, l.cells[1:])), first: index, end: index + 1, left: first.left, whole: true}, true
		}
		return pair{}, false
	}
	if strings.HasSuffix(first.text, ",") {
		return pair{}, false
	}
	f := fieldOf(first.text)
	if f != noField && len(l.cells) > 1 && (strings.HasPrefix(l.cells[1].text, ":") || f != otherField && !proseLine(l.text)) {
		value := clean(joinCells("", l.cells[1:]))
		return pair{field: f, label: first.text, value: value, first: index, end: index + 1, left: l.cells[1].left, whole: true}, true
	}
	if f != noField && f != otherField && len(l.cells) == 1 {
		return pair{field: f, label: first.text, first: index, end: index + 1, left: first.left, whole: false}, true
	}
	// "Nomor B.305/D2/ND/II/2025", "NOMOR 12 TAHUN 2024", "Nomor.IMI-0603"
	word, rest, found := strings.Cut(first.text, " ")
	if !found {
		if dot := strings.IndexByte(word, '.'); dot > 0 && dot < len(word)-3 {
			word, rest, found = word[:dot], word[dot+1:], true
		}
	}
	if found {
		chunk, _, _ := strings.Cut(rest, " ")
		if f := fieldOf(word); f == numberField && strings.ContainsAny(chunk, "0123456789") {
			return pair{field: f, label: word, value: clean(joinCells(rest, l.cells[1:])), first: index, end: index + 1, left: first.left, whole: false}, true
		}
	}
	return pair{}, false
}

// colon finds the colon that parts label and value; scans print ";" or "." for it.
func colon(s string) int {
	at := strings.IndexByte(s, ':')
	if at < 0 {
		if semi := strings.Index(s, " ;"); semi > 0 && semi < 30 {
			return semi + 1
		}
	}
	return at
}

// spilledLabel reads a label line where part of the value stands left of the
// colon: "Hari/ tanggal Kamis, : 16 November 2017".
func spilledLabel(left, right string) (field, string) {
	at := strings.LastIndexByte(strings.TrimRight(left, " "), ' ')
	for at > 0 {
		if f := fieldOf(left[:at]); f == weekdayField || f == timeField {
			return f, strings.TrimSpace(left[at:]) + " " + right
		}
		at = strings.LastIndexByte(left[:at], ' ')
	}
	return noField, ""
}

func joinCells(first string, rest []cell) string {
	if len(rest) == 0 {
		return first
	}
	parts := make([]string, 0, len(rest)+1)
	parts = append(parts, first)
	for _, c := range rest {
		parts = append(parts, c.text)
	}
	return strings.Join(parts, " ")
}

// mendColumns puts labels and values together that came out one column after
// the other: a run of bare labels followed by as many lines that begin with a
// colon, or by a run of colons and a run of values.
func mendColumns(lines []line) []line {
	out := make([]line, 0, len(lines))
	for i := 0; i < len(lines); {
		n := 0
		for i+n < len(lines) && lines[i+n].page == lines[i].page && bareLabel(lines[i+n].text) {
			n++
		}
		if n < 2 {
			out = append(out, lines[i])
			i++
			continue
		}
		values, next := columnValues(lines, i+n, n)
		if values == nil {
			out = append(out, lines[i:i+n]...)
			i += n
			continue
		}
		for k, v := range values {
			l := lines[i+k]
			l.cells = []cell{{text: l.text, left: l.left, right: l.right}, {text: v, left: l.right + 20, right: l.right + 20 + float64(len(v))*charWidth}}
			l.text += " : " + v
			out = append(out, l)
		}
		i = next
	}
	return out
}

func bareLabel(s string) bool {
	f := fieldOf(s)
	return f != noField && f != otherField && !strings.Contains(s, ":")
}

// columnValues reads n values from the lines that begin with colons.
func columnValues(lines []line, at, n int) ([]string, int) {
	var values []string
	i := at
	for i < len(lines) && strings.HasPrefix(lines[i].text, ":") {
		values = append(values, colonParts(lines[i].text)...)
		i++
		for i < len(lines) && len(values) > 0 && !lines[i].gap && !strings.HasPrefix(lines[i].text, ":") && values[len(values)-1] != "" && fieldOf(lines[i].text) == noField {
			values[len(values)-1] += " " + lines[i].text
			i++
		}
	}
	if len(values) == n {
		empty := true
		for _, v := range values {
			empty = empty && v == ""
		}
		if !empty {
			return values, i
		}
		// colons came out alone; the values follow
		if i+n <= len(lines) {
			for k := range values {
				values[k] = lines[i+k].text
			}
			return values, i + n
		}
	}
	return nil, at
}

// colonParts cuts ":: Undangan" into an empty value and "Undangan".
func colonParts(s string) []string {
	var parts []string
	for strings.HasPrefix(s, ":") {
		s = strings.TrimSpace(s[1:])
		if strings.HasPrefix(s, ":") {
			parts = append(parts, "")
		}
	}
	return append(parts, s)
}
