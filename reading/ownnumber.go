package reading

import "strings"

// readNumber finds the number of the document itself.
func (r *reader) readNumber() {
	p := &r.out
	for i := range r.pairs {
		pr := &r.pairs[i]
		if pr.field != numberField {
			continue
		}
		value := pr.value
		if r.scanned {
			value = withoutColon(value)
		}
		n := numberValue(value)
		if p.NumberAsPrinted == "" {
			p.NumberAsPrinted = n
		}
		if low := lower(pr.value); !strings.Contains(n, "/") && (strings.Contains(low, "jalan") || strings.Contains(low, "jl.")) {
			continue // "No. 946, Jalan X" of a letterhead
		}
		if emptyNumber(pr.value) || emptyNumber(n) || strings.Contains(n, "//") {
			continue
		}
		if len(p.Numbers) == 0 || len(p.Numbers) == 1 && looksLikeNumber(n) > 0.7 && p.Numbers[0] != n && pr.first-r.pairs[0].first < 6 && !reference(pr.label) {
			p.Numbers = append(p.Numbers, splitNumbers(n)...)
			r.note("number", strings.Join(p.Numbers, " dan "), pr.first, pr.end, numberConfidence(n), "label "+clean(pr.label))
		}
	}
	if len(p.Numbers) == 0 && !unfinished(p.NumberAsPrinted) {
		r.looseNumber()
	}
	p.Number = strings.Join(p.Numbers, " dan ")
	p.SecrecyFromNumber = secrecyOfNumber(p.Number)
}

// withoutColon takes off the lone stroke that a scan makes of the colon after a label:
// "Nomor 1 445/918/RSJMS/IV/2025". The sign for a section is a scan's 5.
func withoutColon(value string) string {
	value = strings.ReplaceAll(value, "§", "5")
	first, rest, ok := strings.Cut(clean(value), " ")
	if !ok || !strings.Contains("1 l i I | ! ; ' .", first) || strings.HasPrefix(rest, "/") || strings.HasPrefix(rest, "-") {
		return value
	}
	serial, _, _ := strings.Cut(rest, " ")
	if year, _ := numberMonth(serial); year > 0 && strings.Contains(serial, "/") {
		return rest
	}
	return value
}

// unfinished reports whether a number was left without its serial: "B-3/   /PK.02/V/2025".
func unfinished(printed string) bool {
	return strings.Contains(printed, "/") && (emptyNumber(printed) || strings.Contains(printed, "//"))
}

// reference reports whether a label announces somebody else's number.
func reference(label string) bool { return strings.Contains(lower(label), "ref") }

func numberConfidence(n string) float64 {
	switch score := looksLikeNumber(n); {
	case score >= 0.85:
		return 0.97
	case score >= 0.75:
		return 0.92
	case score >= 0.6:
		return 0.85
	}
	return 0.6
}

// looseNumber looks for a number without a label among the first lines.
func (r *reader) looseNumber() {
	for i := 0; i < len(r.lines) && i < 25 && (r.body == 0 || i < r.body); i++ {
		for _, c := range r.lines[i].cells {
			text := clean(c.text)
			if !strings.Contains(text, "/") || len(text) > 50 || addressLine(text) && strings.Contains(text, " ") && !brafaksNumber(text) {
				continue
			}
			if _, ok := dateLine(text); ok {
				continue
			}
			n := numberValue(text)
			year, _ := numberMonth(n)
			if emptyNumber(n) || n != text && !strings.HasPrefix(text, n) || year == 0 && !brafaksNumber(n) || len(n) < 6 {
				continue
			}
			r.out.Numbers = []string{n}
			r.out.NumberAsPrinted = n
			r.note("number", n, i, i+1, 0.7, "a number without a label")
			return
		}
	}
}
