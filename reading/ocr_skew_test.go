package reading

import (
	"image"
	"math"
	"reflect"
	"testing"
)

// linesOfBars is a page of 25 lines of words, drawn as bars.
func linesOfBars() *image.Gray {
	g := image.NewGray(image.Rect(0, 0, 830, 1170))
	for i := range g.Pix {
		g.Pix[i] = 245
	}
	for line := range 25 {
		for x := 90; x < 740; x++ {
			if x%(23+line%5) < 4 {
				continue
			}
			for y := range 8 - x%3 {
				g.Pix[(100+line*36-y)*g.Stride+x] = 30
			}
		}
	}
	return g
}

func TestTheSlopeOfAPageIsFoundAndMended(t *testing.T) {
	const degree = math.Pi / 180
	for _, want := range []float64{-5, -2, -0.6, 0, 0.5, 1.3, 4} {
		crooked, _ := rotate(linesOfBars(), -want*degree)
		w, h := crooked.Rect.Dx(), crooked.Rect.Dy()
		got := slopeOf(edgesOf(crooked), w, h)
		if math.Abs(got/degree-want) > 0.1 {
			t.Errorf("a page at %g° was seen at %.2f°", want, got/degree)
		}
		level, back := rotate(crooked, got)
		if left := slopeOf(edgesOf(level), level.Rect.Dx(), level.Rect.Dy()); math.Abs(left/degree) > 0.1 {
			t.Errorf("a page at %g° still lies at %.2f°", want, left/degree)
		}
		// The middle stays the middle.
		x, y := back.point(float64(level.Rect.Dx())/2, float64(level.Rect.Dy())/2)
		if math.Abs(x-float64(w)/2) > 0.01 || math.Abs(y-float64(h)/2) > 0.01 {
			t.Errorf("the middle went to %g, %g", x, y)
		}
	}
}

func TestAnImageTurnedFourTimesIsItself(t *testing.T) {
	g := image.NewGray(image.Rect(0, 0, 3, 2))
	copy(g.Pix, []byte{1, 2, 3, 4, 5, 6})
	if got := turnPixels(g, 1).Pix; !reflect.DeepEqual(got, []byte{4, 1, 5, 2, 6, 3}) {
		t.Errorf("clockwise: %v", got)
	}
	if got := turnPixels(turnPixels(turnPixels(g, 1), 2), 1); !reflect.DeepEqual(got, g) {
		t.Errorf("after four turns: %v", got.Pix)
	}
	for turns := range 4 {
		x, y := turnedFrom(turns, 3, 2).point(turnedTo(turns, 3, 2).point(1, 0.5))
		if x != 1 || y != 0.5 {
			t.Errorf("%d turns and back: %g, %g", turns, x, y)
		}
	}
}

func TestRulesOfATableAreFound(t *testing.T) {
	g := linesOfBars()
	for _, y := range []int{230, 300, 370} {
		for x := 100; x < 700; x++ {
			g.Pix[y*g.Stride+x] = 120
		}
	}
	for _, x := range []int{100, 300, 700} {
		for y := 230; y <= 370; y++ {
			g.Pix[y*g.Stride+x] = 120
		}
	}
	r := rulesIn(g, 0, scaling(1)).grid()
	if len(r.across) != 3 || len(r.down) != 3 {
		t.Fatalf("%+v", r)
	}
	if at := r.across[0]; math.Abs(at.at-230) > 1 || math.Abs(at.from-100) > 2 || math.Abs(at.to-700) > 2 {
		t.Errorf("the first lies at %+v", at)
	}
}

func TestTheImageOfAPagePassesFromTheChild(t *testing.T) {
	want := &pageImage{Data: []byte("P5"), DPI: 200, Place: affine{1, 0, 0, 1, 2, 3}, Level: affine{0, 1, -1, 0, 5, 6}, Turn: 3,
		Rules: ruling{across: []rule{{1, 2, 3}}, down: []rule{{4, 5, 6}, {7, 8, 9}}}}
	got, err := decodeAnswer(answer{Scan: want}.encode())
	if err != nil || !reflect.DeepEqual(got.Scan, want) {
		t.Errorf("%+v, %v", got.Scan, err)
	}
	whole := answer{Scan: want}.encode()
	for n := range whole {
		if _, err := decodeAnswer(whole[:n]); err == nil {
			t.Errorf("an answer cut after %d of %d bytes passed", n, len(whole))
		}
	}
}

func FuzzTSV(f *testing.F) {
	f.Add("level\tpage_num\tblock_num\tpar_num\n5\t1\t1\t1\t1\t1\t100\t100\t200\t30\t95.5\tNomor\n")
	f.Add("level\tpage_num\tblock_num\n5\t1\t1\t1\t1\t1\t-1e5\t0\t0\t0\t-1\t/\n5\t1\t1\t1\t1\t2\t0\t0\t1\t1\t99\ta-\n")
	f.Fuzz(func(t *testing.T, table string) {
		words, err := parseTSV(table)
		if err != nil {
			return
		}
		place := &pageImage{DPI: 200, Place: scaling(0.36), Level: affine{1, 0, 0, 1, 0, 0}}
		if pieces := piecesSeen(words, place); len(pieces) > 0 {
			composePieces(pieces, ruling{})
		}
	})
}
