"""What goes wrong on the command line."""


class CommandError(Exception):
    """A command cannot do what was asked; the message is one sentence."""
