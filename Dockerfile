# syntax=docker/dockerfile:1
# The portal's image and its proxy's. docker-compose.yml says what each container runs and under which limits.

# What Python needs, each file checked against its hash in requirements.txt; nothing of the tests or the demo.
FROM python:3.13-slim AS packages
WORKDIR /srv/wow
COPY pyproject.toml requirements.txt ./
COPY .ci/runtime .ci/runtime
RUN python -m venv --without-pip /opt/venv \
    && python .ci/runtime > /tmp/runtime.txt \
    && pip --python /opt/venv/bin/python install --no-cache-dir --disable-pip-version-check \
        --require-hashes --no-deps --only-binary :all: -r /tmp/runtime.txt

# Catalogues, static files and bytecode: made once, because the containers cannot write. No secret is needed for it.
FROM packages AS built
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends gettext \
    && rm -rf /var/lib/apt/lists/*
COPY . .
RUN DJANGO_SETTINGS_MODULE=wow.settings.base /opt/venv/bin/python manage.py compilemessages --verbosity 0 \
    && DJANGO_SETTINGS_MODULE=wow.settings.base /opt/venv/bin/python manage.py collectstatic --no-input --verbosity 0 \
    && /opt/venv/bin/python -m compileall -q wow members events sisterpairs sponsors infohub \
    && rm -rf .ci pyproject.toml requirements.txt

# Caddy as nobody in particular: without the file capability it starts under cap_drop, and listens above 1024.
FROM caddy:2-alpine AS proxy
RUN setcap -r /usr/bin/caddy && mkdir -p /srv/certificates && chown 10001:10001 /srv/certificates
ENV XDG_DATA_HOME=/srv/certificates XDG_CONFIG_HOME=/tmp
WORKDIR /srv/wow
COPY wow/settings/Caddyfile wow/settings/Caddyfile
USER 10001:10001

FROM python:3.13-slim AS portal
# Pango, HarfBuzz and fonts draw the PDFs; the client of PostgreSQL (17, like the server) makes backups.
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-noto-core postgresql-client-17 \
    && rm -rf /var/lib/apt/lists/* \
    && fc-cache --system-only \
    && groupadd --gid 10001 wow \
    && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin wow
COPY --from=packages /opt/venv /opt/venv
COPY --from=built /srv/wow /srv/wow
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/tmp \
    DJANGO_SETTINGS_MODULE=wow.settings.production
WORKDIR /srv/wow
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=10s --start-period=60s --retries=3 CMD ["python", "-P", "wow/healthy.py"]
