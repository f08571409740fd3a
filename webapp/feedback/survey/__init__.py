"""The statutory satisfaction survey (SKM, PermenPANRB 14/2017): it scores a unit, never a person."""
