package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"lintas/archive"
)

// corpus makes invented letters, the same ones for the same seed, each by its
// number alone: about 250 words of body drawn from a vocabulary with a long tail,
// numbers of several families, a letter cited, names and passports, dates over
// twelve years, one letter in five damaged as by OCR.
type corpus struct {
	seed     uint64
	words    []string
	agencies []*archive.Agency
}

// draw is the dice of one letter.
type draw struct {
	*corpus
	rnd  *rand.Rand
	zipf *rand.Zipf
}

func (c *corpus) draw(i int) draw {
	rnd := rand.New(rand.NewPCG(c.seed, uint64(i)))
	return draw{c, rnd, rand.NewZipf(rnd, 1.07, 8, vocabulary-1)}
}

const vocabulary = 30_000

var commonWords = strings.Fields(`yang dan di dengan untuk dari pada ini dalam tidak akan oleh kepada telah sebagai atau bahwa agar dapat
kami surat nomor tanggal perihal pekerja migran indonesia pelindungan kasus gaji dibayar majikan keluarga pemulangan jenazah paspor
kedutaan besar republik kementerian badan dinas tenaga kerja koordinasi rapat tindak lanjut mohon segera disampaikan permohonan laporan
penempatan perusahaan kontrak hak ahli waris santunan jaminan sosial penampungan perwakilan penyelesaian pengaduan klarifikasi mediasi
polisi penyidikan korban perdagangan orang deportasi bandara kepulangan daerah asal kabupaten provinsi sakit meninggal dunia hilang kontak
dokumen lampiran berkas data tersebut dimaksud bersangkutan paling lambat hari belum direspons terima kasih perhatian kerja sama`)

var syllables = strings.Fields(`ka ra ta ma na sa la pa ba da ga ja ki ri ti mi ni si li pi bi di gi ku ru tu mu nu su lu pu bu du gu ke re te me ne se le
pe be de ko ro to mo no so lo po bo do an in un ang ing ung ar er or ah ih uh ak ik uk at it ut as is us`)

var givenNames = strings.Fields(`Siti Nur Sri Dewi Ratna Yuni Rina Wati Lestari Ani Tuti Ijah Karsih Warsinah Rokayah Sumiati Muhammad Ahmad Agus
Budi Slamet Wahyu Hendra Rizky Dadang Asep Ujang Wayan Made Yosua Maria Yohana Markus Tono Joko Suparman Kusnadi Rohman Fauzan Halim`)

var familyNames = strings.Fields(`Wahyuningsih Suryani Hidayat Santoso Nugroho Kurniasih Permata Sukarno Saputra Handayani Rahayu Maulana Firmansyah
Setiawan Purnomo Susanti Anggraeni Fatimah Aminah Hasanah Ramadhan Siregar Simatupang Manurung Tarigan Ginting Lubis Nasution`)

var topics = []string{"Gaji Tidak Dibayar", "Pemulangan Jenazah", "Penelusuran Hilang Kontak", "Permohonan Data Perlintasan",
	"Undangan Rapat Koordinasi", "Klarifikasi P3MI", "Deportasi PMI Bermasalah", "Biaya Penempatan", "Klaim Jaminan Sosial", "Penanganan TPPO"}

var romanMonths = strings.Fields("I II III IV V VI VII VIII IX X XI XII")

func newCorpus(seed uint64) (*corpus, error) {
	agencies, err := archive.SeedAgencies()
	if err != nil {
		return nil, err
	}
	rnd := rand.New(rand.NewPCG(seed, 2026))
	c := &corpus{seed: seed, agencies: agencies, words: append([]string{}, commonWords...)}
	for len(c.words) < vocabulary {
		var w strings.Builder
		for range 2 + rnd.IntN(3) {
			w.WriteString(syllables[rnd.IntN(len(syllables))])
		}
		c.words = append(c.words, w.String())
	}
	return c, nil
}

func (c draw) pick(list []string) string { return list[c.rnd.IntN(len(list))] }

