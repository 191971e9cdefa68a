#!/bin/sh
# Builds every deck twice, under circumstances that must not matter, and compares the bytes: as a first release, and on top
# of a last release in which some texts were others, from its packages of both generations.
set -eu
tool=$1
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

# twice NAME BASELINE OTHER OPTIONS... builds into NAME/a and NAME/b on top of a folder each ("": none), and compares.
twice() {
	name=$1 baseline=$2 other=$3
	shift 3
	(umask 022; TZ=UTC LANG=C GOMAXPROCS=1 "$tool" build "$@" ${baseline:+--baseline "$baseline"} --out "$out/$name/a" >"$out/log" || fail)
	(umask 077; TZ=Asia/Tokyo LANG=tr_TR.UTF-8 GOMAXPROCS=4 "$tool" build "$@" ${other:+--baseline "$other"} --out "$out/$name/b" >"$out/log" || fail)
	[ -n "$(ls "$out/$name/a")" ]
	if ! diff -r "$out/$name/a" "$out/$name/b"; then
		echo "reproducible: the two builds differ ($name)" >&2
		exit 1
	fi
	echo "reproducible: $(ls "$out/$name/a" | wc -l) files are equal, byte for byte ($name)"
}

fail() {
	cat "$out/log" >&2
	exit 1
}

twice "first release" "" "" --legacy --timestamp 1700000000

mkdir "$out/repository" "$out/legacy"
cp -R decks "$out/repository/decks"
find "$out/repository/decks" -name '*.yaml' ! -name deck.yaml | while read -r file; do
	sed 's/  back: \(.*\) the /  back: \1 this /' "$file" >"$out/changed" && cat "$out/changed" >"$file"
done
"$tool" -C "$out/repository" build --legacy --timestamp 1690000000 --out "$out/last" >"$out/log" || fail
for package in "$out"/last/*.legacy.apkg; do
	cp "$package" "$out/legacy/$(basename "$package" .legacy.apkg).apkg"
done
twice "on top of a release" "$out/last" "$out/legacy" --legacy --changes-only --timestamp 1700000000
ls "$out/on top of a release/a" | grep -q 'changes.apkg' || { echo "reproducible: nothing was changed" >&2; exit 1; }
for file in "$out/on top of a release/a"/*.apkg; do
	if cmp -s "$file" "$out/first release/a/$(basename "$file")"; then
		echo "reproducible: the baseline made no difference to $(basename "$file")" >&2
		exit 1
	fi
done
