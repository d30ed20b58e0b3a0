package archive

import (
	"fmt"
	"strings"
	"time"
)

// Due is a due date and how it came about.
type Due struct {
	Date  Date   // last day in time; empty if none can be computed
	Time  string // "16:00"; rules name no hours, so Compute leaves it empty
	Words Text   // the computation, for people to check
	Doubt *Text  // what may be wrong with it; nil if nothing is known to be
}

// Compute returns the due date of a letter dated letter and received on received,
// either of which may be empty. The first working day counted is the one after
// the base; calendar days and hours are added to it, hours rounded up to days;
// month end is the last day of the base's month, or of that N months on. A nil
// cal is a calendar without lists.
func (r Rule) Compute(letter, received Date, cal *Calendar) Due {
	if cal == nil {
		cal = NewCalendar(r.Calendar, nil)
	}
	c := computation{rule: r, calendar: cal}
	switch r.Kind {
	case ByDate:
		c.byDate()
	case WorkingDays, CalendarDay, Hours, MonthEnd:
		c.chooseBase(letter, received)
		c.count()
	default:
		c.say("Naskah tidak menyebut waktu", "The document names no time")
	}
	if r.Default {
		c.words.ID = "Bawaan, naskah tidak menyebut waktu: " + c.words.ID
		c.words.EN = "Default, the document names no time: " + c.words.EN
	}
	return Due{Date: c.due, Words: c.words, Doubt: c.doubt}
}

// computation is one run of Compute.
type computation struct {
	rule     Rule
	calendar *Calendar
	base     Date
	from     Text // the base in words
	due      Date
	words    Text
	doubt    *Text
}

func (c *computation) say(id, en string) { c.words = Text{ID: id, EN: en} }

func (c *computation) doubtful(id, en string) {
	if c.doubt == nil {
		c.doubt = &Text{ID: id, EN: en}
		return
	}
	c.doubt = &Text{ID: c.doubt.ID + " " + id, EN: c.doubt.EN + " " + en}
}

func (c *computation) byDate() {
	r := c.rule
	if !r.Date.Valid() {
		c.say("Tanggal dalam naskah tidak terbaca", "The date in the document could not be read")
		c.doubtful("Tanggal tenggat belum diketahui; isilah menurut naskah.", "The due date is not known yet; fill it in from the document.")
		return
	}
	c.due = r.Date
	printed := r.Date.Words()
	if r.Exclusive {
		c.due = r.Date.AddDays(-1)
		due := c.due.Words()
		c.say(fmt.Sprintf("sebelum %s → %s", printed.ID, due.ID), fmt.Sprintf("before %s → %s", printed.EN, due.EN))
	} else {
		c.say("tanggal yang disebut naskah → "+printed.ID, "the date the document names → "+printed.EN)
	}
	c.remarkFreeDay()
}

// chooseBase sets the day the count starts from. Where that day is not known the
// other one serves, and the doubt says so.
func (c *computation) chooseBase(letter, received Date) {
	switch c.rule.Base {
	case FromEvent:
		c.base = c.rule.BaseDate
		w := c.base.Words()
		c.from = Text{ID: "tanggal " + w.ID, EN: w.EN}
	case FromReceipt:
		c.base = received
		c.from = receiptWords(received)
		if !received.Valid() && letter.Valid() {
			c.base, c.from = letter, letterWords(letter)
			c.doubtful("Tanggal terima belum diketahui; dihitung dari tanggal surat.", "The day of receipt is not known; counted from the letter's date.")
		}
	default:
		c.base = letter
		c.from = letterWords(letter)
		if !letter.Valid() && received.Valid() {
			c.base, c.from = received, receiptWords(received)
			c.doubtful("Tanggal surat belum diketahui; dihitung dari tanggal terima.", "The letter's date is not known; counted from the day of receipt.")
		}
	}
}

func letterWords(d Date) Text {
	w := d.Words()
	return Text{ID: "surat tanggal " + w.ID, EN: "the letter of " + w.EN}
}

func receiptWords(d Date) Text {
	w := d.Words()
	return Text{ID: "diterima tanggal " + w.ID, EN: "receipt on " + w.EN}
}

