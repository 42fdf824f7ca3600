#!/usr/bin/env bash
# Builds the front-end files that are committed under META-INF/resources/assets.
#   ./build.sh           writes them
#   ./build.sh --check   builds into a temporary directory and fails when the committed files differ
# Needs Node 20 or newer; running Redress does not.
set -euo pipefail
cd "$(dirname "$0")"

committed=../src/main/resources/META-INF/resources/assets
out=$committed
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [[ ${1:-} == --check ]]; then out=$work/assets; fi

[[ -d node_modules ]] || npm ci
bin=node_modules/.bin

# Named by content, so a browser may keep a file for ever and a new version is a new name.
publish() { # logical name, file
  local name=${1%%.*} ending=${1#*.} hash
  hash=$(sha256sum "$2" | cut -c1-10)
  cp "$2" "$out/$name.$hash.$ending"
  echo "$1=$name.$hash.$ending" >> "$work/manifest"
}

"$bin/sass" --pkg-importer=node --style=compressed --no-source-map --no-charset --quiet-deps src/app.scss "$work/app.css"
"$bin/rtlcss" --silent "$work/app.css" "$work/app.rtl.css"
sed -i 's#/\*!rtl:[a-z:]*\*/##g' "$work/app.css"
for page in app desk; do
  "$bin/esbuild" "src/$page.js" --bundle --minify --format=esm --target=es2022 --charset=utf8 --legal-comments=none \
    --drop:console --log-level=warning --outfile="$work/$page.js"
  # Its messages to developers name the service it was made for, which this is not.
  sed -i 's/GOV\.UK Frontend/The page/g' "$work/$page.js"
done

rm -rf "$out"
mkdir -p "$out"
publish app.css "$work/app.css"
publish app.rtl.css "$work/app.rtl.css"
publish app.js "$work/app.js"
publish desk.js "$work/desk.js"
publish favicon.svg src/favicon.svg
sort "$work/manifest" > "$out/manifest.properties"

if [[ $out != "$committed" ]]; then
  diff -r "$committed" "$out" || { echo "The committed assets differ from their sources: run ui/build.sh and commit the result." >&2; exit 1; }
  echo "The committed assets are what their sources build."
else
  for file in "$out"/*.*; do printf '%7d  %6d gzipped  %s\n' "$(wc -c < "$file")" "$(gzip -9c "$file" | wc -c)" "${file##*/}"; done
fi
