package markup

// CodeCSS is the style sheet for highlighted code in day and night mode. It is always the same text, whatever a deck
// holds: a first code block must not change a note type. Every colour has a contrast of at least 4.5 : 1 to the
// backgrounds of Anki's cards and to the one given here (WCAG 2 AA).
func CodeCSS() string { return codeCSS }

const codeCSS = `code {
  font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: 0.9em;
}
pre {
  text-align: left;
  overflow-x: auto;
  padding: 0.6em 0.8em;
  border-radius: 6px;
  line-height: 1.4;
  tab-size: 4;
  color: #24292f;
  background: #f6f8fa;
}
.nightMode pre {
  color: #e6edf3;
  background: #1f2329;
}
.hl-k { color: #a40e26; }
.hl-t { color: #0550ae; }
.hl-f { color: #6f3bc0; }
.hl-p { color: #8a4600; }
.hl-s { color: #0a5c2b; }
.hl-n { color: #0550ae; }
.hl-c { color: #57606a; font-style: italic; }
.hl-d { color: #a40e26; }
.hl-i { color: #0a5c2b; }
.nightMode .hl-k { color: #ff8f86; }
.nightMode .hl-t { color: #84c4ff; }
.nightMode .hl-f { color: #d8b6ff; }
.nightMode .hl-p { color: #ffb36b; }
.nightMode .hl-s { color: #7ee0a1; }
.nightMode .hl-n { color: #84c4ff; }
.nightMode .hl-c { color: #a3adb8; font-style: italic; }
.nightMode .hl-d { color: #ff8f86; }
.nightMode .hl-i { color: #7ee0a1; }
`
