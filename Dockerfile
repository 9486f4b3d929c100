# The API and the crawler in one image; the command chooses.
FROM python:3.13-slim

RUN useradd --create-home --uid 10001 openings
WORKDIR /opt/openings
COPY pyproject.toml constraints.txt README.md ./
COPY crawler crawler
COPY reference reference
COPY mappings mappings
COPY api api
COPY openings openings
RUN pip install --no-cache-dir --constraint constraints.txt .

USER openings
WORKDIR /home/openings
ENTRYPOINT ["openings"]
CMD ["--help"]
