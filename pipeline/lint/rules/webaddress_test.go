package rules

import "testing"

func TestHosts(t *testing.T) {
	for _, test := range []struct {
		address, host            string
		nearby, example, allowed bool // allowed: below wikimedia.org
	}{
		{"a.png", "", false, false, false},
		{"data:image/png;base64,//8=", "", false, false, false},
		{"/a.png", "", false, false, false},
		{"HTTPS://Upload.Wikimedia.org:443/a.png", "upload.wikimedia.org", false, false, true},
		{" //wikimedia.org?x", "wikimedia.org", false, false, true},
		{"http://notwikimedia.org", "notwikimedia.org", false, false, false},
		{"http://wikimedia.org@evil.net/", "evil.net", false, false, false},
		{"ws://evil.net.", "evil.net", false, false, false},
		{"http://localhost:8765", "localhost", true, false, false},
		{"http://[::1]:80/", "::1", true, false, false},
		{"http://192.168.1.1/", "192.168.1.1", true, false, false},
		{"http://172.32.0.1/", "172.32.0.1", false, false, false},
		{"http://www.example.com/", "www.example.com", false, true, false},
		{"http://myexample.com/", "myexample.com", false, false, false},
		{"http://a.example", "a.example", false, true, false},
		{"http://", "", false, false, false},
	} {
		host := hostOf(test.address)
		if host != test.host || isNearby(host) != test.nearby || isExample(host) != test.example ||
			isBelow(host, []string{"*.wikimedia.org"}) != test.allowed {
			t.Errorf("%s: host %q, nearby %v, example %v, allowed %v", test.address, host, isNearby(host), isExample(host),
				isBelow(host, []string{"*.wikimedia.org"}))
		}
	}
}
