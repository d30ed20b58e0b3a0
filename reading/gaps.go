package reading

import (
	"math"
	"slices"
	"unicode"
)

// Gaps, in heights of the font's box, from which on letters are two words. A line
// that prints its blanks is believed: there a smaller gap is kerning, and numbers
// such as B.35/KA/… would come apart, unless it is about as wide as the blanks. In
// a line without blanks, as browsers set text, the gap is all there is; kerning
// makes it as narrow as 0.13, which is a gap only where PDFium, which knows the
// font's blank, saw one too. Within words the widest seen was 0.08.
const (
	gapWithBlanks    = 0.25
	gapWithoutBlanks = 0.14
	gapSeen          = 0.11
	gapLikeBlank     = 0.75 // of the usual blank
	gapTurned        = 0.45 // turned text has boxes of ink, not of the font
	gapSlanted       = 0.9
	gapSpaced        = 0.08 // between most letters of a line whose letters are set apart
	widestSpaced     = 0.5
	jumpBack         = 0.6
)

// span is a line of glyphs in the order of the content, and how it parts words.
type span struct {
	from, to       int
	least          float64 // a wider gap parts words
	seen           float64 // or one from here on, where PDFium saw a blank
	printed, bare  int     // blanks in the file, gaps without
	letters, loose int     // neighbouring letters, those set apart
}

// spansOf cuts glyphs into lines and finds how each parts its words.
func spansOf(glyphs []glyph) []span {
	var spans []span
	printed, bare := 0, 0
	for i := 0; i < len(glyphs); {
		s := spanFrom(glyphs, i)
		printed, bare = printed+s.printed, bare+s.bare
		spans = append(spans, s)
		i = s.to
	}
	var gaps []float64
	for i := range spans {
		s := &spans[i]
		first := glyphs[s.from]
		s.least, s.seen = gapWithoutBlanks, gapSeen
		switch {
		case first.direction%90 != 0:
			s.least, s.seen = gapSlanted, gapSlanted
			continue
		case first.ink:
			s.least, s.seen = gapTurned, gapTurned
			continue
		}
		if s.printed > s.bare || s.printed > 0 && printed > 4*bare {
			s.least = gapWithBlanks
			if s.bare > 0 {
				gaps = s.gaps(gaps[:0], glyphs, true)
				s.least = max(gapWithoutBlanks, min(gapWithBlanks, gapLikeBlank*usualOf(gaps)))
			}
			s.seen = s.least
		}
		if s.letters >= 8 && 2*s.loose > s.letters {
			gaps = s.gaps(gaps[:0], glyphs, false)
			if pitch := usualOf(gaps); pitch < widestSpaced {
				s.least = max(s.least, pitch+gapWithoutBlanks)
				s.seen = s.least
			}
		}
	}
	return spans
}

// spanFrom returns the line of glyphs that begins at i: up to one on another base
// line, or in another direction.
func spanFrom(glyphs []glyph, i int) span {
	s := span{from: i}
	var first, last *glyph
	blank := false
	for ; i < len(glyphs); i++ {
		g := &glyphs[i]
		if g.r == ' ' {
			blank = blank || !g.generated
			continue
		}
		switch {
		case first == nil:
			first = g
		case g.direction != first.direction || g.direction == 0 && math.Abs(g.y-first.y) > 0.3*(first.box[3]-first.box[1]):
			s.to = i
			return s
		case blank:
			s.printed++
		case g.box != last.box:
			gap := gapBetween(last, g)
			if gap > gapWithoutBlanks && gap < wideGap {
				s.bare++
			}
			if unicode.IsLetter(last.r) && unicode.IsLetter(g.r) {
				s.letters++
				if gap > gapSpaced {
					s.loose++
				}
			}
		}
		last, blank = g, false
	}
	s.to = i
	return s
}

// gaps appends the gaps at printed blanks, or those between letters.
func (s span) gaps(list []float64, glyphs []glyph, blanks bool) []float64 {
	var last *glyph
	blank := false
	for i := s.from; i < s.to; i++ {
		g := &glyphs[i]
		if g.r == ' ' {
			blank = blank || !g.generated
			continue
		}
		if last != nil && blank == blanks && (blanks || unicode.IsLetter(last.r) && unicode.IsLetter(g.r)) {
			list = append(list, gapBetween(last, g))
		}
		last, blank = g, false
	}
	return list
}

// gapBetween is the gap between two glyphs of an upright line in heights of the
// font's box.
func gapBetween(a, b *glyph) float64 {
	return (b.box[0] - a.box[2]) / max(b.box[3]-b.box[1], 1)
}

// usualOf returns the median of a list and sorts it; it must not be empty.
func usualOf(list []float64) float64 {
	slices.Sort(list)
	return list[len(list)/2]
}
