#!/usr/bin/env bash
# Write a report under the proposal that it is about, or update the comment that is there.
#
#   post_comment.sh REPORT COMMENT_PY [SETTINGS]
#
# The proposal is found by the commit that the forge says was checked (OWNER, BRANCH, HEAD), never
# by the report. REPO, HEAD_REPO, SERVER and RUN_URL are the forge's, too. `gh` needs GH_TOKEN.
# SETTINGS is the main branch's mkdocs.yml: its site_url is where a proposal can be looked at.
set -euo pipefail
report=$1
renderer=$2
settings=${3:-}

number=$(gh api -X GET "repos/$REPO/pulls" -f state=open -f head="$OWNER:$BRANCH" \
  --jq '[.[] | select(.head.sha == env.HEAD)][0].number // empty')
if [ -z "$number" ]; then
  echo "no open proposal has the commit $HEAD any more; nothing to write"
  exit 0
fi
site=
if [ -n "$settings" ]; then
  site=$(sed -nE "s/^site_url:[[:space:]]*[\"']?(https:\/\/[A-Za-z0-9.:\/_~-]+)[\"']?[[:space:]]*(#.*)?\$/\1/p" "$settings")
  site=${site%%$'\n'*}
fi
preview=
if [ -n "$site" ] && [[ ${HEAD_REPO:-} =~ ^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$ ]] \
  && [[ $HEAD =~ ^[0-9a-f]{40,64}$ ]] && [[ $number =~ ^[0-9]+$ ]]; then
  preview="${site%/}/contribute/preview/?pull=$number&repo=$HEAD_REPO&commit=$HEAD"
fi
body=$(mktemp)
trap 'rm -f "$body"' EXIT
python3 -I "$renderer" "$report" --link "$SERVER/$REPO/blob/$HEAD/" --run "$RUN_URL" \
  --preview "$preview" > "$body"

own='.[] | select(.user.login == "github-actions[bot]")
  | select(.body | startswith("<!-- credfolio:check -->")) | .id'
ids=$(gh api --paginate "repos/$REPO/issues/$number/comments" --jq "$own")
id=${ids%%$'\n'*}
if [ -n "$id" ]; then
  gh api -X PATCH "repos/$REPO/issues/comments/$id" -F "body=@$body" --silent
else
  gh api -X POST "repos/$REPO/issues/$number/comments" -F "body=@$body" --silent
fi
