"""The one error that is expected while reading: a file that cannot be read."""


class Unreadable(Exception):
    """A file gives no text. `code` is for programs, `message` is a sentence for the clerk.

    >>> str(Unreadable("empty", "The file is empty."))
    'empty: The file is empty.'
    """

    def __init__(self, code: str, message: str) -> None:
        """Keep both parts; `str()` joins them the way the `error` column stores them."""
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
