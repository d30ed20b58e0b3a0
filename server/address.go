package server

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// proxies are the addresses whose X-Forwarded-For is believed.
type proxies []netip.Prefix

// parseProxies reads addresses and networks ("10.0.0.5", "10.0.0.0/8").
func parseProxies(texts []string) (proxies, error) {
	var all proxies
	for _, text := range texts {
		if prefix, err := netip.ParsePrefix(text); err == nil {
			all = append(all, prefix.Masked())
			continue
		}
		address, err := netip.ParseAddr(text)
		if err != nil {
			return nil, fmt.Errorf("trusted proxy %q: %w", text, err)
		}
		all = append(all, netip.PrefixFrom(address.Unmap(), address.Unmap().BitLen()))
	}
	return all, nil
}

func (p proxies) contain(address netip.Addr) bool {
	for _, prefix := range p {
		if prefix.Contains(address) {
			return true
		}
	}
	return false
}

// client returns the address a request comes from: that of the connection, or if
// it is a trusted proxy, the last address in X-Forwarded-For that is none. What
// stands before it in the header anybody can have written.
func (p proxies) client(remote netip.Addr, forwarded string) netip.Addr {
	address := remote.Unmap()
	hops := strings.Split(forwarded, ",")
	for i := len(hops) - 1; i >= 0 && p.contain(address); i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		address = hop.Unmap()
	}
	return address
}

// clientOf is where a request comes from, for throttling and the list of sessions. The
// first time that a proxy nobody has named speaks for others it says so in the log: all
// who come through it are one address to the throttle.
func (s *Server) clientOf(c *fiber.Ctx) string {
	remote, ok := netip.AddrFromSlice(c.Context().RemoteIP())
	if !ok {
		return ""
	}
	forwarded := c.Get(fiber.HeaderXForwardedFor)
	if forwarded != "" && !s.proxies.contain(remote.Unmap()) {
		s.strangeProxy.Do(func() {
			s.log.Warn("X-Forwarded-For from an address that is no trusted proxy is not believed; name the proxy with --trust-proxy", "address", remote.Unmap().String())
		})
	}
	return s.proxies.client(remote, forwarded).String()
}
