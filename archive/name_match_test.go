package archive_test

import (
	"slices"
	"testing"

	"lintas/archive"
)

func TestNamesAreAlikeByKeyByDamageAndByPart(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{
		{"Rohaeni", "ROHAENI", archive.SameName},
		{"Soekarno", "Sukarno", archive.SameName},
		{"Rohaeni", "Rohaemi", archive.MisreadName},
		{"Pardiyanto", "Pardivanto", archive.MisreadName},
		{"Kurniawati", "Kumiawati", archive.MisreadName}, // rn read as m
		{"Oktavianus Lase", "0ktavianus Iase", archive.MisreadName},
		{"Susanti", "Susanti Mahfud", archive.PartOfName},
		{"Siti", "Siti Munawaroh", 0},
		{"Muhammad", "Muhammad Ridwan", 0},
		{"Siti Aminah", "Siti Maryam", 0},
		{"Mawarti", "Suwarti", 0},
		{"Umi", "Uni", 0},
		{"", "Umi", 0},
	} {
		if got := archive.NameLikeness(c.a, c.b); got != c.want {
			t.Errorf("%q and %q: %v, want %v", c.a, c.b, got, c.want)
		}
		if archive.NameLikeness(c.a, c.b) != archive.NameLikeness(c.b, c.a) {
			t.Errorf("%q and %q are not alike both ways", c.a, c.b)
		}
	}
}

func TestAMisreadNameSharesAHalfWithItself(t *testing.T) {
	for _, pair := range [][2]string{{"Rohaeni", "Rohaemi"}, {"Rohaeni", "Rahaeni"}, {"Pardiyanto", "Pardiyant"}, {"Wiwik Handayani", "Wiwik Handaayoni"}, {"Kurniawati", "Kumiawati"}} {
		near := archive.NameHalvesNear(pair[1])
		if !slices.ContainsFunc(archive.NameHalves(pair[0]), func(h string) bool { return slices.Contains(near, h) }) {
			t.Errorf("%q is not looked for under %q: %v", pair[1], archive.NameHalves(pair[0]), near)
		}
	}
	if halves := archive.NameHalves("Umi"); halves != nil {
		t.Errorf("a short name has halves %v", halves)
	}
}

func TestOneSlipInAPassportIsOneAndTwoAreNot(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"C7120384", "C 7120384", true}, {"C7120384", "C712O384", true}, {"C7120384", "C7120334", true}, {"C7120384", "C7120", false},
		{"C7120384", "C7129334", false}, {"", "C7120384", false}, {"3212275205879947", "3212275205879941", true}, {"3212275205879947", "3212275205879", false},
	} {
		if got := archive.PaperSlip(c.a, c.b); got != c.want {
			t.Errorf("%s and %s: %t", c.a, c.b, got)
		}
	}
}
