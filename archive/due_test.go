package archive_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lintas/archive"
)

func nationalCalendar(t testing.TB) *archive.Calendar {
	t.Helper()
	lists, err := archive.BuiltinHolidays()
	if err != nil {
		t.Fatal(err)
	}
	return archive.NewCalendar("", lists)
}

func TestWorkingDaysPassOverHolidaysAndJointLeave(t *testing.T) {
	cal := nationalCalendar(t)
	for _, c := range []struct {
		letter archive.Date
		n      int
		due    archive.Date
	}{
		{"2023-01-20", 1, "2023-01-24"},
		{"2023-01-20", 3, "2023-01-26"},
		{"2023-03-17", 5, "2023-03-28"},
		{"2023-03-21", 1, "2023-03-24"},
		{"2023-04-06", 2, "2023-04-11"},
		{"2023-04-17", 3, "2023-04-27"},
		{"2023-04-18", 1, "2023-04-26"},
		{"2023-04-18", 5, "2023-05-03"},
		{"2023-04-20", 1, "2023-04-26"},
		{"2023-04-28", 2, "2023-05-03"},
		{"2023-05-17", 1, "2023-05-19"},
		{"2023-05-31", 1, "2023-06-05"},
		{"2023-06-01", 2, "2023-06-06"},
		{"2023-06-27", 1, "2023-07-03"},
		{"2023-06-27", 3, "2023-07-05"},
		{"2023-06-30", 1, "2023-07-03"},
		{"2023-07-18", 5, "2023-07-26"},
		{"2023-08-16", 1, "2023-08-18"},
		{"2023-09-27", 2, "2023-10-02"},
		{"2023-12-22", 1, "2023-12-27"},
		{"2023-12-22", 5, "2024-01-03"},
		{"2023-12-29", 1, "2024-01-02"},
		{"2024-02-07", 1, "2024-02-12"},
		{"2024-02-07", 5, "2024-02-19"},
		{"2024-02-13", 1, "2024-02-15"},
		{"2024-03-08", 1, "2024-03-13"},
		{"2024-03-28", 1, "2024-04-01"},
		{"2024-04-05", 1, "2024-04-16"},
		{"2024-04-05", 5, "2024-04-22"},
		{"2024-04-08", 7, "2024-04-24"},
		{"2024-05-08", 1, "2024-05-13"},
		{"2024-05-22", 2, "2024-05-28"},
		{"2024-06-14", 1, "2024-06-19"},
		{"2024-06-14", 10, "2024-07-02"},
		{"2024-09-13", 1, "2024-09-17"},
		{"2024-09-24", 7, "2024-10-03"},
		{"2024-11-26", 1, "2024-11-28"},
		{"2024-11-26", 2, "2024-11-29"},
		{"2024-12-24", 1, "2024-12-27"},
		{"2024-12-20", 10, "2025-01-08"},
		{"2025-01-24", 1, "2025-01-30"},
		{"2025-01-26", 2, "2025-01-31"},
		{"2025-03-27", 1, "2025-04-08"},
		{"2025-03-27", 5, "2025-04-14"},
		{"2025-03-21", 7, "2025-04-10"},
		{"2025-04-17", 1, "2025-04-21"},
		{"2025-05-09", 1, "2025-05-14"},
		{"2025-05-28", 1, "2025-06-02"},
		{"2025-06-05", 2, "2025-06-11"},
		{"2025-06-26", 1, "2025-06-30"},
		{"2025-08-15", 1, "2025-08-19"},
		{"2025-09-04", 1, "2025-09-08"},
		{"2025-12-24", 1, "2025-12-29"},
		{"2025-12-24", 5, "2026-01-05"},
		{"2026-01-15", 1, "2026-01-19"},
		{"2026-02-13", 1, "2026-02-18"},
		{"2026-03-17", 1, "2026-03-25"},
		{"2026-03-17", 3, "2026-03-27"},
		{"2026-03-16", 5, "2026-03-30"},
		{"2026-04-02", 1, "2026-04-06"},
		{"2026-04-30", 1, "2026-05-04"},
		{"2026-05-13", 1, "2026-05-18"},
		{"2026-05-26", 1, "2026-05-29"},
		{"2026-05-26", 3, "2026-06-03"},
		{"2026-06-15", 1, "2026-06-17"},
		{"2026-08-14", 1, "2026-08-18"},
		{"2026-08-24", 1, "2026-08-26"},
		{"2026-12-23", 1, "2026-12-28"},
		{"2026-12-11", 10, "2026-12-29"},
	} {
		rule := archive.Rule{Kind: archive.WorkingDays, N: c.n, Base: archive.FromLetter}
		got := rule.Compute(c.letter, "", cal)
		if got.Date != c.due || got.Doubt != nil {
			t.Errorf("%d working days from %s: %s, want %s (%s; doubt %v)", c.n, c.letter, got.Date, c.due, got.Words.EN, got.Doubt)
		}
	}
}

