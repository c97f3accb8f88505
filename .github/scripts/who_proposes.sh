#!/usr/bin/env bash
# Say who proposes and who has approved, as the forge knows: `author=…` and `reviewers=…`.
#
#   who_proposes.sh PROPOSAL
#
# PROPOSAL is a number, or the branch of a merge queue, which holds one. REPO names the repository,
# HEAD the commit that was proposed (empty in a queue); `gh` needs GH_TOKEN. An approval counts if
# it is the reviewer's last word and about the newest commit.
set -euo pipefail
number=$1
if [[ $number =~ /pr-([0-9]+)-[0-9a-f]+$ ]]; then
  number=${BASH_REMATCH[1]}
fi
if ! [[ $number =~ ^[0-9]+$ ]]; then
  echo "no proposal has the number $number" >&2
  exit 1
fi
proposal=$(gh api "repos/$REPO/pulls/$number" --jq '[.user.login, .head.sha] | join(" ")')
author=${proposal% *}
head=${proposal#* }
if [ -n "${HEAD:-}" ] && [ "$HEAD" != "$head" ]; then
  echo "the proposal has moved on to $head; that commit has a run of its own" >&2
  exit 1
fi
words='.[] | select(.state == "APPROVED" or .state == "CHANGES_REQUESTED" or .state == "DISMISSED")
  | [.user.login, .state, .commit_id] | join(" ")'
reviews=$(gh api --paginate "repos/$REPO/pulls/$number/reviews" --jq "$words")
reviewers=$(awk -v head="$head" '{ state[$1] = $2; at[$1] = $3 }
  END { for (who in state) if (state[who] == "APPROVED" && at[who] == head) print who }' \
  <<<"$reviews" | sort)
echo "author=$author"
echo "reviewers=${reviewers//$'\n'/ }"
