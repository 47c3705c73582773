"""`python -m policytext`: the command line where no `policytext` is on the path."""

from policytext.cli.main import main

if __name__ == "__main__":
    main()
