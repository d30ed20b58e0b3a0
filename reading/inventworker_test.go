package reading

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"lintas/archive"
)

// The names are put together of parts that many peoples of the country use, so that
// most of them stand in no list of the reader.
var (
	firstNames = []string{"Sumirah", "Tarsih", "Waryati", "Kaswadi", "Darsono", "Lestari", "Yohana", "Marselus", "Oktovianus", "Fransiska", "Syafruddin", "Nurlela", "Hasnawati", "Baiq Sulhiah", "Lalu Wirajaya", "Inaq Rohani", "La Ode Safar", "Wa Ode Nirmala", "Ni Made Suarti", "I Wayan Sudira", "Andi Besse", "Daeng Nurung", "Cut Rahmi", "Teuku Fadli", "Robby", "Ucok", "Ramlan", "Sarmauli", "Masnun", "Misrawi", "Buang", "Tukinem", "Giyanti", "Ponijan", "Entin", "Dede", "Asep", "Cecep", "Ujang", "Neneng", "Hendrikus", "Blandina", "Yuvensius", "Mersiana", "Dortia", "Septiana", "Rr. Ambarwati", "Nur'ainun", "Ma'rifah", "St. Hajar", "Muh. Arsyad", "Abd. Rasyid", "Khoirul", "Zumrotul"}
	lastNames  = []string{"Wulandari", "Tefbana", "Nainggolan", "Simbolon", "Hidayatullah", "Prawira", "Kusnadi", "Sarifudin", "Lamawuran", "Bere Mau", "Manullang", "Pakpahan", "Sumardi", "Anggraini", "Ningrum", "Solikhah", "Mutmainah", "Setyowati", "Purwanto", "Hadikusumo", "Taneo", "Nubatonis", "Rumengan", "Wenas", "Masela", "Tuasikal", "Lubis", "Harahap", "Barus", "Ginting", "Fauziah", "Maulida", "Sasmita", "Wiratama", "Komarudin", "Amsori", "Y. Kolin", "Rambu Anahida"}
	fathers    = []string{"Karto", "Sanusi", "Abdul Gani", "Daeng Situju", "Wasja", "Tarmin", "H. Mansur", "Ahmad Dahlan", "La Sinta", "Amaq Rian"}
)

func (v *inventor) name() string {
	first := pick(v, firstNames...)
	if v.IntN(5) == 0 && len(first) > 5 {
		return first
	}
	return first + " " + pick(v, lastNames...)
}

// names are n names that share no word.
func (v *inventor) names(n int) []string {
	var list []string
	used := map[string]bool{}
	for len(list) < n {
		name := v.name()
		clash := false
		for _, w := range strings.Fields(name) {
			clash = clash || used[w]
		}
		if clash {
			continue
		}
		for _, w := range strings.Fields(name) {
			used[w] = true
		}
		list = append(list, name)
	}
	return list
}

// told is a way to tell of people: A to D are workers, X to Z are not, P is a passport
// number, K a NIK, F a father, G another given name, T a date.
type told struct{ text, workers string }

