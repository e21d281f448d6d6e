"""The gold of a source: what a right reading of the report finds, in the form of the project's real gold."""

from __future__ import annotations

from typing import Any

from source import Note, Source

DOCUMENT = ("doc_type", "symbol", "number", "date", "place", "issuer", "system", "level", "title", "signer",
            "signer_title", "n_recipients", "commune", "district", "province")
QUOTES = "“”\"‘’'«»"
WHOLE = ("number", "n_recipients", "year", "vnd", "vnd_max", "n")


def value(key: str, text: str | None) -> Any:
    """The value of a key as JSON has it.

    >>> value("number", "15"), value("owner", "Hội Nông dân"), value("place", None)
    (15, 'Hội Nông dân', None)
    """
    if text is None or text in ("", "-"):
        return None
    return int(text) if key in WHOLE else text


def parts(text: str | None) -> list[str]:
    """What stands between semicolons."""
    return [part.strip() for part in (text or "").split(";") if part.strip()]


def gold(source: Source) -> dict[str, Any]:
    """The gold of a report."""
    head, notes = source.head, source.notes
    made: dict[str, Any] = {
        "file": head["path"].rsplit("/", 1)[1],
        "batch": head["batch"],
        "document": {key: value(key, head.get(key)) for key in DOCUMENT},
        "citations": [citation(note) for note in notes if note.kind == "cite" and "optional" not in note.keys],
        "money": [money(note) for note in notes if note.kind == "money" and "optional" not in note.keys],
        "models": [model(note) for note in notes if note.kind == "model"],
        "models_optional": [note.words for note in notes if note.kind == "maybe"] + parts(head.get("models_optional")),
        "model_counts": [count(note) for note in notes if note.kind == "count"],
        "findings": parts(head.get("findings")),
    }
    if head.get("format") == "scan" or head["path"].endswith(".png"):
        made["needs_ocr"] = True
    if optional := [citation(note) for note in notes if note.kind == "cite" and "optional" in note.keys]:
        made["citations_optional"] = optional
    if restated := [money(note) for note in notes if note.kind == "money" and "optional" in note.keys]:
        made["money_optional"] = restated
    if alt := {key[4:]: [text.strip() for text in values.split("||")] for key, values in head.items() if key.startswith("alt.")}:
        made["document_alt"] = alt
    return made


def citation(note: Note) -> dict[str, Any]:
    """A cited document or a group of them; a law cited by its name alone has no symbol."""
    keys = note.keys
    row: dict[str, Any] = {"raw": note.words, "symbols": parts(keys.get("symbol")),
                           "date": value("date", keys.get("date")), "issuer": value("issuer", keys.get("issuer"))}
    if "alt" in keys:
        row["symbols_alt"] = parts(keys["alt"])
    return row | {key: keys[key] for key in ("title", "pinpoint", "date_before", "issuer_before", "date_shared", "issuer_shared") if key in keys}


def money(note: Note) -> dict[str, Any]:
    """An amount in đồng; of a range the lower end, the upper as `vnd_max`."""
    words = note.words.removeprefix(note.keys.get("qualifier", "")).strip()
    row = {"raw": words, **{key: value(key, note.keys.get(key)) for key in ("vnd", "qualifier", "per")}}
    return row | {key: value(key, note.keys[key]) for key in ("vnd_max",) if key in note.keys}


def model(note: Note) -> dict[str, Any]:
    """A model at its first mention."""
    keys = note.keys
    row = {"name": bare(keys.get("name", note.words))}
    row |= {key: value(key, keys.get(key)) for key in ("owner", "place", "status", "year", "decision")}
    return row | {key: keys[key] for key in ("field", "kind") if key in keys}


def bare(name: str) -> str:
    """A name without the quotes that enclose the whole of it, whether they are closed or not.

    >>> bare("“Nhà sạch”"), bare("«Đoạn đường"), bare("tổ “Zalo”"), bare("“Ba không” trong đám tang")
    ('Nhà sạch', 'Đoạn đường', 'tổ “Zalo”', '“Ba không” trong đám tang')
    """
    within = name.strip(QUOTES)
    return name if name[:1] not in QUOTES or set(within) & set(QUOTES) else within


def count(note: Note) -> dict[str, Any]:
    """How many models the report says it has."""
    return {"raw": note.words, "count": value("n", note.keys["n"]),
            **{key: value(key, note.keys.get(key)) for key in ("status", "kind", "year")}}
