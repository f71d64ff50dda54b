#!/usr/bin/env bash
# Runs a command beside a PostgreSQL server of its own, which is gone afterwards:
#   scripts/postgres.sh npx vitest run harness/store
# The command finds the server's address in KATAGRAD_TEST_POSTGRES, and in KATAGRAD_TEST_POSTGRES_CONTROL what stops and starts it:
# that file with `stop -m immediate` or `start`.
set -euo pipefail

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || bin=$(dirname "$(command -v pg_ctl)" 2>/dev/null) || true
[ -x "$bin/pg_ctl" ] || { echo "PostgreSQL is not installed: apt-get install postgresql, or put pg_ctl on the PATH." >&2; exit 69; }

folder=$(mktemp -d /tmp/katagrad-postgres-XXXXXX)
owner=()
if [ "$(id -u)" = 0 ]; then # PostgreSQL does not run as root
  chown postgres "$folder"
  owner=(runuser -u postgres --)
fi
control=$folder/control
cat >"$control" <<END
#!/usr/bin/env bash
cd "$folder" && exec ${owner[*]} "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w -s -o "-k $folder -c listen_addresses=''" "\$@"
END
chmod 755 "$control" "$folder"
finish() { "$control" stop -m immediate >/dev/null 2>&1 || true; rm -rf "$folder"; }
trap finish EXIT

(cd "$folder" && "${owner[@]}" "$bin/initdb" -D "$folder/data" -U katagrad -A trust -E UTF8 --locale=C.UTF-8 >/dev/null)
"$control" start
export KATAGRAD_TEST_POSTGRES="postgres:///postgres?host=$folder&user=katagrad"
export KATAGRAD_TEST_POSTGRES_CONTROL=$control
"$@"
