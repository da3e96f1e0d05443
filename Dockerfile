# The service alone: API, pages and SPARQL on port 8000, data in the volume /data.
#   docker build -t ownership-graph .
#   docker run --rm -v "$PWD/filings:/in:ro" -v ownership-data:/data ownership-graph ownership load /in/table.csv
#   docker run -p 127.0.0.1:8000:8000 -v ownership-data:/data ownership-graph
# To an agent, as the command that its client starts: docker run --rm -i -v ownership-data:/data ownership-graph ownership mcp

FROM python:3.12-slim AS build
RUN python -m venv /opt/venv
WORKDIR /app
COPY . .
# Editable, as everywhere else: the rooms and examples/ stay side by side in /app.
RUN /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --constraint constraints.txt --editable ".[mcp]"

FROM python:3.12-slim
# The words of pictures need a typeface.
RUN apt-get update && apt-get install --yes --no-install-recommends fonts-dejavu-core && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin ownership \
    && install --directory --owner=10001 --group=10001 /data
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 OWNERSHIP_DATA=/data
WORKDIR /app
USER 10001:10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["ownership", "serve", "--host", "0.0.0.0"]
