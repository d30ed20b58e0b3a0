package archive

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"sort"
	"strings"
	"time"
)

// Limits of an imported list.
const (
	mostImport   = 1 << 20 // bytes
	mostHolidays = 5000
)

// ParseHolidaysCSV reads holiday lists, one per calendar and year. The first line
// names the columns, in any order: date (tanggal) and name (nama, keterangan) are
// needed; kind (jenis), calendar (kalender), decree (keputusan), source (sumber) and version (versi) may
// be left out. Columns are parted by comma, semicolon or tab; days are written
// 2027-08-17 or 17/08/2027. Without a kind, "Cuti bersama …" is joint leave and
// all else a national holiday. What is wrong is an *Error with code Invalid that names the line.
func ParseHolidaysCSV(r io.Reader) ([]*HolidayList, error) {
	raw, err := readImport(r)
	if err != nil {
		return nil, err
	}
	reader := csv.NewReader(bytes.NewReader(raw))
	reader.Comma = separatorOf(raw)
	reader.FieldsPerRecord = -1
	reader.TrimLeadingSpace = true
	reader.Comment = '#'
	head, err := reader.Read()
	if err != nil {
		return nil, csvError(err)
	}
	columns, err := holidayColumns(head)
	if err != nil {
		return nil, err
	}
	lists := make(holidayLists)
	for n := 0; ; n++ {
		fields, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, csvError(err)
		}
		line, _ := reader.FieldPos(0)
		if n >= mostHolidays {
			return nil, atLine(line, "terlalu banyak baris; bagi berkasnya per tahun", "too many lines; split the file by year")
		}
		if err := lists.addRow(columns, fields, line); err != nil {
			return nil, err
		}
	}
	return lists.sorted()
}

func readImport(r io.Reader) ([]byte, error) {
	raw, err := io.ReadAll(io.LimitReader(r, mostImport+1))
	if err != nil {
		return nil, fmt.Errorf("read the holiday list: %w", err)
	}
	if len(raw) > mostImport {
		return nil, invalid("file", "Berkas daftar libur lebih dari 1 MB.", "The holiday list is over 1 MB.")
	}
	return bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")), nil
}

// separatorOf returns the separator that the first line uses most.
func separatorOf(raw []byte) rune {
	line, _, _ := bytes.Cut(raw, []byte("\n"))
	best, most := ',', bytes.Count(line, []byte(","))
	for _, sep := range ";\t" {
		if n := bytes.Count(line, []byte(string(sep))); n > most {
			best, most = sep, n
		}
	}
	return best
}

func atLine(line int, id, en string) *Error {
	return invalid("file", fmt.Sprintf("Baris %d: %s.", line, id), fmt.Sprintf("Line %d: %s.", line, en))
}

func csvError(err error) error {
	var parse *csv.ParseError
	switch {
	case errors.Is(err, io.EOF):
		return invalid("file", "Berkas kosong; baris pertama harus memuat nama kolom: tanggal,nama,jenis.", "The file is empty; its first line must name the columns: date,name,kind.")
	case errors.As(err, &parse):
		bad := atLine(parse.Line, "tanda kutip tidak berpasangan; tulis teks yang memuat koma di antara dua tanda kutip", "unpaired quotation marks; write text that has commas between two of them")
		bad.Err = err
		return bad
	}
	return fmt.Errorf("read the holiday list: %w", err)
}

// holidayColumns returns the place of each column by its English name.
func holidayColumns(head []string) (map[string]int, error) {
	names := map[string]string{
		"date": "date", "tanggal": "date", "tgl": "date",
		"name": "name", "nama": "name", "keterangan": "name", "summary": "name",
		"kind": "kind", "jenis": "kind",
		"calendar": "calendar", "kalender": "calendar",
		"decree": "decree", "keputusan": "decree", "skb": "decree",
		"source": "source", "sumber": "source",
		"version": "version", "versi": "version",
	}
	columns := make(map[string]int)
	for i, h := range head {
		if name, ok := names[strings.ToLower(strings.TrimSpace(h))]; ok {
			columns[name] = i
		}
	}
	_, hasDate := columns["date"]
	_, hasName := columns["name"]
	if !hasDate || !hasName {
		return nil, atLine(1, "kolom tanggal dan nama tidak ada; tulis misalnya tanggal,nama,jenis", "the columns date and name are missing; write for instance date,name,kind")
	}
	return columns, nil
}

// holidayLists collects days by the id of their list.
type holidayLists map[string]*HolidayList

