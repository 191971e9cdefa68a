package rules

import (
	"regexp"
	"strings"
)

// loadingCalls match what stands before the address of something that a script loads.
var loadingCalls = regexp.MustCompile(`(?:\b(?:fetch|import|importScripts|getScript|getJSON|Worker|WebSocket|EventSource|sendBeacon)\s*\(` +
	`|\.(?:src|open\s*\(\s*["'][A-Z]+["']\s*,)\s*=?|\b(?:import|from))\s*$`)

// askingCalls matches the calls by which scripts load what they put together.
var askingCalls = regexp.MustCompile(`\b(?:(fetch)\s*\(\s*[^"'\s)]|(XMLHttpRequest)\b)`)

// requestsOfScript adds what a script loads from the web, which begins at offset from of its text: addresses in quotes
// that are loaded where they stand, else the call of a script that has such an address somewhere. A script that has none
// loadsItself files of the deck.
func requestsOfScript(out []request, script string, from int) []request {
	if !strings.Contains(script, "//") {
		return out
	}
	var elsewhere string
	before := len(out)
	for _, q := range quotedTexts(script) {
		address := script[q.start:q.end]
		if !isForeignAddress(address) || len(out) >= mostRequests {
			continue
		}
		const near = 60 // bytes before the quote that are looked at
		if loadingCalls.MatchString(script[max(0, q.start-1-near) : q.start-1]) {
			out = append(out, request{tag: from + q.start, start: from + q.start, end: from + q.end, address: address})
		} else if elsewhere == "" {
			elsewhere = address
		}
	}
	if call := askingCalls.FindStringSubmatchIndex(script); len(out) == before && elsewhere != "" && call != nil {
		word := max(call[3], call[5]) // the end of the one that was found; the other is -1
		out = append(out, request{tag: from + call[0], start: from + call[0], end: from + word, address: elsewhere})
	}
	return out
}

// quotedTexts returns the texts in quotes of a script, on one line each, without their quotes. Comments hold none.
func quotedTexts(script string) []textSpan {
	var out []textSpan
	for i := 0; i < len(script); i++ {
		switch {
		case strings.HasPrefix(script[i:], "//"):
			i += lastByteOf(script[i:], "\n")
		case strings.HasPrefix(script[i:], "/*"):
			i += lastByteOf(script[i:], "*/")
		case strings.IndexByte("\"'`", script[i]) >= 0:
			end := i + 1
			for end < len(script) && script[end] != script[i] && script[end] != '\n' {
				if script[end] == '\\' {
					end++
				}
				end++
			}
			if end < len(script) && script[end] == script[i] {
				out = append(out, textSpan{i + 1, end})
			}
			i = end
		}
	}
	return out
}

// lastByteOf returns the offset of the last byte of end in s, or the length of s.
func lastByteOf(s, end string) int {
	if n := strings.Index(s, end); n >= 0 {
		return n + len(end) - 1
	}
	return len(s)
}
