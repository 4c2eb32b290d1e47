# One image for both processes: the web server and the task worker.
#
#   docker build -t galley .
#   docker run --init -p 8000:8000 -v galley:/data -e SECRET_KEY=… -e ALLOWED_HOSTS=… \
#     -e BASE_URL=https://… -e EMAIL_URL=smtp://… -e DEFAULT_FROM_EMAIL=… galley
#
# Everything that must survive is in /data. TLS is ended by a proxy in front, which sets
# X-Forwarded-Proto and lets nobody else reach the port.

FROM python:3.13-slim AS build
WORKDIR /app
RUN python -m venv --without-pip /opt/venv
COPY requirements/base.lock requirements/base.lock
# Hashed wheels only: nothing is built, nothing runs while it is installed.
RUN pip --python /opt/venv/bin/python install --no-cache-dir --disable-pip-version-check \
      --only-binary :all: --require-hashes --no-deps -r requirements/base.lock
COPY . .
# The values are for this one command, which opens no connection; the real ones come at the start.
RUN DJANGO_SETTINGS_MODULE=blog.config.settings.production DATA_DIR=/tmp/data \
      SECRET_KEY=only-to-collect-static-files-and-not-to-serve-anything \
      ALLOWED_HOSTS=build.example \
      BASE_URL=https://build.example EMAIL_URL=smtp://build.example DEFAULT_FROM_EMAIL=a@build.example \
      /opt/venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
    && /opt/venv/bin/python -m compileall -q /opt/venv/lib src

FROM python:3.13-slim
RUN groupadd --gid 10001 galley \
    && useradd --uid 10001 --gid galley --home-dir /data --no-create-home --shell /usr/sbin/nologin galley \
    && install -d -o galley -g galley -m 0750 /data
COPY --from=build /opt/venv /opt/venv
# Code and static files belong to root: what serves the site cannot change them.
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=blog.config.settings.production \
    DATA_DIR=/data \
    BIND=0.0.0.0 \
    PORT=8000
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=180s CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/readyz', timeout=4)"]
# Starts as root only to own a fresh volume, then runs everything as galley (uid 10001).
ENTRYPOINT ["/app/bin/_entrypoint"]
# Applies migrations, then runs web server and worker under one parent that ends both on SIGTERM.
CMD ["python", "manage.py", "serve"]
