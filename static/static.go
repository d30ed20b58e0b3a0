// Package static holds what the browser gets: one page, ES modules, styles and
// the third-party modules, whose versions, licences and checksums stand in
// vendor/manifest.json. Nothing is built and nothing comes from another host.
//
// index.html has one inline script, the import map; whoever serves the page puts
// the hash of its text into the content security policy.
package static

import (
	"embed"
	"io/fs"
)

//go:embed index.html icon.svg app.js sw.js lib views style vendor
var files embed.FS

// Files returns the files by their path in the browser: index.html, app.js,
// sw.js, lib/…, views/…, style/…, vendor/….
func Files() fs.FS { return files }
