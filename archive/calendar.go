package archive

import "time"

// Calendar (Hari kerja) knows which days an office works: Monday to Friday
// (Perpres 21/2023 Ps 3) less the holidays and joint leave of its lists.
type Calendar struct {
	name  string
	days  map[Date]Holiday
	years map[int]bool
}

// farthest bounds every search for a working day, so that a calendar without
// any cannot hang its caller.
const farthest = 20000 // days, some 54 years

// NewCalendar makes the calendar of an office from the national lists and those
// that carry its name. Several lists of one year add up; when two name the
// same day, the later one in the slice gives its name and kind.
func NewCalendar(name string, lists []*HolidayList) *Calendar {
	c := &Calendar{name: name, days: make(map[Date]Holiday), years: make(map[int]bool)}
	for _, l := range lists {
		if l == nil || l.Calendar != name {
			continue
		}
		c.years[l.Year] = true
		for _, h := range l.Days {
			c.days[h.Date] = h
		}
	}
	return c
}

// Name returns the name of the calendar, empty for the national one.
func (c *Calendar) Name() string { return c.name }

// Known reports whether there is a list for the year. In a year without one
// every Monday to Friday counts as worked, and due dates carry a doubt.
func (c *Calendar) Known(year int) bool { return c.years[year] }

// Holiday returns the holiday on a day, if it is one.
func (c *Calendar) Holiday(d Date) (Holiday, bool) {
	h, ok := c.days[d]
	return h, ok
}

// Working reports whether the office works on a day.
func (c *Calendar) Working(d Date) bool {
	if !d.Valid() {
		return false
	}
	switch d.Weekday() {
	case time.Saturday, time.Sunday:
		return false
	}
	_, free := c.days[d]
	return !free
}

// AddWorkingDays returns the nth working day after d; day 1 is the next working
// day, whether or not d is one itself. With n ≤ 0 it returns d. It returns ""
// when d is not a day, or no such day lies within reach.
func (c *Calendar) AddWorkingDays(d Date, n int) Date {
	if !d.Valid() {
		return ""
	}
	for range farthest {
		if n <= 0 {
			return d
		}
		d = d.AddDays(1)
		if c.Working(d) {
			n--
		}
	}
	return ""
}

// WorkingDaysBetween counts the working days after a up to and including b, so
// that it undoes AddWorkingDays; negative when b lies before a.
func (c *Calendar) WorkingDaysBetween(a, b Date) int {
	if !a.Valid() || !b.Valid() {
		return 0
	}
	if b < a {
		return -c.WorkingDaysBetween(b, a)
	}
	n := 0
	for d := a.AddDays(1); d <= b; d = d.AddDays(1) {
		if c.Working(d) {
			n++
		}
	}
	return n
}
