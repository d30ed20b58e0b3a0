package reading

import (
	"fmt"
	"strings"

	"lintas/archive"
)

const pageColumns = 96

// wrap breaks text into rows of a width.
func wrap(text string, width int) []string {
	var rows []string
	line := ""
	for _, w := range strings.Fields(text) {
		if line != "" && len(line)+1+len(w) > width {
			rows = append(rows, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += w
	}
	return append(rows, line)
}

func centred(text string) row { return row{{max(0, (pageColumns-len(text))/2), text}} }

func (w *invented) add(rows ...row) { w.rows = append(w.rows, rows...) }
func (w *invented) blank()          { w.rows = append(w.rows, nil) }

func (w *invented) para(text string, indent int) {
	for i, l := range wrap(text, pageColumns-8) {
		col := 0
		if i == 0 {
			col = indent
		}
		w.add(row{{col, l}})
	}
}

// letter invents a whole letter.
func (v *inventor) letter() invented {
	from, to := offices[v.IntN(len(offices))], offices[v.IntN(len(offices))]
	for to.cited == from.cited {
		to = offices[v.IntN(len(offices))]
	}
	w := invented{form: archive.SuratDinas, date: v.day(), from: from.id}
	w.number = from.number(v, w.date, 10+v.IntN(9000))
	w.subject = subjects[v.IntN(len(subjects))]
	named := ""
	if v.IntN(3) == 0 {
		named = inventedNames[v.IntN(len(inventedNames))]
		w.subject += " a.n. " + named
		w.workers = append(w.workers, named)
	}
	kind := v.IntN(10)
	if kind == 7 && from.post == "" {
		kind = 0
	}
	w.features = append(w.features, fmt.Sprintf("layout %d", kind))
	switch kind {
	case 5:
		v.notaDinas(&w, from, to)
	case 6:
		v.circular(&w, from)
		return w
	case 7:
		v.brafaks(&w, from, to)
	case 8:
		v.invitation(&w, from, to)
		return w
	default:
		v.dinas(&w, from, to, kind)
	}
	cite, refs := v.citation(to, from, w.date)
	w.refs = refs
	people, names := v.workers()
	if named != "" {
		people, names = "Permasalahan dimaksud telah kami laporkan kepada pimpinan.", nil
	}
	w.workers = append(w.workers, names...)
	indent := pick(v, 0, 6)
	if kind == 7 {
		indent = 0
		w.para("1. "+cite, 0)
		w.para("2. "+people, 0)
	} else {
		w.para(cite, indent)
		w.blank()
		w.para(people, indent)
	}
	if v.IntN(2) == 0 {
		ask, due := v.deadline(w.date)
		w.dues = append(w.dues, due)
		w.blank()
		if kind == 7 {
			ask = "3. " + ask
		}
		w.para(ask, indent)
	} else if v.IntN(2) == 0 {
		w.blank()
		w.para(pick(v, "Visa yang bersangkutan masih berlaku sampai dengan tanggal "+v.words(w.date.AddDays(90))+".", "Kejadian tersebut berlangsung pada tanggal "+v.words(w.date.AddDays(-30))+".", "Sesuai Pasal 30 Peraturan BP2MI Nomor 6 Tahun 2024, pengaduan diselesaikan paling lama 30 (tiga puluh) hari.", "Gaji dibayarkan paling lambat tanggal 10 setiap bulan menurut kontrak kerja.", "Perkembangan selanjutnya akan kami sampaikan pada kesempatan pertama."), indent)
	}
	w.blank()
	w.para(pick(v, "Demikian disampaikan, atas perhatian dan kerja sama Saudara diucapkan terima kasih.", "Demikian kami sampaikan. Atas perhatiannya kami ucapkan terima kasih.", "Atas perhatian dan kerjasamanya, kami sampaikan terima kasih."), indent)
	w.blank()
	v.signature(&w, from)
	if v.IntN(2) == 0 {
		v.copies(&w)
	}
	return w
}

func (v *inventor) letterhead(w *invented, from office) {
	for _, h := range from.head {
		w.add(centred(h))
	}
	w.add(centred(pick(v, "Jalan Kenanga Raya Nomor 17, Telepon (021) 5550123", "Jl. Melati No. 5 Telp. 021-5550155 Fax. 021-5550156", "Gedung Cakra Lantai 4, Jalan Anggrek 21 "+from.place+" 12190")))
	w.blank()
}

// block writes labels and values.
func (v *inventor) block(w *invented, right map[int]string, pairs ...[2]string) {
	spread := pick(v, 12, 10, 14)
	tight := v.IntN(3) == 0
	n := 0
	for _, p := range pairs {
		lines := wrap(p[1], 44)
		for i, l := range lines {
			var r row
			switch {
			case i > 0:
				r = row{{spread + 2, l}}
			case tight:
				r = row{{0, p[0] + " : " + l}}
				spread = len(p[0]) + 1
			default:
				r = row{{0, p[0]}, {spread, ": " + l}}
			}
			if text, ok := right[n]; ok {
				r = append(r, at{64, text})
			}
			w.add(r)
			n++
		}
	}
	for ; n < 12; n++ {
		if text, ok := right[n]; ok {
			w.add(row{{64, text}})
		}
	}
}

func (v *inventor) labelled() (number, nature, attach, subject string) {
	return pick(v, "Nomor", "No.", "Nomor", "NOMOR", "No"), pick(v, "Sifat", "Derajat", "Sifat"), pick(v, "Lampiran", "Lamp.", "Lampiran"), pick(v, "Hal", "Perihal", "Perihal", "H a l")
}

// dinas writes the head of an ordinary letter in one of its layouts.
func (v *inventor) dinas(w *invented, from, to office, kind int) {
	number, nature, attach, subject := v.labelled()
	if subject == "H a l" {
		subject = "Hal"
	}
	date := from.place + ", " + v.words(w.date)
	v.letterhead(w, from)
	pairs := [][2]string{{number, w.number}, {nature, pick(v, "Segera", "Biasa", "Penting", "Sangat Segera", "Rahasia")}, {attach, pick(v, "-", "1 (satu) berkas", "Satu berkas", "2 lembar")}, {subject, w.subject}}
	if v.IntN(4) == 0 {
		pairs = append(pairs[:1], pairs[2:]...)
	}
	switch kind % 4 {
	case 0:
		v.block(w, map[int]string{0: date}, pairs...)
	case 1:
		w.add(row{{60, date}})
		w.blank()
		v.block(w, nil, pairs...)
	case 2: // the addressee in a column at the right
		right := map[int]string{0: date, 1: "Kepada"}
		n := 2
		for i, l := range strings.Split(to.title, "\n") {
			for j, part := range wrap(l, 30) {
				if i == 0 && j == 0 {
					part = "Yth. " + part
				}
				right[n] = part
				n++
			}
		}
		right[n], right[n+1] = "di -", pick(v, "TEMPAT", "Jakarta")
		v.block(w, right, pairs...)
		w.blank()
		return
	default:
		v.block(w, nil, pairs...)
		w.blank()
		w.add(row{{0, date}})
	}
	w.blank()
	v.addressee(w, to)
	if v.IntN(2) == 0 {
		w.add(row{{0, "Dengan hormat,"}})
		w.blank()
	}
}

func (v *inventor) addressee(w *invented, to office) {
	lines := strings.Split(to.title, "\n")
	switch v.IntN(4) {
	case 0:
		w.add(row{{0, "Kepada Yth."}})
		for _, l := range lines {
			w.add(row{{0, l}})
		}
	case 1:
		w.add(row{{0, "Yth. " + lines[0]}})
		for _, l := range lines[1:] {
			w.add(row{{0, l}})
		}
	case 2:
		w.add(row{{0, "Kepada Yang Terhormat"}}, row{{0, "Bapak " + lines[0]}})
		for _, l := range lines[1:] {
			w.add(row{{0, l}})
		}
	default:
		w.add(row{{0, "Yth."}}, row{{0, "1. " + strings.Join(lines, ", ") + ";"}}, row{{0, "2. Kepala BP3MI Jawa Tengah."}})
	}
	w.add(pick(v, row{{0, "di Tempat"}}, row{{0, "di -"}}, row{{0, "di tempat"}}, row{{0, "di Jakarta"}}))
	if w.rows[len(w.rows)-1][0].text == "di -" {
		w.add(row{{3, "Tempat"}})
	}
	w.blank()
}

func (v *inventor) signature(w *invented, from office) {
	col := 56
	if from.id == "" && strings.HasPrefix(from.head[0], "PT") {
		w.add(row{{0, "Hormat kami,"}}, row{{0, "PT Sumber Cipta Tenaga"}})
		w.blank()
		w.add(row{{0, "Suryo Hadinoto"}}, row{{0, "Direktur"}})
		return
	}
	w.add(row{{col, pick(v, "Kepala,", "Direktur,", "a.n. Kepala", "Sekretaris,")}})
	w.blank()
	w.blank()
	w.add(row{{col, pick(v, "Drs. Prabowo Sudarsono, M.Si.", "Widya Larasati Kusuma", "Dr. H. Mulyadi Rahman")}})
	if v.IntN(2) == 0 {
		w.add(row{{col, "NIP 19700101 199503 1 001"}})
	}
}

func (v *inventor) copies(w *invented) {
	w.blank()
	w.add(row{{0, pick(v, "Tembusan:", "Tembusan Yth.:", "Tembusan disampaikan kepada Yth.:")}}, row{{0, "1. Menteri Luar Negeri;"}}, row{{0, "2. Kepala BP3MI Jawa Tengah."}})
	if v.IntN(2) == 0 {
		w.blank()
		w.add(row{{0, "Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat elektronik"}}, row{{0, "yang diterbitkan oleh Balai Besar Sertifikasi Elektronik (BSrE) BSSN"}})
	}
}

func (v *inventor) notaDinas(w *invented, from, to office) {
	w.form = archive.NotaDinas
	v.letterhead(w, from)
	w.add(centred(pick(v, "NOTA DINAS", "MEMORANDUM", "N O T A  D I N A S")))
	pairs := [][2]string{{"Kepada", "Yth. Sekretaris Utama"}, {"Dari", "Kepala Biro Hukum"}, {"Tanggal", v.words(w.date)}, {"Sifat", "Biasa"}, {"Lampiran", "-"}, {pick(v, "Hal", "Perihal"), w.subject}}
	if v.IntN(2) == 0 {
		w.add(centred(pick(v, "Nomor : ", "NOMOR: ", "Nomor ") + w.number))
		w.blank()
	} else {
		w.blank()
		pairs = append([][2]string{{"Nomor", w.number}}, pairs...)
	}
	v.block(w, nil, pairs...)
	w.blank()
}

func (v *inventor) brafaks(w *invented, from, to office) {
	w.form = archive.Brafaks
	w.number = fmt.Sprintf("%s-%05d/%s/%s", pick(v, "B", "R", "T", "SR"), v.IntN(99999), from.post, strings.ReplaceAll(string(w.date)[2:], "-", ""))
	w.add(centred(pick(v, "BERITA FAKSIMILE", "BRAFAKS", "BERITA BIASA", "BERITA FAKSIMILE (BRAFAKS)")))
	w.blank()
	name := strings.ReplaceAll(strings.Join(from.head, " "), "KEDUTAAN BESAR REPUBLIK INDONESIA", "KBRI")
	name = strings.ReplaceAll(name, "KONSULAT JENDERAL REPUBLIK INDONESIA DI", "KJRI")
	pairs := [][2]string{{pick(v, "NOMOR", "NO.", "Nomor"), w.number}, {"DARI", name}, {"KEPADA", strings.ReplaceAll(to.title, "\n", ", ")}, {"KLASIFIKASI", pick(v, "Biasa", "Rahasia", "Terbatas")}, {"DERAJAT", pick(v, "Segera", "Biasa")}, {"PERIHAL", w.subject}}
	if v.IntN(2) == 0 {
		pairs = append(pairs[:3], append([][2]string{{"TANGGAL", v.words(w.date)}}, pairs[3:]...)...)
	}
	v.block(w, nil, pairs...)
	w.blank()
}

func (v *inventor) circular(w *invented, from office) {
	w.form = archive.SuratEdaran
	w.number = fmt.Sprintf("%d TAHUN %s", 1+v.IntN(30), year4(w.date))
	if v.IntN(2) == 0 {
		w.number = fmt.Sprintf("SE-%d/%s/%s/%s", 1+v.IntN(30), pick(v, "KA", "DJ"), roman(w.date), year4(w.date))
	}
	w.subject = pick(v, "PENCEGAHAN PENEMPATAN PEKERJA MIGRAN SECARA NONPROSEDURAL", "TATA CARA PENYAMPAIAN LAPORAN BULANAN PENEMPATAN DAN PELINDUNGAN", "KEWAJIBAN PELAPORAN KEPULANGAN PEKERJA MIGRAN INDONESIA")
	w.workers = nil
	v.letterhead(w, from)
	yth := []row{{{0, "Yth."}}, {{0, "1. Para Kepala Dinas Tenaga Kerja Provinsi;"}}, {{0, "2. Para Kepala BP3MI."}}, nil}
	if v.IntN(2) == 0 {
		w.add(yth...)
	}
	w.add(centred("SURAT EDARAN"), centred(pick(v, "NOMOR ", "NOMOR : ", "Nomor: ")+w.number), centred("TENTANG"))
	for _, l := range wrap(w.subject, 50) {
		w.add(centred(l))
	}
	w.blank()
	w.para("1. Latar Belakang", 0)
	w.para("Masih ditemukan penempatan yang tidak sesuai dengan ketentuan sehingga merugikan pekerja migran.", 3)
	w.para("2. Dasar Hukum", 0)
	w.para("a. Undang-Undang Nomor 18 Tahun 2017 tentang Pelindungan Pekerja Migran Indonesia;", 3)
	w.para("b. Peraturan Pemerintah Nomor 59 Tahun 2021.", 3)
	due := w.date.AddDays(20 + v.IntN(40))
	w.para("3. Setiap P3MI wajib menyampaikan laporan kepada BP3MI setempat paling lambat tanggal "+v.words(due)+".", 0)
	w.dues = append(w.dues, due)
	w.para("Demikian surat edaran ini dibuat untuk dilaksanakan.", 0)
	w.blank()
	w.add(row{{54, "Ditetapkan di " + from.place}}, row{{54, "pada tanggal " + v.words(w.date)}}, row{{54, "Kepala,"}})
	w.blank()
	w.add(row{{54, "Widya Larasati Kusuma"}})
}

func (v *inventor) invitation(w *invented, from, to office) {
	w.form = archive.Undangan
	w.subject = "Undangan " + pick(v, "Rapat Koordinasi Penanganan PMI", "Rapat Pembahasan Kasus TPPO", "Rapat Evaluasi")
	w.workers = nil
	v.dinas(w, from, to, pick(v, 0, 1, 2))
	meet := w.date.AddDays(4 + v.IntN(10))
	w.para("Dalam rangka "+pick(v, "menyamakan langkah penanganan", "membahas tindak lanjut", "evaluasi")+" kasus pekerja migran, kami mengundang Saudara untuk hadir pada rapat yang akan dilaksanakan pada:", 0)
	w.blank()
	when := dayNames[meet.Weekday()] + ", " + v.words(meet)
	for _, p := range [][2]string{{pick(v, "Hari/tanggal", "Hari, tanggal", "Hari / Tanggal", "hari/tanggal"), when}, {pick(v, "Waktu", "Pukul", "Jam"), "09.00 WIB s.d. selesai"}, {"Tempat", "Ruang Rapat Utama Lantai 3"}, {pick(v, "Agenda", "Acara"), "Pembahasan kasus"}} {
		w.add(row{{6, p[0]}, {22, ": " + p[1]}})
	}
	w.blank()
	if v.IntN(2) == 0 {
		due := meet.AddDays(-2)
		w.para("Konfirmasi kehadiran mohon disampaikan paling lambat tanggal "+v.words(due)+" kepada Sdri. Rahma di nomor 0812-0000-0123.", 0)
		w.dues = append(w.dues, due)
	}
	w.para("Demikian disampaikan, atas perhatian dan kehadiran Saudara diucapkan terima kasih.", 0)
	w.blank()
	v.signature(w, from)
}

// asText prints the rows with blanks between the columns.
func (w *invented) asText() *archive.Transcript {
	var b strings.Builder
	for _, r := range w.rows {
		col := 0
		for _, c := range r {
			for col < c.col || col > 0 && c.col <= col && !strings.HasSuffix(b.String(), "  ") {
				b.WriteByte(' ')
				col++
			}
			b.WriteString(c.text)
			col += len(c.text)
		}
		b.WriteByte('\n')
	}
	return &archive.Transcript{Pages: []archive.Page{{Source: archive.FromText, Text: b.String()}}}
}

// asWords prints the rows as words with positions, as from a PDF.
func (w *invented) asWords(damage func(string) string) *archive.Transcript {
	p := archive.Page{Width: 595, Height: 842, Source: archive.FromText}
	var b strings.Builder
	y := float32(50)
	for _, r := range w.rows {
		if r == nil {
			y += 9
			continue
		}
		end := float32(0)
		for _, c := range r {
			x := max(57+float32(c.col)*5, end+9)
			for _, word := range strings.Fields(c.text) {
				if damage != nil {
					word = damage(word)
				}
				if b.Len() > 0 {
					b.WriteByte(' ')
				}
				start := b.Len()
				b.WriteString(word)
				width := float32(len(word)) * 4.8
				p.Words = append(p.Words, archive.Word{Start: start, End: b.Len(), Box: [4]float32{x, y, x + width, y + 10}})
				x += width + 3
			}
			end = x
		}
		b.WriteByte('\n')
		y += 14
	}
	p.Text = b.String()
	return &archive.Transcript{Pages: []archive.Page{p}}
}
