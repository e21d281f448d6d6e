"""The models of an enumeration: behind a count, a plural or a label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from extract.recognizers.models.after_noun import whose
from extract.recognizers.models.drafts import Draft, all_said, draft
from extract.recognizers.models.labels import Lead
from extract.recognizers.models.lines import Line, sentence
from extract.recognizers.models.names import OPENERS
from extract.recognizers.models.owners import PERSON, PLACE
from extract.recognizers.models.reporting import reports
from extract.recognizers.models.scope import NOT_YET, Scope, field_of, last_status, last_year
from extract.recognizers.models.splits import Piece, pieces
from extract.recognizers.models.subjects import subject

FAMOUS = r"(?:,? (?:điển hình )?[“\"‘]?\s?[Dd]ân vận khéo\s?[”\"’]?)?"
INTRO = regex.compile(
    FAMOUS
    + r"[^.;“”\"«\n]{0,140}?(?:(?:,\s)?gồm(?!\w)(?:\scó)?:?|(?<=\s)là(?=\s(?:(?:các\s)?(?:mô hình|[“\"«])|\p{Lu}))"
      r"|(?<!trong đó):|"
      r"\((?=[“\"«])|(?<=\s)như(?!\w)(?:\ssau)?:?)\s*+(?!\Z)"
)
PLURAL = regex.compile(FAMOUS + r"[^.;:“”\"«\n]{0,140}+(?<!kết quả|tác dụng|lợi ích):\s*+(?!\Z)")
# `các mô hình hay như “A”, “B”`: only quoted names.
LIKE = regex.compile(FAMOUS + r"(?:\s[^.;:“”\"«\n]{0,100}?)?\s(?:như|gồm|là)(?:\s(?:sau|các"
                              r"|những))*:?\s(?:(?:mô hình\s)?(?=[“\"«](?!\s?[Dd]ân vận khéo))"
                              # `như mô hình A, mô hình B`
                              r"|(?=mô hình\s[^.;:“”\"\n]{4,120}?,\s(?:và\s)?mô hình\s))")
# `duy trì 02 mô hình “A”, “B”; đăng ký mới …`: only quoted names, up to the semicolon.
DIRECT = regex.compile(r"\s+(?=[“\"«](?!\s?[Dd]ân vận khéo))")
# `mô hình đạt kết quả tốt là “A” và “B”`.
SINGLE = regex.compile(r"\s[^.;:“”\"«\n]{2,60}\slà\s+(?=[“\"«])"
                       # `đăng ký mô hình: Chi đoàn A: “X”; …`
                       r"|(?:\ssau(?:\sđây)?)?:\s+(?=[^“”\"«;:\n]{3,80}:\s?[“\"«])")
# `Phương châm của mô hình này là “Ba sạch”`: what is quoted is another thing.
MOTTO = regex.compile(r"(?r)(?i:phương châm|khẩu hiệu|thông điệp|chủ đề|mục tiêu|mục đích|tiêu chí|tiêu chuẩn|nội dung"
                      r"|nguyên tắc|tinh thần|cách làm|bí quyết|kết quả|hiệu quả|ý nghĩa|ý tưởng|điểm nhấn|cái hay"
                      r"|cái được|tôn chỉ|lời hứa|cam kết)(?: \p{Ll}+){0,2}(?: của| từ| trong| ở| khi xây dựng)?"
                      r"(?: các| những| mỗi| một)? \Z")
IS = regex.compile(r"(?<!\w)là\s+(?:các\s)?\Z")
PLURALS = frozenset({"các", "những", "số", "nhiều"})
DIGITS = 3
NUMBERS = {word: n for n, word in enumerate("một hai ba bốn năm sáu bảy tám chín mười".split(), 1)}
SEVERAL = regex.compile(r"[;,] mô hình |là (?:các|những) mô hình ")
CLOSED = regex.compile(r"là (?:các|những) mô hình ")
CAMPAIGN = regex.compile(r"(?i)dân v[ậạ]n khéo.{0,12}|một cửa(?: (?:liên thông|hiện đại|điện tử).{0,12})?")
NO_NAME = regex.compile(r"mô hình|\A(?:lĩnh vực|trong đó|cụ thể)(?!\w)")
# The symbol of a document, and one told elsewhere or none: `(mục 2.1)`, `không thuộc mô hình`.
CITED = regex.compile(r"\d\s?[-/]\s?(?:\d{4}/)?\p{Lu}\p{L}{0,6}\s?[-/–]\s?\p{Lu}")
ELSEWHERE = regex.compile(r" \((?:mục|nêu|đã nêu|nói) | không (?:thuộc|phải là?|tính là|nằm trong) ")
LONGEST_NAME, LONGEST_LIST, NEAR, FAR = 28, 4000, 40, 60


class Intro(NamedTuple):
    """The words before an enumeration, the number they declare, and whether the names follow without more ado."""

    start: int
    end: int
    declared: int | None = None
    direct: bool = False


def enumerated(text: str, line: Line, first: int, labelled: int, lead: Lead, scope: Scope) -> Iterator[Draft]:
    """The names behind a count, a plural or a label."""
    parts = list(_intros(text, line))
    if labelled > first and not any(part.start <= labelled <= part.end + 2 for part in parts):
        parts.insert(0, Intro(first, labelled))
    elif not parts and line.nouns and line.nouns[0].start() == first and _several(text, line, scope):
        parts.append(Intro(first, first))
    for i, (start, end, declared, direct) in enumerate(parts):
        a, stop = sentence(text, max(start, end - 1), line)
        limit = min(stop, parts[i + 1].start) if i + 1 < len(parts) and parts[i + 1].start > end else stop
        if text.rfind("(", a, end) > text.rfind(")", a, end) and (close := text.find(")", end, stop)) >= 0:
            limit = min(limit, _closing_bracket(text, end, close, stop))
        if direct and declared and (close := text.find(";", end, limit)) >= 0:
            limit = close
        before = text[max(a, start - 60) : start].lower()
        if (NOT_YET.search(before) or NOT_YET.search(text[start:end].lower())) and lead.status != "chưa thành lập":
            continue
        limit = min(limit, end + LONGEST_LIST)
        names = [piece for piece in pieces(text, end, limit, declared, line.marks)
                 if named(piece) and not ELSEWHERE.match(text, piece.tail.end)]
        if end == labelled and declared is None:
            names = [piece for piece in names if not NOT_YET.search(text[piece.tail.end : limit].lower()[:80])]
        told = _told(lead, text[a:start], text[start:end])
        at = start if declared or text[start : start + 1] in "Mm" else _noun_in(line, first, labelled)
        noun = text.find("mô hình", start, end) if declared else start
        if told.owner is None and (tail := whose(text, noun, end)):
            told = told._replace(owner=tail.owner, person=tail.person)
        one = len(names) > 0 and (declared or len(names)) == 1 and names[0].name.how == "quote"
        if told.owner is None and at and (who := subject(text, at)) and not reports(who, scope.issuer, one):
            told = told._replace(owner=who, person=PERSON.match(who) is not None)
        said = _said(text, end, names)
        drafts = [draft(text, piece.name, piece.tail, told, text[a:end] + own, scope.group)
                  for piece, own in zip(names, said, strict=True)]
        yield from all_said(text, drafts, names[-1].tail.end, limit) if names else ()


def _said(text: str, end: int, names: Sequence[Piece]) -> Iterator[str]:
    """The words right before each name, where they tell its status: `duy trì mô hình “A”, “B”; đăng ký mới “C”`."""
    told = ""
    for piece in names:
        own = text[max(end, piece.name.start - NEAR) : piece.name.start]
        told = own if last_status(own) else told if piece.sign in (",", "và") else ""
        yield told
        end = piece.tail.end


def _noun_in(line: Line, start: int, end: int) -> int | None:
    """Where the first `mô hình` of a label begins."""
    return next((noun.start() for noun in line.nouns if start <= noun.start() < end), None)


def _closing_bracket(text: str, start: int, close: int, stop: int) -> int:
    """The bracket that closes the enumeration: inner ones are passed."""
    while (
        text.count("(", start, close) > text.count(")", start, close)
        and (following := text.find(")", close + 1, stop)) >= 0
    ):
        close = following
    return close


def named(piece: Piece) -> bool:
    """Whether a piece can be a model's name: not the campaign's, no number of models, no field."""
    name = piece.name
    return (
        CAMPAIGN.fullmatch(name.name) is None
        and CITED.search(name.name) is None
        and (name.name[0].isalnum() or name.name[0] in OPENERS)
        and len(name.name.split()) <= LONGEST_NAME
        and (piece.marked() or not (name.name[0].isdigit() or NO_NAME.search(name.name)))
        and (name.how != "words" or PLACE.fullmatch(name.name) is None)
    )


def _told(lead: Lead, before: str, intro: str) -> Lead:
    """The lead with the status and year that the sentence says before the names."""
    status = last_status(before) or last_status(intro) or lead.status
    clause = before.rpartition(";")[2].lower()
    field = field_of(clause[clause.find("lĩnh vực") :]) if "lĩnh vực" in clause else None
    kinds = [kind for kind in ("tập thể", "cá nhân") if kind in intro]
    return lead._replace(status=status, year=last_year(before + intro) or lead.year, field=field or lead.field,
                         kind=kinds[0] if len(kinds) == 1 else lead.kind)


def _intros(text: str, line: Line) -> Iterator[Intro]:
    """`05 mô hình, gồm`, `các mô hình:`, `02 mô hình “A”, “B”`."""
    end = line.start
    for noun in line.nouns:
        start = noun.start()
        word = text[max(end, start - 9) : start - 1].rpartition(" ")[2].lower() if start > end else ""
        declared = int(word) if word.isdecimal() and len(word) <= DIGITS else NUMBERS.get(word)
        such_as = word == "như" and text[noun.end() : noun.end() + 1] == ":"  # `Tiêu biểu như mô hình: A; B`
        if declared is None and word not in PLURALS and not such_as:
            one = SINGLE.match(text, noun.end(), line.end)
            if one and not _motto(text, line, noun, one.end()):
                end = one.end()
                yield Intro(noun.start(), end)
            continue
        intro = (PLURAL if declared is None else INTRO).match(text, noun.end(), line.end)
        intro = intro or (LIKE.match(text, noun.end(), line.end) if declared is None else None)
        several = declared is None or declared > 1
        direct = DIRECT.match(text, noun.end(), line.end) if not intro and several else None
        opened = intro or direct
        if opened and not _motto(text, line, noun, opened.end()):
            end = opened.end()
            yield Intro(start - 1 - len(word), end, declared, intro is None)


def _motto(text: str, line: Line, noun: regex.Match[str], end: int) -> bool:
    """Whether what follows `là` is the motto or the aim of models, no name."""
    return (IS.search(text, noun.end(), end) is not None
            and MOTTO.search(text, max(line.start, noun.start() - FAR), noun.start()) is not None)


def _several(text: str, line: Line, scope: Scope) -> bool:
    """Whether the sentence lists models that all bear the word: `Mô hình A; mô hình B là các mô hình cũ`."""
    a, b = sentence(text, line.nouns[0].start(), line)
    words = text[a:b]
    return SEVERAL.search(words) is not None and (scope.lists or CLOSED.search(words) is not None)
