package server

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"sort"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"lintas/archive"
	"lintas/storage"
)

// Limits of a session.
const (
	sessionIdle     = 8 * time.Hour      // without a request
	sessionAbsolute = 7 * 24 * time.Hour // since the login
	sessionTouch    = time.Minute        // how exactly the last request is remembered
)

const sessionBucket = "sessions"

// session is one login of one person on one device. It is stored under the
// SHA-256 of its id, which only the browser has.
type session struct {
	User    string    `json:"user"`
	Stamp   string    `json:"stamp"` // of the password it began with; a new password ends it
	Created time.Time `json:"created"`
	Seen    time.Time `json:"seen"`
	Agent   string    `json:"agent"`   // what the browser calls itself
	Address string    `json:"address"` // where it logged in from
}

// sessions keeps the sessions in the archive's private store, which forgets them
// by itself when they run out.
type sessions struct {
	private *storage.Private
	now     func() time.Time

	mu sync.Mutex // between touch and end: an ended session must not be written again
}

// stampOf changes with the password and tells nothing of it.
func stampOf(u *archive.User) string {
	sum := sha256.Sum256([]byte(u.ID + "\x00" + u.Password))
	return hex.EncodeToString(sum[:8])
}

func newSecret() (string, error) {
	raw := make([]byte, 32)
	if _, err := rand.Read(raw); err != nil {
		return "", fmt.Errorf("make a secret: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(raw), nil
}

func sumOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// begin starts a session and returns its id, the value of the cookie.
func (s *sessions) begin(u *archive.User, agent, address string) (string, error) {
	id, err := newSecret()
	if err != nil {
		return "", err
	}
	now := s.now()
	if len(agent) > 200 {
		agent = agent[:200]
	}
	return id, s.keep(sumOf(id), session{User: u.ID, Stamp: stampOf(u), Created: now, Seen: now, Agent: agent, Address: address})
}

func (s *sessions) keep(key string, one session) error {
	raw, err := json.Marshal(one)
	if err != nil {
		return fmt.Errorf("write a session: %w", err)
	}
	left := min(sessionIdle, one.Created.Add(sessionAbsolute).Sub(s.now()))
	return wrap(s.private.Set(sessionBucket, key, raw, left), "keep a session")
}

// find returns the session of an id and its key, or NotFound. It remembers that
// the session was used; on a full disk it cannot, and people go on reading.
func (s *sessions) find(id string) (string, session, error) {
	key := sumOf(id)
	one, err := s.read(key)
	if err != nil {
		return "", session{}, err
	}
	if s.now().Sub(one.Seen) > sessionTouch {
		if one, err = s.touch(key); err != nil {
			return "", session{}, err
		}
	}
	return key, one, nil
}

// touch remembers that a session was used now, unless it has been ended meanwhile.
func (s *sessions) touch(key string) (session, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	one, err := s.read(key)
	if err != nil {
		return session{}, err
	}
	one.Seen = s.now()
	if err := s.keep(key, one); err != nil && archive.CodeOf(err) != archive.DiskFull {
		return session{}, err
	}
	return one, nil
}

func (s *sessions) read(key string) (session, error) {
	raw, err := s.private.Get(sessionBucket, key)
	if err != nil {
		return session{}, fmt.Errorf("read a session: %w", err)
	}
	var one session
	if err := json.Unmarshal(raw, &one); err != nil {
		return session{}, fmt.Errorf("read a session: %w", err)
	}
	now := s.now()
	if now.Sub(one.Seen) > sessionIdle || now.Sub(one.Created) > sessionAbsolute {
		return session{}, notFound()
	}
	return one, nil
}

func (s *sessions) end(key string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return wrap(s.private.Delete(sessionBucket, key), "end a session")
}

// sessionView is a session as its owner sees it.
type sessionView struct {
	ID      string    `json:"id"`
	Created time.Time `json:"created"`
	Seen    time.Time `json:"seen"`
	Agent   string    `json:"agent"`
	Address string    `json:"address"`
	Current bool      `json:"current"`
}

// of returns the sessions of a person, the latest used first.
func (s *sessions) of(user, current string) ([]sessionView, error) {
	found := []sessionView{}
	now := s.now()
	err := s.private.Each(sessionBucket, func(key string, raw []byte) error {
		var one session
		if err := json.Unmarshal(raw, &one); err != nil {
			return fmt.Errorf("read a session: %w", err)
		}
		if one.User == user && now.Sub(one.Seen) <= sessionIdle && now.Sub(one.Created) <= sessionAbsolute {
			found = append(found, sessionView{ID: key, Created: one.Created, Seen: one.Seen, Agent: one.Agent, Address: one.Address, Current: key == current})
		}
		return nil
	})
	sort.Slice(found, func(i, j int) bool { return found[i].Seen.After(found[j].Seen) })
	return found, wrap(err, "list sessions")
}

// secureCookies reports whether browsers reach the server by TLS only.
func (s *Server) secureCookies() bool { return s.config.TLSCert != "" || s.config.SecureCookies }

// cookieName carries the __Host- prefix where browsers accept it: with TLS. In a
// local network without TLS the cookie has a plain name.
func (s *Server) cookieName() string {
	if s.secureCookies() {
		return "__Host-lintas"
	}
	return "lintas"
}

func (s *Server) setCookie(c *fiber.Ctx, value string) {
	cookie := &fiber.Cookie{
		Name:     s.cookieName(),
		Value:    value,
		Path:     "/",
		MaxAge:   int(sessionAbsolute.Seconds()),
		Secure:   s.secureCookies(),
		HTTPOnly: true,
		SameSite: fiber.CookieSameSiteLaxMode,
	}
	if value == "" {
		cookie.MaxAge, cookie.Expires = 0, fasthttp.CookieExpireDelete
	}
	c.Cookie(cookie)
}

func (s *Server) callerBySession(id string) (caller, bool, error) {
	if id == "" {
		return caller{}, false, nil
	}
	key, one, err := s.sessions.find(id)
	if archive.CodeOf(err) == archive.NotFound {
		return caller{}, false, nil
	}
	if err != nil {
		return caller{}, false, err
	}
	user, err := s.desk.Archive().Read(archive.System()).User(one.User)
	switch {
	case archive.CodeOf(err) == archive.NotFound:
		return caller{}, false, nil
	case err != nil:
		return caller{}, false, fmt.Errorf("read the account of a session: %w", err)
	case user.Disabled || stampOf(user) != one.Stamp:
		return caller{}, false, s.sessions.end(key)
	}
	return caller{viewer: viewerOf(user), session: key}, true, nil
}

func (s *Server) listSessions(c *fiber.Ctx) error {
	who, _ := callerOf(c)
	items, err := s.sessions.of(who.viewer.ID, who.session)
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"items": items})
}

// endSession ends a session of the caller's own, or for an administrator anybody's.
func (s *Server) endSession(c *fiber.Ctx) error {
	who, _ := callerOf(c)
	one, err := s.sessions.read(c.Params("id"))
	if err != nil {
		return err
	}
	if one.User != who.viewer.ID && !who.viewer.May(archive.Administer) {
		return notFound()
	}
	if err := s.sessions.end(c.Params("id")); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}
