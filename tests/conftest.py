"""Messages are tested in English, whatever the language of the computer; tests of the other one ask for it."""

import os

os.environ["BAOCAO_LANG"] = "en"
