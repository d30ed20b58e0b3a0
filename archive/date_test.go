package archive_test

import (
	"testing"

	"pgregory.net/rapid"

	"lintas/archive"
)

func TestDaysThatDoNotExistAreEmpty(t *testing.T) {
	for _, d := range []archive.Date{
		archive.MakeDate(2024, 6, 31), archive.MakeDate(2023, 2, 29), archive.MakeDate(10000, 1, 1), archive.MakeDate(0, 1, 1),
		archive.Date("2024-02-30").AddDays(1), archive.Date("9999-12-31").AddDays(1), archive.Date("0001-01-01").AddDays(-1), archive.Date("2024-01-01").AddDays(1 << 62),
	} {
		if d != "" {
			t.Errorf("%q", d)
		}
	}
	if n := archive.Date("0001-01-01").DaysUntil("9999-12-31"); n != 3652058 {
		t.Errorf("%d days", n)
	}
}

func TestDaysAddAndCountBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, n := days().Draw(t, "day"), rapid.IntRange(-100000, 100000).Draw(t, "n")
		e := d.AddDays(n)
		if !e.Valid() || d.DaysUntil(e) != n || e.AddDays(-n) != d {
			t.Fatalf("%s and %d days: %s", d, n, e)
		}
		if (n > 0) != (e > d) {
			t.Fatal("days do not compare as strings")
		}
	})
}

func TestADateReadsAsLettersWriteIt(t *testing.T) {
	want := archive.Text{ID: "4 Agustus 2024", EN: "4 August 2024"}
	if got := archive.Date("2024-08-04").Words(); got != want {
		t.Errorf("%+v", got)
	}
	if got := archive.Date("").Words(); got.ID == "" || got.EN == "" {
		t.Errorf("%+v", got)
	}
}
