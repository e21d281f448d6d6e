"""What the words behind a mention tell of it: whose it is, that it has stopped, never began or was recognised."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extract.recognizers.models.drafts import Draft
from extract.recognizers.models.existing import FAILED
from extract.recognizers.models.lines import SENTENCE_END
from extract.recognizers.models.owners import whole
from extract.recognizers.models.scope import status_after
from extract.recognizers.models.subjects import RUN_BY, THIS
from extract.recognizers.models.tail import read_tail

# `nhưng đến nay đã ngừng hoạt động vì …`, `nay không còn tổ chức`; what members stop is not the model.
STOPPED = regex.compile(
    r"(?<!\w)(?<!(?:không|chưa|hộ|người|em|cháu|chị|cơ sở|điểm|tổ|nhóm|lò|xe|thành viên|hội viên) )(?:"
    r"(?:(?:đã|phải|nay|tạm|đành|buộc) )+(?:dừng|ngừng|ngưng|giải tán|giải thể)(?: lại| hoạt động| hẳn)?"
    r"|(?:không|chẳng) còn (?:được )?(?:hoạt động|tổ chức|duy trì|dùng|làm)(?: nữa)?"
    r"|không (?:duy trì|hoạt động|tổ chức) được(?: nữa)?|bị gián đoạn|coi như (?:kết thúc|dừng)|nghỉ (?:luôn|hẳn))"
    r"(?=[,.;)]|\s*\Z| (?:từ|vì|do|để|nên|đến|mô hình|trong)(?!\w))"
)
# `tuy có đăng ký mô hình “X” nhưng không triển khai`
NEVER = regex.compile(r"(?<!\w)(?:nhưng|song|(?=đến|tới|hiện))(?: ?(?:đến nay|tới nay|hiện nay|hiện|vẫn))*"
                      r" (?:không|chưa) (?:được |có quyết định )?"
                      r"(?:triển khai|thực hiện|làm|thành lập|ra mắt)(?: được)?(?=[,.;)]|\s*\Z| (?:vì|do)(?!\w))")
# `Mô hình được UBND xã công nhận tại …`, `, năm 2019 được huyện công nhận`
RECOGNISED = regex.compile(
    r"(?:[Mm]ô hình(?: này)?|,)(?: năm (?P<year>(?:19|20)\d\d))?(?: đã| vừa| cũng)? được (?:\p{L}+ ){1,8}?công nhận"
    r"(?=[,.;)]|\s*\Z| (?:tại|theo|năm|cấp|và|từ|ngày)(?!\w))"
)
# `Mô hình kết thúc khi hết dịch.`
ENDED = regex.compile(r"(?<=\. )Mô hình(?: này)?(?: đã| phải)* (?:kết thúc|dừng|ngừng|ngưng)(?! lại ở)(?!\w)")
# `“X”. Đoàn xã và Liên đội trường làm chung.`
NEXT = regex.compile(r"[”\"»’']?\. (?P<who>\p{Lu}[^,;:.()\n“”]{5,70}?)"
                     r" (?:cùng làm|làm chung|(?:trực tiếp )?(?:phụ trách|chủ trì|thực hiện|đảm nhận))(?=[.;]|\s*\Z)")
BESIDE = regex.compile(r"[”\"»’]?(?:,| và|;)(?: mô hình)? [“\"«‘]?")
MARK = regex.compile(r"[(,;]")
# Looked for first, which is far faster than the pattern of what has stopped.
RARE = ("dừng", "ngừng", "ngưng", "giải t", "còn", "được", "gián đoạn", "coi như", "nghỉ")
NEAR, FAR = 240, 400


def told_behind(text: str, found: Sequence[Draft], end: int) -> list[Draft]:
    """The drafts of one line with what its words behind each of them tell, up to the next one.

    >>> text = "Mô hình “X” của chi hội 6 nhưng đến nay đã ngừng hoạt động vì thiếu vốn."
    >>> told_behind(text, [Draft(8, 11, "X", close=25)], len(text))[0].status
    'dừng'
    """
    stops = [*(one.start for one in found[1:]), *([end] if found else [])]
    told = [_told(text, one, stop) for one, stop in zip(found, stops, strict=True)]
    for i in range(len(told) - 1, 0, -1):
        last = told[i].status
        if last != found[i].status and last in ("dừng", "chưa thành lập") \
                and BESIDE.fullmatch(text, told[i - 1].close, told[i].start):
            told[i - 1] = told[i - 1]._replace(status=last)
    return [_owned(text, told[0], end)] if len(told) == 1 else told


def _told(text: str, one: Draft, stop: int) -> Draft:
    inside = next((status for mark in MARK.finditer(text, one.end, one.close)
                   if (status := status_after(text, mark.start())[0])), None)
    if inside:
        return one._replace(status=inside)
    ended = SENTENCE_END.search(text, one.close, min(stop, one.close + NEAR))
    sentence = ended.start() if ended else min(stop, one.close + NEAR)
    noun = text.find("mô hình", one.close, sentence)
    sentence = noun if noun >= 0 else sentence
    words, far = text[one.close : sentence], min(stop, one.close + FAR)
    if any(rare in words for rare in RARE) and STOPPED.search(text, one.close, sentence):
        return one._replace(status="dừng")
    if text.find(". Mô hình", one.close, far) >= 0 and ENDED.search(text, one.close, far):
        return one._replace(status="dừng")
    if ("không" in words or "chưa" in words) and (NEVER.search(text, one.close, sentence)
                                                  or FAILED.match(text, one.close, sentence)):
        return one._replace(status="chưa thành lập")
    done = None
    if one.status is None and text.find("công nhận", one.close, far) >= 0:
        done = RECOGNISED.search(text, one.close, far)
    if done is None:
        return one
    return one._replace(status="công nhận", year=one.year or (int(done["year"]) if done["year"] else None))


def _owned(text: str, one: Draft, end: int) -> Draft:
    """With the owner that a later sentence of the line tells: `… Mô hình do Công an xã duy trì.`"""
    this = THIS.search(text, one.close, end) if one.owner is None else None
    tail = read_tail(text, this.end()) if this else None
    if tail and tail.owner and not tail.person:
        return one._replace(owner=tail.owner)
    then = NEXT.match(text, one.close, end) if one.owner is None else None
    found = whole(text, *then.span("who")) if then else None
    if then and found and found.kind == "organ":
        return one._replace(owner=then["who"])
    run = RUN_BY.match(text, one.close, end) if one.owner is None else None
    found = whole(text, *run.span("who")) if run else None
    return one._replace(owner=run["who"]) if run and found and found.kind == "organ" else one
