"""`python -m greenroom` is `greenroom`."""

from greenroom.cli.main import entry

if __name__ == "__main__":
    entry()
