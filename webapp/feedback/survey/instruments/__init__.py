"""The questionnaire in versions: written as a draft, published once, never changed afterwards."""
