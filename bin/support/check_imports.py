"""Runs import-linter: who may import whom (the contracts are in pyproject.toml)."""

import os
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]

if __name__ == "__main__":
    os.chdir(PROJECT)
    sys.path.insert(0, str(PROJECT))
    from importlinter.cli import lint_imports

    sys.exit(lint_imports())
