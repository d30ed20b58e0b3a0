package reading

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"lintas/archive"
)

// limit is a time limit as written and what it means in a letter of a given day.
type limit struct {
	text string
	kind archive.RuleKind
	due  archive.Date
	time string
	flag string // "conflict", "words", "recurring"
}

// counts writes a number of days the ways letters do.
func (v *inventor) counts(n int) string {
	return pick(v, fmt.Sprintf("%d (%s)", n, numberNames[n]), fmt.Sprint(n), numberNames[n], fmt.Sprintf("%d(%s)", n, numberNames[n]))
}

// limitByDay writes a time limit that names its day.
func (v *inventor) limitByDay(letter archive.Date) limit {
	day := letter.AddDays(2 + v.IntN(60))
	t := day.Time()
	printed := pick(v, v.words(day), v.words(day), fmt.Sprintf("%02d-%02d-%d", t.Day(), t.Month(), t.Year()), fmt.Sprintf("%d/%d/%d", t.Day(), t.Month(), t.Year()), fmt.Sprintf("%02d.%02d.%d", t.Day(), t.Month(), t.Year()))
	l := limit{kind: archive.ByDate, due: day}
	switch v.IntN(5) {
	case 0:
		l.text = pick(v, "sebelum tanggal ", "sebelum ", "sebelum tgl. ", "sebelum sidang tanggal ", "sebelum pelaksanaan kegiatan pada tanggal ", "sebelum keberangkatan, yaitu tanggal ") + printed
		l.due = day.AddDays(-1)
		return l
	case 1:
		weekday := (int(day.Weekday()) + pick(v, 0, 0, 0, 3)) % 7
		if weekday != int(day.Weekday()) {
			l.flag = "conflict"
		}
		l.text = pick(v, "paling lambat hari ", "selambat-lambatnya pada hari ", "paling lambat ") + dayNames[weekday] + pick(v, ", ", " tanggal ", ", tanggal ") + v.words(day)
	default:
		l.text = pick(v, "paling lambat ", "paling lambat tanggal ", "selambat-lambatnya tanggal ", "selambat lambatnya tanggal ", "selambatnya tgl ", "paling telat tanggal ", "tidak lebih dari tanggal ", "tidak melewati tanggal ", "maksimal tanggal ", "hingga tanggal ", "sampai dengan tanggal ", "dengan batas waktu tanggal ", "paling akhir tanggal ", "dalam waktu paling lambat tanggal ", "tidak lebih lambat dari tanggal ") + printed
	}
	if v.IntN(4) == 0 {
		l.time = fmt.Sprintf("%02d:%02d", 9+v.IntN(8), pick(v, 0, 30))
		l.text += pick(v, " pukul ", ", pukul ", " jam ") + strings.Replace(l.time, ":", ".", 1) + pick(v, " WIB", " WITA", "")
	}
	return l
}

// limitBySpan writes a time limit that counts from the letter or its receipt.
func (v *inventor) limitBySpan(letter archive.Date) limit {
	n := pick(v, 1, 2, 3, 5, 7, 10, 14, 15, 20, 21, 30)
	from := pick(v, "", "", " sejak surat ini diterima", " setelah diterimanya surat ini", " sejak tanggal surat ini", " terhitung sejak tanggal diterimanya surat ini", " setelah surat ini Saudara terima", " terhitung mulai tanggal surat ini")
	lead := pick(v, "dalam waktu ", "dalam jangka waktu ", "dalam tempo ", "dalam kurun waktu ", "paling lambat ", "paling lama ", "selambat-lambatnya ", "selambat-lambatnya dalam waktu ", "dalam waktu paling lama ", "dalam ", "maksimal ", "tidak lebih dari ", "tidak melebihi ")
	switch v.IntN(5) {
	case 0, 1:
		return limit{lead + v.counts(n) + pick(v, " hari kerja", " hari kerja", " hr kerja") + from, archive.WorkingDays, v.cal.AddWorkingDays(letter, n), "", ""}
	case 2:
		return limit{lead + v.counts(n) + pick(v, " hari", " hari kalender", " hari takwim", " Hari") + from, archive.CalendarDay, letter.AddDays(n), "", ""}
	case 3:
		days := pick(v, 1, 2, 3, 7)
		hours := pick(v, fmt.Sprintf("%d x 24 jam", days), fmt.Sprintf("%dx24 jam", days), fmt.Sprintf("%d×24 jam", days), fmt.Sprintf("%d x 24 (%s kali dua puluh empat) jam", days, numberNames[days]), fmt.Sprintf("%d X 24 Jam", days))
		return limit{lead + hours + from, archive.Hours, letter.AddDays(days), "", ""}
	}
	m := pick(v, 2, 3, 5, 7, 10)
	wrong := m + 1
	for numberNames[wrong] == "" {
		wrong++
	}
	return limit{lead + fmt.Sprintf("%d (%s) hari", m, numberNames[wrong]) + from, archive.CalendarDay, letter.AddDays(wrong), "", "words"}
}

