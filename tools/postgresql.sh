#!/bin/sh
# Get PostgreSQL's server programs for the register's tests where that is possible; say so where it is not.
if command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
  exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "installing PostgreSQL from Debian for the register's tests"
  # No cluster of its own: the tests make theirs, and end it.
  mkdir -p /etc/postgresql-common
  [ -e /etc/postgresql-common/createcluster.conf ] || echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
  timeout 120 apt-get -qq update >/dev/null 2>&1
  DEBIAN_FRONTEND=noninteractive timeout 300 apt-get -qq install --no-install-recommends -y postgresql >/dev/null 2>&1 && exit 0
fi
echo "PostgreSQL is not here and cannot be installed: the register's tests run on its encrypted file only"
exit 0
