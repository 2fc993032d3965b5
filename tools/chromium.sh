#!/bin/sh
# Get Chromium for the browser tests where that is possible; say so where it is not.
if command -v chromium >/dev/null || command -v chromium-browser >/dev/null; then
  exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "installing Chromium from Debian for the browser tests"
  apt-get -qq update >/dev/null 2>&1
  DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends -y chromium >/dev/null 2>&1 && exit 0
fi
echo "Chromium is not here and cannot be installed: tests/browser will be skipped"
exit 0
