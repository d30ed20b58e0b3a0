package reading

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"lintas/archive"
)

// A printedHead is the head of a letter, put on the page word by word, and what was
// put into it.
type printedHead struct {
	page     archive.Page
	text     strings.Builder
	y        float32
	number   string
	date     archive.Date
	subject  string
	to       []string
	received archive.Date
	agenda   string
	layout   string
}

const (
	headLetter = 5.1 // width of a letter
	headBlank  = 2.9
	headLine   = 14
)

// put prints words at a place and returns where they end.
func (h *printedHead) put(x, y float32, text string) float32 {
	for _, word := range strings.Fields(text) {
		if h.text.Len() > 0 {
			h.text.WriteByte(' ')
		}
		start := h.text.Len()
		h.text.WriteString(word)
		width := float32(len([]rune(word))) * headLetter
		h.page.Words = append(h.page.Words, archive.Word{Start: start, End: h.text.Len(), Box: [4]float32{x, y, x + width, y + 10.5}})
		x += width + headBlank
	}
	return x - headBlank
}

func (h *printedHead) centre(text string) {
	h.put(297-h.width(text)/2, h.y, text)
	h.y += headLine
}

func (h *printedHead) width(text string) float32 {
	n := float32(0)
	for i, w := range strings.Fields(text) {
		if i > 0 {
			n += headBlank
		}
		n += float32(len([]rune(w))) * headLetter
	}
	return n
}

// fill breaks text into rows that are no wider than room.
func (h *printedHead) fill(text string, room float32) []string {
	var rows []string
	row := ""
	for _, w := range strings.Fields(text) {
		if row != "" && h.width(row+" "+w) > room {
			rows, row = append(rows, row), ""
		}
		row = strings.TrimSpace(row + " " + w)
	}
	return append(rows, row)
}

func (h *printedHead) transcript() *archive.Transcript {
	h.page.Width, h.page.Height, h.page.Source, h.page.Text = 595, 842, archive.FromText, h.text.String()
	return &archive.Transcript{Pages: []archive.Page{h.page}}
}

var headAddressees = []string{"Kepala BP3MI Jawa Tengah", "Direktur Pelindungan WNI Kementerian Luar Negeri", "Bupati Indramayu", "Kepala Dinas Tenaga Kerja dan Transmigrasi Kabupaten Lombok Timur", "Direktur Jenderal Imigrasi", "Kapolda Nusa Tenggara Barat", "Direktur Utama PT Sumber Cipta Tenaga", "Menteri Sosial Republik Indonesia", "Ketua Ombudsman Republik Indonesia", "Direktur RSUD dr. Slamet Garut"}

