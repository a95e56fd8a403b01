"""The parts of a running service and how to start them on one machine.

Only the standard library is used here (the pytest plugin apart), because this code runs before any package is installed.
"""
