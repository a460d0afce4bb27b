/**
 * The agents that ship: beans only where {@code runnel.examples=true} while the application is built, which this
 * repository's own build sets and an application that merely uses the jar does not.
 */
package dev.runnel.examples;
