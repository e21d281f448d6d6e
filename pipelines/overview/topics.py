"""What models are about: the compounds that their names have most.

Only the segmentation into words tells that `môi trường` is one word and `trường` in it none (underthesea).
"""

from __future__ import annotations

import sqlite3
from collections import Counter

from extract.vietnamese import words
from pipelines.overview.figures import MODELS, Figure, Question

MOST_NAMES = 2_000  # different names; segmenting one takes about half a millisecond
TOPICS = Question(
    "Từ ngữ hay gặp trong tên mô hình", "Từ ghép trong tên các mô hình; mỗi mô hình đếm một lần trong mỗi văn bản.",
    "lying", "Từ ngữ", "mô hình", f"SELECT lower(m.name), count(*) FROM {MODELS} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?")
# What the names of such models are called by, which says nothing of what they are about.
GENERIC = frozenset({"mô hình", "dân vận", "dân vận khéo", "nhân dân", "vận động", "thực hiện", "xây dựng"})


def topics(db: sqlite3.Connection) -> Figure:
    """How many models have each compound in their name."""
    counts: Counter[str] = Counter()
    for name, models in db.execute(TOPICS.asked, [MOST_NAMES]):
        compounds = {" ".join(word.text.lower().split()) for word in words(name) if " " in word.text}
        counts.update(dict.fromkeys(compounds - GENERIC, models))
    return Figure(TOPICS, ("mô hình",), [(word, (counts[word],)) for word in TOPICS.rows(counts) if counts[word] > 1])
