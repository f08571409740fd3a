"""`python -m webapp.web`: answers HTTP until SIGTERM, takes new code in at SIGHUP."""

import sys

from webapp.web.keeper import main

sys.exit(main())
