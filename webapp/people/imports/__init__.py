"""Import of people and organisation from XLSX and CSV: read, map the columns, try it dry, apply all or nothing."""
