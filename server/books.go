package server

import (
	"context"
	"fmt"
	"time"

	"lintas/archive"
	"lintas/storage"
)

// books are what the desk looks things up in: agencies, holidays and settings as of
// the last change to them. They are never changed, only replaced.
type books struct {
	settings  *archive.Settings
	zone      *time.Location
	agencies  *archive.Directory
	aliases   map[aliasName][]*archive.Alias // what people have taught
	shelves   *shelves
	lists     []*archive.HolidayList
	calendars map[string]*archive.Calendar
}

// openBooks reads the books from the archive.
func openBooks(ctx context.Context, r *storage.Reader) (*books, error) {
	settings, err := r.Settings()
	if err != nil {
		return nil, fmt.Errorf("read the settings: %w", err)
	}
	agencies, err := r.Agencies(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the agencies: %w", err)
	}
	aliases, err := r.Aliases(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the aliases: %w", err)
	}
	builtin, err := archive.BuiltinHolidays()
	if err != nil {
		return nil, fmt.Errorf("the holidays that come with the program: %w", err)
	}
	imported, err := r.Holidays(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the holidays: %w", err)
	}
	b := &books{settings: settings, zone: zoneOf(settings.TimeZone), agencies: archive.NewTaughtDirectory(agencies, aliases), aliases: aliasesByKey(aliases), shelves: newShelves(agencies)}
	b.setHolidays(builtin)
	return b.withHolidays(imported), nil
}

// setHolidays makes the calendars of the given lists, the national one always among them.
func (b *books) setHolidays(lists []*archive.HolidayList) {
	b.lists = lists
	b.calendars = map[string]*archive.Calendar{"": archive.NewCalendar("", lists)}
	for _, l := range lists {
		if b.calendars[l.Calendar] == nil {
			b.calendars[l.Calendar] = archive.NewCalendar(l.Calendar, lists)
		}
	}
}

// withHolidays returns the books with some lists replaced.
func (b *books) withHolidays(changed []*archive.HolidayList) *books {
	byID := make(map[string]*archive.HolidayList, len(changed))
	for _, l := range changed {
		byID[l.ID] = l
	}
	var lists []*archive.HolidayList
	for _, l := range b.lists {
		if byID[l.ID] == nil {
			lists = append(lists, l)
		}
	}
	next := *b
	next.setHolidays(append(lists, changed...))
	return &next
}

// calendar returns the calendar with a name; the national one when there is no such.
func (b *books) calendar(name string) *archive.Calendar {
	if c := b.calendars[name]; c != nil {
		return c
	}
	return b.calendars[""]
}

// zoneOf returns a time zone by its IANA name, Western Indonesian time if there is none.
func zoneOf(name string) *time.Location {
	if zone, err := time.LoadLocation(name); err == nil && name != "" {
		return zone
	}
	return time.FixedZone("WIB", 7*60*60)
}
