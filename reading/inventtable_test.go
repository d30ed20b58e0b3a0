package reading

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"lintas/archive"
)

// sheetOfRows writes a table at chosen columns; cells wider than their column go on
// below.
func sheetOfRows(w *invented, at []int, rows [][]string, widths []int) {
	for _, cells := range rows {
		var lines [][]string
		for k, c := range cells {
			lines = append(lines, wrap(c, widths[k]))
		}
		for n := 0; ; n++ {
			var r row
			for k := range lines {
				if n < len(lines[k]) && lines[k][n] != "" {
					r = append(r, at2(at[k], lines[k][n]))
				}
			}
			if r == nil {
				break
			}
			w.add(r)
		}
	}
}

func at2(col int, text string) at { return at{col, text} }

// TestTablesGiveTheirWorkers: whatever the heads, the order of the columns and the
// length of the names, each row is one worker with the numbers of the row.
func TestTablesGiveTheirWorkers(t *testing.T) {
	k := knowledge(t)
	wrong := 0
	const tries = 150
	for seed := uint64(0); seed < tries; seed++ {
		v := &inventor{rand.New(rand.NewPCG(seed, 401)), k.Calendar}
		from := offices[v.IntN(len(offices))]
		w := invented{form: archive.SuratDinas, date: v.day()}
		w.number = from.number(v, w.date, 10+v.IntN(9000))
		w.subject = "Penyampaian Data"
		v.dinas(&w, from, offices[0], v.IntN(4))
		w.para("Bersama ini kami sampaikan data pekerja migran yang akan dipulangkan sebagai berikut:", 0)
		w.blank()
		names := v.names(2 + v.IntN(5))
		heads := []string{pick(v, "Nama", "NAMA PMI", "Nama Lengkap", "Nama CPMI")}
		passport, third := v.IntN(3) > 0, v.IntN(3)
		if passport {
			heads = append(heads, pick(v, "No. Paspor", "Nomor Paspor", "Paspor"))
		}
		heads = append(heads, []string{"Asal", "NIK", "Keterangan"}[third])
		numbered := v.IntN(3) > 0
		rows := [][]string{heads}
		var identities []string
		for _, name := range names {
			cells, id := []string{name}, ""
			if passport {
				id = v.passport()
				cells = append(cells, id)
			}
			cells = append(cells, []string{pick(v, "Indramayu", "Lombok Timur", "Cilacap"), v.nik(), pick(v, "sehat", "hamil", "sakit")}[third])
			identities = append(identities, name+id)
			rows = append(rows, cells)
		}
		at, widths := []int{4, 34, 60}, []int{22, 18, 22}
		if numbered {
			for n := range rows {
				mark := pick(v, "No", "No.")
				if n > 0 {
					mark = fmt.Sprint(n) + pick(v, "", ".")
				}
				rows[n] = append([]string{mark}, rows[n]...)
			}
			at, widths = append([]int{0}, at...), append([]int{4}, widths...)
		}
		sheetOfRows(&w, at, rows, widths)
		w.blank()
		w.para("Demikian disampaikan, atas perhatian Saudara diucapkan terima kasih.", 0)
		w.blank()
		v.signature(&w, from)
		p := Propose(w.asWords(nil), k)
		var got []string
		for _, x := range p.Workers {
			got = append(got, x.Name+x.Passport)
		}
		if !sameNames(identities, got) {
			if wrong++; wrong <= 5 {
				t.Logf("seed %d: %q, read %q", seed, identities, got)
			}
		}
	}
	if wrong*33 > tries {
		t.Errorf("%d of %d tables are misread", wrong, tries)
	}
}

