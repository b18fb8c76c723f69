# Every RUN is a make target that also runs outside a container (`make image`).
# Build: docker compose build

FROM python:3.11-bookworm AS build
WORKDIR /app
COPY Makefile requirements.txt requirements-node.txt package.json package-lock.json .npmrc ./
COPY scorecard/__init__.py scorecard/
COPY scorecard/local scorecard/local
RUN make image-packages
RUN make image-frontend
COPY . .
RUN make image-static

FROM python:3.11-slim-bookworm
WORKDIR /app
# What WeasyPrint draws the text of a PDF with. Without it the product runs and makes no PDF.
RUN apt-get update && apt-get install -y --no-install-recommends \
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /app/manage.py /app/pyproject.toml ./
COPY --from=build /app/.venv .venv
COPY --from=build /app/scorecard scorecard
COPY --from=build /app/practices practices
COPY --from=build /app/indicators indicators
COPY --from=build /app/templates templates
COPY --from=build /app/static static
COPY --from=build /app/var/static var/static
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    SCORECARD_ENV=production
# No name is needed: the files belong to root and this user only reads them.
USER 10001:10001
EXPOSE 8000
CMD ["gunicorn", "scorecard.config.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "4", "--no-control-socket", "--timeout", "300", "--worker-tmp-dir", "/dev/shm"]
