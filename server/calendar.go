package server

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"path"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"lintas/archive"
)

type calendarAnswer struct {
	Year   int               `json:"year"`
	Known  bool              `json:"known"` // false: no list for the year; working days then only leave out weekends
	Decree string            `json:"decree,omitempty"`
	Source string            `json:"source,omitempty"`
	Days   []archive.Holiday `json:"days"`
	Gaps   []int             `json:"gaps"` // see calendarGaps
}

func (s *Server) showCalendar(c *fiber.Ctx) error {
	year, err := number(c, "year", s.desk.Today().Year(), 1945, 2200)
	if err != nil {
		return err
	}
	answer := calendarAnswer{Year: year, Days: []archive.Holiday{}, Gaps: s.calendarGaps()}
	if calendar := s.desk.Calendar(); calendar != nil {
		answer.Known = calendar.Known(year)
		for d := archive.MakeDate(year, time.January, 1); d.Year() == year; d = d.AddDays(1) {
			if h, free := calendar.Holiday(d); free {
				answer.Days = append(answer.Days, h)
			}
		}
	}
	record, err := s.reader(c).HolidayList(archive.HolidayListID("", year))
	if err != nil && archive.CodeOf(err) != archive.NotFound {
		return err
	}
	if list, ok := any(record).(*archive.HolidayList); ok && err == nil {
		answer.Decree, answer.Source = list.Decree, list.Source
	}
	return c.JSON(answer)
}

// calendarGaps returns the years around today that have no list of holidays: last
// year, this year, and from October on the next.
func (s *Server) calendarGaps() []int {
	gaps := []int{}
	calendar, today := s.desk.Calendar(), s.desk.Today()
	if calendar == nil || !today.Valid() {
		return gaps
	}
	last := today.Year()
	if today.Time().Month() >= time.October {
		last++
	}
	for year := today.Year() - 1; year <= last; year++ {
		if !calendar.Known(year) {
			gaps = append(gaps, year)
		}
	}
	return gaps
}

// importHolidays takes a list as text/csv or text/calendar, as the whole body or
// as the part "file" of a form.
func (s *Server) importHolidays(c *fiber.Ctx) error {
	raw, media, err := listBody(c)
	if err != nil {
		return err
	}
	var lists []*archive.HolidayList
	switch {
	case media == "text/calendar":
		lists, err = archive.ParseHolidaysICS(bytes.NewReader(raw))
	case media == "text/csv":
		lists, err = archive.ParseHolidaysCSV(bytes.NewReader(raw))
	default:
		return archive.Fail(unsupportedType, "Kirim daftar libur sebagai CSV (text/csv) atau ICS (text/calendar).", "Send the list of holidays as CSV (text/csv) or ICS (text/calendar).")
	}
	if err != nil {
		return err
	}
	ctx, v := c.UserContext(), viewer(c)
	due, seq, err := s.desk.ImportHolidays(ctx, v, lists)
	if err != nil {
		return err
	}
	moved := []*archive.Deadline{}
	for _, d := range due {
		if v.Sees(d.Level()) {
			moved = append(moved, d)
		}
	}
	views, err := s.deadlineViews(ctx, v, moved)
	if err != nil {
		return err
	}
	years := []int{}
	for _, list := range lists {
		years = append(years, list.Year)
	}
	answer := s.changed("deadlines", views, seq)
	answer["years"] = years
	return c.JSON(answer)
}

func listBody(c *fiber.Ctx) (raw []byte, media string, err error) {
	if raw, err = readBody(c, jsonBytes); err != nil {
		return nil, "", err
	}
	media, params, err := mime.ParseMediaType(c.Get(fiber.HeaderContentType))
	if err != nil {
		return raw, "", nil
	}
	if media != "multipart/form-data" {
		return raw, media, nil
	}
	parts := multipart.NewReader(bytes.NewReader(raw), params["boundary"])
	for {
		part, err := parts.NextPart()
		if err != nil {
			return nil, "", invalid("file", "Kiriman ini tidak berisi berkas.", "There is no file in this request.")
		}
		if part.FormName() != "file" {
			continue
		}
		if raw, err = io.ReadAll(part); err != nil {
			return nil, "", fmt.Errorf("read a form: %w", err)
		}
		switch strings.ToLower(path.Ext(part.FileName())) {
		case ".ics":
			return raw, "text/calendar", nil
		case ".csv":
			return raw, "text/csv", nil
		}
		return raw, part.Header.Get(fiber.HeaderContentType), nil
	}
}
