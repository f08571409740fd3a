"""What keeper and workers say to each other over their line; its end means: stop."""

READY = b"1"  # worker: I serve now
RETIRE = b"0"  # keeper: your successor serves, end your connections
BACKLOG = 2048  # connections the kernel keeps for a seat until somebody accepts them
