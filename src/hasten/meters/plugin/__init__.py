"""The plugin for qemu as C source; it is compiled where it is used, since it must fit the qemu that is there."""
