package reading

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"lintas/archive"
)

// The inventor writes letters of its own: layouts, number families, phrases, label
// spellings and agencies put together by chance. What it put in must be read out.

// invented is a letter and what is in it.
type invented struct {
	form     archive.Form
	number   string
	date     archive.Date
	from     string // agency id, "" if not checked
	subject  string
	refs     []string // skeletons, or dates of citations without a number
	dues     []archive.Date
	workers  []string
	rows     []row
	features []string
}

// row is a printed row: texts at columns.
type row []at

type at struct {
	col  int
	text string
}

type inventor struct {
	*rand.Rand
	cal *archive.Calendar
}

func pick[T any](v *inventor, list ...T) T { return list[v.IntN(len(list))] }

type office struct {
	id     string
	head   []string
	place  string
	title  string // how a letter to it begins: "Kepala BP3MI Jawa Barat"
	cited  string // how it is called in running text
	number func(v *inventor, d archive.Date, serial int) string
	post   string
}

var romans = []string{"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"}

func month2(d archive.Date) string { return string(d)[5:7] }
func year4(d archive.Date) string  { return string(d)[:4] }
func roman(d archive.Date) string  { return romans[int(d.Time().Month())] }

var offices = []office{
	{"kemlu", []string{"KEMENTERIAN LUAR NEGERI", "REPUBLIK INDONESIA"}, "Jakarta", "Direktur Pelindungan WNI\nKementerian Luar Negeri", "Direktur Pelindungan WNI Kementerian Luar Negeri", func(v *inventor, d archive.Date, n int) string {
		return fmt.Sprintf("%05d/%s/%s/%s/%d", n, pick(v, "PK", "BK", "WN", "DI"), month2(d), year4(d), 64+v.IntN(5))
	}, ""},
	{"bp2mi", []string{"BADAN PELINDUNGAN PEKERJA MIGRAN INDONESIA", "SEKRETARIAT UTAMA"}, "Jakarta", "Kepala Badan Pelindungan Pekerja Migran Indonesia", "Kepala BP2MI", func(v *inventor, d archive.Date, n int) string {
		return fmt.Sprintf("B.%d/%s/%s/%s/%s", n, pick(v, "KA", "SU", "D1"), pick(v, "PP.01", "HK.02.01", "OT.03"), roman(d), year4(d))
	}, ""},
	{"kemnaker", []string{"KEMENTERIAN KETENAGAKERJAAN", "REPUBLIK INDONESIA"}, "Jakarta", "Sekretaris Jenderal Kementerian Ketenagakerjaan", "Sekretaris Jenderal Kementerian Ketenagakerjaan", func(v *inventor, d archive.Date, n int) string {
		return fmt.Sprintf("%d/%d/%s/%s/%s", 1+v.IntN(7), n, pick(v, "PK.02.01", "HK.04", "KP.07.6"), roman(d), year4(d))
	}, ""},
	{"imigrasi", []string{"KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN", "DIREKTORAT JENDERAL IMIGRASI"}, "Jakarta", "Direktur Jenderal Imigrasi", "Direktur Jenderal Imigrasi", func(v *inventor, d archive.Date, n int) string {
		return pick(v, fmt.Sprintf("IMI-%04d.GR.02.06 Tahun %s", n, year4(d)), fmt.Sprintf("IMI.1-UM.01.01-%d", n), fmt.Sprintf("IMI.%d.UM.01.10", n))
	}, ""},
	{"kemenko-pmk", []string{"KEMENTERIAN KOORDINATOR BIDANG PEMBANGUNAN", "MANUSIA DAN KEBUDAYAAN", "REPUBLIK INDONESIA"}, "Jakarta", "Deputi Bidang Koordinasi Peningkatan Kualitas Perempuan\nKemenko PMK", "Sekretaris Kemenko PMK", func(v *inventor, d archive.Date, n int) string {
		return fmt.Sprintf("B.%d/DEP.%s/%s/%s", n, pick(v, "II", "III", "IV"), month2(d), year4(d))
	}, ""},
	{"kbri-kuala-lumpur", []string{"KEDUTAAN BESAR REPUBLIK INDONESIA", "KUALA LUMPUR"}, "Kuala Lumpur", "Duta Besar Republik Indonesia\nKuala Lumpur", "KBRI Kuala Lumpur", func(v *inventor, d archive.Date, n int) string {
		return fmt.Sprintf("%04d/PK/%s/%s/%02d", n, month2(d), year4(d), 1+v.IntN(20))
	}, "KUALA LUMPUR"},
	{"kbri-singapura", []string{"KEDUTAAN BESAR REPUBLIK INDONESIA", "SINGAPURA"}, "Singapura", "Kepala Perwakilan RI Singapura", "KBRI Singapura", func(v *inventor, d archive.Date, n int) string {
		return fmt.Sprintf("%03d/WN/%s/%s", n, roman(d), year4(d))
	}, "SINGAPURA"},
	{"kjri-jeddah", []string{"KONSULAT JENDERAL REPUBLIK INDONESIA", "DI JEDDAH"}, "Jeddah", "Konsul Jenderal Republik Indonesia di Jeddah", "KJRI Jeddah", func(v *inventor, d archive.Date, n int) string {
		return fmt.Sprintf("%d/KONS/%s/%s", n, roman(d), year4(d))
	}, "JEDDAH"},
	{"polri", []string{"KEPOLISIAN NEGARA REPUBLIK INDONESIA", "MARKAS BESAR", "DIVISI HUBUNGAN INTERNASIONAL"}, "Jakarta", "Kepala Kepolisian Negara Republik Indonesia", "Kabareskrim Polri", func(v *inventor, d archive.Date, n int) string {
		return fmt.Sprintf("B/%d/%s/%s/%s/%s", n, roman(d), pick(v, "HUM.1.", "RES.1.24", "KEP"), year4(d), pick(v, "Divhubinter", "Bareskrim", "Srena"))
	}, ""},
	{"bp3mi-banten", []string{"BADAN PELINDUNGAN PEKERJA MIGRAN INDONESIA", "BALAI PELAYANAN PELINDUNGAN", "PEKERJA MIGRAN INDONESIA BANTEN"}, "Serang", "Kepala BP3MI Banten", "Kepala BP3MI Banten", func(v *inventor, d archive.Date, n int) string {
		return fmt.Sprintf("B.%d/UPT.%02d/%s/%s/%s", n, 1+v.IntN(20), pick(v, "PP.04", "PL.01"), roman(d), year4(d))
	}, ""},
	{"", []string{"PEMERINTAH KABUPATEN BANYUMAS", "DINAS TENAGA KERJA, KOPERASI DAN UKM"}, "Purwokerto", "Kepala Dinas Tenaga Kerja Kabupaten Banyumas", "Kepala Dinas Tenaga Kerja Kabupaten Banyumas", func(v *inventor, d archive.Date, n int) string {
		return pick(v, fmt.Sprintf("560/%d/%s", n, year4(d)), fmt.Sprintf("500.15.%d/%d/%s", 1+v.IntN(9), n, year4(d)), fmt.Sprintf("560/%d/Disnaker/%s", n, year4(d)))
	}, ""},
	{"", []string{"PEMERINTAH PROVINSI NUSA TENGGARA BARAT", "DINAS TENAGA KERJA DAN TRANSMIGRASI"}, "Mataram", "Kepala Dinas Tenaga Kerja dan Transmigrasi Provinsi Nusa Tenggara Barat", "Kepala Dinas Tenaga Kerja dan Transmigrasi Provinsi NTB", func(v *inventor, d archive.Date, n int) string {
		return pick(v, fmt.Sprintf("562.3/%d/04-DTKT/%s", n, year4(d)), fmt.Sprintf("000.8.3.3/%d/NAKER", n))
	}, ""},
	{"", []string{"PT SUMBER CIPTA TENAGA"}, "Tangerang", "Direktur PT Sumber Cipta Tenaga", "PT Sumber Cipta Tenaga", func(v *inventor, d archive.Date, n int) string {
		return fmt.Sprintf("%03d/SCT/%s/%s", n, roman(d), year4(d))
	}, ""},
	{"", []string{"PERKUMPULAN SUARA BURUH LINTAS BATAS"}, "Yogyakarta", "Ketua Perkumpulan Suara Buruh Lintas Batas", "Perkumpulan Suara Buruh Lintas Batas", func(v *inventor, d archive.Date, n int) string {
		return fmt.Sprintf("%d/Um/PB/XXIII/%s", n, year4(d))
	}, ""},
	{"kemensos", []string{"KEMENTERIAN SOSIAL REPUBLIK INDONESIA", "DIREKTORAT JENDERAL REHABILITASI SOSIAL"}, "Jakarta", "Direktur Jenderal Rehabilitasi Sosial\nKementerian Sosial", "Dirjen Rehabilitasi Sosial Kemensos", func(v *inventor, d archive.Date, n int) string {
		return fmt.Sprintf("%d/4/RS.01.02/%d/%s", n, int(d.Time().Month()), year4(d))
	}, ""},
	{"lpsk", []string{"LEMBAGA PERLINDUNGAN SAKSI DAN KORBAN"}, "Jakarta", "Ketua Lembaga Perlindungan Saksi dan Korban", "Ketua LPSK", func(v *inventor, d archive.Date, n int) string {
		return fmt.Sprintf("R-%d/4.1.PSS/LPSK/%s/%s", n, month2(d), year4(d))
	}, ""},
}

