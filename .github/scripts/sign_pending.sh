#!/usr/bin/env bash
# Sign what waits, commit the signed files and push them; say the commit as `commit=SHA`.
#
# Every variable whose name begins with SIGNING_KEY and that is not empty holds a key, and
# SIGNING_PASSPHRASE opens those that are protected. REMOTE and BRANCH say where to push, TOKEN with
# what right (not needed for a folder on this machine).
# Everything but the last line goes to standard error.
set -euo pipefail
credfolio=${CREDFOLIO:-.venv/bin/credfolio}
signed=("portfolios/*/credentials/*.json" "catalog/*/status/*.json")

for name in $(compgen -e SIGNING_KEY); do
  if [ -n "${!name}" ]; then
    "$credfolio" sign --key-env "$name" --passphrase-env SIGNING_PASSPHRASE >&2
  fi
done
# Only signed files, whatever else may have come about.
git add -- $(git ls-files --others --modified -- "${signed[@]}") >&2
if git diff --cached --quiet; then
  echo "nothing was signed" >&2
else
  git -c user.name="Signing" -c user.email="signing@users.noreply.github.com" \
    commit --quiet --no-verify -m "Sign what waits" >&2
  if [ -n "${TOKEN:-}" ]; then
    # In the environment and not among the arguments, which every process may read.
    basic=$(printf 'x-access-token:%s' "$TOKEN" | base64 -w0)
    export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=http.extraheader
    export GIT_CONFIG_VALUE_0="AUTHORIZATION: basic $basic"
  fi
  # Never forced: if somebody was quicker, this run ends and the next one signs.
  git push "$REMOTE" "HEAD:refs/heads/$BRANCH" >&2
fi
echo "commit=$(git rev-parse HEAD)"
