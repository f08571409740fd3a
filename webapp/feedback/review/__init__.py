"""The verifikator reviews what was held back, reads what names somebody; the inspector looks over both."""
