package server

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"lintas/archive"
)

// allowed says, independently of the table of routes, who may use what. "*" is
// everybody with a login; "" is anybody; "person" excludes tokens.
var allowed = map[string]string{
	"GET /healthz": "", "GET /readyz": "", "GET /enter/:token": "", "GET /metrics": "program",
	"GET /api/v1/openapi.json": "", "GET /api/v1/setup": "", "POST /api/v1/setup": "", "POST /api/v1/session": "",
	"GET /api/v1/session": "*", "PATCH /api/v1/session": "person", "DELETE /api/v1/session": "*",
	"GET /api/v1/sessions": "person", "DELETE /api/v1/sessions/:id": "person",
	"GET /api/v1/documents": "*", "POST /api/v1/documents": "petugas admin", "POST /api/v1/documents/batch": "petugas admin",
	"GET /api/v1/documents/:id": "*", "PATCH /api/v1/documents/:id": "petugas staf pimpinan admin",
	"GET /api/v1/documents/:id/file": "*", "GET /api/v1/documents/:id/text": "*", "GET /api/v1/documents/:id/history": "*",
	"GET /api/v1/documents/:id/searchable": "*", "POST /api/v1/documents/:id/dispositions": "*",
	"GET /api/v1/dispositions": "*", "GET /api/v1/dispositions/:id": "*", "PATCH /api/v1/dispositions/:id": "*", // the desk decides
	"GET /api/v1/documents/:id/pages/:page.jpg": "*", "POST /api/v1/documents/:id/retry": "petugas admin",
	"POST /api/v1/notes": "petugas admin", "GET /api/v1/search": "*", "GET /api/v1/suggest": "*", "GET /api/v1/documents/:id/similar": "*",
	"GET /api/v1/searches": "*", "POST /api/v1/searches": "*", "PATCH /api/v1/searches/:id": "*", "DELETE /api/v1/searches/:id": "*", // one's own
	"GET /api/v1/cases": "*", "POST /api/v1/cases": "petugas staf pimpinan admin", "GET /api/v1/cases/:id": "*",
	"PATCH /api/v1/cases/:id": "petugas staf pimpinan admin", "GET /api/v1/cases/:id/history": "*",
	"GET /api/v1/deadlines": "*", "POST /api/v1/deadlines": "petugas staf pimpinan admin", "GET /api/v1/deadlines/:id": "*",
	"PATCH /api/v1/deadlines/:id": "petugas staf pimpinan admin", "GET /api/v1/deadlines/:id/history": "*",
	"GET /api/v1/agencies": "*", "POST /api/v1/agencies": "petugas admin", "GET /api/v1/agencies/:id": "*", "PATCH /api/v1/agencies/:id": "petugas admin",
	"GET /api/v1/aliases": "*", "POST /api/v1/aliases": "petugas admin", "PATCH /api/v1/aliases/:id": "petugas admin", "DELETE /api/v1/aliases/:id": "petugas admin",
	"GET /api/v1/unread":   "*",
	"GET /api/v1/calendar": "*", "POST /api/v1/calendar": "admin",
	"GET /api/v1/users": "*", "POST /api/v1/users": "admin", "PATCH /api/v1/users/:id": "admin",
	"GET /api/v1/tokens": "person", "POST /api/v1/tokens": "person", "DELETE /api/v1/tokens/:id": "person",
	"GET /api/v1/settings": "*", "PATCH /api/v1/settings": "admin",
	"POST /api/v1/backup": "admin",
	"GET /api/v1/stats":   "*", "GET /api/v1/changes": "*", "GET /api/v1/events": "*",
}

// TestEveryRouteIsOpenToItsRolesOnly sends an empty request to each route as each
// role. Who is not allowed is told so, and nothing else happens; who is allowed gets
// any other answer.
func TestEveryRouteIsOpenToItsRolesOnly(t *testing.T) {
	o := openOffice(t)
	guests := map[string]*guest{"nobody": o.nobody()}
	for _, role := range []archive.Role{archive.Officer, archive.Staff, archive.Leader, archive.Admin} {
		guests[string(role)] = o.as(o.person(string(role), role, archive.Ordinary))
	}
	for _, r := range o.server.routes() {
		who, known := allowed[r.method+" "+r.path]
		if !known {
			t.Errorf("%s %s is in no test", r.method, r.path)
			continue
		}
		if r.path == api+"/events" || r.method == "DELETE" && r.path == api+"/session" {
			continue // an endless answer, and one that ends the test's own session; see their own tests
		}
		path := strings.NewReplacer(":id", "none", ":token", "none", ":page", "1").Replace(r.path)
		for name, g := range guests {
			t.Run(name+" "+r.method+" "+path, func(t *testing.T) { tryRoute(t, o, g, name, who, r.method, path) })
		}
	}
}