var tales = []told{
	{"Bersama ini kami sampaikan pengaduan PMI a.n. {A} yang bekerja di Kuwait.", "A"},
	{"Bahwa istri saya {A} yang bekerja di Taiwan sudah empat bulan tidak ada kabar.", "A"},
	{"Anak kami yang bernama {A} berangkat ke Malaysia pada tahun 2021 melalui jalur tidak resmi.", "A"},
	{"Suami saya, {A}, meninggal dunia di kapal pada bulan Maret dan haknya belum dibayar.", "A"},
	{"Saya memohon bantuan pemulangan adik kandung saya {A} dari Riyadh, Arab Saudi.", "A"},
	{"Dapat kami sampaikan bahwa ahli waris {A} adalah Bapak {X}, alamat Desa Kusa.", "A"},
	{"Sdri. {A} telah dipindahkan ke majikan yang sesuai sejak 18 Juli 2024.", "A"},
	{"Bersama ini diteruskan surat Sdr. {X} tanggal 1 September 2024 yang memohon bantuan pemulangan istrinya, {A}, dari Muscat, Oman.", "A"},
	{"Meneruskan surat permohonan Sdr. {X} tanggal 12 Januari 2025, mohon bantuan pencarian PMI {UA} yang putus komunikasi sejak Lebaran.", "A"},
	{"Berdasarkan data Imigresen, {A} masih berada di Malaysia dengan permit aktif. WNI tersebut bekerja di kilang.", "A"},
	{"Lima orang mempunyai kuitansi lengkap, sedangkan CPMI {UA} hanya memiliki bukti transfer.", "A"},
	{"Bersama ini kami sampaikan data PMI: nama {UA}, NIK {K}, tempat/tanggal lahir Subang, 27-02-1996, nomor paspor {P}, berangkat melalui perseorangan.", "A"},
	{"KBRI menerima pengaduan PMI a.n. {UA} (paspor {P}) yang dipekerjakan tidak sesuai dengan perjanjian kerja di Shah Alam.", "A"},
	{"Yang bersangkutan, {A} (NIK {K}), saat ini dirawat di RS King Fahd Jeddah dan didampingi oleh staf KJRI, Sdr. {X}.", "A"},
	{"Telah meninggal dunia seorang WNI bernama {A} (almarhum) di Hospital Sultanah Aminah, Johor Bahru.", "A"},
	{"Jenazah almarhumah {A} binti {F} dijadwalkan tiba di Bandara Soekarno-Hatta dan akan dijemput keluarga (Sdr. {X}).", "A"},
	{"Adapun identitas PMI dimaksud adalah {A}, kelahiran Indramayu, 3 Mei 1990, pemegang paspor RI nomor {P}.", "A"},
	{"Keluarga PMI {A}, yaitu Sdr. {X} (ayah kandung), telah mendatangi kantor kami.", "A"},
	{"Kami mohon bantuan Saudara menghubungi majikan {A}, Mr. Abdullah Al Ghamdi, agar gaji selama 14 bulan segera dibayarkan.", "A"},
	{"Mohon fasilitasi pemulangan bagi PMI {A} dan {B} dari Hong Kong.", "AB"},
	{"Tiga orang CPMI, yakni {A}, {B}, dan {C}, menolak diberangkatkan.", "ABC"},
	{"Para korban yang telah diidentifikasi: 1) {A}; 2) {B}; 3) {C}.", "ABC"},
	{"Korban atas nama {A} (paspor {P}), {B} (paspor {P}) serta {C} (paspor {P}) telah dievakuasi ke Bangkok.", "ABC"},
	{"PMI a.n. {A}, dkk. (5 orang) telah tiba di Terminal 3 dan diserahterimakan kepada Sdr. {X} selaku petugas P4MI.", "A"},
	{"{A} binti {F} (48 tahun), PMI asal Kabupaten Malang, mengalami stroke di rumah majikannya.", "A"},
	{"ABK {A} dan {B} yang bekerja di kapal FV Jin Sheng 88 belum menerima sisa gaji.", "AB"},
	{"The Embassy was informed that Ms. {UA}, an Indonesian national holding passport No. {P}, was admitted to the hospital.", "A"},
	{"The Ministry has the honour to inform that Mr. {A}, holder of Indonesian passport No. {P}, passed away on 3 May 2024.", "A"},
	{"The Embassy requests consular access to the Indonesian nationals {A} (Passport No. {P}) and {B} (Passport No. {P}).", "AB"},
	{"Atas nama pimpinan, kami menyampaikan bahwa PMI {A} alias {G} telah diperiksa oleh penyidik a.n. {X}.", "A"},
	{"{A} melaporkan bahwa selama bekerja sebagai PLRT di Damaskus tidak pernah menerima gaji dari majikannya.", "A"},
	{"Dari hasil wawancara, {A} mengaku direkrut oleh Sdr. {X} dan diberangkatkan melalui Batam.", "A"},
	{"Uang ganti rugi agar ditransfer ke rekening BRI a.n. {X} selaku ahli waris almarhum {A}.", "A"},
	{"Penyerahan jenazah PMI {UA} kepada pihak keluarga diterima oleh {X} (paman) disaksikan Kepala Desa.", "A"},
	{"Permasalahan PMI Sdri. {A} telah kami klarifikasi kepada PT Sinar Berlian Abadi melalui Direktur, Sdr. {X}.", "A"},
	{"Pekerja migran Indonesia bernama {A} (paspor nomor: {P}) dilaporkan hilang kontak sejak {T}.", "A"},
	{"Yth. Bapak Menteri, kami keluarga dari {A} memohon agar yang bersangkutan segera dipulangkan.", "A"},
	{"Kami telah memeriksa saksi korban {UA} dan saksi {UX} di Polda NTB.", "A"},
	{"Perkara tindak pidana perdagangan orang dengan korban {UA} bin {F} dan tersangka {UX} telah dilimpahkan.", "A"},
	{"WNI an. {A} yang semula ditahan di Depot Tahanan Imigresen Semenyih telah dibebaskan.", "A"},
	{"Korban dugaan TPPO, Sdri. {A} (27 tahun) asal Kabupaten Sumba Timur, telah ditampung di RPTC Bambu Apus.", "A"},
	{"Sehubungan dengan wafatnya {A} di Abu Dhabi, mohon bantuan menghubungi keluarga.", "A"},
	{"Menurut keterangan istrinya, {X}, PMI {A} terakhir menghubungi keluarga pada {T}.", "A"},
	{"Telah terjadi penganiayaan terhadap {A} oleh majikannya, Madam Lim Siew Hoon.", "A"},
	{"Pengadilan menjatuhkan hukuman mati kepada WNI {UA} bin {F}.", "A"},
	{"Kami laporkan bahwa {A}, PMI sektor domestik di Jeddah, melarikan diri dari rumah majikan karena gaji tidak dibayar.", "A"},
	{"Keluarga almarhum {A} meminta agar jenazah dimakamkan di Arab Saudi.", "A"},
	{"Paspor atas nama {A} (nomor {P}) telah habis masa berlakunya.", "A"},
	{"The deceased, Mr. {UA} (Passport No. {P}), was employed as a fisherman on board FV Hung Yu 212.", "A"},
	{"Ms. {A} and Ms. {B} have been repatriated to Indonesia on 12 May 2024.", "AB"},
	{"PT Bina Karya telah memberangkatkan {A} ke Taiwan tanpa mengikuti pelatihan.", "A"},
	{"Sdr. {A} yang bekerja sebagai ABK meninggal karena kecelakaan kerja dan meninggalkan seorang istri bernama {X}.", "A"},
	{"Pengaduan dimaksud menyangkut dua PMI, masing-masing {A} dan {B}, yang dipekerjakan tidak sesuai kontrak.", "AB"},
	{"Salah satu korban, {A}, saat ini dirawat di Hospital Kuala Lumpur.", "A"},
	{"Sisa gaji {A} sebesar SAR 12.000 telah diterima dan akan disampaikan kepada yang bersangkutan.", "A"},
	{"Mohon penerbitan SPLP bagi WNI overstay {A} (lahir di Sambas, 4 Juni 1988).", "A"},
	{"Kami mohon perkenan Saudara memanggil pihak sponsor, Sdr. {X}, yang memberangkatkan {A}.", "A"},
	{"Kunjungan kerja akan dipimpin oleh Direktur Jenderal, {X}, dan diterima Konsul Jenderal.", ""},
	{"Surat ini ditandatangani oleh {X} atas nama Bupati.", ""},
	{"Sosialisasi diisi oleh {X} dan {Y} dari BP3MI.", ""},
	{"Penghargaan diserahkan kepada {X}, Kepala Desa Sukamaju.", ""},
	{"Majikan bernama Mr. {X} menolak membayar gaji 5 PMI.", ""},
	{"Sdr. {X}, suami korban, mengadukan hal tersebut ke Disnaker.", ""},
	{"Contact person: {X}, 0812-1111-2222.", ""},
	{"Penerjemah {X} mendampingi konsul selama pemeriksaan para PMI.", ""},
	{"Rapat dipimpin {X} dan dihadiri perwakilan keluarga PMI.", ""},
	{"Jenazah akan diantar ke rumah duka di Jalan Teuku Umar, Kelurahan Dauh Puri, Kota Denpasar.", ""},
	{"Para PMI menginap di Wisma Atlet Kemayoran dan Rumah Susun Pasar Rumput.", ""},
	{"Penempatan dilakukan PT Sumber Makmur Jaya bekerja sama dengan Golden Harvest Manpower Agency.", ""},
	{"PMI dengan inisial S telah kami tampung. Untuk koordinasi dapat menghubungi Sdri. {X} (HP 0812-3456-7890).", ""},
	{"Sebagai narahubung kami menunjuk Sdr. {X}, Kepala Seksi Pelindungan, nomor telepon 081234567890.", ""},
	{"Kasus ini telah dibahas bersama Sdr. {X} selaku Direktur perusahaan.", ""},
	{"Kegiatan Desa Migran Emas akan dibuka oleh Bupati, Bapak {X}, di Pendopo Kabupaten Brebes.", ""},
	{"Pelaku {X} dan perekrut bernama {Y} ditangkap oleh Polresta Barelang.", ""},
	{"Dokter yang merawat, dr. {X}, menyatakan pasien dalam keadaan stabil.", ""},
	{"Narasumber: {X} (Direktur Pelindungan), {Y} (Universitas Gadjah Mada).", ""},
	{"Rapat dihadiri oleh Sdr. {X} dari Disnaker dan Sdri. {Y} dari Imigrasi Kelas I Mataram.", ""},
	{"Bersama ini kami tugaskan {X}, Penata Muda Tingkat I, untuk mengikuti pelatihan di Hotel Grand Mercure.", ""},
	{"Dana agar ditransfer ke rekening Bank Mandiri a.n. {X}.", ""},
	{"Kuasa hukum majikan, Advokat {X}, S.H., meminta penundaan sidang.", ""},
	{"Pengaduan disampaikan oleh {X}, tetangga korban, melalui hotline Jendela PMI.", ""},
	{"Penandatanganan dilakukan a.n. Kepala Badan oleh Sekretaris Utama, {X}.", ""},
}

