"""Hostile clients, and what a server bears of them: memory, answers, errors. Played against a
server on this machine only: :class:`tests.attack.target.Target` refuses any other address."""
