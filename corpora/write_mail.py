"""Mails with attached reports, and a page of a site saved in one file."""

from __future__ import annotations

from collections.abc import Mapping
from email import policy
from email.message import EmailMessage, MIMEPart

from source import Source, plain
from write_html import web

FIELDS = ("From", "To", "Cc", "Subject", "Date")
RULES = policy.SMTP.clone(cte_type="7bit", max_line_length=76)


def mail(source: Source, attached: Mapping[str, bytes]) -> bytes:
    """The bytes of a .eml file: the fields of the head, the words of the source, the attached files."""
    message = EmailMessage(policy=RULES)
    for field in FIELDS:
        if value := source.head.get(f"mail.{field.lower()}"):
            message[field] = value
    message["Message-ID"] = f"<{source.name.lower()}@mau.example>"
    message.set_content("\n".join(plain(block.runs) for block in source.blocks) + "\n", cte="base64")
    for name, data in attached.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    if message.is_multipart():
        message.set_boundary(f"=_{source.name}")
    return bytes(message)


def saved_page(source: Source) -> bytes:
    """The bytes of a .mht file as a browser saves one: the page, and a picture that belongs to it."""
    message = EmailMessage(policy=RULES)
    message["From"] = "<Saved by Blink>"
    message["Subject"] = source.head.get("page_title", "Văn bản")
    message["MIME-Version"] = "1.0"
    message.add_header("Content-Type", "multipart/related", type="text/html", boundary=f"=_{source.name}")
    for kind, data, place in (("text/html", web(source), "trang.html"), ("image/gif", b"GIF89a\x01\x00\x01\x00", "dau.gif")):
        part = MIMEPart(policy=RULES)
        part.set_content(data, *kind.split("/"), cte="quoted-printable" if kind == "text/html" else "base64")
        part["Content-Location"] = f"https://xa.example/{place}"
        message.attach(part)
    return bytes(message)
