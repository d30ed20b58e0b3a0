package reading

import "testing"

func TestARomanMonthIsWrittenWithItsLetters(t *testing.T) {
	for seen, want := range map[string]string{
		"041/KH-PR/SK/XI1/2025": "041/KH-PR/SK/XII/2025", "B.2214/DJ-lI/PP.02.04/V1II/2025": "B.2214/DJ-II/PP.02.04/VIII/2025",
		"B.77/UPT.15/PP.04.01/1X/2026": "B.77/UPT.15/PP.04.01/IX/2026",
		"12/11/2025":                   "12/11/2025", "X1120934/2": "X1120934/2", "B/1/IX1/2": "B/1/IX1/2", "12/l/2025": "12/l/2025",
	} {
		if got := romanParts(seen); got != want {
			t.Errorf("%s became %s, want %s", seen, got, want)
		}
	}
}

func TestABarBehindAWordIsANumeral(t *testing.T) {
	word := seen{text: "ARMADA", left: 100, top: 100, right: 200, bottom: 120, line: [3]int{1, 1, 1}}
	bar := seen{text: "|", left: 210, top: 100, right: 214, bottom: 120, line: [3]int{1, 1, 1}}
	far, tall, below := bar, bar, bar
	far.left, tall.bottom, below.line = 300, 160, [3]int{1, 1, 2}
	for _, try := range []struct {
		sign seen
		want string
	}{{bar, "I"}, {far, "|"}, {tall, "|"}, {below, "|"}} {
		words := []seen{word, try.sign}
		if mendSeen(words); words[1].text != try.want {
			t.Errorf("%+v became %s", try.sign, words[1].text)
		}
	}
}
