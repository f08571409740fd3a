"""The administrator's command line, `bin/pamong`."""
