# syntax=docker/dockerfile:1.7
# The same image runs migrate, api, worker and scheduler (docker-compose.yml). Serving needs no browser and no compiler.

FROM python:3.12.12-slim-bookworm AS build
ENV UV_PYTHON_DOWNLOADS=never UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PROJECT_ENVIRONMENT=/srv/compliance/.venv
RUN pip install --no-cache-dir --disable-pip-version-check uv==0.13.9
WORKDIR /srv/compliance
# Dependencies first: they change less often than the code, so this layer is kept.
COPY pyproject.toml uv.lock README.md ./
RUN uv sync --frozen --no-dev --no-install-project
COPY api api
COPY compliance compliance
COPY rules rules
COPY ingest ingest
RUN uv sync --frozen --no-dev --no-editable

FROM python:3.12.12-slim-bookworm
# The cage's seccomp filter calls libseccomp; scans are read with Tesseract's language data.
RUN apt-get update \
 && apt-get install -y --no-install-recommends libseccomp2 tesseract-ocr-kor tesseract-ocr-eng tesseract-ocr-jpn \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --gid 10001 compliance \
 && useradd --uid 10001 --gid 10001 --home-dir /nonexistent --no-create-home --shell /usr/sbin/nologin compliance \
 && install -d -o 10001 -g 10001 -m 0700 /var/lib/compliance
COPY --from=build /srv/compliance/.venv /srv/compliance/.venv
ENV PATH=/srv/compliance/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    COMPLIANCE_DATA_DIR=/var/lib/compliance COMPLIANCE_HOST=0.0.0.0 GX_ANALYTICS_ENABLED=false
USER 10001:10001
WORKDIR /var/lib/compliance
EXPOSE 8000
ENTRYPOINT ["compliance"]
CMD ["serve"]
