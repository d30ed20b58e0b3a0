package index

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"lintas/archive"
)

// span is a range of days, both ends included; an empty end is open.
type span struct{ from, to archive.Date }

// parseSpan reads the value of tanggal: - 2024, 2024-03, 2024-03-05, 05-03-2024,
// or two of them with .. between, either of which may be missing.
func parseSpan(text string) (span, bool) {
	first, last, isRange := strings.Cut(text, "..")
	if !isRange {
		return parsePeriod(text)
	}
	var s span
	if first != "" {
		period, ok := parsePeriod(first)
		if !ok {
			return span{}, false
		}
		s.from = period.from
	}
	if last != "" {
		period, ok := parsePeriod(last)
		if !ok {
			return span{}, false
		}
		s.to = period.to
	}
	return s, first != "" || last != ""
}

// parsePeriod reads a year, a month or a day.
func parsePeriod(text string) (span, bool) {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == '-' || r == '/' || r == '.' || r == ' ' })
	if len(parts) == 0 || len(parts) > 3 {
		return span{}, false
	}
	if len(parts) > 1 && len(parts[0]) < 4 { // day first, as people here write
		for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
			parts[i], parts[j] = parts[j], parts[i]
		}
	}
	var n [3]int
	for i, p := range parts {
		v, err := strconv.Atoi(p)
		if err != nil {
			if v = monthNamed(strings.ToLower(p)); v == 0 || i != 1 {
				return span{}, false
			}
		}
		n[i] = v
	}
	if len(parts[0]) != 4 || n[0] < 1900 || n[0] > 2100 {
		return span{}, false
	}
	switch len(parts) {
	case 1:
		return span{archive.MakeDate(n[0], time.January, 1), archive.MakeDate(n[0], time.December, 31)}, true
	case 2:
		from := archive.MakeDate(n[0], time.Month(n[1]), 1)
		if from == "" || n[1] < 1 || n[1] > 12 {
			return span{}, false
		}
		return span{from, archive.DateOf(from.Time().AddDate(0, 1, -1))}, true
	}
	day := archive.MakeDate(n[0], time.Month(n[1]), n[2])
	return span{day, day}, day != ""
}

// monthNamed returns 1 to 12 for the name of a month in Indonesian or English, or
// a usual abbreviation, in lower case; 0 for any other word.
func monthNamed(w string) int {
	switch w {
	case "januari", "january", "jan":
		return 1
	case "februari", "pebruari", "february", "feb", "peb":
		return 2
	case "maret", "march", "mar":
		return 3
	case "april", "apr":
		return 4
	case "mei", "may":
		return 5
	case "juni", "june", "jun":
		return 6
	case "juli", "july", "jul":
		return 7
	case "agustus", "august", "agu", "agt", "ags", "aug":
		return 8
	case "september", "sep", "sept":
		return 9
	case "oktober", "october", "okt", "oct":
		return 10
	case "november", "nopember", "nov", "nop":
		return 11
	case "desember", "december", "des", "dec":
		return 12
	}
	return 0
}

// spanTerms returns the terms of fieldDay that cover the span: whole years,
// whole months, single days, as few as possible. An open end reaches to the
// years 1900 and 2100.
func spanTerms(s span) []string {
	from, to := s.from, s.to
	if from == "" {
		from = "1900-01-01"
	}
	if to == "" {
		to = "2100-12-31"
	}
	var terms []string
	for day := from; day <= to; {
		year, month := day[:4], day[5:7]
		switch {
		case day[5:] == "01-01" && year+"-12-31" <= to:
			terms = append(terms, string(year))
			next, err := strconv.Atoi(string(year))
			if err != nil {
				return terms
			}
			day = archive.Date(fmt.Sprintf("%04d-01-01", next+1))
		case day[8:] == "01" && endOfMonth(day) <= to:
			terms = append(terms, string(year+month))
			day = endOfMonth(day).AddDays(1)
		default:
			terms = append(terms, string(year+month+day[8:]))
			day = day.AddDays(1)
		}
	}
	return terms
}

func endOfMonth(first archive.Date) archive.Date {
	return archive.DateOf(first.Time().AddDate(0, 1, -1))
}
