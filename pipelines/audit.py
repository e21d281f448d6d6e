"""The audit of an archive: every report by every check, then the reports against each other.

Findings go into the store and `tables/findings.parquet`; workbook, page and network are written from there. It
looks at no clock: the same archive and register give the same bytes.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import batched, chain  # type: ignore[attr-defined,unused-ignore]
from os import cpu_count
from pathlib import Path
from typing import NamedTuple

import msgspec

from extract.records import Finding
from pipelines.audit_case import reports
from pipelines.audit_links import Facts, facts_of, index, lay_out, save
from pipelines.audit_report import write_reports
from pipelines.audit_rules import at_least
from pipelines.checks import findings
from pipelines.checks_archive import archive_findings
from pipelines.checks_case import Case
from pipelines.layout import insert
from pipelines.register import Register, check, load
from pipelines.schema import TABLES, to_store
from pipelines.store import NAME, Store
from pipelines.tables import FOLDER, write_table

WORTH_WORKERS, BATCH = 600, 100  # fewer documents are done before a second process has begun
