/**
 * The process around the application: what it says on the command line, how it fails to start, and how it ends when it is
 * told to. It is in charge only where an application takes {@link dev.runnel.process.Main} for its main class.
 */
package dev.runnel.process;
