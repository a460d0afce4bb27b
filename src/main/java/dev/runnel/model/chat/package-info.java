/**
 * The format of the Chat Completions API: a request written in it, and the chunks of its answer turned into the complete
 * sequence of events of the Responses format. Knows no HTTP; {@code dev.runnel.model.openai} sends and receives.
 */
package dev.runnel.model.chat;
