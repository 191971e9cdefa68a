package template

import "strings"

// What Anki says on a card (anki-format.md 6.7). Names stand between the marks that isolate text of unknown direction.

const errorsPage = "https://docs.ankiweb.net/templates/errors.html#"

func noField(tag, name string) string {
	return "Found '\u2068{{" + tag + "}}\u2069', but there is no field called '\u2068" + name + "\u2069'"
}

// problem returns what stands on both sides of a card with a template error.
func (r *renderer) problem(side, message string) string {
	prefix := side + " template has a problem:"
	if r.card.Browser {
		prefix = "Browser-specific " + strings.ToLower(side) + " template has a problem:"
	}
	return prefix + "<br>" + escapeText(message) + "<br>" + moreInformation("template-syntax-error")
}

func blankCard(message, anchor string) string {
	return "<div>" + message + "<br>" + moreInformation(anchor) + "</div>"
}

func moreInformation(anchor string) string {
	return "<a href='" + errorsPage + anchor + "'>More information</a>"
}

// escapeText escapes a message as Anki does for HTML text.
func escapeText(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#x27;").Replace(s)
}
