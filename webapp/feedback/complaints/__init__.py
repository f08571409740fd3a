"""Complaints, suggestions and requests for information, as SP4N-LAPOR handles them (PermenPANRB 62/2018)."""
