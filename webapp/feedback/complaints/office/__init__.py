"""The office side of complaints: the inbox of petugas, a case and what is done with it, templates, figures, export."""
