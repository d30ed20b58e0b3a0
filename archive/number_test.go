package archive_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lintas/archive"
)

func TestASkeletonForgivesScanningAndTyping(t *testing.T) {
	for number, want := range map[string]string{
		"B.1150/KA/PP.01/IX/2023": "81150KAPP011X2023",
		"":                        "",
		"-":                       "",
		"  / . ":                  "",
	} {
		if got := archive.Skeleton(number); got != want {
			t.Errorf("%q: %q, want %q", number, got, want)
		}
	}
	for _, same := range [][]string{
		{"1591/Dt.8.1/11/2017", "1591/Dt.8.l/ll/2017", "1591 /Dt.8.I/II/20 17", "1591-DT-8.1-!!-2O17"},
		{"B-235/PANRB/D-IV/KKA/06/2012", "B-235PANRBD-IVKKA062012", "8-235_PANRB_D-IV_KKA_06_2012"},
		{"272/D.8.ND/11/2017", "272/D.B.ND/11/2017"},
		{"050/1434/437.71/2017", "OSO/1434/437.71/2017"},
		{"B-00282/HAMBURG/171114", "b - 00282 / Hamburg / 171114", "Ｂ－００２８２/HAMBURG/171114"},
	} {
		for _, number := range same[1:] {
			if archive.Skeleton(number) != archive.Skeleton(same[0]) {
				t.Errorf("%q and %q: %q, %q", same[0], number, archive.Skeleton(same[0]), archive.Skeleton(number))
			}
		}
	}
	if archive.Skeleton("B.1150/KA/PP.01/IX/2023") == archive.Skeleton("B.1151/KA/PP.01/IX/2023") {
		t.Error("two serial numbers are one")
	}
}

func TestTokensAreThePartsBetweenSeparators(t *testing.T) {
	got := archive.Tokens("B.1605/d2/PP.02.03/IX/2024")
	if want := []string{"B", "1605", "D2", "PP", "02", "03", "IX", "2024"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if got := archive.Tokens(" -/. "); len(got) != 0 {
		t.Errorf("%q", got)
	}
}

func TestASkeletonIsItsOwnSkeleton(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.String().Draw(t, "number")
		skeleton := archive.Skeleton(number)
		if archive.Skeleton(skeleton) != skeleton {
			t.Fatalf("%q", skeleton)
		}
		if archive.Skeleton(strings.ToLower(skeleton)) != skeleton || archive.Skeleton(" /"+number+"-") != skeleton {
			t.Fatal("case or separators count")
		}
	})
}

func FuzzSkeleton(f *testing.F) {
	f.Add("B.1605/D2/PP.02.03/IX/2024")
	f.Add("1591/Dt.8.l/ll/2017 & 3|/!")
	f.Fuzz(func(t *testing.T, number string) {
		skeleton := archive.Skeleton(number)
		if archive.Skeleton(skeleton) != skeleton || strings.ContainsAny(skeleton, "OQILBSZG|! /.-") {
			t.Fatalf("%q", skeleton)
		}
		if strings.Join(archive.Tokens(number), "") == "" && strings.Trim(skeleton, "1") != "" {
			t.Fatalf("%q has a skeleton %q and no tokens", number, skeleton)
		}
	})
}
