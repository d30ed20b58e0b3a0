package archive_test

import (
	"testing"
	"unicode"

	"lintas/archive"
)

func TestSpellingsOfOneNameHaveOneKey(t *testing.T) {
	for _, same := range [][]string{
		{"Soekarno", "Sukarno", "SOEKARNO"},
		{"Muhammad Ridwan", "Mohamad Ridwan", "Mochammad Ridwan", "Muh. Ridwan", "Moh. Ridwan", "M. Ridwan", "Mhd Ridwan", "H. Muhammad Ridwan, S.H.", "MUHAMMAD RIDHWAN"},
		{"Siti Aminah", "SITI AMINAH BT ABDULLAH", "Sitti Amina", "Siti Aminah binti Abdullah", "Sdri. Siti Aminah", "St. Aminah", "SITIAMINAH", "Hj. Siti Aminah"},
		{"Achmad Yusuf", "Ahmad Jusuf", "Akhmad Yusuf", "Ahmad Yusuf bin Ali"},
		{"Nur Hayati", "Noor Hayati", "Nurhayati", "Noer Hajati"},
		{"Yulianti", "Julianti", "Djulianti"},
		{"Fatimah", "Fatima", "FATHIMAH"},
		{"Mawarti", "MAWARTI MAWARTI", "Mawarti alias Siti Maryam", "a.n. Mawarti"},
		{"Tjahjono", "Cahyono"},
		{"Zaenal Abidin", "Zainal Abidin", "Drs. Zainal Abidin, M.Si."},
		{"Abd. Rahman", "Abdul Rahman", "Abdulrahman"},
		{"Syamsul", "Sjamsul", "Shamsul"},
	} {
		for _, name := range same[1:] {
			if archive.NameKey(name) != archive.NameKey(same[0]) {
				t.Errorf("%q %q, %q %q", same[0], archive.NameKey(same[0]), name, archive.NameKey(name))
			}
		}
	}
}

func TestDifferentNamesHaveDifferentKeys(t *testing.T) {
	names := []string{"Siti Aminah", "Siti Maryam", "Mawarti", "Suwarti", "Muhammad Ridwan", "Ridwan", "Ahmad Yusuf", "Sri Wahyuni", "Dewi Lestari", "Muhammad", "Nur"}
	keys := make(map[string]string)
	for _, name := range names {
		key := archive.NameKey(name)
		if other := keys[key]; other != "" || key == "" {
			t.Errorf("%q and %q have the key %q", name, other, key)
		}
		keys[key] = name
	}
}

func TestANameOfTitlesOnlyStillHasAKey(t *testing.T) {
	for _, name := range []string{"Ibu", "H.", "bin Ali", "Dr. H. Ir."} {
		if archive.NameKey(name) == "" {
			t.Errorf("%q has no key", name)
		}
	}
	for _, name := range []string{"", " ", "-", "123 /"} {
		if key := archive.NameKey(name); key != "" && name != "123 /" {
			t.Errorf("%q has the key %q", name, key)
		}
	}
}

func FuzzNameKey(f *testing.F) {
	f.Add("Siti Aminah binti Abdullah")
	f.Add("H. Muhammad Ridwan, S.H. (alm)")
	f.Fuzz(func(t *testing.T, name string) {
		for _, r := range archive.NameKey(name) {
			if unicode.IsSpace(r) || unicode.IsUpper(r) && unicode.ToLower(r) != r {
				t.Fatalf("%q", archive.NameKey(name))
			}
		}
	})
}
