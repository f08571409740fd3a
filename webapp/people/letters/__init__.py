"""Letters: what is sent out of Pamong (e-mail; trials of WhatsApp and SMS), from an outbox, once each."""
