package archive

import "time"

// Date is a calendar day as YYYY-MM-DD; empty means not known. Days compare as
// strings do.
type Date string

const (
	dateLayout = "2006-01-02"
	lastYear   = 9999 // four digits
)

// DateOf returns the calendar day of t in t's own zone.
func DateOf(t time.Time) Date { return Date(t.Format(dateLayout)) }

// MakeDate returns the day, or "" if there is no such day (31 June).
func MakeDate(year int, month time.Month, day int) Date {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if year < 1 || year > lastYear || t.Year() != year || t.Month() != month || t.Day() != day {
		return ""
	}
	return DateOf(t)
}

// Valid reports whether d is a real day.
func (d Date) Valid() bool {
	_, err := time.Parse(dateLayout, string(d))
	return err == nil
}

// Time returns midnight UTC of the day; the zero time if d is not a day.
func (d Date) Time() time.Time {
	t, err := time.Parse(dateLayout, string(d))
	if err != nil {
		return time.Time{}
	}
	return t
}

// AddDays returns the day n calendar days later, "" if d is not a day or the
// years run out of four digits.
func (d Date) AddDays(n int) Date {
	const farthest = 366 * lastYear
	if !d.Valid() || n > farthest || n < -farthest {
		return ""
	}
	t := d.Time().AddDate(0, 0, n)
	if t.Year() < 1 || t.Year() > lastYear {
		return ""
	}
	return DateOf(t)
}

// DaysUntil returns the number of calendar days from d to e, negative if e is
// earlier; 0 if one of them is not a day.
func (d Date) DaysUntil(e Date) int {
	if !d.Valid() || !e.Valid() {
		return 0
	}
	const day = 24 * 60 * 60 // seconds; a Duration would overflow after 292 years
	return int((e.Time().Unix() - d.Time().Unix()) / day)
}

// Year returns the year, 0 if d is not a day.
func (d Date) Year() int {
	if !d.Valid() {
		return 0
	}
	return d.Time().Year()
}

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.Time().Weekday() }

var monthNames = [2][12]string{
	{"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"},
	{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
}

// Words returns the day as letters write it: "24 September 2024".
func (d Date) Words() Text {
	if !d.Valid() {
		return Text{ID: "tanpa tanggal", EN: "no date"}
	}
	t := d.Time()
	m := int(t.Month()) - 1
	day, year := t.Format("2"), t.Format("2006")
	return Text{ID: day + " " + monthNames[0][m] + " " + year, EN: day + " " + monthNames[1][m] + " " + year}
}
