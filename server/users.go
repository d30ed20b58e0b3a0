package server

import (
	"encoding/json"
	"net/http"
	"sort"
	"time"

	"github.com/gofiber/fiber/v2"

	"lintas/archive"
)

// listUsers shows names and roles to everybody, who need them to know their
// colleagues, and the whole account to administrators.
func (s *Server) listUsers(c *fiber.Ctx) error {
	users, err := s.desk.Archive().Read(archive.System()).Users(c.UserContext())
	if err != nil {
		return err
	}
	v, items := viewer(c), []userView{}
	for _, u := range users {
		switch {
		case v.May(archive.Administer):
			items = append(items, fullUserView(u))
		case !u.Disabled:
			items = append(items, userView{ID: u.ID, Name: u.Name, Role: u.Role})
		}
	}
	sort.SliceStable(items, func(i, j int) bool { return items[i].Name < items[j].Name })
	return c.JSON(fiber.Map{"items": items})
}

func (s *Server) addUser(c *fiber.Ctx) error {
	var given NewUser
	if err := readJSON(c, &given); err != nil {
		return err
	}
	if given.Password == "" {
		return checkNewPassword("", "")
	}
	user, seq, err := s.desk.NewUser(c.UserContext(), viewer(c), given)
	if err != nil {
		return err
	}
	setRevision(c, user.Rev)
	c.Set(fiber.HeaderLocation, api+"/users/"+user.ID)
	return c.Status(http.StatusCreated).JSON(s.changed("user", fullUserView(user), seq))
}

func (s *Server) editUser(c *fiber.Ctx) error {
	rev, patch, err := revisionAndPatch(c)
	if err != nil {
		return err
	}
	user, seq, err := s.desk.EditUser(c.UserContext(), viewer(c), c.Params("id"), rev, patch)
	if err != nil {
		return err
	}
	setRevision(c, user.Rev)
	return c.JSON(s.changed("user", fullUserView(user), seq))
}

// ownPatch is what people may change of their own account.
type ownPatch struct {
	Language        *string `json:"language,omitempty"`
	CurrentPassword string  `json:"current_password,omitempty"`
	Password        *string `json:"password,omitempty"`
}

// editSelf changes the language, or the password: that needs the old one, ends
// all other sessions of the account and begins a new one here.
func (s *Server) editSelf(c *fiber.Ctx) error {
	var given ownPatch
	if err := readJSON(c, &given); err != nil {
		return err
	}
	v := viewer(c)
	user, err := s.desk.Archive().Read(archive.System()).User(v.ID)
	if err != nil {
		return err
	}
	if given.Password != nil {
		if pause := s.logins.wait(user.Login, s.clientOf(c)); pause > 0 {
			return tooMany(c, pause)
		}
		s.logins.failed(user.Login, s.clientOf(c))
		if !s.passwordFits(user.Password, given.CurrentPassword) {
			return invalid("current_password", "Kata sandi lama salah.", "The old password is wrong.")
		}
		s.logins.succeeded(user.Login, s.clientOf(c))
	}
	given.CurrentPassword = ""
	patch, err := json.Marshal(given)
	if err != nil {
		return err
	}
	user, _, err = s.desk.EditUser(c.UserContext(), v, v.ID, 0, patch)
	if err != nil {
		return err
	}
	if given.Password != nil {
		return s.beginSession(c, user)
	}
	who, _ := callerOf(c)
	who.viewer = viewerOf(user)
	c.Locals(callerKey, who)
	c.Locals(viewerKey, who.viewer)
	return s.showSession(c)
}

// listTokens shows people their own tokens and administrators all.
func (s *Server) listTokens(c *fiber.Ctx) error {
	tokens, err := s.desk.Archive().Read(archive.System()).Tokens(c.UserContext())
	if err != nil {
		return err
	}
	v, items := viewer(c), []tokenView{}
	for _, t := range tokens {
		if t.User == v.ID || v.May(archive.Administer) {
			items = append(items, viewOfToken(t))
		}
	}
	sort.SliceStable(items, func(i, j int) bool { return items[i].Created.After(items[j].Created) })
	return c.JSON(fiber.Map{"items": items})
}

type tokenRequest struct {
	Name      string          `json:"name"`
	Role      archive.Role    `json:"role"`
	Clearance archive.Secrecy `json:"clearance"`
	Expires   time.Time       `json:"expires"`
}

// addToken answers with the secret, once.
func (s *Server) addToken(c *fiber.Ctx) error {
	var given tokenRequest
	if err := readJSON(c, &given); err != nil {
		return err
	}
	token, secret, err := s.desk.NewToken(c.UserContext(), viewer(c), NewToken(given))
	if err != nil {
		return err
	}
	return c.Status(http.StatusCreated).JSON(fiber.Map{"token": viewOfToken(token), "secret": secret})
}

func (s *Server) revokeToken(c *fiber.Ctx) error {
	if err := s.desk.RevokeToken(c.UserContext(), viewer(c), c.Params("id")); err != nil {
		return err
	}
	return c.SendStatus(http.StatusNoContent)
}
