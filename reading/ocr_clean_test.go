package reading

import (
	"image"
	"image/color"
	"testing"
)

// paintedLines puts bars of ink like lines of print on a picture.
func paintedLines(g *image.Gray, ink byte) {
	for y := 60; y < g.Rect.Dy()-60; y += 24 {
		for x := 60; x < g.Rect.Dx()-60; x++ {
			if x%9 < 5 {
				for d := range 9 {
					g.SetGray(x, y+d, color.Gray{ink})
				}
			}
		}
	}
}

func TestAShadowIsEvenedAndPrintStays(t *testing.T) {
	g := image.NewGray(image.Rect(0, 0, 800, 1100))
	for i := range g.Pix {
		g.Pix[i] = byte(250 - 130*(i%800)/800) // a shadow from the right
	}
	paintedLines(g, 25)
	light := lightOn(g)
	if !light.poor() {
		t.Fatal("the shadow was not seen")
	}
	out := light.even(g, 1)
	for _, at := range []image.Point{{5, 5}, {790, 5}, {790, 1090}, {60, 70}, {729, 70}, {400, 80}} {
		paper, was := out.GrayAt(at.X, at.Y).Y > 225, g.GrayAt(at.X, at.Y).Y > 30
		if paper != was {
			t.Errorf("at %v %d became %d", at, g.GrayAt(at.X, at.Y).Y, out.GrayAt(at.X, at.Y).Y)
		}
	}
}

func TestEvenLightIsLeftAsItIs(t *testing.T) {
	g := image.NewGray(image.Rect(0, 0, 800, 1100))
	for i := range g.Pix {
		g.Pix[i] = 250
	}
	paintedLines(g, 25)
	if lightOn(g).poor() {
		t.Error("a white page is held to be in the shadow")
	}
}

// whitePage is a small picture of a page.
func whitePage() *image.Gray {
	g := image.NewGray(image.Rect(0, 0, 800, 1100))
	for i := range g.Pix {
		g.Pix[i] = 250
	}
	return g
}

func TestARuleIsErasedAndALetterOnItStays(t *testing.T) {
	g := whitePage()
	for x := 100; x < 500; x++ {
		g.SetGray(x, 300, color.Gray{10})
		g.SetGray(x, 301, color.Gray{10})
	}
	for y := 285; y < 320; y++ { // a letter that the line runs through
		for x := 200; x < 204; x++ {
			g.SetGray(x, y, color.Gray{10})
		}
	}
	if !eraseLines(g, []stroke{{100, 300.5, 499, 300.5}}, 1, 100) {
		t.Fatal("nothing was erased")
	}
	if g.GrayAt(150, 300).Y < 200 || g.GrayAt(400, 301).Y < 200 {
		t.Error("the rule is still there")
	}
	if g.GrayAt(201, 300).Y > 100 || g.GrayAt(201, 290).Y > 100 {
		t.Error("the letter is gone")
	}
}

func TestALineOfPrintIsNoRule(t *testing.T) {
	g := whitePage()
	paintedLines(g, 10)
	before := clone(g)
	if eraseLines(g, []stroke{{60, 64, 740, 64}}, 1, 100) {
		t.Error("print was erased")
	}
	if g.GrayAt(63, 64) != before.GrayAt(63, 64) {
		t.Error("print was changed")
	}
}

// sealOn draws a ring over lines of print.
func sealOn(g, tint *image.Gray, ink, colour byte) {
	for y := range g.Rect.Dy() {
		for x := range g.Rect.Dx() {
			dx, dy := x-400, y-500
			if d := dx*dx + dy*dy; d > 58*58 && d < 61*61 && g.GrayAt(x, y).Y > ink {
				g.SetGray(x, y, color.Gray{ink})
				tint.SetGray(x, y, color.Gray{colour})
			}
		}
	}
}

func TestASealIsLiftedOffThePrintBelow(t *testing.T) {
	for name, try := range map[string]struct {
		ink, colour byte
		inColour    bool
	}{"blue": {60, 140, true}, "grey": {150, 0, false}} {
		g, tint := whitePage(), image.NewGray(image.Rect(0, 0, 800, 1100))
		for x := 400; x < 520; x++ { // a name that the ring crosses
			if x%9 < 5 {
				for y := 495; y < 504; y++ {
					g.SetGray(x, y, color.Gray{15})
				}
			}
		}
		sealOn(g, tint, try.ink, try.colour)
		over := strokesOver(g)
		if len(over) != 1 || !image.Pt(345, 500).In(over[0]) {
			t.Fatalf("%s: the seal is seen at %v", name, over)
		}
		if !try.inColour {
			tint = nil
		}
		if !liftInk(g, tint, over, 1) {
			t.Fatalf("%s: nothing was lifted", name)
		}
		if g.GrayAt(400, 441).Y < 230 {
			t.Errorf("%s: the ring is still there: %d", name, g.GrayAt(400, 441).Y)
		}
		if g.GrayAt(406, 500).Y > 40 || g.GrayAt(461, 500).Y > 40 && 461%9 < 5 {
			t.Errorf("%s: print is gone", name)
		}
	}
}
