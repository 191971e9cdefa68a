package cli

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// buildTime returns the time of a build in seconds since 1970: the option, else SOURCE_DATE_EPOCH, else the time of the
// last commit if nothing has changed since, else now (design.md section 4).
func buildTime(env Env, root, option, out string) (int64, error) {
	if option != "" {
		if n, ok := parseTime(option); ok {
			return n, nil
		}
		return 0, &usageError{message: fmt.Sprintf("`--timestamp` cannot be `%s`", option),
			help: "write seconds since 1970, or a time as in 2026-01-31T12:00:00Z"}
	}
	if epoch := env.Environ["SOURCE_DATE_EPOCH"]; epoch != "" {
		n, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil || n < 0 || n > latest {
			return 0, &usageError{message: fmt.Sprintf("the environment variable `SOURCE_DATE_EPOCH` cannot be `%s`", epoch),
				help: "it counts seconds since 1970; unset it to take the time of the last commit"}
		}
		return n, nil
	}
	if n, ok := commitTime(env, root, out); ok {
		return n, nil
	}
	return env.Now().Unix(), nil
}

// latest is a time after which Anki's own fields for times overflow nowhere near: the end of the year 9999.
const latest = 253402300799

func parseTime(s string) (int64, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		t, err := time.Parse(time.RFC3339, s)
		if err != nil {
			return 0, false
		}
		n = t.Unix()
	}
	return n, 0 <= n && n <= latest
}

// commitTime returns the time of the last commit when the repository is under Git and clean, apart from the folder that
// is built into. Any trouble, Git not being there included, means that it is not known.
func commitTime(env Env, root, out string) (int64, bool) {
	status := []string{"status", "--porcelain", "--", "."}
	if rel, err := filepath.Rel(root, out); err == nil && rel != "." && !strings.HasPrefix(rel, "..") {
		status = append(status, ":(exclude)"+filepath.ToSlash(rel))
	}
	changes, err := git(env, root, status...)
	if err != nil || changes != "" {
		return 0, false
	}
	text, err := git(env, root, "log", "-1", "--format=%ct")
	if err != nil {
		return 0, false
	}
	n, err := strconv.ParseInt(text, 10, 64)
	return n, err == nil && 0 <= n && n <= latest
}
