package reading

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"lintas/archive"
)

const (
	doubtful  = 60.0 // mean confidence below which a page may lie on its side: upright ones have 93 to 96, turned ones 30 to 41
	ocrTrials = 2    // times a page is tried
)

// PageFault is a page that could not be read.
type PageFault struct {
	Page int // from 1
	Err  error
}

// ReadScans reads the pages of the PDF at path that have no text from their
// pictures, and puts the text into the transcript. A page that fails twice stays
// without text and is among the faults; an error means that ctx ended or Tesseract
// has gone, and that the transcript is as it was.
func (p *Pool) ReadScans(ctx context.Context, t *Tesseract, path string, text *archive.Transcript) ([]PageFault, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	pages := slices.Clone(text.Pages)
	failed := make([]error, len(pages))
	var reading sync.WaitGroup
	for i := range pages {
		if pages[i].Source != archive.FromNone {
			continue
		}
		if ctx.Err() != nil || t.enter(ctx) != nil {
			break
		}
		reading.Go(func() {
			defer t.leave()
			failed[i] = p.readScan(ctx, t, path, i+1, &pages[i])
			if errors.Is(failed[i], errNotStarted) {
				cancel(errNoTesseract(failed[i]))
			}
		})
	}
	reading.Wait()
	if ctx.Err() != nil {
		return nil, fmt.Errorf("read the scanned pages of %s: %w", filepath.Base(path), context.Cause(ctx))
	}
	text.Pages = pages
	var faults []PageFault
	for i, err := range failed {
		if err != nil {
			faults = append(faults, PageFault{i + 1, err})
		}
	}
	return faults, nil
}

// readScan reads one page, and once more if it fails.
func (p *Pool) readScan(ctx context.Context, t *Tesseract, path string, number int, page *archive.Page) (err error) {
	for range ocrTrials {
		var done archive.Page
		if done, err = p.scanPage(ctx, t, path, number, page); err == nil {
			*page = done
			return nil
		}
		if ctx.Err() != nil || errors.Is(err, errNotStarted) {
			return err
		}
		p.o.Log.Warn("a scanned page could not be read", "page", number, "error", err)
	}
	return err
}

func (p *Pool) scanPage(ctx context.Context, t *Tesseract, path string, number int, page *archive.Page) (archive.Page, error) {
	out := *page
	image, words, err := p.recognise(ctx, t, path, number, 0)
	if err != nil || len(image.Data) == 0 {
		return out, err
	}
	if sure := confidence(words); sure < doubtful || sideways(words) {
		turned, better, err := p.turned(ctx, t, path, number, image)
		if err != nil {
			return out, err
		}
		if now := confidence(better); now > sure || now >= doubtful && !sideways(better) {
			image, words = turned, better
		}
	}
	if pieces := piecesSeen(words, image); len(pieces) > 0 {
		out.Source = archive.FromOCR
		out.Text, out.Words = composePieces(pieces, image.Rules)
	}
	return out, nil
}

// turned reads a page once more the right way up, if that is another way. A page
// of which Tesseract cannot tell is no fault.
func (p *Pool) turned(ctx context.Context, t *Tesseract, path string, number int, image *pageImage) (*pageImage, []seen, error) {
	turn, err := t.orientation(ctx, image.Data, image.DPI)
	switch {
	case ctx.Err() != nil:
		return nil, nil, ctx.Err()
	case errors.Is(err, errTooLong) || errors.Is(err, errNotStarted):
		return nil, nil, err
	case err != nil || turn == 0:
		return image, nil, nil
	}
	return p.recognise(ctx, t, path, number, turn)
}

func (p *Pool) recognise(ctx context.Context, t *Tesseract, path string, number, turn int) (*pageImage, []seen, error) {
	a, err := p.ask(ctx, request{Op: askScan, Path: path, Page: number, Turn: turn}, p.o.Timeout)
	if err != nil {
		return nil, nil, fmt.Errorf("image of page %d: %w", number, err)
	}
	if a.Scan == nil || len(a.Scan.Data) == 0 {
		return &pageImage{}, nil, nil
	}
	table, err := t.table(ctx, a.Scan.Data, a.Scan.DPI)
	if err != nil {
		return nil, nil, fmt.Errorf("page %d: %w", number, err)
	}
	words, err := parseTSV(table)
	if err != nil {
		return nil, nil, fmt.Errorf("page %d: %w", number, err)
	}
	mendSeen(words)
	return a.Scan, words, nil
}

// confidence is the mean over the letters, 0 for none.
func confidence(words []seen) float64 {
	sum, letters := 0.0, 0.0
	for _, w := range words {
		n := float64(len(w.text))
		sum, letters = sum+n*w.conf, letters+n
	}
	if letters == 0 {
		return 0
	}
	return sum / letters
}

// sideways tells whether most words of some length are taller than wide: Tesseract
// reads some of a sheet that lies on its side as it lies.
func sideways(words []seen) bool {
	long, tall := 0, 0
	for _, w := range words {
		if len(w.text) >= 4 {
			long++
			if w.bottom-w.top > w.right-w.left {
				tall++
			}
		}
	}
	return 2*tall > long
}