// limitByPeriod writes the end of a month, quarter or half, and what comes again.
func (v *inventor) limitByPeriod(letter archive.Date) limit {
	year, month := letter.Year(), int(letter.Time().Month())
	later := letter.AddDays(20 + v.IntN(60))
	end := endOfMonth(later.Year(), later.Time().Month())
	name := strings.Fields(v.words(end))[1]
	quarter := (month-1)/3 + 1
	switch v.IntN(6) {
	case 0:
		return limit{pick(v, "paling lambat akhir bulan ", "paling lambat akhir ", "selambat-lambatnya pada akhir bulan ") + fmt.Sprint(name, " ", end.Year()), archive.MonthEnd, end, "", ""}
	case 1:
		return limit{pick(v, "paling lambat akhir bulan ini", "paling lambat akhir bulan berjalan"), archive.MonthEnd, endOfMonth(year, letter.Time().Month()), "", ""}
	case 2:
		return limit{pick(v, "paling lambat ", "paling lambat akhir ") + pick(v, "triwulan ", "Triwulan ", "kuartal ") + pick(v, romans[quarter], []string{"", "pertama", "kedua", "ketiga", "keempat"}[quarter]) + pick(v, " tahun ", " ", " Tahun Anggaran ") + fmt.Sprint(year), archive.ByDate, endOfMonth(year, time.Month(quarter*3)), "", ""}
	case 3:
		half := (month-1)/6 + 1
		return limit{"paling lambat akhir semester " + romans[half] + " tahun " + fmt.Sprint(year), archive.ByDate, endOfMonth(year, time.Month(half*6)), "", ""}
	case 4:
		n := 1 + v.IntN(28)
		due := clampDay(year, letter.Time().Month(), n)
		if due < letter {
			due = clampDay(year, letter.Time().Month()+1, n)
		}
		return limit{fmt.Sprintf(pick(v, "setiap tanggal %d", "tiap tanggal %d", "paling lambat tanggal %d setiap bulan", "setiap bulan paling lambat tanggal %d", "selambat-lambatnya tanggal %d setiap bulannya"), n), archive.ByDate, due, "", "recurring"}
	}
	n := 1 + v.IntN(20)
	return limit{fmt.Sprintf("setiap bulan paling lambat tanggal %d bulan berikutnya", n), archive.ByDate, clampDay(year, letter.Time().Month()+1, n), "", "recurring"}
}

// asked puts a time limit into a sentence that asks the addressee for something.
func (v *inventor) asked(l limit) string {
	if v.IntN(6) == 0 && l.flag != "recurring" && !strings.HasPrefix(l.text, "tidak") && !strings.HasPrefix(l.text, "hingga") && !strings.HasPrefix(l.text, "sampai") {
		return strings.ToUpper(l.text[:1]) + l.text[1:] + ", Saudara diminta menyampaikan laporan tertulis kepada kami."
	}
	return pick(v, "Mohon jawaban Saudara dapat kami terima %s.", "Laporan dimaksud agar disampaikan kepada kami %s.", "Kami mengharapkan laporan Saudara %s.", "Saudara diminta menyampaikan laporan tertulis %s.", "Untuk itu, laporan dimaksud mohon disampaikan %s.", "Sehubungan dengan hal tersebut, mohon kiranya laporan dapat dikirimkan melalui surel data@contoh.go.id %s.", "Mohon bantuan Saudara untuk menyampaikan laporan perkembangan %s.", "Kami menunggu laporan Saudara %s.")
}

func TestEveryWayToSetATimeLimitIsRead(t *testing.T) {
	k := knowledge(t)
	wrong := 0
	const letters = 3000
	for seed := range uint64(letters) {
		v := &inventor{rand.New(rand.NewPCG(seed, 17)), k.Calendar}
		letter := archive.Date("2024-06-03")
		l := pick(v, v.limitByDay, v.limitBySpan, v.limitByPeriod)(letter)
		sentence := v.asked(l)
		if strings.Contains(sentence, "%s") {
			sentence = fmt.Sprintf(sentence, l.text)
		}
		p := Propose(letterWith(sentence), k)
		if got := describe(p.Deadlines); got != strings.TrimRight(fmt.Sprintf("%s %s %s %s", l.kind, l.due, l.time, l.flag), " ") {
			if wrong++; wrong < 12 {
				t.Logf("%s\n  want %s %s %s %s\n  got  %s", sentence, l.kind, l.due, l.time, l.flag, got)
			}
		}
	}
	if wrong*200 > letters {
		t.Errorf("%d of %d time limits are read wrong, want at most one in 200", wrong, letters)
	}
}

func describe(list []Due) string {
	var all []string
	for _, d := range list {
		flag := ""
		switch {
		case d.WeekdayConflict:
			flag = "conflict"
		case d.WordsConflict:
			flag = "words"
		case d.Recurring:
			flag = "recurring"
		}
		all = append(all, strings.TrimRight(fmt.Sprintf("%s %s %s %s", d.Kind, d.Due, d.DueTime, flag), " "))
	}
	return strings.Join(all, "; ")
}

