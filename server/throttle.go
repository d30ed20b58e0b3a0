package server

import (
	"strconv"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"lintas/archive"
)

// How many failed logins are let through before each further one has to wait. An
// address may be a whole office behind one router, and an account may be attacked
// from everywhere, so both have more room than the pair of the two. The wait of an
// account does not grow, but guessers with fresh addresses can keep it going without
// end; so it does not count for addresses from which the account has been logged in to
// lately: there its owner gets in, whatever others do.
const (
	failsPerPair    = 5
	failsPerAddress = 30
	failsPerAccount = 60
	throttleStep    = 30 * time.Second // the first wait; it doubles
	throttleMost    = 15 * time.Minute
	throttleForget  = time.Hour           // after the last failure
	throttleSize    = 20000               // counters kept, and as many addresses of owners
	throttleOwner   = 30 * 24 * time.Hour // since the last login from an address
)

// throttle slows down the guessing of passwords. It is kept in memory: a restart
// forgets it, which gains a guesser nothing worth having.
type throttle struct {
	now func() time.Time

	mu    sync.Mutex
	fails map[string]fails
	owner map[string]time.Time // last login, by pair
}

type fails struct {
	count int
	last  time.Time
}

func newThrottle(now func() time.Time) *throttle {
	return &throttle{now: now, fails: map[string]fails{}, owner: map[string]time.Time{}}
}

func pairKey(login, address string) string { return "pair\x00" + login + "\x00" + address }

// keys returns the counters that count for a login from an address, each with what it
// lets through.
func (t *throttle) keys(login, address string) map[string]int {
	keys := map[string]int{pairKey(login, address): failsPerPair, "address\x00" + address: failsPerAddress}
	if last, ok := t.owner[pairKey(login, address)]; !ok || t.now().Sub(last) > throttleOwner {
		keys["account\x00"+login] = failsPerAccount
	}
	return keys
}

// wait returns how long this login must wait before it is tried; 0 means now.
func (t *throttle) wait(login, address string) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	var longest time.Duration
	now := t.now()
	for key, free := range t.keys(login, address) {
		f, ok := t.fails[key]
		if !ok || f.count < free || now.Sub(f.last) > throttleForget {
			continue
		}
		pause := throttleStep
		if free != failsPerAccount {
			pause = min(throttleMost, throttleStep<<min(f.count-free, 5))
		}
		longest = max(longest, f.last.Add(pause).Sub(now))
	}
	return longest
}

// failed counts a wrong password. It is called before the password is checked
// and taken back by succeeded, so that many guesses at once are no way around it.
func (t *throttle) failed(login, address string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.now()
	if len(t.fails) >= throttleSize {
		t.forget(now)
	}
	for key := range t.keys(login, address) {
		f := t.fails[key]
		if now.Sub(f.last) > throttleForget {
			f.count = 0
		}
		t.fails[key] = fails{count: f.count + 1, last: now}
	}
}

// succeeded forgets the failures of the pair, takes back what this attempt added to
// the others, and remembers that the account's owner is at the address.
func (t *throttle) succeeded(login, address string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for key := range t.keys(login, address) {
		f := t.fails[key]
		f.count--
		if key == pairKey(login, address) || f.count <= 0 {
			delete(t.fails, key)
			continue
		}
		t.fails[key] = f
	}
	if len(t.owner) >= throttleSize {
		t.forgetOwners()
	}
	t.owner[pairKey(login, address)] = t.now()
}

// forgetOwners makes room for more: what is out of date goes, and if that is not enough,
// everything.
func (t *throttle) forgetOwners() {
	now := t.now()
	for key, last := range t.owner {
		if now.Sub(last) > throttleOwner {
			delete(t.owner, key)
		}
	}
	if len(t.owner) >= throttleSize {
		clear(t.owner)
	}
}

// forget drops what is out of date; if that is not enough, what holds nobody back
// yet, and at last everything: the memory is bounded.
func (t *throttle) forget(now time.Time) {
	for key, f := range t.fails {
		if now.Sub(f.last) > throttleForget {
			delete(t.fails, key)
		}
	}
	if len(t.fails) < throttleSize {
		return
	}
	for key, f := range t.fails {
		if f.count < failsPerPair {
			delete(t.fails, key)
		}
	}
	if len(t.fails) >= throttleSize {
		clear(t.fails)
	}
}

func tooMany(c *fiber.Ctx, pause time.Duration) error {
	seconds := int(pause.Seconds()) + 1
	c.Set(fiber.HeaderRetryAfter, strconv.Itoa(seconds))
	return archive.Fail(archive.TooMany,
		"Terlalu banyak percobaan masuk. Coba lagi dalam "+strconv.Itoa(seconds)+" detik.",
		"Too many attempts to log in. Try again in "+strconv.Itoa(seconds)+" seconds.")
}
