#!/bin/sh
# Builds every deck twice, under circumstances that must not matter, and compares the bytes.
set -eu
tool=$1
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

(umask 022; TZ=UTC LANG=C GOMAXPROCS=1 "$tool" build --legacy --timestamp 1700000000 --out "$out/a")
(umask 077; TZ=Asia/Tokyo LANG=tr_TR.UTF-8 GOMAXPROCS=4 "$tool" build --legacy --timestamp 1700000000 --out "$out/b")

[ -n "$(ls "$out/a")" ]
if diff -r "$out/a" "$out/b"; then
	echo "reproducible: $(ls "$out/a" | wc -l) files are equal, byte for byte"
else
	echo "reproducible: the two builds differ" >&2
	exit 1
fi
