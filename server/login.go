package server

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"lintas/archive"
)

type credentials struct {
	Login    string `json:"login"`
	Password string `json:"password"`
}

// logIn checks a password and begins a session with a new id. An account that
// does not exist, one that is disabled and a wrong password look the same and
// take the same time.
func (s *Server) logIn(c *fiber.Ctx) error {
	var given credentials
	if err := readJSON(c, &given); err != nil {
		return err
	}
	name := strings.ToLower(strings.TrimSpace(given.Login))
	if len(name) > 64 {
		name = name[:64]
	}
	if pause := s.logins.wait(name, s.clientOf(c)); pause > 0 {
		s.metrics.logins.WithLabelValues("throttled").Inc()
		return tooMany(c, pause)
	}
	s.logins.failed(name, s.clientOf(c))
	user, err := s.accountByLogin(name)
	if err != nil {
		return err
	}
	hash := nobodysHash()
	if user != nil && user.Password != "" {
		hash = user.Password
	}
	if !s.passwordFits(hash, given.Password) || user == nil || user.Disabled {
		s.metrics.logins.WithLabelValues("refused").Inc()
		s.log.Info("login refused", "address", s.clientOf(c))
		return archive.Fail(archive.Unknown, "Nama masuk atau kata sandi salah.", "The login or the password is wrong.")
	}
	s.logins.succeeded(name, s.clientOf(c))
	s.metrics.logins.WithLabelValues("accepted").Inc()
	return s.beginSession(c, user)
}

// passwordFits bounds how many hashes are worked out at once.
func (s *Server) passwordFits(hash, password string) bool {
	s.hashing <- struct{}{}
	defer func() { <-s.hashing }()
	return fits(hash, password)
}

// accountByLogin returns nil when there is no such account.
func (s *Server) accountByLogin(name string) (*archive.User, error) {
	user, err := s.desk.Archive().Read(archive.System()).UserByLogin(name)
	if archive.CodeOf(err) == archive.NotFound {
		return nil, nil
	}
	return user, wrap(err, "read an account")
}

// beginSession ends the session the browser had, if any, and answers with a new one.
func (s *Server) beginSession(c *fiber.Ctx, user *archive.User) error {
	if err := s.openSession(c, user); err != nil {
		return err
	}
	return s.showSession(c)
}

func (s *Server) openSession(c *fiber.Ctx, user *archive.User) error {
	if who, known := callerOf(c); known && who.session != "" {
		if err := s.sessions.end(who.session); err != nil {
			return err
		}
	}
	id, err := s.sessions.begin(user, c.Get(fiber.HeaderUserAgent), s.clientOf(c))
	if err != nil {
		return err
	}
	s.setCookie(c, id)
	who := caller{viewer: viewerOf(user), session: sumOf(id)}
	c.Locals(callerKey, who)
	c.Locals(viewerKey, who.viewer)
	return nil
}

// logOut ends the session and asks the browser to forget what it keeps of it.
func (s *Server) logOut(c *fiber.Ctx) error {
	who, _ := callerOf(c)
	if who.session != "" {
		if err := s.sessions.end(who.session); err != nil {
			return err
		}
		s.setCookie(c, "")
		c.Set("Clear-Site-Data", `"cache"`)
	}
	return c.SendStatus(fiber.StatusNoContent)
}

// sessionAnswer is what the screens need to know first.
type sessionAnswer struct {
	User     userView     `json:"user"`
	May      []string     `json:"may"` // the actions the role allows
	Settings settingsView `json:"settings"`
	Today    archive.Date `json:"today"`
	Gaps     []int        `json:"calendar_gaps"` // years near today without a list of holidays
	Status   Status       `json:"status"`
	Demo     bool         `json:"demo"`
	Cursor   string       `json:"cursor"` // where to begin with /changes
}

func (s *Server) showSession(c *fiber.Ctx) error {
	who, _ := callerOf(c)
	answer := sessionAnswer{
		May:      []string{},
		Settings: s.settingsFor(who.viewer),
		Today:    s.desk.Today(),
		Gaps:     s.calendarGaps(),
		Status:   s.statusFor(who.viewer),
		Demo:     s.config.Demo,
		Cursor:   s.cursors.seal(s.head()),
	}
	answer.User = userView{ID: who.viewer.ID, Name: who.viewer.Name, Role: who.viewer.Role, Clearance: &who.viewer.Clearance, Language: who.viewer.Language}
	if who.session != "" {
		user, err := s.desk.Archive().Read(archive.System()).User(who.viewer.ID)
		if err != nil {
			return err
		}
		answer.User = fullUserView(user)
	}
	for _, a := range []archive.Action{archive.Register, archive.FollowUp, archive.Dispose, archive.Administer} {
		if who.viewer.May(a) {
			answer.May = append(answer.May, string(a))
		}
	}
	return c.JSON(answer)
}

// statusFor leaves the numbers out that would tell somebody with a low clearance
// how many documents above it are being read.
func (s *Server) statusFor(v archive.Viewer) Status {
	status := s.desk.Status()
	if v.Clearance < archive.TopSecret {
		status.Queued, status.Reading, status.Done, status.Total = 0, 0, 0, 0
		status.Behind = false
		status.Scans, status.PagesWaiting, status.PagesRead, status.PagesFailed, status.PagesPerMinute = 0, 0, 0, 0, 0
		status.Problem = s.desk.follower.status().Problem // less the one of scans that wait
	}
	return status
}
