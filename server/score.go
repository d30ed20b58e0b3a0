package server

import (
	"lintas/archive"
	"lintas/storage"
)

// Scores of a document as the one a citation means. A number is not unique and may be
// misprinted on either side, so sender and date weigh as much.
const (
	sameNumber    = 0.60
	likeNumber    = 0.40 // misprinted in a place or two
	sameSender    = 0.25
	otherSender   = -0.30
	sameDate      = 0.25
	nearDate      = 0.10 // a slip of a day or two
	otherYear     = 0.05 // the right day of a wrong year
	otherDate     = -0.25
	laterThanSelf = -0.60 // nobody cites a letter that is yet to be written
	goodTarget    = 0.50
	clearLead     = 0.15 // ahead of the second best
)

// scoreTarget says how likely other is the document a citation means.
func scoreTarget(doc *archive.Document, ref archive.Reference, other *storage.Sketch) float64 {
	skeleton, score := archive.Skeleton(ref.Number), 0.0
	switch likeness := numberLikeness(skeleton, other); {
	case skeleton == "":
		score += 0.10 // nothing speaks against it
	case likeness == 1:
		score += sameNumber
	case likeness >= 0.8:
		score += likeNumber
	default:
		return 0
	}
	if ref.Agency.Agency != "" && other.From.Agency != "" {
		if ref.Agency.Agency == other.From.Agency {
			score += sameSender
		} else {
			score += otherSender
		}
	}
	score += scoreDate(ref.Date, other)
	if doc.Date != "" && other.Date > doc.Date {
		score += laterThanSelf
	}
	if skeleton != "" {
		return score
	}
	switch byAgency := ref.Agency.Agency != "" && ref.Agency.Agency == other.From.Agency; {
	case ref.Date == "" || ref.Date != other.Date:
		return 0 // without a number both sender and date must fit
	case byAgency:
		return score
	case samePrivateSender(ref.Agency, other):
		return score + sameSender
	}
	return 0
}

// samePrivateSender reports whether a citation names a person who signed a letter that comes
// from no office: a worker's family, a lawyer.
func samePrivateSender(cited archive.Party, other *storage.Sketch) bool {
	name := firstText(cited.Name, cited.Printed)
	if cited.Agency != "" && other.From.Agency != "" && cited.Agency != other.From.Agency || name == "" {
		return false
	}
	return archive.NameLikeness(name, other.Signer.Name) >= archive.MisreadName || archive.NameLikeness(name, other.From.Printed) >= archive.MisreadName
}

// scoreMeeting says how likely minutes are of the meeting a citation means.
func scoreMeeting(ref archive.Reference, meeting *archive.Meeting, minutes *storage.Sketch) float64 {
	if ref.Date == "" || meeting.Date != ref.Date {
		return 0
	}
	score := sameNumber
	if ref.Agency.Agency != "" && minutes.From.Agency != "" && ref.Agency.Agency == minutes.From.Agency {
		score += sameSender
	}
	return score
}

func scoreDate(cited archive.Date, other *storage.Sketch) float64 {
	switch {
	case cited == "" || other.Date == "":
		return 0
	case cited == other.Date:
		return sameDate
	case abs(cited.DaysUntil(other.Date)) <= 2:
		return nearDate
	case cited[4:] == other.Date[4:]:
		return otherYear
	}
	return otherDate
}

// numberLikeness compares a cited number with those of a document: 1 when the skeletons are
// the same, else the share of places that agree.
func numberLikeness(skeleton string, other *storage.Sketch) float64 {
	best := 0.0
	for _, number := range other.Numbers {
		own := archive.Skeleton(number)
		if own == "" || skeleton == "" {
			continue
		}
		if own == skeleton {
			return 1
		}
		longer := max(len(own), len(skeleton))
		best = max(best, 1-float64(editDistance(own, skeleton))/float64(longer))
	}
	return min(best, 0.99)
}

// editDistance counts the insertions, deletions and replacements between two skeletons.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		corner := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := corner
			if a[i] != b[j] {
				cost++
			}
			corner = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
