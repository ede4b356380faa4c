"""``python -m hasten`` is the ``hasten`` command."""

from hasten.cli.main import main

if __name__ == "__main__":
    main()