func (v *inventor) passport() string {
	if v.IntN(4) == 0 {
		return fmt.Sprintf("%s%06d", pick(v, "AT", "XE", "AU"), 100000+v.IntN(899999))
	}
	return fmt.Sprintf("%s%07d", pick(v, "C", "B", "E", "A", "X"), 1000000+v.IntN(8999999))
}

func (v *inventor) nik() string {
	return fmt.Sprintf("%d%04d%02d%02d%02d%04d", pick(v, 32, 33, 35, 52, 53, 73), 101+v.IntN(1500), 1+v.IntN(28)+40*v.IntN(2), 1+v.IntN(12), 70+v.IntN(29), 1+v.IntN(30))
}

// tell fills a tale with people and returns the names of its workers.
func (v *inventor) tell(t told) (string, []string) {
	people := v.names(8)
	text := t.text
	for i, mark := range []string{"A", "B", "C", "D", "X", "Y", "Z"} {
		text = strings.ReplaceAll(text, "{"+mark+"}", people[i])
		text = strings.ReplaceAll(text, "{U"+mark+"}", strings.ToUpper(people[i]))
	}
	for strings.Contains(text, "{P}") {
		text = strings.Replace(text, "{P}", v.passport(), 1)
	}
	text = strings.NewReplacer("{K}", v.nik(), "{F}", pick(v, fathers...), "{G}", pick(v, "Yanti", "Mbok Nah", "Ucil"), "{T}", v.words(v.day())).Replace(text)
	var names []string
	for _, c := range t.workers {
		names = append(names, people[c-'A'])
	}
	return text, names
}

