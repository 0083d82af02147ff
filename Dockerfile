# curlint in a container: pre-commit's hook `curlint-docker` builds and runs it.
#   docker build -t curlint . && docker run --rm -u "$(id -u):$(id -g)" -v "$PWD:/src" curlint check
# Not pinned by a digest: what is built is to have the Debian of the day, with its security updates.
FROM debian:12-slim AS build
WORKDIR /curlint
COPY scripts/packages.sh scripts/packages.txt scripts/
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
RUN . scripts/packages.sh && packages_install scripts/packages.txt build package
COPY . .
RUN scripts/package /out

FROM debian:12-slim
COPY --from=build /out/*.deb /tmp/
RUN apt-get update && \
    apt-get install -y --no-install-recommends ca-certificates /tmp/*.deb && \
    rm -rf /tmp/*.deb /var/lib/apt/lists/*
USER nobody
WORKDIR /src
ENTRYPOINT ["curlint"]
CMD ["--help"]
