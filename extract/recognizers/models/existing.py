"""Whether a mention of a model is one that is there: marked off, listed, owned or just set up, not wished for."""

from __future__ import annotations

import regex

from extract.recognizers.models.after_noun import ORDINAL
from extract.recognizers.models.drafts import CONFIDENCE, Draft
from extract.recognizers.models.enumerations import CAMPAIGN, LONGEST_NAME
from extract.recognizers.models.items import MOVEMENT, ends_line
from extract.recognizers.models.lines import Line, sentence
from extract.recognizers.models.names import OPENERS, NameSpan
from extract.recognizers.models.reporting import is_issuers, reports
from extract.recognizers.models.scope import ITEM, NOT_YET, Scope, last_status
from extract.recognizers.models.subjects import subject, unit_before
from extract.recognizers.models.tail import Tail

BEFORE = regex.compile(
    r"(?r)(?:thành lập|ra mắt|duy trì|xây dựng|đăng ký|nhân rộng|công nhận|giữ vững|dừng|ngừng|ngưng"
    r"|kết thúc|là|gồm|như|có|:|với|và|,|"
    r";|triển khai|phát huy|điển hình|tiêu biểu)(?: (?:mới|được|thêm|các|lại|hẳn|tốt|(?:có )?hiệu quả|\d{1,3}))* ?\Z"
)
KEPT = regex.compile(r"(?r)(?:(?:[Dd]uy trì|[Gg]iữ vững)(?: (?:tốt|có|hiệu quả|các|hoạt động|của))*|[Nn]hân rộng"
                     r"|[Đđ]ăng ký(?: xây dựng| thực hiện| làm| mới| thêm)*|[Xx]ây dựng mới|[Rr]a mắt"
                     r"|làm điểm) mô hình \Z")
REGISTERED = regex.compile(r"(?r)(?<!\w)[Đđ]ăng ký (?:[^.\n]{0,80}mô hình(?: mới)?[^.\n]{0,200})?\Z")
QUOTED = regex.compile(r"(?r)(?<!(?:như|nhân rộng|được|học tập|theo|xây dựng|triển khai|thành lập"
                       r"|ra mắt) (?:các )?)[Mm]ô hình \Z")
# `ngừng hẳn mô hình …` in a section of plans: it was there.
STOPS = regex.compile(r"(?r)(?<!\w)(?:[Dd]ừng|[Nn]gừng|[Nn]gưng|[Kk]ết thúc)(?: hẳn| hoạt động| luôn)? mô hình \Z")
# `dự kiến ra mắt tháng 10 nhưng chưa thành lập được`
FAILED = regex.compile(r"(?: dự kiến[^.;]{0,40})?,? (?:nhưng )?(?:đến nay )?(?:vẫn )?chưa (?:được )?"
                      r"(?:thành lập|ra mắt|mở|triển khai|thực hiện|làm)(?: được)?(?! đến)(?!\w)")
# `không đăng ký mới mà củng cố mô hình “X”`
TURNS = regex.compile(r";| mà (?=tập trung|củng cố|duy trì|giữ|tiếp tục|nhân rộng)")
# What may stand before `mô hình …` that begins a sentence.
FIRST = regex.compile(r"\s*(?:(?:riêng|còn|ngoài ra|bên cạnh đó|đặc biệt|đáng chú ý|nhất là"
                      r"|nổi bật là|tiêu biểu là),? )?")
# `nhân rộng mô hình tiêm chủng của trạm A sang xã B`: one that is told elsewhere; so is `… (mục 2.1)`.
FAR = 3000
SPREAD, REFERS = regex.compile(r"nhân rộng(?: các)? \Z"), regex.compile(r" (?:(?:ra|sang) |\((?:mục|nêu|đã nêu|nói) )")


def exists(text: str, one: Draft, judged: bool) -> bool:
    """Whether a section of plans, or one that judges, names a model that is there: `duy trì mô hình “X”`."""
    before = text[max(0, one.start - 40) : one.start]
    said = KEPT.search(before) if not judged else QUOTED.search(before)
    said = said or (None if judged else REGISTERED.search(text, max(0, one.start - 300), one.start))
    stopped = one.status == "dừng" or STOPS.search(before) is not None
    marked = text[one.start] in OPENERS or one.confidence >= CONFIDENCE["emphasis"]
    return (said is not None or stopped) and (marked or (stopped and one.owner is not None))


def _beside_quoted(text: str, start: int, sign: str) -> bool:
    """Whether the item with the number before names a model in quotes: `2. Mô hình “X” …`, then `3. Mô hình y (…)`."""
    number = sign.strip(" \n(.)/-")
    if not number.isdigit():
        return False
    before = text.rfind(f"\n{int(number) - 1}. Mô hình ", max(0, start - FAR), start)
    return before >= 0 and "“" in text[before : text.find("\n", before + 1)]


def believable(
    text: str, noun: regex.Match[str], name: NameSpan, tail: Tail, line: Line, first: int, scope: Scope
) -> bool:
    """Whether the words after `mô hình` are a model that is there: marked off, listed, owned or just set up."""
    a, b = sentence(text, noun.start(), line, name.end)
    before = text[a : noun.start()].lower()
    behind = text[name.start if name.how == "words" else name.end : b].lower()[:160].partition(";")[0]
    denied = NOT_YET.search(TURNS.split(before)[-1][-90:]) or NOT_YET.search(behind)
    if denied and name.how == "quote" and FAILED.match(behind):
        return True
    if (denied and scope.status != "chưa thành lập" and last_status(text[name.end : b]) != "dừng") or MOVEMENT.search(
        before[-18:]
    ):
        return False
    if name.how == "words" and REFERS.match(text, tail.end) and (SPREAD.search(before) or text[tail.end + 1] == "("):
        return False
    told = tail.known()
    listed = scope.lists and noun.start() <= first + 2
    if noun[0].lower() != "mô hình" and not (listed and (told or name.how != "words")):
        return False
    if name.how != "words" or name.name.endswith("”"):
        return CAMPAIGN.fullmatch(name.name) is None
    if len(name.name.split()) > LONGEST_NAME or not name.name[0].isalpha():
        return False
    item, numbered = ITEM.match(text, line.start), ORDINAL.match(text, noun.end())
    labelled = text[noun.end() : noun.end() + 1] == ":"  # `- Mô hình: Vận động hiến đất (thôn Đồng Tâm)`
    begun = (labelled and name.name[0].isupper()) or (item is not None and _beside_quoted(text, line.start, item[0]))
    placed = noun.start() <= first + 2 and (listed or numbered or begun or ((tail.owner or labelled) and item))
    ended = ends_line(text, name.end, line) or (numbered is not None and text.startswith(". ", name.end))
    if placed and (told or ended):
        return True
    if tail.owner and tail.slot in ("of", "by") and FIRST.fullmatch(before):
        return True
    if (who := subject(text, noun.start())) and not reports(who, scope.issuer):
        return True
    if name.name[0].isupper() and (unit := unit_before(text, noun.start())):
        return not is_issuers(unit, scope.issuer)
    return told and BEFORE.search(before[-40:]) is not None
