package reading

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// printed is a word, or a part of one, as printed: in the frame of its own line,
// where the line runs from left to right (u) and the next one is below (v).
type printed struct {
	text                string
	left, right         float64 // u
	top, bottom, base   float64 // v
	size                float64 // of the font, about
	shown               box     // on the page
	blank               bool    // the file has a blank before it
	hyphen              bool    // ends in a hyphen that PDFium takes for a division
	tight               float64 // a gap up to this belongs to the word
	direction, sequence int
	conf                float32 // 0 to 1, of OCR
}

// frame turns a point as shown into the frame of lines that run in a direction.
type frame struct{ cos, sin float64 }

func frameOf(direction int) frame {
	sin, cos := math.Sincos(float64(direction) * math.Pi / 180)
	return frame{math.Round(cos*1e6) / 1e6, math.Round(sin*1e6) / 1e6}
}

func (f frame) point(x, y float64) (u, v float64) {
	return x*f.cos + y*f.sin, y*f.cos - x*f.sin
}

func (f frame) box(b box) box {
	u0, v0 := f.point(b[0], b[1])
	u1, v1 := f.point(b[2], b[3])
	return box{min(u0, u1), min(v0, v1), max(u0, u1), max(v0, v1)}
}

// piecesOf gathers the glyphs that follow each other, in the order of the
// content: a piece ends at a blank, a gap, a new line or a turn.
func piecesOf(glyphs []glyph) []printed {
	var (
		pieces []printed
		open   printed
		text   []byte
		blank  bool // the file has a blank before the glyph
		seen   bool // PDFium sees one there
		f      = frameOf(0)
		turned = 0
		spans  = spansOf(glyphs)
	)
	flush := func() {
		if len(text) > 0 {
			open.text = string(text)
			pieces = append(pieces, open)
		}
		text = text[:0]
	}
	for i, g := range glyphs {
		if i >= spans[0].to {
			spans = spans[1:]
		}
		if g.r == ' ' {
			blank, seen = blank || !g.generated, true
			continue
		}
		if len(text) > 0 && !blank && g.box == glyphs[i-1].box { // more of a ligature
			text = appendGlyph(text, g.r)
			continue
		}
		if g.direction != turned {
			turned, f = g.direction, frameOf(g.direction)
			blank = true
		}
		b := g.box
		_, base := f.point(g.x, g.y)
		if turned != 0 {
			b = f.box(b)
		}
		size := max(b[3]-b[1], 1)
		if g.ink && len(text) > 0 && !blank {
			size = max(size, open.size)
		}
		gap := spans[0].least
		if seen {
			gap = spans[0].seen
		}
		apart := b[0] - open.right
		if blank || len(text) == 0 || math.Abs(base-open.base) > 0.15*size || apart > gap*size ||
			apart < -jumpBack*size || apart > gapWithoutBlanks*size && endsClause(text, g.r) {
			flush()
			open = printed{left: b[0], right: b[2], top: b[1], bottom: b[3], base: base, size: size,
				shown: g.box, blank: blank, tight: gap * size, direction: turned, sequence: len(pieces)}
		}
		blank, seen = false, false
		open.right, open.shown = max(open.right, b[2]), open.shown.join(g.box)
		open.top, open.bottom = min(open.top, b[1]), max(open.bottom, b[3])
		open.hyphen = g.hyphen
		text = appendGlyph(text, g.r)
	}
	flush()
	return pieces
}

// endsClause tells whether a gap between text and r is one after a list's mark or
// a comma, which are often set apart without a blank.
func endsClause(text []byte, r rune) bool {
	return len(text) > 0 && strings.IndexByte(".,;:)", text[len(text)-1]) >= 0 && unicode.IsLetter(r)
}

// appendGlyph writes out ligatures, which nobody searches for.
func appendGlyph(b []byte, r rune) []byte {
	if r >= 'ﬀ' && r <= 'ﬆ' {
		return append(b, [...]string{"ff", "fi", "fl", "ffi", "ffl", "st", "st"}[r-'ﬀ']...)
	}
	return utf8.AppendRune(b, r)
}

