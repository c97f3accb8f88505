# make site   the virtual environment, the checks and the whole site
# make serve  show the site on this machine, built again on every change
# make quick  under a minute: the checks and the quick tests, while you work
# make test   everything that has to pass; the checks come first and fail at once
# make audit  the tests that take minutes: hundreds of kills and races, every page
# make coverage   how much of the program the quick tests reach, and that it is no less than it was
# make check  the records only
# make lint   the checks alone: style, format, layers and types, of Python and of the scripts
# make js     the checks and unit tests of the scripts alone
# make workflows   whether .github/ gives anything away (also part of `make test`)
# make screenshots  take the pictures of the guides anew, from site/
# make wheel  the program as a package, in dist/
# make fonts   East Asian letters for preview pictures as a package of its own, in dist/
# make desk    Python for the page desk/ as a package of its own, in dist/
# make desk-here   the same, installed here, for the site that is built next
# make test-wheel   the wheel alone, installed in an empty folder, builds the same pages
# make history   note the program's files for `credfolio migrate`, before a release
# make rounds   install what rounds of judging need: the extra credfolio[rounds]
# make qr   install what reads QR codes in pictures for `credfolio verify`: the extra credfolio[qr]
# make contexts   copy the JSON-LD contexts out of locked packages
# make lock   resolve the dependencies again (needs uv)

# Some images tell Python to keep no compiled code, and every process compiles the program again.
export PYTHONDONTWRITEBYTECODE :=

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
INSTALL := $(PIP) install --require-hashes --only-binary :all:

BUNDLE := web/node_modules/.made
DESK := desk/made/pyodide-lock.json

.PHONY: site strict serve check quick test audit coverage lint js workflows screenshots wheel fonts desk desk-here test-wheel history rounds qr lock clean browser \
  node bundle contexts

site: $(VENV)/.site bundle
	$(BIN)/credfolio build

# The site, if nothing in it is doubtful.
strict: $(VENV)/.site bundle
	$(BIN)/credfolio build --strict --quiet

serve: $(VENV)/.site bundle
	$(BIN)/credfolio serve

check: $(VENV)/.site
	$(BIN)/credfolio check

quick: $(VENV)/.test bundle
	@$(BIN)/python tests/support/run_checks.py quick

# Continuous integration has run the checks already and says `CHECKS=`.
CHECKS := lint
test: $(VENV)/.test $(CHECKS) browser bundle $(DESK)
	$(BIN)/python -m pytest -n 3 --dist worksteal $(PYTEST_ARGS)

audit: $(VENV)/.test lint coverage browser bundle $(DESK)
	$(BIN)/python -m pytest -n 3 --dist worksteal -m "audit or hypothesis" \
	  --hypothesis-profile audit --durations 20 $(PYTEST_ARGS)

# Measuring takes half as long again, so it is no part of `make test`.
coverage: $(VENV)/.test bundle
	@rm -rf .cache/coverage && mkdir -p .cache/coverage
	$(BIN)/coverage run -m pytest -n 2 --dist worksteal -q --hypothesis-profile quick \
	  -m "not slow and not browser and not audit" tests/unit tests/examples tests/property
	@$(BIN)/coverage combine -q
	$(BIN)/coverage report

lint: $(VENV)/.test bundle
	@$(BIN)/python tests/support/run_checks.py

# What is left for the formatter to mend: `npm run format` in web/.
js: bundle
	$(BIN)/python web/check.py

# What a workflow could give away; without strict collection a file that is broken would be passed over.
workflows: $(VENV)/.test
	$(BIN)/zizmor --offline --strict-collection --persona pedantic .github

screenshots: $(DESK) site $(VENV)/.test browser
	$(BIN)/python tests/support/take_screenshots.py

# Tests drive the system's Chromium, best the headless shell: it takes a third less time. As root on
# Debian it is installed; elsewhere we say what to do.
APT := DEBIAN_FRONTEND=noninteractive apt-get -o Acquire::Retries=0 -o Acquire::http::Timeout=20 -qq
HAS_BROWSER := command -v chromium || command -v chromium-browser || command -v google-chrome \
  || [ -d "/Applications/Google Chrome.app" ] || [ -d "/Applications/Chromium.app" ]

browser:
	@if [ -n "$$CREDFOLIO_CHROMIUM" ] || command -v chromium-headless-shell >/dev/null; then exit; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Chromium's headless shell for the browser tests"; \
	  { $(APT) update && $(APT) install -y chromium-headless-shell; } >/dev/null 2>&1 && exit; \
	  { $(HAS_BROWSER); } >/dev/null || { $(APT) install -y chromium >/dev/null && exit; }; \
	fi; \
	{ $(HAS_BROWSER); } >/dev/null && exit; \
	echo "The browser tests need Chromium or Chrome. Install the package 'chromium-headless-shell'"; \
	echo "(Debian) or Google Chrome (macOS), or set CREDFOLIO_CHROMIUM to the program's path."; \
	exit 1

# A context decides what a signature covers, so these are copied out of locked packages.
contexts: $(VENV)/.test node
	$(BIN)/python web/take_contexts.py

