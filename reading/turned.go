package reading

import (
	"math"
	"strings"

	"lintas/archive"
)

// turnsOf tells by how many quarter turns clockwise the text of a page lies on it, as
// that of a sheet that went through the scanner sideways.
func turnsOf(text string, words []archive.Word) int {
	var across, down float64
	for i := 1; i < len(words); i++ {
		a, b := words[i-1], words[i]
		if a.End > b.Start || b.Start > len(text) || strings.TrimLeft(text[a.End:b.Start], " ") != "" {
			continue
		}
		dx := float64(b.Box[0]+b.Box[2]-a.Box[0]-a.Box[2]) / 2
		dy := float64(b.Box[1]+b.Box[3]-a.Box[1]-a.Box[3]) / 2
		if length := math.Hypot(dx, dy); length > 0 {
			across, down = across+dx/length, down+dy/length
		}
	}
	switch {
	case math.Abs(down) > math.Abs(across) && down > 0:
		return 1
	case math.Abs(down) > math.Abs(across):
		return 3
	case across < 0:
		return 2
	}
	return 0
}

// turnUpright turns the places of the words of a page as one would turn the sheet to
// read it. It changes words, not the transcript.
func turnUpright(p *archive.Page, words []archive.Word) {
	turns := turnsOf(p.Text, words)
	if turns == 0 {
		return
	}
	back := turnedTo(-turns, p.Width, p.Height)
	for i := range words {
		b := &words[i].Box
		x0, y0 := back.point(float64(b[0]), float64(b[1]))
		x1, y1 := back.point(float64(b[2]), float64(b[3]))
		*b = [4]float32{float32(min(x0, x1)), float32(min(y0, y1)), float32(max(x0, x1)), float32(max(y0, y1))}
	}
}
