package archive

import "fmt"

// Due is a due date and how it came about.
type Due struct {
	Date  Date   // last day in time; empty if none can be computed
	Time  string // "16:00", when the source names an hour
	Words Text   // the computation
	Doubt *Text  // what may be wrong with it; nil if nothing is known to be
}

// Compute returns the due date of a letter dated letter and received on received.
func (r Rule) Compute(letter, received Date, cal *Calendar) Due {
	base := letter
	switch r.Base {
	case FromReceipt:
		base = received
		if base == "" {
			base = letter
		}
	case FromEvent:
		base = r.BaseDate
	}
	var due Date
	switch r.Kind {
	case ByDate:
		due = r.Date
		if r.Exclusive {
			due = due.AddDays(-1)
		}
	case WorkingDays:
		due = cal.AddWorkingDays(base, r.N)
	case CalendarDay:
		due = base.AddDays(r.N)
	case Hours:
		due = base.AddDays((r.N + 23) / 24)
	}
	return Due{Date: due, Words: Text{ID: fmt.Sprintf("→ %s", due.Words().ID), EN: fmt.Sprintf("→ %s", due.Words().EN)}}
}