func (c *computation) count() {
	length := c.rule.lengthWords()
	if !c.base.Valid() {
		c.say(length.ID+", hari awalnya belum diketahui", length.EN+", the day it counts from is not known")
		c.doubtful("Isi tanggal surat atau tanggal terima agar tenggat dapat dihitung.", "Fill in the letter's date or the day of receipt so that the due date can be computed.")
		return
	}
	if c.rule.Kind != MonthEnd && c.rule.N <= 0 || c.rule.N < 0 {
		c.say("jumlah hari tidak terbaca", "the number of days could not be read")
		c.doubtful("Isi jumlah hari menurut naskah.", "Fill in the number of days from the document.")
		return
	}
	over := Text{}
	switch c.rule.Kind {
	case WorkingDays:
		c.due = c.calendar.AddWorkingDays(c.base, c.rule.N)
		over = passedWords(c.calendar.passed(c.base, c.due))
	case CalendarDay:
		c.due = c.base.AddDays(c.rule.N)
	case Hours:
		const day = 24
		c.due = c.base.AddDays(c.rule.N/day + min(c.rule.N%day, 1))
	case MonthEnd:
		c.due = monthEnd(c.base, c.rule)
	}
	if !c.due.Valid() {
		c.due = ""
		c.say(length.ID+" sejak "+c.from.ID, length.EN+" from "+c.from.EN)
		c.doubtful("Jangka waktu ini terlalu panjang untuk dihitung.", "This span is too long to be computed.")
		return
	}
	due := c.due.Words()
	c.say(length.ID+" sejak "+c.from.ID+over.ID+" → "+due.ID, length.EN+" from "+c.from.EN+over.EN+" → "+due.EN)
	if c.rule.Kind != WorkingDays {
		c.remarkFreeDay()
		return
	}
	if years := c.calendar.missing(c.base, c.due); years != "" {
		c.doubtful("Daftar hari libur "+years+" belum ada; liburnya belum ikut dihitung.", "There is no holiday list for "+years+"; its holidays are not counted yet.")
	}
}

// monthEnd returns the last day of the month that lies rule.N months after the
// base, or of the month of rule.Date if the document names one.
func monthEnd(base Date, rule Rule) Date {
	if rule.Date.Valid() {
		base = rule.Date
	}
	const mostMonths = 12 * lastYear
	if rule.N > mostMonths {
		return ""
	}
	t := base.Time()
	last := time.Date(t.Year(), t.Month()+time.Month(rule.N)+1, 0, 0, 0, 0, 0, time.UTC)
	return MakeDate(last.Year(), last.Month(), last.Day())
}

// lengthWords says how long the rule gives.
func (r Rule) lengthWords() Text {
	plural := "s"
	if r.N == 1 {
		plural = ""
	}
	switch r.Kind {
	case WorkingDays:
		return Text{ID: fmt.Sprintf("%d hari kerja", r.N), EN: fmt.Sprintf("%d working day%s", r.N, plural)}
	case CalendarDay:
		return Text{ID: fmt.Sprintf("%d hari kalender", r.N), EN: fmt.Sprintf("%d calendar day%s", r.N, plural)}
	case Hours:
		if r.N%24 == 0 && r.N > 0 {
			return Text{ID: fmt.Sprintf("%d x 24 jam", r.N/24), EN: fmt.Sprintf("%d x 24 hours", r.N/24)}
		}
		return Text{ID: fmt.Sprintf("%d jam", r.N), EN: fmt.Sprintf("%d hour%s", r.N, plural)}
	}
	if r.N > 0 {
		return Text{ID: fmt.Sprintf("akhir bulan ke-%d", r.N), EN: fmt.Sprintf("end of month %d", r.N)}
	}
	return Text{ID: "akhir bulan", EN: "end of the month"}
}

// passedWords names the holidays that a count passed over.
func passedWords(passed []Holiday) Text {
	if len(passed) == 0 {
		return Text{}
	}
	const most = 8
	var id, en []string
	for i, h := range passed {
		if i == most {
			id = append(id, fmt.Sprintf("dan %d hari lain", len(passed)-most))
			en = append(en, fmt.Sprintf("and %d more", len(passed)-most))
			break
		}
		w := h.Date.Words()
		id = append(id, w.ID+" ("+h.Name+")")
		en = append(en, w.EN+" ("+h.Name+")")
	}
	return Text{ID: ", melewati libur: " + strings.Join(id, ", "), EN: ", passing over the holidays: " + strings.Join(en, ", ")}
}

// remarkFreeDay adds that a due date is no working day. It does not move it: no
// rule of the field does.
func (c *computation) remarkFreeDay() {
	if c.calendar.Working(c.due) {
		return
	}
	weekday := c.due.Weekday()
	id, en := weekdayNames[0][weekday], weekdayNames[1][weekday]
	if h, ok := c.calendar.Holiday(c.due); ok {
		id, en = id+", "+h.Name, en+", "+h.Name
	}
	c.words.ID += " (" + id + ", bukan hari kerja)"
	c.words.EN += " (" + en + ", not a working day)"
}

var weekdayNames = [2][7]string{
	{"Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"},
	{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
}
