#!/usr/bin/env bash
# exercism's contract of a test runner: bin/run.sh SLUG INPUT_DIR OUTPUT_DIR writes results.json, version 3, into OUTPUT_DIR and ends with 0 whatever
# the attempt is worth. INPUT_DIR holds attempt.ts and the files that it imports, and is only read. SLUG is a kata's name, number or folder.
set -euo pipefail

fail() {
  echo "Katagrad: $1" >&2
  exit 2
}
[ "$#" -eq 3 ] || fail "three arguments are expected: bin/run.sh SLUG INPUT_DIR OUTPUT_DIR."
[ -d "$2" ] || fail "the folder of the attempt, $2, is not there."
[ -d "$3" ] || fail "the folder for results.json, $3, is not there. Make it first."
katagrad=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../../../.." && pwd)
[ -f "$katagrad/dist/cli.js" ] || fail "Katagrad is not built. Run npm ci in $katagrad."
input=$(CDPATH='' cd -- "$2" && pwd)
output=$(CDPATH='' cd -- "$3" && pwd)

node "$katagrad/dist/cli.js" show "$1" --raw >/dev/null # a slug that there is none of is told here
if [ ! -e "$input/attempt.ts" ] && [ ! -L "$input/attempt.ts" ]; then
  echo '{ "version": 3, "status": "error", "message": "attempt.ts is not there.", "tests": [] }' >"$output/results.json"
  exit 0
fi
exec node "$katagrad/dist/cli.js" grade "$input" "--kata=$1" --format exercism --out "$output/results.json"
