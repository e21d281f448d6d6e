"""Office files that are encrypted, opened with the passwords that were given. The only importer of msoffcrypto."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO

import msoffcrypto
from msoffcrypto.exceptions import FileFormatError, InvalidKeyError

from extract.errors import Unreadable

# Excel encrypts with this one where only the structure of a workbook is protected: no one is asked for it.
BY_ITSELF = "VelvetSweatshop"
# How often a password is hashed; Office does it 100,000 times, a hostile file may claim milliards.
MOST_ROUNDS = 500_000


def unlocked(data: bytes, passwords: tuple[str, ...]) -> bytes:
    """The same file without encryption: docx, xlsx and pptx (agile, standard), doc, xls and ppt (RC4, XOR).

    Raises `Unreadable` where no password fits or the encryption is of another kind.
    """
    try:
        file = msoffcrypto.OfficeFile(BytesIO(data))
    except FileFormatError as error:
        raise Unreadable("encrypted", "The file is protected in a way that no password opens.") from error
    info = getattr(file, "info", None)  # of a .doc it is no dictionary, and has no rounds
    if isinstance(info, dict) and info.get("spinValue", 0) > MOST_ROUNDS:
        raise Unreadable("encrypted", "The file is protected in a way that would take hours to open.")
    for password in (*passwords, BY_ITSELF):
        with suppress(InvalidKeyError):
            return _decrypted(file, password)
    raise Unreadable("encrypted", "The file is protected with a password. Passwords to try can be given in a file, "
                     "one a line: --password-file FILE.")


def _decrypted(file: msoffcrypto.format.base.BaseOfficeFile, password: str) -> bytes:
    """Raises `InvalidKeyError` where the password is wrong, `Unreadable` where no password is of use."""
    verify = {"verify_password": True} if file.format == "ooxml" else {}
    file.load_key(password=password, **verify)
    plain = BytesIO()
    try:
        file.decrypt(plain)
    except AttributeError as error:  # of a .doc's oldest protection (XOR) the library takes the key for nothing
        raise Unreadable("encrypted", "The file is protected in a way that no password opens.") from error
    return plain.getvalue()
