# Completion of deckmill for fish.
function __deckmill_complete
	set -l words (commandline -opc) (commandline -ct)
	$words[1] __complete -- $words[2..] 2>/dev/null
end
complete -c deckmill -a '(__deckmill_complete)'
