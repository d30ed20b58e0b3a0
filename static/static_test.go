package static

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func read(t *testing.T, name string) string {
	t.Helper()
	raw, err := fs.ReadFile(Files(), name)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// own calls fn with every file that is not third-party.
func own(t *testing.T, fn func(name, text string)) {
	t.Helper()
	err := fs.WalkDir(Files(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(name, "vendor/") {
			return err
		}
		fn(name, read(t, name))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func exists(name string) bool {
	info, err := fs.Stat(Files(), name)
	return err == nil && !info.IsDir()
}

var inlineScript = regexp.MustCompile(`(?s)<script([^>]*)>(.*?)</script>`)

func importMap(t *testing.T) map[string]string {
	t.Helper()
	for _, script := range inlineScript.FindAllStringSubmatch(read(t, "index.html"), -1) {
		if !strings.Contains(script[1], `type="importmap"`) {
			continue
		}
		var found struct{ Imports map[string]string }
		if err := json.Unmarshal([]byte(script[2]), &found); err != nil {
			t.Fatal(err)
		}
		return found.Imports
	}
	t.Fatal("index.html has no import map")
	return nil
}

func TestTheImportMapIsTheOnlyInlineScript(t *testing.T) {
	page := read(t, "index.html")
	for _, script := range inlineScript.FindAllStringSubmatch(page, -1) {
		if strings.TrimSpace(script[2]) != "" && !strings.Contains(script[1], `type="importmap"`) {
			t.Errorf("inline script: %s", script[0])
		}
	}
	for _, forbidden := range []string{"<style", " style=", " onclick=", " onload="} {
		if strings.Contains(page, forbidden) {
			t.Errorf("index.html contains %q, which the content security policy blocks", forbidden)
		}
	}
	for name, target := range importMap(t) {
		if !exists(strings.TrimPrefix(target, "./")) {
			t.Errorf("the import map sends %s to %s, which does not exist", name, target)
		}
	}
}

func TestEveryReferenceResolves(t *testing.T) {
	imports := regexp.MustCompile(`(?m)(?:^\s*(?:import|export)\s[^'"\n]*?from\s*|^\s*import\s*|\bimport\()['"]([^'"]+)['"]`)
	links := regexp.MustCompile(`(?:src|href)="([^"#$]+)"`)
	urls := regexp.MustCompile(`url\(["']?([^"')]+)["']?\)`)
	mapped := importMap(t)
	own(t, func(name, text string) {
		var targets []string
		switch path.Ext(name) {
		case ".js":
			for _, m := range imports.FindAllStringSubmatch(text, -1) {
				if strings.HasPrefix(m[1], ".") {
					targets = append(targets, path.Join(path.Dir(name), m[1]))
				} else if _, ok := mapped[m[1]]; !ok {
					t.Errorf("%s imports %q, which is not in the import map", name, m[1])
				}
			}
			for _, m := range links.FindAllStringSubmatch(text, -1) {
				targets = append(targets, m[1])
			}
		case ".html":
			for _, m := range links.FindAllStringSubmatch(text, -1) {
				targets = append(targets, path.Join(path.Dir(name), m[1]))
			}
		case ".css":
			for _, m := range urls.FindAllStringSubmatch(text, -1) {
				targets = append(targets, path.Join(path.Dir(name), m[1]))
			}
		}
		for _, target := range targets {
			if !exists(target) {
				t.Errorf("%s refers to %s, which does not exist", name, target)
			}
		}
	})
}

func TestNamedImportsAreExported(t *testing.T) {
	named := regexp.MustCompile(`(?m)^\s*(?:import|export)\s*\{([^}]*)\}\s*from\s*'(\.[^']+)'`)
	own(t, func(name, text string) {
		for _, m := range named.FindAllStringSubmatch(text, -1) {
			target := read(t, path.Join(path.Dir(name), m[2]))
			for _, item := range strings.Split(m[1], ",") {
				word, _, _ := strings.Cut(strings.TrimSpace(item), " as ")
				if word == "" {
					continue
				}
				exported := regexp.MustCompile(`(?m)^export (?:async )?(?:const|let|function|class) ` + word + `\b|^export \{[^}]*\b` + word + `\b`)
				if !exported.MatchString(target) {
					t.Errorf("%s imports %s from %s, which does not export it", name, word, m[2])
				}
				if strings.HasPrefix(m[0], "import") && len(regexp.MustCompile(`\b`+word+`\b`).FindAllString(text, 2)) < 2 {
					t.Errorf("%s imports %s and does not use it", name, word)
				}
			}
		}
	})
}

func TestNothingComesFromAnotherHost(t *testing.T) {
	address := regexp.MustCompile(`(?:https?:)?//[a-z0-9-]+\.[a-z]{2,}[^\s"'` + "`" + `]*`)
	own(t, func(name, text string) {
		for _, found := range address.FindAllString(text, -1) {
			if !strings.HasPrefix(found, "http://www.w3.org/") { // a name of XML, not an address
				t.Errorf("%s refers to %s", name, found)
			}
		}
	})
}

func TestScriptsWriteTextAsText(t *testing.T) {
	forbidden := regexp.MustCompile(`innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc|\sstyle="`)
	own(t, func(name, text string) {
		if path.Ext(name) != ".js" {
			return
		}
		if found := forbidden.FindString(text); found != "" {
			t.Errorf("%s uses %q", name, found)
		}
	})
}

var wordLine = regexp.MustCompile(`(?m)^  '([^']+)': \[(.*)\],$`)

func TestEveryWordIsThereInBothLanguages(t *testing.T) {
	pair := regexp.MustCompile(`^('(?:[^'\\]|\\.)+'|"[^"]+"), ('(?:[^'\\]|\\.)+'|"[^"]+")$`)
	gap := regexp.MustCompile(`\{\w+\}`)
	known := map[string]string{}
	own(t, func(name, text string) {
		if !strings.HasPrefix(name, "lib/i18n/") {
			return
		}
		lines := wordLine.FindAllStringSubmatch(text, -1)
		if entries := strings.Count(text, "\n  '"); entries != len(lines) {
			t.Errorf("%s: %d of %d lines have the form 'key': ['id', 'en'],", name, len(lines), entries)
		}
		for _, m := range lines {
			if other := known[m[1]]; other != "" {
				t.Errorf("%q is in %s and in %s", m[1], other, name)
			}
			known[m[1]] = name
			both := pair.FindStringSubmatch(m[2])
			if both == nil {
				t.Errorf("%s: %q has not two texts", name, m[1])
				continue
			}
			id, en := gap.FindAllString(both[1], -1), gap.FindAllString(both[2], -1)
			slices.Sort(id)
			slices.Sort(en)
			if !slices.Equal(id, en) {
				t.Errorf("%s: %q fills in %v in one language and %v in the other", name, m[1], id, en)
			}
		}
	})
	checkWordsAreKnown(t, known)
}

// checkWordsAreKnown finds the keys that scripts ask for by name, also behind a condition.
func checkWordsAreKnown(t *testing.T, known map[string]string) {
	t.Helper()
	call := regexp.MustCompile(`\bt\(([^()]*(?:\([^()]*\)[^()]*)*)\)`)
	key := regexp.MustCompile(`'([a-z]\w*\.[A-Za-z_.]+[A-Za-z_0-9])'`)
	own(t, func(name, text string) {
		if path.Ext(name) != ".js" || strings.HasPrefix(name, "lib/i18n") {
			return
		}
		for _, m := range call.FindAllStringSubmatch(text, -1) {
			for _, k := range key.FindAllStringSubmatch(m[1], -1) {
				if known[k[1]] == "" {
					t.Errorf("%s asks for the word %q, which is in no language", name, k[1])
				}
			}
		}
	})
}

func TestThirdPartyModulesAreWhatTheManifestSays(t *testing.T) {
	var manifest struct {
		Modules []struct {
			Name, Version, Licence, Folder string
			Files                          []struct{ Path, From, SHA256 string }
		}
	}
	if err := json.Unmarshal([]byte(read(t, "vendor/manifest.json")), &manifest); err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{"vendor/manifest.json": true}
	for _, m := range manifest.Modules {
		if m.Name == "" || m.Version == "" || m.Licence == "" || !strings.HasSuffix(m.Folder, "@"+m.Version) {
			t.Errorf("the entry of %s is incomplete: %+v", m.Folder, m)
		}
		if !exists("vendor/" + m.Folder + "/LICENSE") {
			t.Errorf("%s has no licence file", m.Folder)
		}
		for _, f := range m.Files {
			name := "vendor/" + m.Folder + "/" + f.Path
			listed[name] = true
			sum := sha256.Sum256([]byte(read(t, name)))
			if hex.EncodeToString(sum[:]) != f.SHA256 {
				t.Errorf("%s is not what was vendored", name)
			}
		}
	}
	err := fs.WalkDir(Files(), "vendor", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && !listed[name] {
			t.Errorf("%s is not in the manifest", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
