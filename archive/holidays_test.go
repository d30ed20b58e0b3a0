package archive_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"lintas/archive"
)

func TestBuiltinYearsHaveTheKnownNumberOfWorkingDays(t *testing.T) {
	cal := nationalCalendar(t)
	for year, want := range map[int]int{2023: 239, 2024: 238, 2025: 237, 2026: 240} {
		from := archive.MakeDate(year-1, time.December, 31)
		to := archive.MakeDate(year, time.December, 31)
		if got := cal.WorkingDaysBetween(from, to); got != want {
			t.Errorf("%d has %d working days, want %d", year, got, want)
		}
	}
}

func TestBuiltinListsHaveTheTotalsOfTheirDecrees(t *testing.T) {
	lists, err := archive.BuiltinHolidays()
	if err != nil {
		t.Fatal(err)
	}
	want := map[int][3]int{2023: {16, 11, 0}, 2024: {17, 10, 2}, 2025: {17, 11, 0}, 2026: {17, 8, 0}}
	for _, l := range lists {
		var got [3]int
		for _, h := range l.Days {
			got[slices.Index([]archive.HolidayKind{archive.NationalHoliday, archive.JointLeave, archive.OneOffHoliday}, h.Kind)]++
		}
		if got != want[l.Year] {
			t.Errorf("%d: national, joint leave, one-off: %v, want %v", l.Year, got, want[l.Year])
		}
		if l.Decree == "" || l.Source == "" || l.Version == "" || !l.Effective.Valid() || l.ID == "" {
			t.Errorf("%d: decree, source, version or effective day is missing", l.Year)
		}
	}
	if len(lists) != len(want) {
		t.Errorf("%d lists, want %d", len(lists), len(want))
	}
}

func TestAmendmentsInsideTheYearAreInTheLists(t *testing.T) {
	cal := nationalCalendar(t)
	for day, working := range map[archive.Date]bool{
		"2023-04-19": false, "2023-04-26": true, // moved in March 2023
		"2023-06-28": false, "2023-06-30": false, // added in June 2023
		"2025-08-18": false,                      // added in August 2025
		"2024-02-14": false, "2024-11-27": false, // election days
		"2024-02-15": true,
	} {
		if cal.Working(day) != working {
			t.Errorf("%s: working %v, want %v", day, !working, working)
		}
	}
	if h, ok := cal.Holiday("2024-11-27"); !ok || h.Kind != archive.OneOffHoliday {
		t.Errorf("27 November 2024: %+v", h)
	}
}

func TestAMissionHasItsOwnWeekendAndHolidays(t *testing.T) {
	lists, err := archive.BuiltinHolidays()
	if err != nil {
		t.Fatal(err)
	}
	riyadh := &archive.HolidayList{
		Head: archive.Head{ID: archive.HolidayListID("KBRI Riyadh", 2024)}, Calendar: "KBRI Riyadh", Year: 2024,
		Weekend: []time.Weekday{time.Friday, time.Saturday},
		Days:    []archive.Holiday{{Date: "2024-09-23", Name: "Hari Nasional Arab Saudi", Kind: archive.NationalHoliday}},
	}
	if err := riyadh.Validate(); err != nil {
		t.Fatal(err)
	}
	cal := archive.NewCalendar("KBRI Riyadh", append(lists, riyadh))
	if got := cal.AddWorkingDays("2024-09-19", 2); got != "2024-09-24" {
		t.Errorf("two working days after Thursday 19 September: %s", got)
	}
	if cal.Known(2025) {
		t.Error("the national list of 2025 is not that of the mission")
	}
}

func TestACalendarWithoutWorkingDaysDoesNotHang(t *testing.T) {
	all := &archive.HolidayList{Year: 2024, Weekend: []time.Weekday{0, 1, 2, 3, 4, 5, 6}}
	if got := archive.NewCalendar("", []*archive.HolidayList{all, nil}).AddWorkingDays("2024-01-01", 1); got != "" {
		t.Errorf("got %s", got)
	}
	if all.ID = "x"; archive.CodeOf(all.Validate()) != archive.Invalid {
		t.Error("a week without a working day was accepted")
	}
}