var inventedNames = []string{"Kasmini", "Tarwi Hadi Subroto", "Wulan Sari Pertiwi", "Imam Maulana", "Sri Rejeki Handayani", "Yohana Bano", "Ni Luh Putu Ariani", "Junaedi", "Lalu Ahmad Fauzi", "Karsinah", "Mimin Mintarsih", "Dedi Kurnia", "Marselina Tefa", "Ruslan Efendi", "Anita Wijayanti", "M. Yusuf Hidayatullah", "Nurul Izzah", "Saodah", "Tuminah", "Bambang Irawan", "Halimatus Sakdiyah", "Rustam Effendi", "Agnes Lusia Kolo", "Siti Romlah", "Eko Prasetyo Utomo"}

var subjects = []string{"Permohonan Fasilitasi Pemulangan PMI", "Tindak Lanjut Penanganan Kasus Gaji Tidak Dibayar", "Penyampaian Data WNI Terkendala", "Permintaan Klarifikasi atas Pengaduan Keluarga", "Permohonan Pencarian PMI Hilang Kontak", "Laporan Perkembangan Penanganan Korban TPPO", "Penyampaian Hasil Verifikasi Dokumen Kependudukan", "Permohonan Penerbitan SPLP", "Pengaduan Penahanan Paspor oleh Majikan", "Penegasan Jadwal Kepulangan Jenazah", "Tanggapan atas permohonan bantuan hukum", "Pemberitahuan perubahan alamat kantor"}

