#!/usr/bin/env bash
# Check a change with a tool that the change has no hand in, and build a preview of it.
#
#   check_change.sh TRUSTED CHANGE OUT
#
# TRUSTED is the project of the base with the tool installed (`make .venv/.site bundle`), CHANGE a
# clone at the change, OUT the folder for report.json and preview/. BASE is the commit to compare
# with and AUTHOR the account that proposes; without BASE the records alone are checked.
set -euo pipefail
trusted=$(realpath "$1")
change=$(realpath "$2")
mkdir -p "$3"
out=$(realpath "$3")
credfolio=${CREDFOLIO:-$trusted/.venv/bin/credfolio}

options=(--format github --report "$out/report.json")
if [ -n "${BASE:-}" ]; then
  options+=(--base "$BASE" --author "${AUTHOR:?whose account proposes the change}")
fi
status=0
"$credfolio" --project "$change" check "${options[@]}" || status=$?
if [ -s "$out/report.json" ] && [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
  python3 -I "$trusted/hooks/credfolio/findings/comment.py" "$out/report.json" >> "$GITHUB_STEP_SUMMARY"
fi
if [ "$status" -ne 0 ]; then
  exit "$status"
fi

# The base's settings, theme and hooks around the change's records.
python3 -I "$trusted/.github/scripts/lay_preview.py" "$trusted" "$change" "$out/project"
# A build quotes the records, and a quotation could be a command to the runner.
word=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
if [ -n "${GITHUB_ACTIONS:-}" ]; then echo "::stop-commands::$word"; fi
"$credfolio" --project "$out/project" build --quiet --output "$out/preview"
if [ -n "${GITHUB_ACTIONS:-}" ]; then echo "::$word::"; fi
rm -rf "$out/project"
