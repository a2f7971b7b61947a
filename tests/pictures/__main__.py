"""`python -m tests.pictures`: draws the references anew. Look at them before they are kept."""

from __future__ import annotations

import os
import subprocess
import sys

from app.export.display import display


def main() -> int:
    """Draw on a display of its own size and depth, as the tests do."""
    if "--drawn-here" not in sys.argv:
        with display() as environment:
            command = [sys.executable, "-m", "tests.pictures", "--drawn-here"]
            return subprocess.run(command, env={**os.environ, **environment}).returncode
    from app.application import start

    application, _tier = start(sys.argv[:1])

    from PIL import Image

    from tests.pictures import PICTURES

    for picture in PICTURES:
        Image.fromarray(picture.pixels()).save(picture.path, optimize=True)
        print(picture.path)
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