func (c draw) word() string { return c.words[c.zipf.Uint64()] }

func (c draw) name() string { return c.pick(givenNames) + " " + c.pick(familyNames) }

// number makes the number of a letter; running is where its register stands.
func (c draw) number(day time.Time, running int) string {
	month, year := int(day.Month()), day.Year()
	switch c.rnd.IntN(5) {
	case 0:
		return fmt.Sprintf("%05d/WN/%02d/%d/%d", 1+running%99999, month, year, 64+c.rnd.IntN(4))
	case 1:
		return fmt.Sprintf("B.%d/D2/PP.02.%02d/%s/%d", 1+running%9999, 1+c.rnd.IntN(9), romanMonths[month-1], year)
	case 2:
		return fmt.Sprintf("B-%05d/%s/%s", 1+running%99999, c.pick([]string{"RIYADH", "JEDDAH", "KUALALUMPUR", "TAIPEI", "HONGKONG"}), day.Format("060102"))
	case 3:
		return fmt.Sprintf("3/%d/PK.02.%02d/%s/%d", 1+running%99999, 1+c.rnd.IntN(9), romanMonths[month-1], year)
	}
	return fmt.Sprintf("560/%d-Disnaker/%d", 1+running%9999, year)
}

// damage turns some glyphs into those OCR takes for them.
func (c draw) damage(text string) string {
	swap := strings.NewReplacer("rn", "m", "l", "1", "o", "0", "i", "l")
	words := strings.Fields(text)
	for i := range words {
		if c.rnd.IntN(25) == 0 {
			words[i] = swap.Replace(words[i])
		}
	}
	return strings.Join(words, " ")
}

// letter makes the i-th letter.
func (c *corpus) letter(i int) (*archive.Document, *archive.Transcript) {
	dice := c.draw(i)
	day := time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, dice.rnd.IntN(4300))
	from, to := c.agencies[dice.rnd.IntN(len(c.agencies))], c.agencies[dice.rnd.IntN(len(c.agencies))]
	number, cited := dice.number(day, i), dice.number(day.AddDate(0, 0, -dice.rnd.IntN(60)), dice.rnd.IntN(99999))
	worker, passport := dice.name(), fmt.Sprintf("C%07d", dice.rnd.IntN(9999999))
	subject := dice.pick(topics) + " a.n. " + worker
	var body strings.Builder
	fmt.Fprintf(&body, "Menindaklanjuti surat nomor %s, bersama ini disampaikan hal PMI a.n. %s, paspor %s. ", cited, worker, passport)
	for range 190 + dice.rnd.IntN(100) {
		body.WriteString(dice.word())
		body.WriteByte(' ')
	}
	text := body.String()
	if dice.rnd.IntN(5) == 0 {
		text = dice.damage(text)
	}
	date := archive.DateOf(day)
	text = fmt.Sprintf("%s\nNomor : %s  Jakarta, %s\nHal : %s\nYth. %s\n%s\n", strings.ToUpper(from.Name), number, date.Words().ID, subject, to.Name, text)
	d := &archive.Document{
		Head: archive.Head{ID: letterID(i)}, Kind: archive.Letter, Form: archive.SuratDinas,
		Status: archive.Registered, Direction: archive.Incoming, Numbers: []string{number}, Date: date, Received: date.AddDays(2), Entered: date.AddDays(3),
		From: archive.Party{Agency: from.ID, Name: from.Name}, To: []archive.Party{{Agency: to.ID, Name: to.Name}}, Subject: subject,
		Workers:    []archive.Mention{{Name: worker, Passport: passport}},
		References: []archive.Reference{{Number: cited}},
		Read:       archive.ReadState{State: archive.ReadDone, Pages: 1},
	}
	if dice.rnd.IntN(10) == 0 {
		d.Secrecy = archive.Secret
	}
	return d, &archive.Transcript{Version: 1, Pages: []archive.Page{{Width: 595, Height: 842, Source: archive.FromText, Text: text}}}
}
