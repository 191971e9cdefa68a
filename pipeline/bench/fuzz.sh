#!/bin/sh
# Runs every fuzz test for FUZZTIME (default 20s). A failure leaves its input below testdata/fuzz: commit it with the fix.
set -eu
time=${FUZZTIME:-20s}
for pkg in $(go list ./pipeline/...); do
	for name in $(go test -list '^Fuzz' "$pkg" | grep '^Fuzz' || true); do
		echo "fuzz: $pkg $name"
		go test -run '^$' -fuzz "^$name\$" -fuzztime "$time" -fuzzminimizetime 1x "$pkg"
	done
done
