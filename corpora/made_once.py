"""The files that no two runs make with the same bytes: what LibreOffice writes, and pictures of pages.

They are committed; `make_sample.py --once` makes them anew.
"""

from __future__ import annotations

import random
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from PIL import Image, ImageFilter
from source import Source
from write_docx import word
from write_sheet import workbook

# The format, the writer whose file LibreOffice is given, and what it makes of it.
OFFICE = {"pdf": (word, "docx", "pdf"), "doc": (word, "docx", "doc"), "scan": (word, "docx", "pdf"), "png": (word, "docx", "pdf"),
          "xls": (workbook, "xlsx", "xls"), "ods": (workbook, "xlsx", "ods")}
DPI, SKEW = 200, 0.4  # degrees


def make(sources: Iterable[Source], format_of: Mapping[str, str], sample: Path) -> None:
    """Write these reports, each in its format, by the names of the sources."""
    office = shutil.which("soffice")
    if not office:
        sys.exit("LibreOffice (soffice) is needed: apt-get install libreoffice-writer-nogui libreoffice-calc-nogui fonts-liberation")
    with tempfile.TemporaryDirectory() as folder:
        for source in sources:
            writer, given, made = OFFICE[format_of[source.name]]
            Path(folder, f"{source.name}.{given}").write_bytes(writer(source))
            subprocess.run([office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", made,
                            "--outdir", folder, f"{folder}/{source.name}.{given}"], check=True, stdout=sys.stderr)
            target = sample / source.head["path"]
            target.parent.mkdir(parents=True, exist_ok=True)
            printed = Path(folder, f"{source.name}.{made}")
            if format_of[source.name] in ("scan", "png"):
                photograph(printed, target)
            else:
                shutil.copy(printed, target)
                if made == "doc":
                    keep_soft_hyphens(target)


def keep_soft_hyphens(path: Path) -> None:
    """LibreOffice writes U+00AD as Word's optional hyphen (0x1F); in .VnTime it is ư, and Word leaves it as it is."""
    import olefile

    with olefile.OleFileIO(path, write_mode=True) as container:
        stream = container.openstream("WordDocument").read()
        start, signs = struct.unpack_from("<I", stream, 24)[0], struct.unpack_from("<I", stream, 76)[0]
        wide = stream[start + 1:start + 2 * signs:2].count(0) > signs // 2
        text = stream[start:start + signs * (1 + wide)]
        kept = text.replace(b"\x1f\0", b"\xad\0") if wide else text.replace(b"\x1f", b"\xad")
        container.write_stream("WordDocument", stream[:start] + kept + stream[start + len(text):])


def photograph(printed: Path, target: Path) -> None:
    """Pictures of the pages as an office's scanner makes them: slightly askew, grainy, black and white."""
    import pypdfium2

    pages = [scanned(page.render(scale=DPI / 72, grayscale=True).to_pil(), seed) for seed, page in enumerate(pypdfium2.PdfDocument(printed))]
    if target.suffix == ".pdf":
        pages[0].save(target, save_all=True, append_images=pages[1:], resolution=DPI)
    else:
        pages[0].save(target, optimize=True, dpi=(DPI, DPI))


def scanned(page: Image.Image, seed: int) -> Image.Image:
    """The page turned a little, with noise and specks, in black and white; the same for the same seed."""
    chance = random.Random(seed)
    turned = page.convert("L").rotate(SKEW * (-1) ** seed, expand=False, fillcolor=255, resample=Image.Resampling.BICUBIC)
    blurred = turned.filter(ImageFilter.GaussianBlur(0.6))
    for _ in range(400):
        blurred.putpixel((chance.randrange(blurred.width), chance.randrange(blurred.height)), 0)
    return blurred.point(lambda grey: 255 if grey > chance.gauss(150, 6) else 0).convert("1", dither=Image.Dither.NONE)
