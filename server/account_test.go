package server

import (
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"lintas/archive"
)

func cookieOf(t *testing.T, a answer) *http.Cookie {
	t.Helper()
	cookies := (&http.Response{Header: a.header}).Cookies()
	if len(cookies) != 1 {
		t.Fatalf("%d cookies: %v", len(cookies), cookies)
	}
	return cookies[0]
}

func TestTheFirstAccountIsMadeWithTheSetUpLinkOnly(t *testing.T) {
	o := openOffice(t)
	g := o.nobody()
	var state struct{ Needed bool }
	g.get("/api/v1/setup").want(200, &state)
	if !state.Needed {
		t.Fatal("a new archive needs no set-up")
	}
	link, err := o.server.SetupLink(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	at, err := url.Parse(link)
	if err != nil || !strings.HasPrefix(at.Fragment, "/setup?token=") {
		t.Fatalf("link %q: %v", link, err)
	}
	request := map[string]string{"token": "guessed", "login": "kepala", "name": "Kepala Arsip", "password": testPassword, "office": "Arsip Uji", "agency": "bp2mi"}
	before := o.server.head()
	g.send("POST", "/api/v1/setup", request).wantProblem(http.StatusForbidden, archive.Forbidden)
	request["token"] = strings.TrimPrefix(at.Fragment, "/setup?token=")
	request["password"] = "short"
	if p := g.send("POST", "/api/v1/setup", request).wantProblem(http.StatusUnprocessableEntity, archive.Invalid); p.Field != "password" {
		t.Errorf("field %q", p.Field)
	}
	if o.server.head() != before {
		t.Error("a refused set-up wrote something")
	}
	request["password"] = testPassword
	var session sessionAnswer
	made := g.send("POST", "/api/v1/setup", request).want(200, &session)
	if session.User.Role != archive.Admin || *session.User.Clearance != archive.TopSecret || session.Settings.Name != "Arsip Uji" || session.Settings.Agency != "bp2mi" {
		t.Errorf("set up %s", made.body)
	}
	if strings.Contains(string(made.body), "argon2id") {
		t.Error("the password hash left the server")
	}
	g.header.Set("Cookie", cookieOf(t, made).String())
	g.get("/api/v1/session").want(200, nil)
	request["login"] = "second"
	o.nobody().send("POST", "/api/v1/setup", request).wantProblem(http.StatusForbidden, archive.Forbidden)
	if link, err := o.server.SetupLink(t.Context()); link != "" || err != nil {
		t.Errorf("a second link %q, %v", link, err)
	}
}

func TestALoginBeginsASessionWithANewCookie(t *testing.T) {
	o := openOffice(t)
	o.person("budi", archive.Staff, archive.Limited)
	g := o.nobody()
	first := cookieOf(t, g.send("POST", "/api/v1/session", credentials{"Budi ", testPassword}).want(200, nil))
	if !first.HttpOnly || first.SameSite != http.SameSiteLaxMode || first.Path != "/" || first.Name != "lintas" || first.Secure {
		t.Errorf("cookie %+v", first)
	}
	g.header.Set("Cookie", first.Name+"="+first.Value)
	g.header.Set("Sec-Fetch-Site", "same-origin")
	second := cookieOf(t, g.send("POST", "/api/v1/session", credentials{"budi", testPassword}).want(200, nil))
	if second.Value == first.Value {
		t.Error("the id stayed the same")
	}
	g.get("/api/v1/session").wantProblem(http.StatusUnauthorized, archive.Unknown)
	g.header.Set("Cookie", second.Name+"="+second.Value)
	g.get("/api/v1/session").want(200, nil)
	if c := cookieOf(t, g.send("DELETE", "/api/v1/session", nil).want(http.StatusNoContent, nil)); c.Value != "" || c.Expires.IsZero() || c.Expires.After(time.Now()) {
		t.Errorf("the browser keeps %+v", c)
	}
	g.get("/api/v1/session").wantProblem(http.StatusUnauthorized, archive.Unknown)
}

func TestCookiesAreSecureBehindTLS(t *testing.T) {
	o := openOfficeWith(t, func(c *Config) { c.SecureCookies = true })
	o.person("budi", archive.Staff, archive.Ordinary)
	answer := o.nobody().send("POST", "/api/v1/session", credentials{"budi", testPassword}).want(200, nil)
	if c := cookieOf(t, answer); !c.Secure || c.Name != "__Host-lintas" || c.Domain != "" || c.Path != "/" {
		t.Errorf("cookie %+v", c)
	}
	if answer.header.Get("Strict-Transport-Security") == "" {
		t.Error("browsers are not told to stay with TLS")
	}
}

func TestWrongLoginsLookAlikeAndAreThrottled(t *testing.T) {
	o := openOffice(t)
	o.person("budi", archive.Staff, archive.Ordinary)
	gone := o.person("gone", archive.Staff, archive.Ordinary)
	gone.Disabled = true
	o.put(gone)
	var bodies []string
	for _, try := range []credentials{{"budi", "wrong password"}, {"nobody", testPassword}, {"gone", testPassword}} {
		a := o.nobody().send("POST", "/api/v1/session", try)
		a.wantProblem(http.StatusUnauthorized, archive.Unknown)
		bodies = append(bodies, string(a.body))
	}
	if bodies[0] != bodies[1] || bodies[1] != bodies[2] {
		t.Errorf("the refusals differ: %q", bodies)
	}
	g := o.nobody()
	for range failsPerPair - 1 {
		g.send("POST", "/api/v1/session", credentials{"budi", "wrong password"}).wantProblem(http.StatusUnauthorized, archive.Unknown)
	}
	held := g.send("POST", "/api/v1/session", credentials{"budi", testPassword})
	held.wantProblem(http.StatusTooManyRequests, archive.TooMany)
	if held.header.Get("Retry-After") == "" {
		t.Error("nobody says when to come back")
	}
	o.clock.Forward(time.Minute)
	g.send("POST", "/api/v1/session", credentials{"budi", testPassword}).want(200, nil)
	if log := o.log.String(); strings.Contains(log, "budi") || strings.Contains(log, testPassword) {
		t.Error("the log names who logs in")
	}
}

func TestSessionsEndWhenTheyAreOldOrTheAccountChanges(t *testing.T) {
	o := openOffice(t)
	admin := o.as(o.person("admin", archive.Admin, archive.TopSecret))
	budi := o.person("budi", archive.Staff, archive.Secret)
	edit := func(patch string) {
		t.Helper()
		if _, _, err := o.desk.EditUser(t.Context(), archive.System(), budi.ID, 0, []byte(patch)); err != nil {
			t.Fatal(err)
		}
		u, err := o.desk.Archive().Read(archive.System()).User(budi.ID)
		if err != nil {
			t.Fatal(err)
		}
		budi = u
	}
	t.Run("idle", func(t *testing.T) {
		g := o.as(budi)
		g.get("/api/v1/session").want(200, nil)
		o.clock.Forward(sessionIdle + time.Minute)
		g.get("/api/v1/session").wantProblem(401, archive.Unknown)
	})
	t.Run("absolute", func(t *testing.T) {
		g := o.as(budi)
		for range int(sessionAbsolute/(7*time.Hour)) + 1 {
			o.clock.Forward(7 * time.Hour)
			g.get("/api/v1/session")
		}
		g.get("/api/v1/session").wantProblem(401, archive.Unknown)
	})
	t.Run("disabled", func(t *testing.T) {
		g := o.as(budi)
		edit(`{"disabled":true}`)
		g.get("/api/v1/session").wantProblem(401, archive.Unknown)
		edit(`{"disabled":false}`)
	})
	t.Run("password", func(t *testing.T) {
		g := o.as(budi)
		edit(`{"password":"jalan panjang ke pelabuhan"}`)
		g.get("/api/v1/session").wantProblem(401, archive.Unknown)
	})
	t.Run("clearance", func(t *testing.T) {
		g := o.as(budi)
		doc := o.letter(archive.Document{Head: archive.Head{ID: "rahasia-1"}, Secrecy: archive.Secret}, "isi")
		g.get("/api/v1/documents/"+doc.ID).want(200, nil)
		edit(`{"clearance":"biasa"}`)
		g.get("/api/v1/documents/"+doc.ID).wantProblem(404, archive.NotFound)
	})
	t.Run("revoked by an administrator", func(t *testing.T) {
		g := o.as(budi)
		var mine struct{ Items []sessionView }
		g.get("/api/v1/sessions").want(200, &mine)
		admin = o.as(o.people["admin"])
		for _, one := range mine.Items {
			admin.send("DELETE", "/api/v1/sessions/"+one.ID, nil).want(204, nil)
		}
		g.get("/api/v1/session").wantProblem(401, archive.Unknown)
	})
	t.Run("not by a colleague", func(t *testing.T) {
		var others struct{ Items []sessionView }
		admin.get("/api/v1/sessions").want(200, &others)
		o.as(budi).send("DELETE", "/api/v1/sessions/"+others.Items[0].ID, nil).wantProblem(404, archive.NotFound)
	})
}

func TestPeopleChangeTheirOwnPasswordWithTheOldOne(t *testing.T) {
	o := openOffice(t)
	budi := o.person("budi", archive.Staff, archive.Ordinary)
	g, other := o.as(budi), o.as(budi)
	fresh := "sungai mengalir ke muara"
	p := g.send("PATCH", "/api/v1/session", map[string]string{"password": fresh, "current_password": "wrong"}).wantProblem(422, archive.Invalid)
	if p.Field != "current_password" {
		t.Errorf("field %q", p.Field)
	}
	changed := g.send("PATCH", "/api/v1/session", map[string]string{"password": fresh, "current_password": testPassword}).want(200, nil)
	other.get("/api/v1/session").wantProblem(401, archive.Unknown)
	g.header.Set("Cookie", "lintas="+cookieOf(t, changed).Value)
	g.get("/api/v1/session").want(200, nil)
	g.send("PATCH", "/api/v1/session", map[string]string{"role": "admin"}).wantProblem(422, archive.Invalid)
	o.nobody().send("POST", "/api/v1/session", credentials{"budi", fresh}).want(200, nil)
}

func TestOtherSitesCannotMakeABrowserChangeAnything(t *testing.T) {
	o := openOffice(t)
	budi := o.person("budi", archive.Officer, archive.Ordinary)
	host := strings.TrimPrefix(o.url, "http://")
	for _, try := range []struct {
		name    string
		headers []string
		through bool
	}{
		{"own page", []string{"Sec-Fetch-Site", "same-origin"}, true},
		{"typed address", []string{"Sec-Fetch-Site", "none"}, true},
		{"own page, older browser", []string{"Origin", "http://" + host}, true},
		{"other site", []string{"Sec-Fetch-Site", "cross-site"}, false},
		{"other port", []string{"Sec-Fetch-Site", "same-site"}, false},
		{"other site that lies in Origin", []string{"Sec-Fetch-Site", "cross-site", "Origin", "http://" + host}, false},
		{"other site, older browser", []string{"Origin", "https://evil.example"}, false},
		{"a sandboxed frame", []string{"Origin", "null"}, false},
		{"a cookie and nothing else", nil, false},
	} {
		t.Run(try.name, func(t *testing.T) {
			g := o.as(budi)
			g.header.Del("Sec-Fetch-Site")
			before := o.server.head()
			a := g.send("POST", "/api/v1/cases", map[string]string{"title": "Kasus uji"}, try.headers...)
			if try.through {
				a.want(201, nil)
				return
			}
			a.wantProblem(403, foreignOrigin)
			if o.server.head() != before {
				t.Error("something was written")
			}
			g.get("/api/v1/session", try.headers...).want(200, nil)
		})
	}
}

func TestTokensActWithTheLowerRightsOfTokenAndOwner(t *testing.T) {
	o := openOffice(t)
	budi := o.person("budi", archive.Officer, archive.Secret)
	g := o.as(budi)
	g.send("POST", "/api/v1/tokens", map[string]string{"name": "pindai", "role": "admin"}).wantProblem(422, archive.Invalid)
	g.send("POST", "/api/v1/tokens", map[string]string{"name": "pindai", "clearance": "sangat_rahasia"}).wantProblem(422, archive.Invalid)
	var made struct {
		Token  tokenView
		Secret string
	}
	body := g.send("POST", "/api/v1/tokens", map[string]string{"name": "pindai", "clearance": "rahasia"}).want(201, &made)
	if !strings.HasPrefix(made.Secret, tokenPrefix) || strings.Contains(string(body.body), sumOf(made.Secret)) {
		t.Errorf("token %s", body.body)
	}
	program := o.nobody()
	program.header.Set("Authorization", "Bearer "+made.Secret)
	var session sessionAnswer
	program.get("/api/v1/session").want(200, &session)
	if session.User.Role != archive.Officer || session.User.Name != "pindai" {
		t.Errorf("session %+v", session.User)
	}
	program.send("POST", "/api/v1/cases", map[string]string{"title": "Kasus dari program"}).want(201, nil)
	program.get("/api/v1/tokens").wantProblem(403, archive.Forbidden)
	program.send("POST", "/api/v1/tokens", map[string]string{"name": "anak"}).wantProblem(403, archive.Forbidden)
	secret := o.letter(archive.Document{Head: archive.Head{ID: "rahasia-2"}, Secrecy: archive.Secret}, "isi")
	program.get("/api/v1/documents/"+secret.ID).want(200, nil)
	if _, _, err := o.desk.EditUser(t.Context(), archive.System(), budi.ID, 0, []byte(`{"clearance":"biasa","role":"staf"}`)); err != nil {
		t.Fatal(err)
	}
	program.get("/api/v1/documents/"+secret.ID).wantProblem(404, archive.NotFound)
	program.send("POST", "/api/v1/notes", map[string]string{"subject": "x"}).wantProblem(403, archive.Forbidden)
	wrong := o.nobody()
	wrong.header.Set("Authorization", "Bearer "+made.Secret[:len(made.Secret)-1]+"x")
	wrong.get("/api/v1/session").wantProblem(401, archive.Unknown)
	g.send("DELETE", "/api/v1/tokens/"+made.Token.ID, nil).want(204, nil)
	program.get("/api/v1/session").wantProblem(401, archive.Unknown)
}

func TestALoginLinkWorksOnce(t *testing.T) {
	o := openOffice(t)
	link, err := o.server.LoginLink(o.person("budi", archive.Leader, archive.Ordinary).ID)
	if err != nil {
		t.Fatal(err)
	}
	path := strings.TrimPrefix(link, o.url)
	o.nobody().send("HEAD", path, nil).want(204, nil)
	first := o.nobody().get(path).want(http.StatusSeeOther, nil)
	g := o.nobody()
	g.header.Set("Cookie", "lintas="+cookieOf(t, first).Value)
	var session sessionAnswer
	g.get("/api/v1/session").want(200, &session)
	if session.User.Role != archive.Leader {
		t.Errorf("logged in as %+v", session.User)
	}
	o.nobody().get(path).wantProblem(http.StatusGone, staleLink)
}

func TestAccountsAreKeptInOrder(t *testing.T) {
	o := openOffice(t)
	low := o.as(o.person("low", archive.Admin, archive.Ordinary))
	high := o.person("high", archive.Staff, archive.TopSecret)
	tag := func(u *archive.User) []string { return []string{"If-Match", `"1"`} }
	fresh := map[string]string{"login": "baru", "name": "Orang Baru", "password": testPassword, "role": "staf", "clearance": "rahasia"}
	if p := low.send("POST", "/api/v1/users", fresh).wantProblem(422, archive.Invalid); p.Field != "clearance" {
		t.Errorf("field %q", p.Field)
	}
	low.send("PATCH", "/api/v1/users/"+high.ID, map[string]string{"password": "diambil alih orang"}, tag(high)...).wantProblem(403, archive.Forbidden)
	fresh["clearance"] = "biasa"
	low.send("POST", "/api/v1/users", fresh).want(201, nil)
	if p := low.send("POST", "/api/v1/users", fresh).wantProblem(422, archive.Invalid); p.Field != "login" {
		t.Errorf("field %q", p.Field)
	}
	low.send("PATCH", "/api/v1/users/u-low", map[string]string{"role": "staf"}, tag(nil)...).wantProblem(422, archive.Invalid)
	low.send("PATCH", "/api/v1/users/u-low", map[string]string{"name": "x"}).wantProblem(http.StatusPreconditionRequired, needsIfMatch)
	conflict := low.send("PATCH", "/api/v1/users/u-low", map[string]string{"name": "x"}, "If-Match", `"7"`)
	conflict.wantProblem(409, archive.Conflict)
	if strings.Contains(string(conflict.body), "argon2id") {
		t.Error("the conflict shows the password's hash")
	}
	var list struct{ Items []userView }
	all := o.as(o.person("staf", archive.Staff, archive.TopSecret)).get("/api/v1/users").want(200, &list)
	for _, u := range list.Items {
		if u.Login != "" || u.Clearance != nil {
			t.Errorf("staff sees %s", all.body)
		}
	}
}

func TestOnlyTrustedProxiesSayWhereARequestComesFrom(t *testing.T) {
	trusted, err := parseProxies([]string{"10.0.0.0/8", "192.0.2.1"})
	if err != nil {
		t.Fatal(err)
	}
	for _, try := range []struct{ remote, forwarded, want string }{
		{"203.0.113.5", "1.2.3.4", "203.0.113.5"},
		{"10.0.0.1", "1.2.3.4", "1.2.3.4"},
		{"10.0.0.1", "6.6.6.6, 1.2.3.4", "1.2.3.4"},
		{"10.0.0.1", "6.6.6.6, 1.2.3.4, 192.0.2.1", "1.2.3.4"},
		{"10.0.0.1", "", "10.0.0.1"},
		{"10.0.0.1", "nonsense", "10.0.0.1"},
		{"::ffff:10.0.0.1", "2001:db8::7", "2001:db8::7"},
	} {
		if got := trusted.client(netip.MustParseAddr(try.remote), try.forwarded).String(); got != try.want {
			t.Errorf("%s forwarding %q: %s, want %s", try.remote, try.forwarded, got, try.want)
		}
	}
	if _, err := parseProxies([]string{"proxy.local"}); err == nil {
		t.Error("a name is no address")
	}
}
