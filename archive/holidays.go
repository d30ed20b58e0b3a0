package archive

import (
	"embed"
	"encoding/json"
	"fmt"
	"sort"
	"strconv"
	"time"
)

// HolidayKind is why a day is free.
type HolidayKind string

// The kinds. All three are free days for offices: Perpres 21/2023 Ps 6 makes
// the number of working days follow both lists of the joint decree.
const (
	NationalHoliday HolidayKind = "national"    // libur nasional
	JointLeave      HolidayKind = "joint_leave" // cuti bersama
	OneOffHoliday   HolidayKind = "one_off"     // a single decree: election days
)

// Holiday is one free day.
type Holiday struct {
	Date Date        `json:"date"`
	Name string      `json:"name"`
	Kind HolidayKind `json:"kind"`
}

// HolidayList is the free days of one year as one decree, or one importer, gave them.
type HolidayList struct {
	Head
	Calendar  string         `json:"calendar,omitempty"` // empty is the national calendar
	Year      int            `json:"year"`
	Decree    string         `json:"decree"`
	Source    string         `json:"source"`
	Version   string         `json:"version"`
	Effective Date           `json:"effective,omitempty"`
	Weekend   []time.Weekday `json:"weekend,omitempty"` // 0 is Sunday; empty is Saturday and Sunday
	Days      []Holiday      `json:"days"`
}

// RecordKind names the record.
func (*HolidayList) RecordKind() RecordKind { return HolidaysRecord }

// HolidayListID returns the id of the list of a calendar and year, "national-2024".
func HolidayListID(calendar string, year int) string {
	name := slug(calendar)
	switch {
	case calendar == "":
		name = "national"
	case name == "" || name == "national":
		name = "calendar-" + SumOf([]byte(calendar))[:8]
	}
	return name + "-" + strconv.Itoa(year)
}

// Validate checks that every day is a day of the list's year, with a name and a
// kind, and given once.
func (l *HolidayList) Validate() error {
	if l.ID == "" || l.Year < 1900 || l.Year > 9999 {
		return invalid("year", "Daftar hari libur perlu tahun.", "A holiday list needs a year.")
	}
	for _, w := range l.Weekend {
		if w < time.Sunday || w > time.Saturday {
			return invalid("weekend", "Hari akhir pekan ditulis 0 (Minggu) sampai 6 (Sabtu).", "Weekend days are written 0 (Sunday) to 6 (Saturday).")
		}
	}
	if len(l.Weekend) > 6 {
		return invalid("weekend", "Paling sedikit satu hari harus hari kerja.", "At least one day of the week must be worked.")
	}
	seen := make(map[Date]bool, len(l.Days))
	for _, h := range l.Days {
		switch {
		case h.Date.Year() != l.Year:
			return invalid("days", fmt.Sprintf("Tanggal %q bukan hari dalam tahun %d; tulis TTTT-BB-HH.", h.Date, l.Year), fmt.Sprintf("%q is no day of %d; write YYYY-MM-DD.", h.Date, l.Year))
		case h.Name == "":
			return invalid("days", fmt.Sprintf("Hari libur %s perlu nama.", h.Date), fmt.Sprintf("The holiday %s needs a name.", h.Date))
		case !h.Kind.Valid():
			return invalid("days", fmt.Sprintf("Jenis libur %q tidak dikenal; pilih national, joint_leave atau one_off.", h.Kind), fmt.Sprintf("Holiday kind %q is not known; choose national, joint_leave or one_off.", h.Kind))
		case seen[h.Date]:
			return invalid("days", fmt.Sprintf("Tanggal %s tertulis dua kali.", h.Date), fmt.Sprintf("%s is given twice.", h.Date))
		}
		seen[h.Date] = true
	}
	return nil
}

// Valid reports whether k is one of the kinds.
func (k HolidayKind) Valid() bool {
	return k == NationalHoliday || k == JointLeave || k == OneOffHoliday
}

//go:embed data/holidays-*.json
var holidayFiles embed.FS

// BuiltinHolidays returns the reviewed national lists that come with the
// program, oldest year first. Each file in data names its decrees and sources.
func BuiltinHolidays() ([]*HolidayList, error) {
	entries, err := holidayFiles.ReadDir("data")
	if err != nil {
		return nil, fmt.Errorf("list built-in holidays: %w", err)
	}
	var lists []*HolidayList
	for _, entry := range entries {
		raw, err := holidayFiles.ReadFile("data/" + entry.Name())
		if err != nil {
			return nil, fmt.Errorf("read built-in holidays: %w", err)
		}
		list := new(HolidayList)
		if err := json.Unmarshal(raw, list); err != nil {
			return nil, fmt.Errorf("read %s: %w", entry.Name(), err)
		}
		list.ID = HolidayListID(list.Calendar, list.Year)
		if err := list.Validate(); err != nil {
			return nil, fmt.Errorf("check %s: %w", entry.Name(), err)
		}
		lists = append(lists, list)
	}
	sort.Slice(lists, func(i, j int) bool { return lists[i].Year < lists[j].Year })
	return lists, nil
}
