package reading

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// A printedTail is the end of a letter: who signed it, and who gets a copy.
type printedTail struct {
	printedHead
	signer string
	copies []string
}

var tailSigners = []string{"Drs. Prabowo Sudarsono, M.Si.", "Widya Larasati Kusuma", "Dr. H. MULYADI RAHMAN, S.H., M.H.", "SUHARTO WIDAGDO, S.I.K.", "Hj. Ratna Suminar, S.Sos., M.M.", "Agoes Soenanto Prasetyo"}

// tail invents a short letter with one of many ends.
func (v *inventor) tail() *printedTail {
	t := &printedTail{printedHead: printedHead{y: 50}}
	t.centre("KEMENTERIAN SOSIAL REPUBLIK INDONESIA")
	t.centre("Jalan Kenanga Raya Nomor 17, Telepon (021) 5550123")
	t.y += 12
	for _, l := range []string{"Nomor : 123/4/RS.01/5/2025", "Hal : Permohonan Data", "Yth. Kepala BP3MI Jawa Tengah", "di Semarang"} {
		t.put(60, t.y, l)
		t.y += headLine
	}
	t.y += headLine
	for _, l := range t.fill("Sehubungan dengan permasalahan pekerja migran yang telah kami laporkan, bersama ini kami mohon bantuan Saudara. Atas perhatian Saudara diucapkan terima kasih.", 470) {
		t.put(60, t.y, l)
		t.y += headLine
	}
	t.y += 2 * headLine
	t.signer = tailSigners[v.IntN(len(tailSigners))]
	for n := v.IntN(4); len(t.copies) < n; {
		if a := headAddressees[v.IntN(len(headAddressees))]; len(t.copies) == 0 || t.copies[len(t.copies)-1] != a {
			t.copies = append(t.copies, a)
		}
	}
	beside := len(t.copies) > 0 && v.IntN(5) == 0
	top := t.y
	v.signed(t)
	if beside {
		t.layout += ", copies beside"
		t.y = top
	}
	v.copied(t)
	v.feet(t)
	return t
}

// signed prints the signature.
func (v *inventor) signed(t *printedTail) {
	x := float32(pick(v, 320, 340, 360))
	var rows []string
	if v.IntN(4) == 0 {
		rows = append(rows, "Jakarta, 7 Mei 2025")
	}
	if v.IntN(4) == 0 {
		rows = append(rows, "Ditandatangani secara elektronik oleh:")
	}
	rows = append(rows, pick(v, []string{"Direktur Jenderal Rehabilitasi Sosial,"}, []string{"a.n. Menteri Sosial", "Sekretaris Jenderal,"}, []string{"a.n. DIREKTUR JENDERAL", "DIREKTUR REHABILITASI,", "u.b.", "KASUBDIT III"}, []string{"Plt. Kepala Biro Hukum"})...)
	for _, r := range rows {
		t.put(x, t.y, r)
		t.y += headLine
	}
	t.y += float32(pick(v, 30, 45, 60))
	t.put(x, t.y, t.signer)
	t.y += headLine
	if below := pick(v, "NIP 19700101 199503 1 001", "NIP. 197001011995031001", "KOMISARIS BESAR POLISI NRP 70010123", ""); below != "" {
		t.put(x, t.y, below)
		t.y += headLine
	}
	t.layout = fmt.Sprintf("signed at %g by %d lines", x, len(rows))
}

// copied prints the copies.
func (v *inventor) copied(t *printedTail) {
	if len(t.copies) == 0 {
		return
	}
	t.y += headLine
	t.put(60, t.y, pick(v, "Tembusan:", "Tembusan Yth.:", "Tembusan :", "Tembusan disampaikan kepada Yth.:", "Tembusan, disampaikan kepada Yth. :", "Tembusan disampaikan kepada Yth", "TEMBUSAN :"))
	t.y += headLine
	marks := pick(v, "1.", "1)", "-", "–", "a.")
	t.layout += ", copies marked " + marks
	remark := pick(v, "", "", " (sebagai laporan)")
	for i, c := range t.copies {
		mark := marks
		switch marks {
		case "1.", "1)":
			mark = fmt.Sprint(i+1) + marks[1:]
		case "a.":
			mark = string(rune('a'+i)) + "."
		}
		t.put(60, t.y, mark)
		for _, l := range t.fill(c+remark+pick(v, ";", "", "."), 220) {
			t.put(60+float32(pick(v, 14, 14, 20)), t.y, l)
			t.y += headLine - 2
		}
		remark = ""
	}
}

// feet prints what stands at the foot of the paper, and notes by hand.
func (v *inventor) feet(t *printedTail) {
	switch v.IntN(5) {
	case 0:
		t.put(60, 800, "Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat elektronik yang diterbitkan BSrE")
	case 1:
		t.put(60, 800, "Jagalah integritas: layanan ini tidak dipungut biaya dan laporkan gratifikasi")
	case 2:
		t.put(400, 700, "tindak")
		t.put(430, 706, "lanjuti")
		t.put(395, 722, "Ka. Tim")
	case 3:
		t.put(60, 790, "Catatan :")
		t.put(60, 802, "UU ITE No. 11 Tahun 2008 Pasal 5 ayat 1: Informasi Elektronik merupakan alat bukti hukum yang sah")
	}
}

func TestSignersAndCopiesComeOutOfAnyTail(t *testing.T) {
	k := knowledge(t)
	c := &tally{right: map[string]int{}, all: map[string]int{}}
	for seed := uint64(1); seed <= 800; seed++ {
		v := &inventor{rand.New(rand.NewPCG(seed, 23)), k.Calendar}
		tail := v.tail()
		p := Propose(tail.transcript(), k)
		where := fmt.Sprintf("seed %d, %s", seed, tail.layout)
		c.count("signer", strings.EqualFold(strings.TrimSuffix(p.Signer.Name, "."), strings.TrimSuffix(tail.signer, ".")), "%s: %q, read %q", where, tail.signer, p.Signer.Name)
		c.count("copies", sameParties(k, tail.copies, p.Copies), "%s: %q, read %+v", where, tail.copies, p.Copies)
	}
	c.report(t, map[string]float64{"signer": 0.99, "copies": 0.98})
}
