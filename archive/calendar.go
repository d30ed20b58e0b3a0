package archive

import (
	"strings"
	"time"
)

// Calendar (Hari kerja) knows which days an office works: Monday to Friday
// (Perpres 21/2023 Ps 3) less the holidays and joint leave of its lists. A
// mission abroad has a calendar of its own, with the weekend and holidays of its host.
type Calendar struct {
	name    string
	days    map[Date]Holiday
	years   map[int]bool
	weekend [7]bool
}

// farthest bounds every search for a working day, so that a calendar without
// any cannot hang its caller.
const farthest = 20000 // days, some 54 years

// NewCalendar makes the calendar of a name, empty for the national one, from the
// lists that carry the name. Several lists of one year add up; when two name the
// same day, the later one in the slice gives it its name and kind.
func NewCalendar(name string, lists []*HolidayList) *Calendar {
	c := &Calendar{name: name, days: make(map[Date]Holiday), years: make(map[int]bool)}
	c.weekend[time.Saturday], c.weekend[time.Sunday] = true, true
	for _, l := range lists {
		if l == nil || l.Calendar != name {
			continue
		}
		c.years[l.Year] = true
		if len(l.Weekend) > 0 {
			c.weekend = [7]bool{}
			for _, w := range l.Weekend {
				if w >= time.Sunday && w <= time.Saturday {
					c.weekend[w] = true
				}
			}
		}
		for _, h := range l.Days {
			c.days[h.Date] = h
		}
	}
	return c
}

// Name returns the name of the calendar, empty for the national one.
func (c *Calendar) Name() string { return c.name }

// Known reports whether there is a list for the year. In a year without one
// every day but the weekend counts as worked, and due dates carry a doubt.
func (c *Calendar) Known(year int) bool { return c.years[year] }

// Holiday returns the holiday on a day, if it is one.
func (c *Calendar) Holiday(d Date) (Holiday, bool) {
	h, ok := c.days[d]
	return h, ok
}

// Working reports whether the office works on a day; false if d is not a day.
func (c *Calendar) Working(d Date) bool {
	t, err := time.Parse(dateLayout, string(d))
	return err == nil && c.working(t)
}

func (c *Calendar) working(t time.Time) bool {
	if c.weekend[t.Weekday()] {
		return false
	}
	_, free := c.days[DateOf(t)]
	return !free
}

// AddWorkingDays returns the nth working day after d; day 1 is the next working
// day, whether or not d is one itself. With n ≤ 0 it returns d. It returns ""
// when d is not a day, or no such day lies within 54 years.
func (c *Calendar) AddWorkingDays(d Date, n int) Date {
	t, err := time.Parse(dateLayout, string(d))
	if err != nil {
		return ""
	}
	if n <= 0 {
		return d
	}
	for range farthest {
		t = t.AddDate(0, 0, 1)
		if t.Year() > lastYear {
			return ""
		}
		if c.working(t) {
			n--
		}
		if n == 0 {
			return DateOf(t)
		}
	}
	return ""
}

// WorkingDaysBetween counts the working days after a up to and including b, so
// that it undoes AddWorkingDays; negative when b lies before a. It looks no
// farther than 54 years.
func (c *Calendar) WorkingDaysBetween(a, b Date) int {
	if !a.Valid() || !b.Valid() {
		return 0
	}
	if b < a {
		return -c.WorkingDaysBetween(b, a)
	}
	n := 0
	t := a.Time()
	for range min(a.DaysUntil(b), farthest) {
		t = t.AddDate(0, 0, 1)
		if c.working(t) {
			n++
		}
	}
	return n
}

// passed returns the holidays after a and before b that would have been worked.
func (c *Calendar) passed(a, b Date) []Holiday {
	var passed []Holiday
	t := a.Time()
	for range min(a.DaysUntil(b)-1, farthest) {
		t = t.AddDate(0, 0, 1)
		if h, ok := c.days[DateOf(t)]; ok && !c.weekend[t.Weekday()] {
			passed = append(passed, h)
		}
	}
	return passed
}

// missing returns the years from a to b that have no list, as words.
func (c *Calendar) missing(a, b Date) string {
	var years []string
	for y := a.Year(); y > 0 && y <= b.Year(); y++ {
		if !c.Known(y) {
			years = append(years, MakeDate(y, time.January, 1).Time().Format("2006"))
		}
	}
	return strings.Join(years, ", ")
}