func TestOtherRulesCountCalendarDaysHoursAndMonths(t *testing.T) {
	cal := nationalCalendar(t)
	for _, c := range []struct {
		name             string
		rule             archive.Rule
		letter, received archive.Date
		due              archive.Date
	}{
		{"a date", archive.Rule{Kind: archive.ByDate, Date: "2024-09-30"}, "2024-09-01", "", "2024-09-30"},
		{"before a date", archive.Rule{Kind: archive.ByDate, Date: "2017-12-31", Exclusive: true}, "2017-12-01", "", "2017-12-30"},
		{"before the first of a month", archive.Rule{Kind: archive.ByDate, Date: "2024-03-01", Exclusive: true}, "", "", "2024-02-29"},
		{"a date without a letter's date", archive.Rule{Kind: archive.ByDate, Date: "2025-01-02"}, "", "", "2025-01-02"},
		{"14 days", archive.Rule{Kind: archive.CalendarDay, N: 14}, "2024-02-20", "", "2024-03-05"},
		{"30 days over a leap day", archive.Rule{Kind: archive.CalendarDay, N: 30}, "2024-01-31", "", "2024-03-01"},
		{"60 days over the year", archive.Rule{Kind: archive.CalendarDay, N: 60}, "2023-12-15", "", "2024-02-13"},
		{"days are not moved off a Sunday", archive.Rule{Kind: archive.CalendarDay, N: 7}, "2024-09-01", "", "2024-09-08"},
		{"3 x 24 hours", archive.Rule{Kind: archive.Hours, N: 72}, "2024-12-30", "", "2025-01-02"},
		{"1 x 24 hours", archive.Rule{Kind: archive.Hours, N: 24}, "2024-02-28", "", "2024-02-29"},
		{"36 hours are two days", archive.Rule{Kind: archive.Hours, N: 36}, "2024-06-10", "", "2024-06-12"},
		{"6 hours are the next day", archive.Rule{Kind: archive.Hours, N: 6}, "2024-06-10", "", "2024-06-11"},
		{"month end", archive.Rule{Kind: archive.MonthEnd}, "2024-02-05", "", "2024-02-29"},
		{"month end on the last day", archive.Rule{Kind: archive.MonthEnd}, "2023-04-30", "", "2023-04-30"},
		{"end of next month", archive.Rule{Kind: archive.MonthEnd, N: 1}, "2024-01-31", "", "2024-02-29"},
		{"end of December plus two", archive.Rule{Kind: archive.MonthEnd, N: 2}, "2024-12-10", "", "2025-02-28"},
		{"end of a named month", archive.Rule{Kind: archive.MonthEnd, Date: "2024-11-01"}, "2024-09-10", "", "2024-11-30"},
		{"from receipt", archive.Rule{Kind: archive.WorkingDays, N: 2, Base: archive.FromReceipt}, "2024-09-02", "2024-09-13", "2024-09-18"},
		{"from an event", archive.Rule{Kind: archive.CalendarDay, N: 10, Base: archive.FromEvent, BaseDate: "2025-03-01"}, "2025-02-01", "2025-02-03", "2025-03-11"},
		{"no time", archive.Rule{Kind: archive.NoTime}, "2024-09-02", "", ""},
	} {
		got := c.rule.Compute(c.letter, c.received, cal)
		if got.Date != c.due || got.Doubt != nil {
			t.Errorf("%s: %q, want %q (%s; doubt %v)", c.name, got.Date, c.due, got.Words.EN, got.Doubt)
		}
	}
}

