#!/bin/sh
# Install a hashed lock file and this checkout into a virtual environment: with uv, or with plain pip without it.
set -eu
bin=$1
lock=$2
if [ ! -x "$bin/uv" ]; then
  "$bin/python" -m pip install --quiet --disable-pip-version-check uv 2>/dev/null || true
fi
if [ -x "$bin/uv" ] && "$bin/uv" pip install --quiet --python "$bin/python" --require-hashes -r "$lock"; then
  "$bin/uv" pip install --quiet --python "$bin/python" --no-deps --no-build-isolation --editable .
else
  echo "uv could not be used; installing with pip (slower)"
  "$bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
  "$bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
fi
