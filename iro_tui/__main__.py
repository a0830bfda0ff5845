"""Lets `python -m iro_tui` stand in for the `iro-tui` command."""

from iro_tui.cli import main

if __name__ == "__main__":
    main()
