"""The rooms for people and organisation: who works here, in which jabatan of which OPD, led by whom, and may do what."""
