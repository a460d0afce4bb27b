/**
 * The runner: one loop of small steps that turns an agent and an input into the stream of a run's events. What the
 * application calls is {@link dev.runnel.run.Runner}; everything below it is a step of the loop.
 */
package dev.runnel.run;
