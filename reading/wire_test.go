package reading

import (
	"errors"
	"testing"

	"lintas/archive"
)

func TestRefusalSurvivesTheWayFromTheChild(t *testing.T) {
	back, err := decodeAnswer(answer{Err: errBroken(errors.New("no pages dictionary"))}.encode())
	if err != nil {
		t.Fatal(err)
	}
	var e *archive.Error
	if !errors.As(back.Err, &e) || e.Code != archive.BrokenPDF || e.Text != errBroken(nil).(*archive.Error).Text || e.Err.Error() != "no pages dictionary" {
		t.Errorf("came back as %#v", back.Err)
	}
	back, err = decodeAnswer(answer{Err: errors.New("disk gone")}.encode())
	if err != nil || archive.CodeOf(back.Err) != "" || back.Err.Error() != "disk gone" {
		t.Errorf("came back as %v, %v", back.Err, err)
	}
}

func FuzzAnswerOfAHostileChild(f *testing.F) {
	f.Add(answer{Err: errNoPages()}.encode())
	f.Add(answer{Picture: []byte("jpeg")}.encode())
	f.Add(answer{Paper: Paper{Pages: 1, Signature: &archive.Signature{Count: 1}, Transcript: archive.Transcript{Pages: []archive.Page{
		{Source: archive.FromText, Text: "Yth.", Words: []archive.Word{{End: 4}}}}}}}.encode())
	f.Fuzz(func(t *testing.T, body []byte) {
		a, err := decodeAnswer(body)
		if err != nil {
			return
		}
		for _, p := range a.Paper.Transcript.Pages {
			for _, w := range p.Words {
				_ = p.Text[w.Start:w.End]
			}
		}
	})
}
