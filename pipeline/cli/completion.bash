# Completion of deckmill for bash.
_deckmill() {
	local IFS=$'\n'
	COMPREPLY=($("${1:-deckmill}" __complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _deckmill deckmill
