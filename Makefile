# What people type. `make` and `make test` need Go, a C compiler and make; `make interop` also Python 3.10 or newer.

GO      ?= go
PYTHON  ?= python3
TOOL     = $(GO) tool -modfile=tools.mod
ANKI     = .venv/anki-26.9.3
ANKI_OLD = .venv/anki-23.10.1
BREW     = .venv/brain-brew-0.3.11
CLIENTS ?= $(basename $(notdir $(wildcard pipeline/interop/requirements/anki-*.txt)))

# The genanki script to measure beside us, if it is there.
PEER      := $(wildcard $(or $(DECKMILL_PEERS),../shared/peers)/genanki_build.py)
PEERS_ENV  = .venv/genanki-0.13.1
NOTES     ?= 1000,10000,100000

# The packages that learners have, if `make last-release` fetched them: decks are checked and built on top of them.
LAST       = $(if $(wildcard last/*.apkg),last)
BASELINE   = $(if $(LAST),--baseline $(LAST))

.PHONY: all build histories last-release check-decks notes test check lint interop clients brief-clients reproducible bench geography corpus fuzz brief-fuzz update clean

all: build                ## build the tool and compile every deck into dist/; BUILD='--legacy' adds options
	bin/deckmill build $(BASELINE) $(BUILD)

build:                    ## build the tool: bin/deckmill
	@echo "building bin/deckmill; the first time takes a minute or two"
	CGO_ENABLED=1 $(GO) build -trimpath -o bin/deckmill ./pipeline/cmd/deckmill

last-release:             ## fetch the packages of the last release into last/, to build on top of them
	sh pipeline/scaffold/repository/.github/last-release.sh

check-decks: build        ## check every deck
	bin/deckmill check $(BASELINE)

notes: build              ## write release notes for learners to dist/notes.md
	bin/deckmill notes $(if $(LAST),--commits "$$(cat last/tag)..$${TAG:-HEAD}") $(LAST) . >dist/notes.md

test:                     ## run the tests
	$(GO) test ./...

check: test lint interop brief-clients reproducible brief-fuzz   ## everything that CI runs

lint:                     ## linters for Go and for the workflows
	$(GO) vet ./...
	$(TOOL) staticcheck ./...
	$(TOOL) actionlint -no-color
	$(TOOL) actionlint -no-color pipeline/scaffold/repository/.github/workflows/*.yml

interop: $(ANKI) $(ANKI_OLD)            ## import everything into real Anki
	DECKMILL_ANKI_PYTHON="$(CURDIR)/$(ANKI)/bin/python" DECKMILL_ANKI_OLD_PYTHON="$(CURDIR)/$(ANKI_OLD)/bin/python" \
		$(GO) test -short -count=1 -timeout 20m ./pipeline/interop ./pipeline/template ./pipeline/apkg ./pipeline/csvfile ./pipeline/learner
	$(MAKE) --no-print-directory histories HISTORIES=20 SEED=1
	$(MAKE) --no-print-directory histories HISTORIES=20
	$(MAKE) --no-print-directory histories HISTORIES=20 VARIANTS=1

# make histories SEED=7 DROP=3,8-12 replays one, as it is printed for one that fails.
HISTORIES ?= $(if $(DROP),1,1000)
histories: build $(ANKI) $(ANKI_OLD)    ## random lives of decks and learners in real Anki; HISTORIES=1000 SEED=1 DROP=3,8-12 VARIANTS=1
	$(GO) run ./pipeline/histories -anki "$(CURDIR)/$(ANKI)/bin/python" -old "$(CURDIR)/$(ANKI_OLD)/bin/python" \
		-tool "$(CURDIR)/bin/deckmill" -n $(HISTORIES) $(if $(SEED),-seed $(SEED)) $(if $(DROP),-drop $(DROP) -story) $(if $(VARIANTS),-variants)

# A version that cannot be had here, for want of a wheel for this machine or its Python, is named, and its test skipped.
clients:                  ## import a release and its update into old Ankis; CLIENTS='anki-2.1.66 anki-24.11' for some
	@for client in $(CLIENTS); do \
		$(MAKE) --silent .venv/$$client && .venv/$$client/bin/python -c 'import anki.collection' \
			|| { rm -rf .venv/$$client; echo "NOT TESTED: $$client cannot be had here (see above)"; }; \
	done
	DECKMILL_ANKI_CLIENTS="$(CURDIR)/.venv" $(GO) test -count=1 -timeout 40m -v \
		-run "TestClients/^($$(echo $(CLIENTS:anki-%=%) | tr ' ' '|'))$$" ./pipeline/interop

brief-clients:            ## the same, with one version of each behaviour
	$(MAKE) --no-print-directory clients CLIENTS='anki-2.1.49 anki-2.1.55 anki-2.1.66 anki-24.11 anki-26.9.3'

.venv/%: pipeline/interop/requirements/%.txt
	$(PYTHON) -m venv --clear $@
	$@/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	touch $@

reproducible: build       ## build the decks twice under different circumstances and compare the bytes
	sh pipeline/interop/reproducible.sh bin/deckmill

bench: build $(if $(PEER),$(PEERS_ENV)) ## measure near-duplicates, and builds beside genanki; NOTES=1000,10000,100000,1000000 for more
	$(GO) test -run '^$$' -bench Pairs -benchtime 1x ./pipeline/near
	$(GO) run ./pipeline/bench -tool bin/deckmill -notes $(NOTES) $(if $(PEER),-peer $(PEERS_ENV)/bin/python:$(PEER))

# What is missing is named, and the comparison skipped: the corpus, or an environment that cannot be had here.
geography: build          ## compare 32 packages of Ultimate Geography with what Brain Brew makes by the deck's own recipes
	@for env in $(ANKI) $(BREW); do $(MAKE) --silent $$env || { rm -rf $$env; echo "NOT TESTED: $$env cannot be had here (see above)"; }; done
	@if [ -d $(ANKI) ] && [ -d $(BREW) ]; then \
		DECKMILL_TOOL="$(CURDIR)/bin/deckmill" DECKMILL_ANKI_PYTHON="$(CURDIR)/$(ANKI)/bin/python" \
		DECKMILL_BRAIN_BREW="$(CURDIR)/$(BREW)/bin/brain_brew" $(GO) test -count=1 -timeout 30m -v ./pipeline/geography; \
	fi

corpus:                   ## run every lint rule over real decks of other people; CORPUS='-n 10' shows samples
	$(GO) run ./pipeline/corpus $(CORPUS)

fuzz:                     ## fuzz every reader; FUZZTIME=10m for longer
	sh pipeline/bench/fuzz.sh

brief-fuzz:               ## the same, with a bounded number of inputs each
	FUZZTIME=2000x sh pipeline/bench/fuzz.sh

update:                   ## rewrite expected screens and generated pages; read the diff afterwards
	$(GO) test ./pipeline/lint/rules ./pipeline/reference -update
	$(GO) test ./pipeline/cli -update # reads the page of the rules, so it comes second

clean:                    ## remove what was built
	rm -rf bin .venv dist/*.apkg dist/*.csv dist/checksums.txt dist/notes.md
