package server

import (
	"github.com/gofiber/fiber/v2"

	"lintas/archive"
)

// need is what a request must show before its handler runs. Besides these, an
// archive.Action can be needed. What may be read is not decided here but by the
// archive's gate, from the viewer's clearance.
type need string

const (
	nothing  need = ""         // anybody
	login    need = "login"    // a person or a token
	person   need = "person"   // a person, no token: what a token could use to outlive itself
	keeper   need = "keeper"   // a person who may administer: a token could make an account that outlives it
	operator need = "operator" // the command line of this machine, or an administrator's token
)

func action(a archive.Action) need { return need(a) }

// route is one line of the table. The path is fiber's; api paths are below /api/v1.
type route struct {
	method, path string
	needs        need
	do           fiber.Handler
}

const api = "/api/v1"

// routes is everything the server answers to. openapi.json describes the part
// below /api/v1, and a test compares the two.
func (s *Server) routes() []route {
	var (
		register   = action(archive.Register)
		followUp   = action(archive.FollowUp)
		administer = action(archive.Administer)
	)
	return []route{
		{"GET", "/healthz", nothing, s.alive},
		{"GET", "/readyz", nothing, s.readiness},
		{"GET", "/metrics", operator, s.exposition},
		{"GET", "/enter/:token", nothing, s.enter},

		{"GET", api + "/openapi.json", nothing, s.describe},
		{"GET", api + "/setup", nothing, s.setupNeeded},
		{"POST", api + "/setup", nothing, s.setUp},
		{"POST", api + "/session", nothing, s.logIn},
		{"GET", api + "/session", login, s.showSession},
		{"PATCH", api + "/session", person, s.editSelf},
		{"DELETE", api + "/session", login, s.logOut},
		{"GET", api + "/sessions", person, s.listSessions},
		{"DELETE", api + "/sessions/:id", person, s.endSession},

		{"GET", api + "/documents", login, s.listDocuments},
		{"POST", api + "/documents", register, s.receive},
		{"POST", api + "/documents/batch", register, s.receiveBatch},
		{"GET", api + "/documents/:id", login, s.showDocument},
		{"PATCH", api + "/documents/:id", followUp, s.editDocument}, // which fields, the desk decides
		{"GET", api + "/documents/:id/file", login, s.sendFile},
		{"GET", api + "/documents/:id/searchable", login, s.sendSearchable},
		{"GET", api + "/documents/:id/text", login, s.showText},
		{"GET", api + "/documents/:id/history", login, s.documentHistory},
		{"GET", api + "/documents/:id/pages/:page.jpg", login, s.sendPicture},
		{"POST", api + "/documents/:id/retry", register, s.retry},
		{"GET", api + "/unread", login, s.listUnread},
		{"POST", api + "/notes", register, s.addNote},
		{"GET", api + "/search", login, s.search},
		{"GET", api + "/suggest", login, s.suggest},
		{"GET", api + "/documents/:id/similar", login, s.similar},
		{"GET", api + "/searches", login, s.listSearches},
		{"POST", api + "/searches", login, s.addSearch},
		{"PATCH", api + "/searches/:id", login, s.editSearch},
		{"DELETE", api + "/searches/:id", login, s.dropSearch},

		{"GET", api + "/cases", login, s.listCases},
		{"POST", api + "/cases", followUp, s.addCase},
		{"GET", api + "/cases/:id", login, s.showCase},
		{"PATCH", api + "/cases/:id", followUp, s.editCase},
		{"GET", api + "/cases/:id/history", login, s.caseHistory},

		{"GET", api + "/deadlines", login, s.listDeadlines},
		{"POST", api + "/deadlines", followUp, s.addDeadline},
		{"GET", api + "/deadlines/:id", login, s.showDeadline},
		{"PATCH", api + "/deadlines/:id", followUp, s.editDeadline},
		{"GET", api + "/deadlines/:id/history", login, s.deadlineHistory},

		{"GET", api + "/dispositions", login, s.listDispositions},
		{"GET", api + "/dispositions/:id", login, s.showDisposition},
		{"PATCH", api + "/dispositions/:id", login, s.editDisposition}, // who may, the desk decides
		{"POST", api + "/documents/:id/dispositions", login, s.addDisposition},

		{"GET", api + "/agencies", login, s.listAgencies},
		{"POST", api + "/agencies", register, s.addAgency},
		{"GET", api + "/agencies/:id", login, s.showAgency},
		{"PATCH", api + "/agencies/:id", register, s.editAgency},
		{"GET", api + "/aliases", login, s.listAliases},
		{"POST", api + "/aliases", register, s.addAlias},
		{"PATCH", api + "/aliases/:id", register, s.editAlias},
		{"DELETE", api + "/aliases/:id", register, s.dropAlias},
		{"GET", api + "/calendar", login, s.showCalendar},
		{"POST", api + "/calendar", administer, s.importHolidays},

		{"GET", api + "/users", login, s.listUsers},
		{"POST", api + "/users", keeper, s.addUser},
		{"PATCH", api + "/users/:id", keeper, s.editUser},
		{"GET", api + "/tokens", person, s.listTokens},
		{"POST", api + "/tokens", person, s.addToken},
		{"DELETE", api + "/tokens/:id", person, s.revokeToken},
		{"GET", api + "/settings", login, s.showSettings},
		{"PATCH", api + "/settings", administer, s.editSettings},

		{"POST", api + "/backup", administer, s.backUp}, // by the command line of this machine only

		{"GET", api + "/stats", login, s.stats},
		{"GET", api + "/changes", login, s.changes},
		{"GET", api + "/events", login, s.events},
	}
}

// addRoutes hands the table to fiber. What is not in it below /api is a 404; all
// else is the web page.
func (s *Server) addRoutes() {
	s.app.Use(s.observe, s.secure, s.identify)
	for _, r := range s.routes() {
		if r.method == "GET" {
			s.app.Add("HEAD", r.path, s.allow(r.needs), r.do)
		}
		s.app.Add(r.method, r.path, s.allow(r.needs), r.do)
	}
	s.app.Use("/api", func(c *fiber.Ctx) error { return notFound() })
	s.app.Get("/*", s.sendSite)
}

// allow refuses a request that does not show what a route needs, before anything
// of it is read.
func (s *Server) allow(needs need) fiber.Handler {
	return func(c *fiber.Ctx) error {
		caller, known := callerOf(c)
		switch {
		case needs == nothing:
			return c.Next()
		case !known:
			return archive.Fail(archive.Unknown, "Masuk dulu dengan akun Anda.", "Log in with your account first.")
		case needs == login:
			return c.Next()
		case (needs == person || needs == keeper) && caller.token:
			return archive.Fail(archive.Forbidden, "Ini hanya untuk orang yang masuk dengan kata sandi, bukan untuk token.", "This is for a person who has logged in, not for a token.")
		case caller.shows(needs):
			return c.Next()
		}
		return archive.Fail(archive.Forbidden, "Peran Anda tidak mengizinkan ini. Minta bantuan petugas arsip atau admin.", "Your role does not allow this. Ask a records officer or the administrator.")
	}
}

// shows reports whether a caller has the role, and the way in, that a route needs.
func (who caller) shows(needs need) bool {
	switch needs {
	case person:
		return !who.token
	case keeper:
		return !who.token && who.viewer.May(archive.Administer)
	case operator:
		return who.session == "" && who.viewer.May(archive.Administer)
	}
	return who.viewer.May(archive.Action(needs))
}
