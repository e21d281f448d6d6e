"""`python -m pipelines.cli` is `baocao`."""

from pipelines.cli import main

if __name__ == "__main__":
    main()