// head invents a head in one of many layouts.
func (v *inventor) head() *printedHead {
	h := &printedHead{y: 50, date: v.day(), subject: subjects[v.IntN(len(subjects))]}
	if v.IntN(2) == 0 {
		h.subject += pick(v, " a.n. Karsinah binti Warsito", " di Kuwait dan Persatuan Emirat Arab", " (Susulan) Tahap II", " Kabupaten Lombok Timur")
	}
	h.number = fmt.Sprintf(pick(v, "B.%d/UPT.06/PP.04/IX/2024", "500.15.9/%d/DISNAKERIN", "B/%d/XI/RES.1.15./2025/Bareskrim", "560/%d", "%05d/PK/07/2025/66", "R-%d/E/Eku.2/02/2026", "%03d/SCT-EXT/V/2025", "S-%d/PR/2025"), 100+v.IntN(9000))
	for n := 1 + v.IntN(5)/3*v.IntN(3); len(h.to) < n; {
		a := headAddressees[v.IntN(len(headAddressees))]
		if len(h.to) == 0 || h.to[len(h.to)-1] != a {
			h.to = append(h.to, a)
		}
	}
	for _, l := range pick(v, []string{"KEMENTERIAN LUAR NEGERI", "REPUBLIK INDONESIA"}, []string{"PEMERINTAH KABUPATEN LOMBOK TIMUR", "DINAS TENAGA KERJA DAN TRANSMIGRASI"}, []string{"KEPOLISIAN NEGARA REPUBLIK INDONESIA", "DAERAH JAWA BARAT"}, []string{"PT SUMBER CIPTA TENAGA"}) {
		h.centre(l)
	}
	h.centre("Jalan Kenanga Raya Nomor 17, Telepon (021) 5550123")
	h.y += 12
	layouts := []func(*inventor, *printedHead){(*inventor).besideAddress, (*inventor).dateAbove, (*inventor).numberRightOfDate, (*inventor).subjectAfterAddress, (*inventor).valueAroundLabel, (*inventor).dottedForm, (*inventor).noteForm, (*inventor).wrappedNumber, (*inventor).englishHead, (*inventor).hijriDate}
	layouts[v.IntN(len(layouts))](v, h)
	if v.IntN(4) == 0 {
		v.stampHead(h)
	}
	h.y += 24
	for _, l := range h.fill("Sehubungan dengan permasalahan pekerja migran yang telah kami laporkan pada kesempatan terdahulu, bersama ini kami mohon bantuan Saudara untuk menindaklanjuti sesuai dengan ketentuan yang berlaku.", 470) {
		h.put(60, h.y, l)
		h.y += headLine
	}
	h.y += 40
	h.put(340, h.y, "Kepala,")
	h.put(340, h.y+60, "Drs. Prabowo Sudarsono, M.Si.")
	h.put(340, h.y+74, "NIP 19700101 199503 1 001")
	h.put(60, 800, "Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat elektronik yang diterbitkan BSrE")
	return h
}

func (v *inventor) dated(h *printedHead) string {
	return pick(v, "Jakarta, ", "Selong, ", "Kuala Lumpur, ") + v.words(h.date)
}

// labels prints the labels with their values, which have so much room.
func (v *inventor) labels(h *printedHead, room float32, names ...string) {
	colon := float32(pick(v, 118, 126, 140, 164))
	for _, name := range names {
		value := map[string]string{"Nomor": h.number, "Sifat": pick(v, "Segera", "Biasa", "Penting"), "Lampiran": pick(v, "-", "1 (satu) berkas", "Rincian biaya"), "Hal": h.subject, "Klasifikasi": pick(v, "BIASA", "RAHASIA")}[name]
		h.put(60, h.y, pick(v, map[string][]string{"Nomor": {"Nomor", "No.", "NOMOR"}, "Sifat": {"Sifat"}, "Lampiran": {"Lampiran", "Lamp."}, "Hal": {"Hal", "Perihal"}, "Klasifikasi": {"Klasifikasi"}}[name]...))
		h.put(colon, h.y, ":")
		for _, l := range h.fill(value, room-colon-12) {
			h.put(colon+12, h.y, l)
			h.y += headLine
		}
	}
}

// addressRows writes the addressee as rows of a column.
func (v *inventor) addressRows(h *printedHead, room float32) []string {
	var rows []string
	kepada := v.IntN(3) > 0
	if kepada {
		rows = append(rows, "Kepada")
	}
	switch {
	case len(h.to) > 1:
		rows = append(rows, "Yth.")
		for i, a := range h.to {
			for j, l := range h.fill(a, room-16) {
				if j == 0 {
					l = fmt.Sprintf("%d. %s", i+1, l)
				}
				rows = append(rows, l)
			}
		}
	default:
		rows = append(rows, h.fill("Yth. "+h.to[0], room)...)
	}
	return append(rows, pick(v, "di –", "di -", "di"), pick(v, "TEMPAT", "MATARAM", "J A K A R T A", "Tempat"))
}

