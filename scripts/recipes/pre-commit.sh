#!/usr/bin/env bash
# A hook of git that refuses a commit whose attempts are not at full marks. It grades what is staged, not what lies in the folder:
#   ln -s /where/katagrad/is/scripts/recipes/pre-commit.sh .git/hooks/pre-commit
# Files as arguments are looked at too, staged or not; --install first makes a Katagrad that is not built yet ready. Both are for pre-commit.
set -euo pipefail

fail() {
  echo "Katagrad: $1" >&2
  exit 2
}
command -v node >/dev/null || fail "Node is not installed, or not on the PATH."
self=$(node -p 'require("node:fs").realpathSync(process.argv[1])' "${BASH_SOURCE[0]}")
katagrad=${self%/scripts/recipes/*}
if [ "${1:-}" = --install ]; then
  shift
  [ -f "$katagrad/dist/cli.js" ] || (cd "$katagrad" && npm ci --no-audit --no-fund >&2) || fail "npm ci failed in $katagrad. Mend what it says above."
fi
[ -f "$katagrad/dist/cli.js" ] || fail "Katagrad is not built. Run npm ci in $katagrad."
top=$(git rev-parse --show-toplevel) || fail "this is no repository of git. Start it from a hook, or in a working tree."
cd "$top"

# The outermost folder of a kata in a path, or nothing.
kata_folder() {
  local rest=$1 folder='' step
  while [[ $rest == */* ]]; do
    step=${rest%%/*} rest=${rest#*/} folder=$folder$step
    if [[ $step =~ ^[0-9]+-[a-z0-9-]+$ && -d $katagrad/katas/$step ]]; then
      printf '%s' "$folder"
      return
    fi
    folder=$folder/
  done
}

staged=$(mktemp -d "${TMPDIR:-/tmp}/katagrad-staged-XXXXXX")
trap 'rm -rf "$staged"' EXIT
mkdir "$staged/tree"
git diff --cached --name-only --no-renames -z >"$staged/changed"
[ "$#" -eq 0 ] || printf '%s\0' "$@" >>"$staged/changed"
folders=()
while IFS= read -r -d '' path; do
  folder=$(kata_folder "$path")
  if [ -z "$folder" ] || [ -e "$staged/tree/$folder" ]; then continue; fi
  git cat-file -e ":0:$folder/attempt.ts" 2>/dev/null || continue # taken out of the repository
  git ls-files -z -- ":(literal)$folder/" | git checkout-index -z --stdin --prefix="$staged/tree/"
  folders+=("$folder")
done <"$staged/changed"
[ "${#folders[@]}" -gt 0 ] || exit 0

cd "$staged/tree"
status=0
node "$katagrad/dist/cli.js" grade --sorted --strict --format text --out "$staged/report" -- "${folders[@]}" || status=$?
[ "$status" -ne 0 ] || exit 0
[ "$status" -ne 1 ] || cat "$staged/report" >&2
[ "$status" -ne 1 ] || echo "Katagrad: the commit is refused, since what is staged is not at full marks. git commit --no-verify commits it all the same." >&2
exit "$status"
