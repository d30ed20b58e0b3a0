package index

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"

	"lintas/archive"
)

// letterMaker invents letters of about 250 words, the same ones for the same
// seed. The words are common ones of official letters, frequent and rare as in a
// language, with proper names, numbers and, in every fifth letter, misread glyphs.
type letterMaker struct {
	r     *rand.Rand
	words []string
	zipf  *rand.Zipf
}

func newLetterMaker(seed uint64) *letterMaker {
	m := &letterMaker{r: rand.New(rand.NewPCG(seed, 7)), words: vocabulary()}
	m.zipf = rand.NewZipf(m.r, 1.15, 6, uint64(len(m.words)-1))
	return m
}

// vocabulary is the common words, then a tail of roots of two or three syllables,
// bare and with affixes.
var vocabulary = sync.OnceValue(func() []string {
	r := rand.New(rand.NewPCG(1, 2))
	list := strings.Fields(commonWords)
	syllables := strings.Fields("ba bi bu da di du ga gi ja ju ka ki ku la li lu ma mi mu na ni nu pa pi pu ra ri ru sa si su ta ti tu wa ya ban dan gar hal jar kan lam mar nam pas rak sal tam tar wan")
	prefixes := []string{"", "", "", "me", "di", "ber", "pe", "ter", "ke"}
	suffixes := []string{"", "", "", "kan", "an", "i", "nya"}
	for len(list) < 30_000 {
		var b strings.Builder
		b.WriteString(prefixes[r.IntN(len(prefixes))])
		for range 2 + r.IntN(2) {
			b.WriteString(syllables[r.IntN(len(syllables))])
		}
		b.WriteString(suffixes[r.IntN(len(suffixes))])
		list = append(list, b.String())
	}
	return list
})

func (m *letterMaker) pick(list ...string) string { return list[m.r.IntN(len(list))] }

func (m *letterMaker) name() string {
	first := m.pick("Siti", "Sri", "Muhammad", "Mohamad", "Nur", "Dewi", "Ahmad", "Achmad", "Budi", "Rohaeni", "Tarsih", "Wati", "Sukarno", "Soekarno", "Yanti", "Agus", "Eko", "Lestari", "Kokom", "Enung")
	second := m.pick("Aminah", "Rahayu", "Hidayat", "Fadilah", "Oktaviani", "Nugroho", "Simatupang", "Prasetya", "Gunadi", "Karsa", "Wagiman", "Marlina", "Suhartini", "Komalasari", "Nurhayati", "Astutik", "Kurniawati", "Saputra")
	return first + " " + second
}

func (m *letterMaker) number(day archive.Date) string {
	n := m.r.IntN(12_000) + 1
	roman := []string{"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"}[day.Time().Month()-1]
	switch m.r.IntN(4) {
	case 0:
		return fmt.Sprintf("%05d/WN/%02d/%d/66", n, day.Time().Month(), day.Year())
	case 1:
		return fmt.Sprintf("B.%d/D%d/PP.%02d.%02d/%s/%d", n, m.r.IntN(4)+1, m.r.IntN(5)+1, m.r.IntN(5)+1, roman, day.Year())
	case 2:
		return fmt.Sprintf("3/%d/PK.02.%02d/%s/%d", n, m.r.IntN(5)+1, roman, day.Year())
	}
	return fmt.Sprintf("R-%05d/%s/%s", n, m.pick("RIYADH", "JEDDAH", "KUALA LUMPUR", "HONGKONG", "TAIPEI"), strings.ReplaceAll(string(day[2:]), "-", ""))
}

