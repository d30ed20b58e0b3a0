package archive

import (
	"slices"
	"strings"
)

// NameLikeness says how much two printed names look like one person's: SameName, a
// name with a letter or two misread, a part of a name ("Susanti" of Susanti Mahfud), or 0.
// It compares spellings only: many people share a name.
func NameLikeness(a, b string) float64 {
	keyA, keyB := NameKey(a), NameKey(b)
	switch {
	case keyA == "" || keyB == "":
		return 0
	case keyA == keyB:
		return SameName
	case misread(keyA, keyB):
		return MisreadName
	case partOf(a, b) || partOf(b, a):
		return PartOfName
	}
	return 0
}

// What NameLikeness returns.
const (
	SameName    = 1.0
	MisreadName = 0.8
	PartOfName  = 0.5
)

// misread reports whether two keys differ by what scanning does: shapes that look
// alike, one letter from six letters on, two from twelve on.
func misread(a, b string) bool {
	a, b = shape(a), shape(b)
	if a == b {
		return true
	}
	allowed := 1
	if min(len(a), len(b)) >= 12 {
		allowed = 2
	}
	return slips(a, b, allowed) <= allowed
}

// partOf reports whether every word of one name, in order, is in a longer one. Names so
// common that they say nothing alone do not count.
func partOf(part, whole string) bool {
	words, all := nameWords(part), nameWords(whole)
	if len(words) == 0 || len(words) >= len(all) {
		return false
	}
	telling := false
	for _, w := range words {
		i := slices.Index(all, w)
		if i < 0 {
			return false
		}
		all = all[i+1:]
		telling = telling || len(w) >= 4 && !commonGiven[w]
	}
	return telling
}

// commonGiven are the folded given names that half the country shares.
var commonGiven = newWordSet("muhamad siti nur sri abdul ahmad dewi ni putu made waian ketut niuman kadek")

// NameWordCount returns the number of given names in a printed name, without titles and the
// father's name.
func NameWordCount(name string) int { return len(nameWords(name)) }

func nameWords(name string) []string {
	words := givenNames(clip(name, 200))
	for i, w := range words {
		words[i] = foldSpelling(fullName(w, i < len(words)-1))
	}
	return words
}

// NameHalves returns the two halves of a name's key, look-alikes folded: when one letter is
// misread, one of them still fits. Names under six letters have none.
func NameHalves(name string) []string {
	key := shape(NameKey(name))
	if n := len(key); n >= oneSlip {
		return []string{"head:" + key[:n/2], "tail:" + key[n/2:]}
	}
	return nil
}

// NameHalvesNear returns the halves that a name may have when one letter of it is
// misread, lost or added.
func NameHalvesNear(name string) []string {
	key := shape(NameKey(name))
	n := len(key)
	if n < oneSlip {
		return nil
	}
	var near []string
	for m := n - 1; m <= n+1; m++ {
		near = append(near, "head:"+key[:m/2])
		if tail := m - m/2; tail <= n {
			near = append(near, "tail:"+key[n-tail:])
		}
	}
	slices.Sort(near)
	return slices.Compact(near)
}

// PaperKey is a passport number or NIK in upper case, without blanks and separators.
func PaperKey(number string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9' || r >= 'A' && r <= 'Z':
			return r
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		}
		return -1
	}, number)
}

// PaperSlip reports whether two passport numbers or NIKs differ by one sign, or by signs that
// look alike: a slip of the hand or of a scan.
func PaperSlip(a, b string) bool {
	a, b = Skeleton(a), Skeleton(b)
	if a == "" || b == "" {
		return false
	}
	return a == b || min(len(a), len(b)) >= oneSlip && slips(a, b, 1) <= 1
}
