package markup

import "strings"

// The names of all elements of HTML (obsolete ones too), SVG and MathML, in lower case. Whatever else stands between
// angle brackets is text that browsers hide.
const (
	htmlNames = `a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink
		blockquote body br button canvas caption center cite code col colgroup command content data datalist dd del
		details dfn dialog dir div dl dt element em embed fencedframe fieldset figcaption figure font footer form frame
		frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins isindex kbd keygen label
		legend li link listing main map mark marquee menu menuitem meta meter multicol nav nextid nobr noembed noframes
		noscript object ol optgroup option output p param picture plaintext portal pre progress q rb rbc rp rt rtc ruby
		s samp script search section select selectedcontent shadow slot small source spacer span strike strong style sub
		summary sup table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp`
	svgNames = `svg animate animatemotion animatetransform animatecolor circle clippath cursor defs desc discard ellipse
		feblend fecolormatrix fecomponenttransfer fecomposite feconvolvematrix fediffuselighting fedisplacementmap
		fedistantlight fedropshadow feflood fefunca fefuncb fefuncg fefuncr fegaussianblur feimage femerge femergenode
		femorphology feoffset fepointlight fespecularlighting fespotlight fetile feturbulence filter foreignobject g
		glyph glyphref hatch hatchpath hkern line lineargradient marker mask mesh meshgradient meshpatch meshrow metadata
		mpath path pattern polygon polyline radialgradient rect set solidcolor stop switch symbol text textpath tref
		tspan unknown use view vkern`
	mathNames = `math maction maligngroup malignmark menclose merror mfenced mfrac mglyph mi mlabeledtr mlongdiv
		mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mscarries mscarry msgroup msline mspace
		msqrt msrow mstack mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics annotation
		annotation-xml`
)

// elements is the set of the names above. It never changes.
var elements = nameSet(htmlNames, svgNames, mathNames)

func nameSet(lists ...string) map[string]bool {
	set := map[string]bool{}
	for _, list := range lists {
		for _, name := range strings.Fields(list) {
			set[name] = true
		}
	}
	return set
}

// isElement reports whether a tag of this name is markup: an element, or one that somebody made up on purpose, whose
// name then has a `-` or `:`.
func isElement(name string) bool {
	return elements[name] || strings.ContainsAny(name, "-:")
}
