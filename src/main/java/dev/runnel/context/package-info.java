/**
 * What a run carries along for the code that runs in it: the application's own context object and the usage so far. Tools,
 * instructions and hooks receive it; the runner makes it.
 */
package dev.runnel.context;
