# The image of the web server, the worker, the beat and the migrations; docker-compose.yml says which does what.

FROM node:24-bookworm-slim AS front-end
WORKDIR /srv/lsc-places/static
COPY static/package.json static/package-lock.json static/.npmrc ./
RUN npm ci
COPY static/ ./
RUN npm run build

FROM python:3.11-slim-bookworm AS packages
COPY requirements-uv.lock requirements-deploy.lock /tmp/
RUN python -m venv /opt/uv \
 && /opt/uv/bin/pip install --no-cache-dir --require-hashes -r /tmp/requirements-uv.lock \
 && python -m venv --without-pip /opt/packages \
 && /opt/uv/bin/uv pip sync --no-cache --python /opt/packages/bin/python --require-hashes /tmp/requirements-deploy.lock

FROM python:3.11-slim-bookworm
# What WeasyPrint draws letters with; libharfbuzz-subset0 makes its files the same each time.
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --no-create-home --home-dir /nonexistent lsc-places \
 && install -d -o lsc-places /srv/media
ENV PATH=/opt/packages/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    MEDIA_ROOT=/srv/media STATIC_ROOT=/srv/static XDG_CACHE_HOME=/tmp
WORKDIR /srv/lsc-places
COPY --from=packages /opt/packages /opt/packages
COPY manage.py ./
COPY lsc_places lsc_places
COPY priorities priorities
COPY delegations delegations
COPY reporting reporting
COPY templates templates
COPY --from=front-end /srv/lsc-places/static static
# Nothing is connected to while static files are collected: the settings only have to be whole.
RUN ENVIRONMENT=test SECRET_KEY=only-while-the-image-is-built DATABASE_URL=postgresql:///none REDIS_URL=redis:/// \
    python manage.py collectstatic --noinput --verbosity 0
USER lsc-places
EXPOSE 8000
CMD ["python", "-m", "gunicorn", "lsc_places.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", "--threads", "4", "--timeout", "60", "--graceful-timeout", "10", "--preload", "--no-control-socket"]
