"""The report of a period: its chapters as the annex of PermenPANRB 14/2017 has them, on paper and as tables."""