func (v *inventor) day() archive.Date {
	return archive.Date("2023-02-01").AddDays(v.IntN(1000))
}

// words writes a date in one of the usual ways.
func (v *inventor) words(d archive.Date) string {
	t := d.Time()
	months := [][]string{
		{"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"},
		{"Januari", "Pebruari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "Nopember", "Desember"},
	}
	m := months[v.IntN(2)][int(t.Month())-1]
	if v.IntN(12) == 0 {
		return fmt.Sprintf("%02d %s %d", t.Day(), m, t.Year())
	}
	return fmt.Sprintf("%d %s %d", t.Day(), m, t.Year())
}

var dayNames = []string{"Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"}
var numberNames = map[int]string{1: "satu", 2: "dua", 3: "tiga", 4: "empat", 5: "lima", 6: "enam", 7: "tujuh", 8: "delapan", 10: "sepuluh", 14: "empat belas", 15: "lima belas", 20: "dua puluh", 21: "dua puluh satu", 30: "tiga puluh"}

// deadline writes a request with a time limit and says when it is due.
func (v *inventor) deadline(letter archive.Date) (string, archive.Date) {
	due := letter.AddDays(3 + v.IntN(40))
	n := pick(v, 2, 3, 5, 7, 10, 14, 15, 30)
	count := pick(v, fmt.Sprintf("%d (%s)", n, numberNames[n]), fmt.Sprintf("%d", n), fmt.Sprintf("%d (%s)", n, numberNames[n]))
	lead := pick(v, "Mohon jawaban Saudara dapat kami terima ", "Laporan tersebut agar disampaikan kepada kami ", "Kami mengharapkan tanggapan Saudara ", "Data dimaksud mohon dikirimkan ", "Saudara diminta menyampaikan klarifikasi tertulis ", "Hasil penelusuran diharapkan sudah kami terima ", "Konfirmasi agar disampaikan melalui surel ", "Mohon kiranya penyelesaian hal tersebut dapat diinformasikan ", "Kami mohon bantuan Saudara untuk melengkapi dokumen ")
	switch v.IntN(12) {
	case 0:
		return lead + "paling lambat tanggal " + v.words(due) + ".", due
	case 1:
		return lead + "selambat-lambatnya pada hari " + dayNames[due.Weekday()] + ", " + v.words(due) + " pukul 15.00 WIB.", due
	case 2:
		return lead + "sebelum tanggal " + v.words(due) + ".", due.AddDays(-1)
	case 3:
		return lead + pick(v, "paling lambat ", "paling lama ", "dalam waktu ", "dalam jangka waktu ") + count + " hari kerja sejak " + pick(v, "surat ini diterima", "diterimanya surat ini", "tanggal surat ini") + ".", v.cal.AddWorkingDays(letter, n)
	case 4:
		return lead + pick(v, "paling lambat ", "dalam waktu ") + count + " hari" + pick(v, "", " kalender") + pick(v, "", " sejak tanggal surat ini", " setelah surat ini diterima") + ".", letter.AddDays(n)
	case 5:
		return lead + pick(v, "dalam waktu 3 x 24 jam", "paling lambat 3 x 24 (tiga kali dua puluh empat) jam", "dalam 3x24 jam") + ".", letter.AddDays(3)
	case 6:
		first := archive.Date(string(due)[:8] + "01")
		end := archive.DateOf(first.Time().AddDate(0, 1, -1))
		name := strings.Fields(v.words(end))
		return lead + pick(v, "paling lambat akhir bulan ", "paling lambat akhir ", "selambat-lambatnya akhir bulan ") + name[1] + " " + name[2] + ".", end
	case 7:
		return lead + "paling lambat " + string(due)[8:] + "-" + month2(due) + "-" + year4(due) + ".", due
	case 8:
		return lead + "selambatnya tanggal " + v.words(due) + ".", due
	case 9:
		return "Batas waktu penyampaian data adalah tanggal " + v.words(due) + ".", due
	case 10:
		return lead + "paling lambat " + pick(v, "dua minggu", "2 (dua) minggu") + " sejak tanggal surat ini.", letter.AddDays(14)
	}
	return lead + "hingga tanggal " + v.words(due) + ".", due
}

// citation writes an opening that cites a letter.
func (v *inventor) citation(o, to office, letter archive.Date) (string, []string) {
	d := letter.AddDays(-1 - v.IntN(40))
	n := o.number(v, d, 10+v.IntN(9000))
	label := pick(v, "Nomor ", "Nomor: ", "No. ", "nomor : ", "No.: ", "Nomor : ")
	when := pick(v, " tanggal ", " tertanggal ", " tgl. ", " tanggal ") + v.words(d)
	about := pick(v, "", "", " perihal Penanganan Pekerja Migran", " hal Permohonan Informasi", " tentang Data Penempatan")
	opening := pick(v, "Menindaklanjuti", "Sehubungan dengan", "Menunjuk", "Merujuk", "Memperhatikan", "Berdasarkan", "Menanggapi", "Mengacu pada", "Berkenaan dengan")
	rest := pick(v, ", bersama ini disampaikan hal-hal sebagai berikut.", ", dengan hormat kami sampaikan bahwa permasalahan dimaksud sedang ditangani.", ", disampaikan bahwa kami telah menghubungi keluarga yang bersangkutan.", ", bersama ini kami mohon bantuan Saudara.")
	ref := archive.Skeleton(n)
	switch v.IntN(9) {
	case 0:
		return opening + " surat Saudara " + label + n + when + about + rest, []string{ref}
	case 1:
		return opening + " surat Saudara" + when + " " + strings.TrimSpace(label) + " " + n + about + rest, []string{ref}
	case 2:
		d2 := letter.AddDays(-1 - v.IntN(20))
		n2 := to.number(v, d2, 10+v.IntN(9000))
		return opening + " surat " + o.cited + " " + label + n + when + about + " dan surat kami " + label + n2 + " tanggal " + v.words(d2) + rest, []string{ref, archive.Skeleton(n2)}
	case 3:
		return opening + " surat Saudara tanggal " + v.words(d) + pick(v, " perihal permohonan bantuan", "") + rest, []string{string(d)}
	case 4:
		return opening + " hasil rapat koordinasi pada tanggal " + v.words(d) + " di Jakarta" + rest, []string{string(d)}
	case 5:
		return "Sehubungan dengan hal tersebut di atas" + rest, nil
	case 6:
		return "Berdasarkan Undang-Undang Nomor 18 Tahun 2017 tentang Pelindungan Pekerja Migran Indonesia" + rest, nil
	case 7:
		bn := fmt.Sprintf("%s-%05d/%s/%s", pick(v, "B", "R", "T"), v.IntN(90000), pick(v, "RIYADH", "ABU DHABI", "TAIPEI", "BANDAR SERI BEGAWAN", "PTRI-NEWYORK"), strings.ReplaceAll(string(d)[2:], "-", ""))
		return opening + " brafaks " + pick(v, "", "KBRI ") + label + bn + pick(v, when, "") + rest, []string{archive.Skeleton(bn)}
	}
	return opening + " surat " + o.cited + " " + label + n + when + about + rest, []string{ref}
}

// workers writes a sentence that names workers.
func (v *inventor) workers() (string, []string) {
	pickName := func() string { return inventedNames[v.IntN(len(inventedNames))] }
	a, b, c := pickName(), pickName(), pickName()
	for b == a || c == a || c == b {
		b, c = pickName(), pickName()
	}
	pass := func() string {
		return fmt.Sprintf("%s%07d", pick(v, "C", "B", "E", "AU", "X")[:1], 1000000+v.IntN(8999999))
	}
	nik := fmt.Sprintf("33%014d", v.Int64N(99999999999999))
	switch v.IntN(8) {
	case 0:
		return "Bersama ini kami sampaikan pengaduan keluarga PMI a.n. " + a + " yang bekerja di Kuwait.", []string{a}
	case 1:
		return "PMI atas nama Sdri. " + a + " binti Darmo (paspor " + pass() + ") saat ini berada di penampungan.", []string{a}
	case 2:
		return "Adapun para PMI dimaksud adalah " + a + " (paspor " + pass() + "), " + b + " (paspor " + pass() + "), dan " + c + " (paspor " + pass() + ").", []string{a, b, c}
	case 3:
		return "Yang bersangkutan, " + a + ", NIK " + nik + ", nomor paspor " + pass() + ", telah dua tahun tidak menerima gaji.", []string{a}
	case 4:
		return "WNI a.n. " + a + " alias Sumi, dkk. telah tiba di tanah air. Sdr. Hartoyo, suami yang bersangkutan, telah dihubungi.", []string{a}
	case 5:
		return "Mohon fasilitasi pemulangan bagi PMI " + a + " dan " + b + " dari Hong Kong.", []string{a, b}
	case 6:
		return "Kasus ini telah dibahas bersama Sdr. Gunawan Raharjo selaku Direktur perusahaan.", nil
	}
	return "Korban bernama " + a + " (NIK " + nik + ") meninggal dunia di rumah sakit setempat.", []string{a}
}
