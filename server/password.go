package server

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// The cost of a password hash: the second of the settings RFC 9106 and OWASP
// give for machines with little memory.
const (
	hashMemory  = 19 << 10 // KiB
	hashPasses  = 2
	hashThreads = 1
	hashSalt    = 16 // bytes
	hashKey     = 32 // bytes
)

// Limits of a password. The upper one only keeps a login from being costly.
const (
	minPassword = 10  // characters
	maxPassword = 256 // bytes
)

// checkNewPassword says what is wrong with a password somebody chose.
func checkNewPassword(password, login string) error {
	switch {
	case utf8.RuneCountInString(password) < minPassword:
		return invalid("password", fmt.Sprintf("Kata sandi perlu sedikitnya %d karakter; beberapa kata sehari-hari lebih mudah diingat.", minPassword), fmt.Sprintf("A password needs at least %d characters; a few everyday words are easy to remember.", minPassword))
	case len(password) > maxPassword:
		return invalid("password", "Kata sandi terlalu panjang.", "The password is too long.")
	case strings.Contains(strings.ToLower(password), login) && login != "" && len(password) < len(login)+6,
		strings.Count(password, password[:1]) == len(password):
		return invalid("password", "Kata sandi ini terlalu mudah ditebak.", "This password is too easy to guess.")
	}
	return nil
}

// hashPassword returns the argon2id hash in PHC form.
func hashPassword(password string) (string, error) {
	salt := make([]byte, hashSalt)
	if _, err := rand.Read(salt); err != nil {
		return "", fmt.Errorf("make a salt: %w", err)
	}
	key := argon2.IDKey([]byte(password), salt, hashPasses, hashMemory, hashThreads, hashKey)
	encode := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, hashMemory, hashPasses, hashThreads, encode(salt), encode(key)), nil
}

// nobodysHash stands in for the hash of an account that does not exist, so that
// its refusal takes as long as any other. No password fits it.
func nobodysHash() string {
	encode := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, hashMemory, hashPasses, hashThreads, encode(make([]byte, hashSalt)), encode(make([]byte, hashKey)))
}

// fits reports whether a password belongs to a hash in PHC form. A hash that
// cannot be read fits nothing.
func fits(hash, password string) bool {
	if len(password) > maxPassword {
		return false
	}
	var version int
	var memory, passes uint32
	var threads uint8
	fields := strings.Split(hash, "$")
	if len(fields) != 6 || fields[1] != "argon2id" {
		return false
	}
	if _, err := fmt.Sscanf(fields[2], "v=%d", &version); err != nil || version != argon2.Version {
		return false
	}
	if _, err := fmt.Sscanf(fields[3], "m=%d,t=%d,p=%d", &memory, &passes, &threads); err != nil || memory > 1<<20 || passes == 0 || passes > 16 || threads == 0 {
		return false
	}
	salt, err := base64.RawStdEncoding.DecodeString(fields[4])
	if err != nil {
		return false
	}
	key, err := base64.RawStdEncoding.DecodeString(fields[5])
	if err != nil || len(key) == 0 {
		return false
	}
	made := argon2.IDKey([]byte(password), salt, passes, memory, threads, uint32(len(key)))
	return subtle.ConstantTimeCompare(made, key) == 1
}
