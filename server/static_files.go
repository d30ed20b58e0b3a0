package server

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lintas/static"
)

// site is the web page and its parts, held in memory with their hashes and, where
// it pays, compressed.
type site struct {
	files  map[string]siteFile
	policy string
}

type siteFile struct {
	body   []byte
	packed []byte // gzip; nil if it is not shorter
	media  string
	tag    string
}

// mediaType does not depend on the tables of the machine.
func mediaType(name string) string {
	switch path.Ext(name) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".json", ".map":
		return "application/json; charset=utf-8"
	case ".webmanifest":
		return "application/manifest+json"
	case ".svg":
		return "image/svg+xml"
	case ".png":
		return "image/png"
	case ".ico":
		return "image/x-icon"
	case ".woff2":
		return "font/woff2"
	case ".wasm":
		return "application/wasm"
	case ".txt", ".md":
		return "text/plain; charset=utf-8"
	}
	return "application/octet-stream"
}

// openSite reads the embedded files. A fault in them is a fault of the build; the
// server then still answers programs.
func openSite(log *slog.Logger) *site {
	found := &site{files: map[string]siteFile{}}
	err := fs.WalkDir(static.Files(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		body, err := fs.ReadFile(static.Files(), name)
		if err != nil {
			return err
		}
		file, err := newSiteFile(name, body)
		found.files[name] = file
		return err
	})
	if err != nil {
		log.Error("the web page cannot be read", "error", err)
	}
	found.policy = pagePolicy(found.files["index.html"].body)
	if err := found.addWorker(); err != nil {
		log.Error("the page cannot be kept on devices", "error", err)
	}
	return found
}

// addWorker tells the service worker which files the page has, and their version: that of all
// of them and the policy together, so that any change is a new one.
func (s *site) addWorker() error {
	const name = "sw.js"
	names := []string{"/"}
	for file := range s.files {
		if file != name && file != "index.html" && path.Base(file) != "LICENSE" && file != "vendor/manifest.json" {
			names = append(names, "/"+file)
		}
	}
	slices.Sort(names)
	sum := sha256.New()
	fmt.Fprintf(sum, "%s\n", s.policy) // it is kept with the page
	for _, file := range slices.Sorted(maps.Keys(s.files)) {
		fmt.Fprintf(sum, "%s %s\n", file, s.files[file].tag)
	}
	list, err := json.Marshal(names)
	if err != nil {
		return fmt.Errorf("list the files of the page: %w", err)
	}
	head := fmt.Sprintf("const version = %q;\nconst files = %s;\n", hex.EncodeToString(sum.Sum(nil)[:8]), list)
	s.files[name], err = newSiteFile(name, append([]byte(head), s.files[name].body...))
	return err
}

func newSiteFile(name string, body []byte) (siteFile, error) {
	sum := sha256.Sum256(body)
	file := siteFile{body: body, media: mediaType(name), tag: `"` + hex.EncodeToString(sum[:12]) + `"`}
	if len(body) < 1024 || strings.HasPrefix(file.media, "image/png") || strings.HasPrefix(file.media, "font/") {
		return file, nil
	}
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, err := w.Write(body)
	if err := errors.Join(err, w.Close()); err != nil {
		return file, fmt.Errorf("compress %s: %w", name, err)
	}
	if packed.Len() < len(body)*9/10 {
		file.packed = bytes.Clone(packed.Bytes())
	}
	return file, nil
}

// pagePolicy is the content security policy of the page: everything from this
// server, nothing inline but the import map, whose hash it names.
func pagePolicy(page []byte) string {
	scripts := "'self' 'wasm-unsafe-eval'"
	inline := regexp.MustCompile(`(?s)<script type="importmap"[^>]*>(.*?)</script>`).FindSubmatch(page)
	if inline != nil {
		sum := sha256.Sum256(inline[1])
		scripts += " 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	return strings.Join([]string{
		"default-src 'none'",
		"script-src " + scripts,
		"style-src 'self'",
		"img-src 'self' data: blob:",
		"font-src 'self'",
		"connect-src 'self'",
		"worker-src 'self' blob:",
		"manifest-src 'self'",
		"frame-src 'self' blob:",
		"object-src 'none'",
		"base-uri 'none'",
		"form-action 'self'",
		"frame-ancestors 'none'",
	}, "; ")
}

// sendSite sends a file of the page, whose own routes stand in the fragment.
func (s *Server) sendSite(c *fiber.Ctx) error {
	name := strings.TrimPrefix(path.Clean("/"+c.Path()), "/")
	if name == "" {
		name = "index.html"
	}
	file, ok := s.site.files[name]
	if !ok {
		return notFound()
	}
	c.Set(fiber.HeaderContentSecurityPolicy, s.site.policy)
	c.Set(fiber.HeaderContentType, file.media)
	c.Set(fiber.HeaderETag, file.tag)
	c.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
	c.Set(fiber.HeaderCacheControl, "no-cache")
	if strings.HasPrefix(name, "vendor/") && strings.Contains(name, "@") {
		c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable") // the version is in the path
	}
	if c.Get(fiber.HeaderIfNoneMatch) == file.tag {
		return c.SendStatus(http.StatusNotModified)
	}
	if file.packed != nil && strings.Contains(c.Get(fiber.HeaderAcceptEncoding), "gzip") {
		c.Set(fiber.HeaderContentEncoding, "gzip")
		return c.Send(file.packed)
	}
	return c.Send(file.body)
}