// letter makes the letter with a number from 0 on; its level is biasa.
func (m *letterMaker) letter(i int) Entry {
	day := archive.Date("2015-01-02").AddDays(m.r.IntN(4000))
	worker := m.name()
	subject := fmt.Sprintf("%s PMI a.n. %s di %s", m.pick("Permohonan Bantuan", "Laporan Penanganan", "Fasilitasi Kepulangan", "Pengaduan Gaji", "Penyampaian Data"), worker, m.pick("Malaysia", "Arab Saudi", "Taiwan", "Hong Kong", "Kamboja", "Uni Emirat Arab"))
	agencies := []string{"bp2mi", "kemlu", "kemnaker", "polri", "imigrasi", "kbri-riyadh", "kjri-jeddah", "kdei-taipei"}
	from, to := m.pick(agencies...), m.pick(agencies...)
	d := &archive.Document{Head: archive.Head{ID: fmt.Sprintf("D%07d", i)}, Kind: archive.Letter, Form: archive.SuratDinas, Status: archive.Registered,
		Numbers: []string{m.number(day)}, Date: day, Subject: subject,
		From: archive.Party{Agency: from, Name: strings.ToUpper(from)}, To: []archive.Party{{Agency: to, Name: strings.ToUpper(to)}},
		Workers: []archive.Mention{{Name: worker, Passport: fmt.Sprintf("AT%06d", m.r.IntN(1_000_000))}}}
	if m.r.IntN(20) == 0 {
		d.Kind, d.Form = archive.Minutes, archive.Notula
	}
	text := m.body(d, worker)
	if i%5 == 0 {
		text = m.misread(text)
	}
	return Entry{Document: d, Transcript: &archive.Transcript{Version: 1, Pages: []archive.Page{{Source: archive.FromText, Text: text}}}}
}

func (m *letterMaker) body(d *archive.Document, worker string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Nomor : %s Jakarta, %s\nHal : %s\nMenindaklanjuti surat nomor %s, bersama ini kami sampaikan hal-hal sebagai berikut:\n", d.Numbers[0], d.Date.Words().ID, d.Subject, m.number(d.Date))
	for i := range 190 + m.r.IntN(80) {
		if i%60 == 30 {
			b.WriteString(worker)
			b.WriteByte(' ')
		}
		b.WriteString(m.words[m.zipf.Uint64()])
		b.WriteByte(" \n"[min(1, (i+1)%12/11)])
	}
	b.WriteString("Atas perhatian dan kerja sama Saudara, kami ucapkan terima kasih.")
	return b.String()
}

// misread spoils one letter in sixty.
func (m *letterMaker) misread(text string) string {
	raw := []byte(text)
	for i := range raw {
		if m.r.IntN(60) > 0 {
			continue
		}
		switch raw[i] {
		case 'o', 'O':
			raw[i] = '0'
		case 'l', 'i', 'I':
			raw[i] = '1'
		case 'S', 's':
			raw[i] = '5'
		case 'e':
			raw[i] = 'c'
		}
	}
	return string(raw)
}

func (m *letterMaker) letters(n int) []Entry {
	list := make([]Entry, n)
	for i := range list {
		list[i] = m.letter(i)
	}
	return list
}

const commonWords = `yang dan di dengan pekerja migran indonesia untuk kami surat tidak telah pada dalam dari atas sebagai bahwa oleh tersebut akan dapat
yang bersangkutan pelindungan majikan gaji paspor dokumen agensi kontrak kerja penempatan kepulangan pemulangan biaya keluarga negara kementerian luar negeri badan
permohonan bantuan laporan penanganan kasus pengaduan data perlintasan perwakilan republik jenazah sakit rumah polisi hukum penyelesaian hak upah tunggakan
belum dibayar dijawab segera mohon tindak lanjut klarifikasi perusahaan mediasi rapat koordinasi undangan hasil kesepakatan tanggal hari bulan tahun alamat
kabupaten provinsi desa nomor telepon terlampir lampiran salinan pernyataan kuasa ahli waris asuransi santunan deportasi overstay tahanan imigrasi shelter korban perdagangan orang
penipuan perekrutan calo nonprosedural visa tiket pesawat bandara serah terima penjemputan ambulans pendataan verifikasi identitas kependudukan izin tinggal kerja sama perjanjian`
