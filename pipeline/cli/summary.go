package cli

import (
	"bytes"
	"encoding/json"
	"net/url"
	"os"
	"regexp"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint/rules"
)

// summaryVariable names the file that becomes the summary of a step of a GitHub job.
const summaryVariable = "GITHUB_STEP_SUMMARY"

// summarize appends what a command found to the summary of the job, if there is one. The findings are printed anyway:
// when the summary cannot be written, it says so and the run goes on.
func (s *session) summarize(r *repository, command, verdict string, groups []diag.Group, results []result) {
	path := s.env.Environ[summaryVariable]
	if path == "" {
		return
	}
	o := diag.SummaryOptions{Title: "deckmill " + command, Verdict: verdict, Notes: map[string]int{}, Pages: map[string]string{},
		Link: s.blobLink(r.root), Room: diag.SummaryLimit}
	for _, res := range results {
		o.Notes[res.place.Slug] = res.notes
	}
	for _, rule := range rules.All {
		o.Pages[rule.Code] = rulesPage + "#" + rule.Code
	}
	if info, err := os.Stat(path); err == nil { // other commands of the step have written into it
		o.Room -= int(min(info.Size(), diag.SummaryLimit))
	}
	if err := appendSummary(path, groups, o); err != nil {
		printProblem(s.env.Stderr, "cannot write the summary of the job: "+reason(err), "")
	}
}

// withFailures adds to a verdict what no finding tells about.
func withFailures(verdict string, failures []*failure) string {
	if len(failures) == 0 {
		return verdict
	}
	return verdict + "; something could not be read or written: see the log of this step"
}

func appendSummary(path string, groups []diag.Group, o diag.SummaryOptions) error {
	var b bytes.Buffer
	if err := diag.WriteSummary(&b, groups, o); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(b.Bytes())
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return err
}

// What the parts of an address on GitHub look like; anything else is not made a link of.
var (
	serverForm     = regexp.MustCompile(`^https?://[\w.:-]+$`)
	repositoryForm = regexp.MustCompile(`^[\w.-]+/[\w.-]+$`)
	commitForm     = regexp.MustCompile(`^[0-9a-f]{40,64}$`)
)

// blobLink returns the address of the repository's root on GitHub at the commit that is checked, with a slash behind
// it, or "" when the environment does not tell. For a pull request GITHUB_SHA is a merge that nobody can look at later:
// the head of its branch is taken instead.
func (s *session) blobLink(root string) string {
	env := s.env.Environ
	server, repository, commit := env["GITHUB_SERVER_URL"], env["GITHUB_REPOSITORY"], env["GITHUB_SHA"]
	if head := pullRequestHead(env["GITHUB_EVENT_PATH"]); head != "" {
		commit = head
	}
	if !serverForm.MatchString(server) || !repositoryForm.MatchString(repository) || !commitForm.MatchString(commit) {
		return ""
	}
	prefix := (&url.URL{Path: s.prefix(root)}).EscapedPath()
	return strings.Join([]string{server, repository, "blob", commit, prefix}, "/")
}

// pullRequestHead returns the head commit of the pull request that the event of a job is about, or "".
func pullRequestHead(path string) string {
	if path == "" {
		return ""
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	var event struct {
		PullRequest struct {
			Head struct{ SHA string }
		} `json:"pull_request"`
	}
	if json.Unmarshal(data, &event) != nil {
		return ""
	}
	return event.PullRequest.Head.SHA
}