// besideAddress is the head of regional governments and the police: the address in a
// column at the right, up to which the values reach.
func (v *inventor) besideAddress(h *printedHead) {
	edge := float32(pick(v, 310, 322, 337, 350))
	gap := float32(pick(v, 5, 8, 12, 20))
	top := h.y
	h.layout = fmt.Sprintf("beside address at %g, %g apart", edge, gap)
	h.put(edge, top, v.dated(h))
	shift := float32(pick(v, 0, 0, 5, 7))
	y := top + 2*headLine + shift
	for i, l := range v.addressRows(h, 545-edge) {
		x := edge
		if strings.HasPrefix(l, "TEMPAT") || strings.HasPrefix(l, "MATARAM") || strings.HasPrefix(l, "J A K") {
			x += float32(pick(v, 0, 20, -8))
		}
		h.put(x, y, l)
		if y += headLine; i == 0 && v.IntN(3) == 0 {
			y += 4
		}
	}
	v.labels(h, edge-gap, "Nomor", pick(v, "Sifat", "Klasifikasi"), "Lampiran", "Hal")
	h.y = max(h.y, y)
}

func (v *inventor) addressBelow(h *printedHead) {
	h.y += headLine
	for _, l := range v.addressRows(h, 400) {
		h.put(60, h.y, l)
		h.y += headLine
	}
}

func (v *inventor) dateAbove(h *printedHead) {
	h.layout = "date above"
	h.put(float32(pick(v, 60, 400)), h.y, v.dated(h))
	h.y += 2 * headLine
	v.labels(h, float32(pick(v, 330, 430, 540)), "Nomor", "Sifat", "Lampiran", "Hal")
	v.addressBelow(h)
}

func (v *inventor) numberRightOfDate(h *printedHead) {
	h.layout = "number right of the date"
	h.put(60, h.y, v.dated(h))
	h.put(340, h.y, "Nomor : "+h.number)
	h.y += 2 * headLine
	v.labels(h, 520, "Hal")
	v.addressBelow(h)
}

func (v *inventor) subjectAfterAddress(h *printedHead) {
	h.layout = "subject after the address"
	h.put(60, h.y, pick(v, "Nomor : ", "No. : ", "Ref. No.: ", "No. Ref: ")+h.number)
	h.y += headLine
	h.put(60, h.y, v.dated(h))
	h.y += headLine
	v.addressBelow(h)
	h.y += headLine
	v.labels(h, 520, "Hal")
}

func (v *inventor) valueAroundLabel(h *printedHead) {
	h.layout = "label centred beside its value"
	h.subject = "Permohonan Fasilitasi Pemulangan Jenazah Pekerja Migran Indonesia asal Kabupaten Lombok Timur"
	h.put(400, h.y, v.dated(h))
	v.labels(h, 380, "Nomor", "Sifat", "Lampiran")
	rows := h.fill(h.subject, 250)[:2]
	h.subject = strings.Join(rows, " ")
	h.put(130, h.y, rows[0])
	h.put(60, h.y+headLine/2, "Hal")
	h.put(118, h.y+headLine/2, ":")
	h.put(130, h.y+headLine, rows[1])
	h.y += 2 * headLine
	v.addressBelow(h)
}

func (v *inventor) dottedForm(h *printedHead) {
	h.layout = "dotted leaders"
	h.put(400, h.y, v.dated(h))
	h.y += headLine
	dots := pick(v, " ........ : ", " ............: ", " … : ")
	h.put(60, h.y, "Nomor"+dots+h.number)
	h.put(60, h.y+headLine, "Lampiran"+dots+"1 berkas")
	h.put(60, h.y+2*headLine, "Perihal"+dots+h.subject)
	h.y += 3 * headLine
	v.addressBelow(h)
}

func (v *inventor) noteForm(h *printedHead) {
	h.layout = "note with from and to"
	h.centre("NOTA DINAS")
	if v.IntN(2) == 0 {
		h.centre("NOMOR: " + h.number)
	} else {
		h.put(60, h.y, "Nomor : "+h.number)
		h.y += headLine
	}
	h.to = h.to[:1]
	for _, p := range [][2]string{{pick(v, "Kepada", "Yth."), h.to[0]}, {"Dari", "Kepala Biro Hukum"}, {pick(v, "Hal", "Perihal"), h.subject}, {"Tanggal", v.words(h.date)}} {
		h.put(60, h.y, p[0])
		h.put(118, h.y, ":")
		for _, l := range h.fill(p[1], 400) {
			h.put(130, h.y, l)
			h.y += headLine
		}
	}
}

