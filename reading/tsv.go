package reading

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// seen is a word that Tesseract saw, in pixels.
type seen struct {
	text                     string
	left, top, right, bottom float64
	conf                     float64 // 0 to 100
	line                     [3]int  // block, paragraph, line
	last                     bool    // of its line
}

var errTSV = errors.New("not what Tesseract writes")

// The columns of Tesseract's table.
const (
	tsvLevel = iota
	tsvPage
	tsvBlock
	tsvParagraph
	tsvLine
	tsvWord
	tsvLeft
	tsvTop
	tsvWidth
	tsvHeight
	tsvConf
	tsvText
	tsvColumns
)

const (
	wordLevel = "5"
	mostWords = 50_000 // of a page; a full one has 1,000
	longest   = 300    // bytes of a word
)

// parseTSV reads the words of the table that Tesseract writes.
func parseTSV(out string) ([]seen, error) {
	head, rows, _ := strings.Cut(out, "\n")
	if !strings.HasPrefix(head, "level\tpage_num\tblock_num\t") {
		return nil, fmt.Errorf("%w: it begins with %.40q", errTSV, head)
	}
	var words []seen
	for row := range strings.SplitSeq(rows, "\n") {
		if !strings.HasPrefix(row, wordLevel+"\t") {
			continue
		}
		columns := strings.SplitN(strings.TrimSuffix(row, "\r"), "\t", tsvColumns)
		if len(columns) != tsvColumns {
			return nil, fmt.Errorf("%w: a row of %d columns", errTSV, len(columns))
		}
		text := strings.Join(strings.Fields(columns[tsvText]), "")
		if text == "" || len(text) > longest || !utf8.ValidString(text) {
			continue
		}
		w, err := seenIn(columns)
		if err != nil {
			return nil, err
		}
		w.text = text
		if n := len(words); n > 0 && words[n-1].line != w.line {
			words[n-1].last = true
		}
		if words = append(words, w); len(words) > mostWords {
			return nil, fmt.Errorf("%w: more than %d words", errTSV, mostWords)
		}
	}
	if n := len(words); n > 0 {
		words[n-1].last = true
	}
	return words, nil
}

func seenIn(columns []string) (seen, error) {
	var v [tsvText]float64
	for i := range v {
		f, err := strconv.ParseFloat(columns[i], 64)
		if err != nil || math.IsNaN(f) || math.Abs(f) > 1e6 {
			return seen{}, fmt.Errorf("%w: %.20q in column %d", errTSV, columns[i], i+1)
		}
		v[i] = f
	}
	if v[tsvWidth] < 0 || v[tsvHeight] < 0 {
		return seen{}, fmt.Errorf("%w: a word of %g × %g", errTSV, v[tsvWidth], v[tsvHeight])
	}
	return seen{
		left: v[tsvLeft], top: v[tsvTop], right: v[tsvLeft] + v[tsvWidth], bottom: v[tsvTop] + v[tsvHeight],
		conf: min(max(v[tsvConf], 0), 100),
		line: [3]int{int(v[tsvBlock]), int(v[tsvParagraph]), int(v[tsvLine])},
	}, nil
}
