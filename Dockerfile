# samspil run, as nobody in particular, with its data in /data.
#   docker build -t samspil . && docker run --env-file .env -v samspil:/data -p 8080:8080 samspil
# Every RUN line is also run by tests/operation/test_container.py.

FROM python:3.11-slim-bookworm AS build
WORKDIR /src
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY bot/ bot/
COPY adapters/ adapters/
COPY storage/ storage/
RUN python -m venv /opt/samspil
RUN /opt/samspil/bin/pip install --no-cache-dir --quiet --constraint constraints.txt .
RUN mkdir /opt/data

FROM python:3.11-slim-bookworm
COPY --from=build /opt/samspil /opt/samspil
COPY --from=build --chown=10001:10001 /opt/data /data
COPY examples/ /opt/examples/
ENV PATH="/opt/samspil/bin:$PATH" \
    PYTHONUNBUFFERED=1 \
    SAMSPIL_HOST=0.0.0.0 \
    DATABASE_URL=sqlite:////data/samspil.db
WORKDIR /data
USER 10001:10001
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s CMD ["python", "-m", "adapters.healthcheck"]
ENTRYPOINT ["samspil"]
CMD ["run"]