func (v *inventor) wrappedNumber(h *printedHead) {
	h.layout = "number over two lines"
	h.number = fmt.Sprintf("B-%d/D.IV/PH/PPA.02.01/", 100+v.IntN(900))
	h.put(60, h.y, "Nomor")
	h.put(118, h.y, ":")
	h.put(130, h.y, h.number)
	h.put(400, h.y, v.dated(h))
	tail := fmt.Sprintf("%s/%s", month2(h.date), year4(h.date))
	h.put(130, h.y+headLine, tail)
	h.number += tail
	h.y += 2 * headLine
	v.labels(h, 360, "Sifat", "Hal")
	v.addressBelow(h)
}

func (v *inventor) englishHead(h *printedHead) {
	h.layout = "English"
	h.to = []string{pick(v, "Directorate for the Protection of Indonesian Citizens Ministry of Foreign Affairs", "Indonesian Economic and Trade Office to Taipei")}
	h.subject = pick(v, "Request for Information on a Missing Worker", "Whereabouts of Indonesian Worker Ms. Karsinah", "Invitation to the Technical Consultation")
	h.put(60, h.y, pick(v, "Ref. No.: ", "Our Ref: ", "Reference: ", "Ref: ")+h.number)
	t := h.date.Time()
	date := pick(v, t.Format("January 2, 2006"), t.Format("2 January 2006"))
	if v.IntN(2) == 0 {
		h.put(400, h.y, "Jakarta, "+t.Format("2 January 2006"))
	} else {
		h.y += headLine
		h.put(60, h.y, date)
	}
	h.y += 2 * headLine
	first := pick(v, "To:", "", "H.E. Mr. Arifin Sulistyo", "Mr. Arifin Sulistyo")
	if first != "" {
		h.put(60, h.y, first)
		h.y += headLine
	}
	for _, l := range h.fill(h.to[0], 250) {
		h.put(60, h.y, l)
		h.y += headLine
	}
	h.y += headLine
	h.put(60, h.y, pick(v, "Subject: ", "Re: ", "Subject : ")+h.subject)
	h.y += 2 * headLine
	h.put(60, h.y, pick(v, "Dear Sir,", "Excellency,", "Dear Sir/Madam,"))
}

func (v *inventor) hijriDate(h *printedHead) {
	h.layout = "two calendars"
	x := float32(pick(v, 370, 390))
	hijri := pick(v, "7 Dzulqa'dah 1446 H", "12 Syawal 1446 H", "3 Rabiul Awal 1447 H")
	if v.IntN(2) == 0 {
		h.put(x, h.y, v.dated(h)+" M")
		h.put(x, h.y+headLine, hijri)
	} else {
		h.put(x, h.y, pick(v, "Jakarta, ", "Mataram, ")+hijri)
		h.put(x, h.y+headLine, v.words(h.date)+" M")
	}
	v.labels(h, x-20, "Nomor", "Lampiran", "Hal")
	h.y += headLine
	v.addressBelow(h)
}

// stampHead prints the box that the receiving office stamps.
func (v *inventor) stampHead(h *printedHead) {
	h.layout += ", stamped"
	h.received, h.agenda = h.date.AddDays(1+v.IntN(9)), fmt.Sprint(100+v.IntN(3000))
	x := float32(pick(v, 60, 380))
	at := float32(8)
	for _, l := range []string{pick(v, "DITERIMA", "SUB BAGIAN TATA USAHA", "SURAT MASUK"), pick(v, "Tgl. Terima : ", "Diterima Tgl : ", "Diterima tanggal ", "Tanggal diterima: ") + pick(v, v.words(h.received), h.received.Time().Format("02-01-2006"), h.received.Time().Format("02/01/2006")), pick(v, "No. Agenda : ", "Nomor Agenda: ", "Agenda No. ") + h.agenda} {
		h.put(x, at, l)
		at += 12
	}
}