func (lists holidayLists) addRow(columns map[string]int, fields []string, line int) error {
	field := func(name string) string {
		i, ok := columns[name]
		if !ok || i >= len(fields) {
			return ""
		}
		return strings.TrimSpace(fields[i])
	}
	day := importedDate(field("date"))
	if day == "" {
		return atLine(line, fmt.Sprintf("%q bukan tanggal; tulis misalnya 2027-08-17", field("date")), fmt.Sprintf("%q is not a date; write for instance 2027-08-17", field("date")))
	}
	if field("name") == "" {
		return atLine(line, "nama hari libur kosong", "the name of the holiday is empty")
	}
	kind, ok := importedKind(field("kind"), field("name"))
	if !ok {
		return atLine(line, fmt.Sprintf("jenis %q tidak dikenal; tulis national, joint_leave atau one_off", field("kind")), fmt.Sprintf("kind %q is not known; write national, joint_leave or one_off", field("kind")))
	}
	list := lists.of(field("calendar"), day.Year())
	list.Decree = firstOf(list.Decree, field("decree"))
	list.Source = firstOf(list.Source, field("source"))
	list.Version = firstOf(list.Version, field("version"))
	return list.addImported(Holiday{Date: day, Name: field("name"), Kind: kind}, line)
}

func (lists holidayLists) of(calendar string, year int) *HolidayList {
	if strings.EqualFold(calendar, "national") || strings.EqualFold(calendar, "nasional") {
		calendar = ""
	}
	id := HolidayListID(calendar, year)
	if lists[id] == nil {
		lists[id] = &HolidayList{Head: Head{ID: id}, Calendar: calendar, Year: year}
	}
	return lists[id]
}

// addImported adds a day. The same day twice is one day if both lines agree on its kind.
func (l *HolidayList) addImported(h Holiday, line int) error {
	for _, other := range l.Days {
		if other.Date != h.Date {
			continue
		}
		if other.Kind == h.Kind {
			return nil
		}
		return atLine(line, fmt.Sprintf("tanggal %s sudah tertulis dengan jenis lain", h.Date), fmt.Sprintf("%s was given before with another kind", h.Date))
	}
	l.Days = append(l.Days, h)
	return nil
}

// sorted returns the lists by id, their days in order.
func (lists holidayLists) sorted() ([]*HolidayList, error) {
	if len(lists) == 0 {
		return nil, invalid("file", "Tidak ada hari libur dalam berkas.", "There are no holidays in the file.")
	}
	var out []*HolidayList
	for _, l := range lists {
		sort.Slice(l.Days, func(i, j int) bool { return l.Days[i].Date < l.Days[j].Date })
		l.Source = firstOf(l.Source, "berkas yang diimpor")
		if err := l.Validate(); err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].ID < out[j].ID })
	return out, nil
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// importedDate reads 2027-08-17, 20270817, 17/08/2027, 17-08-2027 and 17.08.2027.
func importedDate(s string) Date {
	for _, layout := range []string{dateLayout, "20060102", "2/1/2006", "2-1-2006", "2.1.2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return DateOf(t)
		}
	}
	return ""
}

// importedKind reads a kind, or guesses it by the name of the day.
func importedKind(kind, name string) (HolidayKind, bool) {
	switch strings.ToLower(strings.ReplaceAll(kind, "_", " ")) {
	case "national", "libur nasional", "nasional", "libur", "ln":
		return NationalHoliday, true
	case "joint leave", "cuti bersama", "cuti", "cb":
		return JointLeave, true
	case "one off", "sekali", "pemilu", "keppres":
		return OneOffHoliday, true
	case "":
		if strings.Contains(strings.ToLower(name), "cuti bersama") {
			return JointLeave, true
		}
		if strings.Contains(strings.ToLower(name), "pemungutan suara") || strings.Contains(strings.ToLower(name), "pemilihan") {
			return OneOffHoliday, true
		}
		return NationalHoliday, true
	}
	return "", false
}

// importedLines returns the lines of a text, without their ends.
func importedLines(raw []byte) ([]string, error) {
	var lines []string
	scanner := bufio.NewScanner(bytes.NewReader(raw))
	scanner.Buffer(nil, mostImport+1)
	for scanner.Scan() {
		lines = append(lines, strings.TrimSuffix(scanner.Text(), "\r"))
	}
	if err := scanner.Err(); err != nil {
		return nil, fmt.Errorf("read the holiday list: %w", err)
	}
	return lines, nil
}
