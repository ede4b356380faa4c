"""All hostile behaviours."""

from tests.run.hostile import (
    bombs,
    crashes,
    endless,
    files,
    forgery,
    interpreter,
    kernel,
    lingering,
    lying,
    network,
    output,
    processes,
    secrets,
    surroundings,
)

BEHAVIOURS = (
    *endless.ROWS,
    *bombs.ROWS,
    *files.ROWS,
    *secrets.ROWS,
    *network.ROWS,
    *processes.ROWS,
    *crashes.ROWS,
    *lingering.ROWS,
    *output.ROWS,
    *lying.ROWS,
    *surroundings.ROWS,
    *forgery.ROWS,
    *interpreter.ROWS,
    *kernel.ROWS,
)
