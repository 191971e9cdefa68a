// Package rules is the catalogue: one file per rule, one test per rule in testdata, and the list All.
//
// To add a rule: write <code_with_underscores>.go with a lint.Rule, testdata/<code>.txtar with a deck that has the
// mistake, and a line in All; then run `go test ./pipeline/lint/rules -update` and read what it wrote.
package rules

import (
	"slices"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

// All are the rules, in the order of their pages. Rules without a function describe what other steps report.
var All = []*lint.Rule{
	// files and keys
	yamlSyntax,
	duplicateKey,
	unknownKey,
	badValue,
	csvShape,
	escapeEatsTex,
	commentCutsText,
	foldedLines,

	// identity
	missingID,
	duplicateID,
	duplicateGUID,

	// the last release
	noteVanished,
	noteReplaced,
	noteTypeMoved,
	fieldsChanged,
	templatesChanged,
	clozeChanged,
	cardVanished,
	deckRenamed,
	updateBlocked,
	massChange,

	// note types and templates
	templateSyntax,
	unknownTemplateField,
	badFilter,
	templateShape,
	noCard,
	unusedField,
	unusedPreset,
	personalBetween,
	unsafeName,
	stockName,
	needsNewerAnki,
	nightMode,

	// cloze deletions
	clozeUnclosed,
	clozeSyntax,
	clozeNotRendered,
	clozeCut,
	clozeLeak,
	clozeGap,
	occlusionShape,

	// fields and markup
	htmlUnbalanced,
	lostAngle,
	mathUnbalanced,
	markupInMath,
	wrongMathDelimiter,
	markdownInHTML,
	accidentalMarkdown,
	wrappedProse,
	doubleEscaped,
	edgeSpace,
	smartQuotesInCode,
	furigana,

	// media
	missingMedia,
	unreadMedia,
	mediaCollision,
	mediaReference,
	templateMedia,
	remoteMedia,
	orphanMedia,
	mediaContent,
	mediaLarge,

	// tags and decks
	badTag,
	tagSpelling,
	deckName,

	// duplicates
	duplicateNote,
	ambiguousCard,
	nearDuplicate,
	sameAnswer,

	// content
	emptyAnswer,
	emptyFirstField,
	placeholderText,
	spreadsheetDamage,
	pdfDebris,
	strayBullet,
	mojibake,
	notNFC,
	invisibleCharacter,
	mixedScriptWord,
	longAnswer,
	listAnswer,
	oddScript,
	unbalancedBrackets,
	doubledWord,

	// translations and variants
	translationGap,
	untranslated,
	variantMismatch,

	// security, limits, repository
	script,
	externalRequest,
	httpLink,
	fileOutside,
	tooBig,
	deckMetadata,
	unreadFile,
	badSuppression,
	unusedSuppression,
}

// Find returns the rule that has a code, or had it. Without one, suggestion is the code that was probably meant, or "".
func Find(code string) (rule *lint.Rule, suggestion string) {
	codes := make([]string, 0, len(All))
	for _, r := range All {
		if r.Code == code || slices.Contains(r.Aliases, code) {
			return r, ""
		}
		codes = append(codes, r.Code)
	}
	suggestion, _ = diag.Suggest(code, codes)
	return nil, suggestion
}
