package lint

import (
	"fmt"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
)

// mentionRename says that a rule is called differently now, if the code written at a place is one it had before: under
// the code as, and once for all places (rules.md section 1). The old code still counts.
func (r *Runner) mentionRename(as, written string, at source.Span, report diag.Report) {
	rule := r.byCode[written]
	if rule == nil || rule.Code == written {
		return
	}
	if _, told := r.told.LoadOrStore(written, true); told {
		return
	}
	report(diag.Diagnostic{Code: as, Severity: diag.Hint, Span: at,
		Message: fmt.Sprintf("the rule `%s` is called `%s` now", written, rule.Code),
		Help:    fmt.Sprintf("write `%s`, here and wherever else the old name stands; it still works", rule.Code)})
}
