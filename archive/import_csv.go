package archive

import "io"

// ParseHolidaysCSV reads holiday lists from CSV.
func ParseHolidaysCSV(r io.Reader) ([]*HolidayList, error) {
	return nil, Fail(Invalid, "Belum didukung.", "Not supported yet.")
}

// ParseHolidaysICS reads holiday lists from an iCalendar file.
func ParseHolidaysICS(r io.Reader) ([]*HolidayList, error) {
	return nil, Fail(Invalid, "Belum didukung.", "Not supported yet.")
}