# The scripts that pages load, and the libraries that web/package-lock.json names for some of them.
SCRIPTS := $(wildcard web/*.js web/*/*.js web/*/*/*.js theme/assets/*.js) \
  $(filter-out theme/assets/built/%,$(wildcard theme/assets/*/*.js))

bundle: $(BUNDLE)

$(BUNDLE): $(SCRIPTS) web/build.mjs web/bundle.py $(wildcard web/package*.json) \
  hooks/credfolio/proof/demonstration.py hooks/credfolio/badges/verification/verdicts.json \
  $(wildcard hooks/credfolio/proof/context_files/*) | node
	$(BIN)/python web/bundle.py
	@touch $@

# Node bundles those scripts, and the interop tests run other people's verifiers in it. Where it is
# missing or older than 20 it comes from PyPI, into the virtual environment.
node: $(VENV)/.site requirements/node.txt
	@if command -v npm >/dev/null 2>&1 \
	  && node -e 'process.exit(+(process.versions.node.split(".")[0] < 20))' 2>/dev/null; then :; \
	else \
	  echo "Installing Node from PyPI to bundle the scripts"; \
	  $(INSTALL) -r requirements/node.txt; \
	fi

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "credfolio needs Python 3.11 or newer; set PYTHON=python3.12 or the like."; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	  || { echo "Python's venv module is missing; on Debian install the package python3-venv."; exit 1; }

$(VENV)/.site: $(VENV)/bin/python requirements/site.txt pyproject.toml
	$(INSTALL) -r requirements/site.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# What an office that judges submissions installs besides.
rounds: $(VENV)/.site requirements/rounds.txt
	$(INSTALL) --no-deps -r requirements/rounds.txt

# What reads the QR code in a picture.
qr: $(VENV)/.site requirements/qr.txt
	$(INSTALL) --no-deps -r requirements/qr.txt

$(VENV)/.test: $(VENV)/.site requirements/test.txt
	$(INSTALL) -r requirements/test.txt
	@touch $@

# What signs, and nothing else: for the one job that holds a key. See requirements/sign.in.
$(VENV)/.sign: $(VENV)/bin/python requirements/sign.txt
	$(INSTALL) --no-deps -r requirements/sign.txt
	@printf '#!/bin/sh\nPYTHONPATH="%s" exec "%s" -m credfolio "$$@"\n' "$(CURDIR)/hooks" \
	  "$(CURDIR)/$(BIN)/python" > $(BIN)/credfolio-sign
	@chmod +x $(BIN)/credfolio-sign
	@touch $@

wheel: $(VENV)/.site bundle
	$(BIN)/python -m hatchling build -d dist

history: $(VENV)/.site
	$(BIN)/python tests/support/note_program_files.py

fonts: $(VENV)/.site bundle
	$(PIP) wheel ./fonts --no-deps --no-build-isolation -w dist

desk: $(DESK)
	$(PIP) wheel ./desk --no-deps --no-build-isolation -w dist

# The same, installed here, so that the site which is built has the page's Python.
desk-here: desk
	$(PIP) install --no-deps --no-index --find-links dist --force-reinstall credfolio-desk

# Python for the browser, with libraries out of the virtual environment, as the lock of the tests has them.
$(DESK): desk/package-lock.json desk/lay_out.py $(wildcard desk/texts/*) requirements/test.txt \
  | node $(VENV)/.test
	PYTHONPATH=web $(BIN)/python desk/lay_out.py

test-wheel: strict $(DESK)
	$(BIN)/python tests/support/try_wheel.py

# Tests need everything, so their lock is made first and the others take their versions from it.
lock:
	uv pip compile pyproject.toml requirements/build.in --extra rounds --extra qr --group test \
	  --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -q \
	  -o requirements/test.txt
	uv pip compile pyproject.toml requirements/build.in -c requirements/test.txt --universal \
	  --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -q \
	  -o requirements/site.txt
	uv pip compile requirements/rounds.in --no-deps -c requirements/test.txt --universal \
	  --generate-hashes --no-annotate --no-emit-index-url --no-header --python-version 3.11 -q \
	  -o requirements/rounds.txt
	uv pip compile requirements/qr.in --no-deps -c requirements/test.txt --universal \
	  --generate-hashes --no-annotate --no-emit-index-url --no-header --python-version 3.11 -q \
	  -o requirements/qr.txt
	uv pip compile pyproject.toml -c requirements/site.txt --universal --generate-hashes --no-annotate \
	  --no-emit-index-url --no-header --python-version 3.11 -q -o requirements/district.txt
	uv pip compile requirements/sign.in --no-deps -c requirements/site.txt --universal \
	  --generate-hashes --no-annotate --no-emit-index-url --no-header --python-version 3.11 -q \
	  -o requirements/sign.txt
	uv pip compile requirements/node.in --universal --generate-hashes \
	  --no-emit-index-url --no-header --python-version 3.11 -q -o requirements/node.txt

clean:
	rm -rf $(VENV) dist site .site.building .site.retired .site.spare theme/assets/built web/node_modules web/generated
