"""``python -m armoede_toolbox`` does what ``armoede`` does."""

import sys

from armoede_toolbox.cli import main

if __name__ == "__main__":
    sys.exit(main())
