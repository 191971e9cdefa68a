#compdef deckmill
# Completion of deckmill for zsh.
_deckmill() {
	local -a candidates
	candidates=("${(@f)$($words[1] __complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
	candidates=(${candidates:#})
	if (( ${#candidates} )); then
		compadd -a candidates
	else
		_files
	fi
}
if [ "$funcstack[1]" = "_deckmill" ]; then
	_deckmill "$@"
else
	compdef _deckmill deckmill
fi