func TestHolidayListsAreRefusedWithAReason(t *testing.T) {
	good := archive.Holiday{Date: "2027-01-01", Name: "Tahun Baru", Kind: archive.NationalHoliday}
	for name, l := range map[string]*archive.HolidayList{
		"no id":        {Year: 2027},
		"other year":   {Head: archive.Head{ID: "x"}, Year: 2027, Days: []archive.Holiday{{Date: "2026-01-01", Name: "x", Kind: archive.JointLeave}}},
		"no name":      {Head: archive.Head{ID: "x"}, Year: 2027, Days: []archive.Holiday{{Date: "2027-01-01", Kind: archive.JointLeave}}},
		"unknown kind": {Head: archive.Head{ID: "x"}, Year: 2027, Days: []archive.Holiday{{Date: "2027-01-01", Name: "x", Kind: "free"}}},
		"twice":        {Head: archive.Head{ID: "x"}, Year: 2027, Days: []archive.Holiday{good, good}},
		"weekday 7":    {Head: archive.Head{ID: "x"}, Year: 2027, Weekend: []time.Weekday{7}},
	} {
		if archive.CodeOf(l.Validate()) != archive.Invalid {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestCSVBecomesOneListAYear(t *testing.T) {
	for name, file := range map[string]string{
		"commas":     "date,name,kind,decree\n2027-01-01,Tahun Baru,national,SKB 1\n2027-05-07,\"Cuti bersama, Kenaikan\",joint_leave,SKB 1\n2028-01-01,Tahun Baru,,\n",
		"semicolons": "\xef\xbb\xbfTanggal;Nama;Jenis;Keputusan\r\n1/1/2027;Tahun Baru;LN;SKB 1\r\n07-05-2027;Cuti bersama, Kenaikan;;SKB 1\r\n01.01.2028;Tahun Baru;libur nasional;\r\n",
	} {
		lists, err := archive.ParseHolidaysCSV(strings.NewReader(file))
		if err != nil || len(lists) != 2 {
			t.Fatalf("%s: %v, %v", name, lists, err)
		}
		l := lists[0]
		if l.ID != "national-2027" || l.Decree != "SKB 1" || len(l.Days) != 2 || l.Days[1] != (archive.Holiday{Date: "2027-05-07", Name: "Cuti bersama, Kenaikan", Kind: archive.JointLeave}) {
			t.Errorf("%s: %+v", name, l)
		}
	}
}

func TestABadImportNamesTheLineAndWhatToWrite(t *testing.T) {
	for _, c := range []struct{ name, file, line, hint string }{
		{"date", "date,name\n2027-01-01,a\n2027-13-01,b\n", "Line 3", "2027-08-17"},
		{"name", "date,name\n2027-01-01,\n", "Line 2", "name"},
		{"kind", "date,name,kind\n2027-01-01,a,party\n", "Line 2", "joint_leave"},
		{"columns", "when,what\n2027-01-01,a\n", "Line 1", "date,name,kind"},
		{"quotes", "date,name\n2027-01-01,\"a\n", "Line", "quotation"},
		{"twice", "date,name,kind\n2027-01-01,a,national\n2027-01-01,b,joint_leave\n", "Line 3", "another kind"},
		{"empty", "", "empty", "date,name,kind"},
		{"no days", "date,name\n", "no holidays", ""},
		{"too big", "date,name\n" + strings.Repeat("x", 1<<20), "1 MB", ""},
	} {
		_, err := archive.ParseHolidaysCSV(strings.NewReader(c.file))
		if archive.CodeOf(err) != archive.Invalid || !strings.Contains(err.Error(), c.line) || !strings.Contains(err.Error(), c.hint) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

const calendarFile = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" +
	"BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270310\r\nDTEND;VALUE=DATE:20270312\r\nSUMMARY:Hari Raya Idul\r\n fitri\\, 1448 H\r\nBEGIN:VALARM\r\nSUMMARY:x\r\nEND:VALARM\r\nEND:VEVENT\r\n" +
	"BEGIN:VEVENT\r\nDTSTART:20270312T000000Z\r\nSUMMARY:Cuti bersama Idulfitri\r\nEND:VEVENT\r\n" +
	"BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270401\r\nSTATUS:CANCELLED\r\nSUMMARY:batal\r\nEND:VEVENT\r\n" +
	"END:VCALENDAR\r\n"

func TestICSTakesDaysWithoutTheEnd(t *testing.T) {
	lists, err := archive.ParseHolidaysICS(strings.NewReader(calendarFile))
	if err != nil || len(lists) != 1 {
		t.Fatal(lists, err)
	}
	want := []archive.Holiday{
		{Date: "2027-03-10", Name: "Hari Raya Idulfitri, 1448 H", Kind: archive.NationalHoliday},
		{Date: "2027-03-11", Name: "Hari Raya Idulfitri, 1448 H", Kind: archive.NationalHoliday},
		{Date: "2027-03-12", Name: "Cuti bersama Idulfitri", Kind: archive.JointLeave},
	}
	if !slices.Equal(lists[0].Days, want) {
		t.Errorf("%+v", lists[0].Days)
	}
}

func TestABadICSNamesTheLineAndWhatToWrite(t *testing.T) {
	event := func(lines string) string {
		return "BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + lines + "END:VEVENT\nEND:VCALENDAR\n"
	}
	for _, c := range []struct{ name, file, line, hint string }{
		{"not a calendar", "hello: world\n", "Line 1", "BEGIN:VCALENDAR"},
		{"no colon", event("DTSTART;VALUE=DATE:20270310\nnonsense\n"), "Line 4", "NAME:VALUE"},
		{"date", event("DTSTART;VALUE=DATE:2027-03-10x\nSUMMARY:x\n"), "Line 3", "DTSTART;VALUE=DATE:20270817"},
		{"no start", event("SUMMARY:x\n"), "Line 2", "DTSTART"},
		{"no summary", event("DTSTART:20270310\n"), "Line 2", "SUMMARY"},
		{"backwards", event("DTSTART:20270310\nDTEND:20270301\nSUMMARY:x\n"), "Line 2", "DTEND"},
		{"a year long", event("DTSTART:20270101\nDTEND:20280101\nSUMMARY:x\n"), "Line 2", "31 days"},
		{"repeated", event("DTSTART:20270310\nRRULE:FREQ=YEARLY\nSUMMARY:x\n"), "Line 4", "one VEVENT"},
		{"nested", event("BEGIN:VEVENT\n"), "Line 3", "END:VEVENT"},
		{"cut off", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20270310\n", "Line 2", "END:VEVENT"},
	} {
		_, err := archive.ParseHolidaysICS(strings.NewReader(c.file))
		if archive.CodeOf(err) != archive.Invalid || !strings.Contains(err.Error(), c.line) || !strings.Contains(err.Error(), c.hint) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func checkImported(t *testing.T, lists []*archive.HolidayList, err error) {
	if err != nil {
		if archive.CodeOf(err) != archive.Invalid {
			t.Fatalf("not an error for users: %v", err)
		}
		return
	}
	for _, l := range lists {
		if err := l.Validate(); err != nil || len(l.Days) == 0 {
			t.Fatalf("accepted a list that is not valid: %v", err)
		}
	}
}

func FuzzParseHolidaysCSV(f *testing.F) {
	f.Add("date,name,kind\n2027-01-01,Tahun Baru,national\n")
	f.Add("tanggal;nama\n1/2/2027;\"a\n")
	f.Fuzz(func(t *testing.T, file string) {
		lists, err := archive.ParseHolidaysCSV(strings.NewReader(file))
		checkImported(t, lists, err)
	})
}

func FuzzParseHolidaysICS(f *testing.F) {
	f.Add(calendarFile)
	f.Add("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20270310\nDTEND:99991231T2\nSUMMARY:x\nEND:VEVENT\n")
	f.Fuzz(func(t *testing.T, file string) {
		lists, err := archive.ParseHolidaysICS(strings.NewReader(file))
		checkImported(t, lists, err)
	})
}
