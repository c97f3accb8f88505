"""``python -m credfolio`` is the command ``credfolio``."""

from credfolio.cli import main

main(prog_name="credfolio")
