package server

import (
	"crypto/subtle"
	"fmt"
	"strings"

	"lintas/archive"
)

// A token reads lts_<id>_<secret>: the id finds the record, the secret proves
// the right to it. Only the sum of the whole is kept.
const tokenPrefix = "lts_"

// callerByToken answers for a token, or for the command line of this machine. A
// token acts with the lower of its own clearance and that of the person who made
// it, and not at all once that person's account is disabled.
func (s *Server) callerByToken(secret string) (caller, bool, error) {
	if v, ok := s.desk.Local(secret); ok {
		return caller{viewer: v}, true, nil
	}
	id, _, ok := strings.Cut(strings.TrimPrefix(secret, tokenPrefix), "_")
	if !ok || !strings.HasPrefix(secret, tokenPrefix) {
		return caller{}, false, nil
	}
	all := s.desk.Archive().Read(archive.System())
	token, err := all.Token(id)
	if archive.CodeOf(err) == archive.NotFound {
		return caller{}, false, nil
	}
	if err != nil {
		return caller{}, false, fmt.Errorf("read a token: %w", err)
	}
	if subtle.ConstantTimeCompare([]byte(token.Sum), []byte(sumOf(secret))) != 1 || token.Revoked ||
		!token.Expires.IsZero() && s.now().After(token.Expires) {
		return caller{}, false, nil
	}
	v := archive.Viewer{ID: token.ID, Name: token.Name, Role: token.Role, Clearance: token.Clearance}
	if token.User == archive.ByLocal {
		return caller{viewer: v, token: true}, true, nil
	}
	owner, err := all.User(token.User)
	if err != nil {
		return caller{}, false, fmt.Errorf("read the owner of a token: %w", err)
	}
	if owner.Disabled {
		return caller{}, false, nil
	}
	v.Role = lowerRole(token.Role, owner.Role)
	v.Clearance = min(token.Clearance, owner.Clearance)
	v.Language = owner.Language
	return caller{viewer: v, token: true}, true, nil
}

// lowerRole returns the token's role, unless its owner may no longer do all that
// it allows: then the owner's.
func lowerRole(token, owner archive.Role) archive.Role {
	for _, a := range []archive.Action{archive.Register, archive.FollowUp, archive.Dispose, archive.Administer} {
		if token.May(a) && !owner.May(a) {
			return owner
		}
	}
	return token
}
