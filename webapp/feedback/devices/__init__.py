"""The devices a pemda registers: the kiosks citizens press, and the queue systems that issue visit tokens."""
