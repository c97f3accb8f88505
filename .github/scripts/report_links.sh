#!/usr/bin/env bash
# Follow the links in the records, and open one issue about those that lead nowhere, or update it.
# REPO names the repository; `gh` needs GH_TOKEN. The report is left as a page in PAGE, too, and RUN
# says where that can be fetched.
set -euo pipefail
credfolio=${CREDFOLIO:-.venv/bin/credfolio}
title="Links that lead nowhere"
body=$(mktemp)
trap 'rm -f "$body"' EXIT
status=0
"$credfolio" links --format markdown --output "$body" --page "${PAGE:-links.html}" || status=$?
if [ "$status" -gt 1 ]; then
  exit "$status"
fi
if [ -n "${RUN:-}" ]; then
  printf '\nThe same as a page: "links" under [the run that found it](%s).\n' "$RUN" >>"$body"
fi
number=$(gh issue list --repo "$REPO" --state open --author "github-actions[bot]" \
  --search "in:title \"$title\"" --json number --jq '.[0].number // empty')
if [ "$status" -eq 0 ]; then
  if [ -n "$number" ]; then
    gh issue close "$number" --repo "$REPO" --comment "Every link leads somewhere again."
  fi
elif [ -n "$number" ]; then
  gh issue edit "$number" --repo "$REPO" --body-file "$body"
else
  gh issue create --repo "$REPO" --title "$title" --body-file "$body"
fi
