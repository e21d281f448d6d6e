"""Makes what is written down from the code: the tables in outputs/README.md, and docs/schema.json.

    python docs/make.py
"""

from __future__ import annotations

import json
from pathlib import Path

from pipelines.audit.citation_network import COLUMNS, COUNTED, NEVER_NULL
from pipelines.decisions.reviewed import WRITTEN
from pipelines.dictionary import as_page, json_schema
from pipelines.schema import Column, Table

ROOT = Path(__file__).resolve().parents[1]
PAGE, SCHEMA = ROOT / "outputs" / "README.md", ROOT / "docs" / "schema.json"
NETWORK = Table("citation_network", tuple(Column(name, "int" if name in COUNTED else "text", name in NEVER_NULL)
                                          for name in COLUMNS))
MARK = "by: python docs/make.py -->\n"


def made() -> dict[Path, str]:
    """The files and what they should hold."""
    head = PAGE.read_text(encoding="utf-8").partition(MARK)[0]
    return {PAGE: f"{head}{MARK}\n" + "\n".join(as_page((*WRITTEN, NETWORK))),
            SCHEMA: json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"}


if __name__ == "__main__":
    for path, words in made().items():
        path.write_text(words, encoding="utf-8", newline="\n")
