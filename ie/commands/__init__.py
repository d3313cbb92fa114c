"""What the command line does, one module a command; each is a thin layer over the library."""
