#!/usr/bin/env bash
# Check every record and every signature, and build the site: build_site.sh FOLDER
set -euo pipefail
credfolio=${CREDFOLIO:-.venv/bin/credfolio}
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(date +%s)}
export SOURCE_DATE_EPOCH
"$credfolio" build --quiet --output "$1"