func TestAComputationNamesTheHolidaysItPassedOver(t *testing.T) {
	cal := nationalCalendar(t)
	rule := archive.Rule{Kind: archive.WorkingDays, N: 3, Base: archive.FromLetter}
	got := rule.Compute("2024-05-07", "", cal).Words
	want := archive.Text{
		ID: "3 hari kerja sejak surat tanggal 7 Mei 2024, melewati libur: 9 Mei 2024 (Kenaikan Isa Almasih), 10 Mei 2024 (Cuti bersama Kenaikan Isa Almasih) → 14 Mei 2024",
		EN: "3 working days from the letter of 7 May 2024, passing over the holidays: 9 May 2024 (Kenaikan Isa Almasih), 10 May 2024 (Cuti bersama Kenaikan Isa Almasih) → 14 May 2024",
	}
	if got != want {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestAHolidayOnAWeekendIsNotSaidToBePassedOver(t *testing.T) {
	cal := nationalCalendar(t)
	rule := archive.Rule{Kind: archive.WorkingDays, N: 2}
	if got := rule.Compute("2024-08-16", "", cal).Words.ID; strings.Contains(got, "melewati") {
		t.Errorf("17 August 2024 was a Saturday: %s", got)
	}
}

func TestADueDateOnAFreeDaySaysSo(t *testing.T) {
	cal := nationalCalendar(t)
	got := archive.Rule{Kind: archive.ByDate, Date: "2017-12-17"}.Compute("", "", cal)
	if got.Date != "2017-12-17" || !strings.Contains(got.Words.ID, "Minggu, bukan hari kerja") {
		t.Errorf("%+v", got)
	}
	got = archive.Rule{Kind: archive.CalendarDay, N: 1}.Compute("2024-12-24", "", cal)
	if got.Date != "2024-12-25" || !strings.Contains(got.Words.EN, "Wednesday, Hari Raya Natal, not a working day") {
		t.Errorf("%+v", got)
	}
}

func TestAYearWithoutAListIsDoubted(t *testing.T) {
	cal := nationalCalendar(t)
	if cal.Known(2027) || !cal.Known(2026) {
		t.Fatal("the built-in lists are those of 2023 to 2026")
	}
	got := archive.Rule{Kind: archive.WorkingDays, N: 5}.Compute("2026-12-28", "", cal)
	if got.Date != "2027-01-04" || got.Doubt == nil || !strings.Contains(got.Doubt.ID, "2027") {
		t.Errorf("%+v", got)
	}
	if got := (archive.Rule{Kind: archive.CalendarDay, N: 5}).Compute("2027-03-01", "", cal); got.Doubt != nil {
		t.Errorf("calendar days need no list: %+v", got.Doubt)
	}
	if got := (archive.Rule{Kind: archive.WorkingDays, N: 1}).Compute("2024-01-02", "", nil); got.Date != "2024-01-03" || got.Doubt == nil {
		t.Errorf("without any calendar: %+v", got)
	}
}

func TestAMissingBaseIsSaidAndNeverGuessedSilently(t *testing.T) {
	cal := nationalCalendar(t)
	receipt := archive.Rule{Kind: archive.CalendarDay, N: 3, Base: archive.FromReceipt}
	if got := receipt.Compute("2024-06-03", "", cal); got.Date != "2024-06-06" || got.Doubt == nil {
		t.Errorf("no day of receipt: %+v", got)
	}
	letter := archive.Rule{Kind: archive.CalendarDay, N: 3, Base: archive.FromLetter}
	if got := letter.Compute("", "2024-06-03", cal); got.Date != "2024-06-06" || got.Doubt == nil {
		t.Errorf("no letter's date: %+v", got)
	}
	for _, r := range []archive.Rule{receipt, letter, {Kind: archive.CalendarDay, N: 3, Base: archive.FromEvent}, {Kind: archive.ByDate}} {
		if got := r.Compute("", "", cal); got.Date != "" || got.Doubt == nil {
			t.Errorf("%+v without any day: %+v", r, got)
		}
	}
	if got := (archive.Rule{Kind: archive.WorkingDays, N: 0}).Compute("2024-06-03", "", cal); got.Date != "" || got.Doubt == nil {
		t.Errorf("no number of days: %+v", got)
	}
}

func TestADefaultRuleSaysThatTheLetterNamedNoTime(t *testing.T) {
	cal := nationalCalendar(t)
	rule := archive.DefaultSettings().DefaultRule(archive.Urgent)
	got := rule.Compute("2024-06-03", "2024-06-04", cal)
	if got.Date != "2024-06-06" || !strings.HasPrefix(got.Words.ID, "Bawaan") {
		t.Errorf("%+v", got)
	}
}

func days() *rapid.Generator[archive.Date] {
	return rapid.Custom(func(t *rapid.T) archive.Date {
		return archive.Date("2023-01-01").AddDays(rapid.IntRange(0, 4*365).Draw(t, "day"))
	})
}

func TestAddingAHolidayNeverBringsADueDateForward(t *testing.T) {
	lists, err := archive.BuiltinHolidays()
	if err != nil {
		t.Fatal(err)
	}
	before := archive.NewCalendar("", lists)
	rapid.Check(t, func(t *rapid.T) {
		day := days().Draw(t, "holiday")
		extra := &archive.HolidayList{Year: day.Year(), Days: []archive.Holiday{{Date: day, Name: "baru", Kind: archive.OneOffHoliday}}}
		after := archive.NewCalendar("", append(append([]*archive.HolidayList(nil), lists...), extra))
		rule := archive.Rule{
			Kind: rapid.SampledFrom([]archive.RuleKind{archive.WorkingDays, archive.CalendarDay, archive.Hours, archive.MonthEnd}).Draw(t, "kind"),
			N:    rapid.IntRange(1, 90).Draw(t, "n"),
		}
		letter := days().Draw(t, "letter")
		old, now := rule.Compute(letter, "", before), rule.Compute(letter, "", after)
		if now.Date < old.Date {
			t.Fatalf("%s brought %s forward to %s", day, old.Date, now.Date)
		}
		if rule.Kind == archive.WorkingDays && now.Date != old.Date && (day <= letter || day > old.Date) {
			t.Fatalf("%s lies outside %s to %s and yet moved the date", day, letter, old.Date)
		}
	})
}

func TestWorkingDaysAddUpAndCountBack(t *testing.T) {
	cal := nationalCalendar(t)
	rapid.Check(t, func(t *rapid.T) {
		d := days().Draw(t, "day")
		a, b := rapid.IntRange(1, 60).Draw(t, "a"), rapid.IntRange(1, 60).Draw(t, "b")
		due := cal.AddWorkingDays(d, a)
		if !cal.Working(due) {
			t.Fatalf("%s is no working day", due)
		}
		if n := cal.WorkingDaysBetween(d, due); n != a {
			t.Fatalf("%d working days from %s to %s, added %d", n, d, due, a)
		}
		if cal.AddWorkingDays(due, b) != cal.AddWorkingDays(d, a+b) {
			t.Fatalf("%d and %d days do not add up", a, b)
		}
		if cal.WorkingDaysBetween(due, d) != -a {
			t.Fatal("the way back is not as long")
		}
	})
}

func TestOneMoreDayNeverComesEarlier(t *testing.T) {
	cal := nationalCalendar(t)
	rapid.Check(t, func(t *rapid.T) {
		rule := archive.Rule{
			Kind: rapid.SampledFrom([]archive.RuleKind{archive.WorkingDays, archive.CalendarDay, archive.Hours, archive.MonthEnd}).Draw(t, "kind"),
			N:    rapid.IntRange(1, 5000).Draw(t, "n"),
		}
		letter := days().Draw(t, "letter")
		first := rule.Compute(letter, "", cal)
		rule.N++
		if second := rule.Compute(letter, "", cal); second.Date < first.Date || first.Date < letter {
			t.Fatalf("%s, then %s", first.Date, second.Date)
		}
	})
}

func TestNoRuleCanHangOrBreakTheComputation(t *testing.T) {
	cal := nationalCalendar(t)
	const huge = 1<<62 - 1
	for _, kind := range []archive.RuleKind{archive.ByDate, archive.WorkingDays, archive.CalendarDay, archive.Hours, archive.MonthEnd, archive.NoTime, "??"} {
		for _, n := range []int{-huge, -1, 0, 1, 100_000, huge} {
			for _, d := range []archive.Date{"", "2024-02-30", "9999-12-31", "0001-01-01"} {
				got := archive.Rule{Kind: kind, N: n, Date: d, BaseDate: d}.Compute(d, d, cal)
				if got.Date != "" && !got.Date.Valid() {
					t.Errorf("%s %d %q: %q is no day", kind, n, d, got.Date)
				}
			}
		}
	}
}
