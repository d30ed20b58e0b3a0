package server

import (
	"log/slog"
	"strings"
	"testing"
)

func TestTheKeptPageIsANewVersionWithEveryFileAndPolicy(t *testing.T) {
	version := func(change func(*site)) string {
		s := openSite(slog.New(slog.DiscardHandler))
		worker, err := newSiteFile("sw.js", []byte("// the worker\n"))
		if err != nil {
			t.Fatal(err)
		}
		s.files["sw.js"] = worker
		change(s)
		if err := s.addWorker(); err != nil {
			t.Fatal(err)
		}
		text := string(s.files["sw.js"].body)
		if !strings.HasPrefix(text, "const version = \"") || !strings.Contains(text, `"/","/app.js"`) || strings.Contains(text, `"/sw.js"`) {
			t.Fatalf("the worker begins %.200s", text)
		}
		line, _, _ := strings.Cut(text, "\n")
		return line
	}
	now := version(func(*site) {})
	if again := version(func(*site) {}); again != now {
		t.Errorf("the same page is %s and %s", now, again)
	}
	if version(func(s *site) { s.files["icon.svg"] = siteFile{tag: `"other"`} }) == now {
		t.Error("another file is the same version")
	}
	if version(func(s *site) { s.policy += "; sandbox" }) == now {
		t.Error("another policy is the same version: devices would keep the old one")
	}
}