// headBars are the least shares of invented heads that must be read right.
var headBars = map[string]float64{"number": 0.998, "date": 0.998, "subject": 0.99, "to": 0.99, "received": 0.998, "agenda": 0.998}

func TestWhatIsPutIntoAHeadComesOutOfAnyLayout(t *testing.T) {
	k := knowledge(t)
	c := &tally{right: map[string]int{}, all: map[string]int{}}
	sure, wrong := map[string]int{}, map[string]int{}
	for seed := uint64(1); seed <= 1000; seed++ {
		v := &inventor{rand.New(rand.NewPCG(seed, 17)), k.Calendar}
		h := v.head()
		p := Propose(h.transcript(), k)
		for field, ok := range map[string]bool{"number": archive.Skeleton(p.Number) == archive.Skeleton(h.number), "date": p.Date == h.date, "subject": strings.EqualFold(p.Subject, h.subject), "to.0": len(p.To) > 0 && sameParties(k, h.to[:1], p.To[:1])} {
			if p.Evidence[field].Confidence >= archive.HighConfidence {
				sure[field]++
				if !ok {
					wrong[field]++
				}
			}
		}
		where := fmt.Sprintf("seed %d, %s", seed, h.layout)
		c.count("number", archive.Skeleton(p.Number) == archive.Skeleton(h.number), "%s: %q, read %q", where, h.number, p.Number)
		c.count("date", p.Date == h.date, "%s: %s, read %s", where, h.date, p.Date)
		c.count("subject", strings.EqualFold(p.Subject, h.subject), "%s: %q, read %q", where, h.subject, p.Subject)
		c.count("to", sameParties(k, h.to, p.To), "%s: %q, read %+v", where, h.to, p.To)
		c.count("received", p.Received == h.received, "%s: %q, read %q", where, h.received, p.Received)
		c.count("agenda", p.AgendaStamp == h.agenda, "%s: %q, read %q", where, h.agenda, p.AgendaStamp)
	}
	c.report(t, headBars)
	for field, n := range sure {
		t.Logf("%-8s sure %d, wrong %d", field, n, wrong[field])
		if wrong[field]*200 > n {
			t.Errorf("%s: %d of %d sure values are wrong", field, wrong[field], n)
		}
	}
}

// sameParties reports whether the addressees read are those printed, or mean the same.
func sameParties(k Knowledge, printed []string, read []Party) bool {
	if len(printed) != len(read) {
		return false
	}
	for i, name := range printed {
		if strings.EqualFold(name, read[i].Printed) {
			continue
		}
		if m := k.Directory.Match(name); m.Agency == nil || m.Agency.ID != read[i].ID {
			return false
		}
	}
	return true
}

// TestRulesOfATableBesideAnAddressDoNoHarm reads heads printed as tables, whose lines a
// scan takes for signs, in any crookedness.
func TestRulesOfATableBesideAnAddressDoNoHarm(t *testing.T) {
	k := knowledge(t)
	for _, text := range []string{"Nomor : 12 | Yth. Kepala", "| | Yth. X", "Nomor : 1/2/2025\nHal | Yth. Kepala BP3MI | di", "Nomor : 1\n|Kepada\n| Yth. A", "Nomor | : | 12/A/V/2025 | Jakarta, 5 Mei 2025\nHal | : | X | Kepada\n | | | Yth. B"} {
		for jitter := range uint16(40) {
			Propose(placed(text, jitter), k)
		}
	}
	if p := Propose(placed("Nomor | : | 12/A/V/2025\nHal | : | Permohonan Data", 0), k); p.Number != "12/A/V/2025" || p.Subject != "Permohonan Data" {
		t.Errorf("number %q, subject %q", p.Number, p.Subject)
	}
}