func tryRoute(t *testing.T, o *office, g *guest, name, who, method, path string) {
	before := o.server.head()
	got := g.send(method, path, nil)
	may := who == "" || who == "local" || name != "nobody" && (who == "*" || who == "person" || strings.Contains(who, name))
	switch {
	case may && strings.Contains(string(got.body), "Your role does not allow"):
		t.Errorf("refused: %s", got.body)
	case !may && name == "nobody":
		got.wantProblem(http.StatusUnauthorized, archive.Unknown)
	case !may:
		got.wantProblem(http.StatusForbidden, archive.Forbidden)
	}
	if after := o.server.head(); after != before {
		t.Errorf("an empty request wrote %d acts", after-before)
	}
	for header, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cross-Origin-Opener-Policy": "same-origin"} {
		if got.header.Get(header) != want {
			t.Errorf("%s is %q", header, got.header.Get(header))
		}
	}
	if !strings.Contains(got.header.Get("Content-Security-Policy"), "frame-ancestors") {
		t.Error("no content security policy")
	}
	if strings.HasPrefix(path, "/api/") && path != api+"/openapi.json" && got.header.Get("Cache-Control") != "no-store" {
		t.Errorf("Cache-Control is %q", got.header.Get("Cache-Control"))
	}
}

func TestUnknownAddressesAndMethodsAreProblems(t *testing.T) {
	o := openOffice(t)
	g := o.as(o.person("admin", archive.Admin, archive.TopSecret))
	g.get("/api/v1/nothing").wantProblem(http.StatusNotFound, archive.NotFound)
	g.get("/nothing.js").wantProblem(http.StatusNotFound, archive.NotFound)
	g.get("/../../etc/passwd").wantProblem(http.StatusNotFound, archive.NotFound)
	g.send("PUT", "/api/v1/documents", nil).wantProblem(http.StatusNotFound, archive.NotFound)
}

func TestProblemsSpeakTheLanguageOfTheUser(t *testing.T) {
	o := openOffice(t)
	english := o.person("english", archive.Staff, archive.Ordinary)
	english.Language = "en"
	o.put(english)
	id, en := "Tidak ditemukan", "Not found"
	for _, try := range []struct {
		who    *archive.User
		accept string
		want   string
	}{
		{o.person("staf", archive.Staff, archive.Ordinary), "", id},
		{o.person("staf", archive.Staff, archive.Ordinary), "en", en},
		{o.person("staf", archive.Staff, archive.Ordinary), "en-GB,en;q=0.9", en},
		{o.person("staf", archive.Staff, archive.Ordinary), "fr", id},
		{english, "id-ID,id;q=0.9", en},
		{english, "id", id},
	} {
		g := o.as(try.who)
		g.header.Del("Accept-Language")
		headers := []string{}
		if try.accept != "" {
			headers = []string{"Accept-Language", try.accept}
		}
		p := g.get("/api/v1/documents/none", headers...).wantProblem(http.StatusNotFound, archive.NotFound)
		if p.Title != try.want || p.Type != "urn:lintas:problem:not_found" {
			t.Errorf("%s with %q: %+v", try.who.Login, try.accept, p)
		}
	}
}

func TestEveryCodeHasAStatusAndTwoTitles(t *testing.T) {
	for _, code := range []archive.Code{archive.Invalid, archive.NotFound, archive.Conflict, archive.Duplicate, archive.Forbidden, archive.Unknown, archive.TooLarge, archive.NotPDF, archive.BrokenPDF, archive.EncryptedPDF, archive.EmptyPDF, archive.TooCostly, archive.DiskFull, archive.KeyReused, archive.TooMany, archive.Locked, archive.Damaged, archive.Busy, needsIfMatch, foreignOrigin, noSuchMethod, unsupportedType, requestTimeout, timeout, staleCursor, staleLink, badRange} {
		status, title := answerFor(code)
		if title.ID == "" || title.EN == "" || title.ID == "Kesalahan server" {
			t.Errorf("%s has no title of its own: %+v", code, title)
		}
		if status == http.StatusInternalServerError && code != archive.Damaged {
			t.Errorf("%s is a fault of the server", code)
		}
	}
}

func TestAnUnknownErrorShowsNothingOfItself(t *testing.T) {
	shown := userError(fmt.Errorf("read /var/lib/lintas/records: %w", http.ErrBodyNotAllowed))
	if shown.Code != internalError || strings.Contains(shown.Text.EN+shown.Text.ID, "lintas/records") {
		t.Errorf("shows %+v", shown)
	}
	if status, _ := answerFor(shown.Code); status != http.StatusInternalServerError {
		t.Errorf("status %d", status)
	}
}
