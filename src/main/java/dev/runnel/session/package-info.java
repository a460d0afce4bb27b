/**
 * Sessions: conversations that are stored over many runs. {@link dev.runnel.session.Session} is what an application
 * implements to keep them where it likes; {@link dev.runnel.session.InMemorySessionStore} keeps them in this process, within
 * bounds. It knows the items of a conversation, and nothing of runs: those read and write sessions.
 */
package dev.runnel.session;