// taleLetter is a letter that tells a tale.
func (v *inventor) taleLetter(t told) invented {
	from, to := offices[v.IntN(len(offices))], offices[v.IntN(len(offices))]
	w := invented{form: archive.SuratDinas, date: v.day(), from: from.id}
	w.number = from.number(v, w.date, 10+v.IntN(9000))
	w.subject = pick(v, "Tanggapan atas Permasalahan WNI", "Penanganan Pengaduan PMI", "Penyampaian Informasi", "Permohonan Bantuan", "Tindak Lanjut Pengaduan")
	v.dinas(&w, from, to, v.IntN(4))
	w.para("Dengan hormat kami sampaikan hal-hal sebagai berikut.", 0)
	w.blank()
	text, names := v.tell(t)
	w.workers = names
	w.para(text, pick(v, 0, 6))
	w.blank()
	w.para("Demikian disampaikan, atas perhatian dan kerja sama Saudara diucapkan terima kasih.", 0)
	w.blank()
	v.signature(&w, from)
	return w
}

// TestEveryWayToNameAWorkerIsRead: each tale is told by different people in different
// layouts; hardly any may be misread, and those without workers yield none.
func TestEveryWayToNameAWorkerIsRead(t *testing.T) {
	k := knowledge(t)
	for n, tale := range tales {
		wrong, miss := 0, ""
		const tries = 25
		for seed := uint64(0); seed < tries; seed++ {
			v := &inventor{rand.New(rand.NewPCG(seed, uint64(n)+101)), k.Calendar}
			w := v.taleLetter(tale)
			p := Propose(w.asWords(nil), k)
			var names []string
			for _, x := range p.Workers {
				names = append(names, x.Name)
			}
			if !sameNames(w.workers, names) {
				wrong++
				miss = fmt.Sprintf("%q, read %q", w.workers, names)
			}
		}
		if wrong > tries/8 {
			t.Errorf("%d of %d: %s\n\t%s", wrong, tries, tale.text, miss)
		}
	}
}

