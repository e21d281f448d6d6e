"""An archive under review for the tests: documents of our own, hostile ones too, and a browserless client."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from pipelines.audit import audit
from pipelines.ingest import ingest
from pipelines.review.app import make_app
from pipelines.review.security import Settings

HERE = "http://127.0.0.1:8765"
SAMPLE = Path(__file__).resolve().parents[1] / "corpora" / "sample"
REPORT = """ỦY BAN NHÂN DÂN XÃ AN THẠNH

Số: 15/BC-UBND                              An Thạnh, ngày 12 tháng 6 năm 2024

BÁO CÁO
Kết quả công tác dân vận khéo

Thực hiện Kế hoạch số 12/KH-UBND ngày 05/3/2024 của UBND huyện, xã đã chi 12.500.000 đồng.
Xã vận động 3.000.000 đồng giúp 12 hộ nghèo theo Công văn số 40/UBND-NV ngày 07/4/2024.
Bà con ai cũng nhớ con số chín trăm nghìn ấy.
"""
HOSTILE = """Báo cáo của ban, có chữ như sau:
<script>window.hacked = 1; alert("chạy rồi")</script><img src=x onerror="window.hacked=2">

Xã chi 5.000.000 đồng "><svg onload=alert(1)> theo Kế hoạch số 12/KH-UBND ngày 05/3/2024 của <b>UBND huyện</b>.
</article></section><style>body{display:none}</style> {{ 7 * 7 }} {% raw %} &lt;đã thoát&gt; <!-- không đóng
Chữ Ả Rập \u0645\u0631\u062d\u0628\u0627 và Do Thái \u05e9\u05dc\u05d5\u05dd rồi 7.000.000 đồng.
"""


def write_files(folder: Path) -> None:
    """The files of the archive: a report, a hostile one, a PDF and a Word file."""
    folder.mkdir(parents=True)
    (folder / "bc.txt").write_text(REPORT, encoding="utf-8")
    (folder / "nhiều.txt").write_text("Xã chi 1.000.000 đồng cho 3 hộ.\n" * 120, encoding="utf-8")
    (folder / "<img src=x onerror=alert(1)>.txt").write_text(HOSTILE, encoding="utf-8")
    pdf = next(path for path in sorted(SAMPLE.rglob("*.pdf")) if "giam sat" in path.name)
    docx = next(path for path in sorted(SAMPLE.rglob("*.docx")) if "415" in path.name)
    for path in (pdf, docx):
        (folder / path.name).write_bytes(path.read_bytes())


def make_archive(home: Path) -> Path:
    """The files read and audited; then comes a file with a line of a megabyte."""
    write_files(home / "kho")
    out = home / "out"
    ingest([home / "kho"], out)
    audit(out)
    line = f"Xã chi 1.000.000 đồng cho 3 hộ; {'việc làng việc xóm ' * 50}"
    (home / "kho" / "dài.txt").write_text(line * (2**20 // len(line) + 1), encoding="utf-8")
    ingest([home / "kho"], out)
    return out


class Visitor:
    """Somebody at the page, without a browser."""

    def __init__(self, out: Path, settings: Settings | None = None, who: str = "Lan") -> None:
        self.app = make_app(out, settings or Settings(port=8765, who=who))
        self.client = TestClient(self.app, base_url=HERE)
        self.door = self.app.state.door

    def enter(self) -> Visitor:
        """Come in by the launch link."""
        assert self.client.get(f"/start?token={self.door.launch}").status_code == 200
        return self

    @property
    def csrf(self) -> str:
        return next(iter(self.door.sessions.values())).csrf

    def post(self, path: str, json: Any = None, **headers: str) -> Any:
        return self.client.post(path, json={} if json is None else json,
                                headers={"origin": HERE, "x-csrf-token": self.csrf, **headers})

    def id_of(self, name: str) -> str:
        """The id of a document by its file's name."""
        found = re.findall(r'/d/([0-9a-f]{16})">([^<]*)</a>', self.client.get("/").text)
        return next(doc_id for doc_id, shown in found if name in shown)

    def rows(self, doc_id: str, table: str) -> list[dict[str, Any]]:
        """The rows of a table on a document's page: key, version, outcome."""
        page = self.client.get(f"/d/{doc_id}").text
        found = re.findall(rf'<li class="row (\w+)" id="[^"]*" data-doc="{doc_id}" data-table="{table}" '
                           r'data-key="([^"]*)" data-version="(\d+)"', page)
        return [{"outcome": outcome, "key": key, "seen": int(version), "table": table}
                for outcome, key, version in found]


def decide(visitor: Visitor, doc_id: str, row: dict[str, Any], action: str, **more: Any) -> Any:
    """The answer to a decision on a row as `Visitor.rows` gave it."""
    return visitor.post(f"/d/{doc_id}/decide", {**row, "action": action, **more})
