"""The child side: standard library only, Python 3.9 and newer, run by the user's own interpreter in the sandbox.

Nothing here imports hasten. The parent is trusted; the code under test, which shares this process, is not.
"""
