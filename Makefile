# Two commands: "make run" and "make test". Both install what is missing; a second run starts at once.
PORT ?= 8000
PY := .venv/bin/python
STAMPS := .venv/.stamps
APT_RUN := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
export SECRET_KEY ?= $(shell cat var/secret-key 2>/dev/null)
export BASE_URL ?= http://127.0.0.1:$(PORT)
export PYTHONDONTWRITEBYTECODE = 1

.DEFAULT_GOAL := help
.PHONY: help run test lint setup setup-test migrate lock clean
.DELETE_ON_ERROR:

help:
	@echo "make run [PORT=8000]    set up and start on http://127.0.0.1:8000"
	@echo "make test               set up and run every check (SKIP_BROWSER=1 leaves the browser tests out)"
	@echo "make lock               write the requirements files anew (needs uv)"
	@echo "make clean              remove what the set-up made, keep var/"

