package server

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"lintas/archive"
)

const (
	linkBucket = "links"
	linkLife   = 24 * time.Hour
)

// setupToken lets one person make the first account. It lives in memory: each
// start prints its own, and it is void once there is an account.
type setupToken struct {
	mu     sync.Mutex
	secret string
}

// SetupLink returns the link that makes the first account, or "" when there is
// one already. Call it once the server listens.
func (s *Server) SetupLink(ctx context.Context) (string, error) {
	needed, err := s.isEmpty(ctx)
	if err != nil || !needed {
		return "", err
	}
	s.setup.mu.Lock()
	defer s.setup.mu.Unlock()
	if s.setup.secret == "" {
		if s.setup.secret, err = newSecret(); err != nil {
			return "", err
		}
	}
	return s.URL() + "/#/setup?token=" + s.setup.secret, nil
}

func (s *Server) isEmpty(ctx context.Context) (bool, error) {
	users, err := s.desk.Archive().Read(archive.System()).Users(ctx)
	if err != nil {
		return false, fmt.Errorf("read the accounts: %w", err)
	}
	return len(users) == 0, nil
}

func (s *Server) setupNeeded(c *fiber.Ctx) error {
	needed, err := s.isEmpty(c.UserContext())
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"needed": needed})
}

type setupRequest struct {
	Token    string `json:"token"`
	Login    string `json:"login"`
	Name     string `json:"name"`
	Password string `json:"password"`
	Agency   string `json:"agency"`   // id of the own agency; may be empty
	Office   string `json:"office"`   // name shown in the title bar
	Language string `json:"language"` // may be empty
}

// setUp makes the first account, an administrator who sees everything, and logs
// them in.
func (s *Server) setUp(c *fiber.Ctx) error {
	var given setupRequest
	if err := readJSON(c, &given); err != nil {
		return err
	}
	s.setup.mu.Lock()
	defer s.setup.mu.Unlock()
	needed, err := s.isEmpty(c.UserContext())
	if err != nil {
		return err
	}
	known := s.setup.secret
	if !needed || known == "" || subtle.ConstantTimeCompare([]byte(known), []byte(given.Token)) != 1 {
		return archive.Fail(archive.Forbidden, "Tautan penyiapan tidak berlaku. Pakai tautan yang dicetak server saat mulai.", "The set-up link is not valid. Use the one the server printed when it started.")
	}
	ctx, system := c.UserContext(), archive.System()
	if given.Agency != "" {
		if _, err := s.desk.Archive().Read(system).Agency(given.Agency); err != nil {
			return invalid("agency", "Instansi ini tidak ada dalam daftar.", "This agency is not in the list.")
		}
	}
	user, _, err := s.desk.NewUser(ctx, system, NewUser{Login: given.Login, Name: given.Name, Password: given.Password, Role: archive.Admin, Clearance: archive.TopSecret, Language: given.Language})
	if err != nil {
		return err
	}
	s.setup.secret = ""
	patch := map[string]string{}
	if given.Agency != "" {
		patch["agency"] = given.Agency
	}
	if given.Office != "" {
		patch["name"] = given.Office
	}
	if len(patch) > 0 {
		raw, err := json.Marshal(patch)
		if err != nil {
			return fmt.Errorf("write the settings: %w", err)
		}
		if _, _, err := s.desk.EditSettings(ctx, viewerOf(user), 0, raw); err != nil {
			return fmt.Errorf("keep the office's name and agency: %w", err)
		}
	}
	return s.beginSession(c, user)
}

// LoginLink returns a link that logs a person in once, within a day, without a
// password. The demonstration prints one for each role.
func (s *Server) LoginLink(userID string) (string, error) {
	if _, err := s.desk.Archive().Read(archive.System()).User(userID); err != nil {
		return "", fmt.Errorf("make a login link: %w", err)
	}
	secret, err := newSecret()
	if err != nil {
		return "", err
	}
	if err := s.desk.Archive().Private().Set(linkBucket, sumOf(secret), []byte(userID), linkLife); err != nil {
		return "", fmt.Errorf("keep a login link: %w", err)
	}
	return s.URL() + "/enter/" + secret, nil
}

// enter spends a login link. A HEAD request, as programs that preview links send,
// does not spend it.
func (s *Server) enter(c *fiber.Ctx) error {
	if c.Method() == http.MethodHead {
		return c.SendStatus(http.StatusNoContent)
	}
	s.setup.mu.Lock()
	defer s.setup.mu.Unlock()
	private, key := s.desk.Archive().Private(), sumOf(c.Params("token"))
	id, err := private.Get(linkBucket, key)
	if err != nil && strings.Contains(c.Get(fiber.HeaderAccept), "text/html") {
		return c.Redirect("/", http.StatusSeeOther) // who is logged in goes on, others log in
	}
	if err != nil {
		return archive.Fail(staleLink, "Tautan ini sudah dipakai atau kedaluwarsa.", "This link has been used or is out of date.")
	}
	if err := private.Delete(linkBucket, key); err != nil {
		return fmt.Errorf("spend a login link: %w", err)
	}
	user, err := s.desk.Archive().Read(archive.System()).User(string(id))
	if err != nil {
		return err
	}
	if user.Disabled {
		return archive.Fail(archive.Forbidden, "Akun ini dinonaktifkan.", "This account is disabled.")
	}
	if err := s.openSession(c, user); err != nil {
		return err
	}
	return c.Redirect("/", http.StatusSeeOther)
}
