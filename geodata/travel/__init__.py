"""How far is it really: cycling distance over a network, or a national estimate of it."""
