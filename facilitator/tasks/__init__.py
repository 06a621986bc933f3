"""What the command line can do; the same functions run in the server and without one."""
