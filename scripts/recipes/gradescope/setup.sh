#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image: what grading needs, and nothing that is there already.
set -euo pipefail

root=${AUTOGRADER_ROOT:-/autograder}
katagrad=$root/source/katagrad
fail() {
  echo "Katagrad: $1" >&2
  exit 1
}
[ -f "$katagrad/package-lock.json" ] || fail "$katagrad is not there. Upload the zip as scripts/recipes/gradescope.ts writes it."

packages=()
command -v bwrap >/dev/null || packages+=(bubblewrap)
command -v prlimit >/dev/null || packages+=(util-linux)
command -v curl >/dev/null || packages+=(curl ca-certificates)
command -v xz >/dev/null || packages+=(xz-utils)
if [ "${#packages[@]}" -gt 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}"
fi

node_is_new_enough() {
  node -e 'const [major, minor] = process.versions.node.split(".").map(Number); process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)' 2>/dev/null
}
install_node() {
  local from=https://nodejs.org/dist/latest-v22.x arch folder name
  case $(uname -m) in
    x86_64) arch=x64 ;;
    aarch64) arch=arm64 ;;
    *) fail "there is no Node for $(uname -m) to download. Choose an x86-64 or arm64 image." ;;
  esac
  folder=$(mktemp -d)
  curl -fsSL "$from/SHASUMS256.txt" | grep -- "-linux-$arch\.tar\.xz\$" >"$folder/sums" || fail "Node's list of files could not be read from $from."
  name=$(awk '{ print $2 }' "$folder/sums")
  curl -fsSL "$from/$name" -o "$folder/$name"
  (cd "$folder" && sha256sum --check --quiet sums)
  tar -xJf "$folder/$name" -C /usr/local --strip-components=1
  rm -rf "$folder"
}
node_is_new_enough || install_node

# The zip holds what the build makes, so no script has to run.
cd "$katagrad"
npm ci --omit=dev --ignore-scripts --no-audit --no-fund
node dist/cli.js doctor || true # for the log of the image: what the sandbox holds here