// Shares of the em that a word in common type is high, by what its letters reach.
const (
	emOfBoth     = 0.93 // ascenders or capitals, and descenders
	emOfHigh     = 0.72
	emOfDeep     = 0.68
	emOfSmall    = 0.47
	boxOfEm      = 1.15 // the font's box, which digital text is measured in
	gapBesideBar = 0.25 // ems: Tesseract parts 560/1086 and /2024 at less than a blank
)

// piecesSeen gives words what the layout wants to know: where they are once the
// page is level, on which base line, and how large.
func piecesSeen(words []seen, image *pageImage) []printed {
	words = slices.DeleteFunc(slices.Clone(words), func(w seen) bool { return noise(w, image) })
	var pieces []printed
	for from := 0; from < len(words); {
		to := from + 1
		for to < len(words) && words[to].line == words[from].line {
			to++
		}
		pieces = append(pieces, piecesOfLine(words[from:to], image, len(pieces))...)
		from = to
	}
	return pieces
}

// noise tells whether a word is no more than a speck, a rule or the edge of a stamp
// or an emblem. In a table a single figure counts.
func noise(w seen, image *pageImage) bool {
	switch lettersOrDigits(w.text) {
	case 0:
		return w.conf < 80 && !strings.Contains(":-–•.,", w.text)
	case 1, 2:
		return w.conf < 58 && !image.inTable(w)
	}
	return w.conf < 10
}

// inTable tells whether rules surround a word.
func (m *pageImage) inTable(w seen) bool {
	u, v := m.Level.point(m.Place.point((w.left+w.right)/2, (w.top+w.bottom)/2))
	_, _, ruled := rulesAround(m.Rules.across, v, u)
	_, _, sided := rulesAround(m.Rules.down, u, v)
	return ruled && sided
}

func lettersOrDigits(s string) int {
	n := 0
	for _, r := range s {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 0x7f && r != '—' && r != '–' && r != '‘' && r != '’' && r != '“' && r != '”' && r != '•' {
			n++
		}
	}
	return n
}

func piecesOfLine(line []seen, image *pageImage, sequence int) []printed {
	scale := 72 / image.DPI
	pieces := make([]printed, 0, len(line))
	ems, bases := make([]float64, 0, len(line)), make([]float64, 0, len(line))
	for _, w := range line {
		x, y := image.Place.point((w.left+w.right)/2, (w.top+w.bottom)/2)
		wide, high := (w.right-w.left)*scale/2, (w.bottom-w.top)*scale/2
		u, v := image.Level.point(x, y)
		across, down := wide, high
		if image.Turn&1 == 1 {
			across, down = high, wide
		}
		pieces = append(pieces, printed{
			text: w.text, left: u - wide, right: u + wide, top: v - high, bottom: v + high,
			shown: box{x - across, y - down, x + across, y + down},
			blank: true, hyphen: w.last && strings.HasSuffix(w.text, "-"),
			sequence: sequence + len(pieces), conf: float32(w.conf / 100),
		})
		if share, deep, ok := reachOf(w.text); ok {
			em := 2 * high / share
			ems = append(ems, em)
			base := v + high
			if deep {
				base -= (emOfBoth - emOfHigh) * em
			}
			bases = append(bases, base)
		}
	}
	settleLine(pieces, ems, bases)
	return pieces
}

// settleLine gives all words of a line its size and its base line, the medians of
// what its words say.
func settleLine(pieces []printed, ems, bases []float64) {
	first := pieces[0]
	em, base := (first.bottom-first.top)/emOfHigh, first.bottom
	if len(ems) > 0 {
		em, base = median(ems), median(bases)
	}
	em = min(max(em, 4), 72)
	for i := range pieces {
		p := &pieces[i]
		p.base, p.size = base, boxOfEm*em
		if i == 0 {
			continue
		}
		before := pieces[i-1].text
		if bar := p.text[0] == '/' || before[len(before)-1] == '/'; bar && p.left-pieces[i-1].right < gapBesideBar*em {
			p.blank, p.tight = false, gapBesideBar*em
			pieces[i-1].tight = p.tight
		}
	}
}

func median(values []float64) float64 {
	values = slices.Clone(values)
	slices.SortFunc(values, func(a, b float64) int { return cmp.Compare(a, b) })
	return values[len(values)/2]
}

// reachOf tells how much of an em the letters of a word are high, and whether they
// go below the base line; ok is false where they do not say.
func reachOf(word string) (share float64, deep, ok bool) {
	high := false
	for _, r := range word {
		switch {
		case strings.ContainsRune("gpqyj", r):
			deep = true
		case strings.ContainsRune("()[]{}|/,;\\@", r):
			return 0, false, false // as the type has it
		case r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("bdfhklit", r):
			high = true
		case strings.ContainsRune("aceomnrsuvwxz", r):
			ok = true
		}
	}
	switch {
	case high && deep:
		return emOfBoth, true, true
	case high:
		return emOfHigh, false, true
	case deep:
		return emOfDeep, true, true
	}
	return emOfSmall, false, ok
}