// linesOfPrint puts pieces of one direction on their lines, top to bottom and
// left to right, and joins those that make one word.
func linesOfPrint(pieces []printed) [][]printed {
	slices.SortStableFunc(pieces, func(a, b printed) int { return cmp.Compare(a.base, b.base) })
	var lines [][]printed
	for from := 0; from < len(pieces); {
		to, base, size := from+1, pieces[from].base, pieces[from].size
		for ; to < len(pieces); to++ {
			p := pieces[to]
			if p.base-base > 0.3*min(size, p.size) && !raised(pieces[from:to], p) {
				break
			}
			if p.size > 1.3*size { // the large letters of a line say where it is
				base, size = p.base, p.size
			}
		}
		lines = append(lines, wordsOf(pieces[from:to]))
		from = to
	}
	return lines
}

// raised tells whether the line of p began with small raised letters, such as a
// footnote mark: they stand within p's height and beside it.
func raised(line []printed, p printed) bool {
	for _, q := range line {
		over := min(q.right, p.right) - max(q.left, p.left)
		if q.size > 0.8*p.size || p.base-q.base > 0.55*p.size || over > 0.3*q.size {
			return false
		}
	}
	return true
}

// wordsOf sorts the pieces of a line, drops what was printed twice to look bold
// and joins pieces into words.
func wordsOf(pieces []printed) []printed {
	slices.SortStableFunc(pieces, func(a, b printed) int { return cmp.Compare(a.left, b.left) })
	words := make([]printed, 0, len(pieces))
	for _, p := range pieces {
		if struckBefore(words, p) {
			continue
		}
		if n := len(words); n > 0 && belongs(&words[n-1], &p) {
			w := &words[n-1]
			w.text += p.text
			w.right, w.shown = max(w.right, p.right), w.shown.join(p.shown)
			w.top, w.bottom = min(w.top, p.top), max(w.bottom, p.bottom)
			w.hyphen, w.tight, w.sequence, w.conf = p.hyphen, p.tight, p.sequence, min(w.conf, p.conf)
			continue
		}
		words = append(words, p)
	}
	words = joinSpaced(words)
	for i := range words {
		if !ascii(words[i].text) {
			words[i].text = norm.NFC.String(words[i].text)
		}
	}
	return words
}

func belongs(w, p *printed) bool {
	gap := p.left - w.right
	if p.blank || p.sequence != w.sequence+1 { // parted by a blank, or printed apart
		return math.Abs(gap) < 0.02*p.size && !p.blank
	}
	return gap <= min(w.tight, p.tight) && gap > -jumpBack*p.size
}

// struckBefore tells whether p was printed already, a hair beside.
func struckBefore(words []printed, p printed) bool {
	for i := len(words) - 1; i >= 0 && i >= len(words)-4; i-- {
		w := words[i]
		if w.text == p.text && math.Abs(w.left-p.left) < 0.25*p.size && math.Abs(w.base-p.base) < 0.25*p.size {
			return true
		}
	}
	return false
}

// joinSpaced joins letters set apart for show, as in M E M U T U S K A N: four or
// more single letters at about the same distance.
func joinSpaced(words []printed) []printed {
	out := words[:0]
	for i := 0; i < len(words); {
		to := i + 1
		for to < len(words) && single(words[to-1].text) && single(words[to].text) && evenGap(words, i, to) {
			to++
		}
		w := words[i]
		if to-i >= 4 {
			for _, p := range words[i+1 : to] {
				w.text += p.text
				w.right, w.shown = p.right, w.shown.join(p.shown)
			}
		} else {
			to = i + 1
		}
		out = append(out, w)
		i = to
	}
	return out
}

func single(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return n == len(s) && unicode.IsUpper(r)
}

// evenGap tells whether the gap before words[to] is like the first one after i.
func evenGap(words []printed, i, to int) bool {
	first, gap := words[i+1].left-words[i].right, words[to].left-words[to-1].right
	return gap < 1.2*words[i].size && math.Abs(gap-first) < 0.35*words[i].size
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