// sameNames compares names without regard to capitals.
func sameNames(a, b []string) bool {
	fold := func(list []string) []string {
		var out []string
		for _, s := range list {
			out = append(out, strings.ToLower(s))
		}
		return out
	}
	return sameSet(fold(a), fold(b))
}

// TestWorkersClaimedToBeSureAreWorkers: of the people read at high confidence hardly any
// is none.
func TestWorkersClaimedToBeSureAreWorkers(t *testing.T) {
	k := knowledge(t)
	sure, wrong := 0, 0
	for n, tale := range tales {
		for seed := uint64(50); seed < 65; seed++ {
			v := &inventor{rand.New(rand.NewPCG(seed, uint64(n)+301)), k.Calendar}
			w := v.taleLetter(tale)
			p := Propose(w.asWords(nil), k)
			for i, x := range p.Workers {
				if p.Evidence[fmt.Sprintf("workers.%d", i)].Confidence < archive.HighConfidence {
					continue
				}
				sure++
				if !sameNames([]string{x.Name}, keep(w.workers, x.Name)) {
					wrong++
					t.Logf("%q in %s", x.Name, tale.text)
				}
			}
		}
	}
	if wrong*100 > sure {
		t.Errorf("%d of %d sure workers are none", wrong, sure)
	}
}

// keep returns the names that are name.
func keep(names []string, name string) []string {
	var out []string
	for _, n := range names {
		if strings.EqualFold(n, name) {
			out = append(out, n)
		}
	}
	return out
}
