"""The audit trail for those who must be able to answer for the pemda: who did what, when, to which thing."""
