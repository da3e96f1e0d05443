"""The command `ownership`: thin; every verb calls one function of another room."""
