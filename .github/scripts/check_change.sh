#!/usr/bin/env bash
# Check a change with a tool that the change has no hand in, and build a preview of it.
#
#   check_change.sh TRUSTED CHANGE OUT
#
# TRUSTED is the project of the base with the tool installed (`make .venv/.site bundle`), CHANGE a
# clone at the merge that the forge made of it, OUT the folder for report.json and preview/. AUTHOR
# is the account that proposes and REVIEWERS those that have approved, with spaces between them, as
# the forge says. BASE is the commit to compare with, in a merge queue; by default it is what the
# merge was made into. Without AUTHOR the records alone are checked.
set -euo pipefail
trusted=$(realpath "$1")
change=$(realpath "$2")
mkdir -p "$3"
out=$(realpath "$3")
credfolio=${CREDFOLIO:-$trusted/.venv/bin/credfolio}

options=(--format github --report "$out/report.json")
status=0
if [ -n "${AUTHOR:-}" ]; then
  if [ -n "${BASE:-}" ]; then options+=(--base "$BASE"); else options+=(--merge-commit); fi
  CREDFOLIO_REVIEWERS=${REVIEWERS:-} \
    "$credfolio" --project "$change" ci check --author "$AUTHOR" "${options[@]}" || status=$?
else
  "$credfolio" --project "$change" check "${options[@]}" || status=$?
fi
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
