"""Errors that a user can do something about."""


class UserError(Exception):
    """Wrong input or environment: one clear sentence that says what is wrong, where, and what to do.

    The command line prints it and exits with code 2; nothing is lost.
    """
