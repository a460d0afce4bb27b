/**
 * A call of a model as one or several attempts: each is bounded in time, those that fail before the model has begun to
 * answer are made again or left to another model, and whoever reads the events sees one call. Models that wrap models; the
 * runner puts them around the agent's own.
 */
package dev.runnel.model.retry;
