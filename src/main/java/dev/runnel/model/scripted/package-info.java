/**
 * A test kit for applications: {@link dev.runnel.model.scripted.ScriptedModel} plays the model's turns as a test writes
 * them, and records what it was asked. Nothing else in Runnel uses it.
 */
package dev.runnel.model.scripted;