// TestWhatOnlyLooksLikeATimeLimitIsLeft puts the same words into sentences about
// contracts, visas, meetings, laws and the past.
func TestWhatOnlyLooksLikeATimeLimitIsLeft(t *testing.T) {
	k := knowledge(t)
	wrong, all := 0, 0
	for seed := range uint64(1500) {
		v := &inventor{rand.New(rand.NewPCG(seed, 19)), k.Calendar}
		later, past := v.words(archive.Date("2024-06-03").AddDays(1+v.IntN(300))), v.words(archive.Date("2024-06-03").AddDays(-2-v.IntN(300)))
		n := v.counts(pick(v, 3, 7, 14, 30))
		sentence := pick(v,
			"Paspor yang bersangkutan berlaku sampai dengan tanggal "+later+".",
			"Perjanjian kerja berlaku selama 24 (dua puluh empat) bulan hingga "+later+".",
			"Izin tinggal PMI dimaksud berakhir pada tanggal "+later+".",
			"Kegiatan akan dilaksanakan pada tanggal "+later+" pukul 09.00 WIB sampai dengan selesai.",
			"PMI dimaksud dirawat selama "+n+" hari di rumah sakit.",
			"Proses penerbitan SPLP memerlukan waktu "+n+" hari kerja.",
			"Peristiwa tersebut terjadi sebelum tanggal "+past+".",
			"Saudara sebelumnya telah diminta menyampaikan klarifikasi paling lambat tanggal "+past+".",
			"Berdasarkan Pasal 30 Peraturan BP2MI Nomor 6 Tahun 2024, pengaduan diselesaikan paling lambat "+n+" hari kerja.",
			"Sesuai ketentuan Pasal 18 ayat (3), komitmen dipenuhi paling lama "+n+" hari.",
			"Pasal 7 berbunyi: \"Laporan disampaikan paling lama "+n+" hari.\"",
			"Iuran dibayarkan oleh pemberi kerja paling lambat tanggal 15 setiap bulan.",
			"Gaji dibayar setiap tanggal "+fmt.Sprint(1+v.IntN(28))+" oleh majikan.",
			"Dalam waktu "+n+" hari terakhir telah diterima 20 pengaduan.",
			"Jenazah disemayamkan paling lama "+n+" hari.",
			"Yang bersangkutan akan dideportasi dalam waktu dekat.",
			"Perkembangan selanjutnya akan kami sampaikan pada kesempatan pertama.",
			"Pesawat dijadwalkan tiba pada tanggal "+later+" pukul 16.30 WIB.",
			"Mohon kehadiran Saudara pada hari dan tanggal tersebut, yakni "+later+".",
			"Penempatan ke negara tersebut dihentikan sampai dengan tanggal "+later+".",
			"Layanan pengaduan dibuka setiap hari kerja pukul 08.00 sampai dengan 16.00 WIB.",
			"Santunan dibayarkan paling lambat "+n+" hari kerja sejak berkas dinyatakan lengkap.",
			"Kami telah menyampaikan permintaan klarifikasi dengan batas waktu "+past+".")
		all++
		if p := Propose(letterWith(sentence), k); len(p.Deadlines) > 0 {
			if wrong++; wrong < 12 {
				t.Logf("%s\n  got %s", sentence, describe(p.Deadlines))
			}
		}
	}
	if wrong*200 > all {
		t.Errorf("%d of %d sentences that set no time limit are taken for one, want at most one in 200", wrong, all)
	}
}

// TestNoHeapOfPhrasesMakesTheReaderPanic strings the words of time limits and citations
// together without sense.
func TestNoHeapOfPhrasesMakesTheReaderPanic(t *testing.T) {
	k := knowledge(t)
	words := strings.Fields("paling lambat selambat - lambatnya dalam waktu tempo 3 ( tiga ) hari kerja x 24 jam sebelum setelah sejak surat ini diterima tanggal 5 Mei 2024 Jumat , . ; : pukul 16.00 WIB setiap bulan triwulan III semester tahun akhir minggu kedua besok sehari by close of business on or before the end month within ten Nomor B.1/KA/PP.01/I/2024 dan masing-masing Saudara kami brafaks KBRI Riyadh B-00091/CAPE TOWN/230714 rapat Meeting yang dilaksanakan menindaklanjuti apabila tidak mohon akan Ministry's latter's Note No. Ref “ ” H s.d. sampai antara hingga Dasar Rujukan 31 Februari 0 99 ke disampaikan terima juga")
	for seed := range uint64(1500) {
		v := &inventor{rand.New(rand.NewPCG(seed, 23)), k.Calendar}
		var b strings.Builder
		for range 5 + v.IntN(60) {
			b.WriteString(pick(v, words...) + pick(v, " ", " ", "", "\n", "\t"))
		}
		for _, tr := range []*archive.Transcript{letterWith(b.String()), textPage(b.String())} {
			p := Propose(tr, k)
			for _, d := range p.Deadlines {
				if d.Due != "" && !d.Due.Valid() || d.BaseDate != "" && !d.BaseDate.Valid() {
					t.Errorf("%q: due %s from %s", b.String(), d.Due, d.BaseDate)
				}
			}
		}
	}
}
