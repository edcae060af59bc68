"""The one exception that reaches a user."""


class DataError(Exception):
    """Something a user can mend: a source file, a table or an option.

    The message is one line and says what is wrong, where (file, row) and what to do.
    """
