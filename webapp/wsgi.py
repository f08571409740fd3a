"""The application each worker of the web process loads; any other WSGI server may load it too."""

import gc
import sys

from webapp import create_app
from webapp.platform.health import UnsafeDatabase
from webapp.settings import SettingsError

try:
    application = create_app()
except (SettingsError, UnsafeDatabase) as problem:
    print(f"Pamong does not start: {problem}", file=sys.stderr)
    raise SystemExit(78) from None

gc.freeze()  # what start-up made lives as long as the process: the collector need not look at it again and again
