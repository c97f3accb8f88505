#!/usr/bin/env bash
# Follow the links in the records, and open one issue about those that lead nowhere, or update it.
# REPO names the repository; `gh` needs GH_TOKEN.
set -euo pipefail
credfolio=${CREDFOLIO:-.venv/bin/credfolio}
title="Links that lead nowhere"
body=$(mktemp)
trap 'rm -f "$body"' EXIT
status=0
"$credfolio" links --format markdown --output "$body" || status=$?
if [ "$status" -gt 1 ]; then
  exit "$status"
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
