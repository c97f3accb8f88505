#!/usr/bin/env bash
# Say how many awards wait for a signature, as `number=N`.
set -euo pipefail
credfolio=${CREDFOLIO:-.venv/bin/credfolio}
last=$("$credfolio" sign --list | tail -n 1)
echo "number=${last%% *}"
