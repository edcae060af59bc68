"""The one exception that reaches a user."""

#: How to get the packages that only making tables, distances and networks needs.
INSTALL = "python -m pip install --require-hashes -r requirements-build.txt"


class DataError(Exception):
    """Something a user can mend: a source file, a table or an option.

    The message is one line and says what is wrong, where (file, row) and what to do.
    """
