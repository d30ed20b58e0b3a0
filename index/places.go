package index

import (
	"math/bits"

	api "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// Where a word stands in a field is kept in the number that scorch takes for its
// frequency: most words stand in a letter once or twice, and a location of
// scorch's own costs seven bytes where two will do. The lowest three bits say how:
//
//	1     one place: the number above them
//	2-6   so many places: five bits with their width, then the first place and
//	      the distances between them, each of that width
//	0     more places than fit: their number above the bits, and one location of
//	      scorch's with the first as position and the distances as array positions
//
// A frequency of 1 would be place 0, which there is not: places count from 1.
const (
	placesBits = 3
	widthBits  = 5
	mostPacked = 6
	mostBits   = 62 // of a frequency: scorch doubles it
)

// packPlaces returns the frequency that holds the places, which ascend from 1,
// and for many of them the location that does.
func packPlaces(places []int32) (freq int, many *api.TokenLocation) {
	n := len(places)
	if n == 1 {
		return int(places[0])<<placesBits | 1, nil
	}
	if n <= mostPacked {
		widest, before := int32(0), int32(0)
		for _, p := range places {
			widest |= p - before
			before = p
		}
		width := bits.Len32(uint32(widest))
		if placesBits+widthBits+n*width <= mostBits {
			freq, before = 0, 0
			for i := n - 1; i >= 0; i-- {
				from := int32(0)
				if i > 0 {
					from = places[i-1]
				}
				freq = freq<<width | int(places[i]-from)
			}
			return (freq<<widthBits|width)<<placesBits | n, nil
		}
	}
	many = &api.TokenLocation{Position: int(places[0]), ArrayPositions: make([]uint64, n-1)}
	for i, p := range places[1:] {
		many.ArrayPositions[i] = uint64(p - places[i])
	}
	return n << placesBits, many
}

// occurrences returns how many places a frequency of packPlaces stands for.
func occurrences(freq uint64) uint64 {
	if n := freq & (1<<placesBits - 1); n > 0 {
		return n
	}
	return freq >> placesBits
}

// appendPlaces adds the places of a posting to list. The posting must have been
// read with its locations.
func appendPlaces(list []int32, posting segment.Posting) []int32 {
	freq := posting.Frequency()
	n := freq & (1<<placesBits - 1)
	rest := freq >> placesBits
	switch n {
	case 0:
		for _, l := range posting.Locations() {
			at := int32(l.Pos())
			list = append(list, at)
			for _, step := range l.ArrayPositions() {
				at += int32(step)
				list = append(list, at)
			}
		}
	case 1:
		list = append(list, int32(rest))
	default:
		width := rest & (1<<widthBits - 1)
		rest >>= widthBits
		at := int32(0)
		for range n {
			at += int32(rest & (1<<width - 1))
			rest >>= width
			list = append(list, at)
		}
	}
	return list
}

// The length of a field is kept with every one of its words, so it is made to fit
// a byte: exact up to 32 words, then within three and a half per cent.
const (
	exactLength = 32
	lengthSteps = 16  // for each doubling
	mostLength  = 256 // codes that count are below: half a million words
)

func packLength(words int) int {
	if words <= exactLength {
		return words
	}
	top := bits.Len(uint(words)) - 1 // 32 → 5
	fraction := (words - 1<<top) * lengthSteps >> top
	return exactLength + 1 + (top-5)*lengthSteps + fraction
}

func unpackLength(code int) float32 {
	if code <= exactLength {
		return float32(code)
	}
	code -= exactLength + 1
	top, fraction := code/lengthSteps, code%lengthSteps
	return float32(int(exactLength)<<top) * (1 + (float32(fraction)+0.5)/lengthSteps)
}
