/**
 * Agents: immutable descriptions of who answers, with which instructions, tools and handoffs, and the registry that knows
 * them by name. It does not know how an agent is run.
 */
package dev.runnel.agent;
