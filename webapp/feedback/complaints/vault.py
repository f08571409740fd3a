"""What only a coordinator may read: who she is, and what she wrote before it was masked."""

CONTACT, ORIGINAL = "complaint contact", "complaint original"  # purposes of sealing: neither opens the other
