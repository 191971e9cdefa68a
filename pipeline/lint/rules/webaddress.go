package rules

import (
	"net/netip"
	"slices"
	"strings"
)

// hostOf returns the host that an address leads to, in lower case and without a port; "" for an address that does not
// leave the deck.
func hostOf(address string) string {
	rest := strings.ToLower(strings.TrimLeft(address, " \t\n\r"))
	for _, scheme := range [...]string{"https:", "http:", "wss:", "ws:", "ftp:"} {
		if after, ok := strings.CutPrefix(rest, scheme); ok {
			rest = after
			break
		}
	}
	rest, ok := strings.CutPrefix(rest, "//")
	if !ok {
		return ""
	}
	if end := strings.IndexAny(rest, "/?#\\ \t\n\"'<>"); end >= 0 {
		rest = rest[:end]
	}
	rest = rest[strings.LastIndexByte(rest, '@')+1:]
	if strings.HasPrefix(rest, "[") {
		host, _, _ := strings.Cut(rest[1:], "]")
		return host
	}
	host, _, _ := strings.Cut(rest, ":")
	return strings.TrimRight(host, ".")
}

// isNearby reports whether a host is the learner's own computer or network.
func isNearby(host string) bool {
	if address, err := netip.ParseAddr(host); err == nil {
		return address.IsLoopback() || address.IsPrivate() || address.IsLinkLocalUnicast() || address.IsUnspecified()
	}
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || strings.HasSuffix(host, ".local")
}

// isNamespace reports whether addresses of a host are names in XML, which nothing loads.
func isNamespace(host string) bool { return host == "w3.org" || host == "www.w3.org" }

// isExample reports whether a host is set aside for examples, so that nobody is there (RFC 2606).
func isExample(host string) bool {
	_, last := cutLast(host, ".")
	if last == "example" || last == "test" || last == "invalid" {
		return true
	}
	return isBelow(host, []string{"example.com", "example.org", "example.net", "example.edu"})
}

// isBelow reports whether a host is one of hosts, or lies below one.
func isBelow(host string, hosts []string) bool {
	return slices.ContainsFunc(hosts, func(h string) bool {
		h = strings.TrimPrefix(strings.ToLower(h), "*.")
		return h != "" && (host == h || strings.HasSuffix(host, "."+h))
	})
}

func cutLast(s, sep string) (before, after string) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return "", s
	}
	return s[:i], s[i+len(sep):]
}
