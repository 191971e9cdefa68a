package diag

import (
	"regexp"
	"strings"
)

// A command is what GitHub's runner reads from a line of a step's output.
type command struct {
	name       string
	properties map[string]string
	data       string
}

// registered are the runner's commands. Names ignore case.
var registered = strings.Fields(`internal-set-repo-path set-env add-path set-output save-state add-mask add-matcher
	remove-matcher debug echo warning error notice group endgroup stop-commands`)

// runnerCommands reads a log as the runner does: line by line, each first as `::command k=v,k=v::data`, then as
// `##[command k=v;k=v]data` (ci-release.md section 2).
func runnerCommands(log string) []command {
	var found []command
	for _, line := range regexp.MustCompile("\r\n|\r|\n").Split(log, -1) {
		c, ok := parseColons(line)
		if !ok {
			c, ok = parseBrackets(line)
		}
		if ok {
			found = append(found, c)
		}
	}
	return found
}

func parseColons(line string) (command, bool) {
	line, ok := strings.CutPrefix(strings.TrimSpace(line), "::")
	if !ok {
		return command{}, false
	}
	info, data, ok := strings.Cut(line, "::")
	if !ok {
		return command{}, false
	}
	name, properties, _ := strings.Cut(info, " ")
	unescape := strings.NewReplacer("%25", "%", "%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",")
	return newCommand(name, properties, ",", unescape, strings.NewReplacer("%25", "%", "%0D", "\r", "%0A", "\n").Replace(data))
}

func parseBrackets(line string) (command, bool) {
	_, line, ok := strings.Cut(line, "##[")
	if !ok {
		return command{}, false
	}
	info, data, ok := strings.Cut(line, "]")
	if !ok {
		return command{}, false
	}
	name, properties, _ := strings.Cut(info, " ")
	unescape := strings.NewReplacer("%25", "%", "%0D", "\r", "%0A", "\n", "%3B", ";", "%5D", "]")
	return newCommand(name, properties, ";", unescape, unescape.Replace(data))
}

func newCommand(name, properties, separator string, unescape *strings.Replacer, data string) (command, bool) {
	c := command{name: strings.ToLower(name), properties: map[string]string{}, data: data}
	isKnown := false
	for _, r := range registered {
		isKnown = isKnown || r == c.name
	}
	for _, pair := range strings.Split(strings.TrimSpace(properties), separator) {
		if k, v, ok := strings.Cut(pair, "="); ok && v != "" {
			c.properties[strings.ToLower(k)] = unescape.Replace(v)
		}
	}
	return c, isKnown
}
