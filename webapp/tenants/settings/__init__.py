"""What a pemda decides for itself: its description, looks, calendar, languages, times of keeping."""
