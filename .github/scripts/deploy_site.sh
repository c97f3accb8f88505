#!/usr/bin/env bash
# Put a built site on the branch that is served: deploy_site.sh FOLDER
#
# REMOTE is where the branch is pushed to; TOKEN with what right.
set -euo pipefail
credfolio=${CREDFOLIO:-.venv/bin/credfolio}
if [ -n "${TOKEN:-}" ]; then
  basic=$(printf 'x-access-token:%s' "$TOKEN" | base64 -w0)
  export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=http.extraheader
  export GIT_CONFIG_VALUE_0="AUTHORIZATION: basic $basic"
fi
"$credfolio" deploy --site "$1" --remote "$REMOTE" --branch gh-pages
