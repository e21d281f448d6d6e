"""Reading of mails, their attached files, and of pages saved in one file."""

from __future__ import annotations

import struct
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import readers
from extract.document import compose
from extract.errors import Unreadable
from extract.readers import mail
from tests.mail_files import PDF, eml, mht, msg

HEAD = {"subject": "Mời họp", "from": "Ủy ban <a@xa.vn>", "to": "b@xa.vn", "date": "Mon, 05 Jun 2023 08:30:00 +0700"}
FIELDS = ["Tiêu đề: Mời họp", "Ngày gửi: 05/06/2023 08:30", "Người gửi: Ủy ban <a@xa.vn>", "Người nhận: b@xa.vn"]


def lines(data: bytes) -> list[str]:
    return compose(mail.read(data)).text.split("\n")


MAILS = [
    (
        "a plain text",
        eml(text="Kính gửi: các thôn\n\nHọp lúc 8 giờ.", **HEAD),
        [*FIELDS, "Kính gửi: các thôn", "Họp lúc 8 giờ."],
    ),
    ("a page", eml(html="<p>Kính gửi: <b>các</b> thôn</p>", **HEAD), [*FIELDS, "Kính gửi: các thôn"]),
    ("a page rather than the same as text", eml(text="thô", html="<p>đẹp</p>", **HEAD), [*FIELDS, "đẹp"]),
    (
        "attached files by name",
        eml(text="Xem tệp.", files=(("Báo cáo.pdf", PDF), ("b.doc", b"x"))),
        ["Xem tệp.", "Tệp đính kèm: Báo cáo.pdf; b.doc"],
    ),
    (
        "letters that are not encoded",
        "Subject: Mời họp\nFrom: a\n\nXã".encode(),
        ["Tiêu đề: Mời họp", "Người gửi: a", "Xã"],
    ),
    (
        "fields in small letters, over two lines",
        b"subject: M\n =?utf-8?q?=E1=BB=9Di?=\nfrom: a\n\nb",
        ["Tiêu đề: M ời", "Người gửi: a", "b"],
    ),
    (
        "a line of a mailbox in front",
        b"From a@b Mon Jun 5\nSubject: a\nTo: b\n\nc",
        ["Tiêu đề: a", "Người nhận: b", "c"],
    ),
    ("a date that is none", b"Subject: a\nDate: hom qua\n\nb", ["Tiêu đề: a", "Ngày gửi: hom qua", "b"]),
    (
        "a charset that is a lie",
        "Subject: a\nContent-Type: text/plain; charset=utf-8\n\ncaf\u00e9 l\u00e0 qu\u00e1n".encode("cp1252"),
        ["Tiêu đề: a", "café là quán"],
    ),
    (
        "a charset that there is not",
        "Subject: a\nContent-Type: text/plain; charset=x-y\n\nXã".encode(),
        ["Tiêu đề: a", "Xã"],
    ),
    ("a saved page", mht("<h1>Báo cáo</h1><p>Xã"), ["Báo cáo", "Xã"]),
    ("a page of Word in one file", mht("<p>Xã", start="X-A: b"), ["Xã"]),
    ("a saved workbook of sheets", mht("<frameset><frame src=a></frameset>", "<p>Một", "<p>Hai"), ["Một", "Hai"]),
]


@pytest.mark.parametrize(("data", "expected"), [case[1:] for case in MAILS], ids=[case[0] for case in MAILS])
def test_mails(data: bytes, expected: list[str]) -> None:
    assert lines(data) == expected
    assert readers.detect(data) == "mail"


def test_tables_of_all_bodies_are_counted_through() -> None:
    page = "<table border=1><tr><td>a<td>b<tr><td>c<td>d</table>"
    read = mail.read(mht("<frameset></frameset>", page, page))

    assert [piece.table for piece in read.pieces] == [0] * 4 + [1] * 4


def test_attached_files_are_members() -> None:
    data = eml(text="a", files=(("Báo cáo.pdf", PDF), ("../../b.doc", b"x")), **HEAD)

    assert [(member.name, member.data) for member in readers.members(data)] == [
        ("Báo cáo.pdf", PDF),
        ("../../b.doc", b"x"),
    ]


def test_an_attached_mail_is_a_member() -> None:
    inner = eml(text="Trong", **HEAD)
    data = (
        b"Subject: a\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
        b"--x\nContent-Type: message/rfc822\n\n" + inner + b"\n--x--\n"
    )
    (member,) = readers.members(data)

    assert member.name == "attachment-1.eml"
    assert isinstance(member.data, bytes)
    assert lines(member.data) == [*FIELDS, "Trong"]
    assert lines(data) == ["Tiêu đề: a", "Tệp đính kèm: attachment-1.eml"]


def test_pictures_of_a_page_and_what_a_saved_page_refers_to_are_no_members() -> None:
    assert list(readers.members(mht("<p>Xã"))) == []


def wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def test_outlook() -> None:
    moment = int((datetime(2023, 6, 5, 1, 30) - datetime(1601, 1, 1)).total_seconds()) * 10**7
    data = msg(
        {
            "0037001F": wide("Mời họp"),
            "0C1A001F": wide("Ủy ban"),
            "0C1F001F": wide("a@xa.vn"),
            "0E04001F": wide("b@xa.vn"),
            "1000001F": wide("Họp lúc 8 giờ."),
        },
        {"3707001F": wide("Báo cáo.pdf"), "37010102": PDF},
        {"3704001F": wide("a.msg"), "3701000D": b""},
        moments=struct.pack("<IIQ", 0x00390040, 6, moment),
    )
    first, second = readers.members(data)

    assert lines(data) == [*FIELDS, "Họp lúc 8 giờ.", "Tệp đính kèm: Báo cáo.pdf; a.msg"]
    assert first.name == "Báo cáo.pdf"
    assert isinstance(first.data, bytes)
    assert first.data.startswith(PDF)
    assert isinstance(second.data, Unreadable)


PACKED = [
    (
        "Microsoft's own example",
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0",
        ["hello world"],
    ),
    ("not packed", (struct.pack("<IIII", 30, 18, 0x414C454D, 0) + rb"{\rtf1 Hai xa\par}").hex(), ["Hai xa"]),
]


@pytest.mark.parametrize(("data", "expected"), [case[1:] for case in PACKED], ids=[case[0] for case in PACKED])
def test_outlook_mails_that_are_only_rtf(data: str, expected: list[str]) -> None:
    assert [line for line in lines(msg({"10090102": bytes.fromhex(data)})) if line] == expected


ATTACKS = [
    (
        "parts nested deep",
        b"".join(
            b"Content-Type: multipart/mixed; boundary=x%d\nSubject: a\nMIME-Version: 1.0\n\n--x%d\n" % (n, n)
            for n in range(5000)
        ),
    ),
    ("parts without end", b"Subject: a\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\na\n" * 20_000),
    ("fields without end", b"Subject: a\nFrom: b\n" + b"X: y\n" * 200_000 + b"\nc"),
    ("a charset of no letters", b"From: b\nSubject: =?\xe1\xbb?q?a?=\n\nc"),
    ("a field of a megabyte", b"From: b\nSubject: " + b"=?utf-8?b?4buc?=" * 60_000 + b"\n\nc"),
    (
        "a body that is no base64",
        b"Subject: a\nMIME-Version: 1.0\nContent-Transfer-Encoding: base64\n\n!!!" + b"=A" * 9999,
    ),
]


@pytest.mark.parametrize("data", [case[1] for case in ATTACKS], ids=[case[0] for case in ATTACKS])
def test_strange_mails_are_a_document_or_the_one_error(data: bytes) -> None:
    try:
        readers.read_bytes(data)
    except Unreadable as error:
        assert error.code in ("too_complex", "damaged", "no_text")


DETECTED = [
    ("any two fields", b"x-mailer: a\r\nDelivered-To: b\r\n\r\nc", "mail"),
    ("one field", b"Subject: a\n\nb", "txt"),
    ("words with colons", "Kính gửi: a\nNơi nhận: b".encode(), "txt"),
    ("a text about a mail", b"Bao cao\nFrom: a\nTo: b", "txt"),
    ("a saved page", mht("<p>a"), "mail"),
]


@pytest.mark.parametrize(("data", "format"), [case[1:] for case in DETECTED], ids=[case[0] for case in DETECTED])
def test_what_is_a_mail(data: bytes, format: str) -> None:
    assert readers.detect(data, "a.doc") == format


PARTS = [
    "Subject: ",
    "From: ",
    "\n",
    "\n\n",
    "Content-Type: multipart/mixed; boundary=x\n",
    "--x\n",
    "--x--\n",
    "a",
    "Content-Type: text/html\n",
    "Content-Transfer-Encoding: base64\n",
    "=?utf-8?b?x?=",
    "<p>Xã",
    "message/rfc822",
    "Content-Disposition: attachment; filename*=utf-8''%e1\n",
    "charset=utf-7",
    "\x00",
    "Date: ",
    "9" * 30,
]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=20))
def test_any_mail_is_read(parts: list[str]) -> None:
    data = b"Subject: a\nFrom: b\n" + "".join(parts).encode()
    try:
        found = readers.read_bytes(data)
        list(readers.members(data))
        assert all(found.text[block.start : block.end].strip() for block in found.blocks)
    except Unreadable:
        pass


def test_a_plain_body_in_a_legacy_encoding_is_converted() -> None:
    body = "C¸c th«n b¸o c¸o kÕt qu¶ d©n vËn vµ vËn ®éng nh©n d©n ®ãng gãp lµm ®\xadêng.".encode("latin-1")
    made = b"From: a@xa.vn\nTo: b@xa.vn\nContent-Type: text/plain; charset=us-ascii\n\n" + body

    piece = mail.read(made).pieces[-1]

    assert piece.encoding == "tcvn3"
    assert piece.text == "Các thôn báo cáo kết quả dân vận và vận động nhân dân đóng góp làm đường."
