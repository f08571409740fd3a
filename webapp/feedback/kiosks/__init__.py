"""The kiosk: one screen for everybody at the exit of an office, which goes on working without a network."""