// TestMinutesGiveTheirActions: tables of actions under all kinds of heads, in any order
// of columns, and lists, give who owes what until when.
func TestMinutesGiveTheirActions(t *testing.T) {
	k := knowledge(t)
	wrong := 0
	const tries = 120
	tasks := []string{"Menyusun rancangan nota kesepahaman", "Mengirim data pekerja migran per kabupaten", "Melaporkan hasil penyidikan", "Menyiapkan tempat penampungan dan asesmen psikososial"}
	owners := []string{"Kemlu", "Bareskrim Polri", "Kemnaker", "BP2MI"}
	for seed := uint64(0); seed < tries; seed++ {
		v := &inventor{rand.New(rand.NewPCG(seed, 402)), k.Calendar}
		w := invented{form: archive.Notula, date: v.day()}
		v.letterhead(&w, offices[4])
		w.add(centred("NOTULA"), centred("RAPAT KOORDINASI PENANGANAN PEKERJA MIGRAN"))
		w.blank()
		v.block(&w, nil, [2]string{"Hari/tanggal", dayNames[w.date.Weekday()] + ", " + v.words(w.date)}, [2]string{"Waktu", "09.00 - 11.30 WIB"}, [2]string{"Tempat", "Ruang Rapat Lantai 4"}, [2]string{"Pimpinan", "Sekretaris Utama"}, [2]string{"Peserta", "Kemlu; Bareskrim Polri; Kemnaker; BP2MI"})
		w.blank()
		w.add(row{{0, pick(v, "Kesimpulan", "II. KESIMPULAN", "B. Keputusan:", "Kesepakatan")}})
		w.para("1. Pemulangan dilakukan secara bertahap.", 0)
		w.para("2. Data dipertukarkan setiap bulan.", 0)
		w.blank()
		w.add(row{{0, pick(v, "Rencana Tindak Lanjut", "III. Tindak Lanjut", "C. RENCANA AKSI", "Tindak lanjut:")}})
		var want []string
		var rows [][]string
		what, who, when := pick(v, "Uraian", "Tindak Lanjut", "Kegiatan", "Rencana Aksi"), pick(v, "PIC", "Penanggung Jawab", "Pelaksana", "Instansi"), pick(v, "Batas Waktu", "Target", "Tenggat", "Target Waktu")
		swapped, list := v.IntN(3) == 0, v.IntN(4) == 0
		order := func(a, b, c string) []string {
			if swapped {
				return []string{b, a, c}
			}
			return []string{a, b, c}
		}
		rows = append(rows, append([]string{"No"}, order(what, who, when)...))
		for n, task := range tasks[:2+v.IntN(3)] {
			due := w.date.AddDays(5 + v.IntN(30))
			owner := owners[(n+v.IntN(4))%4]
			want = append(want, owner+" "+string(due))
			rows = append(rows, append([]string{fmt.Sprint(n + 1)}, order(task, owner, v.words(due))...))
			if list {
				w.para(fmt.Sprintf("%d) %s: %s (%s)", n+1, owner, strings.ToLower(task), v.words(due)), 0)
			}
		}
		if !list {
			widths, at := []int{3, 26, 18, 20}, []int{0, 5, 36, 60}
			if swapped {
				widths, at = []int{3, 18, 26, 20}, []int{0, 5, 30, 62}
			}
			sheetOfRows(&w, at, rows, widths)
		}
		w.blank()
		w.para("Rapat ditutup pukul 11.30 WIB.", 0)
		w.blank()
		w.add(row{{56, "Notulis,"}})
		w.blank()
		w.add(row{{56, "Ratna Dewi Anggraeni"}})
		p := Propose(w.asWords(nil), k)
		var got, dues []string
		for _, a := range p.Meeting.Actions {
			got = append(got, a.OwnerPrinted+" "+string(a.Due))
		}
		for _, d := range p.Deadlines {
			dues = append(dues, string(d.Due))
		}
		if !sameSet(want, got) || len(dues) != len(want) || len(p.Meeting.Decisions) != 2 {
			if wrong++; wrong <= 5 {
				t.Logf("seed %d: %q, read %q, deadlines %q, decisions %q", seed, want, got, dues, p.Meeting.Decisions)
			}
		}
	}
	if wrong*30 > tries {
		t.Errorf("%d of %d minutes are misread", wrong, tries)
	}
}
