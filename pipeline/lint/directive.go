package lint

import (
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
)

// mark is what every suppression begins with, in all kinds of files.
const mark = "deckmill:"

// A directive is a comment that begins with mark, taken apart.
type directive struct {
	span   source.Span // the comment
	ignore bool        // deckmill:ignore
	file   bool        // deckmill:ignore-file
	verb   string      // the word after mark
	codes  []string
	at     source.Span // where the codes stand
	reason string
}

// parseDirective reads the comment at span, whose inside (without the comment's own signs) starts at offset from and
// ends before to. ok is false when it is an ordinary comment.
func parseDirective(span source.Span, from, to int) (d directive, ok bool) {
	data := span.File.Data
	for from < to && isBlank(data[from]) {
		from++
	}
	rest, ok := strings.CutPrefix(string(data[from:to]), mark)
	if !ok {
		return d, false
	}
	d.span = span
	d.verb, rest, _ = strings.Cut(rest, " ")
	d.verb = strings.TrimSpace(d.verb)
	d.ignore, d.file = d.verb == "ignore", d.verb == "ignore-file"
	d.parse(rest, to)
	return d, true
}

// directiveInCell reads what a cell of the column `ignore` says between two offsets: `CODE -- reason`.
func directiveInCell(span source.Span, from, to int) directive {
	d := directive{span: span, verb: "ignore", ignore: true}
	d.parse(string(span.File.Data[from:to]), to)
	return d
}

// parse reads the codes and the reason, which end at offset to.
func (d *directive) parse(rest string, to int) {
	list, reason, _ := strings.Cut(rest, "--")
	d.reason = strings.TrimSpace(reason)
	start := to - len(rest) + len(list) - len(strings.TrimLeft(list, " \t"))
	list = strings.TrimSpace(list)
	d.at = d.span.File.Span(start, start+len(list))
	if list == "" {
		return
	}
	for code := range strings.SplitSeq(list, ",") {
		d.codes = append(d.codes, strings.TrimSpace(code))
	}
}

// where returns the place of one of the codes, of all when it is written in another way: by its old name.
func (d *directive) where(code string) source.Span {
	f, start := d.at.File, d.at.Start
	for written := range strings.SplitSeq(string(f.Data[start:d.at.End]), ",") {
		if strings.TrimSpace(written) == code {
			start += strings.Index(written, code)
			return f.Span(start, start+len(code))
		}
		start += len(written) + len(",")
	}
	return d.at
}

// problems reports what is wrong with a directive (rules.md `bad-suppression`) and leaves in it the codes that count.
func (r *Runner) problems(d *directive, report diag.Report) {
	bad := func(span source.Span, help, format string, args ...any) {
		report(diag.Diagnostic{Code: "bad-suppression", Span: span, Help: help, Message: fmt.Sprintf(format, args...)})
	}
	if !d.ignore && !d.file {
		bad(d.span, "write `deckmill:ignore CODE -- reason`", "`%s%s` means nothing", mark, d.verb)
		d.codes = nil
		return
	}
	if len(d.codes) == 0 {
		bad(d.span, "write the code that stands in brackets at the end of the message, then `--` and a reason",
			"this suppression names no code")
		return
	}
	if d.reason == "" {
		bad(d.span, "write ` -- ` and why this is right as it is", "this suppression gives no reason")
	}
	counted := d.codes[:0]
	for _, code := range d.codes {
		rule := r.byCode[code]
		switch {
		case rule == nil:
			help := "`deckmill explain` lists all codes"
			if s, ok := diag.Suggest(code, r.codes); ok {
				help = fmt.Sprintf("did you mean `%s`?", s)
			}
			bad(d.where(code), help, "there is no rule `%s`", code)
		case rule.Fixed:
			bad(d.where(code), "mend what it reports: a deck with it would not arrive as written", "`%s` cannot be suppressed", code)
		default:
			counted = append(counted, rule.Code)
			r.mentionRename("bad-suppression", code, d.at, report)
		}
	}
	d.codes = counted
}
