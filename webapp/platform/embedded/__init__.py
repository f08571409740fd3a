"""PostgreSQL and Valkey without any set-up: the servers of two Python packages, started as needed.

Everything they store belongs to one folder, the home (PAMONG_HOME). Both listen on Unix sockets in
a private folder only, and never run as root. Every failure a person can do something about is an
`EmbeddedError` whose text is one sentence.
"""

from webapp.platform.embedded.database import Database, running_database, start_database
from webapp.platform.embedded.errors import EmbeddedError, explain
from webapp.platform.embedded.home import Home
from webapp.platform.embedded.valkey import Valkey, running_valkey, start_valkey

__all__ = [
    "Database",
    "EmbeddedError",
    "Home",
    "Valkey",
    "explain",
    "running_database",
    "running_valkey",
    "start_database",
    "start_valkey",
]
