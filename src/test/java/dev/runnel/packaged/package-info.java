/** The packaged application as a process, seen from outside: the jar or, with {@code runnel.command}, the binary. */
package dev.runnel.packaged;
