"""What an office does about its survey (rencana tindak lanjut): planned, followed, shown done or not."""
