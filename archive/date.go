package archive

import "time"

// Date is a calendar day as YYYY-MM-DD; empty means not known. Days compare as
// strings do.
type Date string

const dateLayout = "2006-01-02"

// DateOf returns the calendar day of t in t's own zone.
func DateOf(t time.Time) Date { return Date(t.Format(dateLayout)) }

// MakeDate returns the day, or "" if there is no such day (31 June).
func MakeDate(year int, month time.Month, day int) Date {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if t.Year() != year || t.Month() != month || t.Day() != day {
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

// AddDays returns the day n calendar days later, "" if d is not a day.
func (d Date) AddDays(n int) Date {
	if !d.Valid() {
		return ""
	}
	return DateOf(d.Time().AddDate(0, 0, n))
}

// DaysUntil returns the number of calendar days from d to e, negative if e is
// earlier; 0 if one of them is not a day.
func (d Date) DaysUntil(e Date) int {
	if !d.Valid() || !e.Valid() {
		return 0
	}
	return int(e.Time().Sub(d.Time()).Hours() / 24)
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
